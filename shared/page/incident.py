"""A statement as the public may see it: no draft, no names of staff, no notes; and its promises, kept or late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from shared.page.entry import Entry, Promise, Said, entry
from shared.page.kept import Kept
from shared.page.text import clean, one_line
from shared.page.wording.languages import primary, wording
from shared.statement import LAST_WORDS, Impact, Progress, Statement, Update, Window


@dataclass(frozen=True, slots=True)
class Retraction:
    at: datetime
    because: str


@dataclass(frozen=True, slots=True)
class Incident:
    """`entries` are newest first. `promise` is the open one. `components` are ids, as the statement has them.

    `titles` are by language, the main one first. `window` is set for planned maintenance. `kept` is of the promises
    whose word has come.
    """

    id: str
    titles: tuple[tuple[str, str], ...]
    impact: Impact
    progress: Progress
    started_at: datetime
    created_at: datetime
    updated_at: datetime
    entries: tuple[Entry, ...]
    components: tuple[str, ...]
    monitoring_at: datetime | None
    ended_at: datetime | None
    retraction: Retraction | None
    window: Window | None
    kept: Kept

    @property
    def title(self) -> str:
        """In its main language."""
        return self.titles[0][1]

    @property
    def over(self) -> bool:
        return self.ended_at is not None

    @property
    def named(self) -> tuple[str, ...]:
        """Every component that any of its words was about."""
        return tuple(dict.fromkeys((*self.components, *(each for entry in self.entries for each in entry.components))))

    @property
    def promise(self) -> Promise | None:
        newest = self.entries[0].promise
        return newest if newest is not None and newest.answered_at is None else None

    @property
    def answered(self) -> tuple[Promise, ...]:
        """The promises that are no longer open, oldest first."""
        made = [entry.promise for entry in reversed(self.entries) if entry.promise is not None]
        return tuple(promise for promise in made if promise.answered_at is not None)

    def kept_by(self, now: datetime) -> Kept:
        """With the open promise, where it has been missed."""
        missed = self.promise is not None and self.promise.overdue(now)
        return replace(self.kept, missed=int(missed))

    def headline(self, language: str) -> str:
        """The title for lists that can't strike it out."""
        title = title_in(self.titles, language)[1]
        return title if self.retraction is None else wording(language).retracted_because.format(because=title)

    def told(self, contact_page: str, languages: Sequence[str]) -> tuple[Entry, ...]:
        """All that was said, newest first, for readers of JSON and feeds: they know no way to take words back but to
        say so in a newer text. It is in each of the page's languages."""
        if self.retraction is None:
            return self.entries
        newest, because = self.entries[0], self.retraction.because
        taken_back = Entry(
            number=newest.number + 1,
            progress=self.progress,
            words=tuple(_withdrawn(self, language, because, contact_page) for language in languages),
            at=self.retraction.at,
            promise=None,
            impact=newest.impact,
            components=newest.components,
            form=None,
            because=because,
        )
        return (taken_back, *self.entries)


def incident(statement: Statement) -> Incident:
    """What the public sees of a statement that has been published at least once."""
    retraction = _retraction(statement)
    newest, ended_at = statement.updates[-1], _ended_at(statement)
    last: Progress = "resolved" if statement.window is None else "completed"
    shown: Progress = last if ended_at is not None and newest.progress not in LAST_WORDS else newest.progress
    entries = [entry(update, answer, statement.updates) for update, answer in _answers(statement.updates, ended_at)]
    if retraction is not None:
        entries[-1] = _without_its_promise(entries[-1], retraction)
    return Incident(
        id=statement.id,
        titles=_titles(statement),
        impact=statement.impact,
        progress=last if retraction else shown,
        started_at=_started_at(statement),
        created_at=statement.updates[0].published_at,
        updated_at=max(newest.published_at, ended_at or newest.published_at),
        entries=tuple(reversed(entries)),
        components=statement.components,
        monitoring_at=next((one.published_at for one in statement.updates if one.progress == "monitoring"), None),
        ended_at=ended_at,
        retraction=retraction,
        window=statement.window,
        kept=_went(each.promise for each in entries),
    )


def _without_its_promise(newest: Entry, retraction: Retraction) -> Entry:
    """A promise is kept by the next word on the matter, and taking words back is none: in time, it takes the promise
    back too, which then counts for nothing; after its time, the promise was broken, and stays late."""
    promise = newest.promise
    if promise is None or promise.minutes_late or (promise.answered_at or retraction.at) < retraction.at:
        return newest
    return replace(newest, promise=replace(promise, minutes_late=None))


def _went(promises: Iterable[Promise | None]) -> Kept:
    late = [one.minutes_late for one in promises if one is not None and one.minutes_late is not None]
    return Kept(late.count(0), tuple(minutes for minutes in late if minutes))


def title_in(titles: Sequence[tuple[str, str]], language: str) -> tuple[str, str]:
    """The language that it is in, and the title: in that language or another variety of it, else in the main one."""
    exact = [one for one in titles if one[0] == language]
    near = [one for one in titles if primary(one[0]) == primary(language)]
    return (exact or near or list(titles))[0]


def _titles(statement: Statement) -> tuple[tuple[str, str], ...]:
    """As the newest update has them; one that is nothing but what may not be shown still needs a name to link by."""
    main, *others = statement.updates[-1].words
    given = ((main.language, statement.title), *((one.language, one.title) for one in others))
    return tuple((language, one_line(title) or wording(language).untitled) for language, title in given)


def _answers(updates: tuple[Update, ...], ended_at: datetime | None) -> Iterator[tuple[Update, datetime | None]]:
    """Each update with the time at which the next word came, also where nobody noted it on the update."""
    following = [*(update.published_at for update in updates[1:]), ended_at]
    for update, next_word in zip(updates, following, strict=True):
        yield update, update.kept_at or next_word


def _withdrawn(one: Incident, language: str, because: str, contact_page: str) -> Said:
    body = wording(language).withdrawn.format(because=because, contact=contact_page)
    return Said(language, one.headline(language), body if because else body.replace("  ", " "))


def _retraction(statement: Statement) -> Retraction | None:
    if statement.state != "retracted" or statement.retraction is None:
        return None
    return Retraction(at=statement.retraction.when, because=clean(statement.retraction.because))


def _started_at(statement: Statement) -> datetime:
    """Of planned maintenance: when the work began, or is to begin."""
    if statement.window is None:
        return statement.started_at
    begun = (update.published_at for update in statement.updates if update.progress == "in_progress")
    return next(begun, statement.window.begins_at)


def _ended_at(statement: Statement) -> datetime | None:
    """When it was taken back, or was first said to be over (what follows then is a correction or a post-mortem)."""
    if statement.state == "retracted":
        return statement.retraction.when if statement.retraction else statement.updated_at
    said = next((update.published_at for update in statement.updates if update.progress in LAST_WORDS), None)
    if said is None and statement.over:
        return statement.updates[-1].kept_at or statement.updated_at
    return said
