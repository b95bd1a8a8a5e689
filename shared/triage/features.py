"""What of a text the model reads: its words, the pairs of them, and the letters that each word is made of.

Word 1- and 2-grams beside character 2- to 5-grams within words are what linear text classifiers have long done best
with on short posts (Wang and Manning, "Baselines and Bigrams", ACL 2012; Joulin et al., EACL 2017).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

#: So much of a long text is read: its beginning, where the matter is said, and its end, where the ask or the threat is.
HEAD_CHARACTERS, TAIL_CHARACTERS = 1_500, 500
#: A longer word is a keyboard that somebody fell asleep on: its beginning is read.
WORD_CHARACTERS = 24
SHORTEST, LONGEST = 2, 5
#: What stands at the beginning and the end of a text among the pairs of words.
BEGIN, END = "<", ">"

# Each quantifier is bounded by its class alone, and no two neighbours match the same characters: linear time.
_LINK = re.compile(r"(?:https?://|www\.)\S+|\bhttps?\b")
_HANDLE = re.compile(r"(?<!\w)@\w+")
_INVISIBLE = re.compile("[\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\ufeff\U000e0000-\U000e007f]")
_ELONGATED = re.compile(r"(\w)\1{2,}")
_DIGIT = re.compile(r"\d")
# A letter with the marks that belong to it (vowel signs, accents, nukta, harakat), which \w leaves out.
_MARKS = (
    "\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
    "\u0981-\u0983\u09bc-\u09cd\u0b82\u0bbe-\u0bcd\u0c00-\u0c03\u0c3e-\u0c4d\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
)
_TOKEN = re.compile(
    rf"@user|#?[^\W_](?:[^\W_{_MARKS}]|[{_MARKS}])*(?:'[^\W_]+)*"
    "|[!?]+|\\.{2,}|…|[:;=]-?[)(/dp|]|[\u2600-\u27bf]|[\U0001f300-\U0001faff]|[€$£₹%&]"
)


def tokens(text: str) -> list[str]:
    """The words, emoji and telling punctuation of a text, in lower case, handles and links as `@user` and `http`.

    Runs are cut to two of a kind ("sooo" is "soo", "!!!!" is "!!"), and digits are all `0`: which number it is tells
    nothing of the kind, how long it is does.
    """
    return list(_tokens(text))


# A mention is read by several tables, one after the other.
@lru_cache(maxsize=4)
def _tokens(text: str) -> tuple[str, ...]:
    if len(text) > HEAD_CHARACTERS + TAIL_CHARACTERS:
        text = f"{text[:HEAD_CHARACTERS]} … {text[-TAIL_CHARACTERS:]}"
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text).replace("’", "'"))
    text = _HANDLE.sub("@user", _LINK.sub(" http ", text.casefold()))
    text = _DIGIT.sub("0", _ELONGATED.sub(r"\1\1", text))
    return tuple(token[:WORD_CHARACTERS] if token[0] not in "!?" else token[:2] for token in _TOKEN.findall(text))


def pairs(found: list[str]) -> Iterator[str]:
    """Neighbours, with what stands first and last marked as such."""
    before = BEGIN
    for token in found:
        yield f"{before} {token}"
        before = token
    yield f"{before} {END}"


def leaps(found: list[str]) -> Iterator[str]:
    """Words with one between them: "still ~ nothing", whatever stands there."""
    return (f"{one}~{other}" for one, other in zip(found, found[2:], strict=False))


@lru_cache(maxsize=20_000)
def letters(word: str) -> tuple[str, ...]:
    """A word itself, and its character 2- to 5-grams with both its ends marked by a blank: no two the same.

    They are told from words by the mark `_` before them.
    """
    edged = f" {word} "
    grams = {
        f"_{edged[start : start + length]}"
        for length in range(SHORTEST, LONGEST + 1)
        for start in range(len(edged) - length + 1)
    }
    return (word, *sorted(grams))


def features(text: str) -> list[str]:
    """All features of a text, once for each different word and pair that has them."""
    found = tokens(text)
    return [
        *(gram for word in dict.fromkeys(found) for gram in letters(word)),
        *dict.fromkeys(pairs(found)),
    ]
