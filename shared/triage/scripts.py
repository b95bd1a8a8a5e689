"""Languages that their script tells: no table is needed for those."""

from __future__ import annotations

import re
from collections import Counter

#: So many letters are looked at.
_LETTERS = 400
#: Latin letters lie below this.
_LATIN_END = "\u0250"
# One range a script, with the language that mostly uses it; `und` where several do.
_SCRIPTS = tuple(
    (code, re.compile(f"[{letters}]"))
    for code, letters in (
        ("ja", "\u3040-\u30ff"),
        ("zh", "\u4e00-\u9fff"),
        ("ko", "\uac00-\ud7af\u1100-\u11ff"),
        ("ar", "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff"),
        ("he", "\u0590-\u05ff"),
        ("ru", "\u0400-\u052f"),
        ("el", "\u0370-\u03ff\u1f00-\u1fff"),
        ("hi", "\u0900-\u097f"),
        ("bn", "\u0980-\u09ff"),
        ("pa", "\u0a00-\u0a7f"),
        ("gu", "\u0a80-\u0aff"),
        ("ta", "\u0b80-\u0bff"),
        ("te", "\u0c00-\u0c7f"),
        ("kn", "\u0c80-\u0cff"),
        ("ml", "\u0d00-\u0d7f"),
        ("si", "\u0d80-\u0dff"),
        ("th", "\u0e00-\u0e7f"),
        ("lo", "\u0e80-\u0eff"),
        ("my", "\u1000-\u109f"),
        ("ka", "\u10a0-\u10ff"),
        ("hy", "\u0530-\u058f"),
        ("am", "\u1200-\u139f"),
        ("km", "\u1780-\u17ff"),
    )
)
# Letters that Arabic has no use for, with the languages that have; Arabic keyboards of some makes give two of them.
_URDU = re.compile("[ٹڈڑںےہھ]")
_PERSIAN = re.compile("[پچژگ]")
#: Dialects write a few Persian letters in names ("باگ"): so large a part of the letters is another language.
_FOREIGN_SHARE = 0.03
_UKRAINIAN = re.compile("[іїєґ]")
# Words that Marathi and Nepali can't do without, and Hindi doesn't have.
_NOT_HINDI = (
    ("mr", re.compile("(?<!\\S)(?:आहे|आहेत|नाही|आणि|मला|माझा|माझी|माझे|होते|झाले|झाला|काय|कधी)(?!\\w)")),
    ("ne", re.compile("(?<!\\S)(?:छ|छन्|छैन|हुन्छ|गर्नु|गरेको|भयो|मेरो|तपाईं|तपाईंको|पनि|अहिले)(?!\\w)")),
)
#: So many of them: one may be a name.
_LEAST_WORDS = 2


def letters_of(text: str) -> str:
    """The first letters of a text; empty for one that has none."""
    return "".join(c for c in text if c.isalpha())[:_LETTERS]


def written_in(letters: str, text: str) -> str | None:
    """The code of the language that a script tells; None for Latin letters, or for no prevailing script."""
    if letters.isascii() or sum(c < _LATIN_END for c in letters) >= 0.5 * len(letters):
        return None
    found = Counter({code: len(script.findall(letters)) for code, script in _SCRIPTS})
    code, count = found.most_common(1)[0]
    if not count:
        return "und"
    if found["ja"]:
        return "ja"  # Chinese has no kana; Japanese has both
    return {"ar": _by_arabic_letters, "ru": _by_cyrillic_letters, "hi": _by_devanagari_words}.get(code, _same)(
        letters, text, code
    )


def _by_arabic_letters(letters: str, _text: str, _code: str) -> str:
    urdu, persian = len(_URDU.findall(letters)), len(_PERSIAN.findall(letters))
    if urdu + persian < _FOREIGN_SHARE * len(letters) or urdu + persian < _LEAST_WORDS:
        return "ar"
    return "ur" if urdu >= persian else "fa"


def _by_cyrillic_letters(letters: str, _text: str, _code: str) -> str:
    return "uk" if _UKRAINIAN.search(letters.casefold()) else "ru"


def _by_devanagari_words(_letters: str, text: str, _code: str) -> str:
    return next((code for code, words in _NOT_HINDI if len(words.findall(text)) >= _LEAST_WORDS), "hi")


def _same(_letters: str, _text: str, code: str) -> str:
    return code
