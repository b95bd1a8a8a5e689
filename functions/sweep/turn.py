"""One source's turn in this minute: what it grants is renewed, it is swept, what its deliveries only named is fetched.

Each step keeps what was heard before it notes that it was: a crash in between asks again, and loses nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from aws_lambda_powertools import Logger

from functions.sweep.cursor import after_fetch, after_round, judged, may_ask
from functions.sweep.wanting import is_answered, questions, wait
from shared.codec import encode
from shared.delivery import Delivery, How, Wanted
from shared.ears.asking import Ended, Fetch, converse, missing, refusal, told
from shared.ears.cursor import Cursor
from shared.ears.platform import Ask, Asking, Credential, Heard, Keys, Platform, Round
from shared.inbox import Inbox, Waiting, WantedQueue
from shared.plan import Source
from shared.store.ledger import Ledger
from shared.store.marks import Marks

#: One source has so many seconds of the minute's run; it goes on from there a minute later.
TURN_SECONDS = 20.0
#: A turn that would begin with less time left than this is left for the next minute.
LEAST_SECONDS = 3.0

logger = Logger()


@dataclass(frozen=True, slots=True)
class Tick:
    """What all turns of a minute work with. `ends_at` is the instant, in a monotonic clock's seconds, by which all end.

    (Monotonic, as it is about how long the function may run and not about the time of day.)
    """

    now: datetime
    ends_at: float
    ledger: Ledger
    marks: Marks
    inbox: Inbox
    wanted: WantedQueue
    fetch: Fetch


@dataclass(slots=True)
class Turn:
    """`cursor` moves as the turn goes on; `problems` gathers what went wrong and may not last."""

    source: Source
    platform: Platform
    cursor: Cursor
    keys: Keys
    callback: str
    sweeps: bool = False
    renews: bool = False
    waiting: Sequence[Waiting] = ()
    problems: list[str] = field(default_factory=list)

    def take(self, tick: Tick) -> None:
        """Does all that is due of it, one after the other: a platform counts them together."""
        begins_at = time.monotonic()
        if tick.ends_at - begins_at < LEAST_SECONDS:
            return  # due it stays, and what waits is given out again
        tick = replace(tick, ends_at=min(tick.ends_at, begins_at + TURN_SECONDS))
        if self.renews and self.platform.renew is not None:
            self._renew(tick, self.platform.renew)
        if self.sweeps:
            self._sweep(tick)
        if self.waiting:
            self._fetch(tick)

    def _renew(self, tick: Tick, renew: Callable[[Round], Asking]) -> None:
        tick.marks.renewing(self.source.name, tick.now)
        self._beside(tick, self._round(tick, renew, "fetch", self._credentials()))

    def _sweep(self, tick: Tick) -> None:
        sweep = self.platform.sweep
        if sweep is None:
            ended = Ended(problem=f"{self.platform.title} can't be swept; correct its `how` in the plan", lasting=True)
        else:
            ended = judged(self.cursor, self._round(tick, sweep.run, "sweep", sweep.credentials))
        self._move(tick, after_round(self.cursor, ended, tick.now))
        # A pause that was asked for is neither an answer nor a failure.
        if ended.done or ended.problem is not None or ended.not_before is None:
            self._mark(tick, ended)

    def _fetch(self, tick: Tick) -> None:
        """Asks for what waits. What can't be asked now, or wasn't answered, waits longer each time."""
        answered: set[tuple[str, str]] = set()
        for wanted in questions(self.waiting, max(self.platform.fetch_most, 1)):
            if not may_ask(self.cursor, tick.now) or tick.ends_at - time.monotonic() < LEAST_SECONDS:
                break
            ended = self._fetch_one(tick, wanted)
            if ended.done and ended.problem is None and not ended.more:
                answered |= {(wanted.kind, id_) for id_ in wanted.ids}
            elif ended.lasting:
                break
        rest = timedelta(0) if self.cursor.not_before is None else self.cursor.not_before - tick.now
        for one in self.waiting:
            if is_answered(one, answered):
                tick.wanted.done(one)
            else:
                tick.wanted.later(one, max(wait(one.tries), rest))

    def _fetch_one(self, tick: Tick, wanted: Wanted) -> Ended:
        fetch = self.platform.fetch
        if fetch is None:
            return Ended(problem=f"{self.platform.title} has nothing to fetch", lasting=True)
        ended = self._round(tick, lambda round_: fetch(round_, wanted), "fetch", self._credentials())
        self._beside(tick, ended)
        return ended

    def _round(
        self, tick: Tick, begin: Callable[[Round], Asking], how: How, credentials: tuple[Credential, ...]
    ) -> Ended:
        lacking = missing(self.source, self.keys, credentials)
        if lacking is not None:
            return Ended(problem=lacking, lasting=True)

        def keep(ask: Ask, heard: Heard) -> None:
            name, platform = self.source.name, self.platform.name
            body = self.keys.hidden(heard.body)
            tick.inbox.put(Delivery(name, platform, how, body, told(ask, heard), received_at=tick.now))

        round_ = Round(self.source, self.cursor.known, self.keys, tick.now, self.callback)
        refused = refusal(self.source, credentials)
        ended = converse(begin(round_), tick.fetch, keep, tick.now, tick.ends_at, refused)
        if ended.good_until is not None:
            tick.marks.lasts(self.source.name, ended.good_until)
        return ended

    def _beside(self, tick: Tick, ended: Ended) -> None:
        """Notes how a round beside the sweeps ended."""
        moved = after_fetch(self.cursor, ended)
        if moved != self.cursor:
            self._move(tick, moved)
        # The mark of a swept source is about its sweeps: of the others only a fault is told there.
        if ended.problem is not None or (ended.done and self.source.how == "webhook"):
            self._mark(tick, ended)

    def _move(self, tick: Tick, cursor: Cursor) -> None:
        tick.ledger.move_cursor(self.source.name, encode(cursor))
        self.cursor = cursor
        if cursor.not_before is not None:
            until = str(cursor.not_before)
            logger.warning("source asked for a pause", extra={"source": self.source.name, "until": until})

    def _mark(self, tick: Tick, ended: Ended) -> None:
        tick.marks.swept(self.source.name, tick.now, ended.problem, lasting=ended.lasting, note=ended.note or "")
        if ended.problem is None:
            return
        logger.error("source not swept", extra={"source": self.source.name, "reason": ended.problem})
        # One that lasts is told by the audit, at once and once a day: it need not fail each run until it is mended.
        if not ended.lasting:
            self.problems.append(ended.problem)

    def _credentials(self) -> tuple[Credential, ...]:
        """What is needed to ask of it anything beside a sweep."""
        way = self.platform.sweep if self.source.how == "sweep" else self.platform.door
        return way.credentials if way is not None else ()
