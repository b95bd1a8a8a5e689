"""The counters of the Storms table: each mention is counted once, in the minute that it was posted in.

A batch is added up by brand and minute and added to one item for each, in one transaction with a claim for each
mention: counted again, it changes nothing. A minute's item is one of the brand's; where it is much counted in, it is
spread over items with partition keys of their own, as those of one partition key share its 1,000 write units a second.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from shared import aws
from shared.minute import Minute
from shared.store.items import Item, LostRaceError, expiry, get_all, minute_stamp, query, text
from shared.store.sample import change, drawn
from shared.store.tally import (
    COUNTERS_KEPT,
    Counted,
    Tally,
    increment,
    key_of,
    merge,
    minute_at,
    part_of,
    tally_of,
)
from shared.store.touched import Touched

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

__all__ = ["BUSY_SHARDS", "Counted", "Counters"]

#: DynamoDB takes at most so many writes in a transaction: claims, and the items that they are counted in.
WRITES_A_TRANSACTION = 100
#: A minute that holds so many mentions, or gets so many at once, is busy: it is spread over so many more items.
BUSY_FROM, BUSY_AT_ONCE, BUSY_SHARDS = 60, 30, 15
#: So many busy minutes are remembered; what is forgotten is found out again.
_REMEMBERED = 10_000
_TRIES = 8
_WAIT_MILLISECONDS = 40

BrandMinute = tuple[str, datetime]


@dataclass(frozen=True, slots=True)
class _Look:
    """What a try found: the mentions that nobody counted yet, by minute, and the item that each minute goes to.

    Among them are those that were counted as no complaints, and are ones now; `were` has their kinds by their ids.
    """

    fresh: dict[BrandMinute, list[Counted]]
    were: dict[str, str]
    keys: dict[BrandMinute, Item]
    items: dict[tuple[str, str], Item]

    def item(self, minute: BrandMinute) -> Item | None:
        return self.items.get(_spelled(self.keys[minute]))


class Counters(Touched):
    def __init__(self, table: str) -> None:
        super().__init__(table)
        self._busy: set[BrandMinute] = set()
        # From item to item in turn: those who count at once seldom meet.
        self._turn = secrets.randbelow(BUSY_SHARDS)

    def count(self, mentions: Sequence[Counted], now: datetime) -> int:
        """Counts each mention once, ever (for as long as claims are kept); says how many were new.

        One that was no complaint when it was counted, and is judged to be one now (it was edited, or corrected), is
        counted as a complaint then, in its minute. One that is no complaint any more stays counted.

        Raises LostRaceError where others were in the way at each try: the batch is to come again, and what it counted
        stays counted.
        """
        unique = {mention.mention_id: mention for mention in mentions}.values()
        return sum(self._count(some, now) for some in _transactions(unique))

    def tallied(self, brand: str, first: datetime, last: datetime) -> list[Minute]:
        """The counted minutes from `first` up to, but without, `last`, in order; empty ones are left out."""
        minutes: dict[datetime, Tally] = {}
        for item in self._items(brand, first, last):
            merge(minutes.setdefault(minute_at(item["part"]["S"]), Tally()), item)
        return [tally.told(at) for at, tally in sorted(minutes.items())]

    def first_minute(self, brand: str) -> datetime | None:
        """The first minute that the counters hold of a brand."""
        found = query(
            {
                "TableName": self._table,
                "KeyConditionExpression": "id = :id AND begins_with(part, :minute)",
                "ExpressionAttributeValues": {":id": text(brand), ":minute": text("minute#")},
                "ConsistentRead": True,
                "PaginationConfig": {"PageSize": 1},
            },
            most=1,
        )
        return next((minute_at(item["part"]["S"]) for item in found), None)

    def sampled(self, brand: str, first: datetime, last: datetime, most: int) -> list[str]:
        """The ids of the mentions of those minutes: all where they are at most `most`, else a uniform sample of them.

        The same as long as nothing more is counted there. Of a busy minute some thousand ids are kept at the least.
        """
        return drawn([part_of(item) for item in self._items(brand, first, last)], most)

    def _items(self, brand: str, first: datetime, last: datetime) -> list[Item]:
        if first >= last:
            return []
        found = query(
            {
                "TableName": self._table,
                "KeyConditionExpression": "id = :id AND part BETWEEN :first AND :last",
                "ExpressionAttributeValues": {
                    ":id": text(brand),
                    ":first": text(f"minute#{minute_stamp(first)}"),
                    ":last": text(f"minute#{minute_stamp(last)}"),
                },
                "ConsistentRead": True,
            }
        )
        own: list[Item] = []
        spread: list[Item] = []
        for item in found:
            if item["part"]["S"].endswith("#spread"):
                at = minute_at(item["part"]["S"])
                spread += [_busy_key(brand, at, shard) for shard in range(BUSY_SHARDS)]
            else:
                own.append(item)
        return own + get_all(self._table, spread)

    def _count(self, mentions: Sequence[Counted], now: datetime) -> int:
        for tried in range(1, _TRIES + 1):
            look = self._look(mentions)
            if not look.fresh:
                return 0
            crowded = [
                minute
                for minute, some in look.fresh.items()
                if minute not in self._busy
                and (len(some) >= BUSY_AT_ONCE or part_of(look.item(minute)).mentions >= BUSY_FROM)
            ]
            if crowded:
                self._spread(crowded, now)
                look = self._look(mentions)
            writes = self._writes(look, now)
            if not writes:
                return 0
            try:
                aws.dynamodb().transact_write_items(TransactItems=writes)
            except ClientError as error:
                if error.response.get("Error", {}).get("Code") != "TransactionCanceledException":
                    raise
                self._spread(_met_at(error, look), now)
                time.sleep(secrets.randbelow(_WAIT_MILLISECONDS * tried) / 1000)
                continue  # another counter was at the same item or claim: look again
            return sum(map(len, look.fresh.values())) - len(look.were)
        raise LostRaceError("counters")

    def _look(self, mentions: Sequence[Counted]) -> _Look:
        keys = {minute: self._key(minute) for minute in {(mention.brand, mention.minute) for mention in mentions}}
        found = get_all(self._table, [*map(_claim_key, mentions), *keys.values()])
        items = {_spelled(item): item for item in found}
        fresh: dict[BrandMinute, list[Counted]] = {}
        were: dict[str, str] = {}
        for mention in mentions:
            claim = items.get(_spelled(_claim_key(mention)))
            if claim is not None and "was" in claim and mention.complaint:
                were[mention.mention_id] = claim["was"]["S"]
            if claim is None or mention.mention_id in were:
                fresh.setdefault((mention.brand, mention.minute), []).append(mention)
        return _Look(fresh, were, keys, items)

    def _key(self, minute: BrandMinute) -> Item:
        """The item that this minute is counted in next."""
        brand, at = minute
        if minute not in self._busy:
            return key_of(brand, f"minute#{minute_stamp(at)}#0")
        self._turn = (self._turn + 1) % BUSY_SHARDS
        return _busy_key(brand, at, self._turn)

    def _spread(self, minutes: Iterable[BrandMinute], now: datetime) -> None:
        """From now on these are counted in items of their own: who reads is told so first."""
        if len(self._busy) > _REMEMBERED:
            self._busy.clear()
        for brand, at in minutes:
            key = key_of(brand, f"minute#{minute_stamp(at)}#spread")
            aws.dynamodb().put_item(TableName=self._table, Item={**key, "expires": expiry(now, COUNTERS_KEPT)})
            self._busy.add((brand, at))

    def _writes(self, look: _Look, now: datetime) -> list[TransactWriteItemTypeDef]:
        writes: list[TransactWriteItemTypeDef] = []
        for minute, mentions in look.fresh.items():
            tally, held = tally_of(mentions, look.were), part_of(look.item(minute))
            update = increment(self._table, look.keys[minute], tally, change(held, tally.ids), held.mentions, now)
            writes.append({"Update": update})
        for mention in (mention for some in look.fresh.values() for mention in some):
            writes.append({"Put": _claim(self._table, mention, look.were.get(mention.mention_id), now)})
        return writes


def _transactions(mentions: Iterable[Counted]) -> Iterator[list[Counted]]:
    """Minute by minute, so that few items are written: as many as fit with the minutes that they are counted in."""
    some: list[Counted] = []
    minutes: set[BrandMinute] = set()
    for mention in sorted(mentions, key=lambda mention: (mention.brand, mention.minute)):
        minute = (mention.brand, mention.minute)
        if len(some) + 1 + len(minutes | {minute}) > WRITES_A_TRANSACTION:
            yield some
            some, minutes = [], set()
        some.append(mention)
        minutes.add(minute)
    if some:
        yield some


def _met_at(error: ClientError, look: _Look) -> list[BrandMinute]:
    """The minutes whose items another transaction was at; the updates stand first, in the order of the minutes."""
    reasons: Any = error.response.get("CancellationReasons", [])
    pairs = zip(look.fresh, reasons, strict=False)
    return [minute for minute, reason in pairs if reason.get("Code") == "TransactionConflict"]


def _busy_key(brand: str, at: datetime, shard: int) -> Item:
    return key_of(f"busy#{shard}#{brand}", f"minute#{minute_stamp(at)}")


def _claim(table: str, mention: Counted, was: str | None, now: datetime) -> Any:
    """Nobody counts it again; but for one that was no complaint, whose kind is kept, and may become one."""
    item: Item = {**_claim_key(mention), "expires": expiry(now, COUNTERS_KEPT)}
    if not mention.complaint and not mention.old:
        item["was"] = text(mention.kind)
    if was is None:
        return {"TableName": table, "Item": item, "ConditionExpression": "attribute_not_exists(id)"}
    return {
        "TableName": table,
        "Item": item,
        "ConditionExpression": "was = :was",
        "ExpressionAttributeValues": {":was": text(was)},
    }


def _claim_key(mention: Counted) -> Item:
    return key_of(f"counted#{mention.mention_id}", "claim")


def _spelled(key: Item) -> tuple[str, str]:
    return key["id"]["S"], key["part"]["S"]
