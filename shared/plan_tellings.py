"""Who is told of an instance's trouble, and after how long, as the plan has it whatever the day. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from shared.on_call import named, once, spelled_out
from shared.plan import Person, Plan, Rung, Team
from shared.schedule import Schedule


@dataclass(frozen=True, slots=True, order=True)
class Telling:
    """How long after the first telling, where nobody answers; only `on_duty` in that schedule (empty: always)."""

    after: timedelta
    on_duty: str = ""


Tellings = dict[str, tuple[Telling, ...]]


def tellings(plan: Plan, instance_id: str) -> Tellings:
    """For each person the first of their tellings by each way that leads to them, the soonest first."""
    rungs = plan.escalation(instance_id).rungs
    return _tellings(plan, rungs, lambda rung: spelled_out(plan, rung.tell, instance_id))


def crisis_tellings(plan: Plan) -> Tellings:
    """The same for a storm that is a crisis: those whom its escalation names, beside owner and back-ups."""
    if plan.crisis is None:
        return {}
    found = next((one for one in plan.escalations if one.id == plan.crisis.escalation), None)
    # `owner` and `backups` are an instance's words for people, and here they lead to nobody.
    return _tellings(plan, found.rungs if found else (), lambda rung: rung.tell)


def last_after(plan: Plan, instance_id: str) -> timedelta:
    """How long after the first telling the last resort is told, where nobody answers and no rung is passed over."""
    of = plan.escalation(instance_id)
    return sum((rung.wait for rung in of.rungs), timedelta(0)) * (of.repeat + 1)


def owners(plan: Plan, instance_id: str) -> dict[str, str]:
    """Who owns an instance: each person, and the schedule in which they do while on duty (empty: always)."""
    owner = plan.instance(instance_id).owner
    return dict(_behind(named(plan).get(owner), owner))


def _tellings(plan: Plan, rungs: tuple[Rung, ...], ids: Callable[[Rung], tuple[str, ...]]) -> Tellings:
    after = timedelta(0)
    found: dict[str, dict[str, Telling]] = {}
    behind = named(plan)
    for rung in rungs:
        for id_ in ids(rung):
            for person, on_duty in _behind(behind.get(id_), id_):
                found.setdefault(person, {}).setdefault(on_duty, Telling(after, on_duty))
        after += rung.wait
    return {person: tuple(sorted(ways.values())) for person, ways in found.items()}


def _behind(found: Person | Team | Schedule | None, id_: str) -> list[tuple[str, str]]:
    match found:
        case Team(members=members):
            return [(person, "") for person in members]
        case Schedule() as schedule:
            # Who only stands in is told by their shifts: this is about whose turn it is, week after week.
            return [(person, id_) for person in once(one for turn in schedule.rotations for one in turn.people)]
        case Person():
            return [(id_, "")]
        case _:
            return []
