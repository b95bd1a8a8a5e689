"""From a plan's wall clock to instants and back: when a clock on the wall shows a time, and who has hours then.

One rule for the two nights a year on which a wall clock jumps: a time begins at the first instant at which the clock
shows it or a later one. A time that is skipped begins with the jump; one that comes twice, the first time. So later
times never begin earlier, and what ends at a time ends where the next thing begins.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from operator import itemgetter
from zoneinfo import ZoneInfo

from shared.schedule import Hours

DAY = timedelta(days=1)
MIDNIGHT = time()
#: What lies beyond the calendar's ends is as early, or as late, as instants go.
EARLIEST, LATEST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)

Span = tuple[datetime, datetime]


@lru_cache(maxsize=1 << 15)
def instant(wall: datetime, zone: str) -> datetime:
    """When that wall clock time begins in that zone (IANA name), in UTC; skipped and repeated times as told above."""
    there = ZoneInfo(zone)
    try:
        before, after = (wall.replace(tzinfo=there, fold=fold).utcoffset() or timedelta(0) for fold in (0, 1))
        # In a repeated hour the first offset is the larger one; in a skipped one, neither gives that time back.
        if before >= after:
            return (wall - before).replace(tzinfo=UTC)
        return _jump((wall - after).replace(tzinfo=UTC), (wall - before).replace(tzinfo=UTC), there)
    except OverflowError:
        return LATEST if wall.year > 1 else EARLIEST


def _jump(before: datetime, after: datetime, there: ZoneInfo) -> datetime:
    """When the clocks jumped, to the second: after the one instant, at the other or before it."""
    old = before.astimezone(there).utcoffset()
    low, high = 0, int((after - before).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        same = (before + timedelta(seconds=middle)).astimezone(there).utcoffset() == old
        low, high = (middle, high) if same else (low, middle)
    return (before + timedelta(seconds=high)).replace(microsecond=0)


def day_at(at: datetime, zone: str) -> date:
    """The day on the calendar there; where clocks go back over midnight, the day before once more: see `on_day`."""
    return at.astimezone(ZoneInfo(zone)).date()


def midnight(day: date, zone: str) -> datetime:
    """When that day begins there, in UTC."""
    return instant(datetime.combine(day, MIDNIGHT), zone)


def on_day(day: date, at: datetime, zone: str) -> bool:
    """Whether the instant is within that day, from its midnight to the next one."""
    return abs(day_at(at, zone) - day) <= DAY and midnight(day, zone) <= at < midnight(day + DAY, zone)


def hours_on(hours: Hours, day: date, zone: str) -> Span:
    """The hours that begin on that day, in UTC; `hours.days` is not asked."""
    last = day if hours.end > hours.start else day + DAY
    return instant(datetime.combine(day, hours.start), zone), instant(datetime.combine(last, hours.end), zone)


def within(hours: Hours, at: datetime, zone: str) -> bool:
    """Whether the instant is in those hours there."""
    today = day_at(at, zone)
    for day in (today - DAY, today, today + DAY):
        if day.weekday() in hours.days:
            start, end = hours_on(hours, day, zone)
            if start <= at < end:
                return True
    return False


def spans_of(hours: Hours, start: datetime, end: datetime, zone: str) -> tuple[Span, ...]:
    """Those hours between two instants, in order and clipped to them, in UTC."""
    days = _all_of(hours, day_at(start, zone) - DAY, day_at(end, zone) + DAY, zone)
    first, last = bisect_right(days, start, key=itemgetter(1)), bisect_left(days, end, key=itemgetter(0))
    found = list(days[first:last])
    if found:
        found[0] = (max(found[0][0], start), found[0][1])
        found[-1] = (found[-1][0], min(found[-1][1], end))
    return tuple(found)


@lru_cache(maxsize=256)
def _all_of(hours: Hours, first: date, last: date, zone: str) -> tuple[Span, ...]:
    days = (first + timedelta(days=count) for count in range((last - first).days + 1))
    spans = (hours_on(hours, day, zone) for day in days if day.weekday() in hours.days)
    return tuple(span for span in spans if span[0] < span[1])


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same time in as few spans as can be, in order."""
    whole: list[Span] = []
    for start, end in sorted(spans):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return tuple(whole)


def without(spans: Iterable[Span], start: datetime, end: datetime) -> tuple[Span, ...]:
    """What is left of the time between two instants, the spans (in order, without overlaps) taken out."""
    left: list[Span] = []
    for a, b in spans:
        if start < a:
            left.append((start, min(a, end)))
        start = max(start, b)
        if start >= end:
            return tuple(left)
    return (*left, (start, end)) if start < end else tuple(left)


def common(one: Sequence[Span], other: Sequence[Span]) -> tuple[Span, ...]:
    """The time that is in both; each in order, without overlaps."""
    both: list[Span] = []
    i = j = 0
    while i < len(one) and j < len(other):
        start, end = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if start < end:
            both.append((start, end))
        if one[i][1] <= other[j][1]:
            i += 1
        else:
            j += 1
    return tuple(both)
