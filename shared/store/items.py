"""DynamoDB items: the few spellings that every table shares."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from shared import aws

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import (
        AttributeValueTypeDef,
        QueryInputPaginateTypeDef,
        TransactWriteItemTypeDef,
    )

    Item = dict[str, AttributeValueTypeDef]
else:
    Item = dict

#: DynamoDB takes at most this many keys in one BatchGetItem.
KEYS_A_GET = 100


#: So often a transaction is tried that met another one at an item, after a wait of at most so many milliseconds a try.
TRANSACTION_TRIES = 5
_WAIT_MILLISECONDS = 40


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
    return code == "TransactionCanceledException" and any(
        reason.get("Code") == "ConditionalCheckFailed" for reason in _reasons(error)
    )


def transact(writes: Sequence[TransactWriteItemTypeDef], tries: int = TRANSACTION_TRIES) -> None:
    """All of these writes or none. One that met another transaction is tried again: neither of them was wrong."""
    for tried in range(1, tries + 1):
        try:
            aws.dynamodb().transact_write_items(TransactItems=writes)
        except ClientError as error:
            if tried == tries or not _met_another(error):
                raise
            time.sleep(secrets.randbelow(_WAIT_MILLISECONDS * tried) / 1000)
        else:
            return


def _met_another(error: ClientError) -> bool:
    codes = {reason.get("Code") for reason in _reasons(error)}
    return "TransactionConflict" in codes and "ConditionalCheckFailed" not in codes


def _reasons(error: ClientError) -> list[dict[str, Any]]:
    return error.response.get("CancellationReasons", [])  # type: ignore[return-value]  # not in the stubs


def query(request: QueryInputPaginateTypeDef, most: int | None = None) -> Iterator[Item]:
    """Every item that the query finds, page by page; `most` bounds how many."""
    found = 0
    for page in aws.dynamodb().get_paginator("query").paginate(**request):
        for item in page["Items"]:
            yield item
            found += 1
            if most is not None and found >= most:
                return


def due_ids(table: str, now: datetime, most: int, what: str = "due") -> list[str]:
    """The ids of what is due by then, the longest overdue first, from a table's index `due` (only what is due).

    `what` is the kind of thing, where a table has several that become due.
    """
    found = query(
        {
            "TableName": table,
            "IndexName": "due",
            "KeyConditionExpression": "due = :due AND due_at <= :now",
            "ExpressionAttributeValues": {":due": text(what), ":now": instant(now)},
        },
        most,
    )
    return [item["id"]["S"] for item in found]


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
