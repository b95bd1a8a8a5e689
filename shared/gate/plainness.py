"""Plain words: jargon, sentences in which nobody does anything, and how hard the text is to read. All of it warns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shared.gate.finding import Finding
from shared.gate.lexicon import lexicon
from shared.gate.part import Part, Word
from shared.gate.phrases import Phrases
from shared.gate.tone import said

#: A formula says little of fewer words than these.
FEWEST_WORDS = 30
#: A school grade of the United States: what fifteen-year-olds read.
MOST_GRADE = 10.0
#: Björnsson calls texts above this difficult.
MOST_LIX = 50.0
#: LIX is used for languages that part their words and build them alike; for others its bounds mean nothing.
_LIX_LANGUAGES = frozenset({"da", "de", "es", "fr", "it", "nb", "nl", "nn", "no", "pt", "sv"})
_LONG_WORD = 6
_VOWELS = re.compile(r"[aeiouy]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """How hard a text is to read, by a published formula."""

    formula: str
    score: float
    most: float
    sentence: tuple[Word, ...]

    @property
    def hard(self) -> bool:
        return self.score > self.most


def plainness(part: Part, jargon: Sequence[str]) -> Iterator[Finding]:
    words = lexicon(part.language)
    lists = [(_JARGON, Phrases([one for one in jargon if one.strip()], part.language, endings=True))]
    if words is not None:
        lists += [(_JARGON, words.jargon), (_VAGUE, words.vague), (_OUTSIDE, words.outside)]
    taken: set[int] = set()
    for (rule, why, mend), phrases in lists:
        for start, end in said(part, phrases, words):
            if start not in taken and not part.stands(start, end):
                taken.add(start)
                yield part.finding(rule, "warn", start, end, why, mend)
    read = reading(part)
    if read is not None and read.hard:
        start, end = read.sentence[0].start, read.sentence[-1].end
        told = f"{read.formula} gives {read.score:.0f}; above {read.most:.0f} many readers give up"
        why = f"{told}. This is the longest sentence."
        yield part.finding("reading_level", "warn", start, end, why, "Make two sentences of it, with shorter words.")


def reading(part: Part) -> Reading | None:
    """The reading level: Flesch-Kincaid for English, LIX for languages it is used for; None for others, or too few
    words.

    Sources: J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom, "Derivation of new readability formulas",
    Research Branch Report 8-75, Naval Air Station Memphis, 1975; C. H. Björnsson, "Läsbarhet", Liber, 1968.
    """
    words = [word for word in part.words if not any(first <= word.start < last for first, last in part.links)]
    if len(words) < FEWEST_WORDS or (part.language != "en" and part.language not in _LIX_LANGUAGES):
        return None
    sentences = _sentences(words)
    length = len(words) / len(sentences)
    longest = max((tuple(sentence) for sentence in sentences), key=len)
    if part.language == "en":
        syllables = sum(_syllables(word.text) for word in words) / len(words)
        return Reading("The Flesch-Kincaid grade", 0.39 * length + 11.8 * syllables - 15.59, MOST_GRADE, longest)
    long_words = sum(len(word.text) > _LONG_WORD for word in words)
    return Reading("The readability index LIX", length + 100 * long_words / len(words), MOST_LIX, longest)


def _sentences(words: Sequence[Word]) -> list[list[Word]]:
    sentences: list[list[Word]] = [[]]
    for word in words:
        if word.begins and sentences[-1]:
            sentences.append([])
        sentences[-1].append(word)
    return sentences


def _syllables(word: str) -> int:
    """About how many syllables an English word has: groups of vowels, less a silent e."""
    groups = len(_VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1:
        groups -= 1
    if word.endswith("ed") and not word.endswith(("ted", "ded")) and groups > 1:
        groups -= 1
    return max(1, groups)


_JARGON = (
    "jargon",
    "People outside the company, or outside the trade, don't use this word.",
    "Say it as you would to a neighbour.",
)
_VAGUE = (
    "vague_passive",
    "It doesn't say who does what, how many are affected, or by when; people read it as hiding something.",
    "Name who does it, how many, and the time: `we charged 120 customers twice`.",
)
_OUTSIDE = (
    "outside_cause",
    "A cause that is everybody's or nobody's sounds like an excuse.",
    "Name the event (`strong winds on the strait`), and say what you do for those affected.",
)
