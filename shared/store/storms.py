"""The Storms table, but for its counters: storms, what is kept beside them, each brand's record, and its lessons."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from botocore.exceptions import ClientError

from shared import aws
from shared.codec import decode, encode
from shared.lesson import Lessons
from shared.store.items import Item, LostRaceError, get_all, lost, minute_stamp, number, query, text
from shared.store.tally import key_of
from shared.storm import Storm
from shared.watermark import Stream

#: What is longer than this is kept compressed: a write is charged by each KB begun.
PLAIN_BYTES = 1_024

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Versioned(Generic[T]):
    """A value with the revision that it was read at (0: it is not there yet)."""

    value: T
    revision: int


class StormStore:
    def __init__(self, table: str) -> None:
        self._table = table

    def stream(self, brand: str) -> Versioned[Stream]:
        """How far the stream of this brand's mentions is complete."""
        return self._versioned(Stream, key_of(brand, "watermarks")) or Versioned(Stream(), 0)

    def save_stream(self, brand: str, stream: Versioned[Stream]) -> None:
        """Raises LostRaceError where another batch moved it first."""
        self._save(key_of(brand, "watermarks"), stream)

    def record(self, shape: type[T], brand: str) -> Versioned[T] | None:
        """The series' own record, in the detector's shape."""
        return self._versioned(shape, key_of(brand, "series"))

    def save_record(self, brand: str, record: Versioned[T]) -> Versioned[T]:
        """Raises LostRaceError where another judge was first."""
        self._save(key_of(brand, "series"), record)
        return replace(record, revision=record.revision + 1)

    def lessons(self, brand: str) -> Versioned[Lessons]:
        """What people's decisions taught this brand's series."""
        return self._versioned(Lessons, key_of(brand, "lessons")) or Versioned(Lessons(), 0)

    def save_lessons(self, brand: str, lessons: Versioned[Lessons]) -> None:
        """Raises LostRaceError where another decision came first."""
        self._save(key_of(brand, "lessons"), lessons)

    def beside(self, storm_id: str, part: str, shape: type[T]) -> T | None:
        """What is kept beside a storm under that name (`crowd`, `summary`)."""
        answer = aws.dynamodb().get_item(TableName=self._table, Key=key_of(storm_id, part), ConsistentRead=True)
        return decode(shape, _unpacked(answer["Item"])) if "Item" in answer else None

    def put_beside(self, storm_id: str, part: str, value: object) -> None:
        """The newest takes the place of the one before."""
        aws.dynamodb().put_item(TableName=self._table, Item={**key_of(storm_id, part), **_packed(encode(value))})

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
        return self._versioned(Storm, key_of(storm_id, "storm"))

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
            items = get_all(self._table, [key_of(item["id"]["S"], "storm") for item in found])
            storms += [decode(Storm, item["doc"]["S"]) for item in items]
        return sorted({storm.id: storm for storm in storms}.values(), key=lambda storm: storm.began_at, reverse=True)

    def _versioned(self, shape: type[T], key: Item) -> Versioned[T] | None:
        answer = aws.dynamodb().get_item(TableName=self._table, Key=key, ConsistentRead=True)
        if "Item" not in answer:
            return None
        return Versioned(decode(shape, _unpacked(answer["Item"])), int(answer["Item"]["revision"]["N"]))

    def _save(self, key: Item, versioned: Versioned[T]) -> None:
        item: Item = {**key, **_packed(encode(versioned.value)), "revision": number(versioned.revision + 1)}
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


def _storm_item(storm: Storm, revision: int) -> Item:
    return {
        **key_of(storm.id, "storm"),
        "doc": text(encode(storm)),
        "revision": number(revision),
        "listed": text("running" if storm.running else "over"),
        "began_at": text(minute_stamp(storm.began_at)),
    }


def _packed(doc: str) -> Item:
    """A document as it is kept: as text where it is short, else compressed, to a sixth or so."""
    plain = doc.encode()
    return {"doc": text(doc)} if len(plain) <= PLAIN_BYTES else {"packed": {"B": zlib.compress(plain)}}


def _unpacked(item: Item) -> str:
    return zlib.decompress(item["packed"]["B"]).decode() if "packed" in item else item["doc"]["S"]
