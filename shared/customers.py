"""Known customers: the accounts on a company's own list, kept as keyed hashes only, to tell customers in a crowd.

The hash is HMAC-SHA256 with the key of `LinkSecret`, cut to eight bytes: beside ten million customers, fewer than one
account in a hundred billion is taken for one. Accounts can be guessed, so a hash without a key would hide nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from shared.mention import Mention
from shared.signed import mac

HASH_BYTES = 8
#: About so many hashes lie together at the most: 3.2 KB, as DynamoDB counts a read in units of 4 KB.
HASHES_TOGETHER = 400
#: As many lists as this have no other bound than the memory of the machine that loads them (100 MB).
MOST_ACCOUNTS = 10_000_000


@dataclass(frozen=True, slots=True)
class CustomerList:
    """A list as it is kept. `generation` is made of its content: the same list is the same generation.

    Its hashes lie in 2 ** `bits` buckets, by their first bits. After `good_until` nothing of it is left.
    """

    generation: str
    accounts: int
    bits: int
    loaded_at: datetime
    loaded_by: str
    good_until: datetime


def account_hash(key: str, place: str, account: str) -> bytes:
    """What is kept of one account; `place` is a platform or a source. Case, a leading @ and width don't matter."""
    return mac(key, "customer", _plain(place), _plain(account).removeprefix("@"))[:HASH_BYTES]


def hashes_of(key: str, mention: Mention) -> frozenset[bytes]:
    """All by which the author of a mention may stand on the list: id or handle, there or on that platform."""
    accounts = (mention.author.id, mention.author.handle)
    places = {mention.platform, mention.source}
    return frozenset(account_hash(key, place, account) for place in places for account in accounts if account)


def bucket_of(account: bytes, bits: int) -> int:
    return int.from_bytes(account, "big") >> (8 * HASH_BYTES - bits)


class Hashes:
    """A set of hashes that takes little more memory than they do: eight bytes for each line of the list."""

    def __init__(self) -> None:
        self._by_first = [bytearray() for _ in range(256)]
        self.lines = 0

    def add(self, account: bytes) -> None:
        self._by_first[account[0]] += account
        self.lines += 1

    def __iter__(self) -> Iterator[bytes]:
        """Each once, in order."""
        for some in self._by_first:
            yield from sorted({bytes(some[at : at + HASH_BYTES]) for at in range(0, len(some), HASH_BYTES)})


def bits_for(accounts: int) -> int:
    """How many buckets, as a power of two, so that none of them is large."""
    return max(0, (accounts - 1) // HASHES_TOGETHER).bit_length()


def buckets(hashes: Iterable[bytes], bits: int) -> Iterator[tuple[int, bytes]]:
    """Each bucket with its hashes, one after the other; the empty ones too, so that one that is missing is a fault."""
    wanted = 0
    for number, some in groupby(hashes, key=lambda one: bucket_of(one, bits)):
        yield from ((empty, b"") for empty in range(wanted, number))
        yield number, b"".join(some)
        wanted = number + 1
    yield from ((empty, b"") for empty in range(wanted, 1 << bits))


def within(bucket: bytes) -> frozenset[bytes]:
    return frozenset(bucket[at : at + HASH_BYTES] for at in range(0, len(bucket), HASH_BYTES))


def _plain(text: str) -> str:
    return text.strip().lower() if text.isascii() else unicodedata.normalize("NFKC", text).strip().casefold()
