"""The sign-up by HTTP: the same answer for all, a yes by a button only, a no at once, and limits that hold."""

from __future__ import annotations

import json
import logging
import re
from typing import Any

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.subscribe.request import read_request
from functions.subscribe.words import WORDS
from shared import aws, link
from shared.subscriber import LANGUAGES
from tests.builders import NOON, minutes
from tests.functions.audience import ADDRESS, Audience, audience, key
from tests.functions.ears import log
from tests.harness.world import names

__all__ = ["audience", "log"]


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def test_a_sign_up_is_pending_until_its_owner_presses_the_button(audience: Audience, clock: Any) -> None:
    answer = audience.signs_up()
    assert answer["statusCode"] == 202
    assert "Look into your mail" in answer["body"]
    audience.world.settle()
    [token] = audience.tokens("confirm")
    # A scanner that follows the link, however often, changes nothing.
    for _ in range(3):
        asked = audience.call("GET", "/confirm", query=f"token={token}")
        assert (asked["statusCode"], "<button>" in asked["body"]) == (200, True)
    assert audience.of(audience.id_of()).state == "pending"
    for _ in range(2):
        assert audience.call("POST", "/confirm", f"token={token}")["statusCode"] == 200
    assert audience.of(audience.id_of()).state == "active"


def test_a_link_of_yesterday_confirms_nothing(audience: Audience, clock: Any) -> None:
    audience.signs_up()
    audience.world.settle()
    [token] = audience.tokens("confirm")
    clock.shift(minutes(24 * 60))
    assert audience.call("GET", "/confirm", query=f"token={token}")["statusCode"] == 400
    assert audience.call("POST", "/confirm", f"token={token}")["statusCode"] == 400
    assert audience.of(audience.id_of()).state == "pending"


def test_the_answer_does_not_tell_who_is_subscribed(audience: Audience, clock: Any) -> None:
    audience.a_subscriber()
    clock.shift(minutes(120))
    known, new = audience.signs_up(email=ADDRESS), audience.signs_up(email="new@example.com")
    assert known == new
    audience.world.settle()
    assert audience.of(audience.id_of()).state == "active"
    # The owner, who alone reads the mail, is told.
    assert "already" in audience.mails()[-2].subject or "already" in audience.mails()[-1].subject


@pytest.mark.parametrize("body", ["List-Unsubscribe=One-Click", "", "l=de"])
def test_one_click_unsubscribes_at_once_and_again(audience: Audience, body: str) -> None:
    who = audience.a_subscriber()
    audience.signs_up()
    token = _leave(audience, who)
    assert audience.call("GET", "/unsubscribe", query=f"token={token}")["statusCode"] == 200
    assert audience.of(who).state == "active"
    for _ in range(2):
        assert audience.call("POST", "/unsubscribe", body, query=f"token={token}&l=en")["statusCode"] == 200
        assert (audience.of(who).state, audience.of(who).address) == ("unsubscribed", "")


def test_who_left_can_come_back_and_is_asked_again(audience: Audience, clock: Any) -> None:
    who = audience.a_subscriber()
    audience.call("POST", "/unsubscribe", query=f"token={_leave(audience, who)}")
    clock.shift(minutes(61))
    audience.signs_up()
    assert audience.of(who).state == "pending"
    audience.world.settle()
    audience.call("POST", "/confirm", f"token={audience.tokens('confirm')[-1]}")
    assert audience.of(who).state == "active"


@pytest.mark.parametrize("path", ["/confirm", "/unsubscribe"])
@pytest.mark.parametrize("token", ["", "x", "sub-000000000000000000000000.0." + "A" * 43, "%00", "../.."])
def test_a_link_that_nobody_signed_does_nothing(audience: Audience, path: str, token: str) -> None:
    assert audience.call("GET", path, query=f"token={token}")["statusCode"] == 400
    assert audience.call("POST", path, f"token={token}")["statusCode"] == 400


# ---------------------------------------------------------------- limits
def test_one_address_gets_one_mail_an_hour_and_three_a_day(audience: Audience, clock: Any) -> None:
    clock.move_to(NOON.replace(hour=0))
    sent = []
    for count in range(18):
        assert audience.signs_up(ip=f"192.0.2.{count}")["statusCode"] == 202
        audience.world.settle()
        sent.append(len(audience.mails()))
        clock.shift(minutes(20))
    assert sent == [1, 1, 1, 2, 2, 2] + [3] * 12
    clock.move_to(NOON.replace(hour=0, day=3))
    audience.signs_up()
    audience.world.settle()
    assert len(audience.mails()) == 4


def test_one_caller_may_ask_for_ten_in_an_hour(audience: Audience, clock: Any) -> None:
    answers = [audience.signs_up(email=f"a{n}@example.com")["statusCode"] for n in range(12)]
    assert answers == [202] * 10 + [429] * 2
    assert audience.signs_up(email="b@example.com", ip="192.0.2.8")["statusCode"] == 202
    clock.shift(minutes(60))
    assert audience.signs_up(email="a11@example.com")["statusCode"] == 202


def test_whoever_has_a_whole_network_is_one_caller(audience: Audience, clock: Any) -> None:
    answers = [audience.signs_up(email=f"a{n}@example.com", ip=f"2001:db8::{n}")["statusCode"] for n in range(12)]
    assert answers == [202] * 10 + [429] * 2
    assert audience.signs_up(email="b@example.com", ip="2001:db8:0:1::1")["statusCode"] == 202


def test_all_together_may_ask_for_so_many_a_day(audience: Audience, log: list[logging.LogRecord]) -> None:
    audience.signs_up()
    [counted] = [item for item in aws.dynamodb().scan(TableName=names()["Subscribers"])["Items"] if _is_of_all(item)]
    aws.dynamodb().put_item(TableName=names()["Subscribers"], Item={**counted, "count": {"N": "4999"}})
    answers = [audience.signs_up(email=f"a{n}@example.com", ip=f"192.0.2.{n}")["statusCode"] for n in range(3)]
    assert answers == [202, 429, 429]
    assert log[-1].getMessage() == "no more sign-ups today"


def test_what_fills_in_the_hidden_field_is_thanked_and_forgotten(audience: Audience) -> None:
    people = audience.signs_up(email=ADDRESS)
    machine = audience.signs_up(email="bot@example.com", website="https://example.com")
    assert people == machine
    assert audience.store.get(audience.id_of("bot@example.com")) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"email": "no address"},
        {"email": ""},
        {"url": "http://example.com/hook"},
        {"url": "https://169.254.169.254/latest"},
        {"url": "https://[::1]/"},
        {"url": "https://user:word@example.com/"},
        {"url": "https://example.com:8443/"},
        {"url": "https://example.com/" + "x" * 1001},
        {"email": "x" * 5000 + "@example.com"},
        {"other": "field"},
    ],
)
def test_what_can_not_be_told_anything_is_refused(audience: Audience, fields: dict[str, str]) -> None:
    answer = audience.signs_up(**fields)
    assert answer["statusCode"] == 400
    assert aws.dynamodb().scan(TableName=names()["Subscribers"])["Items"] == []


@pytest.mark.parametrize("field", ["email", "url", "language", "l"])
def test_half_a_letter_is_no_address_and_no_fault_of_ours(audience: Audience, field: str) -> None:
    sent = json.dumps({field: "https://example.com/\ud800"})
    answer = audience.call("POST", "", sent, content_type="application/json")
    assert answer["statusCode"] == 400


# ---------------------------------------------------------------- what is read, said and logged
def test_json_is_answered_with_json(audience: Audience) -> None:
    sent = json.dumps({"email": ADDRESS, "language": "pt"})
    answer = audience.call("POST", "", sent, content_type="application/json")
    assert (answer["statusCode"], answer["headers"]["content-type"]) == (202, "application/json")
    assert json.loads(answer["body"]) == {"message": WORDS["pt"].look}
    assert audience.of(audience.id_of()).language == "pt"


def test_every_page_is_plain_closed_and_kept_by_nobody(audience: Audience) -> None:
    who = audience.a_subscriber()
    token = _leave(audience, who)
    for answer in (
        audience.signs_up(email="b@example.com"),
        audience.signs_up(email="x"),
        audience.call("GET", "/unsubscribe", query=f"token={token}"),
        audience.call("POST", "/unsubscribe", query=f"token={token}"),
        audience.call("GET", "/nowhere"),
    ):
        headers = answer["headers"]
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-robots-tag"].startswith("noindex")
        assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
        assert "form-action 'self'" in headers["content-security-policy"]
        assert not re.search(r"https?://|<script|src=|href=", answer["body"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_in_the_language_that_was_asked_for(audience: Audience, language: str) -> None:
    answer = audience.signs_up(email=ADDRESS, language=language)
    assert f'<html lang="{language}"' in answer["body"]
    assert WORDS[language].title.replace("'", "&#x27;") in answer["body"]


def test_markup_in_a_field_is_never_shown(audience: Audience) -> None:
    evil = '"><script>alert(1)</script>@example.com'
    answers = [audience.signs_up(email=evil), audience.call("GET", "/confirm", query=f"token={evil}&l={evil}")]
    assert all("script" not in answer["body"] for answer in answers)


def test_neither_address_nor_caller_is_in_any_log_line(audience: Audience, log: list[logging.LogRecord]) -> None:
    who = audience.a_subscriber(ip="198.51.100.23")
    audience.call("POST", "/unsubscribe", query=f"token={_leave(audience, who)}")
    lines = "\n".join(str(record.__dict__) for record in log)
    assert who in lines
    assert not re.search(r"mia\.example|198\.51\.100|sub-[0-9a-f]{24}\.", lines, re.IGNORECASE)


def test_the_callers_address_is_kept_as_a_mark_only(audience: Audience) -> None:
    audience.signs_up(ip="198.51.100.23")
    kept = str(aws.dynamodb().scan(TableName=names()["Subscribers"])["Items"])
    assert "198.51.100.23" not in kept
    assert "limit#caller#" in kept


@settings(max_examples=60, deadline=None, database=None)
@given(st.binary(max_size=300), st.booleans(), st.sampled_from(["application/json", "text/plain", ""]))
def test_whatever_is_sent_is_read(body: bytes, as_base64: bool, kind: str) -> None:
    event = {
        "rawPath": "/subscribers",
        "rawQueryString": body.decode("latin-1"),
        "headers": {"Content-Type": kind},
        "requestContext": {"http": {"method": "POST", "path": "/subscribers", "sourceIp": "::1"}},
        "body": body.decode("latin-1"),
        "isBase64Encoded": as_base64,
    }
    request = read_request(event)
    assert all(isinstance(value, str) for value in request.fields.values())


def _is_of_all(item: dict[str, Any]) -> bool:
    return bool(item["id"]["S"] == "limit#all")


def _leave(audience: Audience, who: str) -> str:
    return link.sign(key(), "unsubscribe", who)
