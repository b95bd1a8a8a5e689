"""The Mentions table: one item a mention, its newest version, its verdict beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal

from botocore.exceptions import ClientError

from shared import aws
from shared.codec import decode, encode
from shared.mention import Mention, Tombstone
from shared.store.items import Item, LostRaceError, expiry, get_all, instant, lost, number, query, text
from shared.verdict import Known, Verdict

#: How long a mention is kept after it was last seen.
KEPT = timedelta(days=400)
#: The index by hour is spread over this many partitions: a storm of 100,000 a minute stays under each one's limit.
HOUR_SHARDS = 4

Kept = Literal["new", "newer", "known", "deleted"]


class MentionStore:
    """Versions only move forward, and a tombstone beats them all, in whatever order they come.

    `version` is that of the words that are kept, `latest` the newest that was heard of: an edit that was taken back
    says what is known, and still shuts out the edit between.
    """

    def __init__(self, table: str) -> None:
        self._table = table

    def keep(self, mention: Mention) -> Kept:
        """Writes the mention unless it is known, older than what is kept, or deleted; says which it was."""
        try:
            answer = aws.dynamodb().put_item(
                TableName=self._table,
                Item=_item(mention),
                ConditionExpression=(
                    "attribute_not_exists(id) OR"
                    " (attribute_not_exists(deleted_at) AND latest < :version AND content <> :content)"
                ),
                ExpressionAttributeValues={":version": number(mention.version), ":content": text(mention.content_hash)},
                ReturnValues="ALL_OLD",
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except ClientError as error:
            if not lost(error):
                raise
            there: Item = error.response["Item"]  # type: ignore[typeddict-item]  # present, as it was asked for
            if "deleted_at" in there:
                return "deleted"
            if int(there["latest"]["N"]) < mention.version and not self._heard_of(mention):
                return self.keep(mention)  # another wrote between; each time round lets one through, so this ends
            return "known"
        return "newer" if answer.get("Attributes") else "new"

    def _heard_of(self, mention: Mention) -> bool:
        """Notes a newer version that says what is known; False where that is not what is known any more."""
        try:
            aws.dynamodb().update_item(
                TableName=self._table,
                Key={"id": text(mention.id)},
                UpdateExpression="SET latest = :version",
                ConditionExpression="content = :content AND latest < :version",
                ExpressionAttributeValues={":version": number(mention.version), ":content": text(mention.content_hash)},
            )
        except ClientError as error:
            if lost(error):
                return False
            raise
        return True

    def bury(self, tombstone: Tombstone) -> Kept:
        """Replaces the mention, its words and its author by a tombstone; also where the mention has not come yet."""
        try:
            aws.dynamodb().put_item(
                TableName=self._table,
                Item={
                    "id": text(tombstone.id),
                    "source": text(tombstone.source),
                    "deleted_at": instant(tombstone.deleted_at),
                    "reason": text(tombstone.reason),
                    "expires": expiry(tombstone.deleted_at, KEPT),
                },
                ConditionExpression="attribute_not_exists(deleted_at)",
            )
        except ClientError as error:
            if not lost(error):
                raise
            return "known"
        return "deleted"

    def get(self, mention_id: str) -> Known | None:
        """The mention, or None where it isn't known or is deleted."""
        answer = aws.dynamodb().get_item(TableName=self._table, Key={"id": text(mention_id)}, ConsistentRead=True)
        item = answer.get("Item")
        return None if item is None or "doc" not in item else known(item)

    def put_verdict(self, verdict: Verdict) -> None:
        """Sets the verdict beside the version that it is about. Raises LostRaceError where a newer one, or a
        tombstone, has come: that one gets a verdict of its own.
        """
        try:
            aws.dynamodb().update_item(
                TableName=self._table,
                Key={"id": text(verdict.mention_id)},
                UpdateExpression="SET verdict = :verdict",
                ConditionExpression="version = :version",
                ExpressionAttributeValues={
                    ":verdict": text(encode(verdict)),
                    ":version": number(verdict.mention_version),
                },
            )
        except ClientError as error:
            if lost(error):
                raise LostRaceError(verdict.mention_id) from None
            raise

    def touch(self, mention_id: str, now: datetime) -> None:
        """Makes the stream bring a mention again that has no verdict yet; nothing where it is gone."""
        self._bring(mention_id, now, "SET touched_at = :now", "attribute_exists(doc) AND attribute_not_exists(verdict)")

    def rejudge(self, mention_id: str, now: datetime) -> None:
        """Takes its verdict from a mention, so that it gets another one, and an event with it."""
        self._bring(mention_id, now, "SET touched_at = :now REMOVE verdict", "attribute_exists(doc)")

    def _bring(self, mention_id: str, now: datetime, change: str, condition: str) -> None:
        try:
            aws.dynamodb().update_item(
                TableName=self._table,
                Key={"id": text(mention_id)},
                UpdateExpression=change,
                ConditionExpression=condition,
                ExpressionAttributeValues={":now": instant(now)},
            )
        except ClientError as error:
            if not lost(error):
                raise

    def seen_between(self, first: datetime, last: datetime, most: int) -> list[Known]:
        """Mentions that arrived between two instants, the newest first, at most so many."""
        keys: list[tuple[str, str]] = []
        hour = last.replace(minute=0, second=0, microsecond=0)
        while hour >= first.replace(minute=0, second=0, microsecond=0) and len(keys) < most:
            for shard in range(HOUR_SHARDS):
                keys += self._arrived(f"{hour:%Y-%m-%dT%H}#{shard}", first, last, most)
            hour -= timedelta(hours=1)
        newest = [mention_id for _, mention_id in sorted(keys, reverse=True)[:most]]
        items = {item["id"]["S"]: item for item in get_all(self._table, [{"id": text(key)} for key in newest])}
        return [known(items[key]) for key in newest if key in items and "doc" in items[key]]

    def _arrived(self, hour: str, first: datetime, last: datetime, most: int) -> Iterator[tuple[str, str]]:
        found = query(
            {
                "TableName": self._table,
                "IndexName": "by_hour",
                "KeyConditionExpression": "seen_hour = :hour AND seen_at BETWEEN :first AND :last",
                "ExpressionAttributeValues": {":hour": text(hour), ":first": instant(first), ":last": instant(last)},
                "ScanIndexForward": False,
            },
            most,
        )
        return ((item["seen_at"]["S"], item["id"]["S"]) for item in found)


def known(item: Item) -> Known:
    """What a table item, or a stream record's image, holds."""
    verdict = item.get("verdict")
    return Known(
        mention=decode(Mention, item["doc"]["S"]),
        verdict=None if verdict is None else decode(Verdict, verdict["S"]),
    )


def _item(mention: Mention) -> Item:
    shard = int(hashlib.sha256(mention.id.encode("utf-8", "replace")).hexdigest()[:4], 16) % HOUR_SHARDS
    return {
        "id": text(mention.id),
        "source": text(mention.source),
        "version": number(mention.version),
        "latest": number(mention.version),
        "content": text(mention.content_hash),
        "doc": text(encode(mention)),
        "seen_hour": text(f"{mention.seen_at:%Y-%m-%dT%H}#{shard}"),
        "seen_at": instant(mention.seen_at),
        "expires": expiry(mention.seen_at, KEPT),
    }
