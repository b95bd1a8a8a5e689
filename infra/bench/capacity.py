"""What DynamoDB charges for a call, in units, from the items that it touched.

Sizes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
Units: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
A write is charged by the larger of the item before it and after it, also where its condition refused it; twice in a
transaction; once more for each index entry that it changes. A read is charged by 4 KB, half where it is only
eventually consistent.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Item = Mapping[str, Any]

WRITE_BYTES, READ_BYTES = 1024, 4096


def item_bytes(item: Item | None) -> int:
    """The size of an item with the names of its attributes; nothing for none."""
    return sum(_text(name) + value_bytes(value) for name, value in (item or {}).items())


def value_bytes(value: Mapping[str, Any]) -> int:
    [(kind, held)] = value.items()
    if kind == "N":
        return _number(held)
    if kind in ("S", "B"):
        return _text(held)
    if kind in ("SS", "BS"):
        return sum(_text(one) for one in held)
    if kind == "NS":
        return sum(_number(one) for one in held)
    if kind == "L":
        return 3 + sum(1 + value_bytes(one) for one in held)
    if kind == "M":
        return 3 + sum(1 + _text(name) + value_bytes(one) for name, one in held.items())
    return 1


def write_units(table: Mapping[str, Any], before: Item | None, after: Item | None, *, transaction: bool) -> float:
    """Of one write to a table (its properties in the template), with its indexes."""
    units = _writes(max(item_bytes(before), item_bytes(after))) * (2 if transaction else 1)
    return units + sum(_index_units(table, index, before, after) for index in table.get("GlobalSecondaryIndexes", []))


def read_units(sizes: Sequence[int], *, consistent: bool) -> float:
    """Of reads charged one by one: a key that is not there counts as one of no size."""
    return sum(max(1, math.ceil(size / READ_BYTES)) for size in sizes) * (1 if consistent else 0.5)


def written_keys(
    operation: str, params: Mapping[str, Any], keys_of: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, Item]]:
    """The table and key of each item that a call writes; `keys_of` names each table's key attributes."""
    if operation == "TransactWriteItems":
        for action in params["TransactItems"]:
            for what in ("Put", "Update", "Delete", "ConditionCheck"):
                if what in action:
                    yield _key(action[what], keys_of)
    elif operation in ("PutItem", "UpdateItem", "DeleteItem"):
        yield _key(params, keys_of)


def _key(params: Mapping[str, Any], keys_of: Mapping[str, Sequence[str]]) -> tuple[str, Item]:
    table = params["TableName"]
    return table, params.get("Key") or {name: params["Item"][name] for name in keys_of[table]}


def _index_units(table: Mapping[str, Any], index: Mapping[str, Any], before: Item | None, after: Item | None) -> int:
    """An entry that comes, goes or changes is one write; one whose key moves goes and comes."""
    keys = [part["AttributeName"] for part in index["KeySchema"]]
    was, now = _entry(table, index, keys, before), _entry(table, index, keys, after)
    if was == now:
        return 0
    if was and now and any(was[key] != now[key] for key in keys):
        return _writes(item_bytes(was)) + _writes(item_bytes(now))
    return _writes(max(item_bytes(was), item_bytes(now)))


def _entry(table: Mapping[str, Any], index: Mapping[str, Any], keys: Sequence[str], item: Item | None) -> Item | None:
    if item is None or any(key not in item for key in keys):
        return None
    if index["Projection"]["ProjectionType"] == "ALL":
        return item
    projected = {*keys, *(part["AttributeName"] for part in table["KeySchema"])}
    projected |= set(index["Projection"].get("NonKeyAttributes", []))
    return {name: item[name] for name in projected if name in item}


def _writes(size: int) -> int:
    return max(1, math.ceil(size / WRITE_BYTES))


def _number(digits: str) -> int:
    return math.ceil(len(digits.lstrip("-").replace(".", "")) / 2) + 1


def _text(held: str | bytes) -> int:
    return len(held.encode()) if isinstance(held, str) else len(held)
