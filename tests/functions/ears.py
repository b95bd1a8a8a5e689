"""The world as the three functions that listen see it: a plan, its sources' secrets, the queues on either side."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from aws_lambda_powertools import Logger

from shared import aws
from shared.plan import Source
from shared.store.ledger import Ledger
from shared.store.mentions import MentionStore
from tests.builders import a_plan
from tests.harness.world import World, names

FORUM_SECRET = "my_lovely_secret_for_web_hook"
STREAM_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

FORUM = Source("forum", "discourse", "webhook", "acme")
STREAM = Source("stream", "standard_webhooks", "webhook", "acme")
NEWS = Source("news", "rss", "sweep", "acme", url="https://news.example.com/feed.xml", every=timedelta(minutes=15))
SOURCES = (FORUM, STREAM, NEWS)


@dataclass(frozen=True)
class Ears:
    """The stores and queues that the functions under test see."""

    world: World
    ledger: Ledger
    mentions: MentionStore

    def receive(self, event: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = self.world.call("ReceiveFunction", event)
        return answer

    def sweep(self) -> None:
        self.world.call("SweepFunction", {})

    def ingest(self, bodies: Sequence[str]) -> list[str]:
        """Hands those messages over as one batch; returns the numbers of those that are to come again."""
        records = [{"messageId": str(number), "body": body} for number, body in enumerate(bodies)]
        answer = self.world.call("IngestFunction", {"Records": records})
        return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]

    def cold_start(self) -> None:
        """What functions keep in memory between calls is gone."""
        self.world._modules.clear()

    def listen_to(self, *sources: Source) -> None:
        self.ledger.publish_plan(a_plan(sources=sources))
        self.cold_start()

    def queued(self) -> list[str]:
        """The texts of the messages in the inbox, taken off it."""
        return [message["Body"] for message in _taken(names()["Inbox"])]

    def parked(self) -> list[dict[str, Any]]:
        """The messages in the dead letters, taken off them."""
        return _taken(names()["InboxDeadLetters"])

    def mention_items(self) -> list[dict[str, Any]]:
        return list(aws.dynamodb().scan(TableName=names()["Mentions"])["Items"])


def _taken(url: str) -> list[dict[str, Any]]:
    taken: list[dict[str, Any]] = []
    while True:
        answer = aws.sqs().receive_message(QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"])
        if not answer.get("Messages"):
            return taken
        for message in answer["Messages"]:
            aws.sqs().delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            taken.append(dict(message))


def reason(message: dict[str, Any]) -> str:
    return str(message["MessageAttributes"]["reason"]["StringValue"])


@pytest.fixture
def ears(world: World) -> Ears:
    """Everything that the template makes, secrets for the sources, and a plan in force that names `SOURCES`."""
    known = names()
    aws.secretsmanager().put_secret_value(
        SecretId=known["SourceSecrets"],
        SecretString=json.dumps({"forum": FORUM_SECRET, "stream": [STREAM_SECRET, "whsec_" + "A" * 32]}),
    )
    whole = Ears(world, Ledger(known["Ledger"]), MentionStore(known["Mentions"]))
    whole.listen_to(*SOURCES)
    return whole


@pytest.fixture
def log() -> Iterator[list[logging.LogRecord]]:
    """What the function under test logs. (Powertools keeps its lines from pytest's own handlers.)"""
    lines: list[logging.LogRecord] = []
    listener, logger = _Listener(lines), logging.getLogger("firebreak")
    level = logger.level
    Logger()  # the first one sets the level from the environment, which is quiet
    logger.addHandler(listener)
    logger.setLevel(logging.INFO)
    yield lines
    logger.setLevel(level)
    logger.removeHandler(listener)


class _Listener(logging.Handler):
    def __init__(self, lines: list[logging.LogRecord]) -> None:
        super().__init__()
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(record)
