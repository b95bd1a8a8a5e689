"""What time does to a case: who is next when nobody answers, when an acknowledgement expires, when a clock runs out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from shared.case import Case
from shared.case_clocks import CALLED, breached, overdue, resumed
from shared.plan import Plan
from shared.rungs import TELL_AGAIN, Moved, is_last, names, on_rung, retelling, rung_at, tell_of, to_next_rung

#: After so many tries, whatever stands in the way of a rung's notices, the next rung is told.
TELL_AGAIN_TIMES = 5
#: While the customer's answer is awaited, who has the case is asked this often whether it still is.
WAITING_ASKED_AFTER = timedelta(days=3)
#: And has this long to say so: it is no emergency, and may be a Sunday.
WAITING_ANSWER_WITHIN = timedelta(days=1)


def step(case: Case, plan: Plan, now: datetime) -> Moved | None:
    """What is due for this case; None where nothing is (it was resolved and all know, or its time has not come)."""
    moved = _stepped(case, plan, now)
    if case.echo_at is None or case.echo_at > now:
        return moved
    # Both in one minute: another system that doesn't answer must not keep people from being told.
    again = now + TELL_AGAIN
    if moved is None:
        return Moved(replace(case, echo_at=again), f"told again that it is {case.state}", echoes=True)
    return replace(moved, case=replace(moved.case, echo_at=again), echoes=True)


def _stepped(case: Case, plan: Plan, now: datetime) -> Moved | None:
    """What time asks of people, without the other systems."""
    if case.state == "resolved":
        return None
    clock = overdue(case, now)
    if clock is not None:
        moved, what = to_next_rung(breached(case, clock), plan, now)
        return Moved(replace(moved, cause=clock), f"{CALLED[clock]} is late; {what}", tells=True)
    if case.step_at is None or case.step_at > now:
        return None
    if not case.told and case.retold < TELL_AGAIN_TIMES:
        again = replace(case, step_at=now + TELL_AGAIN, retold=case.retold + 1)
        return Moved(again, f"told again ({names(plan, case, tell_of(case, plan), now)})", tells=True)
    match case.state:
        case "acknowledged" if case.asked_at is None:
            return _ask(case, now, f"asked again; the acknowledgement by {case.acknowledged_by} is as old as it may be")
        case "waiting" if case.asked_at is None:
            return _ask(case, now, f"asked whether the customer's answer is still awaited: {case.acknowledged_by}")
        case _:
            return _unanswered(case, plan, now)


def wait_of(case: Case, plan: Plan) -> timedelta:
    """How long after it was told a telling waits for an answer."""
    if case.state == "waiting":
        return WAITING_ASKED_AFTER if case.asked_at is None else WAITING_ANSWER_WITHIN
    if case.cause == "asked":
        return plan.cases.answer_within
    if case.state == "acknowledged":
        return plan.cases.ask_after
    return rung_at(case, plan, case.rung).wait


def _ask(case: Case, now: datetime, what: str) -> Moved:
    asked = replace(case, cause="asked", tells=(case.acknowledged_by or case.owner,), asked_at=now)
    return Moved(retelling(asked, now), what, tells=True)


def _unanswered(case: Case, plan: Plan, now: datetime) -> Moved:
    if case.state != "open":
        # A clock that stood for the customer runs again, for whoever gets the case.
        moved, what = to_next_rung(resumed(case, plan, now, by_customer=False), plan, now)
        over = "the acknowledgement" if case.state == "acknowledged" else "the word that it waits for the customer"
        return Moved(moved, f"{over} by {case.acknowledged_by} has expired; {what}", tells=True)
    if is_last(case, plan):
        last = on_rung(case, case.rung, now)
        return Moved(last, f"no answer; the last resort is told again: {plan.name_of(plan.last_resort)}", tells=True)
    moved, what = to_next_rung(case, plan, now)
    return Moved(moved, f"no answer; {what}", tells=True)
