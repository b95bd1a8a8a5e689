"""The names in a plan, looked up once; and what is wrong with them: given twice, reserved, or known to nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from shared.plan import BACKUPS, OWNER, Escalation, Instance, Person, Plan, Team
from shared.plan_broken import Broken, Place, doubles, unknown
from shared.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Names:
    """By id: people, teams, schedules and escalations. `told` are the ids of the first three together.

    `by_name` has their ids by their names, in small letters.
    """

    people: dict[str, Person]
    teams: dict[str, Team]
    schedules: dict[str, Schedule]
    escalations: dict[str, Escalation]
    person_ids: frozenset[str] = field(init=False)
    by_name: dict[str, str] = field(init=False)
    told: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "person_ids", frozenset(self.people))
        object.__setattr__(self, "told", frozenset((*self.people, *self.teams, *self.schedules)))
        parts: tuple[Person | Team | Schedule, ...] = (
            *self.people.values(),
            *self.teams.values(),
            *self.schedules.values(),
        )
        object.__setattr__(self, "by_name", {one.name.casefold(): one.id for one in parts})

    @classmethod
    def of(cls, plan: Plan) -> Names:
        return cls(
            {one.id: one for one in plan.people},
            {one.id: one for one in plan.teams},
            {one.id: one for one in plan.schedules},
            {one.id: one for one in plan.escalations},
        )

    def behind(self, id_: str) -> tuple[Person, ...]:
        """Everybody whom that id can come to mean, at any time."""
        if id_ in self.teams:
            ids: Iterable[str] = self.teams[id_].members
        elif id_ in self.schedules:
            ids = people_on(self.schedules[id_])
        else:
            ids = (id_,)
        return tuple(self.people[one] for one in dict.fromkeys(ids) if one in self.people)

    def unknown_person(self, place: Place, id_: str) -> Iterator[Broken]:
        if id_ in self.told - self.person_ids:
            kind = "team" if id_ in self.teams else "schedule"
            yield Broken(place, f"`{id_}` is a {kind}, and a person belongs here", "name a person")
        elif id_ not in self.person_ids:
            yield self._named(place, id_, self.person_ids) or unknown(place, "person", id_, "people", self.person_ids)

    def unknown_told(self, place: Place, id_: str, words: tuple[str, ...] = ()) -> Iterator[Broken]:
        if id_ in (OWNER, BACKUPS) and id_ not in words:
            yield Broken(place, f"`{id_}` is nobody's id", f"only a rung can tell `{id_}`; name somebody here")
        elif id_ not in self.told and id_ not in words:
            named = self._named(place, id_, self.told)
            yield named or unknown(place, "person, team or schedule", id_, "people", self.told)

    def _named(self, place: Place, word: str, known: frozenset[str]) -> Broken | None:
        """Everybody sees the name, so that is what a hand writes where the id belongs."""
        meant = self.by_name.get(word.casefold())
        if meant not in known:
            return None
        return Broken(place, f"`{word}` is the name of `{meant}`, whose id belongs here", f"write `{meant}`")

    def unknown_escalation(self, place: Place, id_: str | None) -> Iterator[Broken]:
        if id_ is not None and id_ not in self.escalations:
            yield unknown(place, "escalation", id_, "escalations", self.escalations)


def people_on(schedule: Schedule) -> tuple[str, ...]:
    """Ids of everybody whom that schedule can have, at any time."""
    rotations = (one for rotation in schedule.rotations for one in rotation.people)
    holidays = (one for holiday in schedule.holidays for one in holiday.people)
    stand_ins = (one.add for one in schedule.overrides if one.add)
    return tuple(dict.fromkeys((*rotations, *holidays, *stand_ins)))


def tells(names: Names, instance: Instance) -> tuple[tuple[str, ...], ...]:
    """The ids on each rung of that instance, with its own owner and back-ups in their words' place."""
    own = {OWNER: (instance.owner,), BACKUPS: instance.backups}
    found = names.escalations.get(instance.escalation or "")
    rungs = found.rungs if found else ()
    if not rungs:
        return tuple((one,) for one in (instance.owner, *instance.backups))
    return tuple(tuple(id_ for word in rung.tell for id_ in own.get(word, (word,))) for rung in rungs)


def broken_names(plan: Plan) -> Iterator[Broken]:
    """Ids that stand twice; people, teams and schedules share one set, because a rung names any of them."""
    first: dict[str, str] = {}
    for part, ids in _shared_ids(plan):
        yield from doubles(part, ids)
        for position, id_ in enumerate(ids):
            if id_ in (OWNER, BACKUPS):
                yield Broken((part, position, "id"), f"`{id_}` is a word of its own in a rung", "choose another id")
            elif first.setdefault(id_, part) != part:
                what = f"`{id_}` stands under `{first[id_]}` and under `{part}`"
                yield Broken((part, position, "id"), what, "give each its own: a rung could mean either")
    yield from doubles("escalations", [one.id for one in plan.escalations])
    yield from doubles("components", [one.id for one in plan.components])
    yield from doubles("instances", [one.id for one in plan.instances])
    yield from doubles("sources", [one.name for one in plan.sources], word="name")


def _shared_ids(plan: Plan) -> tuple[tuple[str, list[str]], ...]:
    return (
        ("people", [one.id for one in plan.people]),
        ("teams", [one.id for one in plan.teams]),
        ("schedules", [one.id for one in plan.schedules]),
    )
