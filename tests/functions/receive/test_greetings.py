"""By moto: platforms that ask whether we are here are answered, and it is noted until when they believe it."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from shared import aws
from shared.ears.known import platform
from shared.exchange import Exchanged
from shared.inbox import from_message
from shared.mark import SourceMark
from shared.plan import Source
from shared.platforms.parts import websub
from shared.store.marks import Marks
from tests.functions.calls import a_call
from tests.functions.ears import Ears, ears, log
from tests.harness.world import names
from tests.shared.ears.signers import SIGNERS, google_keys
from tests.shared.platforms.heard import a_round
from tests.shared.store.failing import before, refuse

__all__ = ["ears", "log"]

BRAND = Source("brand", "x", "webhook", "acme")
PAGE = Source("page", "facebook", "webhook", "acme")
VIDEOS = Source("videos", "youtube", "webhook", "acme", look_for=("UCabcdefghijklmnopqrstuv",))
EVENTS = Source("events", "cloudevents", "webhook", "acme")
REVIEWS = Source("reviews", "trustpilot", "webhook", "acme")
PLACES = Source("places", "google_reviews", "webhook", "acme", settings=SIGNERS["google_reviews"].settings)
HIDDEN = "a-long-secret-address"
TOPIC = "https%3A%2F%2Fwww.youtube.com%2Fxml%2Ffeeds%2Fvideos.xml%3Fchannel_id%3DUCabcdefghijklmnopqrstuv"


@pytest.fixture
def door(ears: Ears) -> Ears:
    secrets = {
        "brand": "consumer-secret",
        "page": "app-secret",
        "page/verify": "our-word",
        "videos": "hub-secret",
        "events": "bearer",
        "reviews": ["new", HIDDEN],
        "reviews/token": "an-api-key",
    }
    aws.secretsmanager().put_secret_value(SecretId=names()["SourceSecrets"], SecretString=json.dumps(secrets))
    ears.listen_to(BRAND, PAGE, VIDEOS, EVENTS, REVIEWS, PLACES)
    return ears


def told_to_the_hub() -> str:
    """The query of the address that the hub is given for the videos, and what it asks there."""
    ask = websub.subscription(a_round(VIDEOS, secret="hub-secret"), "https://hub.example.com/", "any")
    query = urlsplit(parse_qs((ask.body or b"").decode())["hub.callback"][0]).query
    return f"{query}&hub.mode=subscribe&hub.topic={TOPIC}&hub.challenge=c-1&hub.lease_seconds="


def get(door: Ears, source: str, query: str, method: str = "GET") -> dict[str, Any]:
    return door.receive(a_call(b"", source=source, method=method) | {"rawQueryString": query})


def mark(source: str) -> SourceMark | None:
    return Marks(names()["Ledger"]).sources([source]).get(source)


def test_xs_challenge_is_answered_and_it_is_noted_until_when_that_holds(door: Ears) -> None:
    answer = get(door, "brand", "crc_token=abc-123")
    assert (answer["statusCode"], answer["headers"]["content-type"]) == (200, "application/json")
    assert json.loads(answer["body"])["response_token"].startswith("sha256=")
    noted = mark("brand")
    assert noted is not None
    assert noted.greeted_at is not None
    assert noted.good_until is not None
    assert noted.good_until > noted.greeted_at


def test_nobody_has_a_delivery_signed_as_a_challenge(door: Ears) -> None:
    answer = get(door, "brand", "crc_token=%7B%22data%22%3A%7B%7D%7D")
    assert answer["statusCode"] == 404
    assert "sha256" not in answer["body"]
    assert mark("brand") is None


def test_metas_challenge_is_echoed_as_it_came(door: Ears) -> None:
    answer = get(door, "page", "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=our-word")
    assert (answer["statusCode"], answer["body"]) == (200, "1158201444")
    assert answer["headers"]["content-type"] == "text/plain"
    noted = mark("page")
    assert noted is not None
    assert noted.greeted_at is not None


def test_a_stranger_is_refused_and_its_words_are_in_no_log(door: Ears, log: list[logging.LogRecord]) -> None:
    query = "hub.mode=subscribe&hub.challenge=hunter2&hub.verify_token=hunter2"
    assert get(door, "page", query)["statusCode"] == 403
    [line] = log
    assert (line.__dict__["reason"], line.levelno) == ("greeting_refused", logging.WARNING)
    assert "hunter2" not in str(line.__dict__)
    assert mark("page") is None


def test_a_hub_is_told_yes_for_our_topic_and_not_found_for_any_other(door: Ears) -> None:
    asked = f"{told_to_the_hub()}86400"
    answer = get(door, "videos", asked)
    assert (answer["statusCode"], answer["body"]) == (200, "c-1")
    noted = mark("videos")
    assert noted is not None
    assert noted.good_until is not None
    assert noted.greeted_at is not None
    assert noted.good_until - noted.greeted_at == timedelta(days=1)
    assert get(door, "videos", asked.replace("UC", "UD"))["statusCode"] == 404


def test_who_only_knows_our_address_can_not_make_us_believe_in_a_lease(door: Ears) -> None:
    anybody = told_to_the_hub().partition("&")[2]
    assert get(door, "videos", f"{anybody}432000")["statusCode"] == 404
    assert mark("videos") is None


def test_another_lease_is_noted_at_once_and_the_same_again_is_not(door: Ears) -> None:
    asked = told_to_the_hub()
    with before("dynamodb", "UpdateItem", int) as writes:
        for seconds in (86400, 86400, 86400, 172800, 172800):
            get(door, "videos", f"{asked}{seconds}")
    assert len(writes) == 2


def test_a_greeting_that_can_not_be_noted_is_answered_all_the_same(door: Ears, log: list[logging.LogRecord]) -> None:
    with before("dynamodb", "UpdateItem", refuse("ProvisionedThroughputExceededException")):
        assert get(door, "brand", "crc_token=abc-123")["statusCode"] == 200
    assert mark("brand") is None
    [line] = log
    assert (line.levelno, line.__dict__["source"]) == (logging.ERROR, "brand")


def test_an_event_source_that_asks_whether_it_may_send_is_told_so_by_both_addresses(door: Ears) -> None:
    origin = {"WebHook-Request-Origin": "events.example.com"}
    for path in ("/webhooks/events", "/webhooks/events/bearer"):
        answer = door.world.request("OPTIONS", path, b"", origin)
        assert answer is not None
        assert answer["statusCode"] == 200
        assert answer["headers"]["WebHook-Allowed-Origin"] == "events.example.com"
    answer = door.world.request("OPTIONS", "/webhooks/page", b"", origin)
    assert answer is not None
    assert answer["statusCode"] == 405


def test_a_platform_that_signs_nothing_is_believed_by_its_address(door: Ears, log: list[logging.LogRecord]) -> None:
    body = b'{"events": []}'
    for address, status in (("new", 200), (HIDDEN, 200), ("another", 401), ("new/", None), ("new/x", None)):
        answer = door.world.request("POST", f"/webhooks/reviews/{address}", body, {"content-type": "application/json"})
        assert (answer and answer["statusCode"]) == status
    for path in ("/webhooks/reviews", "/webhooks/page/new"):
        answer = door.world.request("POST", path, body, {})
        assert answer is not None
        assert answer["statusCode"] in (401, 404)
    assert [from_message(text).body for text in door.queued()] == [body, body]
    assert not any(word in str(line.__dict__) for line in log for word in (HIDDEN, "another", "reviews/"))


def test_xml_is_taken_as_it_is(door: Ears) -> None:
    body = '<?xml version="1.0" encoding="iso-8859-1"?><feed>\xe9</feed>'.encode("latin-1")
    headers, _ = SIGNERS["youtube"].sign(body, "hub-secret", datetime.now(UTC))
    event = a_call(body, {**headers, "content-type": "application/atom+xml"}, source="videos", as_base64=True)
    assert door.receive(event)["statusCode"] == 200
    assert from_message(door.queued()[0]).body == body


# ---------------------------------------------------------------- keys that the platform publishes
def google(door: Ears) -> dict[str, Any]:
    now = datetime.now(UTC)
    headers, _ = SIGNERS["google_reviews"].sign(b"", "google", now)
    return door.receive(a_call(b'{"message": {}}', headers, source="places"))


def published() -> str:
    found = platform("google_reviews")
    assert found is not None
    assert found.door is not None
    return found.door.certs


def test_a_token_is_held_to_the_keys_that_its_platform_publishes(door: Ears) -> None:
    certs = door.world.handler("ReceiveFunction").certs
    certs.learn(published(), Exchanged(200, {}, google_keys("google").encode()), datetime.now(UTC))
    assert google(door)["statusCode"] == 200
    certs.learn(published(), Exchanged(200, {}, google_keys("somebody else").encode()), datetime.now(UTC))
    assert google(door)["statusCode"] == 401


def test_without_those_keys_the_platform_is_asked_to_come_again(door: Ears, log: list[logging.LogRecord]) -> None:
    door.world.handler("ReceiveFunction").certs.missed(published(), datetime.now(UTC))
    answer = google(door)
    assert (answer["statusCode"], answer["headers"]["retry-after"]) == (503, "30")
    assert log[0].levelno == logging.ERROR
    assert door.queued() == []
