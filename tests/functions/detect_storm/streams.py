"""What was counted of a brand, made up: quiet hours, bursts, and any minutes at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st

from functions.detect_storm.brand import Record, Rules, judge, new_record
from functions.detect_storm.finding import Finding
from shared.authors import mark
from shared.minute import Minute
from shared.plan import StormRules
from tests.builders import NOON, minutes

RULES = Rules()
START = NOON
#: How long a made-up stream is, in minutes.
LENGTH = 10 * 60
DAY = 24 * 60

#: Minutes of ten hours, five apart: mostly quiet, with bursts of all sizes; empty ones are left out.
COUNTS = st.lists(st.sampled_from([0] * 12 + [1, 1, 2, 5, 20]), min_size=20, max_size=120)


def a_minute(
    at: float,
    complaints: int,
    *,
    authors: int | None = None,
    instance: str | None = None,
    others: int = 1,
    angry: int = 0,
    reposts: int = 0,
    reach: float | None = None,
    platform: str = "discourse",
    kind: str = "specific_complaint",
) -> Minute:
    """`at` counts minutes from START; each complaint is by an author of its own, unless told otherwise."""
    count = complaints if authors is None else authors
    return Minute(
        at=START + minutes(at),
        mentions=complaints + others,
        complaints=complaints,
        authors=tuple(sorted({mark(f"{at} {number}") for number in range(count)})),
        kinds=tuple((name, some) for name, some in ((kind, complaints), ("praise", others)) if some),
        instances=((instance, complaints),) if instance and complaints else (),
        angry=angry,
        reposts=reposts,
        reach=float(complaints) if reach is None else reach,
        platforms=((platform, complaints),) if complaints else (),
    )


def by(minute: Minute, *names: str) -> Minute:
    """The same complaints, by these people."""
    return replace(minute, authors=tuple(sorted({mark(name) for name in names})))


def both(one: Minute, other: Minute) -> Minute:
    """Two counts of one minute together, as the counters add them."""

    def added(*pairs: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
        total: dict[str, int] = {}
        for name, count in (pair for some in pairs for pair in some):
            total[name] = total.get(name, 0) + count
        return tuple(sorted(total.items()))

    return Minute(
        at=one.at,
        mentions=one.mentions + other.mentions,
        complaints=one.complaints + other.complaints,
        authors=tuple(sorted({*one.authors, *other.authors})),
        kinds=added(one.kinds, other.kinds),
        instances=added(one.instances, other.instances),
        angry=one.angry + other.angry,
        reposts=one.reposts + other.reposts,
        reach=one.reach + other.reach,
        platforms=added(one.platforms, other.platforms),
    )


def merged(told: Iterable[Minute]) -> list[Minute]:
    """Each minute once, in order."""
    by_time: dict[object, Minute] = {}
    for minute in told:
        by_time[minute.at] = both(by_time[minute.at], minute) if minute.at in by_time else minute
    return sorted(by_time.values(), key=lambda minute: minute.at)


def quiet(hours: float = 6, start: float = 0, every: float = 30) -> list[Minute]:
    """One complaint each half hour."""
    return [a_minute(start + every * step, 1) for step in range(int(hours * 60 / every))]


def burst(at: float, complaints: int = 14, within: int = 7, instance: str | None = None) -> list[Minute]:
    return [a_minute(at + step, complaints // within, instance=instance) for step in range(within)]


def spread(counts: Sequence[int], step: int = 5) -> list[Minute]:
    return [a_minute(step * at, count, instance="ab"[count % 2]) for at, count in enumerate(counts) if count]


def judged(told: Iterable[Minute], to: float = LENGTH, rules: Rules = RULES, record: Record | None = None) -> Record:
    return judge(record or new_record(START), told, START + minutes(to), rules)


def asking(**changes: object) -> Rules:
    """A plan's rules that differ from the shipped ones."""
    return Rules(storm=replace(StormRules(), **changes))  # type: ignore[arg-type]  # names are checked by replace


def found(record: Record) -> list[str]:
    return [finding.what for finding in record.untold]


def lives(record: Record) -> list[str]:
    """When storms began and ended, however they grew."""
    return [what for what in found(record) if what in ("suspected", "subsided")]


def first(record: Record) -> Finding:
    """The first thing that was found."""
    return record.untold[0]


def told_of(record: Record) -> Record:
    """The record once all of it was told."""
    return replace(record, untold=())


def minute_of(finding: Finding) -> float:
    return (finding.at - START) / timedelta(minutes=1)
