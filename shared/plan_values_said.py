"""A plan's values as people read them, shorter than in its file. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

from shared.plan import Quiet
from shared.schedule import EVERY_DAY, Holiday, Hours, Override, Rotation

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NONE = "none"
#: A text longer than this is not repeated: its own file has it.
LONGEST = 60


def said(value: Any) -> str:
    """One value in words; a list with commas, an entry by its name."""
    for kind, words in _WORDS.items():
        if isinstance(value, kind):
            return words(value)
    if value is None:
        return NONE
    name = next((getattr(value, word) for word in ("id", "name", "form", "language") if hasattr(value, word)), value)
    return str(name) or "its words"


def span(length: timedelta) -> str:
    """In the largest unit that leaves nothing over, as a plan's file has it in one letter."""
    if not length:
        return "no time"
    for unit, whole in (("days", timedelta(days=1)), ("h", timedelta(hours=1)), ("min", timedelta(minutes=1))):
        if not length % whole:
            count = length // whole
            return f"{count} {'day' if (unit, count) == ('days', 1) else unit}"
    return f"{length.total_seconds():g} s"


def hours(length: timedelta) -> str:
    """A time on duty: `84 h`, `7.5 h`, and minutes where it is less than one."""
    if length < timedelta(hours=1):
        return f"{length // timedelta(minutes=1)} min"
    return f"{round(length / timedelta(hours=1), 1):g} h"


def clock(at: datetime) -> str:
    """An instant as the wall clock of its own zone shows it: `Mon 5 Oct 09:00`."""
    return f"{DAYS[at.weekday()]} {at.day} {at:%b %H:%M}"


def of_hours(value: Hours) -> str:
    days = "every day" if value.days == EVERY_DAY else " ".join(DAYS[day] for day in value.days) or "on no day"
    return f"{value.start:%H:%M} to {value.end:%H:%M} {days}"


def of_quiet(value: Quiet) -> str:
    zone = f" ({value.time_zone})" if value.time_zone else ""
    return f"{of_hours(value.hours)}{zone}, but for urgent matters by {', '.join(value.ways) or 'no way'}"


def of_override(value: Override) -> str:
    when = f"from {clock(value.start)} to {clock(value.end)}"
    if value.add and value.remove:
        return f"{value.add} for {value.remove} {when}"
    return f"{value.add or value.remove} {'on' if value.add else 'off'} duty {when}"


def of_holiday(value: Holiday) -> str:
    name = f" ({value.name})" if value.name else ""
    return f"{value.day}{name}: {', '.join(value.people) or 'nobody'}"


def of_rotation(value: Rotation) -> str:
    every = f"each {value.unit}" if value.every == 1 else f"each {value.every} {value.unit}s"
    within = f", {of_hours(value.hours)}" if value.hours else ""
    return f"{value.name} ({', '.join(value.people)}; {every} from {clock(value.starts)}{within})"


def _text(value: str) -> str:
    return (value if len(value) <= LONGEST else value[: LONGEST - 1].rstrip() + "…") or NONE


def _list(values: tuple[Any, ...]) -> str:
    return ", ".join(said(one) for one in values) or NONE


def _flag(value: bool) -> str:
    return "yes" if value else "no"


# In this order: a bool is an int too, an instant also a date.
_WORDS: dict[type, Callable[[Any], str]] = {
    Enum: lambda value: str(value.value),
    str: _text,
    bool: _flag,
    timedelta: span,
    datetime: clock,
    date: date.isoformat,
    tuple: _list,
    Hours: of_hours,
    Quiet: of_quiet,
    Override: of_override,
    Holiday: of_holiday,
    Rotation: of_rotation,
}
