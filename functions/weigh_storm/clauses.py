"""A post as runs of words that phrases can be taken from, without what belongs to one person.

Words are compared as `shared.gate.folded` folds them: no case, no accents. Chinese, Japanese, Thai, Lao, Khmer and
Burmese write no spaces, and telling their words apart takes a dictionary: there each letter with its marks is a unit
of its own, and a phrase is a run of them. (Search engines do the same with pairs of letters: Lucene's CJKAnalyzer.)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from functions.weigh_storm.small_words import small_words
from shared.gate.finding import Finding
from shared.gate.folded import Folded, fold
from shared.gate.part import MOST_WORDS, Part
from shared.gate.personal import personal

#: What is personal is sought so far beyond the end of what is read (characters): it may stand across it.
_BEYOND = 400
#: Longer words are keys and noise, not words.
_LONGEST_WORD = 40

# Each begins where a run of its characters begins, so that no run is read more than once.
# Accounts in other forms than the gate's, in any script, and all that has dots or underscores within: addresses, names.
_NO_WORDS = re.compile(
    r"[a-z][a-z0-9+.-]{1,20}://[^\s<>\"]+|www\.[^\s<>\"]+"
    r"|(?<![a-z0-9._%+-])[a-z0-9._%+-]*@[\w.@-]*"
    r"|(?<![\w/])/?u/[\w-]+"
    r"|(?<!\w)\w{1,40}#\d{4,}"
    r"|(?<!\w)[^\W_]*_\w*"
    r"|(?<![\w.-])[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/?#][^\s<>\"]*)?"
)
# Scripts without spaces, as folded (NFKD): Thai, Lao, Burmese, Khmer, kana, Han.
_JOINED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u1000-\u103f\u1050-\u109f\u1780-\u17d3\u17dc\u17dd"
    "\u3005-\u3007\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
# Of these, what stays with the letter before it: marks, small kana, the long stroke; and Thai's and Lao's vowels that
# stand before theirs; and the signs that put the next consonant below.
_STAYING = (
    "\u0e30-\u0e3a\u0e45\u0e47-\u0e4e\u0eb0-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064"
    "\u1067-\u106d\u1071-\u1074\u1082-\u108d\u17b4-\u17d3\u17dd\u3099\u309a\u3041\u3043\u3045\u3047\u3049\u3063\u3083"
    "\u3085\u3087\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7\u30fc"
)
_AHEAD = "\u0e40-\u0e44\u0ec0-\u0ec4"
_STACKING = "\u1039\u17d2"
# Vowel signs and marks that Python's `\w` leaves out: Thaana and the scripts of India and Tibet.
_MARKS = "\u0300-\u036f\u07a6-\u07b0\u0900-\u0963\u0970-\u0df3\u0f35-\u0f84"
_LETTER = rf"[^\W_{_JOINED}]"
_ELISION = r"(?:[cdjlmnst]|qu|un|gl|(?:a|da|de|ne|su)ll)'(?=[^\W_]{2})"
_TOKEN = re.compile(
    rf"(?P<joined>[{_AHEAD}]?[{_JOINED}](?:[{_STAYING}]|(?<=[{_STACKING}])[{_JOINED}])*)"
    rf"|(?P<word>{_ELISION}|{_LETTER}+(?:(?:[{_MARKS}]+|'){_LETTER}+)*[{_MARKS}]*)"
    "|(?P<emoji>[\U0001f1e6-\U0001f1ff]{2}|[\u2600-\u27bf\U0001f300-\U0001f3fa\U0001f400-\U0001faff])"
)
#: What may stand between two words of one phrase.
_SOFT = re.compile("[ \\-'\"*#&/“”„«»]*")


_ONE_JOINED = re.compile(f"[{_JOINED}]")


@dataclass(frozen=True, slots=True)
class Clause:
    """Words that follow each other; `ends` says of each whether a phrase may begin or end with it."""

    author: str
    post: str
    joined: bool
    words: tuple[str, ...]
    ends: tuple[bool, ...]
    places: tuple[tuple[int, int], ...]
    folded: Folded

    def written(self, start: int, end: int) -> str:
        """The words from `start` to `end` as the author wrote them, in lower case."""
        words = (_seen(self.folded, *self.places[at]) for at in range(start, end))
        return ("" if self.joined else " ").join(words).replace("' ", "'")


def clauses_of(
    text: str, language: str | None, *, author: str, post: str, most: int, brand: str = "", quoted: bool = True
) -> Iterator[Clause]:
    """The clauses of a post's first `most` characters. `quoted` takes out what is personal; a record needs it not."""
    folded = _impersonal(text[: most + _BEYOND]) if quoted else fold(text[:most])
    small = _small(language, brand)
    bare = _NO_WORDS.sub(lambda found: "\x00" * len(found[0]), folded.text)
    run: list[re.Match[str]] = []
    for token in _TOKEN.finditer(bare):
        if run and not _follows(run[-1], token, bare):
            yield _clause(run, small, author, post, folded)
            run = []
        if token.end() - token.start() <= _LONGEST_WORD:
            run.append(token)
        if folded.origin[token.start()] >= most:
            break
    if run:
        yield _clause(run, small, author, post, folded)


def joined_letters(text: str) -> int:
    """How many letters of scripts without spaces it has."""
    return len(_ONE_JOINED.findall(text))


@lru_cache(maxsize=64)
def _small(language: str | None, brand: str) -> frozenset[str]:
    return small_words(language) | {match[0] for match in _TOKEN.finditer(fold(brand).text)}


def _follows(last: re.Match[str], token: re.Match[str], bare: str) -> bool:
    if token.lastgroup != last.lastgroup or token.lastgroup == "emoji":
        return False
    if token.lastgroup == "joined":
        return token.start() == last.end()
    return _SOFT.fullmatch(bare, last.end(), token.start()) is not None


def _clause(run: list[re.Match[str]], small: frozenset[str], author: str, post: str, folded: Folded) -> Clause:
    words = tuple(token[0] for token in run)
    return Clause(
        author=author,
        post=post,
        joined=run[0].lastgroup == "joined",
        words=words,
        ends=tuple(word not in small for word in words),
        places=tuple(token.span() for token in run),
        folded=folded,
    )


# Copies are what a storm is full of.
@lru_cache(maxsize=256)
def _impersonal(text: str) -> Folded:
    """The text folded, with line ends for what the gate finds personal, at its place."""
    part = Part("body", text, "")
    found = list(personal(part))
    if not found:
        return part.folded
    bare = list(text)
    for one in found:
        end = _end(one, text)
        bare[one.start : end] = "\n" * (end - one.start)
    return fold("".join(bare))


def _end(found: Finding, text: str) -> int:
    """A finding gives its first characters only: a longer one goes on to the next space."""
    end = found.start + len(found.words)
    while len(found.words) >= MOST_WORDS and end < len(text) and not text[end].isspace():
        end += 1
    return end


def _seen(folded: Folded, start: int, end: int) -> str:
    """A word as written, without what can't be seen, but for the joiners that Persian, India and emoji need."""
    first, last = folded.span(start, end)
    word = folded.original[first:last].lower()
    if word.isascii() and word.isprintable():
        return word
    kept = "".join(c for c in word if unicodedata.category(c) not in ("Cf", "Cc", "Cs") or c in "\u200c\u200d")
    return unicodedata.normalize("NFC", kept)
