"""Pure: a mention's weight grows with its author's followers, and no one of them outweighs a crowd."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shared.reach import ORDINARY_FOLLOWERS, weight_of


def test_an_author_of_whom_nothing_is_known_weighs_one() -> None:
    assert weight_of(0) == 1.0
    assert weight_of(-5) == 1.0


def test_ten_times_as_many_followers_weigh_one_more() -> None:
    assert weight_of(ORDINARY_FOLLOWERS) < 1.4
    assert abs(weight_of(10_000_000) - weight_of(1_000_000) - 1) < 0.001
    assert 4.9 < weight_of(1_000_000) < 5.1


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_more_followers_never_weigh_less(one: int, other: int) -> None:
    assert (weight_of(one) <= weight_of(other)) == (one <= other) or weight_of(one) == weight_of(other)
