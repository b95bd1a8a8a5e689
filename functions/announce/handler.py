"""Gives each active subscriber one delivery of a word that the page holds; `deliver` then tells them.

A repeated event finds the deliveries there. What a crash or the clock leaves undone is gone on with from the page of
subscribers that was done last.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger

from functions.announce.public import spoken_at
from shared.bus import Bus
from shared.codec import convert
from shared.config import read_settings
from shared.events import StatementSpoken
from shared.store.audience import Announced, WordStore
from shared.store.items import stamp
from shared.store.subscribers import SubscriberStore
from shared.subscriber import Delivery

#: Subscribers that are read and given their delivery before the next ones are.
PAGE = 500
#: Writes at the same time: ten thousand one after the other would take a minute.
AT_ONCE = 16
#: After so many seconds no further page is begun; the function's time limit is 60.
RUN_SECONDS = 35.0


@dataclass(frozen=True, slots=True)
class Settings:
    subscribers_table: str
    site_bucket: str
    bus_name: str


SETTINGS = read_settings(Settings)
logger = Logger()
subscribers = SubscriberStore(SETTINGS.subscribers_table)
words = WordStore(SETTINGS.subscribers_table)
bus = Bus(SETTINGS.bus_name)


def handle(event: dict[str, Any], _context: object) -> dict[str, int]:
    spoken = convert(StatementSpoken, event["detail"])
    word = f"{spoken.statement_id}-{spoken.word}"
    before = words.announced(word)
    if before.done:
        return {"added": 0}
    since = stamp(spoken_at(SETTINGS.site_bucket, spoken.statement_id, word))
    added, done = announce(word, since, before, time.monotonic() + RUN_SECONDS)
    if not done:
        bus.publish([spoken])  # the next run goes on where this one stopped
    logger.info("word announced", word=word, deliveries=added, done=done)
    return {"added": added}


def announce(word: str, since: str, before: Announced, until: float) -> tuple[int, bool]:
    """How many deliveries were new, and whether that was all. At least one page is done, so that each run gets on."""
    added = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for page in subscribers.active_pages(before.after, PAGE):
            # Who confirmed after the page had the word has read it.
            now = datetime.now(UTC)
            wanted = [Delivery(who, "word", word, now, now) for who, confirmed_at in page if confirmed_at <= since]
            added += sum(pool.map(subscribers.add, wanted))
            if page:
                words.note(word, Announced(after=page[-1][0]))
            if time.monotonic() > until:
                return added, False
    words.note(word, Announced(done=True))
    return added, True
