"""A burst on one brand, all within a minute, through the real function: what is written where, and that none is lost.

Between moto's doubles: calls, items and units are exact; conflicts there are none, as one runs after the other.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import boto3
import time_machine
from moto import mock_aws

from infra.bench.capacity import item_bytes, write_units, written_keys
from infra.bench.chain import batches
from infra.bench.look import tables
from infra.bench.meter import Meter
from infra.bench.recorded import Step
from infra.bench.wire import Exchange, Wire
from infra.bench.worlds import functions_environment
from infra.drill.transactions import quick_transactions
from shared.authors import distinct
from shared.codec import encode
from shared.events import MentionTriaged
from shared.store.counters import Counters
from shared.store.ledger import Ledger
from tests.builders import NOON, a_plan
from tests.harness import template as t
from tests.harness.world import World, names

BRAND, FUNCTION = "Example Ferries", "DetectStormFunction"
MENTIONS = 100_000
#: How many of them the weighing of a storm asks for.
SAMPLED = 1_000
MINUTE = timedelta(minutes=1)
_INSTANCES = tuple(f"instance_{number}" for number in range(12))
_PLATFORMS = ("x", "discourse", "reddit")


@dataclass(slots=True)
class Burst:
    """What became of so many mentions; `partitions` are write units by partition key, without the `claims`."""

    asked: int
    authors: int
    runs: int = 0
    failed: int = 0
    meter: Meter = field(default_factory=Meter)
    partitions: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    claims: float = 0.0
    largest: int = 0
    counted: int = 0
    distinct: int = 0
    sampled: int = 0
    early: float = 0.0
    seconds: float = 0.0

    @property
    def hottest(self) -> tuple[str, float]:
        return max(self.partitions.items(), key=lambda one: one[1])


class Look:
    """What a call writes, before it and after it; a claim is new, and need not be looked up."""

    def __init__(self) -> None:
        self._client: Any = boto3.Session().client("dynamodb")
        self._keys = {name: [part["AttributeName"] for part in of["KeySchema"]] for name, of in tables().items()}
        self._after = False

    def __call__(self, service: str, operation: str, params: Mapping[str, Any]) -> list[tuple[str, Any]]:
        after, self._after = self._after, not self._after
        if service != "dynamodb":
            return []
        puts = [write["Put"]["Item"] for write in params.get("TransactItems", ()) if "Put" in write]
        claims = {item["id"]["S"]: item for item in puts}
        return [
            (table, (claims[key["id"]["S"]] if after else None) if _claims(key, claims) else self._item(table, key))
            for table, key in written_keys(operation, params, self._keys)
        ]

    def _item(self, table: str, key: Mapping[str, Any]) -> Any:
        return self._client.get_item(TableName=table, Key=key, ConsistentRead=True).get("Item")


def burst(mentions: int = MENTIONS) -> Burst:
    """That many, in batches as the queue hands them on, to as many functions in turn as run at once."""
    made = Burst(mentions, len({_author(number, mentions) for number in range(mentions) if _complains(number)}))
    with functions_environment(), mock_aws(), quick_transactions(), time_machine.travel(NOON, tick=False) as clock:
        world = World()
        world.build()
        Ledger(names()["Ledger"]).publish_plan(a_plan())
        wire = Wire(Look())
        settings = t.functions()[FUNCTION]["Events"]["Triaged"]["Properties"]
        worlds = [world, *(World() for _ in range(settings["ScalingConfig"]["MaximumConcurrency"] - 1))]
        began = time.perf_counter()
        with wire.tapped():
            for number, some in enumerate(batches(list(range(mentions)), settings["BatchSize"])):
                at = NOON + MINUTE * some[-1] / mentions
                clock.move_to(at)
                event = {"Records": [_record(one, mentions) for one in some]}
                with wire.recording() as exchanges:
                    failed = worlds[number % len(worlds)].call(FUNCTION, event)["batchItemFailures"]
                made.runs, made.failed = made.runs + 1, made.failed + len(failed)
                _count(made, Step(FUNCTION, len(some), True, event, at, tuple(exchanges)))
            made.seconds = time.perf_counter() - began
            _look_back(made)
    return made


def _complains(number: int) -> bool:
    return number % 10 < 7


def _author(number: int, mentions: int) -> str:
    """Four people write five mentions."""
    return f"{number * 2_654_435_761 % max(1, mentions * 4 // 5):012x}"


def _record(number: int, mentions: int) -> dict[str, str]:
    at = NOON + MINUTE * number / mentions
    complaint = _complains(number)
    triaged = MentionTriaged(
        mention_id=f"discourse:forum.example.com:{number:07d}",
        mention_version=1,
        brand=BRAND,
        source="forum",
        author=_author(number, mentions),
        kind="specific_complaint" if complaint else "question",
        complaint=complaint,
        severity=2,
        priority="normal",
        instance=_INSTANCES[number % len(_INSTANCES)],
        public=True,
        created_at=at,
        seen_at=at + timedelta(seconds=1),
        platform=_PLATFORMS[number % len(_PLATFORMS)],
        angry=number % 3 == 0,
        reposts=number % 5,
        reach=number % 700,
    )
    return {"messageId": str(number), "body": f'{{"detail": {encode(triaged)}}}'}


def _count(made: Burst, step: Step) -> None:
    made.meter.count(step)
    for exchange in step.exchanges:
        if exchange.service == "dynamodb":
            _count_writes(made, exchange)


def _count_writes(made: Burst, exchange: Exchange) -> None:
    of = tables()
    transaction = exchange.operation == "TransactWriteItems"
    for (name, before), (_, after) in zip(exchange.before, exchange.after, strict=True):
        units = write_units(of[name], before, after, transaction=transaction)
        key = (after or before or {}).get("id", {}).get("S", "")
        if key.startswith("counted#"):
            made.claims += units
        elif name == names()["Storms"]:
            made.partitions[key] += units
            made.largest = max(made.largest, item_bytes(after))


def _look_back(made: Burst) -> None:
    counters = Counters(names()["Storms"])
    told = counters.tallied(BRAND, NOON - MINUTE, NOON + 2 * MINUTE)
    made.counted = sum(one.mentions for one in told)
    made.distinct = distinct({mark for one in told for mark in one.authors})
    sample = counters.sampled(BRAND, NOON, NOON + MINUTE, SAMPLED)
    made.sampled = len(sample)
    made.early = sum(int(one.rpartition(":")[2]) < made.asked / 2 for one in sample) / max(1, len(sample))


def _claims(key: Mapping[str, Any], claims: Mapping[str, Any]) -> bool:
    return "id" in key and key["id"]["S"] in claims
