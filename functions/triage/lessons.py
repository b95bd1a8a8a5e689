"""What people's corrections teach the routing: read from the store now and then, with the words from the mentions.

A correction holds no words. They are read from the mention itself: what was erased, or edited since, teaches nothing.
"""

from __future__ import annotations

import time
from typing import Protocol

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from functions.triage.histories import mention_in
from shared.correction import Correction
from shared.store.corrections import Corrections
from shared.store.items import get_all, text
from shared.triage.lessons import NONE, Lesson, Lessons

#: So many corrections teach, the newest; how long they are used before they are read again, in seconds.
MOST = 300
KEPT_SECONDS = 20

logger = Logger(child=True)


class Clock(Protocol):
    def __call__(self) -> float: ...


class Taught:
    """The lessons in force, at most KEPT_SECONDS old; those known before, or none, where they can't be read."""

    # A monotonic clock, as this is about the age of a cache and not about the time of day.
    def __init__(self, ledger_table: str, mentions_table: str, clock: Clock = time.monotonic) -> None:
        self._corrections, self._mentions, self._clock = Corrections(ledger_table), mentions_table, clock
        self._read_at: float | None = None
        self._lessons = NONE

    def lessons(self, *, fresh: bool = False) -> Lessons:
        """`fresh`: read anew, whatever their age."""
        if fresh or self._read_at is None or self._clock() - self._read_at >= KEPT_SECONDS:
            # Before the reading: a store that fails is asked no oftener, not with every batch.
            self._read_at = self._clock()
            try:
                self._lessons = self._read()
            except (ClientError, BotoCoreError) as error:
                # Not the error's text: AWS may quote an item in it.
                logger.warning("lessons not read", error=type(error).__name__)
        return self._lessons

    def _read(self) -> Lessons:
        said = [one for one in self._corrections.newest(MOST) if one.about_instance]
        items = get_all(self._mentions, [{"id": text(one.mention_id)} for one in said])
        words = {item["id"]["S"]: mention for item in items if (mention := mention_in(item)) is not None}
        return Lessons(
            tuple(
                _lesson(one, words[one.mention_id].text)
                for one in said
                if one.mention_id in words and words[one.mention_id].version == one.mention_version
            )
        )


def _lesson(correction: Correction, words: str) -> Lesson:
    return Lesson(words, correction.instance, correction.by, correction.at)
