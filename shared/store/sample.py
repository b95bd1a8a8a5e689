"""Which ids of a minute's mentions are kept, and which are drawn from those of many: the lowest by their hash. Pure.

The lowest of a set by a hash are a uniform sample of it, the same however often they are drawn, and those of a union
come from the lowest of its parts: Cohen and Kaplan, "Summarizing data using bottom-k sketches", PODC 2007.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile

#: Once an item's ids have been thinned, its lowest so many, and so many bytes of them, are sure to be among those kept.
KEPT_IDS, KEPT_BYTES = 80, 12_000
#: All are kept up to this size (some 400 ids of 40 bytes), so that a storm of some hundreds can be read whole.
GROWN_BYTES = 16_000


@dataclass(frozen=True, slots=True)
class Part:
    """The ids that one item holds, of so many mentions."""

    mentions: int
    ids: Collection[str]

    @property
    def whole(self) -> bool:
        return self.mentions == len(self.ids)


@dataclass(frozen=True, slots=True)
class Change:
    """What to do to an item's ids: add some, or, where they have grown too many, put `instead` in their place."""

    add: frozenset[str] = frozenset()
    instead: frozenset[str] | None = None


def place_of(mention_id: str) -> float:
    """Where an id falls between 0 and 1, at random but always the same."""
    digest = hashlib.blake2b(mention_id.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest) / 2**64


def lowest(ids: Iterable[str]) -> list[tuple[float, str]]:
    """The lowest of these by their places, with them: at most KEPT_IDS, and KEPT_BYTES in all."""
    placed = sorted((place_of(mention_id), mention_id) for mention_id in ids)[:KEPT_IDS]
    sizes = accumulate(len(mention_id.encode()) for _, mention_id in placed)
    return [one for one, _ in takewhile(lambda pair: pair[1] <= KEPT_BYTES, zip(placed, sizes, strict=True))]


def change(held: Part, new: Collection[str]) -> Change:
    """What the new mentions of an item make of its ids. Its lowest stay among them, also where others add meanwhile."""
    ids = frozenset(held.ids)
    add = frozenset(new) if held.whole else frozenset(one for _, one in lowest(ids | set(new))) & set(new)
    if sum(len(one.encode()) for one in ids | add) > GROWN_BYTES:
        return Change(instead=frozenset(one for _, one in lowest(ids | add)))
    return Change(add - ids)


def drawn(parts: Sequence[Part], most: int) -> list[str]:
    """All the ids where they are all there and at most `most`; else a uniform sample of at most so many.

    A thinned part has all that lie below the last of its lowest: below the least of those borders, every part has all
    of its own. KEPT_IDS of each item of a busy minute are some more than are asked for.
    """
    placed: list[tuple[float, str]] = []
    border = 1.0
    for part in parts:
        kept = [(place_of(one), one) for one in part.ids] if part.whole else lowest(part.ids)
        if kept and not part.whole:
            border = min(border, kept[-1][0])
        placed += kept
    return [one for place, one in sorted(placed) if place <= border][:most]
