"""What the publisher remembers from one time to the next, beside the pages. A cache: lost, it costs a whole rendering.

It holds only what stays true: that inputs with this fingerprint make bytes with that ETag, that a statement's revision
makes this line. An old manifest therefore knows too little, and never anything wrong. And it holds nothing that the
page does not say, as it lies where the page lies.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

import msgspec

from shared.page.digest import code
from shared.page.line import Line

#: Not a page: what starts with a dot is nobody's to read, and holds nothing that is not public either.
KEY = ".publisher/manifest"
_SUM_BYTES = 64


@dataclass(frozen=True, slots=True)
class Fact:
    """Inputs with that fingerprint make bytes with that ETag."""

    fingerprint: str
    etag: str


@dataclass(frozen=True, slots=True)
class Remembered:
    """A public statement: the revision seen, the last of its words that was told, and its line once it is over."""

    revision: int
    told: int
    line: Line | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """`code` is that which made the lines."""

    code: str
    statements: dict[str, Remembered] = field(default_factory=dict)
    objects: dict[str, Fact] = field(default_factory=dict)


def empty() -> Manifest:
    return Manifest(code())


def to_bytes(manifest: Manifest) -> bytes:
    """Its sum, then JSON in order of keys: the same content gives the same bytes."""
    body = msgspec.json.encode(manifest, order="sorted")
    return hashlib.sha256(body).hexdigest().encode() + body


def from_bytes(found: bytes) -> Manifest | None:
    """None where it is not what was written, or not in this version's shape."""
    wanted, body = found[:_SUM_BYTES], found[_SUM_BYTES:]
    if hashlib.sha256(body).hexdigest().encode() != wanted:
        return None
    try:
        manifest = msgspec.json.decode(body, type=Manifest)
    except msgspec.MsgspecError:
        return None
    return manifest if manifest.code == code() else _without_lines(manifest)


def _without_lines(manifest: Manifest) -> Manifest:
    """Another version's code made the lines: what was told stays told, and every statement is read again."""
    unread = {of: Remembered(-1, known.told, None) for of, known in manifest.statements.items()}
    return Manifest(code(), unread, manifest.objects)
