"""Who would be told at an instant, rung by rung, and who is on duty until when. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.coverage import shifts
from shared.on_call import people_of, ways_of
from shared.plan import Plan, Way
from shared.schedule import Schedule
from shared.verdict import Priority

#: So far ahead it is looked for who is next on duty.
AHEAD = timedelta(weeks=52)


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody whom a rung tells: by which ways at that instant, and by which not, as these are their quiet hours."""

    person: str
    ways: tuple[Way, ...]
    quiet: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class RungNow:
    """A rung at an instant: `tell` as the plan has it, `people` behind it. Without any way to any it is passed over.

    `after` counts from the first telling, where nobody answers and no rung is passed over.
    """

    number: int
    after: timedelta
    tell: tuple[str, ...]
    people: tuple[Reached, ...]

    @property
    def passed_over(self) -> bool:
        return not any(one.ways for one in self.people)


@dataclass(frozen=True, slots=True)
class InstanceNow:
    """`last_resort` is told after all rungs, gone through once and `repeat` times more, were silent: `last_after`."""

    instance: str
    priority: Priority
    rungs: tuple[RungNow, ...]
    repeat: int
    last_resort: Reached
    last_after: timedelta


@dataclass(frozen=True, slots=True)
class DutyNow:
    """Who is on duty until when (UTC; None: for the next year at least), and who is then."""

    schedule: str
    people: tuple[str, ...]
    until: datetime | None
    then: tuple[str, ...]


def told_now(plan: Plan, instance_id: str, at: datetime) -> InstanceNow:
    """Whom an instance's escalation would tell, as everybody is on duty and to be reached at that instant.

    A complaint counts with the instance's own priority, or as urgent where it has none.
    """
    instance, of = plan.instance(instance_id), plan.escalation(instance_id)
    priority = instance.priority or "urgent"
    after = timedelta(0)
    rungs = []
    for number, rung in enumerate(of.rungs):
        people = people_of(plan, rung.tell, instance_id, at)
        reached = tuple(_reached(plan, person, priority, at) for person in people)
        rungs.append(RungNow(number, after, rung.tell, reached))
        after += rung.wait
    last = _reached(plan, plan.last_resort, priority, at)
    return InstanceNow(instance.id, priority, tuple(rungs), of.repeat, last, after * (of.repeat + 1))


def on_duty_now(schedule: Schedule, at: datetime, company_zone: str) -> DutyNow:
    """Who is on duty at that instant, and after."""
    found = shifts(schedule, at, at + AHEAD, company_zone)
    if len(found) == 1:
        return DutyNow(schedule.id, found[0].people, None, ())
    return DutyNow(schedule.id, found[0].people, found[0].end, found[1].people)


def _reached(plan: Plan, person_id: str, priority: Priority, at: datetime) -> Reached:
    person = plan.person(person_id)
    ways = ways_of(plan, person, priority, at)
    return Reached(person_id, ways, tuple(way for way in person.ways() if way not in ways))
