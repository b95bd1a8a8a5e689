"""Asks the sources that don't call us, and those whose deliveries only name what they tell; news goes to the inbox."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from functions.sweep.cursor import is_due
from functions.sweep.renewal import needs_renewal
from functions.sweep.turn import Tick, Turn
from shared.config import read_settings
from shared.ears.credentials import keys_of
from shared.ears.cursor import read_cursor
from shared.ears.fetch import TOTAL_SECONDS, fetch
from shared.ears.known import platform
from shared.ears.platform import Ask, Heard, Keys, Platform
from shared.inbox import Inbox, Waiting, WantedQueue
from shared.mark import SourceMark
from shared.plan import Source
from shared.secrets import SecretError, Secrets
from shared.store.ledger import Ledger, NoPlanError
from shared.store.marks import Marks
from shared.store.plans import Plans

#: Sources asked at the same time: some that hang must not use up the minute of the others.
AT_ONCE = 8
#: All of a minute's run ends within this, well inside the function's own time.
RUN_SECONDS = 45.0
#: So many messages of what is to be fetched are taken up in a minute.
MOST_WANTED = 100


class SweepError(Exception):
    """A source that could not be swept; the message says which, and why."""


@dataclass(frozen=True, slots=True)
class Settings:
    inbox_queue_url: str
    wanted_queue_url: str
    ledger_table: str
    source_secrets: str
    door_url: str
    allow_loopback_sources: bool = False


SETTINGS = read_settings(Settings)
logger = Logger()
inbox = Inbox(SETTINGS.inbox_queue_url)
wanted_queue = WantedQueue(SETTINGS.wanted_queue_url)
ledger = Ledger(SETTINGS.ledger_table)
marks = Marks(SETTINGS.ledger_table)
plans = Plans(ledger)
secrets = Secrets(SETTINGS.source_secrets)


def handle(_event: dict[str, Any], _context: object) -> None:
    """The minute tick. Raises an ExceptionGroup of what failed, after everything was tried."""
    now = datetime.now(UTC)
    tick = Tick(now, time.monotonic() + RUN_SECONDS, ledger, marks, inbox, wanted_queue, ask)
    turns = due_turns(now)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        errors = [error for failed in pool.map(lambda turn: take(turn, tick), turns) for error in failed]
    # It tried everything: a source that fails is a fault of its own, which its own mark tells.
    marks.ran("sweep", now)
    if errors:
        raise ExceptionGroup(f"{len(errors)} of {len(turns)} sources could not be swept", errors)


def due_turns(now: datetime) -> list[Turn]:
    """The turns of this minute. Whoever waited longest comes first: what is not reached is due in the next one."""
    try:
        sources = plans.in_force().sources
    except NoPlanError:
        return []  # nothing to listen to yet
    paused = marks.paused(now)
    known = [(one, found) for one in sources if one.name not in paused and (found := platform_of(one, now))]
    waiting = taken({source.name for source, found in known if found.fetch is not None})
    renewable = [source.name for source, found in known if found.renew is not None and source.how == "webhook"]
    granted = marks.sources(renewable)
    turns: list[Turn] = []
    for source, found in known:
        renews = source.name in renewable and needs_renewal(granted.get(source.name, SourceMark()), now)
        fetches = waiting.get(source.name, ())
        if source.how != "sweep" and not renews and not fetches:
            continue  # it calls us, and nothing is to be asked: not even its cursor
        cursor = read_cursor(ledger.cursor(source.name), source)
        sweeps = source.how == "sweep" and is_due(cursor, source.every, now)
        if not (sweeps or renews or fetches):
            continue
        with heard_of(source, now):
            keys, callback = credentials(source, found)
            turns.append(Turn(source, found, cursor, keys, callback, sweeps, renews, fetches))
    return sorted(turns, key=lambda turn: (turn.cursor.tried_at is not None, turn.cursor.tried_at or now))


def taken(fetched: set[str]) -> dict[str, list[Waiting]]:
    """What waits to be fetched, by source. What nobody can fetch goes back to the inbox: ingest parks it, and why."""
    waiting: dict[str, list[Waiting]] = defaultdict(list)
    for one in wanted_queue.take(MOST_WANTED):
        if one.wanted.source in fetched:
            waiting[one.wanted.source].append(one)
        else:
            inbox.put(one.delivery)
            wanted_queue.done(one)
    return waiting


def platform_of(source: Source, now: datetime) -> Platform | None:
    """The source's platform. One that is not there, or whose module is broken, costs its own sources and no others."""
    try:
        found = platform(source.platform)
        problem = "" if found is not None else f"nobody knows its platform {source.platform}; correct it in the plan"
    except Exception as error:  # noqa: BLE001  # told by the source's mark, and in the log
        found, problem = None, f"the module of {source.platform} can't be loaded ({type(error).__name__}); mend it"
    if problem:
        marks.swept(source.name, now, problem, lasting=True)
        logger.error("source not swept", extra={"source": source.name, "reason": problem})
    return found


def credentials(source: Source, found: Platform) -> tuple[Keys, str]:
    """A source's credentials, and our own address for it, which may end with one of them."""
    way = found.sweep if source.how == "sweep" else found.door
    # Reading secrets costs money: not where there are none to read.
    keys = keys_of(secrets, source, way.credentials) if way is not None and way.credentials else Keys()
    secret = f"/{keys.newest('secret')}" if found.door is not None and found.door.secret_path else ""
    return keys, f"{SETTINGS.door_url}/webhooks/{source.name}{secret}"


@contextmanager
def heard_of(source: Source, now: datetime) -> Iterator[None]:
    """Tells of secrets that can't be read, which must not stop the sources that have none."""
    try:
        yield
    except (SecretError, ClientError, BotoCoreError) as error:
        problem = f"the sources' secrets can't be read ({type(error).__name__}); look at them in Secrets Manager"
        marks.swept(source.name, now, problem)
        logger.error("source not swept", extra={"source": source.name, "reason": problem})


def take(turn: Turn, tick: Tick) -> list[Exception]:
    """Takes a turn, and returns what went wrong: independent sources, told together in the end."""
    try:
        turn.take(tick)
    except Exception as error:  # noqa: BLE001  # told with the others; the next tick tries again
        return [error]
    return [SweepError(f"{turn.source.name}: {problem}") for problem in turn.problems]


def ask(wanted: Ask, within: float) -> Heard:
    return fetch(wanted, allow_loopback=SETTINGS.allow_loopback_sources, within=min(TOTAL_SECONDS, within))
