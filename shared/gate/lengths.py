"""How long a text is where it will be read: each channel counts in its own way."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from shared.gate.finding import Finding, Where
from shared.gate.gaps import NEXT_UPDATE_SLOT
from shared.gate.graphemes import graphemes, is_emoji
from shared.gate.part import Part

#: Statuspage's own limits; its readers cut a longer title. https://developer.statuspage.io
TITLE_CHARACTERS = 255
BODY_CHARACTERS = 20_000
#: What the slot becomes: "18:00 WEST on 21 September 2026".
_PROMISE = "18:00 WEST on 21 September 2026"
_WHOLE = re.compile(rf"https?://[^\s<>\"]+|{re.escape(NEXT_UPDATE_SLOT)}")
#: X and Mastodon count every link as this many. https://docs.x.com/fundamentals/counting-characters,
#: https://docs.joinmastodon.org/user/posting/#links
_LINK_LENGTH = 23
# 3GPP TS 23.038, 6.2.1: the GSM 7 bit default alphabet, and what needs an escape before it.
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_ESCAPED = frozenset("\f^{}\\[~]|€")
_SMS_GSM, _SMS_UCS2 = 160, 70
# The ranges that twitter-text's version 3 configuration counts as one; all else is two.
_X_ONE = ((0x0000, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))


@dataclass(frozen=True, slots=True)
class Channel:
    """`weigh` gives what one piece of a text (see `_pieces`) counts there."""

    rule: str
    name: str
    where: Where
    most: int
    unit: str
    weigh: Callable[[str], int]


def lengths(part: Part, *, channels: bool = True) -> Iterator[Finding]:
    """A text that is refused for its length is not measured for each channel as well, which only warns."""
    most, rule = (TITLE_CHARACTERS, "title_length") if part.where == "title" else (BODY_CHARACTERS, "too_long")
    if len(part.original) > most:
        why = f"The {part.where} has {len(part.original):,} characters; readers of the status page take {most:,}."
        yield _beyond(part, rule, most, why, "Say it in fewer words.", refuse=True)
        return
    if not channels:
        return
    pieces = list(_pieces(part.original))
    times = Counter(piece for _, piece in pieces)
    for channel in (*_CHANNELS, _sms(part.original)):
        if channel.where != part.where:
            continue
        count = sum(channel.weigh(piece) * often for piece, often in times.items())
        if count > channel.most:
            why = f"{channel.name} takes {channel.most:,} {channel.unit}; this {part.where} has {count:,}."
            yield _beyond(part, channel.rule, _first_beyond(pieces, channel), why, _SHORTER)


def _first_beyond(pieces: Sequence[tuple[int, str]], channel: Channel) -> int:
    """Where the first piece stands that has no room left."""
    count = 0
    for at, piece in pieces:
        count += channel.weigh(piece)
        if count > channel.most:
            return at
    return 0


def _beyond(part: Part, rule: str, first: int, why: str, mend: str, refuse: bool = False) -> Finding:
    words = part.original[first : first + 40]
    return Finding(rule, "refuse" if refuse else "warn", part.tag, part.where, words, first, why, mend)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """What is counted, and where it begins: links and the promise's slot each as a whole, and graphemes."""
    at = 0
    for match in _WHOLE.finditer(text):
        yield from ((at + start, one) for start, one in graphemes(text[at : match.start()]))
        yield match.start(), match[0]
        at = match.end()
    yield from ((at + start, one) for start, one in graphemes(text[at:]))


def _spoken(piece: str) -> str:
    return _PROMISE if piece == NEXT_UPDATE_SLOT else piece


def _is_link(piece: str) -> bool:
    return piece.startswith("http") and len(piece) > 4


def _graphemes(piece: str) -> int:
    return 1 if len(piece) == 1 else sum(1 for _ in graphemes(_spoken(piece)))


def _mastodon(piece: str) -> int:
    return _LINK_LENGTH if _is_link(piece) else _graphemes(piece)


def _x(piece: str) -> int:
    if _is_link(piece):
        return _LINK_LENGTH
    if is_emoji(piece):
        return 2
    composed = unicodedata.normalize("NFC", _spoken(piece))
    return sum(1 if any(low <= ord(char) <= high for low, high in _X_ONE) else 2 for char in composed)


def _bytes(piece: str) -> int:
    return len(_spoken(piece).encode("utf-8", "replace"))


def _sms(text: str) -> Channel:
    """The alphabet of the whole text decides: one letter outside GSM's makes all of it UCS-2."""
    if all(char in _GSM or char in _GSM_ESCAPED for char in text.replace(NEXT_UPDATE_SLOT, "")):
        return Channel("too_long_for_sms", "One SMS", "body", _SMS_GSM, "characters of GSM's alphabet", _septets)
    return Channel("too_long_for_sms", "One SMS in UCS-2", "body", _SMS_UCS2, "characters", _utf16)


def _septets(piece: str) -> int:
    return sum(2 if char in _GSM_ESCAPED else 1 for char in _spoken(piece))


def _utf16(piece: str) -> int:
    return sum(2 if char > "\uffff" else 1 for char in _spoken(piece))


_SHORTER = "Write a short text for it, with the main thing and the next time first, and link to the page."
_CHANNELS = (
    # https://docs.slack.dev/reference/block-kit/blocks/header-block
    Channel("too_long_for_slack_header", "A header in Slack", "title", 150, "characters", _graphemes),
    Channel("too_long_for_x", "X", "body", 280, "characters as X weighs them", _x),
    # The lexicon app.bsky.feed.post: maxGraphemes 300.
    Channel("too_long_for_bluesky", "Bluesky", "body", 300, "characters", _graphemes),
    # https://docs.joinmastodon.org/user/posting/#text
    Channel("too_long_for_mastodon", "Mastodon", "body", 500, "characters", _mastodon),
    # https://developer.apple.com/documentation/usernotifications/generating-a-remote-notification: 4 KB with all else.
    Channel("too_long_for_push", "A push message", "body", 4096, "bytes", _bytes),
)
