"""What comes next for a case by itself, and how its clocks stand: what a person wants to know before they act. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from shared.case import Case, Cause, ClockName
from shared.case_clocks import CALLED
from shared.escalation import step
from shared.plan import Plan
from shared.rungs import Moved, last_rung, names, policy, tell_of, told

ClockState = Literal["running", "late", "stopped", "ran out"]

#: Why somebody is told who is not on the rung.
_BESIDE: dict[Cause, str] = {
    "assigned": "but assigned",
    "asked": "but asked who has it",
    "customer": "but told as the customer wrote again",
}


@dataclass(frozen=True, slots=True)
class Step:
    """The next thing that happens if nobody does anything: when, what, and whom it would tell then (ids)."""

    at: datetime
    what: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of a case. `left` is what it has left, less than nothing where it is late; None where it ran out."""

    name: ClockName
    state: ClockState
    due_at: datetime | None = None
    left: timedelta | None = None


def coming(case: Case, plan: Plan, now: datetime) -> Step | None:
    """None where the case is over: nothing happens any more. What was due already is due now."""
    case = replace(case, echo_at=None)
    at = max(case.due_at or now, now)
    moved = step(case, plan, at)
    if moved is None:
        return None
    return Step(at, _what(case, moved, plan, at), told(moved.case, plan, at))


def clocks(case: Case, now: datetime) -> list[Clock]:
    """The clocks that run, stand or ran out, the most pressing first."""
    due = sorted((at, name) for name, at in case.clocks.running().items())
    found = [Clock(name, "late" if at <= now else "running", at, at - now) for at, name in due]
    if case.clocks.left is not None:
        found.append(Clock("solution", "stopped", left=case.clocks.left))
    return found + [Clock(name, "ran out") for name in dict.fromkeys(case.late)]


def is_late(case: Case, now: datetime) -> bool:
    """Whether a clock of it ran out, once or now."""
    return any(clock.state in ("late", "ran out") for clock in clocks(case, now))


def rung_words(case: Case, plan: Plan, now: datetime) -> str:
    """On which rung a case stands, or why others are told instead, and who that is at this moment."""
    people = ", ".join(plan.name_of(one) for one in told(case, plan, now)) or "nobody who may be told now"
    return (
        f"{rung_name(case, plan)}, {_BESIDE.get(case.cause, 'but told')}: {people}"
        if case.tells
        else f"{rung_name(case, plan)}: {people}"
    )


def rung_name(case: Case, plan: Plan) -> str:
    """Its number as `firebreak escalate --to` takes it, of the last one's, and in which pass."""
    rungs, last = len(policy(case, plan).rungs), last_rung(policy(case, plan))
    if case.rung >= last:
        return f"rung {rungs} of {rungs}, the last resort"
    again = f" in pass {case.rung // rungs + 1}" if case.rung >= rungs else ""
    return f"rung {case.rung % rungs} of {rungs}{again}"


def _what(case: Case, moved: Moved, plan: Plan, at: datetime) -> str:
    after = moved.case
    people = names(plan, after, tell_of(after, plan), at)
    rung = rung_name(after, plan)
    if after.telling == case.telling:
        return f"{people} is told again, as it did not go out yet"
    match after.cause:
        case "asked":
            asks = (
                "whether the customer's answer is still awaited" if case.state == "waiting" else "once more who has it"
            )
            return f"{people} is asked {asks}"
        case "first_answer" | "next_answer" | "solution":
            return f"{CALLED[after.cause]} is late then, and {people} ({rung}) is told"
        case _:
            return f"without an answer {people} ({rung}) is told"
