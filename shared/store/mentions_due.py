"""The Mentions table, by what is due there: what is to be asked about again, and what was kept for long enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice

from botocore.exceptions import ClientError

from shared import aws
from shared.keeping import Keeping
from shared.mention import Tombstone
from shared.store.items import Item, instant, lost, query, text
from shared.store.mentions import HOUR_SHARDS, grave, out_of_history


@dataclass(frozen=True, slots=True)
class DuePost:
    """A post about which its platform is to be asked; `fresh_at` is when it was last known to be there.

    `unasked_since`: since when it is due and nobody can ask; None where somebody could, the last time.
    """

    platform: str
    native_id: str
    source: str
    fresh_at: datetime
    unasked_since: datetime | None = None

    @property
    def id(self) -> str:
        return f"{self.platform}:{self.native_id}"


class DueMentions:
    def __init__(self, table: str) -> None:
        self._table = table

    def to_ask(self, platform: str, now: datetime, most: int, beyond: datetime | None = None) -> list[DuePost]:
        """Those of a platform that are to be asked about by now, of each part of it the longest due first.

        What is due later than `beyond` is among them: no look is so far off, but for a clock that ran ahead.
        """
        found = self._those(platform, "recheck_at <= :at", now, most)
        ahead = self._those(platform, "recheck_at > :at", beyond, most) if beyond is not None else ()
        return list(islice(chain(found, ahead), most))

    def _those(self, platform: str, when: str, at: datetime, most: int) -> Iterator[DuePost]:
        return (
            _due(platform, item)
            for shard in range(HOUR_SHARDS)
            for item in query(
                {
                    "TableName": self._table,
                    "IndexName": "recheck",
                    "KeyConditionExpression": f"recheck_on = :on AND {when}",
                    "ExpressionAttributeValues": {":on": text(f"{platform}#{shard}"), ":at": instant(at)},
                },
                -(-most // HOUR_SHARDS),
            )
        )

    def ask_again(self, post: DuePost, at: datetime) -> None:
        """Has a post that was asked about be due later; nothing where it is gone, or was seen meanwhile."""
        self._move(post, "SET recheck_at = :at REMOVE unasked_since", {":at": instant(at)})

    def wait(self, post: DuePost, at: datetime, now: datetime) -> None:
        """The same for one about which nobody can ask now."""
        change = "SET recheck_at = :at, unasked_since = if_not_exists(unasked_since, :now)"
        self._move(post, change, {":at": instant(at), ":now": instant(now)})

    def _move(self, post: DuePost, change: str, values: Item) -> None:
        try:
            aws.dynamodb().update_item(
                TableName=self._table,
                Key={"id": text(post.id)},
                UpdateExpression=change,
                ConditionExpression="fresh_at = :fresh",
                ExpressionAttributeValues={**values, ":fresh": instant(post.fresh_at)},
            )
        except ClientError as error:
            if not lost(error):
                raise

    def seen_in(self, hour: datetime, most: int) -> Iterator[str]:
        """The ids of mentions that were last seen in that hour."""
        return islice((one for shard in range(HOUR_SHARDS) for one in self._seen(f"{hour:%Y-%m-%dT%H}#{shard}")), most)

    def bury_old(self, tombstone: Tombstone, since: datetime, keeping: Keeping) -> bool:
        """Puts a tombstone in the place of a mention of which nothing newer came; False where it did, or is gone."""
        return self._bury(tombstone, "seen_at <= :since", since, keeping)

    def bury_unseen(self, tombstone: Tombstone, since: datetime, keeping: Keeping) -> bool:
        """The same for one that was not known to be there after `since`."""
        return self._bury(tombstone, "fresh_at <= :since", since, keeping)

    def _bury(self, tombstone: Tombstone, condition: str, since: datetime, keeping: Keeping) -> bool:
        try:
            answer = aws.dynamodb().put_item(
                TableName=self._table,
                Item=grave(tombstone, keeping),
                ConditionExpression=f"attribute_exists(doc) AND {condition}",
                ExpressionAttributeValues={":since": instant(since)},
                ReturnValues="ALL_OLD",
            )
        except ClientError as error:
            if lost(error):
                return False
            raise
        out_of_history(self._table, answer.get("Attributes", {}))
        return True

    def _seen(self, part: str) -> Iterator[str]:
        found = query(
            {
                "TableName": self._table,
                "IndexName": "by_hour",
                "KeyConditionExpression": "seen_hour = :hour",
                "ExpressionAttributeValues": {":hour": text(part)},
            }
        )
        return (item["id"]["S"] for item in found)


def _due(platform: str, item: Item) -> DuePost:
    unasked = item.get("unasked_since")
    return DuePost(
        platform,
        item["id"]["S"].partition(":")[2],
        item["source"]["S"],
        _at(item["fresh_at"]["S"]),
        None if unasked is None else _at(unasked["S"]),
    )


def _at(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp)
