"""DynamoDB items: the few spellings that every table shares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from shared import aws

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef, QueryInputPaginateTypeDef

    Item = dict[str, AttributeValueTypeDef]
else:
    Item = dict

#: DynamoDB takes at most this many keys in one BatchGetItem.
KEYS_A_GET = 100


class LostRaceError(Exception):
    """Somebody else wrote first. Read again and decide anew."""


def text(value: str) -> AttributeValueTypeDef:
    return {"S": value}


def number(value: int) -> AttributeValueTypeDef:
    return {"N": str(value)}


def instant(value: datetime) -> AttributeValueTypeDef:
    """UTC with milliseconds: as text it sorts by time."""
    return {"S": stamp(value)}


def stamp(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def minute_stamp(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def expiry(now: datetime, kept: timedelta) -> AttributeValueTypeDef:
    """A time to live, in seconds since the epoch."""
    return {"N": str(int((now + kept).timestamp()))}


def lost(error: ClientError) -> bool:
    """Whether a conditional write was refused by its condition."""
    code = error.response.get("Error", {}).get("Code", "")
    if code == "ConditionalCheckFailedException":
        return True
    reasons: list[dict[str, Any]] = error.response.get("CancellationReasons", [])  # type: ignore[assignment]
    return code == "TransactionCanceledException" and any(
        reason.get("Code") == "ConditionalCheckFailed" for reason in reasons
    )


def query(request: QueryInputPaginateTypeDef, most: int | None = None) -> Iterator[Item]:
    """Every item that the query finds, page by page; `most` bounds how many."""
    found = 0
    for page in aws.dynamodb().get_paginator("query").paginate(**request):
        for item in page["Items"]:
            yield item
            found += 1
            if most is not None and found >= most:
                return


def get_all(table: str, keys: Sequence[Item]) -> list[Item]:
    """The items of those keys, in no order; asks again for what DynamoDB left unprocessed."""
    items: list[Item] = []
    for start in range(0, len(keys), KEYS_A_GET):
        wanted: Any = {table: {"Keys": list(keys[start : start + KEYS_A_GET]), "ConsistentRead": True}}
        while wanted:
            answer = aws.dynamodb().batch_get_item(RequestItems=wanted)
            items += answer["Responses"].get(table, [])
            wanted = answer["UnprocessedKeys"]
    return items
