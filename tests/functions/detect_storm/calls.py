"""What the queue and the clock bring to detect_storm, and what it told of: for the tests with moto."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import time_machine

from shared import aws
from shared.codec import encode
from shared.events import MentionTriaged
from shared.minute import Minute
from shared.store.counters import Counters
from shared.store.ledger import Ledger
from shared.store.storms import StormStore
from shared.storm import Storm
from tests.builders import NOON, a_mention, a_plan, minutes
from tests.harness.world import ACCOUNT, REGION, TAP, World, names

#: The burst begins here; six quiet hours lie before it.
BREAKS = NOON + timedelta(hours=6)
#: So many complaints it has when it was last told of in the minute that judges it: suspected at 8, and grown by half.
LAST_TOLD_AT = 12


def triaged(number: int, at: datetime, *, brand: str = "acme", seen_at: datetime | None = None) -> MentionTriaged:
    return MentionTriaged(
        mention_id=a_mention(str(number)).id,
        mention_version=1,
        brand=brand,
        source="forum",
        author=f"{number:012x}",
        kind="specific_complaint",
        complaint=True,
        severity=2,
        priority="normal",
        instance="website_problem",
        public=True,
        created_at=at,
        seen_at=seen_at or at + timedelta(seconds=1),
    )


def quiet(brand: str = "acme", start: int = 0) -> list[MentionTriaged]:
    return [triaged(start + step, NOON + minutes(30 * step), brand=brand) for step in range(12)]


def burst(
    count: int = 14,
    brand: str = "acme",
    start: int = 1000,
    at: datetime = BREAKS,
    seen_at: datetime | None = None,
    every: int = 30,
) -> list[MentionTriaged]:
    """One each half minute."""
    times = [at + n * timedelta(seconds=every) for n in range(count)]
    return [triaged(start + n, when, brand=brand, seen_at=seen_at) for n, when in enumerate(times)]


def records(mentions: Sequence[MentionTriaged]) -> dict[str, Any]:
    """One batch of the queue."""
    bodies = [json.dumps({"detail": json.loads(encode(mention))}) for mention in mentions]
    return {"Records": [{"messageId": str(n), "body": body} for n, body in enumerate(bodies)]}


def take(world: World, mentions: Sequence[MentionTriaged], at: datetime | None = None) -> None:
    """One batch off the queue, when the last of it was seen."""
    with time_machine.travel(at or max(mention.seen_at for mention in mentions), tick=False):
        assert world.call("DetectStormFunction", records(mentions)) == {"batchItemFailures": []}


def tick(world: World, at: datetime) -> None:
    with time_machine.travel(at, tick=False):
        world.call("DetectStormFunction", {})


def told() -> Counter[str]:
    """The events since it was asked last, by name."""
    url = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{TAP}"
    found: list[str] = []
    with time_machine.travel(BREAKS + timedelta(hours=20), tick=False):
        while messages := aws.sqs().receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            for message in messages:
                aws.sqs().delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
                found.append(json.loads(message["Body"])["detail-type"])
    return Counter(found)


def store() -> StormStore:
    return StormStore(names()["Storms"])


def the_storm() -> Storm:
    [storm] = store().listed()
    return storm


def counted(first: datetime = NOON - timedelta(days=2), last: datetime = NOON + timedelta(days=2)) -> list[Minute]:
    return Counters(names()["Storms"]).tallied("acme", first, last)


def calm(world: World) -> None:
    """A plan, and a quiet morning."""
    Ledger(names()["Ledger"]).publish_plan(a_plan())
    take(world, quiet())


def loud(world: World) -> None:
    """A quiet morning, and a burst that nobody judged yet."""
    calm(world)
    take(world, burst())


def brewed(world: World) -> None:
    """A quiet morning, a burst, and the minute that judges it."""
    loud(world)
    tick(world, BREAKS + minutes(12))
