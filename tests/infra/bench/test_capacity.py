"""What DynamoDB charges: the rules of its developer guide, by example."""

from __future__ import annotations

import pytest

from infra.bench.capacity import item_bytes, read_units, write_units, written_keys

PLAIN = {"KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]}
INDEXED = {
    **PLAIN,
    "GlobalSecondaryIndexes": [
        {
            "KeySchema": [{"AttributeName": "queue", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "KEYS_ONLY"},
        }
    ],
}
SMALL = {"id": {"S": "a"}}
LARGE = {"id": {"S": "a"}, "text": {"S": "x" * 1500}}


@pytest.mark.parametrize(
    ("item", "size"),
    [
        (None, 0),
        ({"id": {"S": "abc"}}, 2 + 3),
        ({"é": {"S": "日本"}}, 2 + 6),
        ({"n": {"N": "-123"}}, 1 + 2 + 1),
        ({"b": {"BOOL": True}}, 1 + 1),
        ({"s": {"SS": ["ab", "c"]}}, 1 + 3),
        ({"l": {"L": [{"S": "ab"}]}}, 1 + 3 + 1 + 2),
        ({"m": {"M": {"k": {"S": "v"}}}}, 1 + 3 + 1 + 1 + 1),
    ],
)
def test_an_item_is_as_large_as_its_names_and_values(item: dict[str, dict[str, object]] | None, size: int) -> None:
    assert item_bytes(item) == size


def test_a_write_is_charged_by_the_larger_of_before_and_after() -> None:
    assert write_units(PLAIN, None, SMALL, transaction=False) == 1
    assert write_units(PLAIN, LARGE, SMALL, transaction=False) == 2


def test_a_refused_write_costs_as_one_that_is_done() -> None:
    assert write_units(PLAIN, LARGE, LARGE, transaction=False) == 2
    assert write_units(PLAIN, None, None, transaction=False) == 1


def test_a_transaction_costs_twice() -> None:
    assert write_units(PLAIN, None, LARGE, transaction=True) == 4


def test_an_index_costs_only_where_its_entry_changes() -> None:
    queued = {**SMALL, "queue": {"S": "open"}}
    assert write_units(INDEXED, None, SMALL, transaction=False) == 1
    assert write_units(INDEXED, None, queued, transaction=False) == 2
    assert write_units(INDEXED, queued, {**queued, "note": {"S": "n"}}, transaction=False) == 1
    assert write_units(INDEXED, queued, {**queued, "queue": {"S": "resolved"}}, transaction=False) == 3


def test_a_read_is_charged_by_four_kilobytes_also_of_what_is_not_there() -> None:
    assert read_units([0], consistent=True) == 1
    assert read_units([4096, 4097], consistent=True) == 3
    assert read_units([0], consistent=False) == 0.5


def test_every_item_of_a_transaction_is_written() -> None:
    put = {"Put": {"TableName": "t", "Item": {"id": {"S": "a"}, "more": {"S": "b"}}}}
    update = {"Update": {"TableName": "t", "Key": {"id": {"S": "c"}}}}
    found = list(written_keys("TransactWriteItems", {"TransactItems": [put, update]}, {"t": ["id"]}))
    assert found == [("t", {"id": {"S": "a"}}), ("t", {"id": {"S": "c"}})]
    assert list(written_keys("GetItem", {"TableName": "t", "Key": {}}, {"t": ["id"]})) == []
