"""A case: work that a person owns, one mention or many that belong together."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

CaseState = Literal["open", "acknowledged", "resolved"]


@dataclass(frozen=True, slots=True)
class Case:
    """`rung` counts from 0. `told` is false from the moment a rung is reached until its notices are out;
    `retold` counts the further tries.

    `due_at` is when the case next needs a step (None: none is due). `revision` counts writes: a writer who read an
    older one loses the race.
    """

    id: str
    brand: str
    instance: str
    priority: str
    title: str
    state: CaseState
    plan_version: int
    opened_at: datetime
    owner: str
    rung: int
    told: bool
    due_at: datetime | None
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
    revision: int = 0


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of a log that only grows: who did what, when and why."""

    who: str
    what: str
    when: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """One message to one person by one way, for one rung of one case."""

    case_id: str
    rung: int
    person: str
    way: str
    sent_at: datetime | None = None
    failed: str | None = None

    @property
    def key(self) -> str:
        return f"{self.rung:03d}#{self.person}#{self.way}"


def case_id(of: str) -> str:
    """The key of a case: the storm or the first mention that it is about."""
    return "case-" + hashlib.sha256(of.encode()).hexdigest()[:10]
