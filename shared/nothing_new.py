"""Nothing new yet: the words that would go out, and saying them in one step. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from shared.plan import Plan
from shared.promise import after, cadence, timed, whole_minute
from shared.spoken import spoken
from shared.statement import Draft, Statement, Words
from shared.statement_life import NEXT_UPDATE_SLOT
from shared.statement_moves import Refused
from shared.statement_speech import say_nothing_new, stand_by
from shared.statement_start import ready_words


def words_of(statement: Statement, plan: Plan, who: str) -> tuple[Words, ...] | Refused:
    """What somebody approved ahead, where it still holds; else the plan's own, which `who` approves by saying them."""
    standby = statement.standby
    if standby is not None and standby.progress == statement.progress:
        return standby.words
    return ready_words(plan, statement, "nothing_new", who)


def words_hash(words: tuple[Words, ...]) -> str:
    """Of all languages at once: what a person has read before pressing the button."""
    draft = Draft(words, "investigating", "none")
    hashes = "".join(draft.hash_of(language) for language in draft.languages)
    return hashlib.sha256(hashes.encode()).hexdigest()[:16]


def previewed(statement: Statement, words: tuple[Words, ...], plan: Plan, now: datetime) -> tuple[Words, ...]:
    """The words with the time that they would promise now."""
    zone, at = ZoneInfo(plan.company.time_zone), whole_minute(after(now, cadence(statement, plan), plan))
    return tuple(
        Words(one.language, one.title, one.body.replace(NEXT_UPDATE_SLOT, spoken(at, zone, one.language)), one.authors)
        for one in words
    )


def say(
    statement: Statement, who: str, now: datetime, plan: Plan, next_update_at: datetime | None = None
) -> Statement | Refused:
    """Says it, with a new time; `who` approves the plan's words with this where nobody did ahead."""
    words = words_of(statement, plan, who)
    held = statement.standby is not None and statement.standby.progress == statement.progress
    if statement.promise is None or held:
        return say_nothing_new(statement, who, now, plan, next_update_at)
    if isinstance(words, Refused):
        return words
    ready = stand_by(statement, who, now, plan, words, ahead=False)
    if isinstance(ready, Refused):
        return ready
    said = say_nothing_new(ready, who, now, plan, next_update_at)
    # Their yes was to saying it now: kept, it would let the next one out with nobody there.
    return said if isinstance(said, Refused) else timed(replace(said, standby=None), plan)
