"""Pure: about how many different people complained, in a set of bounded size: from a handful to 200,000."""

from __future__ import annotations

import hashlib
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.authors import LEVELS, PLACES, distinct, mark


def marks_of(count: int, start: int = 0) -> set[str]:
    return {mark(hashlib.sha256(str(number).encode()).hexdigest()[:12]) for number in range(start, start + count)}


def test_nobody_is_nobody() -> None:
    assert distinct(set()) == 0


def test_a_handful_is_counted_to_within_one() -> None:
    wrong = 0
    for start in range(0, 6_000, 60):
        for count in (1, 3, 5, 8):
            found = distinct(marks_of(count, start))
            assert count - 1 <= found <= count
            wrong += found != count
    assert wrong <= 4  # of 400


def test_the_error_is_about_three_in_a_hundred_up_to_thousands() -> None:
    for count in (30, 200, 1_000, 5_000):
        errors = [distinct(marks_of(count, start * count)) / count - 1 for start in range(12)]
        assert math.sqrt(sum(error**2 for error in errors) / len(errors)) < 0.04
        assert max(map(abs, errors)) <= 0.1


@pytest.mark.parametrize("count", [50_000, 200_000])
def test_it_holds_to_within_a_tenth_where_there_are_very_many_and_the_set_stays_bounded(count: int) -> None:
    marks = marks_of(count)
    assert abs(distinct(marks) / count - 1) <= 0.1
    assert sum(map(len, marks)) <= 2 * PLACES * LEVELS


@settings(database=None, deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 2000), max_size=60), st.lists(st.integers(0, 2000), max_size=60))
def test_batches_can_be_joined_in_any_order_and_twice(one: list[int], other: list[int]) -> None:
    first, second = ({mark(f"{n:012x}") for n in batch} for batch in (one, other))
    assert distinct(first | second) == distinct(second | first | first)
    assert distinct(first | second) >= max(distinct(first), distinct(second))


def test_marks_of_the_version_before_are_counted_as_it_did() -> None:
    earlier = {f"{place:03x}" for place in range(100)}
    assert 100 <= distinct(earlier) <= 115
    assert distinct(earlier | {mark("a"), mark("b")}) == distinct(earlier) + 2
    assert distinct({f"{place:03x}" for place in range(512)}) > 4_000


def test_what_is_no_mark_counts_nobody() -> None:
    assert distinct({"", "\N{SNOWMAN}", "xxxx"}) == 0
