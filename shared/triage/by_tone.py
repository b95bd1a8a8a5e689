"""What a text in another language than English amounts to: by its word lists, beside a sentiment that was learned."""

from __future__ import annotations

from dataclasses import replace

from shared.triage.foreign import tone_of
from shared.triage.heads import SENTIMENTS
from shared.triage.reading import Reading
from shared.verdict import Reason

#: From this probability on a sentiment is taken to be that.
CLEAR = 0.65
#: Languages of which the sentiment is too weak to speak where the words say nothing.
WORDS_FIRST = frozenset({"hi"})
#: A word list that finds a complaint in a text of good cheer, or none in a bad one, is half believed.
DISAGREE = 0.45


def toned(text: str, language: str, ruled: Reading) -> Reading:
    """The reading by word lists, with the sentiment of the language's own table where there is one.

    Where both agree the kind is surer, where they contradict each other it is a guess; the words decide the kind.
    """
    tones = tone_of(text, language)
    if tones is None:
        return ruled
    negative, _, positive = tones
    alone = ruled.kind not in ("specific_complaint", "venting", "praise")
    if language in WORDS_FIRST and alone:
        return ruled
    against = positive if ruled.is_complaint else negative if ruled.kind == "praise" else 0.0
    for_it = negative if ruled.is_complaint else positive if ruled.kind == "praise" else 0.0
    sentiment = SENTIMENTS[max(range(3), key=tones.__getitem__)]
    sure = min(ruled.sure, DISAGREE) if against >= CLEAR else ruled.sure if for_it >= CLEAR else ruled.sure * 0.85
    if ruled.is_complaint or ruled.kind == "praise":
        # Trouble told calmly is no praise for it, and a contradiction is left to a person.
        told = sentiment if against >= CLEAR else ruled.sentiment
    elif max(tones) < CLEAR:
        told = ruled.sentiment
    else:
        told = sentiment
    likely = max(ruled.complaint, 0.4 * negative) if not ruled.is_complaint else ruled.complaint * (1 - 0.5 * against)
    why = f"sounds {told}" if told != ruled.sentiment else ""
    return replace(
        ruled,
        complaint=likely,
        sentiment=told,
        sure=sure,
        why=(*ruled.why, Reason("sentiment", why)),
    )
