"""The response clocks of a case: by when the customer is answered, answered again, and helped. Pure.

A clock stops while the customer's own answer is awaited, and may be over the moment it goes on.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from shared.case import Case, ClockName, Clocks
from shared.plan import Instance, Plan
from shared.working_time import after, between

CALLED: dict[ClockName, str] = {
    "first_answer": "the first answer",
    "next_answer": "the next answer",
    "solution": "the solution",
}


def started(instance: Instance, plan: Plan, now: datetime) -> Clocks:
    """The clocks of a case that is opened now."""
    solution = None if instance.solution is None else after(now, instance.solution, plan.company, instance.clock)
    return Clocks(first_answer=after(now, instance.first_answer, plan.company, instance.clock), solution=solution)


def answered(case: Case, now: datetime) -> Case:
    """The customer has an answer, be it that we are at work on it."""
    clocks = replace(case.clocks, first_answer=None, next_answer=None)
    return replace(case, clocks=clocks, answered_at=now)


def stopped(case: Case, plan: Plan, now: datetime) -> Case:
    """The customer's answer is awaited: what the solution has left is kept."""
    due_at = case.clocks.solution
    if due_at is None:
        return case
    company, clock = plan.company, plan.instance(case.instance).clock
    left = between(min(now, due_at), due_at, company, clock)
    return replace(case, clocks=replace(case.clocks, solution=None, left=left))


def resumed(case: Case, plan: Plan, now: datetime, *, by_customer: bool) -> Case:
    """The clocks go on; where the customer wrote again, that of the next answer begins."""
    company, instance, clocks = plan.company, plan.instance(case.instance), case.clocks
    if clocks.left is not None:
        clocks = replace(clocks, solution=after(now, clocks.left, company, instance.clock), left=None)
    asks = by_customer and case.answered_at is not None and clocks.next_answer is None
    if asks and instance.next_answer is not None:
        clocks = replace(clocks, next_answer=after(now, instance.next_answer, company, instance.clock))
    return replace(case, clocks=clocks)


def overdue(case: Case, now: datetime) -> ClockName | None:
    """The clock that ran out first, of those that run."""
    over = [(at, name) for name, at in case.clocks.running().items() if at <= now]
    return min(over)[1] if over else None


def breached(case: Case, clock: ClockName) -> Case:
    """That clock is over, and is not told again; only when it begins anew."""
    return replace(case, clocks=replace(case.clocks, **{clock: None}), late=(*case.late, clock))
