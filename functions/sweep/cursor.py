"""When a source's next round is due, and where a round leaves its cursor. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from shared.ears.asking import LONGEST_REST, Ended
from shared.ears.cursor import Cursor

#: The minute tick comes a little early or late; a source must not wait a whole minute more for that.
TICK_SLACK = timedelta(seconds=30)


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
