"""A delivery survives the queue byte for byte, and what is no delivery is told so."""

from __future__ import annotations

import json
import random
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared import aws
from shared.codec import CodecError
from shared.delivery import MAX_BODY_BYTES, Delivery, Wanted
from shared.inbox import (
    MAX_MESSAGE_BYTES,
    PLAIN_BODY_BYTES,
    DeadLetters,
    Inbox,
    TooLargeError,
    WantedQueue,
    as_delivery,
    from_message,
    to_message,
    wanted_in,
)
from tests.builders import NOON
from tests.harness.world import World, names

WANTED = Wanted("reviews", "trustpilot", "review", ("1", "2"), NOON)


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


def test_a_body_of_any_size_survives_and_its_message_fits_the_queue() -> None:
    random_bytes = random.Random(2).randbytes(MAX_BODY_BYTES)
    for size in (0, 1, PLAIN_BODY_BYTES - 1, PLAIN_BODY_BYTES, PLAIN_BODY_BYTES + 1, MAX_BODY_BYTES):
        message = to_message(a_delivery(random_bytes[:size]))
        assert from_message(message).body == random_bytes[:size]
        assert len(message.encode()) < MAX_MESSAGE_BYTES < 1024 * 1024


def test_headers_of_any_letters_survive() -> None:
    delivery = Delivery("forum", "discourse", "sweep", b"{}", {"x-odd": "é\x7f\t\u2028😡"}, NOON)
    assert from_message(to_message(delivery)) == delivery


def test_what_the_queue_takes_is_what_comes_out_of_it(world: World) -> None:
    delivery = a_delivery(bytes(range(256)) * 2000)
    Inbox(names()["Inbox"]).put(delivery)
    [message] = aws.sqs().receive_message(QueueUrl=names()["Inbox"])["Messages"]
    assert from_message(message["Body"]) == delivery


@pytest.mark.parametrize("reason", ["", "x" * 5000, "not JSON; look at the bytes 😡"])
def test_a_parked_message_stays_as_it_came_with_a_bounded_reason(world: World, reason: str) -> None:
    DeadLetters(names()["InboxDeadLetters"]).park("as it came", "", reason)
    url = names()["InboxDeadLetters"]
    [message] = aws.sqs().receive_message(QueueUrl=url, MessageAttributeNames=["All"])["Messages"]
    told = {name: value["StringValue"] for name, value in message["MessageAttributes"].items()}
    assert (message["Body"], told) == ("as it came", {"reason": reason[:500] or "unknown", "source": "unknown"})


def test_what_no_message_can_hold_is_told_before_it_is_sent() -> None:
    with pytest.raises(TooLargeError, match="900,000 bytes make a message of"):
        Inbox("https://queue").put(a_delivery(random.Random(1).randbytes(900_000)))


# ---------------------------------------------------------------- what is only named
@pytest.fixture
def wanted(world: World) -> WantedQueue:
    return WantedQueue(names()["Wanted"])


def test_what_is_wanted_travels_in_the_shape_of_all_messages() -> None:
    delivery = from_message(to_message(as_delivery(WANTED)))
    assert (delivery.source, delivery.platform, delivery.how) == ("reviews", "trustpilot", "wanted")
    assert wanted_in(delivery) == WANTED
    with pytest.raises(CodecError):
        wanted_in(a_delivery(b"{}"))


def test_what_is_taken_is_hidden_until_it_is_done_or_its_time_has_come(wanted: WantedQueue) -> None:
    wanted.put(WANTED)
    [one] = wanted.take(10)
    assert (one.wanted, one.delivery, one.tries) == (WANTED, as_delivery(WANTED), 1)
    assert list(wanted.take(10)) == []
    wanted.later(one, timedelta(0))
    [again] = wanted.take(10)
    assert again.tries == 2
    wanted.done(again)
    assert list(wanted.take(10)) == []


def test_no_more_is_taken_than_is_asked_for_give_or_take_one_answer(wanted: WantedQueue) -> None:
    for _ in range(25):
        wanted.put(WANTED)
    assert 12 <= len(list(wanted.take(12))) < 12 + 10
    assert len(list(wanted.take(100))) == 5


def test_the_longest_wait_is_one_that_the_queue_can_keep(wanted: WantedQueue) -> None:
    wanted.put(WANTED)
    [one] = wanted.take(1)
    wanted.later(one, timedelta(days=30))
    assert list(wanted.take(1)) == []


def test_one_that_fails_for_ever_ends_in_the_dead_letters(wanted: WantedQueue) -> None:
    wanted.put(WANTED)
    for _ in range(8):
        for one in wanted.take(1):
            wanted.later(one, timedelta(0))
    assert list(wanted.take(1)) == []
    [message] = aws.sqs().receive_message(QueueUrl=names()["InboxDeadLetters"])["Messages"]
    assert wanted_in(from_message(message["Body"])) == WANTED
