"""One published text on the page: its words in each language, its promise, and what corrects it or it corrects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from shared.page.text import clean, one_line
from shared.page.wording.languages import primary
from shared.statement import Form, Impact, Progress, Update


@dataclass(frozen=True, slots=True)
class Promise:
    """`answered_at` is when the next word came; `minutes_late` is None while it is open, 0 where it was kept.

    A promise that was taken back before its time has an `answered_at`, and was neither kept nor late.
    """

    at: datetime
    answered_at: datetime | None
    minutes_late: int | None

    def overdue(self, now: datetime) -> bool:
        """Open, and missed by a whole minute or more."""
        return self.answered_at is None and (now - self.at).total_seconds() >= 60


@dataclass(frozen=True, slots=True)
class Said:
    """A text in one language."""

    language: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What was wrong in a text, and the number of the one that says so."""

    by: int
    at: datetime
    because: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """The earlier text that this one puts right."""

    number: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One published text, its main language first. `because` says what was wrong in the text that it puts right."""

    number: int
    progress: Progress
    words: tuple[Said, ...]
    at: datetime
    promise: Promise | None
    impact: Impact
    components: tuple[str, ...]
    form: Form | None
    because: str = ""
    corrects: Corrected | None = None
    corrected: Correction | None = None

    @property
    def body(self) -> str:
        """In its main language."""
        return self.words[0].body

    def said(self, language: str) -> Said:
        """The text in that language, or in another variety of it; else in the main one."""
        exact = [one for one in self.words if one.language == language]
        near = [one for one in self.words if primary(one.language) == primary(language)]
        return (exact or near or list(self.words))[0]


def entry(update: Update, answered_at: datetime | None, updates: Sequence[Update]) -> Entry:
    """That update as the public sees it, among all of its statement."""
    newer = next((one for one in reversed(updates) if one.corrects == update.number), None)
    older = next((one for one in updates if one.number == update.corrects), None)
    return Entry(
        number=update.number,
        progress=update.progress,
        words=tuple(Said(each.language, one_line(each.title), clean(each.body)) for each in update.words),
        at=update.published_at,
        promise=_promise(update, answered_at),
        impact=update.impact,
        components=update.components,
        form=update.form,
        because=clean(update.because) if older else "",
        corrects=Corrected(older.number, older.published_at) if older else None,
        corrected=Correction(newer.number, newer.published_at, clean(newer.because)) if newer else None,
    )


def _promise(update: Update, answered_at: datetime | None) -> Promise | None:
    if update.next_update_at is None:
        return None
    late = None if answered_at is None else replace(update, kept_at=answered_at).minutes_late(answered_at)
    return Promise(at=update.next_update_at, answered_at=answered_at, minutes_late=late)
