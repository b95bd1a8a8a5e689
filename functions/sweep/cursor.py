"""Where the last sweep of a source ended, and what follows from the answer that came now."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from shared.codec import CodecError, decode
from shared.plan import Source

#: The minute tick comes a little early or late; a source must not wait a whole minute more for that.
TICK_SLACK = timedelta(seconds=30)
#: However long a server asks us to stay away, it is asked again after a day.
LONGEST_PAUSE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cursor:
    """`not_before` is what the server asked for (Retry-After). All of it is about one URL."""

    url: str | None = None
    tried_at: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What an answer means: the cursor to keep, whether its body is news, and what is wrong with it if anything is."""

    cursor: Cursor
    news: bool = False
    problem: str | None = None


def read_cursor(text: str | None, source: Source) -> Cursor:
    """The cursor of that source; a new one where there is none, it can't be read, or the source has moved."""
    new = Cursor(url=source.url)
    try:
        known = new if text is None else decode(Cursor, text)
    except CodecError:
        return new  # asking anew costs a page that is known already, and nothing else
    return known if known.url == source.url else new


def is_due(cursor: Cursor, every: timedelta, now: datetime) -> bool:
    if cursor.not_before is not None and now < cursor.not_before:
        return False
    return cursor.tried_at is None or now - cursor.tried_at >= every - TICK_SLACK


def conditions(cursor: Cursor) -> dict[str, str]:
    """The headers that spare the server an answer that we have."""
    wanted = {"If-None-Match": cursor.etag, "If-Modified-Since": cursor.last_modified}
    return {name: value for name, value in wanted.items() if value}


def failed(cursor: Cursor, problem: str, now: datetime) -> Step:
    """No answer that can be used: asked again when the source is next due."""
    return Step(replace(cursor, tried_at=now, not_before=None), problem=problem)


def answered(cursor: Cursor, status: int, headers: Mapping[str, str], body: bytes, now: datetime) -> Step:
    """What follows from an answer."""
    tried = replace(cursor, tried_at=now, not_before=None)
    if status == 304:
        return Step(tried)
    if status in (429, 503):
        pause = _pause(headers.get("retry-after"), now)
        if pause is None and status == 503:
            return Step(tried, problem="it answered 503")
        return Step(replace(tried, not_before=pause))
    if status != 200:
        return Step(tried, problem=f"it answered {status}")
    body_hash = hashlib.sha256(body).hexdigest()
    kept = replace(tried, etag=headers.get("etag"), last_modified=headers.get("last-modified"), body_hash=body_hash)
    return Step(kept, news=body_hash != cursor.body_hash)


def _pause(retry_after: str | None, now: datetime) -> datetime | None:
    """The end of the pause that a server asks for, in seconds or as a date."""
    if retry_after is None:
        return None
    try:
        if retry_after.strip().isdecimal():
            until = now + timedelta(seconds=min(int(retry_after), LONGEST_PAUSE.total_seconds()))
        else:
            until = parsedate_to_datetime(retry_after)
            until = until.replace(tzinfo=UTC) if until.tzinfo is None else until.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return min(until, now + LONGEST_PAUSE)
