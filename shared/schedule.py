"""Who is on duty when, as the plan says it: hours, rotations, overrides and holidays. Wall clocks, in a named zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

Unit = Literal["hour", "day", "week", "month"]
#: Monday is 0, as in `datetime.weekday()`.
EVERY_DAY: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)


@dataclass(frozen=True, slots=True)
class Hours:
    """From `start` to `end` on those days of the week; an `end` not after `start` is the next day's."""

    start: time
    end: time
    days: tuple[int, ...] = EVERY_DAY


@dataclass(frozen=True, slots=True)
class Rotation:
    """People who take turns, each for `every` units, the first from `starts` (wall clock) on.

    Outside its `hours` it has nobody.
    """

    name: str
    people: tuple[str, ...]
    starts: datetime
    every: int = 1
    unit: Unit = "week"
    hours: Hours | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """From `start` to `end` (wall clock) `add` is on duty, `remove` is not; with both, one stands in for the other."""

    start: datetime
    end: datetime
    add: str | None = None
    remove: str | None = None


@dataclass(frozen=True, slots=True)
class Holiday:
    """A whole day on which no rotation turns up, and `people` are on duty instead (nobody, where there are none)."""

    day: date
    name: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """Who is on duty: everybody whom one of its rotations has then, as holidays and overrides change it.

    `time_zone` is empty for the company's.
    """

    id: str
    name: str
    rotations: tuple[Rotation, ...]
    overrides: tuple[Override, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    time_zone: str = ""
