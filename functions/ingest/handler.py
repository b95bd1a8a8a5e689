"""Turns deliveries from the inbox into mentions, each written once; what can't be read is parked, not lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger
from botocore.exceptions import ClientError

from functions.ingest.reading import Unread, read, told
from shared.codec import CodecError
from shared.config import read_settings
from shared.delivery import Parsed
from shared.inbox import DeadLetters, from_message
from shared.mention import Mention, Tombstone
from shared.store.ledger import Ledger
from shared.store.marks import Marks
from shared.store.mentions import MentionStore
from shared.store.plans import Plans


@dataclass(frozen=True, slots=True)
class Settings:
    mentions_table: str
    ledger_table: str
    inbox_dead_letters_url: str


SETTINGS = read_settings(Settings)
logger = Logger()
mentions = MentionStore(SETTINGS.mentions_table)
plans = Plans(Ledger(SETTINGS.ledger_table))
marks = Marks(SETTINGS.ledger_table)
dead_letters = DeadLetters(SETTINGS.inbox_dead_letters_url)


def handle(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Takes a batch of queue messages and says which of them the queue should give out again."""
    outcomes: Counter[str] = Counter()
    failed: list[str] = []
    for record in event["Records"]:
        try:
            outcomes.update(ingest(record))
        except Exception as error:  # noqa: BLE001  # independent messages: the queue keeps the ones that failed
            logger.error("delivery comes again", extra={"message_id": record["messageId"], "error": _kind(error)})
            failed.append(record["messageId"])
    logger.info("deliveries ingested", extra={"outcomes": dict(outcomes), "failed": len(failed)})
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}


def ingest(record: dict[str, Any]) -> Counter[str]:
    """Keeps all that one delivery holds, parks the delivery where that isn't all, and says what became of its parts."""
    try:
        delivery = from_message(record["body"])
    except CodecError as error:
        return park(record, "unknown", str(error))
    found = read(delivery, plans.in_force())
    if isinstance(found, Unread):
        return park(record, delivery.source, found.reason)
    outcomes = keep(found)
    if outcomes:  # not of a delivery in which there was nothing, or nothing that could be read
        marks.heard(delivery.source, datetime.now(UTC))
    return outcomes + park(record, delivery.source, told(found)) if found.faults else outcomes


def keep(parsed: Parsed) -> Counter[str]:
    """Writes each mention and tombstone. One that fails stops no other, but fails the delivery in the end."""
    outcomes = Counter(f"skipped: {skipped.reason}" for skipped in parsed.skipped)
    errors: list[Exception] = []
    nouns: tuple[Mention | Tombstone, ...] = (*parsed.mentions, *parsed.tombstones)
    for noun in nouns:
        try:
            outcomes[mentions.keep(noun) if isinstance(noun, Mention) else mentions.bury(noun)] += 1
        except Exception as error:  # noqa: BLE001  # independent mentions: told together below
            errors.append(error)
    if errors:
        raise ExceptionGroup("some mentions could not be written", errors)
    return outcomes


def park(record: dict[str, Any], source: str, reason: str) -> Counter[str]:
    dead_letters.park(record["body"], source, reason)
    logger.error("delivery parked", extra={"message_id": record["messageId"], "source": source, "reason": reason})
    return Counter(parked=1)


def _kind(error: BaseException) -> str:
    """What went wrong, without its sentence: AWS quotes the item, and that holds a customer's words."""
    if isinstance(error, ExceptionGroup):
        return ", ".join(sorted({_kind(one) for one in error.exceptions}))
    return str(error.response["Error"]["Code"]) if isinstance(error, ClientError) else type(error).__name__
