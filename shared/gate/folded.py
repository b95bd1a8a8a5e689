"""A text as it is matched: no case, no accents, nothing that hides; and the way back to where it stood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# Marks of combining class 10 and above are accents and vowel points; those below make other letters (the voicing
# marks of Japanese, the nukta and virama of Indic scripts). https://www.unicode.org/reports/tr44/#Canonical_Combining_Class_Values
_FIRST_ACCENT = 10
_LONGEST = 8
_LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
# They show nothing, and are neither marks nor formats to Unicode: fillers, joiners, variation selectors.
_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
_ALSO = {"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u2032": "'", "\u2800": " ", "\u0131": "i"}
_PLAIN = re.compile("[\t\n\r -~]*")


@dataclass(frozen=True, slots=True)
class Folded:
    """`origin` says, for each character of `text`, where in the original it stood; one more for the end."""

    original: str
    text: str
    origin: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters from `start` to `end` stand in the original, with the accents that follow them."""
        if start == end:
            return self.origin[start], self.origin[start]
        last = self.origin[end - 1] + 1
        while last < len(self.original) and unicodedata.combining(self.original[last]):
            last += 1
        return self.origin[start], last


def fold(text: str) -> Folded:
    """NFKD without accents, casefolded; digits of all scripts as ASCII, dashes as `-`, without what can't be seen."""
    if _PLAIN.fullmatch(text):
        plain = text.lower().replace("\t", " ").replace("\r", "\n")
        return Folded(text, plain, range(len(text) + 1))
    parts: list[str] = []
    origin: list[int] = []
    for at, char in enumerate(text):
        folded = _fold_one(char)
        parts.append(folded)
        origin.extend([at] * len(folded))
    origin.append(len(text))
    return Folded(text, "".join(parts), origin)


@lru_cache(maxsize=4096)
def _fold_one(char: str) -> str:
    if char in _LINE_ENDS:
        return "\n"
    if char in _ALSO:
        return _ALSO[char]
    match unicodedata.category(char):
        case "Zs":
            return " "
        case "Pd":
            return "-"
        case "Nd":
            return str(unicodedata.decimal(char))
        case "Cc":
            return " " if char == "\t" else ""
        case "Cf" | "Me":
            return ""
    if _UNSEEN.match(char):
        return ""
    # One letter can stand for a whole blessing; a text of such would become eighteen times as long.
    if len(unicodedata.normalize("NFKD", char)) > _LONGEST:
        return char
    whole = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    return "".join(one for one in whole if unicodedata.combining(one) < _FIRST_ACCENT)
