"""The inbox: the queue of raw deliveries, and those beside it: of what is to be fetched, of what can't be read."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from shared import aws
from shared.codec import CodecError, decode, encode
from shared.delivery import Delivery, How, Wanted

#: Larger bodies are compressed in the message: a feed shrinks to a tenth, and the queue's price goes by 64 KB.
PLAIN_BODY_BYTES = 48_000
#: SQS takes 1 MiB, with the attributes that a parked message gets.
MAX_MESSAGE_BYTES = 1_000_000
#: A reason is cut to this many characters: it is read in a table.
REASON_CHARACTERS = 500
#: SQS gives out at most ten messages at once, and hides one for less than twelve hours in all.
MESSAGES_AT_ONCE = 10
LONGEST_HIDDEN = timedelta(hours=11, minutes=50)


class TooLargeError(Exception):
    """A delivery that no queue message can hold; the message says how large it is."""


class _Message(msgspec.Struct):
    source: str
    platform: str
    how: How
    headers: dict[str, str]
    received_at: datetime
    coding: Literal["base64", "zlib+base64"]
    body: str


def to_message(delivery: Delivery) -> str:
    """The delivery as the text of a queue message (its bytes unchanged, whatever they are)."""
    compress = len(delivery.body) > PLAIN_BODY_BYTES
    body = zlib.compress(delivery.body) if compress else delivery.body
    return encode(
        _Message(
            source=delivery.source,
            platform=delivery.platform,
            how=delivery.how,
            headers=delivery.headers,
            received_at=delivery.received_at,
            coding="zlib+base64" if compress else "base64",
            body=base64.b64encode(body).decode("ascii"),
        )
    )


def from_message(text: str) -> Delivery:
    """The delivery in a queue message. Raises CodecError where the text isn't one."""
    message = decode(_Message, text)
    try:
        body = base64.b64decode(message.body)
        body = zlib.decompress(body) if message.coding == "zlib+base64" else body
    except (binascii.Error, zlib.error) as error:
        raise CodecError(f"not a _Message: body: {error}") from error
    return Delivery(
        source=message.source,
        platform=message.platform,
        how=message.how,
        body=body,
        headers=message.headers,
        received_at=message.received_at,
    )


class Inbox:
    """The queue that takes every accepted delivery."""

    def __init__(self, queue_url: str) -> None:
        self._url = queue_url

    def put(self, delivery: Delivery) -> None:
        """Accepts the delivery: once this returns, it can't be lost. Raises TooLargeError where no message holds it."""
        message = to_message(delivery)
        if len(message) > MAX_MESSAGE_BYTES:
            raise TooLargeError(f"{len(delivery.body):,} bytes make a message of {len(message):,}")
        aws.sqs().send_message(QueueUrl=self._url, MessageBody=message)


class DeadLetters:
    """The queue where deliveries wait that could not be read, each with its reason."""

    def __init__(self, queue_url: str) -> None:
        self._url = queue_url

    def park(self, message: str, source: str, reason: str) -> None:
        """Keeps a queue message as it came; `reason` tells what is wrong with it, without a customer's words."""
        aws.sqs().send_message(
            QueueUrl=self._url,
            MessageBody=message,
            MessageAttributes={
                "reason": {"DataType": "String", "StringValue": reason[:REASON_CHARACTERS] or "unknown"},
                "source": {"DataType": "String", "StringValue": source or "unknown"},
            },
        )


@dataclass(frozen=True, slots=True)
class Waiting:
    """One message of what is to be fetched; `tries` counts how often it was given out, this time included."""

    receipt: str
    delivery: Delivery
    wanted: Wanted
    tries: int


class WantedQueue:
    """The queue of what deliveries only name, until it is fetched. Its messages are deliveries too, of a `Wanted`:

    one that was given up for the dead letters is redriven by way of the inbox, as all others.
    """

    def __init__(self, queue_url: str) -> None:
        self._url = queue_url

    def put(self, wanted: Wanted) -> None:
        """Accepts what is to be fetched: once this returns, it can't be lost."""
        aws.sqs().send_message(QueueUrl=self._url, MessageBody=to_message(as_delivery(wanted)))

    def take(self, most: int) -> Iterator[Waiting]:
        """Those that wait, at least `most` of them if there are so many, hidden for the queue's own time.

        One that can't be read is left: the queue gives it up in the end.
        """
        taken = 0
        while taken < most:
            answer = aws.sqs().receive_message(
                QueueUrl=self._url,
                MaxNumberOfMessages=MESSAGES_AT_ONCE,
                MessageSystemAttributeNames=["ApproximateReceiveCount"],
            )
            messages = answer.get("Messages", [])
            if not messages:
                return
            taken += len(messages)
            for message in messages:
                tries = int(message["Attributes"]["ApproximateReceiveCount"])
                try:
                    delivery = from_message(message["Body"])
                    yield Waiting(message["ReceiptHandle"], delivery, wanted_in(delivery), tries)
                except CodecError:
                    continue

    def done(self, waiting: Waiting) -> None:
        """Takes away what was fetched, or was put elsewhere."""
        aws.sqs().delete_message(QueueUrl=self._url, ReceiptHandle=waiting.receipt)

    def later(self, waiting: Waiting, span: timedelta) -> None:
        """Has a message wait for so long from now on; at most twelve hours."""
        seconds = int(min(max(span, timedelta(0)), LONGEST_HIDDEN).total_seconds())
        aws.sqs().change_message_visibility(
            QueueUrl=self._url, ReceiptHandle=waiting.receipt, VisibilityTimeout=seconds
        )


def as_delivery(wanted: Wanted) -> Delivery:
    """What is to be fetched, in the one shape that all queue messages have."""
    return Delivery(wanted.source, wanted.platform, "wanted", encode(wanted).encode(), {}, wanted.seen_at)


def wanted_in(delivery: Delivery) -> Wanted:
    """What that delivery asks for. Raises CodecError where it is none that asks."""
    return decode(Wanted, delivery.body)
