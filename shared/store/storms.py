"""The Storms table: storms, each series' record, the counters, and how far the stream is complete.

Counters are added to once a batch and minute, spread over shards, in one transaction with a claim for each mention:
the same batch counted twice changes nothing, and no key is hot.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from botocore.exceptions import ClientError

from shared import aws
from shared.codec import decode, encode
from shared.store.items import Item, LostRaceError, expiry, get_all, instant, lost, minute_stamp, number, query, text
from shared.storm import Storm
from shared.watermark import Stream

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

#: How long counters and claims are kept, after they were written.
COUNTERS_KEPT = timedelta(days=3)
#: One minute of one brand is spread over this many items.
COUNTER_SHARDS = 4
#: DynamoDB takes at most 100 writes in a transaction: so many claims leave room for their counters.
CLAIMS_A_TRANSACTION = 50
_TRIES = 6

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Versioned(Generic[T]):
    """A value with the revision that it was read at (0: it is not there yet)."""

    value: T
    revision: int


@dataclass(frozen=True, slots=True)
class Counted:
    """One mention, as the counters see it. `author` is one of a bounded number of marks, as a set of them is kept."""

    mention_id: str
    brand: str
    minute: datetime
    complaint: bool
    author: str
    instance: str | None


@dataclass(slots=True)
class _Tally:
    mentions: int = 0
    complaints: int = 0
    authors: set[str] = field(default_factory=set)
    instances: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tallied:
    """What the counters hold of one minute of one brand."""

    at: datetime
    complaints: int
    mentions: int
    authors: tuple[str, ...]
    instances: tuple[tuple[str, int], ...]


class StormStore:
    def __init__(self, table: str) -> None:
        self._table = table

    def count(self, mentions: Sequence[Counted], now: datetime) -> int:
        """Counts each mention once, ever (for as long as claims are kept); says how many were new."""
        new = 0
        unique = list({mention.mention_id: mention for mention in mentions}.values())
        for start in range(0, len(unique), CLAIMS_A_TRANSACTION):
            new += self._count(unique[start : start + CLAIMS_A_TRANSACTION], now)
        return new

    def _count(self, mentions: list[Counted], now: datetime) -> int:
        for _ in range(_TRIES):
            claimed = {item["id"]["S"] for item in get_all(self._table, [_claim_key(mention) for mention in mentions])}
            fresh = [mention for mention in mentions if f"counted#{mention.mention_id}" not in claimed]
            if not fresh:
                return 0
            try:
                aws.dynamodb().transact_write_items(TransactItems=self._writes(fresh, now))
            except ClientError as error:
                if error.response.get("Error", {}).get("Code") != "TransactionCanceledException":
                    raise
                continue  # another counter was at the same item or claim: look again, on another shard
            return len(fresh)
        raise LostRaceError("counters")

    def _writes(self, mentions: list[Counted], now: datetime) -> list[TransactWriteItemTypeDef]:
        tallies: dict[tuple[str, datetime], _Tally] = {}
        writes: list[TransactWriteItemTypeDef] = []
        for mention in mentions:
            _add(tallies.setdefault((mention.brand, mention.minute), _Tally()), mention)
            claim = {**_claim_key(mention), "expires": expiry(now, COUNTERS_KEPT)}
            writes.append(
                {"Put": {"TableName": self._table, "Item": claim, "ConditionExpression": "attribute_not_exists(id)"}}
            )
        for (brand, minute), tally in tallies.items():
            key = _key(brand, f"minute#{minute_stamp(minute)}#{secrets.randbelow(COUNTER_SHARDS)}")
            writes.append({"Update": _increment(self._table, key, tally, now)})
        return writes

    def tallied(self, brand: str, first: datetime, last: datetime) -> list[Tallied]:
        """The counted minutes from `first` up to, but without, `last`, in order; empty ones are left out."""
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
        minutes: dict[datetime, _Tally] = {}
        for item in found:
            at = datetime.strptime(item["part"]["S"].split("#")[1], "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
            _merge(minutes.setdefault(at, _Tally()), item)
        return [
            Tallied(at, t.complaints, t.mentions, tuple(sorted(t.authors)), tuple(sorted(t.instances.items())))
            for at, t in sorted(minutes.items())
        ]

    def first_minute(self, brand: str) -> datetime | None:
        """The first minute that the counters hold of a brand."""
        found = query(
            {
                "TableName": self._table,
                "KeyConditionExpression": "id = :id AND begins_with(part, :minute)",
                "ExpressionAttributeValues": {":id": text(brand), ":minute": text("minute#")},
                "ConsistentRead": True,
            },
            most=1,
        )
        for item in found:
            return datetime.strptime(item["part"]["S"].split("#")[1], "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
        return None

    def stream(self, brand: str) -> Versioned[Stream]:
        """How far the stream of this brand's mentions is complete."""
        return self._versioned(Stream, _key(brand, "watermarks")) or Versioned(Stream(), 0)

    def save_stream(self, brand: str, stream: Versioned[Stream]) -> None:
        """Raises LostRaceError where another batch moved it first."""
        self._save(_key(brand, "watermarks"), stream)

    def record(self, shape: type[T], brand: str) -> Versioned[T] | None:
        """The series' own record, in the detector's shape."""
        return self._versioned(shape, _key(brand, "record"))

    def save_record(self, brand: str, record: Versioned[T]) -> Versioned[T]:
        """Raises LostRaceError where another judge was first."""
        self._save(_key(brand, "record"), record)
        return replace(record, revision=record.revision + 1)

    def touch(self, brand: str, now: datetime) -> None:
        """Tells the minute tick that this series has something to judge."""
        aws.dynamodb().update_item(
            TableName=self._table,
            Key=_key(brand, "marker"),
            UpdateExpression="SET pending = :pending, touched_at = :now",
            ExpressionAttributeValues={":pending": text("pending"), ":now": instant(now)},
        )

    def settle(self, brand: str, touched_at: datetime) -> None:
        """Takes the series off the minute tick's list, unless it was touched again."""
        try:
            aws.dynamodb().update_item(
                TableName=self._table,
                Key=_key(brand, "marker"),
                UpdateExpression="REMOVE pending",
                ConditionExpression="touched_at = :touched",
                ExpressionAttributeValues={":touched": instant(touched_at)},
            )
        except ClientError as error:
            if not lost(error):
                raise

    def pending(self) -> dict[str, datetime]:
        """The series that have something to judge, and when each was last counted."""
        found = query(
            {
                "TableName": self._table,
                "IndexName": "pending",
                "KeyConditionExpression": "pending = :pending",
                "ExpressionAttributeValues": {":pending": text("pending")},
            }
        )
        return {item["id"]["S"]: datetime.fromisoformat(item["touched_at"]["S"]) for item in found}

    def create(self, storm: Storm) -> bool:
        """Writes a new storm; False where it is there already (it was judged twice)."""
        try:
            aws.dynamodb().put_item(
                TableName=self._table, Item=_storm_item(storm, 1), ConditionExpression="attribute_not_exists(id)"
            )
        except ClientError as error:
            if lost(error):
                return False
            raise
        return True

    def get(self, storm_id: str) -> Versioned[Storm] | None:
        return self._versioned(Storm, _key(storm_id, "storm"))

    def save(self, storm: Versioned[Storm]) -> None:
        """Raises LostRaceError where another wrote first."""
        try:
            aws.dynamodb().put_item(
                TableName=self._table,
                Item=_storm_item(storm.value, storm.revision + 1),
                ConditionExpression="revision = :before",
                ExpressionAttributeValues={":before": number(storm.revision)},
            )
        except ClientError as error:
            if lost(error):
                raise LostRaceError(storm.value.id) from None
            raise

    def listed(self, running: bool | None = None, most: int = 100) -> list[Storm]:
        """Storms, the newest first: those that run, those that are over, or both."""
        groups = {True: ["running"], False: ["over"], None: ["running", "over"]}[running]
        storms: list[Storm] = []
        for group in groups:
            found = query(
                {
                    "TableName": self._table,
                    "IndexName": "listed",
                    "KeyConditionExpression": "listed = :group",
                    "ExpressionAttributeValues": {":group": text(group)},
                    "ScanIndexForward": False,
                },
                most,
            )
            items = get_all(self._table, [_key(item["id"]["S"], "storm") for item in found])
            storms += [decode(Storm, item["doc"]["S"]) for item in items]
        return sorted({storm.id: storm for storm in storms}.values(), key=lambda storm: storm.began_at, reverse=True)

    def _versioned(self, shape: type[T], key: Item) -> Versioned[T] | None:
        answer = aws.dynamodb().get_item(TableName=self._table, Key=key, ConsistentRead=True)
        if "Item" not in answer:
            return None
        return Versioned(decode(shape, answer["Item"]["doc"]["S"]), int(answer["Item"]["revision"]["N"]))

    def _save(self, key: Item, versioned: Versioned[T]) -> None:
        item: Item = {**key, "doc": text(encode(versioned.value)), "revision": number(versioned.revision + 1)}
        try:
            aws.dynamodb().put_item(
                TableName=self._table,
                Item=item,
                ConditionExpression="attribute_not_exists(id) OR revision = :before",
                ExpressionAttributeValues={":before": number(versioned.revision)},
            )
        except ClientError as error:
            if lost(error):
                raise LostRaceError(str(key["id"]["S"])) from None
            raise


def _key(identifier: str, part: str) -> Item:
    return {"id": text(identifier), "part": text(part)}


def _claim_key(mention: Counted) -> Item:
    return _key(f"counted#{mention.mention_id}", "claim")


def _storm_item(storm: Storm, revision: int) -> Item:
    return {
        **_key(storm.id, "storm"),
        "doc": text(encode(storm)),
        "revision": number(revision),
        "listed": text("running" if storm.running else "over"),
        "began_at": text(minute_stamp(storm.began_at)),
    }


def _add(tally: _Tally, mention: Counted) -> None:
    tally.mentions += 1
    if mention.complaint:
        tally.complaints += 1
        tally.authors.add(mention.author)
        if mention.instance is not None:
            tally.instances[mention.instance] = tally.instances.get(mention.instance, 0) + 1


def _merge(tally: _Tally, item: Item) -> None:
    tally.mentions += int(item["mentions"]["N"])
    tally.complaints += int(item["complaints"]["N"])
    tally.authors |= set(item.get("authors", {"SS": []})["SS"])
    for name, value in item.items():
        if name.startswith("about_"):
            instance = name.removeprefix("about_")
            tally.instances[instance] = tally.instances.get(instance, 0) + int(value["N"])


def _increment(table: str, key: Item, tally: _Tally, now: datetime) -> Any:
    adds = ["mentions :mentions", "complaints :complaints"]
    names = {"#expires": "expires"}
    values: Item = {
        ":mentions": number(tally.mentions),
        ":complaints": number(tally.complaints),
        ":expires": expiry(now, COUNTERS_KEPT),
    }
    if tally.authors:
        adds.append("authors :authors")
        values[":authors"] = {"SS": sorted(tally.authors)}
    for index, (instance, count) in enumerate(sorted(tally.instances.items())):
        adds.append(f"#about{index} :about{index}")
        names[f"#about{index}"] = f"about_{instance}"
        values[f":about{index}"] = number(count)
    return {
        "TableName": table,
        "Key": key,
        "UpdateExpression": f"ADD {', '.join(adds)} SET #expires = :expires",
        "ExpressionAttributeNames": names,
        "ExpressionAttributeValues": values,
    }
