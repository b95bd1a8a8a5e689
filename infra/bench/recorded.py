"""The four handlers that every mention meets, run between moto's doubles: what they were handed, called and answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import time_machine

from infra.bench.chain import Event, walk, webhook_event
from infra.bench.wire import Exchange, Wire
from infra.bench.worlds import doubled_world, first_told
from tests.harness.world import World, names

#: When each function meets a mention, after the post, in seconds.
LATER = {"IngestFunction": 1, "TriageFunction": 2, "DetectStormFunction": 3}
#: Batches of one are recorded for every so-manieth line: enough kinds of text, in a quarter of the time.
EACH = 4
#: Batch sizes of ingest, triage and detect_storm in a trickle, and in a storm.
TRICKLE, STORM = (1, 1, 1), (10, 100, 100)


@dataclass(frozen=True, slots=True)
class Step:
    """One recorded invocation; `batch` is the batch size that it stands for."""

    function: str
    batch: int
    event: Event
    at: datetime
    exchanges: tuple[Exchange, ...]


def record(wire: Wire) -> list[Step]:
    """Invocations one by one and in full batches; the wire answers from then on what a cold start asks."""
    lines = first_told()
    steps: list[Step] = []

    def invoke(function: str, batch: int, event: Event, posted_at: datetime) -> tuple[Exchange, ...]:
        at = posted_at + timedelta(seconds=LATER.get(function, 0))
        with time_machine.travel(at, tick=False), wire.recording() as exchanges:
            world.call(function, event)
        cold = [exchange for exchange in exchanges if is_cached(exchange)]
        wire.always_answer(cold)
        steps.append(Step(function, batch, event, at, tuple(e for e in exchanges if e not in cold)))
        return steps[-1].exchanges

    with doubled_world(wire) as world:
        for line in lines[::EACH]:
            invoke("ReceiveFunction", 1, webhook_event(line, line.at), line.at)
        walk(lines[::EACH], *TRICKLE, invoke)
    with doubled_world(wire) as world:
        walk(lines, *STORM, invoke)
    return steps


def is_cached(exchange: Exchange) -> bool:
    """The plan and the secrets: read when a function starts, and again now and then."""
    return exchange.service == "secretsmanager" or exchange.params.get("TableName") == names()["Ledger"]


def fresh_handlers() -> World:
    """A world in which every handler is as after a cold start; it has nothing but them."""
    return World()
