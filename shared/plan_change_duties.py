"""What another plan does to people's shifts, and to the hours in which nobody would answer. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from shared.coverage import gaps, shifts
from shared.plan import Plan
from shared.plan_change import Change
from shared.plan_values_said import clock, hours
from shared.wall_clock import Span, joined, without

#: By person and schedule.
Duties = dict[tuple[str, str], tuple[Span, ...]]


def of_duties(before: Plan, after: Plan, start: datetime, end: datetime) -> Iterator[Change]:
    """The hours on duty that each person gains and loses between two instants."""
    old, new = _duties(before, start, end), _duties(after, start, end)
    zone = ZoneInfo(after.company.time_zone)
    for person, schedule in dict.fromkeys((*new, *old)):
        then, now = old.get((person, schedule), ()), new.get((person, schedule), ())
        gained, lost = _less(now, then), _less(then, now)
        told = [f"{verb} {_spans(some, zone)}" for verb, some in (("gains", gained), ("loses", lost)) if some]
        if told:
            yield Change("person", person, f"in {schedule}, until {end.astimezone(zone):%d %b}: {'; '.join(told)}")


def of_gaps(before: Plan, after: Plan, start: datetime, end: datetime) -> Iterator[Change]:
    """The hours between two instants in which nobody would answer any more, or in which somebody does again."""
    then = {one.id for one in before.instances}
    zone = ZoneInfo(after.company.time_zone)
    for instance in after.instances:
        new = joined((gap.start, gap.end) for gap in gaps(after, instance.id, start, end))
        old = (
            joined((gap.start, gap.end) for gap in gaps(before, instance.id, start, end)) if instance.id in then else ()
        )
        for verb, some in (("nobody answers for", _less(new, old)), ("somebody answers again for", _less(old, new))):
            if some:
                until = f"until {end.astimezone(zone):%d %b}"
                yield Change("instance", instance.id, f"{verb} {_spans(some, zone)}, {until}")


def _duties(plan: Plan, start: datetime, end: datetime) -> Duties:
    found: dict[tuple[str, str], list[Span]] = {}
    for schedule in plan.schedules:
        for shift in shifts(schedule, start, end, plan.company.time_zone):
            for person in shift.people:
                found.setdefault((person, schedule.id), []).append((shift.start, shift.end))
    return {key: joined(spans) for key, spans in found.items()}


def _less(some: tuple[Span, ...], others: tuple[Span, ...]) -> list[Span]:
    """The time of the one that isn't the others'."""
    return [left for start, end in some for left in without(_within(others, start, end), start, end)]


def _within(spans: tuple[Span, ...], start: datetime, end: datetime) -> list[Span]:
    return [(max(a, start), min(b, end)) for a, b in spans if a < end and b > start]


def _spans(some: list[Span], zone: ZoneInfo) -> str:
    """How long in all, and when it first is."""
    total = sum((end - start for start, end in some), timedelta(0))
    start, end = (at.astimezone(zone) for at in some[0])
    first = "" if len(some) == 1 else "first "
    return f"{hours(total)} ({first}{clock(start)} to {clock(end)})"
