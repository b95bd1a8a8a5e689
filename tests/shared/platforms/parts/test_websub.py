"""A hub's handshake is answered for our topics alone, and its lease believed within bounds."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from shared.ears.platform import Keys
from shared.ears.request import Greeted, Request
from shared.plan import Source
from shared.platforms.parts import websub
from tests.builders import NOON
from tests.shared.platforms.heard import a_round

SECRET, OLD = "what-the-hub-signs-with", "what-it-signed-with-before"
WATCHED = Source("films", "youtube", "webhook", "acme", look_for=("UC1",))


def given_to_the_hub(secret: str = SECRET) -> dict[str, str]:
    """The query of the address that the hub was told to call."""
    ask = websub.subscription(a_round(WATCHED, secret=secret), "https://hub.example.com/", "UC1")
    [address] = parse_qs((ask.body or b"").decode())["hub.callback"]
    assert address.startswith("https://door.example.com/webhooks/films?")
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def greet(method: str = "GET", at: dict[str, str] | None = None, /, **query: str) -> Greeted | None:
    asked = {f"hub.{name}": value for name, value in query.items()} | (given_to_the_hub() if at is None else at)
    answer = websub.greeted(lambda topic, source: topic in source.look_for)
    return answer(Request(method, "films", {}, query=asked), Keys({"secret": (SECRET, OLD)}), WATCHED, NOON)


def test_a_challenge_for_our_topic_is_echoed_as_it_came() -> None:
    greeted = greet(mode="subscribe", topic="UC1", challenge="1683 25&x", lease_seconds="400000")
    assert greeted == Greeted(200, "1683 25&x", holds_for=timedelta(seconds=400_000))


@pytest.mark.parametrize(
    ("told", "held"),
    [
        ("432000", timedelta(days=5)),
        ("99999999", timedelta(days=5)),
        ("1", timedelta(hours=1)),
        ("-5", timedelta(days=5)),
        ("9" * 400, timedelta(days=5)),
        ("", timedelta(days=5)),
    ],
)
def test_whatever_lease_a_hub_tells_it_is_believed_within_bounds(told: str, held: timedelta) -> None:
    greeted = greet(mode="subscribe", topic="UC1", challenge="c", lease_seconds=told)
    assert greeted is not None
    assert greeted.holds_for == held


@pytest.mark.parametrize(
    "query",
    [
        {"mode": "subscribe", "topic": "UC2", "challenge": "c"},
        {"mode": "subscribe", "challenge": "c"},
        {"mode": "subscribe", "topic": "UC1"},
        {"mode": "unsubscribe", "topic": "UC1", "challenge": "c"},
        {"topic": "UC1", "challenge": "c"},
        {"mode": "denied", "topic": "UC2"},
        {},
    ],
)
def test_any_other_is_not_found(query: dict[str, str]) -> None:
    assert greet(**query) is None
    assert greet("OPTIONS", **query) is None


@pytest.mark.parametrize("at", [{}, {"pass": ""}, {"pass": "0" * 64}, given_to_the_hub("another")])
@pytest.mark.parametrize("mode", ["subscribe", "denied"])
def test_who_was_not_told_our_address_can_act_no_handshake(mode: str, at: dict[str, str]) -> None:
    assert greet("GET", at, mode=mode, topic="UC1", challenge="c", lease_seconds="432000") is None


def test_a_hub_that_was_told_before_the_secret_changed_is_still_answered() -> None:
    assert greet("GET", given_to_the_hub(OLD), mode="subscribe", topic="UC1", challenge="c") is not None


def test_a_denial_ends_the_belief_that_we_are_subscribed() -> None:
    assert greet(mode="denied", topic="UC1", reason="x") == Greeted(200, holds_for=timedelta(0))


def test_a_subscription_names_our_door_and_our_secret() -> None:
    ask = websub.subscription(a_round(WATCHED, secret=SECRET), "https://hub.example.com/", "UC1")
    assert (ask.method, ask.url, ask.keep, ask.allowed) == ("POST", "https://hub.example.com/", False, (202, 204))
    assert parse_qs((ask.body or b"").decode()) == {
        "hub.mode": ["subscribe"],
        "hub.callback": [f"https://door.example.com/webhooks/films?pass={given_to_the_hub()['pass']}"],
        "hub.topic": ["UC1"],
        "hub.verify": ["async"],
        "hub.lease_seconds": ["432000"],
        "hub.secret": [SECRET],
    }
