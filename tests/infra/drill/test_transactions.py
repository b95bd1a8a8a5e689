"""With moto: a transaction that fails leaves everything as it was, also without a copy of the whole table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from infra.drill.transactions import quick_transactions
from shared import aws
from tests.harness.world import World, names


@pytest.fixture
def table(world: World) -> Iterator[str]:
    with quick_transactions():
        yield names()["Storms"]


def key(part: str) -> Any:
    return {"id": {"S": "acme"}, "part": {"S": part}}


def held(table: str) -> dict[str, str]:
    items = aws.dynamodb().scan(TableName=table)["Items"]
    return {item["part"]["S"]: item["count"]["N"] for item in items}


def writes(table: str, condition: str) -> Any:
    add: Any = {"#count": "count"}
    return [
        {"Put": {"TableName": table, "Item": {**key("new"), "count": {"N": "1"}}}},
        {
            "Update": {
                "TableName": table,
                "Key": key("old"),
                "UpdateExpression": "ADD #count :one",
                "ExpressionAttributeNames": add,
                "ExpressionAttributeValues": {":one": {"N": "1"}},
            }
        },
        {"Delete": {"TableName": table, "Key": key("gone")}},
        {"Put": {"TableName": table, "Item": {**key("claim"), "count": {"N": "1"}}, "ConditionExpression": condition}},
    ]


def test_what_fails_is_put_back_item_by_item_and_what_holds_is_done(table: str) -> None:
    for part in ("old", "gone"):
        aws.dynamodb().put_item(TableName=table, Item={**key(part), "count": {"N": "5"}})
    with pytest.raises(ClientError, match="TransactionCanceled"):
        aws.dynamodb().transact_write_items(TransactItems=writes(table, "attribute_exists(id)"))
    assert held(table) == {"old": "5", "gone": "5"}
    aws.dynamodb().transact_write_items(TransactItems=writes(table, "attribute_not_exists(id)"))
    assert held(table) == {"old": "6", "new": "1", "claim": "1"}
