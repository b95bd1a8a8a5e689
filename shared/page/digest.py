"""What bytes are made of, as a short text: the same fingerprint, the same bytes."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import msgspec

_PAGE = Path(__file__).parent


def fingerprint(*inputs: object) -> str:
    """Of nouns and plain values, and of the code that makes bytes of them."""
    return hashlib.sha256(msgspec.json.encode((code(), inputs))).hexdigest()[:16]


@cache
def code() -> str:
    """Of everything here that decides about bytes: this package with its templates, and the nouns beside it.

    Time zones and the template engine are not in it: what a release of those changes shows with the next change.
    """
    files = [*_PAGE.parent.glob("*.py"), *_PAGE.rglob("*.py"), *(_PAGE / "templates").rglob("*.*")]
    digest = hashlib.sha256()
    for file in sorted(set(files)):
        digest.update(f"{file.relative_to(_PAGE.parent)}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:16]
