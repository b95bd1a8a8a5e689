"""One minute tick over many brands with many series each, through the real function.

Recorded between moto's doubles: reads, writes and units are exact. Then played again with canned answers, so that the
processor's time is the function's own; the floor is the same calls with nothing around them.
"""

from __future__ import annotations

import gc
import random
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import time_machine
from moto import mock_aws

from functions.detect_storm.brand import Record, Rules, judge, new_record
from infra.bench.chain import batches
from infra.bench.look import looker
from infra.bench.meter import Meter
from infra.bench.recorded import Step
from infra.bench.scale_burst import FUNCTION
from infra.bench.timing import calls_of, make
from infra.bench.wire import Exchange, Wire, WireError
from infra.bench.worlds import functions_environment
from infra.drill.transactions import quick_transactions
from shared import aws
from shared.codec import encode
from shared.events import MentionTriaged
from shared.minute import Minute
from shared.store.items import Item
from shared.store.ledger import Ledger
from shared.store.storms import StormStore, Versioned
from tests.builders import NOON, a_plan
from tests.harness.world import World, names

BRANDS, INSTANCES, DAYS = 500, 12, 31
#: A brand's series: all mentions, complaints, those by reach, five kinds, and one for each instance.
SERIES = 3 + 5 + INSTANCES
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
#: When the minute that is judged is complete, whatever was on its way.
LATER = timedelta(minutes=5)
RUNS = 3
KINDS = ("praise", "question", "specific_complaint", "venting", "other")
A_WRITE = 25


@dataclass(frozen=True, slots=True)
class Tick:
    """One minute: calls with units, seconds of the processor (the handler's, its floor's), and memory at its peak."""

    brands: int
    series: int
    meter: Meter
    items: int
    record_bytes: int
    packed_bytes: int
    judged: int
    cpu: float
    floor: float
    peak: int


def tick(brands: int = BRANDS, runs: int = RUNS, days: int = DAYS) -> Tick:
    with functions_environment():
        made = _recorded(brands, days)
        cpu, floor, peak = _played(made, runs)
    meter = Meter()
    meter.count(Step(FUNCTION, 0, True, {"Records": []}, NOON, made.exchanges))
    plain = encode(made.record).encode()
    return Tick(
        brands=brands,
        series=len(made.record.series),
        meter=meter,
        items=sum(_items(exchange) for exchange in made.exchanges),
        record_bytes=len(plain),
        packed_bytes=len(zlib.compress(plain)),
        judged=made.judged,
        cpu=cpu,
        floor=floor,
        peak=peak,
    )


@dataclass(frozen=True, slots=True)
class _Recorded:
    """The calls of one tick, how many brands it judged, and the record of the first one after it."""

    wire: Wire
    exchanges: tuple[Exchange, ...]
    judged: int
    record: Record


def _recorded(brands: int, days: int) -> _Recorded:
    with mock_aws(), quick_transactions(), time_machine.travel(NOON, tick=False) as clock:
        wire = Wire(looker())
        with wire.tapped():
            world = World()
            world.build()
            Ledger(names()["Ledger"]).publish_plan(a_plan())
            _first_brand(world, days)
            before = _record(brand_of(0)).next_minute
            _others(brands)
            clock.move_to(NOON + LATER)
            with wire.recording() as exchanges:
                World().call(FUNCTION, {})
            judged = sum(_record(brand_of(number)).next_minute > before for number in range(brands))
            return _Recorded(wire, tuple(exchanges), judged, _record(brand_of(0)))


def brand_of(number: int) -> str:
    return f"Brand {number:04d}"


def _first_brand(world: World, days: int) -> None:
    """A record of so many days, a minute with all series in it, and everything that its counting leaves behind."""
    record = judge(new_record(NOON - days * DAY), list(_minutes(days)), NOON, Rules())
    StormStore(names()["Storms"]).save_record(brand_of(0), Versioned(record, 0))
    world.call(FUNCTION, {"Records": [_mention(number) for number in range(25)]})


def _minutes(days: int) -> Iterator[Minute]:
    """A loud minute in each hour, and the last fifteen as they usually are: nothing to tell of."""
    chance = random.Random(1)  # noqa: S311  # counts, no secret
    for hour in range(days * 24 - 1):
        yield _minute(NOON - days * DAY + hour * timedelta(hours=1), 20, chance)
    for number in range(15, 0, -1):
        yield _minute(NOON - number * MINUTE, 1, chance)


def _minute(at: datetime, times: int, chance: random.Random) -> Minute:
    instances = tuple((f"instance_{number}", chance.randint(0, 2 * times)) for number in range(INSTANCES))
    complaints = sum(count for _, count in instances)
    kinds = tuple((kind, chance.randint(1, 10 * times)) for kind in KINDS)
    reach = complaints * chance.uniform(1.0, 2.0)
    return Minute(at, 2 * complaints, complaints, ("!!",), kinds, instances, 0, 0, reach, (("discourse", complaints),))


def _mention(number: int) -> dict[str, str]:
    triaged = MentionTriaged(
        mention_id=f"discourse:{number}",
        mention_version=1,
        brand=brand_of(0),
        source="forum",
        author=f"{number:012x}",
        kind=KINDS[number % 5],  # type: ignore[arg-type]  # of the five
        complaint=number < INSTANCES,
        severity=1,
        priority="normal",
        instance=f"instance_{number % INSTANCES}",
        public=True,
        created_at=NOON,
        seen_at=NOON,
        platform="discourse",
        reach=100,
    )
    return {"messageId": str(number), "body": f'{{"detail": {encode(triaged)}}}'}


def _others(brands: int) -> None:
    """The other brands are the first one's likeness, item by item."""
    table, first = names()["Storms"], {":id": {"S": brand_of(0)}}
    query: Any = {"TableName": table, "KeyConditionExpression": "id = :id", "ExpressionAttributeValues": first}
    items: list[Item] = aws.dynamodb().query(**query)["Items"]
    likenesses = [{**item, "id": {"S": brand_of(number)}} for number in range(1, brands) for item in items]
    for some in batches(likenesses, A_WRITE):
        aws.dynamodb().batch_write_item(RequestItems={table: [{"PutRequest": {"Item": one}} for one in some]})


def _record(brand: str) -> Record:
    kept = StormStore(names()["Storms"]).record(Record, brand)
    assert kept is not None  # noqa: S101  # it was just written
    return kept.value


def _played(made: _Recorded, runs: int) -> tuple[float, float, int]:
    """Processor seconds of the handler and of its floor, each the least of its runs; and the handler's memory."""
    ours, floor = [], []
    with made.wire.tapped(), time_machine.travel(NOON + LATER, tick=False), _frozen():
        for _ in range(runs):
            handler = World().handler(FUNCTION)
            ours.append(_took(made, partial(handler.handle, {}, None)))
            floor.append(_took(made, partial(make, calls_of(made.exchanges))))
        handler = World().handler(FUNCTION)
        tracemalloc.start()
        _took(made, partial(handler.handle, {}, None))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    return min(ours), min(floor), peak


def _took(made: _Recorded, work: Callable[[], Any]) -> float:
    made.wire.answer_from(made.exchanges)
    began = time.process_time()
    work()
    took = time.process_time() - began
    if made.wire.left():
        raise WireError(f"{made.wire.left()} of {len(made.exchanges)} recorded calls were left out")
    return took


@contextmanager
def _frozen() -> Iterator[None]:
    """The doubles' many objects are not the handler's, and would make each collection longer."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _items(exchange: Exchange) -> int:
    """Items that a read gave."""
    if exchange.operation == "Query":
        return len(exchange.parsed["Items"])
    if exchange.operation == "BatchGetItem":
        return sum(map(len, exchange.parsed["Responses"].values()))
    return int("Item" in exchange.parsed) if exchange.operation == "GetItem" else 0
