"""A statement: what we say in public while we are still finding out, and the promise of when we speak again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

StatementState = Literal["draft", "approved", "published", "resolved", "retracted"]
Progress = Literal["investigating", "identified", "monitoring", "resolved"]
Impact = Literal["none", "minor", "major", "critical"]


@dataclass(frozen=True, slots=True)
class Move:
    """One step in a statement's life: who, when, why."""

    who: str
    what: str
    when: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Update:
    """One published text. `next_update_at` is the promise that it makes (None once resolved or retracted).

    `kept_at` is when the next update (or the resolution) came; a promise is late where that is after the promised
    time, or where it has not come and the time has passed.
    """

    number: int
    progress: Progress
    body: str
    published_at: datetime
    approved_by: str
    next_update_at: datetime | None = None
    kept_at: datetime | None = None

    def minutes_late(self, now: datetime) -> int | None:
        """Whole minutes by which the promise was, or is being, missed; 0 where kept; None where none was made."""
        if self.next_update_at is None:
            return None
        late = ((self.kept_at or now) - self.next_update_at).total_seconds()
        return max(0, int(late // 60))


@dataclass(frozen=True, slots=True)
class Draft:
    """The text that a person works on. The approval is for `text_hash`: a changed text needs a new one."""

    title: str
    body: str
    progress: Progress
    author: str

    @property
    def text_hash(self) -> str:
        text = f"{self.title}\x00{self.body}\x00{self.progress}"
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Statement:
    """`title` and `updates` are public from the first update on; `draft` is not until it is approved and published.

    `state` tells the public life: a published statement that has a new draft in hand stays `published`. `started_at`
    is when the trouble began (event time); `due_at` when the promise clock next needs a step. `revision` counts
    writes: a writer who read an older one loses the race.
    """

    id: str
    brand: str
    instance: str
    state: StatementState
    impact: Impact
    title: str
    draft: Draft | None
    created_at: datetime
    started_at: datetime
    updated_at: datetime
    components: tuple[str, ...] = ()
    updates: tuple[Update, ...] = ()
    storm_id: str | None = None
    case_id: str | None = None
    approved_hash: str | None = None
    approved_by: str | None = None
    retracted_because: str | None = None
    moves: tuple[Move, ...] = field(default=())
    due_at: datetime | None = None
    due_rung: int = 0
    revision: int = 0

    @property
    def promise(self) -> Update | None:
        """The update whose promised time is still open: the newest one, where it promised anything."""
        if not self.updates or self.state != "published":
            return None
        newest = self.updates[-1]
        return newest if newest.next_update_at is not None and newest.kept_at is None else None

    @property
    def public(self) -> bool:
        """Whether anything of it has ever been said."""
        return bool(self.updates)


def statement_id(of: str) -> str:
    """The key of a statement: the storm or the case that it is about, so that a draft is proposed once."""
    return "st-" + hashlib.sha256(of.encode()).hexdigest()[:10]
