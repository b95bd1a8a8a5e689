"""Links in what people write: those that may be shown to others, and those whose words hide where they lead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

_CUT = ("...", "…")


@dataclass(frozen=True, slots=True)
class Span:
    """Where the words of a link stand in a text, in bytes of its coding, and where it leads."""

    start: int
    end: int
    address: str


def web_link(address: str | None) -> str | None:
    """The address, where it is one of the web's; None for any other (it is shown to people as a link)."""
    if not address:
        return None
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    return address.strip() if parts.scheme in ("https", "http") and parts.netloc else None


def with_links(text: str, spans: Iterable[Span], coding: Literal["utf-8", "utf-16-le"]) -> str:
    """The text with the address of a link behind its words, or in their place where they are the address cut short.

    A span that can't be (outside the text, within a character, over another one) is left out.
    """
    whole, before = text.encode(coding, "surrogatepass"), len(text) * 4
    for span in sorted(spans, key=lambda one: one.start, reverse=True):
        if not 0 <= span.start < span.end <= min(before, len(whole)) or web_link(span.address) is None:
            continue
        try:
            whole[: span.start].decode(coding)
            address = _shown(whole[span.start : span.end].decode(coding), span.address).encode(coding)
        except UnicodeError:
            continue
        whole, before = whole[: span.start] + address + whole[span.end :], span.start
    return whole.decode(coding, "surrogatepass")


def _shown(words: str, address: str) -> str:
    if _bare(words) in _bare(address):
        return words
    cut = next((words.removesuffix(end) for end in _CUT if words.endswith(end)), None)
    if cut is not None and _bare(cut) in _bare(address):
        return address
    return f"{words} ({address})"


def _bare(address: str) -> str:
    return address.strip().lower().rstrip("/")
