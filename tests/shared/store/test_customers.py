"""With moto: a list of customers is whole or not there, whatever crashes while it is written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from shared import aws
from shared.customers import CustomerList, Hashes, account_hash, buckets
from shared.store.customers import CustomerStore
from shared.store.items import LostRaceError
from tests.builders import NOON
from tests.harness.world import World, names
from tests.shared.store.failing import before, hooked, refuse

BITS = 6
MIA, TOM, ZOE = (account_hash("key", "forum", name) for name in ("mia", "tom", "zoe"))


@pytest.fixture
def store(world: World) -> CustomerStore:
    return CustomerStore(names()["Ledger"])


def put(store: CustomerStore, generation: str, some: Iterable[bytes]) -> None:
    hashes = Hashes()
    for one in some:
        hashes.add(one)
    new = CustomerList(generation, len(list(hashes)), BITS, NOON, "ada", NOON + timedelta(days=1))
    store.put(new, buckets(hashes, BITS))


def known(store: CustomerStore, *some: bytes) -> set[bytes] | None:
    current = store.current()
    found = None if current is None else store.known(current, some)
    return None if found is None else set(found)


def items() -> int:
    found = aws.dynamodb().scan(TableName=names()["Ledger"])["Items"]
    return sum(item["key"]["S"].startswith("customers#") for item in found)


def test_without_a_list_nothing_is_known(store: CustomerStore) -> None:
    assert known(store, MIA) is None
    assert store.forget() is None


@pytest.mark.parametrize("operation", ["BatchWriteItem", "PutItem"])
@pytest.mark.parametrize("nth", range(1, 4))
def test_a_load_that_breaks_off_leaves_a_whole_list_and_the_next_one_clears_up(
    store: CustomerStore, operation: str, nth: int
) -> None:
    put(store, "first", [MIA])
    writes = iter(range(1, 99))

    def fail() -> None:
        if next(writes) == nth:
            refuse("InternalServerError")()

    with before("dynamodb", operation, fail, times=99), pytest.raises(ClientError):
        put(store, "second", [TOM])
    assert known(store, MIA, TOM) in ({MIA}, {TOM})
    put(store, "third", [ZOE])
    assert known(store, MIA, TOM, ZOE) == {ZOE}
    assert items() == 1 << BITS


def test_a_reader_who_meets_a_replaced_list_does_not_take_all_for_strangers(store: CustomerStore) -> None:
    put(store, "first", [MIA])
    with before("dynamodb", "BatchGetItem", lambda: put(store, "second", [MIA])):
        assert known(store, MIA) is None
    assert known(store, MIA) == {MIA}


def test_of_two_who_load_at_once_one_is_told_and_the_others_list_is_whole(store: CustomerStore) -> None:
    with before("dynamodb", "BatchWriteItem", lambda: put(store, "second", [TOM])), pytest.raises(LostRaceError):
        put(store, "first", [MIA])
    assert known(store, MIA, TOM) == {TOM}
    assert items() == 1 << BITS


def test_what_the_table_did_not_take_is_written_again(store: CustomerStore) -> None:
    held_back: list[int] = []

    def hold_back(parsed: dict[str, Any], **_: Any) -> None:
        """As a busy table answers; moto has written it all the same."""
        if not held_back:
            held_back.append(items())
            [mia] = buckets([MIA], 0)
            again = {"PutRequest": {"Item": {"key": {"S": "customers#late"}, "hashes": {"B": mia[1]}}}}
            parsed["UnprocessedItems"] = {names()["Ledger"]: [again]}

    with hooked("dynamodb", "after-call.dynamodb.BatchWriteItem", hold_back):
        put(store, "first", [MIA])
    assert items() == (1 << BITS) + 1
