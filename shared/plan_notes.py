"""What is whole in a plan, and may still not be meant: exceptions of another year, parts that nobody uses. Pure.

None of it keeps a plan from being put in force: some of these are right, and time alone brings about others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from shared.coverage import shifts
from shared.plan import Plan
from shared.plan_broken import Broken, Place, named
from shared.plan_values_said import clock, hours
from shared.schedule import Override, Schedule
from shared.wall_clock import instant, midnight

#: Longer than a summer's leave, it is no exception.
LONGEST_OVERRIDE = timedelta(days=62)
#: A hole that is shorter than any shift comes from two times that don't meet.
SHORT_HOLE = timedelta(hours=3)
#: Far enough to meet each hand-over of a week once, and the next change of most rotations.
AHEAD = timedelta(weeks=4)


def notes(plan: Plan, now: datetime) -> Iterator[Broken]:
    """For a plan that breaks no rule, whose names and zones are known."""
    yield from _past_holidays(plan, now)
    for position, schedule in enumerate(plan.schedules):
        zone = schedule.time_zone or plan.company.time_zone
        yield from _overrides(schedule, ("schedules", position, "overrides"), zone, now)
        yield from _not_yet(schedule, ("schedules", position), zone, now)
        yield from _short_holes(schedule, ("schedules", position), zone, now)
    yield from _unused(plan)


def _past_holidays(plan: Plan, now: datetime) -> Iterator[Broken]:
    zone = plan.company.time_zone
    days = plan.company.holidays
    if days and midnight(max(days), zone) <= now - timedelta(days=1):
        what = f"the last of these holidays was {max(days)}"
        yield Broken(("company", "holidays"), what, "add those to come")


def _overrides(schedule: Schedule, place: Place, zone: str, now: datetime) -> Iterator[Broken]:
    over: list[tuple[int, Override]] = []
    for position, override in enumerate(schedule.overrides):
        start, end = instant(override.start, zone), instant(override.end, zone)
        if end <= now:
            over.append((position, override))
            continue
        if end - start > LONGEST_OVERRIDE:
            what = f"this override lasts {(end - start).days} days"
            yield Broken((*place, position), what, "correct its year, or change the rotation instead")
        before = replace(schedule, overrides=schedule.overrides[:position])
        there = {one for shift in shifts(before, start, end, zone) for one in shift.people}
        if override.remove is not None and override.remove not in there:
            what = f"`{override.remove}` is not on `{schedule.id}` then, so this override changes nothing"
            yield Broken((*place, position), what, "correct its times, or remove it")
    if over:
        count = "an override" if len(over) == 1 else f"{len(over)} overrides"
        last = max(override.end for _, override in over)
        what = f"{count} of `{schedule.id}` ended before now, the last on {last:%Y-%m-%d}"
        yield Broken((*place, over[0][0]), what, "correct the year of what is still to come, and remove the rest")


def _not_yet(schedule: Schedule, place: Place, zone: str, now: datetime) -> Iterator[Broken]:
    first = min((rotation.starts for rotation in schedule.rotations), default=None)
    if first is not None and instant(first, zone) > now:
        what = f"nobody's turn on `{schedule.id}` begins before {first:%Y-%m-%d %H:%M}"
        yield Broken((*place, "rotations"), what, "correct `starts`, if they are to take turns from now on")


def _short_holes(schedule: Schedule, place: Place, zone: str, now: datetime) -> Iterator[Broken]:
    found = shifts(schedule, now, now + AHEAD, zone)
    # The first and the last are cut by the look itself.
    holes = [one for one in found[1:-1] if not one.people and one.end - one.start < SHORT_HOLE]
    if holes:
        total = sum((one.end - one.start for one in holes), timedelta())
        first = clock(holes[0].start.astimezone(ZoneInfo(zone)))
        what = f"nobody is on `{schedule.id}` for {hours(total)} of the next 4 weeks, in short holes, first {first}"
        yield Broken(place, what, "let one turn end when the next one begins")


def _unused(plan: Plan) -> Iterator[Broken]:
    told = {one for instance in plan.instances for one in (instance.owner, *instance.backups)}
    told |= {one for escalation in plan.escalations for rung in escalation.rungs for one in rung.tell}
    told |= {plan.last_resort, *plan.alarms, *((plan.promise.authority,) if plan.promise.authority else ())}
    for part, ids in (("teams", [one.id for one in plan.teams]), ("schedules", [one.id for one in plan.schedules])):
        for position, id_ in enumerate(ids):
            if id_ not in told:
                yield Broken((part, position), f"nothing tells `{id_}`", "name it where it belongs, or remove it")
    taken = {instance.escalation for instance in plan.instances} | {plan.crisis.escalation if plan.crisis else None}
    for position, escalation in enumerate(plan.escalations):
        if escalation.id not in taken:
            mend = "name it under an instance or under `crisis`, or remove it"
            yield Broken(("escalations", position), f"nothing takes the escalation `{escalation.id}`", mend)
    told |= {one for team in plan.teams for one in team.members}
    for schedule in plan.schedules:
        told |= {one for rotation in schedule.rotations for one in rotation.people}
        told |= {one for holiday in schedule.holidays for one in holiday.people}
        told |= {override.add for override in schedule.overrides if override.add}
    idle = [
        (position, person.id)
        for position, person in enumerate(plan.people)
        if person.id not in told and person.authority < plan.approval_authority
    ]
    if idle:
        what = f"{named(id_ for _, id_ in idle)}: nothing tells them, and they may not sign"
        yield Broken(("people", idle[0][0]), what, "name them where they belong, or remove them")
