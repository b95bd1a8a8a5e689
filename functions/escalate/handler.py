"""Each minute: every case and every promise whose step is due moves one step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger

from shared.acting import Acting
from shared.bus import Bus
from shared.case import Case
from shared.config import read_settings
from shared.escalation import step
from shared.events import BundleDue, PromiseDue
from shared.plan import Plan
from shared.promise import BY_ITSELF_BEFORE, speaks_by_itself, timed
from shared.promise import step as promise_step
from shared.statement import Statement
from shared.statement_moves import Refused
from shared.statement_room import unkeepable
from shared.statement_speech import BY_ITSELF, say_nothing_new
from shared.store.cases import CaseStore
from shared.store.held import HeldStore
from shared.store.items import LostRaceError
from shared.store.ledger import Ledger
from shared.store.marks import Marks
from shared.store.plans import Plans
from shared.store.statements import StatementStore


@dataclass(frozen=True, slots=True)
class Settings:
    cases_table: str
    statements_table: str
    ledger_table: str
    bus_name: str


#: As many cases move in a minute, the longest overdue first: they fit into the function's time.
DUE_A_MINUTE = 1000

SETTINGS = read_settings(Settings)
logger = Logger()
cases = CaseStore(SETTINGS.cases_table)
statements = StatementStore(SETTINGS.statements_table)
plans = Plans(Ledger(SETTINGS.ledger_table))
bus = Bus(SETTINGS.bus_name)
marks = Marks(SETTINGS.ledger_table)
held = HeldStore(SETTINGS.cases_table)
acting = Acting(cases, plans, bus)


def handle(_event: dict[str, Any], _context: object) -> dict[str, int]:
    """Raises an ExceptionGroup, after all were tried, where any step failed."""
    now = datetime.now(UTC)
    errors: list[Exception] = []
    due_cases, due_statements, due_people = cases.due(now, DUE_A_MINUTE), statements.due(now), held.due(now)
    for case in due_cases:
        try:
            escalate(case, now)
        except LostRaceError:
            logger.info("the case moved on by itself", case_id=case.id)
        except Exception as error:  # noqa: BLE001  # independent cases: told together below
            errors.append(error)
    for statement in due_statements:
        try:
            remind(statement, now)
        except LostRaceError:
            logger.info("the statement moved on by itself", statement_id=statement.id)
        except Exception as error:  # noqa: BLE001  # independent statements: told together below
            errors.append(error)
    if due_people:
        try:
            bus.publish([BundleDue(person) for person in due_people])
        except Exception as error:  # noqa: BLE001  # they stay due
            errors.append(error)
    if errors:
        raise ExceptionGroup("some due steps failed", errors)
    marks.ran("escalate", now)
    return {"cases": len(due_cases), "promises": len(due_statements)}


def escalate(case: Case, now: datetime) -> None:
    """The move is kept before it is told; one that is kept but not told is told again a minute later."""
    moved = step(case, plans.version(case.plan_version), now)
    if moved is None:
        return
    acting.keep(moved, "firebreak", now)
    logger.info("escalated", case_id=case.id, rung=moved.case.rung, cause=moved.case.cause)


def remind(statement: Statement, now: datetime) -> None:
    """Told before the step is kept: a crash between the two tells it again, and its notices are claimed."""
    plan = plans.in_force()
    if spoke_by_itself(statement, plan, now):
        return
    moved = promise_step(statement, plan, now)
    if moved is None:
        # Nothing is due by the plan that is in force now; by an older one it was.
        if timed(statement, plan) != statement:
            statements.save(timed(statement, plan))
        return
    bus.publish([PromiseDue(statement_id=statement.id, rung=statement.due_rung)])
    statements.save(moved)
    logger.info("promise due", statement_id=statement.id, rung=statement.due_rung)


def spoke_by_itself(statement: Statement, plan: Plan, now: datetime) -> bool:
    """Says the "nothing new yet" that a person approved ahead, where the plan lets it, just before the time is over."""
    promise = statement.promise
    if promise is None or promise.next_update_at is None or now < promise.next_update_at - BY_ITSELF_BEFORE:
        return False
    if not speaks_by_itself(statement, plan):
        return False
    said = say_nothing_new(statement, BY_ITSELF, now, plan)
    if isinstance(said, Refused) or unkeepable(said) is not None:
        logger.warning("nothing was said by itself", statement_id=statement.id)
        return False
    statements.save(said)
    logger.info("nothing new was said by itself", statement_id=statement.id, word=said.updates[-1].number)
    return True
