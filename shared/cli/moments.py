"""Times and spans as people write and read them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import typer

_SPAN = re.compile(r"([0-9]{1,6})([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def span(words: str) -> timedelta:
    """The span in `90s`, `30m`, `24h` or `7d`. Raises a usage error at anything else: nobody knows its unit."""
    match = _SPAN.fullmatch(words.strip())
    if match is None or int(match[1]) == 0:
        raise typer.BadParameter(f"{words!r} is not a length of time; write it like 90s, 30m, 24h or 7d")
    return timedelta(seconds=int(match[1]) * _SECONDS[match[2]])


def moment(words: str, now: datetime) -> datetime:
    """The instant in `30m` (from now) or `2026-11-21T18:00Z`. Raises a usage error where no zone is given."""
    if _SPAN.fullmatch(words.strip()):
        try:
            return now + span(words)
        except OverflowError:
            raise typer.BadParameter(f"{words!r} from now is beyond the calendar") from None
    try:
        at = datetime.fromisoformat(words.strip())
    except ValueError:
        raise typer.BadParameter(f"{words!r} is no time; write it like 30m or 2026-11-21T18:00Z") from None
    if at.tzinfo is None:
        raise typer.BadParameter(f"{words!r} names no zone; write it like 2026-11-21T18:00Z or 2026-11-21T18:00+01:00")
    return at.astimezone(UTC)


def clock(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def length(span: timedelta) -> str:
    """A span in its largest whole unit: `12 min`."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 2 * 24 * 60 else f"{minutes // (24 * 60)} days"


def ago(at: datetime, now: datetime) -> str:
    passed = now - at
    if passed < timedelta(0):
        return f"in {length(-passed)}" if -passed >= timedelta(minutes=1) else "in seconds"
    return f"{length(passed)} ago" if passed >= timedelta(minutes=1) else "just now"


def when(at: datetime | None, now: datetime) -> str:
    """The instant and how far it is from now."""
    return "-" if at is None else f"{clock(at)} ({ago(at, now)})"
