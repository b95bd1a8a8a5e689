"""The Mentions table, by what a person should read: an index that holds only those, most pressing and newest first.

A doubt goes with its mention: an edit or a tombstone takes the place of both. It is spread by day and over HOUR_SHARDS
parts, as mentions are by hour: a storm's doubts stay under each part's limit of writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from botocore.exceptions import ClientError

from shared import aws
from shared.mention import Mention
from shared.store.items import Item, get_all, lost, number, query, stamp, text
from shared.store.mentions import HOUR_SHARDS, known, shard_of
from shared.verdict import PRIORITIES, Known, Priority, Verdict


@dataclass(frozen=True, slots=True)
class Doubt:
    """A mention that a person should read, with its verdict, and why we are unsure."""

    known: Known
    why: str


class Doubts:
    def __init__(self, table: str) -> None:
        self._table = table

    def put(self, mention: Mention, verdict: Verdict, why: str) -> None:
        """To be called once the verdict is kept; nothing happens where a newer version, or a tombstone, has come."""
        self._change(
            mention.id,
            "SET doubt = :why, doubted_on = :on, doubted_at = :at",
            "version = :version",
            {
                ":why": text(why),
                ":on": text(f"{mention.seen_at.astimezone(UTC):%Y-%m-%d}#{shard_of(mention.id)}"),
                ":at": text(_rank(verdict.priority, mention.seen_at)),
                ":version": number(mention.version),
            },
        )

    def take_off(self, mention: Mention) -> None:
        values: Item = {":version": number(mention.version)}
        change = "REMOVE doubt, doubted_on, doubted_at"
        self._change(mention.id, change, "version = :version AND attribute_exists(doubted_on)", values)

    def between(self, first: datetime, last: datetime, most: int) -> list[Doubt]:
        """Those of mentions that arrived between two instants: the most pressing first, of these the newest."""
        keys: list[tuple[str, str]] = []
        for priority in PRIORITIES:
            for day in _days(first, last):
                if len(keys) < most:
                    bounds = _rank(priority, first), _rank(priority, last)
                    keys += [key for shard in range(HOUR_SHARDS) for key in self._of(f"{day}#{shard}", bounds, most)]
        wanted = [mention_id for _, mention_id in sorted(keys, reverse=True)[:most]]
        items = {item["id"]["S"]: item for item in get_all(self._table, [{"id": text(one)} for one in wanted])}
        # One that is being judged anew has no verdict at the moment; one that is gone, no words.
        there = [items[one] for one in wanted if one in items and {"doc", "verdict", "doubt"} <= items[one].keys()]
        return [Doubt(known(item), item["doubt"]["S"]) for item in there]

    def _of(self, part: str, bounds: tuple[str, str], most: int) -> Iterator[tuple[str, str]]:
        found = query(
            {
                "TableName": self._table,
                "IndexName": "doubted",
                "KeyConditionExpression": "doubted_on = :on AND doubted_at BETWEEN :first AND :last",
                "ExpressionAttributeValues": {":on": text(part), ":first": text(bounds[0]), ":last": text(bounds[1])},
                "ScanIndexForward": False,
            },
            most,
        )
        return ((item["doubted_at"]["S"], item["id"]["S"]) for item in found)

    def _change(self, mention_id: str, change: str, condition: str, values: Item) -> None:
        try:
            aws.dynamodb().update_item(
                TableName=self._table,
                Key={"id": text(mention_id)},
                UpdateExpression=change,
                ConditionExpression=condition,
                ExpressionAttributeValues=values,
            )
        except ClientError as error:
            if not lost(error):
                raise


def _rank(priority: Priority, seen_at: datetime) -> str:
    """As text it sorts by how pressing it is, then by time."""
    return f"{len(PRIORITIES) - PRIORITIES.index(priority)}#{stamp(seen_at)}"


def _days(first: datetime, last: datetime) -> list[str]:
    """From the last one on, in UTC."""
    days = (last.astimezone(UTC).date() - first.astimezone(UTC).date()).days
    return [f"{last.astimezone(UTC).date() - timedelta(days=back):%Y-%m-%d}" for back in range(days + 1)]
