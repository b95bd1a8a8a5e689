"""What storms are laid over: a brand's ordinary days, minute by minute, with nothing in them that we put there.

Real ones are the benchmark's counts of mentions, thinned to several sizes of brand; a count of five minutes is spread
over its minutes by chance, and a share of the mentions, which itself wanders, complains.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import median

from infra.bench.storms import material
from infra.bench.storms.chance import binomial, poisson, seeded, spread
from infra.bench.storms.minute import Minute, Voices, a_minute
from infra.bench.storms.shapes import LONGEST, WINDOW

DAY = 24 * 60
#: Nobody's alarm counts before so many minutes; no storm begins in them.
LEARNING = 3 * DAY
#: The share of mentions that complain, how far it wanders (as a log-normal), and over how many hours.
COMPLAIN, WANDER, WANDER_HOURS = 0.15, 0.3, 24
#: Sizes of brand: the series as it is, a tenth of it, and so few that the median of five minutes is 0.
WHOLE, TENTH, RARE = "whole", "a tenth", "rare"
#: A day of the made-up base has so many mentions in five minutes on average, and it lasts for so many days.
MADE_UP, MADE_UP_DAYS = 20.0, 21
#: And so many for a quick look.
QUICK_DAYS = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """Which base: of a file, or made up where there is none, at one size of brand."""

    file: Path | None
    size: str
    seed: int
    days: int | None = None

    @property
    def name(self) -> str:
        return f"{material.brand(self.file) if self.file else 'made up'}, {self.size}"


@dataclass(frozen=True, slots=True)
class Base:
    """`eventful` holds the labelled windows, as minutes from the start: an alarm in one is nobody's fault."""

    name: str
    start: datetime
    minutes: tuple[Minute, ...]
    eventful: tuple[tuple[int, int], ...]

    @property
    def usual(self) -> float:
        """The median of 15 minutes' complaints, and 1 at the least: a storm must be more than nothing."""
        return _usual([minute.complaints for minute in self.minutes])

    @property
    def usual_mentions(self) -> float:
        return _usual([minute.mentions for minute in self.minutes])

    def calm(self, first: int, last: int) -> bool:
        """Whether no labelled window touches these minutes, and all are judged."""
        inside = first >= LEARNING and last < len(self.minutes)
        return inside and all(last < left or right < first for left, right in self.eventful)

    def onsets(self, count: int, rng: Random) -> list[int]:
        """So many minutes at which a storm may begin, by chance, in their order; each leaves it room to the end."""
        free = [at for at in range(0, len(self.minutes), 7) if self.calm(at - 2 * 60, at + 2 * LONGEST)]
        return sorted(rng.sample(free, min(count, len(free))))


def choices(folder: Path | None, seed: int, quick: bool = False) -> list[Choice]:
    if quick or folder is None:
        return [Choice(None, size, seed, QUICK_DAYS if quick else None) for size in (WHOLE, RARE)]
    return [
        Choice(file, size, seed)
        for file in material.series(folder)
        for size in (WHOLE, TENTH, RARE)
        if size == WHOLE or median(c.value for c in material.counts(file)) > 0
    ]


def build(choice: Choice) -> Base:
    rng = seeded(choice.seed, choice.name)
    start, counts, eventful = _series(choice, rng)
    middle = median(counts)
    kept = {WHOLE: 1.0, TENTH: 0.1, RARE: min(1.0, 0.5 / max(middle, 0.5))}[choice.size]
    mentions = [one for count in counts for one in spread(rng, binomial(rng, count, kept), material.MINUTES)]
    shares = _wandering(rng, len(mentions))
    voices = Voices(first=0)
    minutes = tuple(
        a_minute(rng, many, binomial(rng, many, share), voices, at)
        for at, (many, share) in enumerate(zip(mentions, shares, strict=True))
    )
    return Base(choice.name, start, minutes, eventful)


def _series(choice: Choice, rng: Random) -> tuple[datetime, list[int], tuple[tuple[int, int], ...]]:
    if choice.file is None:
        made = _made_up(rng, choice.days or MADE_UP_DAYS)
        return datetime(2026, 3, 1, tzinfo=UTC), made, ()
    counts = material.counts(choice.file)
    start = counts[0].at.replace(second=0)
    spans = material.windows(choice.file.parent.parent, choice.file.name)
    step = timedelta(minutes=1)
    eventful = tuple((int((left - start) / step), int((right - start) / step)) for left, right in spans)
    held = {int((count.at - start) / step) // material.MINUTES: int(count.value) for count in counts}
    return start, [held.get(place, 0) for place in range(max(held) + 1)], eventful


def _made_up(rng: Random, days: int) -> list[int]:
    """Five-minute counts with a daily round and heavy-tailed excitement that fades over an hour (our own making)."""
    counts, mood, a_day = [], 0.0, DAY // material.MINUTES
    for place in range(days * a_day):
        mood *= math.exp(-1 / 12)
        if rng.random() < 1 / 100:
            mood += 0.3 * rng.paretovariate(1.6)
        daily = 1 + 0.6 * math.sin(2 * math.pi * place / a_day)
        counts.append(poisson(rng, MADE_UP * daily * (1 + mood)))
    return counts


def _wandering(rng: Random, count: int) -> list[float]:
    """The share that complains, minute by minute: it wanders about its mean and changes by the hour."""
    hours = count // 60 + 2
    back = math.exp(-1 / WANDER_HOURS)
    at, path = rng.gauss(0, WANDER), []
    for _ in range(hours):
        path.append(min(COMPLAIN * math.exp(at - WANDER**2 / 2), 1.0))
        at = back * at + math.sqrt(1 - back**2) * rng.gauss(0, WANDER)
    steps = [one + (two - one) * place / 60 for one, two in pairwise(path) for place in range(60)]
    return steps[:count]


def _usual(counts: Sequence[int]) -> float:
    sums, running = [], 0
    for place, count in enumerate(counts):
        running += count - (counts[place - WINDOW] if place >= WINDOW else 0)
        sums.append(running)
    return max(1.0, float(median(sums)))
