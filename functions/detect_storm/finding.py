"""What a brand's judgement keeps of its storms, and what it finds to tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from functions.detect_storm.minute import Window
from shared.storm import Grounds, instance_of

#: What tells a brand's storms apart: the series that raised it, and its first minute.
Key = tuple[str, datetime]


@dataclass(frozen=True, slots=True)
class Running:
    """A storm that has not passed, by the key of the series that raised it and its first minute.

    `instance` is whose it is. `told` is what its window held when it was last told, `stay` what a window must hold to
    count as still in it, `risen_at` when it last rose (the first time included).
    """

    series: str
    instance: str | None
    began_at: datetime
    told: int
    peak: int
    stay: float
    last_above: datetime
    weighed_at: datetime
    risen_at: datetime
    waves: int = 1
    crisis: bool = False

    @property
    def key(self) -> Key:
        return self.series, self.began_at

    @property
    def scope(self) -> str | None:
        """The instance whose complaints are counted in it; None where all of the brand's are."""
        return instance_of(self.series)


@dataclass(frozen=True, slots=True)
class Past:
    """A storm that is over: what comes late of its time is no new one."""

    instance: str | None
    began_at: datetime
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to tell of a storm: it was suspected, grew, goes on, or subsided."""

    what: Literal["suspected", "grew", "goes_on", "subsided"]
    series: str
    instance: str | None
    began_at: datetime
    at: datetime
    complaints: int
    authors: int
    peak: int
    ratio: float
    waves: int
    reasons: tuple[str, ...]
    grounds: Grounds | None = None


def finding_of(
    what: Literal["suspected", "grew", "goes_on", "subsided"],
    storm: Running,
    window: Window,
    ratio: float,
    reasons: tuple[str, ...],
) -> Finding:
    """What is told of that storm at the end of a window."""
    return Finding(
        what=what,
        series=storm.series,
        instance=storm.instance,
        began_at=storm.began_at,
        at=window.at if window.minutes else storm.last_above,
        complaints=window.about(storm.scope),
        authors=min(window.authors, window.about(storm.scope)),
        peak=storm.peak,
        ratio=round(ratio, 2),
        waves=storm.waves,
        reasons=reasons,
    )
