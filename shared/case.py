"""A case: work that a person owns, one mention or many that belong together."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from shared.verdict import Priority

CaseState = Literal["open", "acknowledged", "waiting", "resolved"]
ClockName = Literal["first_answer", "next_answer", "solution"]
#: Why people are told: a rung was reached (by time, by hand, or because a clock ran out), somebody was named, who
#: acknowledged is asked again, the customer wrote again, or the storm became a crisis.
Cause = Literal["rung", "by_hand", "first_answer", "next_answer", "solution", "assigned", "asked", "customer", "crisis"]


@dataclass(frozen=True, slots=True)
class Clocks:
    """By when the customer is to be answered, answered again, and helped; None where that clock does not run.

    `left` is what the solution's clock had left when it was stopped, because the customer's answer is awaited.
    """

    first_answer: datetime | None = None
    next_answer: datetime | None = None
    solution: datetime | None = None
    left: timedelta | None = None

    def running(self) -> dict[ClockName, datetime]:
        named: dict[ClockName, datetime | None] = {
            "first_answer": self.first_answer,
            "next_answer": self.next_answer,
            "solution": self.solution,
        }
        return {name: at for name, at in named.items() if at is not None}


@dataclass(frozen=True, slots=True)
class Case:
    """`rung` counts from 0, through all passes of its escalation; past the last of them it is the last resort's.

    `telling` counts how often people were to be told anew; each telling's notices are claimed once. `told` is false
    from the moment it begins until its notices are out, `retold` counts the further tries. `cause` is why; `tells` are
    the ids of who is told instead of the rung's people. `step_at` is when the escalation next needs a step, `echo_at`
    when other systems that keep the case are to be told of its state (None: needless, or done).
    `revision` counts writes: a writer who read an older one loses the race.
    """

    id: str
    brand: str
    instance: str
    priority: Priority
    title: str
    state: CaseState
    plan_version: int
    opened_at: datetime
    owner: str
    rung: int
    told: bool
    step_at: datetime | None
    reasons: tuple[str, ...]
    first_mention: str | None = None
    storm_id: str | None = None
    mentions: int = 0
    since: datetime | None = None
    acknowledged_by: str | None = None
    acknowledged_at: datetime | None = None
    resolved_by: str | None = None
    resolved_at: datetime | None = None
    root_cause: str | None = None
    retold: int = 0
    telling: int = 0
    cause: Cause = "rung"
    tells: tuple[str, ...] = ()
    asked_at: datetime | None = None
    clocks: Clocks = field(default_factory=Clocks)
    answered_at: datetime | None = None
    late: tuple[ClockName, ...] = ()
    waiting_since: datetime | None = None
    merged_into: str | None = None
    escalation: str | None = None
    echo_at: datetime | None = None
    revision: int = 0

    @property
    def due_at(self) -> datetime | None:
        """When the case next needs a step, whichever; None: never, as it stands."""
        times = [at for at in (self.step_at, self.echo_at, *self.clocks.running().values()) if at is not None]
        return min(times, default=None)


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of a log that only grows: who did what, when and why."""

    who: str
    what: str
    when: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """One message to one person by one way, for one telling of one case. `tries` counts those that failed so far."""

    case_id: str
    telling: int
    person: str
    way: str
    sent_at: datetime | None = None
    failed: str | None = None
    tries: int = 0

    @property
    def key(self) -> str:
        return f"{self.telling:03d}#{self.person}#{self.way}"


def case_id(of: str) -> str:
    """The key of a case: the storm or the first mention that it is about."""
    return "case-" + hashlib.sha256(of.encode()).hexdigest()[:10]
