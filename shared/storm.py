"""A storm: a burst against the brand's own record; a candidate until a person decides."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from shared.crowd import Voice

StormState = Literal["candidate", "confirmed", "dismissed", "subsided"]
ABOUT = "about:"


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided what, when and why; kept with what was decided. `taught`: what its series learned."""

    who: str
    when: datetime
    what: str
    why: str = ""
    taught: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's own word on whom a storm speaks for, beside the machine's."""

    who: str
    when: datetime
    voice: Voice
    why: str = ""


@dataclass(frozen=True, slots=True)
class Factor:
    """One thing that raised or lowered the bar, in words: `times` 1.25 raised it by a quarter."""

    what: str
    times: float


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why it was suspected, in figures: what `firebreak storms explain` shows.

    `score` is 0..1 (0.5: just enough) and the same for all brands. `whole` and `short` are the sums of `minutes` and of
    the last third of them, `bar` what `whole` was held against. `usual` is how high the busiest days of the record
    were, `most` the highest, in `days` days; `trust` in 0..1 is how far the length of the record can be trusted.
    """

    score: float
    minutes: int
    whole: float
    short: float
    bar: float
    usual: float
    most: float
    days: float
    trust: float
    factors: tuple[Factor, ...] = ()


@dataclass(frozen=True, slots=True)
class Storm:
    """`began_at` and `suspected_at` are event times (the mentions' own clock); `noticed_at` is ours.

    `complaints` and `authors` count what the window held when the storm was last judged, `total` and `total_authors`
    what it has gathered since it began. `waves` counts how often it rose, the first time included. `series` is the
    series' key (`complaints`, `reach`, `kind:...`, `about:<instance>`), `said` the same in words. `reasons` are
    sentences with figures.
    """

    id: str
    brand: str
    series: str
    began_at: datetime
    suspected_at: datetime
    noticed_at: datetime
    state: StormState
    complaints: int
    authors: int
    peak: int
    ratio: float
    reasons: tuple[str, ...]
    instance: str | None = None
    said: str = ""
    total: int = 0
    total_authors: int = 0
    waves: int = 1
    grounds: Grounds | None = None
    last_judged_at: datetime | None = None
    subsided_at: datetime | None = None
    decisions: tuple[Decision, ...] = field(default=())
    judgement: Judgement | None = None

    @property
    def scope(self) -> str | None:
        """The instance whose complaints alone it counts; None where it counts all of the brand's."""
        return instance_of(self.series)

    @property
    def running(self) -> bool:
        """Still gathering its mentions: not dismissed, not over."""
        return self.state in ("candidate", "confirmed")


def instance_of(series: str) -> str | None:
    """The instance whose complaints a series counts, by its key; None where it counts others, or all."""
    return series.removeprefix(ABOUT) if series.startswith(ABOUT) else None


def storm_id(series: str, began_at: datetime) -> str:
    """The key of a storm: its series and first minute, so that judging twice makes one storm."""
    first_minute = began_at.strftime("%Y-%m-%dT%H:%MZ")
    return "storm-" + hashlib.sha256(f"{series}\x00{first_minute}".encode()).hexdigest()[:10]
