"""Pure: which mentions are read for a storm, minute after minute, are a uniform sample of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.weigh_storm.gathered import (
    LATE,
    MOST_BYTES,
    MOST_IDS,
    Gathered,
    joined,
    nothing_of,
    parts_before,
    stretch_of,
    with_before,
)
from shared.store.sample import place_of
from tests.builders import NOON, minutes
from tests.shared.nouns import a_storm

STORM = replace(a_storm(began_at=NOON), suspected_at=NOON + minutes(10))


def drawn(ids: Sequence[str]) -> list[str]:
    """As the counters draw from a stretch: all, or the lowest."""
    return sorted(ids, key=place_of)[:MOST_IDS]


def gone_through(stretches: Sequence[Sequence[str]]) -> Gathered:
    gathered = nothing_of(STORM)
    for number, ids in enumerate(stretches):
        gathered = joined(gathered, drawn(ids), NOON + minutes(number))
    return gathered


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 500).map(str), max_size=60), max_size=6), st.randoms(use_true_random=False))
def test_a_small_storm_is_read_whole_in_whatever_stretches_it_came(stretches: list[list[str]], random: object) -> None:
    gathered = gone_through(stretches)
    assert gathered.whole
    assert set(gathered.ids) == {one for ids in stretches for one in ids}
    assert len(set(gathered.ids)) == len(gathered.ids)
    assert set(gone_through(stretches[::-1]).ids) == set(gathered.ids)


@pytest.mark.parametrize("sizes", [(9000, 3000), (3000, 9000), (100, 20_000, 100), (2000, 2000, 2000, 2000)])
def test_of_a_large_storm_each_stretch_has_its_share(sizes: tuple[int, ...]) -> None:
    stretches = [[f"{number}-{post}" for post in range(size)] for number, size in enumerate(sizes)]
    gathered = gone_through(stretches)
    assert not gathered.whole
    assert 1000 < len(gathered.ids) <= MOST_IDS
    for number, size in enumerate(sizes):
        share = sum(one.startswith(f"{number}-") for one in gathered.ids) / len(gathered.ids)
        assert share == pytest.approx(size / sum(sizes), abs=0.03)
    assert gone_through(stretches[::-1]).ids == gathered.ids


def test_what_was_drawn_from_a_part_of_a_stretch_is_joined_up_to_where_it_reaches() -> None:
    low = [one for one in map(str, range(20_000)) if place_of(one) <= 0.1]
    few = [f"late-{number}" for number in range(500)]
    for gathered in (joined(joined(nothing_of(STORM), low, NOON), few, NOON), gone_through([few, low])):
        assert gathered.border == pytest.approx(0.1, abs=0.01)
        assert 25 < sum(one.startswith("late") for one in gathered.ids) < 75


def test_long_ids_are_as_many_as_an_item_holds() -> None:
    gathered = gone_through([[f"{post}-" + "😡" * 100 for post in range(1000)]])
    assert 300 < len(gathered.ids) < 400
    assert sum(len(one.encode()) for one in gathered.ids) <= MOST_BYTES
    assert gathered.border == place_of(gathered.ids[-1])


def test_minutes_are_gone_through_once_but_for_those_in_which_something_may_come_late() -> None:
    assert stretch_of(STORM, nothing_of(STORM)) == (NOON, NOON + minutes(11))
    later = replace(STORM, last_judged_at=NOON + timedelta(hours=5))
    gathered = Gathered(NOON + timedelta(hours=4))
    assert stretch_of(later, gathered) == (NOON + timedelta(hours=4) - LATE, NOON + timedelta(hours=5, minutes=1))


def test_the_record_before_it_is_a_week_without_a_gap_and_its_last_hour_comes_last() -> None:
    parts = parts_before(STORM)
    assert parts[-1] == (NOON - timedelta(hours=1), NOON)
    ends = sorted(parts)
    assert ends[0][0] == NOON - timedelta(days=7)
    assert [end for _, end in ends[:-1]] == [start for start, _ in ends[1:]]


def test_an_empty_record_is_not_looked_up_again() -> None:
    assert with_before(nothing_of(STORM), []).before == ()
