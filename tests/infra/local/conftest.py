"""One machine for all tests of the engine: the small template, running."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from infra.local.machine import LocalMachine

REPOSITORY = Path(__file__).parents[3]
SMALL = Path(__file__).with_name("small")
FOUND_WITHIN_SECONDS = 30.0

Found = TypeVar("Found")


@pytest.fixture(scope="session")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one feed in it."""
    folder = tmp_path_factory.mktemp("feeds")
    (folder / "sample.rss").write_text("<rss version='2.0'/>")
    return folder


@pytest.fixture(scope="session")
def machine(tmp_path_factory: pytest.TempPathFactory, feeds: Path) -> Iterator[LocalMachine]:
    """The small system, deployed. What it installs stays in the repository's ignored folder for the next run."""
    with LocalMachine.start(
        SMALL,
        tmp_path_factory.mktemp("state"),
        {"Stage": "test", "SlackUrl": "{url}/outbox/slack/ops"},
        port=0,
        feeds=feeds,
        cache=REPOSITORY / ".firebreak",
    ) as started:
        yield started


def eventually(look: Callable[[], Found], wanted: Callable[[Found], object] = bool) -> Found:
    """What `look` finds, as soon as it is what is wanted; fails if that doesn't come."""
    deadline = time.monotonic() + FOUND_WITHIN_SECONDS
    while not wanted(found := look()):
        assert time.monotonic() < deadline, f"this is all that came: {found!r}"
        time.sleep(0.05)
    return found


def item(machine: LocalMachine, key: str) -> dict[str, Any]:
    """A mention as it is stored; empty if it isn't."""
    found = machine.client("dynamodb").get_item(
        TableName=machine.stack.outputs["MentionsTable"], Key={"pk": {"S": key}}
    )
    stored: dict[str, Any] = found.get("Item", {})
    return stored


def put(machine: LocalMachine, *keys: str, severity: int = 0) -> None:
    """Store mentions. More than one find the stream's mapping at work, so that they become one batch."""
    if len(keys) > 1:
        put(machine, f"slow before {keys[0]}")
        time.sleep(0.3)  # the slow one is taken within 0.1 s and keeps the mapping for 1 s
    machine.client("dynamodb").transact_write_items(
        TransactItems=[
            {
                "Put": {
                    "TableName": machine.stack.outputs["MentionsTable"],
                    "Item": {"pk": {"S": key}, "severity": {"N": str(severity)}, "brand": {"S": "acme"}},
                }
            }
            for key in keys
        ]
    )


def drain(machine: LocalMachine, queue: str) -> list[str]:
    """The bodies of what is in a queue, taken out of it."""
    sqs, url = machine.client("sqs"), machine.stack.physical_ids[queue]
    bodies = []
    while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
        for message in messages:
            bodies.append(message["Body"])
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return bodies
