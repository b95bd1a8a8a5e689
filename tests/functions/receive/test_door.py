"""Pure: what becomes of a call at a door of any kind, whatever its platform."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from functions.receive.answer import Answer, greeting
from functions.receive.door import Called, called, greeted, judged
from functions.receive.request import read_request
from shared.delivery import Delivery
from shared.ears.platform import Credential, Door, Keys
from shared.ears.request import Greeted, Request
from shared.ears.signing import secret_address, shown_secret
from shared.plan import Source
from tests.builders import NOON, a_plan
from tests.functions.calls import a_call

SOURCE = Source("page", "facebook", "webhook", "acme")
SECRET = Credential("secret", "the app secret", "the app's settings")
VERIFY = Credential("verify", "the verify token", "you choose it")
KEYS = Keys({"secret": ("s",), "verify": ("v",)})
SHOWN = Door(shown_secret("x-secret"), setup=(), credentials=(SECRET,), headers=("x-kind",))
HIDDEN = Door(secret_address, setup=(), credentials=(SECRET,), secret_path=True)


def hello(request: Request, keys: Keys, _source: Source, _now: datetime) -> Greeted | None:
    """Echoes to those who know the token, as Meta wants it."""
    if "challenge" not in request.query:
        return None
    known = request.query.get("token") in keys.all("verify")
    return Greeted(200 if known else 403, request.query["challenge"], holds_for=timedelta(days=1))


GREETING = replace(SHOWN, greeted=hello, credentials=(SECRET, VERIFY, Credential("extra", "", "", optional=True)))


def post(door: Door, body: bytes = b"{}", keys: Keys = KEYS, key: str = "", **headers: str) -> Delivery | Answer:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return judged(Request("POST", "page", told, body, key=key), Called(SOURCE, door), keys, NOON)


def refusal(outcome: object) -> tuple[int, str | None]:
    assert isinstance(outcome, Answer)
    assert outcome.mend
    return outcome.status, outcome.reason


# ---------------------------------------------------------------- deliveries
def test_a_delivery_keeps_the_headers_that_its_door_names() -> None:
    outcome = post(SHOWN, x_secret="s", x_kind="post", cookie="a=b")
    assert outcome == Delivery("page", "facebook", "webhook", b"{}", {"x-kind": "post"}, NOON)


def test_an_address_with_a_secret_part_lets_in_whoever_knows_it() -> None:
    assert isinstance(post(HIDDEN, key="s"), Delivery)
    assert refusal(post(HIDDEN, key="x")) == (401, "signature_wrong")
    assert refusal(post(HIDDEN)) == (401, "signature_missing")
    answer = post(HIDDEN)
    assert isinstance(answer, Answer)
    assert "whole address" in answer.mend


def test_a_part_more_in_the_address_is_no_address_of_a_platform_that_signs() -> None:
    plan = a_plan(sources=(Source("forum", "discourse", "webhook", "acme"),))
    assert isinstance(called(Request("POST", "forum", {}), plan), Called)
    assert refusal(called(Request("POST", "forum", {}, key="s"), plan)) == (404, "unknown_source")


def test_a_source_that_is_asked_takes_no_calls_and_says_that_it_never_will() -> None:
    plan = a_plan(sources=(Source("forum", "discourse", "sweep", "acme", url="https://forum.example.com"),))
    assert refusal(called(Request("POST", "forum", {}), plan)) == (410, "swept_source")


@pytest.mark.parametrize("platform", ["rss", "no-such-platform", "../answer"])
def test_a_platform_that_never_calls_is_told_to_us(platform: str) -> None:
    answer = called(Request("POST", "page", {}), a_plan(sources=(replace(SOURCE, platform=platform),)))
    assert refusal(answer) == (501, "unknown_platform")
    assert isinstance(answer, Answer)
    assert answer.ours


def test_xml_is_not_refused_for_being_no_json() -> None:
    door = replace(SHOWN, body="xml")
    for body in (b"<feed/>", '<?xml version="1.0" encoding="iso-8859-1"?><t>\xe9</t>'.encode("latin-1")):
        assert isinstance(post(door, body, x_secret="s"), Delivery)
    assert refusal(post(door, b" \n", x_secret="s")) == (400, "empty")
    assert refusal(post(door, b"\x1f\x8b", x_secret="s", content_encoding="gzip")) == (415, "encoded")
    assert refusal(post(SHOWN, b"<feed/>", x_secret="s")) == (400, "not_json")


def test_a_kind_of_body_that_nobody_reads_is_told_as_such() -> None:
    outcome = post(SHOWN, b"a=b", x_secret="s", content_type="application/x-www-form-urlencoded; charset=utf-8")
    assert refusal(outcome) == (415, "not_json")


def test_a_test_call_holds_nothing_to_keep_and_must_be_signed() -> None:
    door = replace(SHOWN, pinged=lambda request: request.headers.get("x-kind") == "ping")
    answer = post(door, b"", x_secret="s", x_kind="ping")
    assert isinstance(answer, Answer)
    assert (answer.status, answer.reason) == (200, None)
    assert refusal(post(door, b"", x_secret="x", x_kind="ping")) == (401, "signature_wrong")


def test_replaced_bytes_are_told_only_where_they_may_be_why_a_signature_does_not_fit() -> None:
    body = '{"a": "\ufffd"}'.encode()
    assert refusal(post(SHOWN, body, x_secret="x")) == (400, "not_utf8")
    assert refusal(post(SHOWN, body)) == (401, "signature_missing")
    assert isinstance(post(SHOWN, body, x_secret="s"), Delivery)


# ---------------------------------------------------------------- greetings
def greet(door: Door, keys: Keys = KEYS, method: str = "GET", **query: str) -> Greeted | Answer:
    return greeted(Request(method, "page", {}, query=query), Called(SOURCE, door), keys, NOON)


def test_a_platform_that_greets_is_answered_in_its_own_way() -> None:
    told = greet(GREETING, token="v", challenge="7 & 8")
    assert isinstance(told, Greeted)
    assert (told.good, told.good_until(NOON)) == (True, NOON + timedelta(days=1))
    http = greeting(told).as_http()
    assert (http["statusCode"], http["body"]) == (200, "7 & 8")
    assert http["headers"] == {"content-type": "text/plain", "x-content-type-options": "nosniff"}


def test_a_greeting_with_another_token_is_refused_and_logged_as_such() -> None:
    told = greet(GREETING, token="x", challenge="7")
    assert isinstance(told, Greeted)
    assert not told.good
    assert (greeting(told).status, greeting(told).reason) == (403, "greeting_refused")


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_what_means_nothing_to_a_platform_is_no_method_of_its_address(method: str) -> None:
    assert refusal(greet(SHOWN, method=method)) == (405, "method")
    asked = greet(GREETING, method=method)
    assert refusal(asked) == ((404, "greeting_unknown") if method == "GET" else (405, "method"))
    if method not in ("GET", "OPTIONS"):
        assert refusal(greet(GREETING, method=method, token="v", challenge="7")) == (405, "method")


@pytest.mark.parametrize(
    ("keys", "mend"),
    [
        (Keys({"verify": ("",), "secret": ("s",)}), "set it: firebreak source secret page --part verify; "),
        (Keys({"verify": ("v",)}), "set it: firebreak source secret page; "),
        (Keys(), "set it: firebreak source secret page; "),
    ],
)
def test_nobody_is_greeted_with_an_empty_secret(keys: Keys, mend: str) -> None:
    answer = greet(GREETING, keys, token="", challenge="7")
    assert refusal(answer) == (401, "no_secret")
    assert isinstance(answer, Answer)
    assert answer.ours
    assert answer.mend.startswith(mend)


def test_a_part_that_only_opens_the_platforms_api_keeps_no_platform_waiting() -> None:
    door = replace(GREETING, credentials=(SECRET, VERIFY, Credential("token", "a page token", "the app's settings")))
    assert isinstance(greet(door, token="v", challenge="7"), Greeted)


@pytest.mark.parametrize("challenge", ['{"text": "forged"}', 'hmacsha256={"a":1}', "<feed/>"])
def test_nobody_has_a_body_signed_by_calling_it_a_challenge(challenge: str) -> None:
    assert refusal(greet(GREETING, token="v", challenge=challenge)) == (404, "greeting_unknown")


# ---------------------------------------------------------------- the call itself
def asked(query: str, **parameters: str) -> Request:
    event = a_call(b"", source="page", method="GET") | {"rawQueryString": query}
    return read_request(event | {"pathParameters": {"source": "page", **parameters}})


@pytest.mark.parametrize(
    ("query", "read"),
    [
        ("", {}),
        ("hub.challenge=1158201444&hub.mode=subscribe", {"hub.challenge": "1158201444", "hub.mode": "subscribe"}),
        ("a=1,2&a=3%2C4", {"a": "3,4"}),
        ("crc_token=MTI%2B%2F%3D%3D", {"crc_token": "MTI+/=="}),
        ("a=&b", {"a": "", "b": ""}),
        ("a=%ff&=x&&&", {"a": "\ufffd", "": "x"}),
    ],
)
def test_a_query_is_read_as_it_was_sent(query: str, read: dict[str, str]) -> None:
    assert asked(query).query == read


def test_the_last_part_of_the_address_is_the_key() -> None:
    assert asked("", key="s").key == "s"
    assert asked("").key == ""
