"""How a text falls into words, and what of a word counts when it is looked up: neither accents nor Arabic prefixes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

#: Signs that belong to the letter before them: a vowel of Devanagari is no end of a word. Up to Thai and Lao.
_MARKS = "".join(sign for sign in map(chr, range(0x300, 0xED0)) if unicodedata.category(sign)[0] == "M")
_EMOJI = "❤😍👍😊🎉🙌😀😁👏💙🥰🙏😡🤬😠👎💩"
_PLAIN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_WORD = re.compile(rf"[^\W_]+(?:['{_MARKS}]+[^\W_]+)*[{_MARKS}]*|[{_EMOJI}]")
#: Joiners, and the stroke that makes an Arabic word longer on the page.
_UNSEEN = dict.fromkeys(map(ord, "\u200c\u200d\u0640"))


def words_of(text: str) -> list[str]:
    """The words of a text in lower case with straight apostrophes, and the few emoji that have a tone."""
    if text.isascii():
        return _PLAIN.findall(text.lower())
    return _WORD.findall(unicodedata.normalize("NFC", text.casefold()).replace("’", "'").translate(_UNSEEN))


def folded(words: Sequence[str]) -> list[str]:
    """The words as they are looked up, one for each: without accents, elisions (`l'`), nukta and Arabic prefixes."""
    return [word if word.isascii() and "'" not in word else _folded(word) for word in words]


_ELIDED = frozenset(["l", "d", "j", "n", "s", "m", "t", "c", "qu", "un", "dell", "all", "nell", "dall", "sull"])
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue"}
_LETTERS = {
    ord(letter): _UMLAUTS.get(letter) or unicodedata.normalize("NFD", letter)[0]
    for letter in map(chr, range(0xC0, 0x180))
    if unicodedata.decomposition(letter)
}
# The forms of alef, alef maqsura and teh marbuta; candrabindu. Of the marks only Arabic's vowels and the nukta go.
_LETTERS |= {
    **dict.fromkeys(map(ord, "أإآٱ"), "ا"),
    ord("ى"): "ي",
    ord("ة"): "ه",
    ord("ँ"): "ं",
    **dict.fromkeys((*range(0x300, 0x370), *range(0x64B, 0x660), 0x670, 0x93C), ""),
}
#: And-the, by-the, like-the, so-the, for-the, the; then and, by, for, so by themselves, before three letters or more.
_ARTICLES = ("وبال", "وال", "بال", "كال", "فال", "ولل", "لل", "ال")
_PREPOSITIONS = tuple("وبلف")
_LEAST_STEM = 3


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    elided, _, rest = word.partition("'")
    own = rest if rest and elided in _ELIDED else word
    # Italian `è` is, `e` and.
    plain = own.translate(_LETTERS) if len(own) > 1 else own
    return _without_prefix(plain) if "\u0620" <= plain[:1] <= "\u064a" else plain


def _without_prefix(word: str) -> str:
    for prefix in (*_ARTICLES, *_PREPOSITIONS):
        if word.startswith(prefix) and len(word) - len(prefix) >= _LEAST_STEM:
            return word[len(prefix) :]
    return word
