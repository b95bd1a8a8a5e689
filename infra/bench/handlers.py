"""How long a handler takes beside its floor: the same boto3 calls with the same payloads, and nothing else.

Handler and floor take turns, through the same clients, with the answers that were recorded between moto's doubles:
what is left is Python's work, without any waiting.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import time_machine

from infra.bench.recorded import Step, fresh_handlers, record
from infra.bench.timing import AIM, Row, Timed, as_table, calls_of, make
from infra.bench.wire import Wire, WireError
from infra.bench.worlds import functions_environment
from tests.harness.world import World

RUNS = 200
#: A row whose runs take longer than this, in seconds, ends with fewer of them.
MOST_SECONDS = 30.0

NOTES = (
    f"ratio: of the medians by the clock; cpu ratio: of processor time, which busy neighbours disturb less; aim {AIM},"
    " ! is over.",
    "floor: the same boto3 calls with the same payloads by the same clients, in turn with the handler.",
    "Nothing is sent: the socket, TLS and the way to AWS, the same for both, would bring the ratio nearer to 1.",
)


def report(runs: int = RUNS) -> str:
    return as_table("Handlers, canned answers: Python's work alone", measure(runs), NOTES)


def measure(runs: int = RUNS) -> list[Row]:
    wire = Wire()
    with functions_environment():
        steps = record(wire)
        world = fresh_handlers()
        kinds = dict.fromkeys((step.function, step.batch) for step in steps)
        rows = [_row(wire, world, [s for s in steps if (s.function, s.batch) == kind], runs) for kind in kinds]
        wire.hang_up()
    return rows


def _row(wire: Wire, world: World, steps: Sequence[Step], runs: int) -> Row:
    row = Row(steps[0].function, steps[0].batch)
    handle = world.handler(row.function).handle
    floors = [calls_of(step.exchanges) for step in steps]
    gc.collect()
    gc.freeze()  # moto's many objects are not the handler's, and would make each collection longer
    with time_machine.travel(steps[0].at, tick=False) as clock:
        for step in steps:  # caches are filled, and everything has been imported, before any run counts
            clock.move_to(step.at)
            _play(wire, step, Timed(), partial(handle, step.event, None))
        until = time.monotonic() + MOST_SECONDS
        for run in range(runs):
            step = steps[run % len(steps)]
            clock.move_to(step.at)
            turns: list[tuple[Timed, Callable[[], Any]]] = [
                (row.ours, partial(handle, step.event, None)),
                (row.floor, partial(make, floors[run % len(steps)])),
            ]
            for timed, work in turns if run % 2 else reversed(turns):
                _play(wire, step, timed, work)
            row.calls.append(len(step.exchanges))
            if time.monotonic() > until:
                break
    gc.unfreeze()
    return row


def _play(wire: Wire, step: Step, timed: Timed, work: Callable[[], Any]) -> None:
    wire.answer_from(step.exchanges)
    timed.run(work)
    if wire.left():
        raise WireError(f"{step.function} left out {wire.left()} of {len(step.exchanges)} recorded calls")
