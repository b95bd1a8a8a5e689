"""When people sleep, and when it is night: spans that the picture shades."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from infra.drill.scenario import Answers

#: What the picture shades as night, by the wall clock: nobody's script, only so that a reader sees the hours.
NIGHT = (time(22), time(7))


def nights(answers: Answers, start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """When this person sleeps between the two."""
    if answers.sleeps is not None:
        yield from spans(answers.sleeps, start, end, zone)


def spans(
    clock: tuple[time, time], start: datetime, end: datetime, zone: ZoneInfo
) -> Iterator[tuple[datetime, datetime]]:
    """Each day's from one time to the other (past midnight where that is earlier), cut to what lies between."""
    begins, ends = clock
    day = start.astimezone(zone).date() - timedelta(days=1)
    while (begin := datetime.combine(day, begins, zone).astimezone(UTC)) < end:
        last = day if begins < ends else day + timedelta(days=1)
        until = datetime.combine(last, ends, zone).astimezone(UTC)
        if until > start:
            yield max(begin, start), min(until, end)
        day += timedelta(days=1)
