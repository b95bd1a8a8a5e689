"""Pure: accounts as keyed hashes, and a million of them in buckets."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.customers import HASH_BYTES, Hashes, account_hash, bits_for, bucket_of, buckets, hashes_of, within
from shared.mention import Author
from tests.builders import a_mention

KEY = "generated" * 7
MIA = account_hash(KEY, "discourse", "mia")


@pytest.mark.parametrize("written", ["mia", "Mia", "@mia", " @MIA ", "ｍｉａ"])
def test_an_account_is_the_same_however_it_is_written(written: str) -> None:
    assert account_hash(KEY, " Discourse", written) == MIA


def test_another_account_another_place_and_another_key_are_another_hash() -> None:
    others = {
        account_hash(KEY, "discourse", "mio"),
        account_hash(KEY, "forum", "mia"),
        account_hash("k", "discourse", "mia"),
    }
    assert len(others - {MIA}) == 3


@pytest.mark.parametrize(
    ("place", "account"), [("discourse", "u1"), ("forum", "u1"), ("forum", "mia"), ("discourse", "@Mia")]
)
def test_an_author_is_known_by_id_or_handle_at_the_source_or_on_its_platform(place: str, account: str) -> None:
    assert account_hash(KEY, place, account) in hashes_of(KEY, a_mention())


def test_a_name_is_no_account() -> None:
    nameless = replace(a_mention(), author=Author(name="Mia"))
    assert hashes_of(KEY, nameless) == frozenset()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(min_size=HASH_BYTES, max_size=HASH_BYTES)), st.integers(0, 6))
def test_each_hash_lies_once_in_its_own_bucket_and_each_bucket_is_there(some: list[bytes], bits: int) -> None:
    hashes = Hashes()
    for one in some:
        hashes.add(one)
    assert list(hashes) == sorted(set(some))
    found = list(buckets(hashes, bits))
    assert [number for number, _ in found] == list(range(1 << bits))
    assert {one for _, bucket in found for one in within(bucket)} == set(some)
    assert all(bucket_of(one, bits) == number for number, bucket in found for one in within(bucket))
    assert sum(len(bucket) for _, bucket in found) == HASH_BYTES * len(set(some))


@pytest.mark.parametrize(
    ("accounts", "bits"), [(0, 0), (1, 0), (400, 0), (401, 1), (800, 1), (801, 2), (1_000_000, 12)]
)
def test_no_bucket_has_more_than_four_hundred_on_average(accounts: int, bits: int) -> None:
    assert bits_for(accounts) == bits


def test_a_long_list_takes_little_more_memory_than_its_hashes() -> None:
    number = 20_000
    tracemalloc.start()
    try:
        hashes = Hashes()
        for account in range(number):
            hashes.add(account_hash(KEY, "discourse", str(account)))
        largest = max(len(bucket) for _, bucket in buckets(hashes, bits_for(number)))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    # The hashes, room for each part to grow, and one part of 256 sorted; not a set of them all, which takes 1.5 MB.
    assert peak < 3 * number * HASH_BYTES
    assert largest < 500 * HASH_BYTES
