"""What makes an escalation end with somebody: known rungs within bounds, enough back-ups, a person as last resort."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from shared.plan import BACKUPS, OWNER, Escalation, Instance, Plan
from shared.plan_broken import Broken, Place, not_from_to, out_of_bounds, too_many
from shared.plan_rules_names import Names

#: Bounds of requirement: so many rungs, so long on each, so often over.
MOST_RUNGS, MOST_REPEATS = 10, 5
WAIT = (timedelta(minutes=1), timedelta(days=7))
#: GoAlert's default for one step.
MOST_TOLD = 20
#: Whoever steps in may be asleep as well.
LEAST_BACKUPS = 2


def broken_escalations(plan: Plan, names: Names) -> Iterator[Broken]:
    for position, escalation in enumerate(plan.escalations):
        yield from _rungs(escalation, names, ("escalations", position))
    for position, instance in enumerate(plan.instances):
        yield from _owners(instance, names, ("instances", position))
    yield from names.unknown_person(("last_resort",), plan.last_resort)
    for position, id_ in enumerate(plan.alarms):
        yield from names.unknown_told(("alarms", position), id_)
    if plan.crisis is not None:
        yield from names.unknown_escalation(("crisis", "escalation"), plan.crisis.escalation)


def _rungs(escalation: Escalation, names: Names, place: Place) -> Iterator[Broken]:
    part: Place = (*place, "rungs")
    if not escalation.rungs:
        yield Broken(part, f"`{escalation.id}` tells nobody: it has no rung", "add one, with `tell` and `wait`")
    mend = "tell more people on one rung, or `repeat` them"
    yield from too_many(part, "rungs", len(escalation.rungs), MOST_RUNGS, mend)
    for position, rung in enumerate(escalation.rungs):
        where: Place = (*part, position)
        if not rung.tell:
            what = f"nobody is told on rung {position + 1} of `{escalation.id}`"
            yield Broken((*where, "tell"), what, "name somebody, or remove the rung")
        for at, id_ in enumerate(rung.tell):
            yield from names.unknown_told((*where, "tell", at), id_, (OWNER, BACKUPS))
            if id_ in rung.tell[:at]:
                yield Broken((*where, "tell", at), f"`{id_}` is already told on this rung", "name everybody once")
        yield from too_many((*where, "tell"), "are told at once", len(rung.tell), MOST_TOLD, "make a team of them")
        yield from out_of_bounds((*where, "wait"), rung.wait, *WAIT)
    mend = "the last resort is told after that in any case"
    yield from not_from_to((*place, "repeat"), escalation.repeat, 0, MOST_REPEATS, mend)


def _owners(instance: Instance, names: Names, place: Place) -> Iterator[Broken]:
    yield from names.unknown_told((*place, "owner"), instance.owner)
    for position, backup in enumerate(instance.backups):
        where: Place = (*place, "backups", position)
        yield from names.unknown_told(where, backup)
        if backup in (instance.owner, *instance.backups[:position]):
            yield Broken(where, f"`{backup}` is already told before this", "name somebody else")
    yield from _backups(instance, names, (*place, "backups"))
    yield from names.unknown_escalation((*place, "escalation"), instance.escalation)
    yield from out_of_bounds((*place, "wait"), instance.wait, *WAIT)


def _backups(instance: Instance, names: Names, place: Place) -> Iterator[Broken]:
    """Everybody in a team counts; a schedule counts once, because one is on duty at a time."""
    if not instance.backups:
        what = f"`{instance.id}` has no back-up: when the owner sleeps, nobody is told until the last resort"
        yield Broken(place, what, "name at least two people under `backups`")
        return
    stand_in: set[str] = set()
    for id_ in instance.backups:
        stand_in.update(names.teams[id_].members if id_ in names.teams else (id_,))
    if len(stand_in) < LEAST_BACKUPS:
        what = f"`{instance.id}` has only one back-up, who may be asleep as well"
        yield Broken(place, what, "name another person under `backups`")
