"""Lists of phrases, found in a text word by word: quick to make and to search, however long the list.

A comma ends a phrase; `*` stands for any ending of a word, `~` for none, one or two words, and `@name` for each
phrase of that name. No phrase reaches over a comma or the end of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from shared.gate.folded import fold
from shared.gate.part import Part, Word

GAP = "~"
#: So many letters of a word with any ending are its key; shorter ones are not accepted.
_KEY = 3
#: So many words before a phrase can turn it round ("we can't promise a full refund").
_REACH = 3
#: Scripts from here on join or don't part their words: a phrase is looked for wherever it stands.
_FIRST_JOINED = "\u0590"
_NAME = re.compile("@([a-z]+)")
# `~` and `*` are kept through the splitting into words as letters that no folded text holds.
_KEPT = str.maketrans({"~": "\ue000", "*": "\ue001"})
_BACK = str.maketrans({"\ue000": "~", "\ue001": "*"})

Pattern = tuple[str, ...]


class Phrases:
    """`endings` lets every word of five letters and more have any ending, as the plan's keywords do."""

    def __init__(self, phrases: Sequence[str], language: str, *, endings: bool = False) -> None:
        self._by_word: dict[str, list[Pattern]] = {}
        self._by_key: dict[str, list[Pattern]] = {}
        self._joined: list[str] = []
        for phrase in phrases:
            folded = fold(phrase.strip()).text
            if any(char >= _FIRST_JOINED for char in folded):
                self._joined.append(folded)
            else:
                self._add(_pattern(phrase, language, endings))

    def _add(self, pattern: Pattern) -> None:
        if pattern and pattern[0].endswith("*") and len(pattern[0]) > _KEY:
            self._by_key.setdefault(pattern[0][:_KEY], []).append(pattern)
        elif pattern:
            self._by_word.setdefault(pattern[0], []).append(pattern)

    def find(self, part: Part) -> Iterator[tuple[int, int]]:
        """Where phrases stand, as places of the folded text; of several at one place the longest, and none twice."""
        words, over = part.words, 0
        for at, patterns in self._beginnings(part):
            ends = [end for pattern in patterns if (end := _end(pattern, words, at)) is not None]
            if ends and at >= over:
                over = max(ends)
                yield words[at].start, words[over - 1].end
        for phrase in self._joined:
            for match in re.finditer(re.escape(phrase), part.text):
                yield match.span()

    def _beginnings(self, part: Part) -> list[tuple[int, list[Pattern]]]:
        """Which words of the text a phrase could begin with, in their order; the text has its other words too."""
        beginnings: list[tuple[int, list[Pattern]]] = []
        for word, places in part.places.items():
            listed = self._by_word.get(word, []) + self._by_key.get(word[:_KEY], [])
            patterns = [pattern for pattern in listed if all(one in part.places or one[-1] in "~*" for one in pattern)]
            if patterns:
                beginnings.extend((at, patterns) for at in places)
        return sorted(beginnings, key=itemgetter(0))


def expanded(text: str, names: Mapping[str, str]) -> list[str]:
    """The phrases of a list; one with `@name` becomes as many as that name has."""
    whole: list[str] = []
    for phrase in _split(text):
        name = _NAME.search(phrase)
        if name is None:
            whole.append(phrase)
        else:
            whole.extend(
                one for member in _split(names[name[1]]) for one in expanded(phrase.replace(name[0], member), names)
            )
    return whole


def turned_round(part: Part, start: int, negations: frozenset[str], unless: frozenset[str]) -> bool:
    """Whether a "not" stands just before that place, in the same clause. `unless` are words that undo it ("only")."""
    words = part.words
    at = next((at for at, word in enumerate(words) if word.start >= start), 0)
    for before in range(at - 1, max(-1, at - 1 - _REACH), -1):
        if words[before + 1].begins or words[before + 1].follows:
            return False
        if words[before].text in negations:
            return words[before + 1].text not in unless
    return False


def _split(text: str) -> list[str]:
    return [phrase for one in text.split(",") if (phrase := " ".join(one.split()))]


def _pattern(phrase: str, language: str, endings: bool) -> Pattern:
    kept = phrase.replace("~", " \ue000 ").translate(_KEPT)
    found = re.findall(
        "\ue000|[^\\W_]+(?:'[^\\W_]+)*\ue001?" if language == "en" else "\ue000|[^\\W_]+\ue001?", _fold(kept)
    )
    words = [word.translate(_BACK) for word in found]
    return tuple(f"{word}*" if endings and len(word) >= 5 and word[-1] not in "*~" else word for word in words)


def _fold(text: str) -> str:
    return fold(text).text


def _end(pattern: Pattern, words: Sequence[Word], at: int) -> int | None:
    """Where a phrase that begins at that word ends (the word after it); None where it isn't there."""
    for step, wanted in enumerate(pattern):
        if wanted == GAP:
            rest = pattern[step + 1 :]
            return next((end for skip in (0, 1, 2) if (end := _after_gap(rest, words, at, skip)) is not None), None)
        if at >= len(words) or (step and (words[at].begins or words[at].follows)):
            return None
        word = words[at].text
        if not (word.startswith(wanted[:-1]) if wanted[-1] == "*" else word == wanted):
            return None
        at += 1
    return at


def _after_gap(rest: Pattern, words: Sequence[Word], at: int, skip: int) -> int | None:
    if any(word.begins or word.follows for word in words[at : at + skip + 1]):
        return None
    return _end(rest, words, at + skip)
