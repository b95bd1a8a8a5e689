"""What happened in a drill, as values: the report is made of these and of nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from infra.drill.doors import Done
from infra.drill.mailroom import Sent
from infra.drill.scenario import Scenario
from shared.case import Case, Cause, LogEntry, Notice
from shared.plan import Plan
from shared.statement import Statement
from shared.storm import Storm


@dataclass(frozen=True, slots=True)
class TellingSeen:
    """A telling of a case as it was first seen: on which rung, whether that is the last resort's, and why."""

    number: int
    rung: int
    last: bool
    cause: Cause


@dataclass(frozen=True, slots=True)
class CaseFacts:
    case: Case
    log: tuple[LogEntry, ...]
    notices: tuple[Notice, ...]
    tellings: tuple[TellingSeen, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """`failed` and `given_up` name functions; `posted` is when each mention came, and of which brand."""

    scenario: Scenario
    plan: Plan
    zone: ZoneInfo
    started_at: datetime
    ended_at: datetime
    cases: tuple[CaseFacts, ...]
    storms: tuple[Storm, ...]
    statements: tuple[Statement, ...]
    sent: tuple[Sent, ...]
    done: tuple[Done, ...]
    posted: tuple[tuple[datetime, str], ...]
    failed: tuple[str, ...]
    given_up: tuple[str, ...]
