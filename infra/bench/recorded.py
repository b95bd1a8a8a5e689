"""The sample stream's way through the functions, between moto's doubles: what each was handed, called and answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import time_machine

from infra.bench.chain import Event, walk, webhook_event
from infra.bench.look import looker
from infra.bench.onward import carry
from infra.bench.wire import Exchange, Wire
from infra.bench.worlds import doubled_world, sample
from infra.local.replay import Line
from tests.harness.world import names

#: When each function meets a mention, after the post, in seconds; what the bus starts comes last.
LATER = {"ReceiveFunction": 0, "IngestFunction": 1, "TriageFunction": 2, "DetectStormFunction": 3}
LATER_ON_THE_BUS = 4
#: Batch sizes of ingest, triage and detect_storm in a trickle, and in a storm.
TRICKLE, STORM = (1, 1, 1), (10, 100, 100)
#: Batches of one are recorded for every so-manieth line: enough kinds of text, in a quarter of the time.
EACH = 4


@dataclass(frozen=True, slots=True)
class Step:
    """One recorded invocation; `batch` is the batch size that it stands for, `full` whether it has so many."""

    function: str
    batch: int
    full: bool
    event: Event
    at: datetime
    exchanges: tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class Recorded:
    """All invocations that so many posts led to."""

    posts: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Recordings:
    """In a trickle every function meets one mention at a time; in a storm all are behind, so that batches are full.

    `wire` knows what a cold start asks besides: the plan and the secrets, which no step holds.
    """

    wire: Wire
    trickle: Recorded
    storm: Recorded


@cache
def recordings() -> Recordings:
    """To be called where the functions' environment is; made once a process, as it takes some seconds."""
    wire = Wire(looker())
    return Recordings(wire, record(wire, sample()[::EACH], TRICKLE), record(wire, sample(), STORM))


def record(wire: Wire, lines: Sequence[Line], sizes: tuple[int, int, int]) -> Recorded:
    """The way of these lines through all functions; `sizes` are the batches of ingest, triage and detect_storm."""
    steps: list[Step] = []

    def invoke(function: str, batch: int, event: Event, posted_at: datetime) -> tuple[Exchange, ...]:
        at = posted_at + timedelta(seconds=LATER.get(function, LATER_ON_THE_BUS))
        with time_machine.travel(at, tick=False), wire.recording() as exchanges:
            world.call(function, event)
        cold = [exchange for exchange in exchanges if is_cached(exchange)]
        wire.always_answer(cold)
        full = len(event.get("Records", "1")) == batch
        steps.append(Step(function, batch, full, event, at, tuple(e for e in exchanges if e not in cold)))
        return steps[-1].exchanges

    with doubled_world(wire) as world:
        for line in lines:
            invoke("ReceiveFunction", 1, webhook_event(line, line.at), line.at)
        walk(lines, *sizes, invoke)
        carry([(step.exchanges, step.at) for step in steps], invoke)
    return Recorded(len(lines), tuple(steps))


def is_cached(exchange: Exchange) -> bool:
    """The plan and the secrets: read when a function starts, and again now and then."""
    reads_plan = exchange.operation == "GetItem" and exchange.params["TableName"] == names()["Ledger"]
    return reads_plan or exchange.service == "secretsmanager"
