"""A schedule as a calendar: for each day by its own wall clock who is on duty from when, and what is unusual. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from shared.coverage import Shift, shifts
from shared.schedule import Schedule
from shared.wall_clock import DAY, day_at, midnight

WEEK = timedelta(weeks=1)
#: Of a day on which no clock changes.
ORDINARY_HOURS = 24


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one day (instants in the schedule's zone) with the same people on duty; with none, a hole.

    `overridden`: an override has its hand in it.
    """

    start: datetime
    end: datetime
    people: tuple[str, ...]
    overridden: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """`hours` are as many as the day has: 23 or 25 where clocks change. `holiday` is its name; None on no holiday."""

    day: date
    hours: float
    holiday: str | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """`weeks` begin on Mondays; the first may lack the days before the calendar's first."""

    schedule: str
    time_zone: str
    weeks: tuple[tuple[Day, ...], ...]

    @property
    def days(self) -> tuple[Day, ...]:
        return tuple(day for week in self.weeks for day in week)


def calendar(schedule: Schedule, first: date, weeks: int, company_zone: str) -> Calendar:
    """From that day to the end of so many weeks, that day's own the first of them."""
    zone = schedule.time_zone or company_zone
    monday = first - first.weekday() * DAY
    last = monday + weeks * WEEK
    start, end = midnight(first, zone), midnight(last, zone)
    full = shifts(schedule, start, end, company_zone)
    plain = shifts(replace(schedule, overrides=()), start, end, company_zone)
    parts = _parts(full, plain, [midnight(first + count * DAY, zone) for count in range((last - first).days + 1)])
    holidays = {holiday.day: holiday.name for holiday in schedule.holidays}
    rows = []
    for week in range(weeks):
        days = [monday + week * WEEK + count * DAY for count in range(7)]
        rows.append(tuple(_day(day, parts, holidays, zone) for day in days if day >= first))
    return Calendar(schedule.id, zone, tuple(rows))


def first_day(now: datetime, schedule: Schedule, company_zone: str) -> date:
    """Today, where the schedule is."""
    return day_at(now, schedule.time_zone or company_zone)


def _parts(full: Sequence[Shift], plain: Sequence[Shift], midnights: Sequence[datetime]) -> list[Part]:
    """Cut at every change, with or without overrides, and at every midnight; joined again where nothing changes."""
    turns = set(midnights)
    cuts = sorted({*turns, *(shift.start for shift in (*full, *plain))})
    found: list[Part] = []
    at_full = at_plain = 0
    for start, end in pairwise(cuts):
        while full[at_full].end <= start:
            at_full += 1
        while plain[at_plain].end <= start:
            at_plain += 1
        people = full[at_full].people
        part = Part(start, end, people, people != plain[at_plain].people)
        before = found[-1] if found else None
        if before is not None and start not in turns and replace(part, start=before.start, end=before.end) == before:
            found[-1] = replace(before, end=end)
        else:
            found.append(part)
    return found


def _day(day: date, parts: Sequence[Part], holidays: dict[date, str], zone: str) -> Day:
    start, end, there = midnight(day, zone), midnight(day + DAY, zone), ZoneInfo(zone)
    of_day = tuple(
        replace(part, start=part.start.astimezone(there), end=part.end.astimezone(there))
        for part in parts
        if start <= part.start < end
    )
    return Day(day, (end - start) / timedelta(hours=1), holidays.get(day), of_day)
