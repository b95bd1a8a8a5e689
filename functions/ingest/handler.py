"""Turns deliveries from the inbox into mentions, each written once; what can't be read is parked, not lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger
from botocore.exceptions import ClientError

from functions.ingest.reading import Unread, is_word, keeping_of, listened_to, read, told, unfetchable
from shared.codec import CodecError
from shared.config import read_settings
from shared.delivery import Delivery, Parsed
from shared.inbox import DeadLetters, WantedQueue, from_message, wanted_in
from shared.keeping import Keeping
from shared.mention import Mention, Tombstone
from shared.store.ledger import Ledger
from shared.store.marks import Marks
from shared.store.mentions import Kept, MentionStore
from shared.store.plans import Plans

#: A hostile feed of the largest size takes 6 to 9 seconds to read.
LEAST_MILLISECONDS = 15_000


@dataclass(frozen=True, slots=True)
class Settings:
    mentions_table: str
    ledger_table: str
    inbox_dead_letters_url: str
    wanted_queue_url: str


SETTINGS = read_settings(Settings)
logger = Logger()
mentions = MentionStore(SETTINGS.mentions_table)
plans = Plans(Ledger(SETTINGS.ledger_table))
marks = Marks(SETTINGS.ledger_table)
dead_letters = DeadLetters(SETTINGS.inbox_dead_letters_url)
wanted_queue = WantedQueue(SETTINGS.wanted_queue_url)


def handle(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Takes a batch of queue messages and says which of them the queue should give out again."""
    outcomes: Counter[str] = Counter()
    failed: list[str] = []
    paused = frozenset(marks.paused(datetime.now(UTC)))
    for place, record in enumerate(event["Records"]):
        if place and not in_time(context):
            failed += [late["messageId"] for late in event["Records"][place:]]
            logger.warning("the rest of the batch comes again", extra={"left": len(event["Records"]) - place})
            break
        try:
            outcomes.update(ingest(record, paused))
        except Exception as error:  # noqa: BLE001  # independent messages: the queue keeps the ones that failed
            logger.error("delivery comes again", extra={"message_id": record["messageId"], "error": _kind(error)})
            failed.append(record["messageId"])
    logger.info("deliveries ingested", extra={"outcomes": dict(outcomes), "failed": len(failed)})
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}


def in_time(context: object) -> bool:
    """Whether the slowest delivery there is could still be read: else those that were read would come again with it."""
    left: Callable[[], int] | None = getattr(context, "get_remaining_time_in_millis", None)
    return left is None or left() > LEAST_MILLISECONDS


def ingest(record: dict[str, Any], paused: frozenset[str]) -> Counter[str]:
    """Keeps all that one delivery holds, parks the delivery where that isn't all, and says what became of its parts."""
    try:
        delivery = from_message(record["body"])
    except CodecError as error:
        return park(record, "unknown", str(error))
    source = listened_to(delivery, plans.in_force(), paused)
    if isinstance(source, Unread):
        return park(record, delivery.source, source.reason)
    if delivery.how == "wanted":
        return pass_on(record, delivery)
    found = read(delivery, source)
    if isinstance(found, Unread):
        return park(record, delivery.source, found.reason)
    outcomes = keep(found, keeping_of(delivery.platform, plans.in_force()))
    if is_word(delivery, outcomes):
        marks.heard(delivery.source, datetime.now(UTC))
    return outcomes + park(record, delivery.source, told(found)) if found.faults else outcomes


def pass_on(record: dict[str, Any], delivery: Delivery) -> Counter[str]:
    """Puts back into its own queue what was given up there, and is redriven."""
    unfit = unfetchable(delivery)
    if unfit is not None:
        return park(record, delivery.source, unfit.reason)
    try:
        wanted_queue.put(wanted_in(delivery))
    except CodecError as error:
        return park(record, delivery.source, str(error))
    return Counter(wanted=1)


def keep(parsed: Parsed, keeping: Keeping) -> Counter[str]:
    """Writes each mention and tombstone, then has fetched what is only named.

    One that fails stops no other, but fails the delivery in the end.
    """
    outcomes = Counter(f"skipped: {skipped.reason}" for skipped in parsed.skipped)
    errors: list[Exception] = []
    nouns: tuple[Mention | Tombstone, ...] = (*parsed.mentions, *parsed.tombstones)
    for noun in nouns:
        try:
            outcomes[write(noun, keeping)] += 1
        except Exception as error:  # noqa: BLE001  # independent mentions: told together below
            errors.append(error)
    if errors:
        raise ExceptionGroup("some mentions could not be written", errors)
    for wanted in parsed.wanted:
        wanted_queue.put(wanted)
        outcomes["wanted"] += 1
    return outcomes


def write(noun: Mention | Tombstone, keeping: Keeping) -> Kept:
    return mentions.keep(noun, keeping) if isinstance(noun, Mention) else mentions.bury(noun, keeping)


def park(record: dict[str, Any], source: str, reason: str) -> Counter[str]:
    dead_letters.park(record["body"], source, reason)
    logger.error("delivery parked", extra={"message_id": record["messageId"], "source": source, "reason": reason})
    return Counter(parked=1)


def _kind(error: BaseException) -> str:
    """What went wrong, without its sentence: AWS quotes the item, and that holds a customer's words."""
    if isinstance(error, ExceptionGroup):
        return ", ".join(sorted({_kind(one) for one in error.exceptions}))
    return str(error.response["Error"]["Code"]) if isinstance(error, ClientError) else type(error).__name__
