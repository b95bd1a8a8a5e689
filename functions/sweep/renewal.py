"""When what a platform grants us for a time is asked for anew: a lease, a check of ours, a token."""

from __future__ import annotations

from datetime import datetime, timedelta

from shared.mark import SourceMark

#: With two days left, or half of the whole span: well before the audit worries.
RENEWED_BEFORE, RENEWED_PART = timedelta(days=2), 2
#: When a token ends is asked for once a day: only a person can get a new one, who may have set it meanwhile.
TOKEN_ASKED_AFTER = timedelta(days=1)
#: As long as it doesn't come, it is asked for once an hour.
ASKED_AGAIN_AFTER = timedelta(hours=1)


def needs_renewal(mark: SourceMark, now: datetime) -> bool:
    """Whether it is asked for now. An instant to come says that the clock was set back: it holds nobody off."""
    rest = ASKED_AGAIN_AFTER if mark.token_until is None else TOKEN_ASKED_AFTER
    if mark.renewed_at is not None and timedelta(0) <= now - mark.renewed_at < rest:
        return False
    if mark.token_until is not None:
        return True
    due_at = mark.ends_within(RENEWED_BEFORE, RENEWED_PART)
    return due_at is None or now >= due_at
