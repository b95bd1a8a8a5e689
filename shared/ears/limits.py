"""When a platform wants to be asked again, by the headers of its answer: never waited for inside a function.

`Retry-After` is RFC 9110's; GitHub says it with 403 too (docs.github.com/rest/using-the-rest-api, Rate limits). The
others are read as their platforms write them: X `x-rate-limit-reset` (epoch seconds), Bluesky and GitHub
`ratelimit-reset`/`x-ratelimit-reset` (epoch seconds), Reddit `x-ratelimit-reset` (seconds to go, a decimal fraction of
calls remaining), Mastodon `x-ratelimit-reset` (ISO 8601).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

#: However long a server asks us to stay away, it is asked again after a day.
LONGEST_PAUSE = timedelta(days=1)
#: A number of seconds larger than this (the year 2001) is an instant since 1970.
_AN_INSTANT = 1_000_000_000
_FAMILIES = ("x-rate-limit", "x-ratelimit", "ratelimit")


def pause(status: int, headers: Mapping[str, str], now: datetime) -> datetime | None:
    """The end of the pause that an answer asks for, None for none: also one that uses up a quota."""
    if status in (403, 429, 503) and "retry-after" in headers:
        told = _until(headers["retry-after"], now)
        if told is not None:
            return told
    if status == 429 or _used_up(headers):
        resets = [_until(headers[f"{family}-reset"], now) for family in _FAMILIES if f"{family}-reset" in headers]
        return next((at for at in resets if at is not None), None)
    return None


def _used_up(headers: Mapping[str, str]) -> bool:
    left = [headers[f"{family}-remaining"] for family in _FAMILIES if f"{family}-remaining" in headers]
    try:
        return any(float(one) < 1 for one in left)
    except ValueError:
        return False


def _until(text: str, now: datetime) -> datetime | None:
    text = text.strip()
    try:
        number = float(text)
    except ValueError:
        number = None
    try:
        if number is not None:
            at = datetime.fromtimestamp(number, UTC) if number > _AN_INSTANT else now + timedelta(seconds=number)
        else:
            at = _date(text)
            at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return min(max(at, now), now + LONGEST_PAUSE)


def _date(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return parsedate_to_datetime(text)
