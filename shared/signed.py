"""Keyed hashes of links: each kind of link has its own first word, so that none ever passes for another."""

from __future__ import annotations

import base64
import hashlib
import hmac

#: Characters of a signature: 32 bytes in base64 for addresses, unpadded.
CHARACTERS = 43


def mac(key: str, *parts: str) -> bytes:
    """The keyed hash (HMAC-SHA256) of those parts, the first of which says what it is for.

    No part may hold a NUL, which would move a border: addresses, ids and purposes have none.
    """
    return hmac.new(key.encode(), "\0".join(parts).encode("utf-8", "replace"), hashlib.sha256).digest()


def signature(key: str, *parts: str) -> str:
    """The same as text that can stand in the path of a link."""
    return base64.urlsafe_b64encode(mac(key, *parts)).decode().rstrip("=")


def fits(given: str, key: str, *parts: str) -> bool:
    """Whether that is the signature of those parts, found out in a time that tells nothing."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), signature(key, *parts).encode())
