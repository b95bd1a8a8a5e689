"""One part of a text under the gate: its words as they are matched, and findings that point at the original."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from shared.gate.finding import Finding, Level, Where
from shared.gate.folded import Folded, fold

#: Longer words than these are cut in a finding; the offset says where the rest is.
MOST_WORDS = 120
_WORD = re.compile(r"[^\W_]+")
_ENGLISH_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?;:…。؟।|]|\n *\n")
# A name without `www` counts only with an ending that no sentence has by a forgotten space.
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]+"
    r"|(?<![\w.@-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|info|example)(?![\w.-]*@)\b(?:/[^\s<>\"]*)?"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the folded text; `begins` where a sentence ended before it, `follows` where only a comma did."""

    text: str
    start: int
    end: int
    begins: bool
    follows: bool


def words_of(text: str, language: str) -> tuple[Word, ...]:
    """The words of a folded text. Only in English an apostrophe is within a word (`can't`, but `l` `usager`)."""
    found: list[Word] = []
    end = 0
    for match in (_ENGLISH_WORD if language == "en" else _WORD).finditer(text):
        gap = text[end : match.start()]
        plain = gap in ("", " ")
        found.append(
            Word(
                match[0],
                *match.span(),
                begins=not plain and _SENTENCE_END.search(gap) is not None,
                follows=not plain and "," in gap,
            )
        )
        end = match.end()
    return tuple(found)


@dataclass(frozen=True)
class Part:
    """`language` is the base of the tag (`pt` for `pt-BR`); `tag` is as it was given."""

    where: Where
    original: str
    tag: str
    allowed: tuple[str, ...] = ()

    @cached_property
    def language(self) -> str:
        return re.split("[-_]", self.tag.strip().casefold())[0]

    @cached_property
    def folded(self) -> Folded:
        return fold(self.original)

    @property
    def text(self) -> str:
        return self.folded.text

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return words_of(self.text, self.language)

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """Which of the words each word is: a list of phrases asks once for a word that stands a hundred times."""
        places: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            places.setdefault(word.text, []).append(at)
        return places

    @cached_property
    def links(self) -> tuple[tuple[int, int], ...]:
        return tuple(match.span() for match in _URL.finditer(self.text))

    @cached_property
    def _allowed_spans(self) -> tuple[tuple[int, int], ...]:
        return tuple(span for one in self.allowed if one.strip() for span in _places(fold(one.strip()).text, self.text))

    def stands(self, start: int, end: int) -> bool:
        """Whether the plan allows these very characters of the folded text."""
        return any(first <= start and end <= last for first, last in self._allowed_spans)

    def written(self, start: int, end: int) -> str:
        """A place of the folded text, as it stands in the original."""
        first, last = self.folded.span(start, end)
        return self.original[first:last]

    def finding(
        self, rule: str, level: Level, start: int, end: int, why: str, mend: str, *, mask: Iterable[int] = ()
    ) -> Finding:
        """A finding at a place of the folded text; `mask` are the places that must not be repeated."""
        first, last = self.folded.span(start, end)
        hidden = {self.folded.origin[at] for at in mask}
        shown = range(first, min(last, first + MOST_WORDS))
        words = "".join("•" if at in hidden else self.original[at] for at in shown)
        return Finding(rule, level, self.tag, self.where, words, first, why, mend)


def _places(wanted: str, text: str) -> Iterable[tuple[int, int]]:
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        yield at, at + len(wanted)
        at = text.find(wanted, at + len(wanted))
