"""Signed links: what they let their holder do, for whom, and until when. Nobody can make one without the key.

All keyed hashes of subscribers come from the one key of `LinkSecret`, each under its own purpose.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Literal

from shared.signed import fits, mac, signature

Purpose = Literal["confirm", "unsubscribe"]

_KIND = "link"
_TOKEN = re.compile(r"(sub-[0-9a-f]{24})\.([0-9]{1,12})\.([A-Za-z0-9_-]{43})")
_MOST_TOKEN = 100


def subscriber_id(key: str, kind: str, address: str) -> str:
    """The id of an address: the same for the same one, and no way back. Mail names are taken without regard to case."""
    plain = address.lower() if kind == "email" else address
    return f"sub-{mac(key, 'id', kind, plain).hex()[:24]}"


def caller_mark(key: str, ip: str, day: str) -> str:
    """A caller for so long as a day lasts; the next day the same address has another mark."""
    return mac(key, "caller", day, ip).hex()[:24]


def challenge(key: str, subscriber: str, ref: str) -> str:
    """What a webhook's endpoint has to say back, for one sign-up."""
    return mac(key, "challenge", subscriber, ref).hex()[:32]


def sign(key: str, purpose: Purpose, subscriber: str, until: datetime | None = None) -> str:
    """A token for that subscriber; without an end where `until` is None."""
    ends = 0 if until is None else int(until.timestamp())
    return f"{subscriber}.{ends}.{signature(key, _KIND, purpose, subscriber, str(ends))}"


def read(key: str, purpose: Purpose, token: str, now: datetime) -> str | None:
    """The subscriber's id in a token; None for one that is forged, over, or for another purpose."""
    found = _TOKEN.fullmatch(token) if len(token) <= _MOST_TOKEN else None
    if found is None:
        return None
    subscriber, ends = found[1], int(found[2])
    if not fits(found[3], key, _KIND, purpose, subscriber, str(ends)):
        return None
    return subscriber if not ends or now < datetime.fromtimestamp(ends, UTC) else None
