"""Pure: intervals hold the truth about as often as they say, and are exact where everything was read."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from functions.weigh_storm.interval import how_many, wilson


def test_what_was_read_whole_is_known() -> None:
    assert how_many(7, 40, 40) == (7, 7)


def test_of_nothing_read_all_is_possible() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert how_many(0, 0, 12) == (0, 12)


def test_a_half_of_forty_is_known_to_within_15_points() -> None:
    low, high = wilson(20, 40)
    assert (round(low, 2), round(high, 2)) == (0.35, 0.65)


def test_a_small_part_of_many_is_as_sure_as_clopper_and_pearson_say() -> None:
    """10 of 100 of a million: 4.90 to 17.62 % (the tables of the binomial)."""
    low, high = how_many(10, 100, 1_000_000)
    assert abs(low / 1_000_000 - 0.0490) < 0.0002
    assert abs(high / 1_000_000 - 0.1762) < 0.0002


@settings(max_examples=60, database=None, deadline=None)
@given(st.data())
def test_the_ends_lie_between_what_was_seen_and_what_can_be(data: st.DataObject) -> None:
    of = data.draw(st.integers(1, 400))
    read = data.draw(st.integers(0, of))
    found = data.draw(st.integers(0, read))
    low, high = how_many(found, read, of)
    assert found <= low <= high <= of - (read - found)


def test_it_holds_the_truth_in_95_of_100_samples_or_more() -> None:
    random = Random(5)
    for of, have, read in ((400, 40, 100), (3_000, 900, 150)):
        crowd = [number < have for number in range(of)]
        ends = {found: how_many(found, read, of) for found in range(read + 1)}
        held = 0
        for _ in range(400):
            low, high = ends[sum(random.sample(crowd, read))]
            held += low <= have <= high
        assert 0.94 <= held / 400 <= 0.995
