"""The rungs of a case: which it stands on, who that is at this moment, and which is next. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.case import Case
from shared.on_call import people_of, reachable
from shared.plan import OWNER, Escalation, Plan, Rung

#: Until its notices are out, a telling is due again after so long.
TELL_AGAIN = timedelta(minutes=1)
#: Once all rungs are through, the last resort is told again this often, on and on: never silence.
LAST_RESORT_AGAIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Moved:
    """A case after a move, and the line for its log. `tells`: people are to be told; `echoes`: other systems, too."""

    case: Case
    what: str
    why: str = ""
    tells: bool = False
    echoes: bool = False


def policy(case: Case, plan: Plan) -> Escalation:
    return plan.escalation(case.instance, case.escalation)


def last_rung(of: Escalation) -> int:
    """The number of the last resort's rung: the one after all passes."""
    return len(of.rungs) * (of.repeat + 1)


def rung_at(case: Case, plan: Plan, number: int) -> Rung:
    """The rung of that number; past the end it is the last resort's, with the longer wait."""
    of = policy(case, plan)
    if number < last_rung(of):
        return _owned(of.rungs[number % len(of.rungs)], case, plan)
    waits = [rung.wait for rung in of.rungs[-1:]]
    return Rung((plan.last_resort,), max(*waits, LAST_RESORT_AGAIN) if waits else LAST_RESORT_AGAIN)


def _owned(rung: Rung, case: Case, plan: Plan) -> Rung:
    """The word `owner` means who owns the case, also where that is somebody else by now."""
    if OWNER not in rung.tell or plan.named(case.owner) is None:
        return rung
    return replace(rung, tell=tuple(case.owner if one == OWNER else one for one in rung.tell))


def is_last(case: Case, plan: Plan) -> bool:
    return not case.tells and case.rung >= last_rung(policy(case, plan))


def tell_of(case: Case, plan: Plan) -> tuple[str, ...]:
    """Ids of whom this telling is for, as the plan has them: people, teams, schedules, `owner`, `backups`."""
    return case.tells or rung_at(case, plan, case.rung).tell


def told(case: Case, plan: Plan, now: datetime) -> tuple[str, ...]:
    """Ids of the people whom this telling is for, as they are on duty and to be reached at this moment."""
    return reachable(plan, tell_of(case, plan), case.instance, case.priority, now)


def names(plan: Plan, case: Case, tell: tuple[str, ...], now: datetime) -> str:
    """Who stands behind those ids now, for a log or a notice."""
    found = [plan.name_of(person) for person in people_of(plan, tell, case.instance, now)]
    return ", ".join(found) or ", ".join(plan.name_of(one) for one in tell)


def to_next_rung(case: Case, plan: Plan, now: datetime) -> tuple[Case, str]:
    """The case on the next rung that reaches anybody, open again, and what was done in words.

    A rung with nobody on duty is passed over at once and told. No more than one pass of them is: then it is the last
    resort's turn.
    """
    of = policy(case, plan)
    last = last_rung(of)
    number, skipped = case.rung + 1, 0
    words: list[str] = []
    while number < last and not reachable(plan, rung_at(case, plan, number).tell, case.instance, case.priority, now):
        labels = ", ".join(plan.name_of(one) for one in rung_at(case, plan, number).tell)
        words.append(f"{called(number, of)} ({labels}) has nobody to be reached now, and is passed over")
        number, skipped = number + 1, skipped + 1
        if skipped == len(of.rungs):
            number = last
    number = min(number, last)
    words.append(f"on to {called(number, of)}: {names(plan, case, rung_at(case, plan, number).tell, now)}")
    return on_rung(case, number, now), "; ".join(words)


def on_rung(case: Case, number: int, now: datetime) -> Case:
    """Open, with that rung to be told; whoever had acknowledged has it no more."""
    opened = replace(case, state="open", rung=number, cause="rung", tells=(), asked_at=None, waiting_since=None)
    return retelling(replace(opened, acknowledged_by=None, acknowledged_at=None), now)


def retelling(case: Case, now: datetime) -> Case:
    """A new telling begins."""
    return replace(case, telling=case.telling + 1, told=False, retold=0, step_at=now + TELL_AGAIN)


def called(number: int, of: Escalation) -> str:
    """`rung 1`, counted as `firebreak escalate --to` takes it, and from the second pass on with its pass."""
    if number >= last_rung(of):
        return "the last resort"
    again = f" in pass {number // len(of.rungs) + 1}" if number >= len(of.rungs) else ""
    return f"rung {number % len(of.rungs)}{again}"
