"""Renders the status page from the statements and writes what changed, whenever a statement or the plan changes.

Started by the Statements table's stream, so a statement that was kept gets out, however often it takes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger

from functions.publish_statement.bucket import write
from functions.publish_statement.site import render
from shared.codec import decode
from shared.config import read_settings
from shared.statement import Statement
from shared.store.ledger import Ledger, NoPlanError
from shared.store.statements import StatementStore


@dataclass(frozen=True, slots=True)
class Settings:
    statements_table: str
    ledger_table: str
    site_bucket: str


#: While statements keep changing, the next change starts this function again anyway.
ROUNDS = 5

SETTINGS = read_settings(Settings)
logger = Logger()
statements = StatementStore(SETTINGS.statements_table)
ledger = Ledger(SETTINGS.ledger_table)


def handle(event: dict[str, Any], _context: object) -> dict[str, int]:
    """The whole site each time: a publish that died half way is finished by the next."""
    shown, written = newest([*statements.listed(), *streamed(event)]), 0
    for _ in range(ROUNDS):
        try:
            plan = ledger.plan()
        except NoPlanError:
            logger.warning("no plan is in force, so there is no page to write")
            return {"written": 0}
        written += len(write(SETTINGS.site_bucket, render(list(shown.values()), plan, datetime.now(UTC))))
        # Of two renderings at once the older may be written last: whoever wrote looks again, and so the newest stays.
        before, shown = shown, newest([*statements.listed(), *shown.values()])
        if shown == before and ledger.plan_version() == plan.version:
            break
    logger.info("page written", objects=written, statements=sum(s.public for s in shown.values()))
    return {"written": written}


def streamed(event: dict[str, Any]) -> list[Statement]:
    """The statements in a batch of the stream: the index that `listed` reads may not have them yet."""
    images = (record["dynamodb"].get("NewImage") for record in event.get("Records", []))
    return [decode(Statement, image["doc"]["S"]) for image in images if image]


def newest(found: list[Statement]) -> dict[str, Statement]:
    """Each statement once, by its id, in its newest revision."""
    by_id: dict[str, Statement] = {}
    for statement in found:
        if statement.id not in by_id or by_id[statement.id].revision < statement.revision:
            by_id[statement.id] = statement
    return by_id
