"""Words from outside, made fit for HTML, XML and JSON alike, before anything is escaped."""

from __future__ import annotations

import re

#: What XML 1.0 does not allow (section 2.2), and the C1 controls with DEL, which HTML does not allow either.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


def clean(text: str) -> str:
    """The text without what no page, feed or JSON reader may be sent; line ends become \\n."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def one_line(text: str) -> str:
    """The cleaned text on one line: a title, a name."""
    return " ".join(clean(text).split())


def paragraphs(text: str) -> tuple[str, ...]:
    """The cleaned text cut at its blank lines."""
    return tuple(part for part in _BLANK_LINES.split(clean(text)) if part)


def excerpt(text: str, characters: int) -> str:
    """The text, cut at a word and marked with an ellipsis where it is longer than that many characters."""
    if len(text) <= characters:
        return text
    cut = text[:characters]
    at_a_word = cut.rsplit(None, 1)[0] if cut.split(None, 1)[1:] else cut
    return at_a_word.rstrip() + " …"
