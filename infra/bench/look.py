"""Sees the items that a call writes, before it and after it: what DynamoDB charges depends on both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import boto3

from infra.bench.capacity import written_keys
from infra.bench.wire import Look
from tests.harness import template as t
from tests.harness.world import names


def looker() -> Look:
    """Each item with its table, or None where there is none; by a client of its own, which nobody hears."""
    client: Any = boto3.Session().client("dynamodb")
    keys_of = {name: [part["AttributeName"] for part in table["KeySchema"]] for name, table in tables().items()}

    def look(service: str, operation: str, params: Mapping[str, Any]) -> list[tuple[str, dict[str, Any] | None]]:
        if service != "dynamodb":
            return []
        return [
            (table, client.get_item(TableName=table, Key=key, ConsistentRead=True).get("Item"))
            for table, key in written_keys(operation, params, keys_of)
        ]

    return look


def tables() -> dict[str, dict[str, Any]]:
    known = names()
    return {known[name]: table for name, table in t.resources("AWS::DynamoDB::Table").items()}
