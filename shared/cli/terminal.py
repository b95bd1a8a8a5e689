"""Outside words, made harmless for a terminal: a customer's text must not move the cursor or turn a line around."""

from __future__ import annotations

import re

# Controls (also the one-byte ones above ASCII, which some terminals obey), Unicode's own line ends, bidi marks,
# embeddings, overrides and isolates, what hides and takes no room, tag characters, and lone surrogates, which can't be
# written at all. Stay: tab and newline, and the joiners (U+200C, U+200D), which Persian and emoji need.
_DANGEROUS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
_LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029]")


def block(text: str) -> str:
    """The text with its lines, and without anything that a terminal would obey."""
    return _DANGEROUS.sub("", _LINE_ENDS.sub("\n", text)).expandtabs(4)


def one_line(text: str) -> str:
    """The text as one line."""
    return " ".join(block(text).split())


def safe_json(document: str) -> str:
    """The same JSON, with what a terminal would obey written as `\\uXXXX`: machines read the very same text."""
    return _DANGEROUS.sub(_escaped, document)


def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
