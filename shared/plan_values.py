"""What may stand behind a word of a plan file, beyond plain text: a length of time, a day, a time of day, a turn.

Each type also says how it is written to the JSON Schema of the file (shared/plan_schema.py).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from shared.schedule import EVERY_DAY, Unit

_DURATION = re.compile(r"([0-9]{1,6})([smhd])")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_WALL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:00)?")
_TURN = re.compile(r"([1-9][0-9]{0,2}) ?(hour|day|week|month)s?")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAYS = {"every day": EVERY_DAY, "weekdays": EVERY_DAY[:5]}


def duration(value: object) -> timedelta:
    """The span in `90s`, `15m`, `1h` or `2d`. Anything else, also a bare number, is refused: nobody knows its unit."""
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None or int(match[1]) == 0:
        raise told(f"{_shown(repr(value))} is not a length of time", "write it like `90s`, `15m` or `1h`")
    return timedelta(seconds=int(match[1]) * _SECONDS[match[2]])


def day(value: object) -> date:
    """The day in `2026-01-15`, quoted or not. A day with a time of day is refused: nobody knows its zone."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass  # a day that no month has is told like all that is none
    raise told(f"`{_shown(value)}` is not a day", "write it like `2026-01-15`")


def time_of_day(value: object) -> time:
    """The time in `08:00`, quoted or not; `24:00` is the midnight at the day's end."""
    match = _TIME.fullmatch(value) if isinstance(value, str) else None
    if match is not None and value == "24:00":
        return time(0)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise told(f"`{_shown(value)}` is not a time of day", "write it like `08:00` or `22:30`")
    return time(int(match[1]), int(match[2]))


def wall_time(value: object) -> datetime:
    """The moment in `2026-01-05 09:00`, as a clock on the wall shows it: the schedule says in which zone."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        raise told(f"`{value}` names a zone", "write the time on the wall there, like `2026-01-05 09:00`")
    if isinstance(value, datetime) and not value.second and not value.microsecond:
        return value
    try:
        if isinstance(value, str) and _WALL.fullmatch(value):
            return datetime.fromisoformat(value)
    except ValueError:
        pass  # an hour that no day has is told like all that is none
    raise told(f"`{_shown(value)}` is not a day with its time", "write it like `2026-01-05 09:00`")


def turn(value: object) -> tuple[int, Unit]:
    """How long each has their turn, in `1 week`, `2 days`, `12 hours` or `1 month`."""
    match = _TURN.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise told(f"`{_shown(value)}` is not the length of a turn", "write it like `1 week`, `2 days` or `12 hours`")
    unit: Any = match[2]
    return int(match[1]), unit


def days(value: object) -> tuple[int, ...]:
    """The days of the week, Monday as 0, in `weekdays`, `every day` or a list such as `[mon, tue]`."""
    if isinstance(value, str) and value in _DAYS:
        return _DAYS[value]
    if not isinstance(value, list):
        raise told(f"`{_shown(value)}` names no days", "write `weekdays`, `every day` or a list such as `[mon, tue]`")
    for one in value:
        if one not in WEEK:
            raise told(f"`{_shown(one)}` is no day of the week", f"use {', '.join(WEEK)}")
    return tuple(number for number, name in enumerate(WEEK) if name in value)


def silence(value: object) -> timedelta:
    """The span in `24h`; zero for `never`."""
    return timedelta(0) if value == "never" else duration(value)


def word(value: object) -> str:
    """A text, or a whole number as it is written."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise told(f"`{_shown(value)}` is not a word", "write a text, in quotes where it looks like something else")
    return value


def setting(value: object) -> str:
    """A text, a number, or yes and no, as text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, float) else word(value)


def as_written(span: timedelta) -> str:
    """A length of time as the file has it, in the largest unit that leaves nothing over."""
    seconds = int(span.total_seconds())
    unit = next((name for name in reversed(_SECONDS) if not seconds % _SECONDS[name]), "s")
    return f"{seconds // _SECONDS[unit]}{unit}"


def _shown(value: object) -> str:
    """What stands there, cut where it would fill the screen, and without what no screen can show."""
    text = str(value).encode("utf-8", "replace").decode()
    return text if len(text) <= 60 else f"{text[:60]}…"


def told(what: str, mend: str) -> PydanticCustomError:
    """A fault in our own words: what is wrong, and how to mend it."""
    return PydanticCustomError("told", "{what}", {"what": what, "mend": mend})


def _schema(pattern: str, *examples: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^(?:{pattern})$", "examples": list(examples)})


Duration = Annotated[
    timedelta, BeforeValidator(duration), _schema("(?=[0-9]{1,6}[smhd]$)0*[1-9][0-9]*[smhd]", "90s", "15m", "1h", "2d")
]
Day = Annotated[
    date,
    BeforeValidator(day),
    _schema("[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])", "2026-12-25"),
]
# YAML 1.1 reads an unquoted 22:00 as 1320; a reader of that kind hands the schema a number.
TimeOfDay = Annotated[
    time,
    BeforeValidator(time_of_day),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": "^(?:[01]?[0-9]|2[0-3]):[0-5][0-9]$|^24:00$"},
                {"type": "integer", "minimum": 60, "maximum": 1440},
            ],
            "examples": ["08:00", "22:30"],
        }
    ),
]
WallTime = Annotated[
    datetime,
    BeforeValidator(wall_time),
    _schema(
        "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])[ T](?:[01][0-9]|2[0-3]):[0-5][0-9](?::00)?",
        "2026-01-05 09:00",
    ),
]
Turn = Annotated[
    tuple[int, Unit],
    BeforeValidator(turn),
    _schema("[1-9][0-9]{0,2} ?(?:hour|day|week|month)s?", "1 week", "2 days", "12 hours", "1 month"),
]
Days = Annotated[
    tuple[int, ...],
    BeforeValidator(days),
    WithJsonSchema(
        {"anyOf": [{"enum": list(_DAYS)}, {"type": "array", "items": {"enum": list(WEEK)}}]},
    ),
]
# Ids and numbers are words too: YAML reads an unquoted 1234 as a number, and `yes` as true.
Word = Annotated[str, BeforeValidator(word), WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "integer"}]})]
Setting = Annotated[
    str,
    BeforeValidator(setting),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}, {"type": "boolean"}]}),
]
#: How long a source may be silent: `24h`, or `never` where silence is usual, which counts as a span of zero.
Silence = Annotated[
    timedelta,
    BeforeValidator(silence),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": "^(?:(?=[0-9]{1,6}[smhd]$)0*[1-9][0-9]*[smhd]|never)$",
            "examples": ["24h", "never"],
        }
    ),
]
#: A whole number. Strict, because `yes` would count as 1 otherwise.
Count = Annotated[int, Field(strict=True)]
Bool = Annotated[bool, Field(strict=True)]
