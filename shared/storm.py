"""A storm: a burst against the brand's own record; a candidate until a person decides."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

StormState = Literal["candidate", "confirmed", "dismissed", "subsided"]


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided what, when and why; kept with what was decided."""

    who: str
    when: datetime
    what: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Storm:
    """`began_at` and `suspected_at` are event times (the mentions' own clock); `noticed_at` is ours.

    `complaints` and `authors` count what the window held when the storm was last judged. `reasons` are sentences with
    figures. `samples` are ids of mentions inside it.
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
    last_judged_at: datetime | None = None
    subsided_at: datetime | None = None
    decisions: tuple[Decision, ...] = field(default=())

    @property
    def running(self) -> bool:
        """Still gathering its mentions: not dismissed, not over."""
        return self.state in ("candidate", "confirmed")


def storm_id(series: str, began_at: datetime) -> str:
    """The key of a storm: its series and first minute, so that judging twice makes one storm."""
    first_minute = began_at.strftime("%Y-%m-%dT%H:%MZ")
    return "storm-" + hashlib.sha256(f"{series}\x00{first_minute}".encode()).hexdigest()[:10]
