"""The events that functions tell each other over the bus. A test holds them and the template's rules together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from shared.verdict import Kind, Priority

#: `source` on the bus; the template's rules ask for it.
SOURCE = "firebreak"


@dataclass(frozen=True, slots=True)
class MentionTriaged:
    """A mention version has its verdict. Carries no text: who needs the words reads them from the store.

    `angry`: negative in high arousal. `reposts` is the post's engagement, `reach` its author's followers, as far as the
    platform says.
    """

    mention_id: str
    mention_version: int
    brand: str
    source: str
    author: str
    kind: Kind
    complaint: bool
    severity: int
    priority: Priority
    instance: str | None
    public: bool
    created_at: datetime
    seen_at: datetime
    platform: str = ""
    angry: bool = False
    reposts: int = 0
    reach: int = 0
    from_staff: bool = False


@dataclass(frozen=True, slots=True)
class MentionDoubted:
    """We are unsure of a mention that may matter, and the plan names a second reader. Carries no text."""

    mention_id: str
    mention_version: int


@dataclass(frozen=True, slots=True)
class StormSuspected:
    """A series stands out from its own record. A candidate: a person decides."""

    storm_id: str
    brand: str
    instance: str | None


@dataclass(frozen=True, slots=True)
class StormConfirmed:
    """A person says that a storm is one."""

    storm_id: str
    brand: str
    instance: str | None


@dataclass(frozen=True, slots=True)
class StormGrew:
    """A running storm has half as much again as when it was last told, rose again, or has become a crisis."""

    storm_id: str
    brand: str
    complaints: int


@dataclass(frozen=True, slots=True)
class StormGoesOn:
    """A running storm was heard since it was last told: whom it speaks for is to be weighed anew."""

    storm_id: str
    brand: str


@dataclass(frozen=True, slots=True)
class StormSubsided:
    """A storm has been quiet for as long as the plan asks, or a person closed it."""

    storm_id: str
    brand: str


@dataclass(frozen=True, slots=True)
class RungReached:
    """The people of this telling of this case are to be told."""

    case_id: str
    telling: int


@dataclass(frozen=True, slots=True)
class BundleDue:
    """What was held back for this person is to be told together now."""

    person: str


@dataclass(frozen=True, slots=True)
class CaseChanged:
    """A case was acknowledged, waits, or is over: other systems that keep it are to be told."""

    case_id: str


@dataclass(frozen=True, slots=True)
class AlarmRaised:
    """Something of the system itself is wrong: `name` of what `kind`, and since when. Told once for each `day`."""

    kind: Literal["late", "source", "lease", "token", "function", "channel"]
    name: str
    what: str
    since: datetime
    day: str


@dataclass(frozen=True, slots=True)
class TestAsked:
    """Each way of this person, or the one named, is to be tried; `asked` names this test."""

    person: str
    asked: str
    by: str
    way: str | None = None


@dataclass(frozen=True, slots=True)
class PromiseDue:
    """A promised update is near, or late: step `rung` of its clock."""

    statement_id: str
    rung: int


@dataclass(frozen=True, slots=True)
class ReviewAsked:
    """A draft waits for somebody's yes."""

    statement_id: str


@dataclass(frozen=True, slots=True)
class DraftSentBack:
    """A draft is its author's again, with what is to be mended."""

    statement_id: str


@dataclass(frozen=True, slots=True)
class StatementSpoken:
    """The page has word number `word` of this statement: who asked to be told can be. Comes again after a crash."""

    statement_id: str
    word: int


@dataclass(frozen=True, slots=True)
class PlanPublished:
    """Another version of the crisis plan is in force."""

    version: int


Event = (
    MentionTriaged
    | MentionDoubted
    | StormSuspected
    | StormConfirmed
    | StormGrew
    | StormGoesOn
    | StormSubsided
    | RungReached
    | BundleDue
    | CaseChanged
    | AlarmRaised
    | TestAsked
    | PromiseDue
    | ReviewAsked
    | DraftSentBack
    | StatementSpoken
    | PlanPublished
)
