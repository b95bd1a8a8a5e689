"""Who is on duty from when to when, exactly, and when nobody would hear of an instance's trouble."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from shared.on_call import named, once, quiet_ways, spelled_out
from shared.plan import Person, Plan, Team
from shared.schedule import Hours, Schedule
from shared.timeline import duties
from shared.verdict import Priority
from shared.wall_clock import Span, common, joined, spans_of, without

#: The hours, in a zone, in which somebody can't be told; None: they always can.
Silence = tuple[Hours, str] | None


@dataclass(frozen=True, slots=True)
class Shift:
    """The same people on duty from `start` to `end` (UTC); with no people, nobody."""

    start: datetime
    end: datetime
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """From `start` to `end` (UTC) no rung of an escalation reaches anybody."""

    start: datetime
    end: datetime


def shifts(schedule: Schedule, start: datetime, end: datetime, company_zone: str) -> list[Shift]:
    """The shifts between two instants, without holes, each as long as the same people are on duty."""
    if start >= end:
        return []
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    line = duties(schedule, start, end, company_zone)
    return [Shift(at, until, people) for (at, people), (until, _) in pairwise((*line, (end, ())))]


def load(schedule: Schedule, start: datetime, end: datetime, zone: str) -> dict[str, timedelta]:
    """How long each person is on duty between two instants; who is named and never on duty is not in it."""
    total: dict[str, timedelta] = defaultdict(timedelta)
    for shift in shifts(schedule, start, end, zone):
        for person in shift.people:
            total[person] += shift.end - shift.start
    return dict(total)


def gaps(plan: Plan, instance_id: str, start: datetime, end: datetime) -> list[Gap]:
    """When no rung of the instance's escalation reaches anybody, between two instants.

    Quiet hours count by the instance's own priority (none: urgent). The last resort is the last line, not cover; it
    counts only where a rung names it.
    """
    if start >= end:
        return []
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    instance, zone, behind = plan.instance(instance_id), plan.company.time_zone, named(plan)
    words = once(word for rung in plan.escalation(instance_id).rungs for word in rung.tell)
    priority = instance.priority or "urgent"
    heard: list[Span] = []
    for id_ in spelled_out(plan, words, instance_id):
        match behind.get(id_):
            case Schedule() as schedule:
                people = _told(plan, behind, _names(schedule), priority)
                heard.extend(_cover(schedule, people, start, end, zone))
            case Person() | Team() as found:
                ids = found.members if isinstance(found, Team) else (id_,)
                for _, silence in _told(plan, behind, ids, priority):
                    heard.extend(_awake(silence, start, end))
    return [Gap(*span) for span in without(joined(heard), start, end)]


Told = tuple[tuple[str, Silence], ...]


def _told(plan: Plan, behind: Mapping[str, object], ids: Iterable[str], priority: Priority) -> Told:
    """Those of the people who have any way, each with when they can't be told of a matter of that priority."""
    found = ((id_, behind.get(id_)) for id_ in ids)
    return tuple((id_, _silence(plan, one, priority)) for id_, one in found if isinstance(one, Person) and one.ways())


def _silence(plan: Plan, person: Person, priority: Priority) -> Silence:
    if person.quiet is None or person.id == plan.last_resort or quiet_ways(person, priority):
        return None
    return person.quiet.hours, person.quiet.time_zone or plan.company.time_zone


@lru_cache(maxsize=512)
def _awake(silence: Silence, start: datetime, end: datetime) -> tuple[Span, ...]:
    if silence is None:
        return ((start, end),)
    hours, zone = silence
    return without(spans_of(hours, start, end, zone), start, end)


@lru_cache(maxsize=512)
def _cover(schedule: Schedule, people: Told, start: datetime, end: datetime, zone: str) -> tuple[Span, ...]:
    """When any of those people is on duty and can be told; many instances share a schedule."""
    heard: list[Span] = []
    quiet: dict[Silence, list[Span]] = defaultdict(list)
    silences = dict(people)
    line = duties(schedule, start, end, zone)
    for (at, on_duty), (until, _) in pairwise((*line, (end, ()))):
        now = {silences[one] for one in on_duty if one in silences}
        if None in now:
            heard.append((at, until))
        else:
            for silence in now:
                quiet[silence].append((at, until))
    for silence, duty in quiet.items():
        heard.extend(common(duty, _awake(silence, start, end)))
    return joined(heard)


def _names(schedule: Schedule) -> tuple[str, ...]:
    """Everybody whom the schedule may have on duty."""
    rotating = (person for rotation in schedule.rotations for person in rotation.people)
    holidays = (person for holiday in schedule.holidays for person in holiday.people)
    return once((*rotating, *holidays, *(override.add for override in schedule.overrides)))
