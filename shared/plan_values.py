"""What may stand behind a word of a plan file, beyond plain text: a length of time, a day."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

_DURATION = re.compile(r"([0-9]{1,6})([smhd])")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def duration(value: object) -> timedelta:
    """The span in `90s`, `15m`, `1h` or `2d`. Anything else, also a bare number, is refused: nobody knows its unit."""
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None or int(match[1]) == 0:
        raise _told(f"{value!r} is not a length of time", "write it like `90s`, `15m` or `1h`")
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
    raise _told(f"`{value}` is not a day", "write it like `2026-01-15`")


def _told(what: str, mend: str) -> PydanticCustomError:
    return PydanticCustomError("told", "{what}", {"what": what, "mend": mend})


Duration = Annotated[timedelta, BeforeValidator(duration)]
Day = Annotated[date, BeforeValidator(day)]
