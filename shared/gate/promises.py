"""Promises: the one that every update must make, and those that must not be made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from shared.gate.finding import Finding
from shared.gate.lexicon import lexicon
from shared.gate.part import Part
from shared.gate.phrases import Phrases
from shared.gate.tone import said

#: After these nothing more is promised; the last two are the Statuspage format's words, the first is ours too.
ENDED = frozenset({"resolved", "postmortem", "completed"})


def promised(progress: str, next_update_at: datetime | None) -> bool:
    """Whether publishing will name a time for the next word."""
    return progress not in ENDED and next_update_at is not None


def next_update(progress: str, next_update_at: datetime | None, now: datetime, language: str) -> Iterator[Finding]:
    if progress in ENDED:
        return
    if next_update_at is None:
        why = f"A text that is {progress or 'no end'} leaves people waiting; without a time they ask again and again."
        mend = (
            "Give the time of the next update; say again that you are still looking, if that is all there is by then."
        )
        yield Finding("next_update_missing", "refuse", language, "promise", "", 0, why, mend)
    elif next_update_at <= now:
        words = f"{next_update_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        why = "The promised time is over before the text is out: the promise is broken as it is made."
        yield Finding("next_update_past", "refuse", language, "promise", words, 0, why, "Promise a later time.")


def forbidden(part: Part, phrases: Sequence[str]) -> Iterator[Finding]:
    """The plan's phrases in any language, and promises that nobody can keep in those that have word lists."""
    words = lexicon(part.language)
    ours = Phrases([one for one in phrases if one.strip()], part.language, endings=True)
    for start, end in said(part, ours, words):
        if not part.stands(start, end):
            why = "The plan says that this must not be promised."
            mend = "Say what you are doing now; let the plan's owner decide if you really mean to promise it."
            yield part.finding("forbidden_promise", "refuse", start, end, why, mend)
    if words is None:
        return
    for start, end in said(part, words.promises, words):
        if not part.stands(start, end):
            why = "Nobody can keep this promise, and it will be quoted when it is broken."
            yield part.finding("forbidden_promise", "refuse", start, end, why, "Say what you change, and by when.")
