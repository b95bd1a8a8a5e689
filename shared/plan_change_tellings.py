"""Who is told of an instance's trouble sooner, later, now, or no longer, under another plan. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from shared.plan import Plan
from shared.plan_change import Change
from shared.plan_tellings import Telling, owners, tellings
from shared.plan_values_said import span


def of_tellings(before: Plan, after: Plan) -> Iterator[Change]:
    """By person; an instance that is new, or goes, is told of too."""
    then = {one.id for one in before.instances}
    now = {one.id for one in after.instances}
    for id_ in dict.fromkeys(one.id for one in (*after.instances, *before.instances)):
        yield from _owned(
            id_,
            owners(before, id_) if id_ in then else {},
            owners(after, id_) if id_ in now else {},
            gone=id_ not in now,
        )
        old = tellings(before, id_) if id_ in then else {}
        new = tellings(after, id_) if id_ in now else {}
        for person in dict.fromkeys((*new, *old)):
            told = _moved(old.get(person, ()), new.get(person, ()))
            if told:
                yield Change("person", person, told.format(id_))
    if before.last_resort != after.last_resort:
        yield Change("person", after.last_resort, "is the last resort now")
        yield Change("person", before.last_resort, "is no longer the last resort")


def _owned(id_: str, old: dict[str, str], new: dict[str, str], *, gone: bool) -> Iterator[Change]:
    for person in dict.fromkeys((*new, *old)):
        if old.get(person) == new.get(person):
            continue
        if person not in new:
            yield Change("person", person, f"no longer owner of {id_}" + (", which is gone" if gone else ""))
        else:
            yield Change("person", person, f"owner of {id_} now{_while(new[person])}")


def _moved(old: tuple[Telling, ...], new: tuple[Telling, ...]) -> str:
    """A sentence with room for the instance; empty where nothing moves."""
    if old == new:
        return ""
    if not old:
        return f"is told of {{}} now: {_when(new)}"
    if not new:
        return f"is no longer told of {{}} (was told {_when(old)})"
    pace = "" if old[0].after == new[0].after else ", sooner" if new[0].after < old[0].after else ", later"
    return f"is told of {{}} {_when(new)}{pace} (was {_when(old)})"


def _when(some: tuple[Telling, ...]) -> str:
    return " and ".join(
        ("first, at once" if not one.after else f"after {span(one.after)}") + _while(one.on_duty) for one in some
    )


def _while(schedule: str) -> str:
    return f" while on duty in {schedule}" if schedule else ""
