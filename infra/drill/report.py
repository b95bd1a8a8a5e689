"""The report of a drill, as values: who would have been told when, what fell through, and what to change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.case import CaseState, Cause, ClockName
from shared.verdict import Priority


@dataclass(frozen=True, slots=True)
class Told:
    """One person told by one way; `failed` is why it did not go out."""

    person: str
    way: str
    at: datetime | None
    failed: str | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """People told anew: `rung` counts from 0, `last` is the last resort's, `why_silent` what each did who said nothing.

    `waited` is how long nobody of them had answered when others were told; None where somebody did, or nobody was next.
    """

    number: int
    at: datetime | None
    rung: int
    last: bool
    cause: Cause
    told: tuple[Told, ...]
    waited: timedelta | None = None
    why_silent: str = ""

    @property
    def reached(self) -> tuple[str, ...]:
        """Whom it reached, each once."""
        return tuple(dict.fromkeys(one.person for one in self.told if one.at is not None))


@dataclass(frozen=True, slots=True)
class Act:
    """Something that happened to a case and that its picture shows."""

    at: datetime
    what: str
    who: str


@dataclass(frozen=True, slots=True)
class CaseReport:
    """`title` holds no word of a customer. `acknowledged_after` counts from the opening to the first yes."""

    id: str
    title: str
    instance: str
    priority: Priority
    storm: bool
    opened_at: datetime
    state: CaseState
    mentions: int
    tellings: tuple[Telling, ...]
    acts: tuple[Act, ...]
    acknowledged_by: str | None
    acknowledged_at: datetime | None
    rungs_passed: int
    last_resort_at: datetime | None
    late: tuple[ClockName, ...]
    resolved_at: datetime | None

    @property
    def acknowledged_after(self) -> timedelta | None:
        return None if self.acknowledged_at is None else self.acknowledged_at - self.opened_at

    @property
    def told_anybody(self) -> bool:
        return any(telling.reached for telling in self.tellings)


@dataclass(frozen=True, slots=True)
class PersonReport:
    """`notices` count by telling and way; `messages` went to them or to their channel; `nights` is when they sleep."""

    id: str
    name: str
    notices: int
    messages: int
    most_in_ten_minutes: int
    bundles: int
    acknowledged: int
    nights: tuple[tuple[datetime, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class PromiseReport:
    """A promised next word: `late` in whole minutes, 0 where it was kept; None where its time had not come."""

    statement: str
    said_at: datetime
    due_at: datetime
    kept_at: datetime | None
    late: int | None


@dataclass(frozen=True, slots=True)
class StormReport:
    """`after_mentions` of its brand had come when it was noticed; `spoken_at` is the first public word."""

    id: str
    brand: str
    began_at: datetime
    noticed_at: datetime
    after_mentions: int
    complaints: int
    spoken_at: datetime | None


@dataclass(frozen=True, slots=True)
class Report:
    """`messages` are those rendered, by way. `gaps` and `advice` are sentences."""

    name: str
    company: str
    time_zone: str
    started_at: datetime
    ended_at: datetime
    posted: int
    messages: tuple[tuple[str, int], ...]
    by_link: int
    by_command: int
    cases: tuple[CaseReport, ...]
    people: tuple[PersonReport, ...]
    storms: tuple[StormReport, ...]
    promises: tuple[PromiseReport, ...]
    gaps: tuple[str, ...]
    advice: tuple[str, ...]

    def name_of(self, person: str) -> str:
        return next((one.name for one in self.people if one.id == person), person)

    @property
    def untold(self) -> tuple[CaseReport, ...]:
        """The cases of which nobody was told."""
        return tuple(case for case in self.cases if not case.told_anybody)

    @property
    def unowned(self) -> tuple[CaseReport, ...]:
        """The cases that nobody had at the end."""
        return tuple(case for case in self.cases if case.state == "open")
