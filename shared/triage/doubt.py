"""Which mentions a person should read, because we are unsure of them and they may matter. Pure."""

from __future__ import annotations

from shared.mention import Mention
from shared.verdict import Verdict

#: The languages that triage has words of; of any other it says nothing that could be relied on.
READ = frozenset({"en", "es", "fr", "de", "it", "pt", "sw", "ar", "hi"})
#: A text may be a complaint from this probability on: a person who reads three of them finds about one.
MAY_BE_COMPLAINT = 0.3
#: Question marks of the scripts that triage meets.
_ASKS = "?\u061f\uff1f\u037e"


def doubtful(verdict: Verdict, mention: Mention) -> str | None:
    """Why a person should read it; None where nobody needs to.

    Only where confidence is low, and no person has spoken: what our own staff writes is never doubted. It matters where
    it was sent to us alone, is in a language that we don't read, may be a complaint, or asks something.
    """
    if verdict.confidence != "low" or verdict.judged_by == "person" or mention.from_staff:
        return None
    worded = any(character.isalpha() for character in mention.text)
    if worded and verdict.language not in READ and verdict.language != "und":
        return f"is in a language that we don't read ({verdict.language})"
    if verdict.is_complaint:
        return "may be a complaint, or none"
    if mention.rating is not None and mention.rating <= 2:
        return f"rates us {mention.rating} of 5, and does not say why in words that we know"
    if verdict.complaint is not None and verdict.complaint >= MAY_BE_COMPLAINT:
        return f"may be a complaint: {verdict.complaint:.0%} by our reckoning"
    if verdict.kind == "question" or (worded and any(mark in mention.text for mark in _ASKS)):
        return "may ask something of us"
    if verdict.sentiment == "negative":
        return "is in a bad mood, and we can't tell at what"
    if not mention.public:
        return "was sent to us alone, and we can't tell what it wants"
    return None
