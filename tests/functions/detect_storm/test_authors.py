"""Pure: about how many different people complained, in a set of bounded size."""

from __future__ import annotations

import hashlib

from hypothesis import given, settings
from hypothesis import strategies as st

from functions.detect_storm.authors import MARKS, distinct, mark


def author_key(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()[:12]


def marks_of(count: int, start: int = 0) -> set[str]:
    return {mark(author_key(number)) for number in range(start, start + count)}


def test_nobody_is_nobody() -> None:
    assert distinct(set()) == 0


def test_a_handful_is_counted_to_within_one() -> None:
    for start in range(0, 3000, 100):
        for count in (1, 3, 5, 8):
            assert count - 1 <= distinct(marks_of(count, start)) <= count


def test_hundreds_are_told_to_within_a_seventh() -> None:
    for count in (100, 300, 600, 1000):
        assert abs(distinct(marks_of(count)) - count) <= count / 7


def test_the_set_is_bounded_and_a_full_one_says_many() -> None:
    everyone = marks_of(50_000)
    assert len(everyone) == MARKS
    assert distinct(everyone) > 4000


@settings(database=None, deadline=None)
@given(st.lists(st.integers(0, 2000), max_size=60), st.lists(st.integers(0, 2000), max_size=60))
def test_batches_can_be_joined_in_any_order_and_twice(one: list[int], other: list[int]) -> None:
    first, second = ({mark(author_key(n)) for n in batch} for batch in (one, other))
    assert distinct(first | second) == distinct(second | first | first)
    assert distinct(first | second) >= max(distinct(first), distinct(second))
