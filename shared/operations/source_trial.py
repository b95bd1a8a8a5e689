"""Trying a source: its platform is asked as a sweep would ask it, and what it answers is read, counted and dropped."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from shared.delivery import Delivery
from shared.ears.asking import Fetch, converse, told
from shared.ears.fetch import FetchError
from shared.ears.platform import Ask, Asking, Heard, Platform
from shared.operations.reading import would_keep
from shared.plan import Source

#: A trial ends after so many seconds, as a round does: somebody waits for it.
TRIAL_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer: its status and, where it would have been kept, how much of what was in it.

    `passed_over` counts by reason what is no mention; `faults` name the fields that can't be read.
    """

    status: int
    mentions: int = 0
    tombstones: int = 0
    wanted: int = 0
    passed_over: dict[str, int] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """How a trial of the credentials, or of a whole round, went; `reached` is False where nobody answered."""

    what: Literal["credentials", "round"]
    answers: tuple[Answered, ...] = ()
    problem: str | None = None
    note: str | None = None
    not_before: datetime | None = None
    good_until: datetime | None = None
    reached: bool = True


@dataclass(slots=True)
class _Record:
    """What was answered so far."""

    source: Source
    platform: Platform
    now: datetime
    fetch: Fetch
    answers: list[Answered] = field(default_factory=list)
    reached: bool = True

    def ask(self, ask: Ask, within: float) -> Heard:
        try:
            heard = self.fetch(ask, within)
        except FetchError:
            self.reached = False
            raise
        self.answers.append(Answered(heard.status))
        return heard

    def keep(self, ask: Ask, heard: Heard) -> None:
        """Counts what is in the last answer, which is the one that would be kept."""
        delivery = Delivery(self.source.name, self.platform.name, "sweep", heard.body, told(ask, heard), self.now)
        found = would_keep(self.platform.parse, delivery, self.source)
        self.answers[-1] = Answered(
            heard.status,
            len(found.mentions),
            len(found.tombstones),
            len(found.wanted),
            dict(Counter(skipped.reason for skipped in found.skipped)),
            tuple(f"{fault.where} {fault.what}" for fault in found.faults),
        )


def tried(
    what: Literal["credentials", "round"],
    asking: Asking,
    source: Source,
    platform: Platform,
    fetch: Fetch,
    now: datetime,
    refused: str,
) -> Trial:
    """Holds that conversation and says how it went. Nothing is delivered, and no cursor moves.

    `refused` is what to type where the platform refuses the credentials.
    """
    record = _Record(source, platform, now, fetch)
    ended = converse(asking, record.ask, record.keep, now, time.monotonic() + TRIAL_SECONDS, refused)
    return Trial(
        what, tuple(record.answers), ended.problem, ended.note, ended.not_before, ended.good_until, record.reached
    )
