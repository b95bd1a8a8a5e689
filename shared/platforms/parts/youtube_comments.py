"""YouTube's comments, asked for page by page within what a day's quota allows."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from shared.ears.fields import FieldError, Fields, as_count, as_id, as_instant
from shared.ears.newest import Page, known_until, read_newest, read_until, word_of
from shared.ears.platform import Ask, Asking, Done, Heard, Round, typed
from shared.platforms.parts import google

API = "https://www.googleapis.com/youtube/v3"
#: What stands before a video's id, in `look_for` and in our own ids: comments have ids of their own.
VIDEO = "video:"
#: The default quota of a project; a call costs one (determine_quota_cost).
UNITS_A_DAY = 10_000
_MOST_PAGES = 10
#: Threads whose replies are asked for in a round, and whose counts of replies are remembered.
_MOST_THREADS = 10
_MOST_COUNTS = 50
_ALLOWED = (200, 400, 403, 404)


def api_key(round_: Round) -> dict[str, str]:
    """In a header, as addresses are logged by whoever passes them on."""
    return {"Accept": "application/json", "X-Goog-Api-Key": round_.keys.newest("token")}


def sweep(round_: Round) -> Asking:
    """New threads under each channel or video, and the replies of those that have more than their page shows."""
    walk = _Walk.of(round_)
    for what in round_.source.look_for:
        if walk.left <= 0 or walk.refused:
            break
        yield from walk.read(what)
    return walk.done()


@dataclass(frozen=True, slots=True)
class _Thread:
    id: str
    replies: int
    shown: int


@dataclass(slots=True)
class _Walk:
    """One round: what it has used, found and met. It changes as the round goes on."""

    round: Round
    limit: int
    day: str
    used: int
    cursor: dict[str, Any]
    counts: dict[str, int]
    asked_replies: int = 0
    refused: str = ""
    closed: list[str] = field(default_factory=list)
    cut: bool = False
    threads: list[_Thread] = field(default_factory=list)

    @classmethod
    def of(cls, round_: Round) -> _Walk:
        day = str(_google_day(round_))
        same, used = round_.cursor.get("day") == day, round_.cursor.get("units")
        counts = round_.cursor.get("replies")
        told = round_.source.settings.get("units_a_day", "").replace(",", "").strip()
        return cls(
            round_,
            limit=int(told) if told.isdecimal() and len(told) < 10 else UNITS_A_DAY,
            day=day,
            used=used if same and isinstance(used, int) else 0,
            cursor=dict(round_.cursor),
            counts={id_: count for id_, count in counts.items() if isinstance(count, int)}
            if isinstance(counts, dict)
            else {},
        )

    @property
    def left(self) -> int:
        return self.limit - self.used

    def read(self, what: str) -> Generator[Ask, Heard, None]:
        known, self.threads = known_until(self.cursor, what), []
        most = min(_MOST_PAGES, self.left)
        read = yield from read_newest(known, lambda word, _: self.ask(_threads(what, word)), self.page, most)
        self.cut = self.cut or read.cut
        yield from self.more_replies()
        if read.missing and not self.refused:
            self.closed.append(what)
        # What the quota cuts off is read tomorrow; what the pages cut off would never be reached.
        if not self.refused and not (read.cut and self.left <= 0):
            self.cursor = read_until(self.cursor, what, read.newest, self.round.now)

    def more_replies(self) -> Generator[Ask, Heard, None]:
        for thread in self.threads:
            if not thread.id or thread.replies <= thread.shown or self.counts.get(thread.id) == thread.replies:
                continue
            if self.left <= 0 or self.refused or self.asked_replies >= _MOST_THREADS:
                return
            self.asked_replies += 1
            query = {"part": "snippet", "parentId": thread.id, "maxResults": "100"}
            heard = yield self.ask(f"comments?{urlencode(query)}")
            if self.heard(heard):
                # The newest last, so that the oldest are forgotten first.
                self.counts.pop(thread.id, None)
                self.counts[thread.id] = thread.replies

    def ask(self, path: str) -> Ask:
        self.used += 1
        so_far = self.so_far()
        return Ask(f"{self.round.base(API)}/{path}", api_key(self.round), allowed=_ALLOWED, so_far=so_far)

    def heard(self, heard: Heard) -> bool:
        """Whether it was an answer; what it was else, is noted."""
        if heard.status in (400, 403) and (reason := google.reason(heard)) != "commentsDisabled":
            self.refused = reason
        return heard.status == 200

    def page(self, heard: Heard) -> Page:
        if not self.heard(heard):
            return Page((), missing=True)
        body = heard.object()
        times = []
        for item in body["items"] if isinstance(body.get("items"), list) else ():
            try:
                at, thread = _thread(Fields(item, "", []))
            except FieldError:
                continue  # the parser tells it
            times.append(at)
            self.threads.append(thread)
        return Page(tuple(times), word_of(body.get("nextPageToken")))

    def so_far(self) -> dict[str, Any]:
        counts = dict(list(self.counts.items())[-_MOST_COUNTS:])
        return {**self.cursor, "day": self.day, "units": self.used, "replies": counts}

    def done(self) -> Done:
        note = f"{self.used:,} of {self.limit:,} units used today"
        if self.left <= 0 or self.refused in google.OF_THE_DAY:
            problem = (
                f"the day's units are used up ({self.used:,} of {self.limit:,}): nothing is asked until midnight in "
                "California; sweep less often, or have the quota raised and then `units_a_day`"
            )
            return Done(self.so_far(), not_before=google.next_day(self.round.now), problem=problem, note=note)
        return Done(self.so_far(), not_before=self._pause(), problem=self._problem(), note=note)

    def _pause(self) -> datetime | None:
        minutes = self.refused in google.QUOTA_REASONS
        return google.again_at(self.refused, self.round.now) if minutes else None

    def _problem(self) -> str | None:
        if self.refused in google.KEY_REASONS:
            return f"the key is refused ({self.refused}); set a new one: {typed(self.round.source, 'token')}"
        if self.refused and self.refused not in google.QUOTA_REASONS:
            return f"YouTube refuses ({self.refused}): see that the key is allowed the YouTube Data API v3"
        if self.closed:
            return f"`{self.closed[0]}` isn't there, or takes no comments: see `look_for`"
        if self.cut:
            return f"more came than {_MOST_PAGES} pages hold, and the rest was not read: sweep more often"
        return None


def _threads(what: str, word: str) -> str:
    where = {"videoId": what.removeprefix(VIDEO)} if what.startswith(VIDEO) else {"allThreadsRelatedToChannelId": what}
    query = {"part": "snippet,replies", **where, "order": "time", "maxResults": "50"}
    return f"commentThreads?{urlencode(query | ({'pageToken': word} if word else {}))}"


def _thread(item: Fields) -> tuple[Any, _Thread]:
    replies = item.value.get("replies")
    shown = replies.get("comments") if isinstance(replies, dict) else None
    thread = _Thread(
        word_of(item.need(as_id, "id")),
        item.get(as_count, "snippet", "totalReplyCount") or 0,
        len(shown) if isinstance(shown, list) else 0,
    )
    return item.need(as_instant, "snippet", "topLevelComment", "snippet", "publishedAt"), thread


def _google_day(round_: Round) -> date:
    return google.next_day(round_.now).date()
