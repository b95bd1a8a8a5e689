"""Recorded invocations, played again with canned answers: by the handler, or call by call."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any

import time_machine

from infra.bench.recorded import Step
from infra.bench.timing import Timed, calls_of, make
from infra.bench.wire import Wire, WireError
from tests.harness.world import World


class Player:
    """Each invocation runs at the time at which it was recorded, as what a handler does depends on that."""

    def __init__(self, wire: Wire) -> None:
        """`wire` is the one that the invocations were recorded on."""
        self._wire = wire
        self._world = World()  # nothing but handlers as fresh as after a cold start
        self._move_to: Callable[[datetime], None] = lambda _: None

    @contextmanager
    def at_work(self) -> Iterator[None]:
        with self._wire.tapped(), time_machine.travel(0, tick=False) as clock:
            self._move_to = clock.move_to
            gc.collect()
            gc.freeze()  # moto's many objects are not the handler's, and would make each collection longer
            try:
                yield
            finally:
                gc.unfreeze()

    def warm(self, steps: Sequence[Step]) -> None:
        """Caches are filled, and everything has been imported, before any run counts."""
        for step in steps:
            self.play(step, Timed())

    def play(self, step: Step, into: Timed) -> None:
        """Runs the handler. Raises WireError where it does not make just the recorded calls."""
        self._run(step, into, partial(self._world.handler(step.function).handle, step.event, None))

    def play_floor(self, step: Step, into: Timed) -> None:
        """Makes the recorded calls, and nothing else."""
        self._run(step, into, partial(make, calls_of(step.exchanges)))

    def _run(self, step: Step, into: Timed, work: Callable[[], Any]) -> None:
        self._move_to(step.at)
        self._wire.answer_from(step.exchanges)
        into.run(work)
        if self._wire.left():
            raise WireError(f"{step.function} left out {self._wire.left()} of {len(step.exchanges)} recorded calls")
