"""A statement: what we say in public while we are still finding out, and the promise of when we speak again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

#: Before its first word a statement is its draft; from then on this is its public life.
StatementState = Literal[
    "draft", "in_review", "approved", "published", "updated", "resolved", "postmortem", "retracted"
]
#: The first five tell of an incident, the last four of planned maintenance (both are Statuspage's own words).
Progress = Literal[
    "investigating", "identified", "monitoring", "resolved", "postmortem",
    "scheduled", "in_progress", "verifying", "completed",
]  # fmt: skip
Impact = Literal["none", "minor", "major", "critical"]
#: The ready forms that a plan holds words for.
Form = Literal["looking_into", "identified", "fixed", "nothing_new", "correction"]

#: After these nothing more is promised.
LAST_WORDS: tuple[Progress, ...] = ("resolved", "postmortem", "completed")
OF_MAINTENANCE: tuple[Progress, ...] = ("scheduled", "in_progress", "verifying", "completed")


@dataclass(frozen=True, slots=True)
class Move:
    """One step in a statement's life: who, when, why."""

    who: str
    what: str
    when: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A text in one language (a code such as `en`). `authors` wrote any of what stands in it now."""

    language: str
    title: str
    body: str
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Approval:
    """Somebody's yes to one language's text, and to no other text than that."""

    language: str
    text_hash: str
    who: str
    when: datetime


@dataclass(frozen=True, slots=True)
class Override:
    """A finding of the gate that a person let pass, with the reason. It is for these very words.

    `words` are masked where they are personal; `words_hash` is of them as they stand.
    """

    rule: str
    language: str
    words: str
    words_hash: str
    who: str
    because: str
    when: datetime


@dataclass(frozen=True, slots=True)
class Update:
    """One published word, in each of its languages, the main one first. `next_update_at` is the promise that it makes.

    `kept_at` is when the next word came; a promise is late where that is after the promised time, or where it has not
    come and the time has passed. `corrects` is the number of the update that this one puts right, `because` in what.
    """

    number: int
    progress: Progress
    words: tuple[Words, ...]
    published_at: datetime
    approvals: tuple[Approval, ...]
    next_update_at: datetime | None = None
    kept_at: datetime | None = None
    impact: Impact = "none"
    components: tuple[str, ...] = ()
    form: Form | None = None
    corrects: int | None = None
    because: str = ""
    overrides: tuple[Override, ...] = ()

    @property
    def title(self) -> str:
        return self.words[0].title

    @property
    def body(self) -> str:
        return self.words[0].body

    @property
    def approved_by(self) -> str:
        return ", ".join(dict.fromkeys(approval.who for approval in self.approvals))

    def minutes_late(self, now: datetime) -> int | None:
        """Whole minutes by which the promise was, or is being, missed; 0 where kept; None where none was made."""
        if self.next_update_at is None:
            return None
        late = ((self.kept_at or now) - self.next_update_at).total_seconds()
        return max(0, int(late // 60))


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person works on, the main language first. An approval is for a text's hash: changed, it needs a new one.

    `corrects` is the number of the update that it puts right, `because` what was wrong there (the public is told).
    """

    words: tuple[Words, ...]
    progress: Progress
    impact: Impact
    components: tuple[str, ...] = ()
    form: Form | None = None
    corrects: int | None = None
    because: str = ""
    submitted_by: str | None = None

    @property
    def title(self) -> str:
        return self.words[0].title

    @property
    def body(self) -> str:
        return self.words[0].body

    @property
    def author(self) -> str:
        return self.words[0].authors[-1]

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(words.language for words in self.words)

    @property
    def text_hash(self) -> str:
        """The main language's."""
        return self.hash_of(self.words[0].language)

    def hash_of(self, language: str) -> str:
        """Of all that the public would read in that language. Raises KeyError where the draft does not have it."""
        words = next((each for each in self.words if each.language == language), None)
        if words is None:
            raise KeyError(language)
        # As JSON, no two drafts are spelled alike, whatever characters their texts hold.
        said = (words.title, words.body, self.progress, self.impact, self.components, self.corrects, self.because)
        return hashlib.sha256(json.dumps((language, *said)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Standby:
    """A "nothing new yet", approved ahead. It goes out as it stands, for as long as `progress` is what it was."""

    words: tuple[Words, ...]
    approvals: tuple[Approval, ...]
    progress: Progress


@dataclass(frozen=True, slots=True)
class Retraction:
    """A statement taken back: `because` is told to the public."""

    because: str
    who: str
    when: datetime


@dataclass(frozen=True, slots=True)
class Window:
    """When planned maintenance is to begin and to end."""

    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Statement:
    """`title` and `updates` are public from the first update on; `draft` is not until it is approved and published.

    `impact` and `components` are as last said (before the first word: the first guess). `window` is set for planned
    maintenance only. `every` is the cadence that was given, for the promises to come. `started_at` is when the trouble
    began (event time); `due_at` when the promise clock next needs a step. `revision` counts writes: a writer who read
    an older one loses the race.
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
    window: Window | None = None
    storm_id: str | None = None
    case_id: str | None = None
    approvals: tuple[Approval, ...] = ()
    overrides: tuple[Override, ...] = ()
    standby: Standby | None = None
    retraction: Retraction | None = None
    every: timedelta | None = None
    moves: tuple[Move, ...] = field(default=())
    due_at: datetime | None = None
    due_rung: int = 0
    revision: int = 0

    @property
    def promise(self) -> Update | None:
        """The update whose promised time is still open: the newest one, where it promised anything."""
        if not self.updates or self.state not in ("published", "updated"):
            return None
        newest = self.updates[-1]
        return newest if newest.next_update_at is not None and newest.kept_at is None else None

    @property
    def public(self) -> bool:
        """Whether anything of it has ever been said."""
        return bool(self.updates)

    @property
    def over(self) -> bool:
        """Whether nothing more is promised: resolved, or taken back."""
        return self.state in ("resolved", "postmortem", "retracted")

    @property
    def progress(self) -> Progress:
        """As last said in public."""
        first: Progress = "scheduled" if self.window else "investigating"
        return self.updates[-1].progress if self.updates else first

    def approved(self, language: str) -> Approval | None:
        """The approval of that language's text as it stands in the draft."""
        if self.draft is None or language not in self.draft.languages:
            return None
        wanted = self.draft.hash_of(language)
        return next((one for one in self.approvals if one.language == language and one.text_hash == wanted), None)

    @property
    def unapproved(self) -> tuple[str, ...]:
        """The languages of the draft whose text nobody has approved."""
        if self.draft is None:
            return ()
        return tuple(language for language in self.draft.languages if self.approved(language) is None)

    @property
    def stage(self) -> Literal["draft", "in_review", "approved"] | None:
        """How far the draft in hand is; None where there is none."""
        if self.draft is None:
            return None
        if not self.unapproved:
            return "approved"
        return "in_review" if self.draft.submitted_by is not None else "draft"


def statement_id(of: str) -> str:
    """The key of a statement: the storm or the case that it is about, so that a draft is proposed once."""
    return "st-" + hashlib.sha256(of.encode()).hexdigest()[:10]
