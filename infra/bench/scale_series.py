"""What one series costs: microseconds for a step, and bytes of its state."""

from __future__ import annotations

import random
import time
import zlib
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from shared.codec import encode
from shared.detector.series import Series, new_series, step
from tests.builders import NOON

DAYS = 31
STEPS, RUNS = 2_000, 7
#: Every minute of a month would take a while to lay down, and leaves what some in each hour leave.
RECORDED = timedelta(minutes=20)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Cost:
    """Of a series with about so many counts a minute: `packed` is a sixth of a record's bytes or so (zlib)."""

    level: float
    microseconds: float
    plain: int
    packed: int


def measure(level: float, steps: int = STEPS, runs: int = RUNS) -> Cost:
    """After a month of a record, with 15 minutes of counts in the window; the median of the runs, of processor time."""
    chance = random.Random(int(level * 10))  # noqa: S311  # counts, no secret
    series = _recorded(level, chance)
    values = [_count(level, chance) for _ in range(steps)]
    took = []
    for _ in range(runs):
        now = series
        began = time.process_time_ns()
        for number, value in enumerate(values):
            now, _ = step(now, NOON + number * MINUTE, value, MINUTE)
        took.append((time.process_time_ns() - began) / steps / 1_000)
    text = encode(now).encode()
    return Cost(level, median(took), len(text), len(zlib.compress(text)))


def _recorded(level: float, chance: random.Random) -> Series:
    series, at = new_series(), NOON - timedelta(days=DAYS)
    while at < NOON:
        series, _ = step(series, at, _count(level, chance), MINUTE)
        at += RECORDED
    return series


def _count(level: float, chance: random.Random) -> int:
    """About Poisson, and right in its mean and its variance: by as many tosses as there are, or by a bell."""
    if level > 50:
        return max(0, round(chance.gauss(level, level**0.5)))
    return sum(chance.random() < level / 100 for _ in range(100))
