"""One minute of one brand, as the counters hold it and the detector judges it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Minute:
    """What was counted in one minute; `at` is its start. `authors` are marks (shared/authors.py) of who complained.

    `angry`, `reposts`, `reach` (weighted), `instances` and `platforms` are of complaints, `kinds` of all mentions.
    """

    at: datetime
    mentions: int
    complaints: int
    authors: tuple[str, ...] = ()
    kinds: tuple[tuple[str, int], ...] = ()
    instances: tuple[tuple[str, int], ...] = ()
    angry: int = 0
    reposts: int = 0
    reach: float = 0.0
    platforms: tuple[tuple[str, int], ...] = ()
