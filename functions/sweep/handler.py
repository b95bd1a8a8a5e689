"""Asks the sources that don't call us; what has changed since the last time goes to the inbox."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger

from functions.sweep.cursor import Cursor, Step, answered, conditions, failed, is_due, read_cursor
from functions.sweep.fetch import Fetched, FetchError, fetch
from shared.codec import encode
from shared.config import read_settings
from shared.delivery import Delivery
from shared.inbox import Inbox, TooLargeError
from shared.plan import Source
from shared.store.ledger import Ledger, NoPlanError
from shared.store.marks import Marks
from shared.store.plans import Plans

#: Sources asked at the same time: some that hang must not use up the minute of the others.
AT_ONCE = 8


class SweepError(Exception):
    """A source that could not be swept; the message says which, and why."""


@dataclass(frozen=True, slots=True)
class Settings:
    inbox_queue_url: str
    ledger_table: str
    allow_loopback_sources: bool = False


SETTINGS = read_settings(Settings)
logger = Logger()
inbox = Inbox(SETTINGS.inbox_queue_url)
ledger = Ledger(SETTINGS.ledger_table)
marks = Marks(SETTINGS.ledger_table)
plans = Plans(ledger)


def handle(_event: dict[str, Any], _context: object) -> None:
    """The minute tick. Raises an ExceptionGroup of what failed, after everything was tried."""
    now = datetime.now(UTC)
    due = list(due_sources(now))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = pool.map(ask, due)
    errors: list[Exception] = []
    for (source, cursor), answer in zip(due, answers, strict=True):
        try:
            settle(source, cursor, answer, now)
        except Exception as error:  # noqa: BLE001  # independent sources: told together below
            errors.append(error)
    # It tried everything: a source that fails is a fault of its own, which its own mark tells.
    marks.ran("sweep", now)
    if errors:
        raise ExceptionGroup(f"{len(errors)} of {len(due)} sources could not be swept", errors)


def due_sources(now: datetime) -> Iterator[tuple[Source, Cursor]]:
    try:
        sources = plans.in_force().sources
    except NoPlanError:
        return  # nothing to listen to yet
    for source in sources:
        if source.how == "sweep":
            cursor = read_cursor(ledger.cursor(source.name), source)
            if is_due(cursor, source.every, now):
                yield source, cursor


def ask(due: tuple[Source, Cursor]) -> Fetched | FetchError:
    source, cursor = due
    try:
        return fetch(source.url or "", conditions(cursor), allow_loopback=SETTINGS.allow_loopback_sources)
    except FetchError as error:
        return error


def settle(source: Source, cursor: Cursor, answer: Fetched | FetchError, now: datetime) -> None:
    """Puts news on the queue, then moves the cursor: a crash between the two asks again, and loses nothing."""
    if isinstance(answer, FetchError):
        step = failed(cursor, str(answer), now)
    else:
        step = answered(cursor, answer.status, answer.headers, answer.body, now)
        if step.news:
            step = put(source, cursor, step, answer, now)
    ledger.move_cursor(source.name, encode(step.cursor))
    if step.cursor.not_before is None:
        marks.swept(source.name, now, step.problem)
    if step.cursor.not_before is not None:
        logger.warning("source asked for a pause", extra={"source": source.name, "until": str(step.cursor.not_before)})
    if step.problem is not None:
        logger.error("source not swept", extra={"source": source.name, "reason": step.problem})
        raise SweepError(f"{source.name}: {step.problem}")


def put(source: Source, cursor: Cursor, step: Step, answer: Fetched, now: datetime) -> Step:
    headers = {"content-type": answer.headers["content-type"]} if "content-type" in answer.headers else {}
    try:
        inbox.put(Delivery(source.name, source.platform, "sweep", answer.body, headers, received_at=now))
    except TooLargeError as error:
        return failed(cursor, str(error), now)
    return step
