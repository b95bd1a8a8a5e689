"""A handler's runs beside its floor's, as figures and as a table."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError

from infra.bench.figures import median, ms, percentile, ratio, table, times
from infra.bench.wire import Exchange
from shared import aws

#: A handler takes at most so many times as long as its floor.
AIM = 1.5

Call = tuple[Callable[..., Any], dict[str, Any]]


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
    """A handler at a batch size, beside its floor. `calls` are counted a run."""

    function: str
    batch: int
    calls: list[int] = field(default_factory=list)
    ours: Timed = field(default_factory=Timed)
    floor: Timed = field(default_factory=Timed)


def calls_of(exchanges: Sequence[Exchange]) -> list[Call]:
    """The same calls, ready to be made by the same clients."""
    return [(getattr(aws.client(exchange.service), exchange.method), exchange.params) for exchange in exchanges]


def make(calls: Sequence[Call]) -> None:
    """The floor. A refused condition is an answer like any other."""
    for call, params in calls:
        with suppress(ClientError):
            call(**params)


def as_table(title: str, rows: Sequence[Row], notes: Sequence[str]) -> str:
    columns = ("handler, batch", "calls", "runs", "ms", "floor ms", "p95 ms", "floor p95", "ratio  ", "cpu ratio  ")
    cells = [
        (
            f"{row.function.removesuffix('Function')}, {row.batch}",
            f"{median(row.calls):.0f}",
            len(row.ours.wall),
            ms(median(row.ours.wall)),
            ms(median(row.floor.wall)),
            ms(percentile(row.ours.wall, 0.95)),
            ms(percentile(row.floor.wall, 0.95)),
            times(ratio(row.ours.wall, row.floor.wall), AIM),
            times(ratio(row.ours.cpu, row.floor.cpu), AIM),
        )
        for row in rows
        if row.ours.wall
    ]
    return table(title, columns, cells, notes)
