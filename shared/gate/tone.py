"""Attacks, and blame: what no customer, supplier, colleague, competitor or weather may read of itself."""

from __future__ import annotations

from collections.abc import Iterator

from shared.gate.finding import Finding
from shared.gate.lexicon import Lexicon, lexicon
from shared.gate.part import Part
from shared.gate.phrases import Phrases, turned_round

_ATTACK = (
    "attack",
    "It attacks or belittles somebody, and people will quote it longer than the trouble lasts.",
    "Take it out; say what happened and what you are doing about it.",
)
_BLAME = (
    "blame",
    "It lays the fault on somebody else, or away from you; customers hear that nobody will put it right.",
    "Say what happened as an event, and what you do for those affected; if the fault is yours, say `we`.",
)


def tone(part: Part) -> Iterator[Finding]:
    """Insults count wherever they stand; an accusation does not where it is denied ("nobody is exaggerating")."""
    words = lexicon(part.language)
    if words is None:
        return
    for start, end in words.insults.find(part):
        yield from _refused(part, start, end, _ATTACK)
    for start, end in said(part, words.accusations, words):
        yield from _refused(part, start, end, _ATTACK)
    fine = tuple(words.fine.find(part))
    for start, end in said(part, words.blame, words):
        if not any(first < end and start < last for first, last in fine):
            yield from _refused(part, start, end, _BLAME)


def said(part: Part, phrases: Phrases, words: Lexicon | None) -> Iterator[tuple[int, int]]:
    """Where those phrases stand, but for those that a "not" before them turns round."""
    for start, end in phrases.find(part):
        if words is None or not turned_round(part, start, words.negations, words.unless):
            yield start, end


def _refused(part: Part, start: int, end: int, rule: tuple[str, str, str]) -> Iterator[Finding]:
    if not part.stands(start, end):
        yield part.finding(rule[0], "refuse", start, end, rule[1], rule[2])
