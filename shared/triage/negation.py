"""What a negator turns round, where it matters whether somebody was hurt: "nobody was hurt", "no need for a lawyer"."""

from __future__ import annotations

from collections.abc import Sequence

from shared.triage.fold import folded, words_of
from shared.triage.lexicon import negators_in

#: A negator rules this many words after it.
NEGATION_REACH = 3
#: What ends a negator's reach within a clause.
CONNECTORS = frozenset(
    folded(
        words_of(
            "but and pero y mais et aber und sondern ma e mas lakini na bali ولكن لكن و लेकिन और मगर पर lekin aur magar"
        )
    )
)
#: "Nobody was hurt" denies it; "nobody helped my bleeding mother" does not.
_NOBODY = frozenset(folded(words_of("nobody none one nadie personne niemand keiner nessuno ninguém kein")))
_BEING = frozenset(
    folded(
        words_of(
            """was were is are got gets been has had seems seriously badly really fue fueron está están es resultó
            resultaron ha n'a n'est a été est wurde wurden ist sind war hat è stato si sono rimasto foi ficou
            está se saiu"""
        )
    )
)
#: "Isn't dangerous" denies it; "couldn't stop the bleeding" and "didn't call an ambulance" do not.
_DENYING = frozenset(("isn't", "wasn't", "aren't", "weren't", "ain't"))
#: Of the other short forms only what comes straight after is denied: "won't sue", "didn't hurt".
_NEXT_ONLY = 1
#: What needs, wants or expects it not: "don't need a lawyer", "no necesito un abogado".
_NEEDING = frozenset(words_of("need want intend plan require"))
#: "Never felt so unsafe" says that it was.
_STRESSING = frozenset(
    folded(words_of("so such more tan tanto más si tellement aussi plus so solch più così tão mais"))
)
#: In Hindi the negator comes after: "koi ghayal nahi hua".
_AFTER = frozenset(folded(words_of("नहीं नही nahi nahin nhi")))


def denied(words: Sequence[str], start: int, end: int, language: str) -> bool:
    """Whether a negator turns round what stands in the folded words from `start` to `end`, within one clause."""
    if end < len(words) and words[end] in _AFTER:
        return True
    negators = negators_in(language)
    for at in range(start - 1, max(start - NEGATION_REACH - 2, -1), -1):
        word = words[at]
        if word in CONNECTORS or (word in _STRESSING and word not in negators):
            return False
        if _turns(words, at, start, negators):
            return True
    return False


def _turns(words: Sequence[str], at: int, start: int, negators: frozenset[str]) -> bool:
    word = words[at]
    away = start - at
    if word.endswith("n't"):
        if word in _DENYING:
            return away <= NEGATION_REACH
        return away <= _NEXT_ONLY or (away <= NEGATION_REACH + 1 and words[at + 1] in _NEEDING)
    if word in _NOBODY and (word != "one" or (at > 0 and words[at - 1] == "no")):
        return (away <= NEGATION_REACH + 1 and words[at + 1] in _BEING) or away == 1
    if word == "no" and at + 1 < len(words) and words[at + 1] == "one":
        return False
    return word in negators and away <= NEGATION_REACH
