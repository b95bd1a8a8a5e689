"""Who is on duty at an instant, whom a rung reaches then, and by which ways."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from shared.plan import BACKUPS, OWNER, Person, Plan, Team, Way
from shared.rotation import turn_at, whose
from shared.schedule import Holiday, Override, Schedule
from shared.verdict import Priority
from shared.wall_clock import instant, on_day, within

People = tuple[str, ...]


def on_duty(schedule: Schedule, at: datetime, company_zone: str) -> People:
    """Ids of the people on duty at that instant, in the order of rotations, each once; aware `at`.

    A holiday is a whole day by the schedule's calendar: it also cuts hours that run past its midnights. Where two stand
    on one day, the people of both are on duty. Overrides are applied in their order, each to what those before left.
    """
    zone = schedule.time_zone or company_zone
    holidays = [holiday for holiday in schedule.holidays if on_day(holiday.day, at, zone)]
    people = holiday_people(holidays) if holidays else _rotating(schedule, at, zone)
    for override in schedule.overrides:
        if instant(override.start, zone) <= at < instant(override.end, zone):
            people = overridden(people, override)
    return people


def holiday_people(holidays: list[Holiday]) -> People:
    """Who is on duty on a day with those holidays."""
    return once(person for holiday in holidays for person in holiday.people)


def overridden(people: People, override: Override) -> People:
    """Who is on duty under an override, where those people would be.

    One who stands in takes the other's place, and is on duty only while the other would be.
    """
    add, remove = override.add, override.remove
    if remove is None:
        return people if add is None else once((*people, add))
    return once(add if person == remove else person for person in people)


def once(people: Iterable[str | None]) -> People:
    """Each once, in order; None is nobody."""
    return tuple(dict.fromkeys(person for person in people if person is not None))


def _rotating(schedule: Schedule, at: datetime, zone: str) -> People:
    people = []
    for rotation in schedule.rotations:
        turn = turn_at(rotation, at, zone)
        if turn is not None and (rotation.hours is None or within(rotation.hours, at, zone)):
            people.append(whose(rotation, turn))
    return once(people)


def people_of(plan: Plan, tell: tuple[str, ...], instance_id: str | None, at: datetime) -> People:
    """Ids of the people behind ids of people, teams and schedules, and behind `owner` and `backups`, each once.

    An id that the plan doesn't have gives nobody.
    """
    behind = named(plan)
    people: list[str] = []
    for id_ in spelled_out(plan, tell, instance_id):
        match behind.get(id_):
            case Person():
                people.append(id_)
            case Team(members=members):
                people.extend(members)
            case Schedule() as schedule:
                people.extend(on_duty(schedule, at, plan.company.time_zone))
    return once(person for person in people if isinstance(behind.get(person), Person))


def named(plan: Plan) -> dict[str, Person | Team | Schedule]:
    """People, teams and schedules by id; of those that share one, the first, as `Plan.named` has it."""
    parts: tuple[Person | Team | Schedule, ...] = (*plan.people, *plan.teams, *plan.schedules)
    return {one.id: one for one in reversed(parts)}


def spelled_out(plan: Plan, tell: tuple[str, ...], instance_id: str | None) -> tuple[str, ...]:
    """The ids that a rung tells, the instance's own for the words `owner` and `backups`."""
    instance = plan.instance(instance_id)
    meant = {OWNER: (instance.owner,), BACKUPS: instance.backups}
    return once(id_ for word in tell for id_ in meant.get(word, (word,)))


def ways_of(plan: Plan, person: Person, priority: Priority, at: datetime) -> tuple[Way, ...]:
    """By which ways somebody may be told of a matter of that priority, at that instant; none: tell the next."""
    quiet = person.quiet
    if quiet is None or person.id == plan.last_resort:
        return person.ways()
    if not within(quiet.hours, at, quiet.time_zone or plan.company.time_zone):
        return person.ways()
    return quiet_ways(person, priority)


def quiet_ways(person: Person, priority: Priority) -> tuple[Way, ...]:
    """The ways that are left in somebody's quiet hours: for an urgent matter those that they named and have."""
    if priority != "urgent" or person.quiet is None:
        return ()
    return tuple(way for way in person.ways() if way in person.quiet.ways)


def reachable(plan: Plan, tell: tuple[str, ...], instance_id: str | None, priority: Priority, at: datetime) -> People:
    """Ids of the people behind those words who may be told then, each once."""
    people = {person.id: person for person in reversed(plan.people)}
    return tuple(one for one in people_of(plan, tell, instance_id, at) if ways_of(plan, people[one], priority, at))
