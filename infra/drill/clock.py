"""The drill's clock: days in seconds.

Every `datetime.now` of the functions moves with it, and so does the monotonic clock by which they keep plans and
secrets for a while.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import time_machine

MINUTE = timedelta(minutes=1)
# Taken before anything is replaced: these go on with the wall clock.
_wall_monotonic = time.monotonic
_wall_sleep = time.sleep


class Clock:
    """`speed` is simulated seconds for each one on the wall; None is as fast as it goes."""

    def __init__(self, traveller: time_machine.Traveller, start: datetime, speed: float | None) -> None:
        self._traveller, self._start, self._speed = traveller, start, speed
        self._began = _wall_monotonic()

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    def move_to(self, at: datetime) -> None:
        """Never back: what should have been at an earlier time is now."""
        if at <= self.now:
            return
        if self._speed is not None:
            due = self._began + (at - self._start).total_seconds() / self._speed
            _wall_sleep(max(0.0, due - _wall_monotonic()))
        self._traveller.move_to(at)


def next_minute(now: datetime) -> datetime:
    return now.replace(second=0, microsecond=0) + MINUTE


@contextmanager
def running(start: datetime, speed: float | None = None) -> Iterator[Clock]:
    """The clock stands at `start`, and moves only when it is moved."""

    def monotonic() -> float:
        # The wall's goes on in it, so that nothing that waits by it waits for ever.
        return _wall_monotonic() + (datetime.now(UTC) - start).total_seconds()

    with time_machine.travel(start, tick=False) as traveller:
        before, time.monotonic = time.monotonic, monotonic
        try:
            yield Clock(traveller, start, speed)
        finally:
            time.monotonic = before
