"""A delivery: what a platform sent, or what a sweep fetched, before anybody has read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from shared.mention import Mention, Tombstone

#: The largest body that is taken, in bytes. Base64 in a queue message of 1 MiB leaves room for 700,000 raw bytes.
MAX_BODY_BYTES = 700_000


#: By whom it came: the platform called us; we asked it as the plan says; we asked it for what a delivery only named.
#: "wanted" is such a request itself, as it waits in a queue: its body is a `Wanted`.
How = Literal["webhook", "sweep", "fetch", "wanted"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """Raw bytes with what is needed to read them later; `headers` has lower-case names."""

    source: str
    platform: str
    how: How
    body: bytes
    headers: dict[str, str]
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Skipped:
    """A part of a delivery that is no mention, and why: told, not stored."""

    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A part of a delivery that could not be read: where it is, what is wrong, how to mend it."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a delivery only names, and has to be fetched: `kind` is a word of the platform's module, `ids` its ids."""

    source: str
    platform: str
    kind: str
    ids: tuple[str, ...]
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Parsed:
    """All that a delivery held. With a fault, the good parts are kept and the whole delivery is parked."""

    mentions: tuple[Mention, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    faults: tuple[Fault, ...] = ()
    wanted: tuple[Wanted, ...] = ()
