"""What in a text sets off a rule: one lexicon of all languages, looked up in one pass, with what denies it.

All languages at once, because a text in one of them often says the word that matters in another, and a short one may
not be known for its language at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from shared.triage.lexicon import LANGUAGES, Lexicon, Phrase, lexicon_of, phrase_of, phrases_of
from shared.triage.negation import denied
from shared.triage.rule_words import ENGLISH_RULES

_IDIOM = "idiom"
#: Ids of rules. An idiom's are none.
Ids = tuple[str, ...]


class Alarm(NamedTuple):
    """What was said that sets off these rules, in the writer's words; `negated` where it was denied."""

    ids: Ids
    words: str
    negated: bool


def alarms_in(
    clause: Sequence[str], words: Sequence[str], language: str, lexicon: Lexicon[Ids] | None = None
) -> Iterator[Alarm]:
    """What one clause says that sets off rules; `words` are its words folded. Without a lexicon, the built-in one."""
    if lexicon is None:
        lexicon = built_in()
    position = 0
    while position < len(words):
        ids, length = lexicon.at(words, position)
        if ids:
            end = position + length
            yield Alarm(ids, " ".join(clause[position:end]), denied(words, position, end, language))
        position += length


@lru_cache(maxsize=8)
def lexicon_with(own: tuple[tuple[str, tuple[str, ...]], ...], off: frozenset[str]) -> Lexicon[Ids]:
    """The built-in phrases and a plan's own, by rule id. A phrase means all rules that have it or a part of it.

    So no phrase of one rule hides a shorter one of another; only an idiom hides what it holds.
    """
    idioms: dict[Phrase, Ids] = {}
    given: dict[Phrase, Ids] = {}
    for listed in (*(module.RULES for module in LANGUAGES.values()), ENGLISH_RULES):
        for phrase, id_ in phrases_of(listed):
            if id_ == _IDIOM:
                idioms[phrase] = ()
            elif id_ not in off:
                given[phrase] = _both(given.get(phrase, ()), (id_,))
    added: dict[Phrase, Ids] = {}
    for id_, phrases in own:
        for phrase in map(phrase_of, phrases):
            if phrase[0] and id_ not in off:
                added[phrase] = _both(added.get(phrase, ()), (id_,))
    if added:
        mine = lexicon_of(added.items())
        every = lexicon_of((*given.items(), *added.items()))
        given = {phrase: _both(ids, _in_parts(phrase, mine)) for phrase, ids in given.items()}
        added = {
            phrase: _both(_both(ids, given.get(phrase, ())), _in_parts(phrase, every)) for phrase, ids in added.items()
        }
    return lexicon_of((*idioms.items(), *given.items(), *added.items()))


def built_in() -> Lexicon[Ids]:
    """What sets off a rule where no plan says more."""
    return lexicon_with((), frozenset())


def _in_parts(phrase: Phrase, lexicon: Lexicon[Ids]) -> Ids:
    """What the parts of a phrase mean by themselves."""
    words, _ = phrase
    found: Ids = ()
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            ids, length = lexicon.at(words[start:end], 0)
            if ids and length == end - start:
                found = _both(found, ids)
    return found


def _both(some: Ids, others: Ids) -> Ids:
    return (*some, *(one for one in others if one not in some))
