"""Where the last round of a source ended, and when the next one is due."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from shared.codec import CodecError, decode
from shared.ears.asking import LONGEST_REST, Ended
from shared.plan import Source

#: The minute tick comes a little early or late; a source must not wait a whole minute more for that.
TICK_SLACK = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Cursor:
    """`about` says of what the rest is; `known` is the platform's own part. `more`: the last round was not the whole.

    `not_before` is what the server, or its module, asked for.
    """

    about: str = ""
    tried_at: datetime | None = None
    not_before: datetime | None = None
    more: bool = False
    known: dict[str, Any] = field(default_factory=dict)


def read_cursor(text: str | None, source: Source) -> Cursor:
    """The cursor of that source; a new one where there is none, it can't be read, or the source is elsewhere now."""
    new = Cursor(about(source))
    try:
        known = new if text is None else decode(Cursor, text)
    except CodecError:
        return new  # asking anew costs a page that is known already, and nothing else
    return known if known.about == new.about else new


def about(source: Source) -> str:
    """The same as long as it is the same place. What is looked for there may change: what was spent on it, is spent."""
    return f"{source.platform} {source.url or ''}"


def is_due(cursor: Cursor, every: timedelta, now: datetime) -> bool:
    """Whether a round begins now. An instant to come says that the clock was set back: it holds nobody off."""
    if cursor.tried_at is None or cursor.tried_at > now + TICK_SLACK:
        return True
    if not may_ask(cursor, now):
        return False
    return cursor.more or now - cursor.tried_at >= every - TICK_SLACK


def may_ask(cursor: Cursor, now: datetime) -> bool:
    """Whether the server has not asked us to stay away. Longer than anybody may ask for says that the clock jumped."""
    return cursor.not_before is None or now >= cursor.not_before or cursor.not_before > now + LONGEST_REST


def judged(cursor: Cursor, ended: Ended) -> Ended:
    """That end of a round; a problem where it ran out of time and got nowhere: it would do so again, each minute."""
    ran_out = ended.more and not ended.done and ended.problem is None and ended.not_before is None
    if not ran_out or dict(ended.cursor or {}) != cursor.known:
        return ended
    return replace(
        ended, more=False, problem="a round takes longer than it may, and begins anew each time: look for less"
    )


def after_round(cursor: Cursor, ended: Ended, now: datetime) -> Cursor:
    """A round that ended with a problem goes on when the source is next due, not at the next tick."""
    known = cursor.known if ended.cursor is None else dict(ended.cursor)
    return Cursor(cursor.about, now, ended.not_before, ended.more and ended.problem is None, known)


def after_fetch(cursor: Cursor, ended: Ended) -> Cursor:
    """What was fetched between the rounds moves nothing but what it says itself; {} says nothing."""
    known = dict(ended.cursor) if ended.cursor else cursor.known
    rests = [at for at in (cursor.not_before, ended.not_before) if at is not None]
    return replace(cursor, not_before=max(rests, default=None), known=known)
