"""Brings the status page to what the statements and the plan say, and tells the bus of each new word on it.

Started by the Statements table's stream and by a new plan; each minute it finishes what died half way, and says on the
page that a promise has become late.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger

from functions.publish_statement.bucket import Bucket
from functions.publish_statement.publishing import Publisher
from shared.bus import Bus
from shared.codec import decode
from shared.config import read_settings
from shared.events import PlanPublished
from shared.statement import Statement
from shared.store.ledger import Ledger, NoPlanError
from shared.store.marks import Marks
from shared.store.statements import StatementStore


@dataclass(frozen=True, slots=True)
class Settings:
    statements_table: str
    ledger_table: str
    site_bucket: str
    bus_name: str
    door_url: str


SETTINGS = read_settings(Settings)
logger = Logger()
marks = Marks(SETTINGS.ledger_table)
publisher = Publisher(
    statements=StatementStore(SETTINGS.statements_table),
    ledger=Ledger(SETTINGS.ledger_table),
    bucket=Bucket(SETTINGS.site_bucket),
    bus=Bus(SETTINGS.bus_name),
    door=SETTINGS.door_url or None,
)


def handle(event: dict[str, Any], _context: object) -> dict[str, int]:
    now = datetime.now(UTC)
    done = publish(event, now)
    if is_tick(event):
        marks.ran("publish_statement", now)
    return done


def is_tick(event: dict[str, Any]) -> bool:
    """Whether the minute's schedule called: Scheduler sends something that looks like an event, too."""
    return "Records" not in event and not has_new_plan(event)


def has_new_plan(event: dict[str, Any]) -> bool:
    return event.get("detail-type") == PlanPublished.__name__


def publish(event: dict[str, Any], now: datetime) -> dict[str, int]:
    said = streamed(event)
    try:
        if not said and not has_new_plan(event) and publisher.settled(now):
            return {"written": 0, "told": 0}
        done = publisher.publish(said, now)
    except NoPlanError:
        logger.warning("no plan is in force, so there is no page to write")
        return {"written": 0, "told": 0}
    logger.info("page written", objects=done.written, words=done.told, statements=done.statements, looks=done.looks)
    return {"written": done.written, "told": done.told}


def streamed(event: dict[str, Any]) -> list[Statement]:
    """The public statements in a batch of the stream: the index may not have them yet."""
    images = (record["dynamodb"].get("NewImage") for record in event.get("Records", []))
    return [one for image in images if image and (one := decode(Statement, image["doc"]["S"])).public]
