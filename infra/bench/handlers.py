"""How long a handler takes beside its floor: the same boto3 calls with the same payloads, and nothing else.

First each handler runs between moto's doubles, and its calls and their answers are recorded. Then handler and floor
take turns, through the same clients, with the recorded answers: what is left is Python's work, without any waiting.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import time_machine
from botocore.exceptions import ClientError

from infra.bench.chain import Event, batches, queue_event, stream_event, triaged_event, webhook_event
from infra.bench.figures import median, ms, percentile, ratio, table, times
from infra.bench.wire import Exchange, Wire, WireError
from infra.bench.worlds import doubled_world, first_told, functions_environment
from shared import aws
from tests.harness.world import World, names

AIM = 1.5
RUNS = 200
#: A row whose runs take longer than this, in seconds, ends with fewer of them.
MOST_SECONDS = 40.0
#: When each function meets a mention, after the post.
LATER = {"IngestFunction": 1, "TriageFunction": 2, "DetectStormFunction": 3}


@dataclass(frozen=True, slots=True)
class Step:
    """One recorded invocation; `batch` is the batch size that it stands for."""

    function: str
    batch: int
    event: Event
    at: datetime
    exchanges: tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class Timed:
    """Nanoseconds of each run: by the clock, and of the processor."""

    wall: list[int] = field(default_factory=list)
    cpu: list[int] = field(default_factory=list)

    def run(self, work: Callable[[], Any]) -> None:
        cpu, wall = time.thread_time_ns(), time.perf_counter_ns()
        work()
        self.wall.append(time.perf_counter_ns() - wall)
        self.cpu.append(time.thread_time_ns() - cpu)


@dataclass(frozen=True, slots=True)
class Row:
    """A handler at a batch size, beside its floor."""

    function: str
    batch: int
    calls: float
    ours: Timed
    floor: Timed


def report(runs: int = RUNS) -> str:
    return as_table("Handlers with canned answers (no waiting: all of it is Python's work)", measure(runs), NOTES)


NOTES = (
    f"ratio: medians by the clock; cpu: the same of processor time, which busy neighbours disturb less; aim {AIM}, ! over.",
    "floor: the same boto3 calls with the same payloads through the same clients, in turn with the handler.",
    "Nothing is sent: sockets, TLS and the way to AWS, the same for both, would bring the ratio nearer to 1.",
)


def as_table(title: str, rows: Sequence[Row], notes: Sequence[str]) -> str:
    columns = "handler, batch|calls|runs|median ms|floor ms|p95 ms|floor p95|ratio  |cpu ratio  ".split("|")
    cells = [
        (
            f"{row.function.removesuffix('Function')}, {row.batch}",
            f"{row.calls:.0f}",
            len(row.ours.wall),
            ms(median(row.ours.wall)),
            ms(median(row.floor.wall)),
            ms(percentile(row.ours.wall, 0.95)),
            ms(percentile(row.floor.wall, 0.95)),
            times(ratio(row.ours.wall, row.floor.wall), AIM),
            times(ratio(row.ours.cpu, row.floor.cpu), AIM),
        )
        for row in rows
    ]
    return table(title, columns, cells, notes)


def measure(runs: int = RUNS) -> list[Row]:
    wire = Wire()
    with functions_environment():
        steps = record(wire)
        # Handlers as fresh as after a cold start; one quiet round fills their caches.
        world = World()
        kinds = list(dict.fromkeys((step.function, step.batch) for step in steps))
        rows = [_row(wire, world, [s for s in steps if (s.function, s.batch) == kind], runs) for kind in kinds]
        wire.hang_up()
    return rows


def record(wire: Wire) -> list[Step]:
    """Every invocation of the four handlers that a mention meets, in batches of one and in full ones."""
    lines = first_told()
    with doubled_world(wire) as world:
        single = list(_way(wire, world, lines, 1, 1, 1))
        single = [_invoke(wire, world, "ReceiveFunction", 1, webhook_event(line, line.at), line.at) for line in lines] + single
    with doubled_world(wire) as world:
        full = list(_way(wire, world, lines, 10, 100, 100))
    return single + full


def _way(wire: Wire, world: World, lines: Sequence[Any], ingest: int, triage: int, detect: int) -> Iterator[Step]:
    kept = []
    for some in batches(lines, ingest):
        step = _invoke(wire, world, "IngestFunction", ingest, queue_event(some, some[-1].at), some[-1].at)
        yield step
        kept += [(record, some[-1].at) for record in stream_event(step.exchanges)["Records"]]
    triaged = []
    for records in batches(kept, triage):
        event = {"Records": [record for record, _ in records]}
        step = _invoke(wire, world, "TriageFunction", triage, event, records[-1][1])
        yield step
        triaged += [(record, records[-1][1]) for record in triaged_event(step.exchanges, step.at)["Records"]]
    for records in batches(triaged, detect):
        event = {"Records": [record for record, _ in records]}
        yield _invoke(wire, world, "DetectStormFunction", detect, event, records[-1][1])


def _invoke(wire: Wire, world: World, function: str, batch: int, event: Event, posted_at: datetime) -> Step:
    at = posted_at + timedelta(seconds=LATER.get(function, 0))
    with time_machine.travel(at, tick=False), wire.recording() as exchanges:
        world.call(function, event)
    cold = [exchange for exchange in exchanges if _is_cached(exchange)]
    wire.always_answer(cold)
    return Step(function, batch, event, at, tuple(exchange for exchange in exchanges if exchange not in cold))


def _is_cached(exchange: Exchange) -> bool:
    """The plan and the secrets: read when a function starts, and again now and then."""
    return exchange.service == "secretsmanager" or exchange.params.get("TableName") == names()["Ledger"]


def _row(wire: Wire, world: World, steps: Sequence[Step], runs: int) -> Row:
    ours, floor = Timed(), Timed()
    handle = world.handler(steps[0].function).handle
    calls = [[(getattr(aws.client(e.service), e.method), e.params) for e in step.exchanges] for step in steps]
    gc.collect()
    gc.freeze()  # moto's many objects are not the handler's: they would make each collection longer
    with time_machine.travel(steps[0].at, tick=False) as clock:
        for step in steps:
            clock.move_to(step.at)
            _play(wire, step, Timed(), lambda step=step: handle(step.event, None))
        until = time.monotonic() + MOST_SECONDS
        for run in range(runs):
            step, floor_calls = steps[run % len(steps)], calls[run % len(steps)]
            clock.move_to(step.at)
            turns = [
                (ours, lambda step=step: handle(step.event, None)),
                (floor, lambda calls=floor_calls: make(calls)),
            ]
            for timed, work in turns if run % 2 else reversed(turns):
                _play(wire, step, timed, work)
            if time.monotonic() > until:
                break
    gc.unfreeze()
    return Row(steps[0].function, steps[0].batch, median([len(step.exchanges) for step in steps]), ours, floor)


def _play(wire: Wire, step: Step, timed: Timed, work: Callable[[], Any]) -> None:
    wire.answer_from(step.exchanges)
    timed.run(work)
    if wire.left():
        raise WireError(f"{step.function} left out {wire.left()} of {len(step.exchanges)} recorded calls")


def make(calls: Sequence[tuple[Callable[..., Any], dict[str, Any]]]) -> None:
    """The floor. A refused condition is an answer like any other."""
    for call, params in calls:
        with suppress(ClientError):
            call(**params)
