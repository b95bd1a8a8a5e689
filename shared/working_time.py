"""Working time: when so much of it has passed, and how much of it lies between two instants."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Literal

from shared.plan import Company
from shared.wall_clock import DAY, Span, day_at, hours_on, midnight

Clock = Literal["business", "always"]
NO_TIME = timedelta(0)


def after(start: datetime, span: timedelta, company: Company, clock: Clock) -> datetime:
    """The first instant (UTC) by which so much working time has passed; `start` itself for no time at all.

    `always`, or a company without hours: plain time. Else the company's hours, by the wall clock of its zone: an hour
    that a night skips isn't counted, one that comes twice counts twice. A holiday takes its whole day out, from
    midnight to midnight, also out of hours that run past one of them.
    """
    if span < NO_TIME:
        raise ValueError(f"working time runs forward: {span} is less than none")
    if clock == "always" or company.hours is None or not span:
        return start.astimezone(UTC) + span
    for opens, closes in _working(company, start):
        if closes - opens >= span:
            return opens + span
        span -= closes - opens
    raise ValueError(f"{company.name} has no more working days before the calendar ends")


def between(start: datetime, end: datetime, company: Company, clock: Clock) -> timedelta:
    """How much working time passes from one instant to the other; less than none where the other is earlier."""
    if end < start:
        return -between(end, start, company, clock)
    if clock == "always" or company.hours is None:
        return end - start
    passed = NO_TIME
    for opens, closes in _working(company, start):
        if opens >= end:
            break
        passed += min(closes, end) - opens
    return passed


def _working(company: Company, start: datetime) -> Iterator[Span]:
    """The working hours from an instant on, day by day, in order."""
    hours, zone, holidays = company.hours, company.time_zone, frozenset(company.holidays)
    if hours is None or not set(hours.days) & set(range(7)):
        raise ValueError(f"{company.name} works on no day of the week; name its days under company, hours, days")
    day = day_at(start, zone) - 2 * DAY
    try:
        while True:
            day += DAY
            if day.weekday() not in hours.days:
                continue
            opens, closes = hours_on(hours, day, zone)
            turn = min(max(opens, midnight(day + DAY, zone)), closes)
            for on, begins, ends in ((day, opens, turn), (day + DAY, turn, closes)):
                if on not in holidays and max(begins, start) < ends:
                    yield max(begins, start), ends
    except OverflowError:  # the calendar ends with the year 9999
        return
