"""Calls are recorded as they are made, and answered from the record."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from infra.bench.timing import calls_of, make
from infra.bench.wire import Exchange, Wire, WireError
from shared import aws


@pytest.fixture
def wire() -> Iterator[Wire]:
    wire = Wire()
    with mock_aws(), wire.tapped():
        yield wire


def put(queue: str, body: str = "hello") -> str:
    return aws.sqs().send_message(QueueUrl=queue, MessageBody=body)["MessageId"]


def recorded(wire: Wire) -> tuple[str, list[Exchange], str]:
    """A queue, what was called, and the message's id."""
    queue = aws.sqs().create_queue(QueueName="q")["QueueUrl"]
    with wire.recording() as exchanges:
        message = put(queue)
    return queue, exchanges, message


def test_a_call_is_recorded_with_its_parameters(wire: Wire) -> None:
    queue, exchanges, _ = recorded(wire)
    [exchange] = exchanges
    assert (exchange.service, exchange.method) == ("sqs", "send_message")
    assert exchange.params == {"QueueUrl": queue, "MessageBody": "hello"}
    assert b"hello" in exchange.request


def test_a_recorded_answer_is_given_again_and_nothing_is_done(wire: Wire) -> None:
    queue, exchanges, message = recorded(wire)
    wire.answer_from(exchanges)
    assert put(queue, "other words") == message
    assert wire.left() == 0


def test_the_floor_makes_the_recorded_calls(wire: Wire) -> None:
    _, exchanges, _ = recorded(wire)
    wire.answer_from(exchanges)
    make(calls_of(exchanges))
    assert wire.left() == 0


def test_a_call_that_was_not_recorded_is_an_error(wire: Wire) -> None:
    queue, exchanges, _ = recorded(wire)
    wire.answer_from(exchanges)
    with pytest.raises(WireError, match="ReceiveMessage"):
        aws.sqs().receive_message(QueueUrl=queue)


def test_a_refusal_is_recorded_as_one(wire: Wire) -> None:
    with wire.recording() as exchanges, pytest.raises(ClientError):
        put("https://sqs.eu-central-1.amazonaws.com/123456789012/nowhere")
    wire.answer_from(exchanges)
    with pytest.raises(ClientError, match="does not exist"):
        put("https://sqs.eu-central-1.amazonaws.com/123456789012/nowhere")


def test_what_a_cold_start_asks_is_answered_at_any_time(wire: Wire) -> None:
    queue, exchanges, message = recorded(wire)
    wire.always_answer(exchanges)
    wire.answer_from([])
    assert {put(queue), put(queue)} == {message}
