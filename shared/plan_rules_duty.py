"""What makes a schedule one that can be kept: known people in turns, exceptions that don't contradict each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from shared.plan import Plan
from shared.plan_broken import Broken, Place, too_many
from shared.plan_rules_company import no_days, unknown_zone
from shared.plan_rules_names import Names, people_on
from shared.schedule import Holiday, Override, Schedule

#: As many as GoAlert allows by default (its system limits: 50 people a rotation, 30 rules a schedule).
MOST_PEOPLE, MOST_ROTATIONS = 50, 30
#: Over years; GoAlert's 35 are of future ones only.
MOST_OVERRIDES, MOST_HOLIDAYS = 200, 200


def broken_schedules(plan: Plan, names: Names) -> Iterator[Broken]:
    for position, schedule in enumerate(plan.schedules):
        place: Place = ("schedules", position)
        if schedule.time_zone:
            yield from unknown_zone((*place, "time_zone"), schedule.time_zone)
        yield from _rotations(schedule, names, place)
        yield from _holidays(schedule, names, place)
        yield from _overrides(schedule, names, place)
        yield from _overlaps(schedule, place)


def _rotations(schedule: Schedule, names: Names, place: Place) -> Iterator[Broken]:
    part: Place = (*place, "rotations")
    if not schedule.rotations:
        yield Broken(part, f"nobody is ever on `{schedule.id}`: it has no rotation", "add one, with its `people`")
    yield from too_many(part, "rotations", len(schedule.rotations), MOST_ROTATIONS, "make two schedules of it")
    for position, rotation in enumerate(schedule.rotations):
        where: Place = (*part, position)
        if not rotation.people:
            yield Broken((*where, "people"), f"nobody takes turns in `{rotation.name}`", "name its people")
        for at, person in enumerate(rotation.people):
            yield from names.unknown_person((*where, "people", at), person)
        yield from too_many(
            (*where, "people"), "people take turns", len(rotation.people), MOST_PEOPLE, "make two rotations of it"
        )
        yield from no_days((*where, "hours"), rotation.hours)


def _holidays(schedule: Schedule, names: Names, place: Place) -> Iterator[Broken]:
    part: Place = (*place, "holidays")
    yield from too_many(part, "holidays", len(schedule.holidays), MOST_HOLIDAYS, "remove those that are past")
    seen: dict[object, Holiday] = {}
    for position, holiday in enumerate(schedule.holidays):
        if seen.setdefault(holiday.day, holiday) is not holiday:
            what = f"`{holiday.day}` stands twice, and only one would count"
            yield Broken((*part, position, "day"), what, "keep one of them, with all its people")
        for at, person in enumerate(holiday.people):
            yield from names.unknown_person((*part, position, "people", at), person)


def _overrides(schedule: Schedule, names: Names, place: Place) -> Iterator[Broken]:
    part: Place = (*place, "overrides")
    yield from too_many(part, "overrides", len(schedule.overrides), MOST_OVERRIDES, "remove those that are past")
    ever_on = people_on(schedule)
    for position, override in enumerate(schedule.overrides):
        where: Place = (*part, position)
        replaces = override.add is not None and override.remove is not None
        if override.end <= override.start:
            yield Broken((*where, "to"), "this override ends before it begins", "write a `to` that is after its `from`")
        if override.add is not None:
            yield from names.unknown_person((*where, "with" if replaces else "add"), override.add)
        if override.remove is None:
            continue
        word = "replace" if replaces else "remove"
        strangers = list(names.unknown_person((*where, word), override.remove))
        yield from strangers
        if not strangers and override.remove not in ever_on:
            what = f"`{override.remove}` is never on `{schedule.id}`, so there is nothing to {word}"
            yield Broken((*where, word), what, "name somebody who is")


def _overlaps(schedule: Schedule, place: Place) -> Iterator[Broken]:
    """Two overrides at once about one person: nobody who reads the plan would know which counts."""
    about: dict[str, list[tuple[int, Override]]] = defaultdict(list)
    for position, override in enumerate(schedule.overrides):
        if override.start < override.end:
            for person in dict.fromkeys(one for one in (override.add, override.remove) if one):
                about[person].append((position, override))
    told: set[tuple[int, int]] = set()
    for person, found in about.items():
        found.sort(key=lambda one: (one[1].start, one[0]))
        latest, until = found[0]
        for position, override in found[1:]:
            pair = (min(position, latest), max(position, latest))
            if override.start < until.end and pair not in told:
                told.add(pair)
                what = f"two overrides of `{schedule.id}` are about `{person}` at {override.start:%Y-%m-%d %H:%M}"
                mend = "end one before the other begins, or keep one"
                yield Broken((*place, "overrides", pair[1]), what, mend)
            if override.end > until.end:
                latest, until = position, override
