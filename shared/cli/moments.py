"""Times and spans as people write and read them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import typer

_SPAN = re.compile(r"([0-9]{1,6})([smhd])")
_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}")
_CADENCES = {"hourly": timedelta(hours=1), "daily": timedelta(days=1)}
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def span(words: str) -> timedelta:
    """The span in `90s`, `30m`, `24h` or `7d`. Raises a usage error at anything else: nobody knows its unit."""
    match = _SPAN.fullmatch(words.strip())
    if match is None or int(match[1]) == 0:
        raise typer.BadParameter(f"{words!r} is not a length of time; write it like 90s, 30m, 24h or 7d")
    return timedelta(seconds=int(match[1]) * _SECONDS[match[2]])


def every(words: str) -> timedelta:
    """The cadence in `hourly`, `daily`, or a span such as `30m`."""
    return _CADENCES.get(words.strip().lower()) or span(words)


def moment(words: str, now: datetime, zone: ZoneInfo | None = None) -> datetime:
    """The instant in `30m` (from now), `18:00` (the next one in the company's zone) or `2026-11-21T18:00Z`.

    Raises a usage error where no zone is known, or where the clocks skip that time.
    """
    if _CLOCK.fullmatch(words.strip()) and zone is not None:
        return _next_clock(words.strip(), now, zone)
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
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise typer.BadParameter(f"{words!r} is beyond the calendar") from None


def past_moment(words: str, now: datetime, zone: ZoneInfo | None = None) -> datetime:
    """The instant in `20m` (ago; `20m ago` too), `13:20` (the last one in the company's zone), or a whole one."""
    plain = words.strip().removesuffix(" ago")
    if _SPAN.fullmatch(plain):
        try:
            return now - span(plain)
        except OverflowError:
            raise typer.BadParameter(f"{words!r} is before the calendar") from None
    if _CLOCK.fullmatch(plain) and zone is not None:
        # Where the clocks went back, a day had 25 hours.
        last, before = (_next_clock(plain, now - timedelta(hours=hours), zone) for hours in (24, 26))
        return last if last <= now else before
    return moment(plain, now, zone)


def _next_clock(words: str, now: datetime, zone: ZoneInfo) -> datetime:
    hour, minute = (int(part) for part in words.split(":"))
    if hour > 23 or minute > 59:
        raise typer.BadParameter(f"{words!r} is no time of day; write it like 18:00")
    today = now.astimezone(zone).replace(hour=hour, minute=minute, second=0, microsecond=0, fold=0)
    # Where the clocks go back, some times of the day come twice.
    coming = (today, today.replace(fold=1), today + timedelta(days=1))
    at = next(day for day in coming if day.astimezone(UTC) > now)
    # Where the clocks go forward, some times of the day aren't there; a promise for one could not be read.
    if at.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != at.replace(tzinfo=None):
        raise typer.BadParameter(f"the clocks go forward over {words} on {at:%d %B}; give another time")
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
