"""Posts a recorded stream to the front door at its own pace, over a few connections, without running ahead."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence, Set
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import urllib3

from infra.local.replay import Line, mention_id_of, paced, post_of

#: Connections at once. Enough for a storm at a thousand times real time, few enough for two cores.
CONNECTIONS = 4
#: With this many posts on their way to a verdict the replay waits too. At a thousand times real time a queue of a
#: few seconds is an hour of the stream's, and mentions that overtake each other by so much are judged late.
MOST_WAITING = 60
#: A system that gives no verdict for so long is not slow but broken.
STUCK = timedelta(seconds=60)
#: A post that the door did not take for lack of time is tried this often, as platforms do.
TRIES = 3


class PostingError(Exception):
    """The door did not take a delivery that it should have taken."""


@dataclass
class Posted:
    """What was posted: answers by status, and our times of the first and the last post."""

    answers: Counter[int] = field(default_factory=Counter)
    first_at: datetime | None = None
    last_at: datetime | None = None

    @property
    def total(self) -> int:
        return sum(self.answers.values())


class Poster:
    """`judged` gives the ids of the mentions that have their verdict."""

    def __init__(self, url: str, secrets: dict[str, str], judged: Callable[[], Set[str]]) -> None:
        self.posted = Posted()
        self._ids: set[str] = set()
        self._url = url
        self._secrets = secrets
        self._judged = judged
        self._http = urllib3.PoolManager(maxsize=CONNECTIONS, timeout=urllib3.Timeout(connect=5, read=30))

    def post_all(self, lines: Sequence[Line], speed: float) -> Posted:
        """Posts each line when its time has come. Raises PostingError for one that was not accepted."""
        pending: list[Future[int]] = []
        self.posted.first_at = datetime.now(UTC)
        late = timedelta(0)
        with ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="poster") as pool:
            for number, (due, line) in enumerate(paced(lines, speed, self.posted.first_at)):
                wait = (due + late - datetime.now(UTC)).total_seconds()
                if wait > 0:
                    time.sleep(wait)
                if number % 20 == 0:
                    late += self._hold_back()
                pending = [done for done in pending if not self._settled(done)]
                pending.append(pool.submit(self.post, line))
                if line.text.strip() and not line.deleted:
                    self._ids.add(mention_id_of(line))
            for done in pending:
                self.posted.answers[done.result()] += 1
        self.posted.last_at = datetime.now(UTC)
        return self.posted

    def post(self, line: Line) -> int:
        """Posts one line and returns the status; a full or failing door is asked again, as platforms ask."""
        for attempt in range(TRIES):
            made = post_of(line, self._secrets, datetime.now(UTC))
            answer = self._http.request(
                "POST", f"{self._url}/webhooks/{made.source}", body=made.body, headers=made.headers, retries=False
            )
            if answer.status < 429:
                break
            time.sleep(0.5 * (attempt + 1))
        if answer.status != 200:
            raise PostingError(f"{line.via} {line.id}: the door answered {answer.status}: {answer.data[:200]!r}")
        return answer.status

    def _settled(self, done: Future[int]) -> bool:
        if not done.done():
            return False
        self.posted.answers[done.result()] += 1
        return True

    def _waiting(self) -> int:
        return len(self._ids - self._judged())

    def _hold_back(self) -> timedelta:
        """Waits while too many are on their way; the rest of the replay is then that much later."""
        began = moved_at = datetime.now(UTC)
        least = waiting = self._waiting()
        while waiting > MOST_WAITING:
            time.sleep(0.2)
            waiting = self._waiting()
            if waiting < least:
                least, moved_at = waiting, datetime.now(UTC)
            if datetime.now(UTC) - moved_at > STUCK:
                raise PostingError(f"{waiting} mentions wait for a verdict and none came for {STUCK.seconds} s")
        return datetime.now(UTC) - began
