"""The Mentions table: one item a mention, its newest version, its verdict beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from botocore.exceptions import ClientError

from shared import aws
from shared.codec import decode, encode
from shared.keeping import GRACE, NOTED_AFTER, Keeping
from shared.mention import Mention, Tombstone
from shared.store.items import Item, LostRaceError, expiry, get_all, instant, lost, number, query, text
from shared.verdict import Known, Verdict

#: The index by hour is spread over this many partitions: a storm of 100,000 a minute stays under each one's limit.
HOUR_SHARDS = 4
#: What may be kept of any mention, of platforms that demand nothing.
AS_USUAL = Keeping()

Kept = Literal["new", "newer", "known", "deleted"]


class MentionStore:
    """Versions only move forward, and a tombstone beats them all, in whatever order they come.

    `version` is that of the words that are kept, `latest` the newest that was heard of: an edit that was taken back
    says what is known, and still shuts out the edit between.
    """

    def __init__(self, table: str) -> None:
        self._table = table

    def keep(self, mention: Mention, keeping: Keeping = AS_USUAL) -> Kept:
        """Writes the mention unless it is known, older than what is kept, or deleted; says which it was."""
        try:
            answer = aws.dynamodb().put_item(
                TableName=self._table,
                Item=_item(mention, keeping),
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
            if _is_news(mention, there) and not self._heard_of(mention, there):
                # Another wrote between; each time round lets one through, so this ends.
                return self.keep(mention, keeping)
            self._seen_again(mention, there, keeping)
            return "known"
        return "newer" if answer.get("Attributes") else "new"

    def _heard_of(self, mention: Mention, there: Item) -> bool:
        """Notes a version that says what is known, with how many liked it or passed it on by then.

        False where that is not what is known any more. What is kept stays the version that got its verdict.
        """
        kept = decode(Mention, there["doc"]["S"])
        counted = replace(kept, engagement=mention.engagement, reposts=mention.reposts)
        try:
            aws.dynamodb().update_item(
                TableName=self._table,
                Key={"id": text(mention.id)},
                UpdateExpression="SET latest = :version, doc = :doc",
                ConditionExpression="content = :content AND latest <= :version AND version = :kept",
                ExpressionAttributeValues={
                    ":version": number(mention.version),
                    ":content": text(mention.content_hash),
                    ":kept": number(kept.version),
                    ":doc": text(encode(counted)),
                },
            )
        except ClientError as error:
            if lost(error):
                return False
            raise
        return True

    def _seen_again(self, mention: Mention, there: Item, keeping: Keeping) -> None:
        """Notes that a post is still there, where its platform wants that looked after: the next look is later."""
        every = keeping.recheck_every
        if every is None:
            return
        seen = there.get("fresh_at")
        if seen is not None and mention.seen_at - datetime.fromisoformat(seen["S"]) < every / NOTED_AFTER:
            return
        looked = _looked_after(mention, every)
        try:
            aws.dynamodb().update_item(
                TableName=self._table,
                Key={"id": text(mention.id)},
                UpdateExpression=f"SET {', '.join(f'{name} = :{name}' for name in looked)} REMOVE unasked_since",
                ConditionExpression=(
                    "attribute_exists(doc) AND (attribute_not_exists(fresh_at) OR fresh_at < :fresh_at)"
                ),
                ExpressionAttributeValues={f":{name}": value for name, value in looked.items()},
            )
        except ClientError as error:
            if not lost(error):
                raise

    def bury(self, tombstone: Tombstone, keeping: Keeping = AS_USUAL) -> Kept:
        """Replaces the mention, its words and its author by a tombstone; also where the mention has not come yet."""
        try:
            answer = aws.dynamodb().put_item(
                TableName=self._table,
                Item=grave(tombstone, keeping),
                ConditionExpression="attribute_not_exists(deleted_at)",
                ReturnValues="ALL_OLD",
            )
        except ClientError as error:
            if not lost(error):
                raise
            return "known"
        out_of_history(self._table, answer.get("Attributes", {}))
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


def _is_news(mention: Mention, there: Item) -> bool:
    """Whether a version that adds no words adds something: it is newer than all that were heard of, or counts more."""
    latest = int(there["latest"]["N"])
    if latest != mention.version or there["content"]["S"] != mention.content_hash:
        return latest < mention.version
    kept = decode(Mention, there["doc"]["S"])
    return (kept.engagement, kept.reposts or 0) < (mention.engagement, mention.reposts or 0)


def known(item: Item) -> Known:
    """What a table item, or a stream record's image, holds."""
    verdict = item.get("verdict")
    return Known(
        mention=decode(Mention, item["doc"]["S"]),
        verdict=None if verdict is None else decode(Verdict, verdict["S"]),
    )


def out_of_history(table: str, old: Item) -> None:
    """Takes a mention that was just buried out of what is known of its author."""
    # Imported only where something is buried: most functions never do.
    from shared.store.histories import Histories

    if "doc" in old:
        Histories(table).take_out(decode(Mention, old["doc"]["S"]))


def grave(tombstone: Tombstone, keeping: Keeping) -> Item:
    """All that is kept of a post that is gone."""
    return {
        "id": text(tombstone.id),
        "source": text(tombstone.source),
        "deleted_at": instant(tombstone.deleted_at),
        "reason": text(tombstone.reason),
        "expires": expiry(tombstone.heard_at or tombstone.deleted_at, keeping.buried),
    }


def shard_of(mention_id: str) -> int:
    return int(hashlib.sha256(mention_id.encode("utf-8", "replace")).hexdigest()[:4], 16) % HOUR_SHARDS


def _looked_after(mention: Mention, every: timedelta) -> Item:
    """By when its platform is to be asked whether it is still there, counted from when it last said so."""
    return {
        "recheck_on": text(f"{mention.platform}#{shard_of(mention.id)}"),
        "recheck_at": instant(mention.seen_at + every),
        "fresh_at": instant(mention.seen_at),
    }


def _item(mention: Mention, keeping: Keeping) -> Item:
    return {
        "id": text(mention.id),
        "source": text(mention.source),
        "version": number(mention.version),
        "latest": number(mention.version),
        "content": text(mention.content_hash),
        "doc": text(encode(mention)),
        "seen_hour": text(f"{mention.seen_at:%Y-%m-%dT%H}#{shard_of(mention.id)}"),
        "seen_at": instant(mention.seen_at),
        "expires": expiry(mention.seen_at, keeping.kept + GRACE),
        **({} if keeping.recheck_every is None else _looked_after(mention, keeping.recheck_every)),
    }
