"""A scenario: the storm that is rehearsed, and how people answer. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Answers:
    """How one person answers. A span counts from when they are told (`answers` and `resolves`: from their yes).

    None means never. `sleeps` is from and until, in the company's zone; what comes meanwhile is read on waking up.
    """

    acknowledges: timedelta | None = None
    answers: timedelta | None = None
    resolves: timedelta | None = None
    escalates: timedelta | None = None
    cause: str = ""
    sleeps: tuple[time, time] | None = None

    @property
    def silent(self) -> bool:
        return self.acknowledges is None and self.escalates is None


@dataclass(frozen=True, slots=True)
class Speaking:
    """Who says something in public: written so long after a draft is proposed, approved so long after that.

    `keeps` says "nothing new yet" before each promised time, until the scenario ends.
    """

    writes: str
    after: timedelta
    approves: str
    within: timedelta
    next_update: timedelta
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class Posted:
    """One mention that the scenario holds itself, so long after it starts."""

    after: timedelta
    text: str
    author: str
    brand: str


@dataclass(frozen=True, slots=True)
class Stream:
    """A recorded stream, or a part of one: begun `skip` after its first post, for `lasts`, of one `brand` or of all.

    Its first post comes `at` after the scenario's start; with a `rate` of 2 twice as fast as it was.
    """

    file: Path
    at: timedelta = timedelta(0)
    skip: timedelta = timedelta(0)
    lasts: timedelta | None = None
    rate: float = 1.0
    brand: str | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """`starts` is wall-clock time in the zone of the plan's company. Who is not among `people` answers as `default`."""

    name: str
    starts: datetime
    ends_after: timedelta
    stream: Stream | None = None
    posts: tuple[Posted, ...] = ()
    default: Answers = Answers()
    people: dict[str, Answers] = field(default_factory=dict)
    speaking: Speaking | None = None

    def of(self, person: str) -> Answers:
        return self.people.get(person, self.default)
