"""What people do to a case, as values: a case and a deed in, the case after it or a no with its reason out. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from shared.case import Case, Clocks
from shared.case_clocks import answered, resumed, stopped
from shared.escalation import WAITING_ASKED_AFTER
from shared.plan import Plan
from shared.rungs import TELL_AGAIN, Moved, last_rung, names, on_rung, policy, retelling, rung_at, to_next_rung
from shared.statement_moves import Refused

#: Characters of a note or a root cause; more belongs into a document that it can name.
MOST_WORDS = 2000


def acknowledge(case: Case, who: str, now: datetime, plan: Plan) -> Moved | Refused:
    """Nobody further is told, until it expires. Who has it says so again when asked; another has to take it over."""
    over = _over(case)
    if over is not None:
        return over
    if case.state in ("acknowledged", "waiting") and case.acknowledged_by != who:
        return Refused(
            f"{case.id} was acknowledged by {case.acknowledged_by} at {_clock(case.acknowledged_at)}; "
            f"to take it over: firebreak reassign {case.id} --to {who}"
        )
    what = "acknowledged" if case.acknowledged_by != who or case.state == "open" else "acknowledged again"
    held = replace(
        _settled(case, now + plan.cases.ask_after), state="acknowledged", acknowledged_by=who, acknowledged_at=now
    )
    if case.state == "waiting":
        held = resumed(held, plan, now, by_customer=False)
    return _echoed(held, plan, now, what)


def answer(case: Case, who: str, now: datetime, plan: Plan, why: str = "") -> Moved | Refused:
    """The customer was answered; whoever says so has the case."""
    over = _over(case)
    if over is not None:
        return over
    told = answered(case, now)
    if case.state == "waiting":
        return Moved(told, "answered the customer", why)
    # It is at work on it: who was asked about that has said so, too.
    held = _settled(told, now + plan.cases.ask_after)
    if case.state == "acknowledged":
        return Moved(held, "answered the customer", why)
    held = replace(held, state="acknowledged", acknowledged_by=who, acknowledged_at=now)
    return _echoed(held, plan, now, "answered the customer", why)


def wait(case: Case, who: str, now: datetime, plan: Plan, why: str = "") -> Moved | Refused:
    """The customer was answered and has to answer us: until then the solution's clock stands."""
    over = _over(case)
    if over is not None:
        return over
    if case.state == "waiting" and case.asked_at is None:
        return Refused(f"{case.id} waits for the customer already, since {_clock(case.waiting_since)}")
    waiting = replace(
        _settled(stopped(answered(case, now), plan, now), now + WAITING_ASKED_AFTER),
        state="waiting",
        waiting_since=case.waiting_since or now,
        acknowledged_by=who if case.state == "open" else case.acknowledged_by,
        acknowledged_at=now if case.state == "open" else case.acknowledged_at,
    )
    return _echoed(waiting, plan, now, "waits for the customer", why)


def wrote_again(case: Case, plan: Plan, now: datetime) -> Moved | None:
    """The customer wrote once more: who has the case is told, and its clocks go on. None where that changes nothing."""
    if case.state == "resolved" or (case.state != "waiting" and case.answered_at is None):
        return None
    if case.state != "waiting" and case.clocks.next_answer is not None:
        return None  # told of it already, and not answered yet
    if case.state == "open":
        # Its rungs are being told anyway; the clock of its next answer begins.
        return Moved(resumed(case, plan, now, by_customer=True), "the customer wrote again")
    held = resumed(replace(case, state="acknowledged", waiting_since=None), plan, now, by_customer=True)
    told = replace(held, cause="customer", tells=(case.acknowledged_by or case.owner,), asked_at=None)
    return Moved(retelling(told, now), "the customer wrote again", tells=True)


def resolve(case: Case, who: str, now: datetime, root_cause: str, plan: Plan) -> Moved | Refused:
    """Ends a case, with the fault on the ground that was behind it. It never escalates again."""
    over = _over(case)
    if over is not None:
        return over
    cause = root_cause.strip()
    if not cause:
        return Refused("a case ends with its root cause; say what was behind it")
    if len(cause) > MOST_WORDS:
        return Refused(f"a root cause has at most {MOST_WORDS:,} characters; say it shorter")
    ended = replace(ended_case(case), resolved_by=who, resolved_at=now, root_cause=cause)
    return _echoed(ended, plan, now, "resolved", cause)


def ended_case(case: Case) -> Case:
    return replace(
        case, state="resolved", told=True, tells=(), step_at=None, clocks=Clocks(), asked_at=None, waiting_since=None
    )


def reassign(
    case: Case, to: str, now: datetime, plan: Plan, why: str = "", newest: Plan | None = None
) -> Moved | Refused:
    """Somebody else owns it from now on, and is told at once; where they are silent, the first back-up is next.

    They may have come into the plan after the case began: then only the `newest` one knows them.
    """
    over = _over(case)
    if over is not None:
        return over
    known = next((one for one in (plan, newest) if one is not None and one.named(to) is not None), None)
    if known is None:
        return Refused(f"no person, team or schedule {to!r} in the plan; see: firebreak plan show")
    if case.owner == to and case.acknowledged_by in (to, None):
        return Refused(f"{case.id} is {known.name_of(to)}'s already")
    taken = on_rung(replace(_going_on(case, plan, now), owner=to), 0, now)
    moved = replace(taken, cause="assigned", tells=(to,))
    return Moved(moved, f"reassigned from {plan.name_of(case.owner)} to {known.name_of(to)}", why, tells=True)


def escalate(
    case: Case, now: datetime, plan: Plan, *, to: int | None = None, as_of: int | None = None, why: str = ""
) -> Moved | Refused:
    """The next rung is told at once, or that of the number `to`, whoever has acknowledged.

    `as_of` is the telling that the person was looking at: what has moved on meanwhile is not moved twice.
    """
    over = _over(case)
    if over is not None:
        return over
    if as_of is not None and as_of != case.telling:
        return Refused(f"{case.id} has been escalated, or told anew, since you were told; look at it again")
    of = policy(case, plan)
    case = _going_on(case, plan, now)
    if to is None:
        moved, what = to_next_rung(case, plan, now)
    elif 0 <= to <= len(of.rungs):
        number = last_rung(of) if to == len(of.rungs) else to
        moved = on_rung(case, number, now)
        what = f"to rung {to}: {names(plan, case, rung_at(case, plan, number).tell, now)}"
    else:
        return Refused(f"rung {to} is none of 0 to {len(of.rungs)}; the last of them is the last resort's")
    return Moved(replace(moved, cause="by_hand"), f"escalated by hand; {what}", why, tells=True)


def crisis(case: Case, plan: Plan, why: str, now: datetime) -> Moved | None:
    """The storm is a crisis by the plan's rules: from here on its own escalation holds, from the top."""
    rules = plan.crisis
    if rules is None or case.state == "resolved" or case.escalation == rules.escalation:
        return None
    moved = on_rung(replace(_going_on(case, plan, now), escalation=rules.escalation), -1, now)
    stepped, what = to_next_rung(replace(moved, telling=case.telling), plan, now)
    return Moved(replace(stepped, cause="crisis"), f"a crisis by the plan; {what}", why, tells=True)


def merge(case: Case, who: str, into: Case, now: datetime, plan: Plan) -> Moved | Refused:
    """The case ends as a part of another, which has its mentions from now on."""
    over = _over(case)
    if over is not None:
        return over
    if into.id == case.id:
        return Refused(f"{case.id} can't be merged into itself")
    if into.state == "resolved":
        return Refused(f"{into.id} is resolved; merge into one that is open")
    ended = replace(
        ended_case(case), merged_into=into.id, resolved_by=who, resolved_at=now, root_cause=f"merged into {into.id}"
    )
    return _echoed(ended, plan, now, f"merged into {into.id}")


def note(case: Case, words: str) -> Moved | Refused:
    """A line in its log."""
    if not words.strip():
        return Refused("the note is empty; say what the next person should know")
    if len(words) > MOST_WORDS:
        return Refused(f"a note has at most {MOST_WORDS:,} characters; say it shorter")
    return Moved(case, "noted", words.strip())


def _over(case: Case) -> Refused | None:
    if case.state != "resolved":
        return None
    if case.merged_into is not None:
        return Refused(f"{case.id} was merged into {case.merged_into} by {case.resolved_by}; look there")
    return Refused(f"{case.id} was resolved by {case.resolved_by} already, at {_clock(case.resolved_at)}")


def _going_on(case: Case, plan: Plan, now: datetime) -> Case:
    """No more waiting for the customer: a clock that stood runs again, for whoever gets the case."""
    return resumed(case, plan, now, by_customer=False)


def _settled(case: Case, step_at: datetime) -> Case:
    """Nothing that waits to be sent is sent; the next step has its own time."""
    return replace(case, told=True, retold=0, tells=(), asked_at=None, waiting_since=None, step_at=step_at)


def _echoed(case: Case, plan: Plan, now: datetime, what: str, why: str = "") -> Moved:
    """Kept until those who keep the case elsewhere were told: a crash between the two would leave them calling."""
    echoes = any(person.pagerduty or person.webhook for person in plan.people)
    return Moved(replace(case, echo_at=now + TELL_AGAIN) if echoes else case, what, why, echoes=echoes)


def _clock(at: datetime | None) -> str:
    return f"{at:%H:%M} UTC" if at is not None else "an unknown time"
