"""The Ledger table, beside the ledger: the hashed list of customers, in buckets, and an item that says which one holds.

A new list is written whole before it takes the place of the old one, which is then deleted. All keys follow from that
one item: never a scan, also after a crash. Point-in-time backups still hold what was deleted, for 35 days, without the
key.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from botocore.exceptions import ClientError

from shared import aws
from shared.codec import decode, encode
from shared.customers import CustomerList, bucket_of, within
from shared.store.items import Item, LostRaceError, get_all, lost, number, text

#: DynamoDB takes at most this many items in one BatchWriteItem; what it leaves is tried again after so many seconds.
ITEMS_A_WRITE = 25
_WAITS = tuple(0.05 * 2**tried for tried in range(8))
_REFUSED: Any = {"Error": {"Code": "ThrottlingException", "Message": "the table takes no more now; try again later"}}
_WHICH = "customers"


@dataclass(frozen=True, slots=True)
class Kept:
    """`others` are lists of which something may still be there: replaced, forgotten, or not written to the end."""

    current: CustomerList | None = None
    others: tuple[CustomerList, ...] = ()


class CustomerStore:
    def __init__(self, table: str) -> None:
        self._table = table

    def current(self) -> CustomerList | None:
        """The list that holds; None where there is none."""
        return self._kept()[0].current

    def known(self, current: CustomerList, hashes: Iterable[bytes]) -> frozenset[bytes] | None:
        """Which of them are on the list that holds; None where it was replaced, or forgotten, at this moment."""
        wanted = frozenset(hashes)
        asked = {_bucket_key(current, bucket_of(one, current.bits)) for one in wanted}
        items = get_all(self._table, [{"key": text(key)} for key in sorted(asked)])
        if len(items) < len(asked):
            return None
        return frozenset(one for item in items for one in within(item["hashes"]["B"]) & wanted)

    def put(self, new: CustomerList, buckets: Iterable[tuple[int, bytes]]) -> None:
        """Keeps a list in the place of the one before; the same one again writes the same items.

        Raises LostRaceError where somebody else changes it at the same time.
        """
        kept, revision = self._kept()
        others = tuple(one for one in _all(kept) if one.generation != new.generation)
        renewed = kept.current is not None and kept.current.generation == new.generation
        if not renewed:
            kept, revision = self._save(replace(kept, others=(*others, new)), revision)
        self._write(_put(new, bucket, hashes) for bucket, hashes in buckets)
        try:
            kept, revision = self._save(Kept(new, others), revision)
        except LostRaceError:
            # The other one may have cleared this list away before it was whole.
            if self.current() != new:
                self._delete(new)
            raise
        self._clear(kept, revision)

    def forget(self) -> CustomerList | None:
        """Deletes the list and what was left of others; says which one held. Raises LostRaceError as `put` does."""
        kept, revision = self._kept()
        if kept == Kept():
            return None
        gone, revision = self._save(Kept(None, _all(kept)), revision)
        self._clear(gone, revision)
        return kept.current

    def _clear(self, kept: Kept, revision: int) -> None:
        for one in kept.others:
            self._delete(one)
        if kept.others:
            self._save(replace(kept, others=()), revision)

    def _delete(self, one: CustomerList) -> None:
        self._write({"DeleteRequest": {"Key": _key(one, bucket)}} for bucket in range(1 << one.bits))

    def _kept(self) -> tuple[Kept, int]:
        answer = aws.dynamodb().get_item(TableName=self._table, Key={"key": text(_WHICH)}, ConsistentRead=True)
        item = answer.get("Item")
        return (Kept(), 0) if item is None else (decode(Kept, item["doc"]["S"]), int(item["revision"]["N"]))

    def _save(self, kept: Kept, revision: int) -> tuple[Kept, int]:
        try:
            aws.dynamodb().put_item(
                TableName=self._table,
                Item={"key": text(_WHICH), "doc": text(encode(kept)), "revision": number(revision + 1)},
                ConditionExpression="attribute_not_exists(#key) OR revision = :before",
                ExpressionAttributeNames={"#key": "key"},
                ExpressionAttributeValues={":before": number(revision)},
            )
        except ClientError as error:
            if lost(error):
                raise LostRaceError("the list of customers") from None
            raise
        return kept, revision + 1

    def _write(self, requests: Iterable[Any]) -> None:
        several = iter(requests)
        while batch := list(islice(several, ITEMS_A_WRITE)):
            for wait in (*_WAITS, None):
                answer: Any = aws.dynamodb().batch_write_item(RequestItems={self._table: batch})
                batch = answer["UnprocessedItems"].get(self._table, [])
                if not batch:
                    break
                if wait is None:
                    raise ClientError(_REFUSED, "BatchWriteItem")
                time.sleep(wait)


def _all(kept: Kept) -> tuple[CustomerList, ...]:
    return (*kept.others, *((kept.current,) if kept.current else ()))


def _bucket_key(of: CustomerList, bucket: int) -> str:
    return f"{_WHICH}#{of.generation}#{bucket:x}"


def _key(of: CustomerList, bucket: int) -> Item:
    return {"key": text(_bucket_key(of, bucket))}


def _put(of: CustomerList, bucket: int, hashes: bytes) -> dict[str, Any]:
    expires = number(int(of.good_until.timestamp()))
    return {"PutRequest": {"Item": {**_key(of, bucket), "hashes": {"B": hashes}, "expires": expires}}}
