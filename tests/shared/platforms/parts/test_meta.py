"""Pure: Meta's door (one for Facebook, Instagram and WhatsApp), and its ways to write a time."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime

import pytest

from shared.ears.fields import Fields
from shared.ears.known import platform
from shared.ears.platform import Door, Keys
from shared.ears.request import Greeted, Request
from shared.plan import Source
from shared.platforms.parts.meta import as_moment
from tests.builders import NOON

SOURCE = Source("page", "facebook", "webhook", "acme")
BODY = b'{"object":"page","entry":[]}'
NEW, OLD = "a-new-app-secret", "an-old-app-secret"


@pytest.fixture(params=["facebook", "instagram", "whatsapp"])
def door(request: pytest.FixtureRequest) -> Door:
    found = platform(request.param)
    assert found is not None
    assert found.door is not None
    return found.door


def signed(secret: str, body: bytes = BODY) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


@pytest.mark.parametrize(
    ("header", "body", "reason"),
    [
        (signed(NEW), BODY, None),
        (signed(OLD), BODY, None),
        (signed(NEW, b""), b"", None),
        (signed("somebody else's"), BODY, "signature_wrong"),
        (signed(NEW), BODY.replace(b"page", b"pagf"), "signature_wrong"),
        (signed(NEW), b"", "signature_wrong"),
        (None, BODY, "signature_missing"),
        ("", BODY, "signature_missing"),
        (signed(NEW).removeprefix("sha256="), BODY, "signature_malformed"),
        (signed(NEW).replace("sha256=", "sha1="), BODY, "signature_malformed"),
        (signed(NEW).upper(), BODY, "signature_malformed"),
        ("sha256=" + signed(NEW).removeprefix("sha256=").upper(), BODY, "signature_wrong"),
        ("sha256=\udcff", BODY, "signature_wrong"),
    ],
)
def test_a_delivery_must_be_signed_with_one_of_the_app_s_secrets(
    door: Door, header: str | None, body: bytes, reason: str | None
) -> None:
    headers = {} if header is None else {"x-hub-signature-256": header}
    assert door.refused(Request("POST", "page", headers, body), Keys({"secret": (NEW, OLD)}), SOURCE, NOON) == reason


def test_without_a_secret_nothing_is_believed(door: Door) -> None:
    request = Request("POST", "page", {"x-hub-signature-256": signed("")}, BODY)
    assert door.refused(request, Keys({"secret": ("",)}), SOURCE, NOON) == "secret_malformed"


def greeted(door: Door, method: str = "GET", **query: str) -> Greeted | None:
    assert door.greeted is not None
    words = {f"hub.{name}": value for name, value in query.items()}
    return door.greeted(Request(method, "page", {}, query=words), Keys({"verify": ("new", "old")}), SOURCE, NOON)


@pytest.mark.parametrize("word", ["new", "old"])
def test_the_challenge_is_given_back_as_it_came_to_who_knows_the_word(door: Door, word: str) -> None:
    found = greeted(door, mode="subscribe", verify_token=word, challenge="0158 <b>")
    assert found == Greeted(200, "0158 <b>", "text/plain")


@pytest.mark.parametrize(
    "query",
    [
        {"mode": "subscribe", "verify_token": "another", "challenge": "1"},
        {"mode": "subscribe", "verify_token": "", "challenge": "1"},
        {"mode": "subscribe", "challenge": "1"},
        {"mode": "unsubscribe", "verify_token": "new", "challenge": "1"},
    ],
)
def test_nobody_else_gets_the_challenge(door: Door, query: dict[str, str]) -> None:
    found = greeted(door, **query)
    assert found is not None
    assert found.status == 403
    assert "1" not in found.body


def test_a_call_that_asks_nothing_is_not_answered(door: Door) -> None:
    assert greeted(door) is None
    assert greeted(door, "POST", mode="subscribe", verify_token="new", challenge="1") is None


@pytest.mark.parametrize(
    "written", [1790938800, "1790938800", 1790938800000, "1790938800000", "2026-10-02T13:00:00+0200", 1790938800.0]
)
def test_times_are_read_in_all_of_metas_ways(written: object) -> None:
    assert as_moment(written) == datetime(2026, 10, 2, 11, tzinfo=UTC)


@pytest.mark.parametrize("written", ["soon", "", True, [], {}, 10**30, "9" * 20, float("inf")])
def test_what_is_no_time_is_told(written: object) -> None:
    faults: list[object] = []
    assert Fields({"time": written}, "body", faults).get(as_moment, "time") is None  # type: ignore[arg-type]  # a list to look at
    assert len(faults) == 1
