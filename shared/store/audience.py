"""The Subscribers table, beside the subscribers: how far a word has been announced, and how often anybody may ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from botocore.exceptions import ClientError

from shared import aws
from shared.codec import decode, encode
from shared.store.items import Item, expiry, lost, number, text


@dataclass(frozen=True, slots=True)
class Announced:
    """How far a word has come: `after` is the last subscriber of the pages that are done."""

    after: str = ""
    done: bool = False


class WordStore:
    """What has been announced stays noted: an event that comes again, however late, tells nobody twice."""

    def __init__(self, table: str) -> None:
        self._table = table

    def announced(self, word: str) -> Announced:
        answer = aws.dynamodb().get_item(TableName=self._table, Key=_key(word), ConsistentRead=True)
        return decode(Announced, answer["Item"]["doc"]["S"]) if "Item" in answer else Announced()

    def note(self, word: str, announced: Announced) -> None:
        aws.dynamodb().put_item(TableName=self._table, Item={**_key(word), "doc": text(encode(announced))})


class Limits:
    def __init__(self, table: str) -> None:
        self._table = table

    def within(self, what: str, most: int, now: datetime, span: timedelta) -> bool:
        """Counts one more of that in this span of time; False, and nothing counted, where there were `most` already."""
        window = int(now.timestamp() // span.total_seconds())
        try:
            aws.dynamodb().update_item(
                TableName=self._table,
                Key={"id": text(f"limit#{what}"), "part": text(str(window))},
                UpdateExpression="SET expires = :expires ADD #count :one",
                ConditionExpression="attribute_not_exists(#count) OR #count < :most",
                ExpressionAttributeNames={"#count": "count"},
                ExpressionAttributeValues={":one": number(1), ":most": number(most), ":expires": expiry(now, 2 * span)},
            )
        except ClientError as error:
            if lost(error):
                return False
            raise
        return True


def _key(word: str) -> Item:
    return {"id": text(f"word#{word}"), "part": text("announced")}
