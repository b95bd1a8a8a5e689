"""Texts about the same thing point the same way, and many are compared at once."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.triage.table import BadModelError, load, parse
from shared.triage.vectors import MOST, SHIPPED, UNIT, Lines, direction, middle, shipped, unit

NUMBERS = st.integers(-MOST, MOST)


def likeness(one: str, other: str) -> float:
    first, second = direction(shipped(), one), direction(shipped(), other)
    assert first is not None
    assert second is not None
    return Lines([first]).likeness(second)[0]


def test_the_same_thing_in_other_words_is_nearer_than_another_thing() -> None:
    late = "My parcel still hasn't come."
    assert likeness(late, "Where is the package that I ordered?") > likeness(late, "I forgot my password.") + 0.2


def test_a_text_points_the_way_that_it_points_itself() -> None:
    assert likeness("Where is my refund?", "Where is my refund?") == pytest.approx(1.0, abs=0.02)


def test_nothing_is_said_of_a_text_whose_words_are_not_known() -> None:
    for text in ("", "???", "👍👍", "zxqv wklp", "где моя посылка", "12345"):
        assert direction(shipped(), text) is None


@given(st.lists(st.tuples(*[NUMBERS] * 5), min_size=1, max_size=40), st.tuples(*[NUMBERS] * 5))
@settings(max_examples=50)
def test_many_directions_are_compared_as_one_by_one(lines: list[tuple[int, ...]], text: tuple[int, ...]) -> None:
    singly = [sum(a * b for a, b in zip(line, text, strict=True)) / UNIT**2 for line in lines]
    assert Lines(lines).likeness(text) == pytest.approx(singly)


def test_with_no_lines_nothing_is_near() -> None:
    assert Lines([]).likeness((1, 2, 3)) == []


def test_the_middle_lies_between() -> None:
    one, other = unit([1.0, 0.0, 0.0, 0.0, 0.0, 0.0] * 10), unit([0.0, 1.0, 0.0, 0.0, 0.0, 0.0] * 10)
    assert one is not None
    assert other is not None
    between = middle([one, other])
    assert between is not None
    assert Lines([one, other]).likeness(between) == pytest.approx([math.sqrt(0.5)] * 2, abs=0.02)


def test_nothing_points_nowhere() -> None:
    assert unit([0.0, 0.0]) is None


def test_a_damaged_file_is_told_and_how_to_mend_it() -> None:
    content = bytearray(SHIPPED.read_bytes())
    content[-1] ^= 1
    with pytest.raises(BadModelError, match="restore it"):
        parse(bytes(content), "vectors.model")


def test_a_missing_file_is_told() -> None:
    with pytest.raises(BadModelError, match="can't be read"):
        load(SHIPPED.with_name("nothing.model"))


def test_the_file_is_small_enough_to_ship() -> None:
    assert SHIPPED.stat().st_size < 2_500_000
