"""How many posts a second each platform's parser reads, beside the bare reading of the same bytes as JSON or XML."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from infra.bench.ears_answers import ASKED, JSON_FEED
from infra.bench.ears_bodies import CALLED, Sample
from infra.bench.figures import median, table
from shared.ears.known import platform
from shared.mention import settled

MANY = 100
REPEATS = 5
#: Each figure is the median of so many stretches of this length (seconds).
STRETCH = 0.03

NOTES = (
    "posts a second: parsed and settled, as `ingest` keeps them; medians. bare: json.loads, or expat for XML, of the"
    " same bytes, which hold all that those posts say. times: how many times as long the parser takes.",
    "100: in one delivery, or as many as the platform puts into one.",
)


@dataclass(frozen=True, slots=True)
class Speed:
    """Posts a second, ours and of the bare reading."""

    of: str
    count: int
    ours: float
    bare: float


def report(stretch: float = STRETCH, repeats: int = REPEATS) -> str:
    rows = [
        (speed.of, speed.count, f"{speed.ours:,.0f}", f"{speed.bare:,.0f}", f"{speed.bare / speed.ours:.1f}")
        for speed in speeds(stretch, repeats)
    ]
    return table("Parsers", ("platform, way", "posts", "posts/s", "bare/s", "times"), rows, NOTES)


def speeds(stretch: float, repeats: int) -> list[Speed]:
    """Of each platform and way, one post at a time and many."""
    made = []
    for sample in (*CALLED.values(), *ASKED.values(), JSON_FEED):
        name = sample.source.platform + (" (JSON Feed)" if sample is JSON_FEED else "")
        for count in sorted({1, min(MANY, sample.most)}):
            ours, bare = _work(sample, count)
            figures = [median([rate(work, count, stretch) for _ in range(repeats)]) for work in (ours, bare)]
            made.append(Speed(f"{name}, {sample.how}", count, *figures))
    return made


def _work(sample: Sample, count: int) -> tuple[Callable[[], Any], Callable[[], Any]]:
    known, delivery = platform(sample.source.platform), sample.delivery(count)
    if known is None:
        raise RuntimeError(f"no module reads {sample.source.platform}")
    body, parse = delivery.body, known.parse

    def ours() -> None:
        for mention in parse(delivery, sample.source).mentions:
            settled(mention)

    def xml() -> None:
        expat.ParserCreate().Parse(body, True)

    return ours, xml if body.startswith(b"<") else lambda: json.loads(body)


def rate(work: Callable[[], Any], count: int, stretch: float) -> float:
    """How many posts a second, by the processor's time."""
    work()
    runs, began = 0, time.thread_time()
    while (took := time.thread_time() - began) < stretch:
        work()
        runs += 1
    return runs * count / took
