"""A statement as the public may see it: no draft, no names of staff, no notes; and its promises, kept or late."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from functions.publish_statement.text import clean, one_line
from shared.statement import Impact, Progress, Statement, Update

#: A title that is nothing but what may not be shown still needs a name to link by.
UNTITLED = "Incident"


@dataclass(frozen=True, slots=True)
class Promise:
    """`answered_at` is when the next word came; `minutes_late` is None while it is open, 0 where it was kept."""

    at: datetime
    answered_at: datetime | None
    minutes_late: int | None

    def overdue(self, now: datetime) -> bool:
        """Open, and missed by a whole minute or more."""
        return self.answered_at is None and (now - self.at).total_seconds() >= 60


@dataclass(frozen=True, slots=True)
class Entry:
    """One published text."""

    number: int
    progress: Progress
    body: str
    at: datetime
    promise: Promise | None


@dataclass(frozen=True, slots=True)
class Retraction:
    at: datetime
    because: str


@dataclass(frozen=True, slots=True)
class Incident:
    """`entries` are newest first. `promise` is the open one. `components` are ids, as the statement has them."""

    id: str
    title: str
    impact: Impact
    progress: Progress
    started_at: datetime
    created_at: datetime
    updated_at: datetime
    entries: tuple[Entry, ...]
    components: tuple[str, ...]
    monitoring_at: datetime | None
    resolved_at: datetime | None
    retraction: Retraction | None

    @property
    def headline(self) -> str:
        """The title for lists that can't strike it out."""
        return f"Retracted: {self.title}" if self.retraction else self.title

    @property
    def resolved(self) -> bool:
        return self.progress == "resolved"

    @property
    def promise(self) -> Promise | None:
        newest = self.entries[0].promise
        return newest if newest is not None and newest.answered_at is None else None

    @property
    def answered(self) -> tuple[Promise, ...]:
        """The promises that are no longer open, oldest first."""
        made = [entry.promise for entry in reversed(self.entries) if entry.promise is not None]
        return tuple(promise for promise in made if promise.answered_at is not None)

    def told(self, contact_page: str) -> tuple[Entry, ...]:
        """All that was said, newest first, for readers of JSON and feeds: they know no way to take words back but to
        say so in a newer text."""
        if self.retraction is None:
            return self.entries
        because = f" {self.retraction.because}" if self.retraction.because else ""
        taken_back = Entry(
            number=self.entries[0].number + 1,
            progress="resolved",
            body=f"We retract what we said here.{because} Questions: {contact_page}",
            at=self.retraction.at,
            promise=None,
        )
        return (taken_back, *self.entries)


def incident(statement: Statement) -> Incident:
    """What the public sees of a statement that has been published at least once."""
    retraction = _retraction(statement)
    newest = statement.updates[-1]
    over = statement.state in ("resolved", "retracted") or newest.progress == "resolved"
    over_at = (retraction.at if retraction else _resolved_at(statement)) if over else None
    entries = tuple(reversed([_entry(update, came) for update, came in _answers(statement.updates, over_at)]))
    return Incident(
        id=statement.id,
        title=one_line(statement.title) or UNTITLED,
        impact=statement.impact,
        progress="resolved" if over else newest.progress,
        started_at=statement.started_at,
        created_at=statement.updates[0].published_at,
        updated_at=max(newest.published_at, over_at or newest.published_at),
        entries=entries,
        components=statement.components,
        monitoring_at=next((entry.at for entry in entries if entry.progress == "monitoring"), None),
        resolved_at=over_at,
        retraction=retraction,
    )


def _answers(updates: tuple[Update, ...], over_at: datetime | None) -> Iterator[tuple[Update, datetime | None]]:
    """Each update with the time at which the next word came, also where nobody noted it on the update."""
    following = [*(update.published_at for update in updates[1:]), over_at]
    for update, next_word in zip(updates, following, strict=True):
        yield update, update.kept_at or next_word


def _entry(update: Update, answered_at: datetime | None) -> Entry:
    promise = None
    if update.next_update_at is not None:
        late = None if answered_at is None else replace(update, kept_at=answered_at).minutes_late(answered_at)
        promise = Promise(at=update.next_update_at, answered_at=answered_at, minutes_late=late)
    return Entry(
        number=update.number,
        progress=update.progress,
        body=clean(update.body),
        at=update.published_at,
        promise=promise,
    )


def _retraction(statement: Statement) -> Retraction | None:
    if statement.state != "retracted":
        return None
    told = [move.when for move in statement.moves if move.what.startswith("retract")]
    because = clean(statement.retracted_because or "")
    return Retraction(at=told[-1] if told else statement.updated_at, because=because)


def _resolved_at(statement: Statement) -> datetime:
    newest = statement.updates[-1]
    return newest.published_at if newest.progress == "resolved" else newest.kept_at or statement.updated_at
