"""A tap: the signed link by which one person keeps one promise with "nothing new yet".

Only the holder of the key can make one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from shared.signed import fits, signature

#: A link is good until so long after the promised time; then it is an old mail.
GOOD_FOR = timedelta(hours=24)
_KIND = "tap"
_TOKEN = re.compile(r"(st-[0-9a-f]{10})\.([0-9]{1,6})\.([a-z0-9_-]{1,64})\.([0-9]{1,12})\.([A-Za-z0-9_-]{43})")
_MOST_TOKEN = 200


@dataclass(frozen=True, slots=True)
class Tap:
    """Who may keep which promise: that of word number `word` of the statement."""

    statement_id: str
    word: int
    person: str
    until: datetime


def sign(key: str, tap: Tap) -> str:
    """The token of that tap, for the path of a link."""
    plain = f"{tap.statement_id}.{tap.word}.{tap.person}.{int(tap.until.timestamp())}"
    return f"{plain}.{signature(key, _KIND, plain)}"


def read(key: str, token: str, now: datetime) -> Tap | None:
    """The tap in a token; None for one that is forged or over."""
    found = _TOKEN.fullmatch(token) if len(token) <= _MOST_TOKEN else None
    if found is None or not fits(found[5], key, _KIND, token.rpartition(".")[0]):
        return None
    until = datetime.fromtimestamp(int(found[4]), UTC)
    return Tap(found[1], int(found[2]), found[3], until) if now < until else None
