"""How the rivals count: sums and moments over windows that slide, by the minute, and never ahead."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field
from typing import Protocol

from infra.bench.storms.minute import Minute

DAY = 24 * 60
#: No score: in the midst of a step, or with too little seen.
NOTHING = -math.inf


class Watcher(Protocol):
    """Watches one brand."""

    def step(self, minute: Minute) -> float:
        """The score at the end of that minute."""
        ...

    def copy(self) -> Watcher:
        """The same, to go on with apart from this one."""
        ...


@dataclass(slots=True)
class Moments:
    """The latest `most` counts (all, where it is None), their sum and sum of squares: whole numbers, so exact."""

    most: int | None = None
    held: deque[int] = field(default_factory=deque)
    count: int = 0
    total: int = 0
    squares: int = 0

    def learn(self, value: int) -> None:
        self.count, self.total, self.squares = self.count + 1, self.total + value, self.squares + value * value
        if self.most is None:
            return
        self.held.append(value)
        if self.count > self.most:
            gone = self.held.popleft()
            self.count, self.total, self.squares = self.count - 1, self.total - gone, self.squares - gone * gone

    def deviations(self, value: int, least: int, freedom: int = 0) -> float:
        """How many standard deviations above the mean it lies; nothing unless at least so many are held."""
        if self.count < max(least, freedom + 1):
            return NOTHING
        above = value - self.total / self.count
        spare = self.squares * self.count - self.total * self.total
        spread = math.sqrt(spare / (self.count * (self.count - freedom)))
        if spread == 0:
            return math.inf if above > 0 else NOTHING
        return above / spread

    def copy(self) -> Moments:
        return Moments(self.most, self.held.copy(), self.count, self.total, self.squares)


@dataclass(slots=True)
class Deviations:
    """Counts of `every` minutes against the moments of those before."""

    every: int
    moments: Moments
    least: int
    freedom: int = 0
    place: int = 0
    counted: int = 0

    def step(self, minute: Minute) -> float:
        self.place, self.counted = self.place + 1, self.counted + minute.complaints
        if self.place % self.every:
            return NOTHING
        score = self.moments.deviations(self.counted, self.least, self.freedom)
        self.moments.learn(self.counted)
        self.counted = 0
        return score

    def copy(self) -> Deviations:
        return Deviations(self.every, self.moments.copy(), self.least, self.freedom, self.place, self.counted)


@dataclass(slots=True)
class Sliding:
    """The sum of the last `length` minutes."""

    length: int
    held: deque[int] = field(default_factory=deque)
    total: int = 0

    def add(self, count: int) -> int:
        self.held.append(count)
        self.total += count
        if len(self.held) > self.length:
            self.total -= self.held.popleft()
        return self.total

    def copy(self) -> Sliding:
        return Sliding(self.length, self.held.copy(), self.total)


@dataclass(slots=True)
class SlidingDeviations:
    """The sum of the last `sliding.length` minutes against the moments of such sums."""

    sliding: Sliding
    moments: Moments
    least: int

    def step(self, minute: Minute) -> float:
        total = self.sliding.add(minute.complaints)
        score = self.moments.deviations(total, self.least)
        self.moments.learn(total)
        return score

    def copy(self) -> SlidingDeviations:
        return SlidingDeviations(self.sliding.copy(), self.moments.copy(), self.least)


@dataclass(slots=True)
class SoMany:
    """The sum of the last minutes, as it is."""

    sliding: Sliding

    def step(self, minute: Minute) -> float:
        return float(self.sliding.add(minute.complaints))

    def copy(self) -> SoMany:
        return SoMany(self.sliding.copy())


@dataclass(slots=True)
class TimesMean:
    """The last hour as so many times the mean hour of the 7 days before it; nothing within the first day."""

    hour: Sliding
    week: Sliding

    def step(self, minute: Minute) -> float:
        if len(self.hour.held) == self.hour.length:
            self.week.add(self.hour.held[0])
        now = self.hour.add(minute.complaints)
        seen = len(self.week.held)
        if seen < DAY or not now:
            return NOTHING
        return now * seen / (60 * self.week.total) if self.week.total else math.inf

    def copy(self) -> TimesMean:
        return TimesMean(self.hour.copy(), self.week.copy())
