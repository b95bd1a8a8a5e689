"""Times and spans as the report says them."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

_UNITS = ((86_400, "d"), (3600, "h"), (60, "min"))


def clock(at: datetime, zone: ZoneInfo) -> str:
    """`Sun 03:05`, in the company's zone."""
    return f"{at.astimezone(zone):%a %H:%M}"


def dated(at: datetime, zone: ZoneInfo) -> str:
    """`Sun 22 November 2026, 03:05`."""
    local = at.astimezone(zone)
    return f"{local:%a} {local.day} {local:%B %Y, %H:%M}"


def lasted(span: timedelta) -> str:
    """`2 d 4 h`, `1 h 10 min`, `4 min`: its two largest units; `less than a minute`."""
    seconds = int(span.total_seconds())
    parts = []
    for size, name in _UNITS:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {name}")
    return " ".join(parts[:2]) or "less than a minute"
