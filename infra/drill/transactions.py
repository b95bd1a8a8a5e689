"""Transactions in moto's double of DynamoDB, without its copies: it copies the whole table for each of their writes."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from moto.dynamodb import models
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table


@contextmanager
def quick_transactions() -> Iterator[None]:
    """What a transaction writes to is kept until it is through, and put back where it fails."""
    transact = models.DynamoDBBackend.transact_write_items

    def quick(backend: Any, transact_items: list[dict[str, Any]]) -> None:
        kept = [_kept(backend, next(iter(item.values()))) for item in transact_items]
        streams = {table: len(table.stream_shard.items) for table, *_ in kept if table.stream_shard is not None}
        try:
            transact(backend, transact_items)
        except Exception:
            for table, hash_key, range_key, item in kept:
                _put_back(table, hash_key, range_key, item)
            for table, length in streams.items():
                del table.stream_shard.items[length:]
            raise

    spared = SimpleNamespace(deepcopy=lambda one: one if isinstance(one, Table) else copy.deepcopy(one), copy=copy.copy)
    with (
        patch.object(models, "copy", spared),
        patch.object(models.DynamoDBBackend, "transact_write_items", quick),
    ):
        yield


def _kept(backend: Any, write: dict[str, Any]) -> tuple[Any, Any, Any, Any]:
    """The table, its key, and a copy of what is there."""
    table = backend.get_table(write["TableName"])
    attributes = write.get("Key") or write["Item"]
    hash_key = DynamoType(attributes[table.hash_key_attr])
    range_key = DynamoType(attributes[table.range_key_attr]) if table.range_key_attr else None
    return table, hash_key, range_key, copy.deepcopy(table.get_item(hash_key, range_key))


def _put_back(table: Any, hash_key: Any, range_key: Any, item: Any) -> None:
    if range_key is None:
        of, key = table.items, hash_key
    else:
        of, key = table.items[hash_key], range_key
    if item is None:
        of.pop(key, None)
    else:
        of[key] = item
