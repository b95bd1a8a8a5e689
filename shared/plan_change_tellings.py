"""Who is told of an instance's trouble sooner, later, now, or no longer, under another plan. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from shared.plan import Plan
from shared.plan_change import Change
from shared.plan_tellings import Telling, Tellings, crisis_tellings, last_after, owners, tellings
from shared.plan_values_said import span

#: So many instances are told of one by one.
MOST_NAMED = 3


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
        yield from _told(old, new, id_)
    yield from _last(before, after, [one.id for one in after.instances if one.id in then])
    yield from _told(crisis_tellings(before), crisis_tellings(after), "a crisis")
    if before.last_resort != after.last_resort:
        yield Change("person", after.last_resort, "is the last resort now")
        yield Change("person", before.last_resort, "is no longer the last resort")


def _told(old: Tellings, new: Tellings, of: str) -> Iterator[Change]:
    for person in dict.fromkeys((*new, *old)):
        moved = _moved(old.get(person, ()), new.get(person, ()))
        if moved:
            yield Change("person", person, moved.format(of))


def _last(before: Plan, after: Plan, ids: list[str]) -> Iterator[Change]:
    """Where all those before the last resort have more or less time; of many instances, in one sentence a pace."""
    times = {id_: (last_after(before, id_), last_after(after, id_)) for id_ in ids}
    for pace, moved in (
        ("sooner", [id_ for id_, (was, is_) in times.items() if is_ < was]),
        ("later", [id_ for id_, (was, is_) in times.items() if is_ > was]),
    ):
        if len(moved) > MOST_NAMED:
            first = ", ".join(moved[:MOST_NAMED])
            what = f"as the last resort is told {pace} of {first} and {len(moved) - MOST_NAMED} more"
            yield Change("person", after.last_resort, what)
            continue
        for id_ in moved:
            was, is_ = map(span, times[id_])
            what = f"as the last resort is told of {id_} after {is_}, {pace} (was after {was})"
            yield Change("person", after.last_resort, what)


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
