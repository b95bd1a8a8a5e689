"""What people count as one character: letters with their marks, and emoji of several parts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_JOINER = "\u200d"


def graphemes(text: str) -> Iterator[tuple[int, str]]:
    """Where each character begins, and all that belongs to it: the rules of https://www.unicode.org/reports/tr29/,
    without those for Hangul in parts and Indic conjuncts (such a text is counted a little too long).
    """
    if text.isascii() and "\r" not in text:
        yield from enumerate(text)
        return
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not _joined(text, start, at):
            if text:
                yield start, text[start:at]
            start = at


def _joined(text: str, start: int, at: int) -> bool:
    char, before = text[at], text[at - 1]
    if before == "\r":
        return char == "\n"
    if _extends(char):
        return before != "\n"
    if before == _JOINER:
        return _pictured(char)
    if _indicator(char) and _indicator(before):
        return (at - start) % 2 == 1
    return False


def _extends(char: str) -> bool:
    if char < "\u0300":
        return False
    if char == _JOINER or "\U0001f3fb" <= char <= "\U0001f3ff" or "\U000e0020" <= char <= "\U000e007f":
        return True
    return unicodedata.category(char) in ("Mn", "Me", "Mc") or char == "\u200c"


def _indicator(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _pictured(char: str) -> bool:
    return char >= "\U0001f000" or "\u2190" <= char <= "\u2bff" or char in "\u00a9\u00ae\u3030\u303d\u3297\u3299"


def is_emoji(grapheme: str) -> bool:
    return (
        "\U0001f000" <= grapheme < "\U00020000"
        or "\ufe0f" in grapheme
        or "\u20e3" in grapheme
        or "\u2600" <= grapheme[:1] <= "\u27bf"
    )
