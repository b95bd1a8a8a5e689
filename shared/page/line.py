"""One line of the ledger of what is over: all that lists tell of it, so that its texts need no reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shared.page.incident import Incident, incident, title_in
from shared.page.kept import Kept
from shared.statement import Statement


@dataclass(frozen=True, slots=True)
class Line:
    """`titles` are by language, the main one first. `retracted` is the reason that was told. `kept` counts promises."""

    id: str
    titles: tuple[tuple[str, str], ...]
    started_at: datetime
    created_at: datetime
    ended_at: datetime
    updated_at: datetime
    retracted: str | None = None
    maintenance: bool = False
    components: tuple[str, ...] = ()
    kept: int = 0
    minutes_late: tuple[int, ...] = ()

    @property
    def record(self) -> Kept:
        return Kept(self.kept, self.minutes_late)

    def title(self, language: str) -> tuple[str, str]:
        """With the language that it is in."""
        return title_in(self.titles, language)


def line(statement: Statement) -> Line | None:
    """None while it is open, or was never public."""
    return line_of(incident(statement)) if statement.public else None


def line_of(one: Incident) -> Line | None:
    if one.ended_at is None:
        return None
    return Line(
        id=one.id,
        titles=one.titles,
        started_at=one.started_at,
        created_at=one.created_at,
        ended_at=one.ended_at,
        updated_at=one.updated_at,
        retracted=one.retraction.because if one.retraction else None,
        maintenance=one.window is not None,
        components=one.named,
        kept=one.kept.kept,
        minutes_late=one.kept.minutes_late,
    )
