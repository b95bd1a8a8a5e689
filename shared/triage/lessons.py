"""Lessons: mentions whose instance a person set right, which the next ones like them are routed by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from shared.triage.kept import kept
from shared.triage.table import Table
from shared.triage.vectors import Direction, Lines, direction


@dataclass(frozen=True, slots=True)
class Lesson:
    """The text of a mention, and its instance by a person's word (None: none of the plan's); by whom and when."""

    text: str
    instance: str | None
    by: str | None = None
    at: datetime | None = None

    def why(self) -> str:
        """The reason that a notice gives for what was routed by it."""
        whose = "what a person gave" if self.by is None else f"a mention that {self.by} gave"
        when = "" if self.at is None else f" on {self.at.day} {self.at:%B}"
        return f"like {whose} to {self.instance or 'none of the instances'}{when}"


@dataclass(frozen=True, slots=True)
class Lessons:
    """The newest first: of two that say otherwise of the same words, the newer holds."""

    told: tuple[Lesson, ...] = ()

    def near(self, pointing: Direction, vectors: Table, least: float) -> list[tuple[float, Lesson]]:
        """Those that are at least so like (cosine), the likest first; of equals the newest."""
        lines, at = _pointing(self, vectors)
        likeness = lines.likeness(pointing)
        found = [(own, self.told[place]) for own, place in zip(likeness, at, strict=True) if own >= least]
        return sorted(found, key=lambda one: -round(one[0], 3))


NONE = Lessons()


@kept
@lru_cache(maxsize=4)
def _pointing(lessons: Lessons, vectors: Table) -> tuple[Lines, tuple[int, ...]]:
    found = [(at, one) for at, told in enumerate(lessons.told) if (one := direction(vectors, told.text)) is not None]
    return Lines([one for _, one in found]), tuple(at for at, _ in found)
