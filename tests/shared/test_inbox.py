"""Pure: a delivery survives the queue byte for byte, and what is no delivery is told so."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.codec import CodecError
from shared.delivery import Delivery
from shared.inbox import PLAIN_BODY_BYTES, Inbox, TooLargeError, from_message, to_message
from tests.builders import NOON


def a_delivery(body: bytes) -> Delivery:
    return Delivery("forum", "discourse", "webhook", body, {"content-type": "application/json"}, NOON)


@settings(database=None, deadline=None)
@given(st.binary())
def test_every_byte_survives(body: bytes) -> None:
    assert from_message(to_message(a_delivery(body))) == a_delivery(body)


def test_a_large_body_travels_compressed() -> None:
    delivery = a_delivery(b"x" * (PLAIN_BODY_BYTES + 1))
    assert len(to_message(delivery)) < 1000
    assert from_message(to_message(delivery)) == delivery


@pytest.mark.parametrize("coding", ["base64", "zlib+base64", "rot13"])
def test_a_spoilt_message_is_no_delivery(coding: str) -> None:
    message = json.loads(to_message(a_delivery(b"{}")))
    with pytest.raises(CodecError):
        from_message(json.dumps({**message, "coding": coding, "body": "AAA"}))


def test_what_no_message_can_hold_is_told_before_it_is_sent() -> None:

    with pytest.raises(TooLargeError, match="900,000 bytes make a message of"):
        Inbox("https://queue").put(a_delivery(random.Random(1).randbytes(900_000)))
