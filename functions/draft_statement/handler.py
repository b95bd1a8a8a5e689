"""Proposes a statement when a storm is suspected, or confirmed with none proposed yet.

Nothing of it is public until a person approves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger

from functions.draft_statement.draft import draft_of_storm
from shared.codec import convert
from shared.config import read_settings
from shared.events import StormConfirmed, StormSuspected
from shared.store.ledger import Ledger
from shared.store.plans import Plans
from shared.store.statements import StatementStore
from shared.store.storms import StormStore


@dataclass(frozen=True, slots=True)
class Settings:
    storms_table: str
    statements_table: str
    ledger_table: str


SETTINGS = read_settings(Settings)
logger = Logger()
storms = StormStore(SETTINGS.storms_table)
statements = StatementStore(SETTINGS.statements_table)
plans = Plans(Ledger(SETTINGS.ledger_table))


def handle(event: dict[str, Any], _context: object) -> None:
    confirmed = event["detail-type"] == "StormConfirmed"
    said = convert(StormConfirmed, event["detail"]) if confirmed else convert(StormSuspected, event["detail"])
    storm = storms.get(said.storm_id)
    if storm is None or storm.value.state == "dismissed":
        return
    draft = draft_of_storm(storm.value, plans.in_force(), datetime.now(UTC))
    if statements.create(draft):
        logger.info("statement drafted", statement_id=draft.id, storm_id=storm.value.id)
