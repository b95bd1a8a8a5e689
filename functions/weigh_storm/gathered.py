"""Which mentions are read for a storm: all while they are few, then the lowest by their place, a uniform sample.

A storm's minutes are gone through once, as it goes on, and not anew each time: one that lasts a day has thousands of
items of counters. Its minutes' samples are joined as Cohen and Kaplan join those of a union (shared/store/sample.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import accumulate, takewhile

from shared.store.sample import place_of
from shared.storm import Storm

#: So many ids are kept of a storm, and of the record before it, and so many bytes of them: an item takes 400 KB.
MOST_IDS, MOST_BYTES = 3_000, 150_000
#: Minutes that were gone through are gone through again for so long: mentions come late.
LATE = timedelta(minutes=30)
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
#: The record before a storm, by where each part of it begins and ends, in time before the storm: a busy brand has
#: enough in the first part. The last hour comes last, as a storm that climbs slowly is in it already. Counters are kept
#: for three days after they were counted: of a week, that is what there is.
PARTS = ((5 * _HOUR, _HOUR), (25 * _HOUR, 5 * _HOUR), (168 * _HOUR, 25 * _HOUR), (_HOUR, timedelta(0)))


@dataclass(frozen=True, slots=True)
class Gathered:
    """The ids of a storm's mentions in all minutes before `until`, by their places, up to the place `border`.

    `before` are ids from the record before it; None while it was not looked at.
    """

    until: datetime
    ids: tuple[str, ...] = ()
    border: float = 1.0
    before: tuple[str, ...] | None = None

    @property
    def whole(self) -> bool:
        return self.border >= 1.0


def nothing_of(storm: Storm) -> Gathered:
    return Gathered(storm.began_at)


def stretch_of(storm: Storm, gathered: Gathered) -> tuple[datetime, datetime]:
    """The minutes to be gone through now: those since the last time, and some before for what came late."""
    judged_at = max(storm.suspected_at, storm.last_judged_at or storm.suspected_at)
    return max(storm.began_at, gathered.until - LATE), judged_at + _MINUTE


def joined(gathered: Gathered, drawn: Sequence[str], until: datetime) -> Gathered:
    """With what was drawn from the minutes up to `until`: of it all, or, where that is many, the lowest."""
    # A sample of a stretch ends with its highest; where it was less than half of what was asked, it is the whole.
    reach = max(map(place_of, drawn)) if len(drawn) > MOST_IDS // 2 else 1.0
    placed = sorted({(place_of(one), one) for one in (*gathered.ids, *drawn)})
    border = min(gathered.border, reach)
    within = [one for place, one in placed if place <= border]
    kept = _fitting(within)
    border = place_of(kept[-1]) if len(kept) < len(within) else border
    return replace(gathered, ids=tuple(kept), border=border, until=max(gathered.until, until))


def parts_before(storm: Storm) -> list[tuple[datetime, datetime]]:
    """The parts of the record before it, in the order in which they are gone through, until there is enough."""
    return [(storm.began_at - first, storm.began_at - last) for first, last in PARTS]


def with_before(gathered: Gathered, ids: Iterable[str]) -> Gathered:
    placed = sorted({(place_of(one), one) for one in ids})
    return replace(gathered, before=tuple(_fitting([one for _, one in placed])))


def _fitting(ids: Sequence[str]) -> list[str]:
    some = ids[:MOST_IDS]
    sizes = accumulate(len(one.encode()) for one in some)
    return [one for one, _ in takewhile(lambda pair: pair[1] <= MOST_BYTES, zip(some, sizes, strict=True))]
