"""An overlay's file, and a table that is read through it."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.triage.heads import OUTPUTS
from shared.triage.overlay import (
    OtherModelError,
    Overlay,
    OverlayTooLargeError,
    bare,
    mark_of,
    overlaid,
    packed,
    parsed,
)
from shared.triage.table import BadModelError
from tests.shared.triage.small_model import small_table

WIDTH = len(OUTPUTS)
TABLE = small_table()


def an_overlay(rows: dict[str, tuple[float, ...]] | None = None) -> Overlay:
    own = {"grounded": (1.5, *[0.0] * (WIDTH - 1)), "a grounded": tuple(-0.5 * k for k in range(WIDTH))}
    learned = tuple(sorted(mark_of(one) for one in ("discourse:1", "discourse:2")))
    return Overlay(TABLE.name, own if rows is None else rows, (0.25,) * WIDTH, TABLE.meaning, learned)


numbers = st.floats(-50, 50).map(lambda value: round(value, 3))
words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)


@settings(max_examples=25)
@given(st.dictionaries(words, st.tuples(*[numbers] * WIDTH), max_size=6))
def test_what_is_packed_is_read_as_it_was_but_for_rounding(rows: dict[str, tuple[float, ...]]) -> None:
    before = an_overlay(rows)
    after = parsed(packed(before), "overlay")
    assert (after.base, after.biases, after.learned) == (before.base, before.biases, before.learned)
    assert after.rows.keys() == rows.keys()
    for part, row in rows.items():
        assert after.rows[part] == pytest.approx(row, abs=50 / 32_000)
    assert packed(before) == packed(replace(before, rows=dict(reversed(rows.items()))))


@settings(max_examples=60)
@given(st.data())
def test_one_wrong_byte_anywhere_is_seen(data: st.DataObject) -> None:
    content = bytearray(packed(an_overlay()))
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(BadModelError, match="damaged"):
        parsed(bytes(content), "version 3")


@settings(max_examples=60)
@given(st.binary(max_size=80))
def test_any_other_bytes_are_no_overlay(content: bytes) -> None:
    with pytest.raises(BadModelError, match="firebreak train back"):
        parsed(content, "version 3")


def test_half_of_an_overlay_is_none() -> None:
    content = packed(an_overlay())
    with pytest.raises(BadModelError, match="version 3 is damaged"):
        parsed(content[: len(content) // 2], "version 3")


def test_an_overlay_of_another_table_is_refused_by_its_name() -> None:
    other = small_table("other")
    with pytest.raises(OtherModelError, match=f"learned on {TABLE.name}.*ships {other.name}"):
        overlaid(other, an_overlay(), "version 3")


def test_an_overlay_of_other_questions_is_refused() -> None:
    with pytest.raises(BadModelError, match="other questions"):
        overlaid(TABLE, replace(an_overlay(), biases=(0.0,) * 3), "version 3")


def test_more_than_is_kept_is_told_with_its_size() -> None:
    pick = Random(1)
    rows = {f"word{at}": tuple(pick.uniform(-1, 1) for _ in range(WIDTH)) for at in range(5_000)}
    with pytest.raises(OverlayTooLargeError, match="of at most 300,000"):
        packed(an_overlay(rows))


def test_a_difference_is_added_to_the_weights_and_the_biases() -> None:
    text = "so grounded"
    before, after = TABLE.read(text), overlaid(TABLE, an_overlay(), "small+1").read(text)
    length = 2**0.5
    assert after.outputs[0] == pytest.approx(before.outputs[0] + 0.25 + 1.5 / length, abs=1e-3)
    assert after.outputs[1:] == pytest.approx([one + 0.25 for one in before.outputs[1:]], abs=1e-3)
    model = overlaid(TABLE, an_overlay(), "small+1")
    assert model.weight("grounded", 0) == TABLE.weight("grounded", 0) + 1.5
    assert model.weight("late", 0) == TABLE.weight("late", 0)


def test_a_word_that_is_new_to_the_model_changes_nothing_but_what_it_was_taught() -> None:
    row = (2.0, *[0.0] * (WIDTH - 1))
    model = overlaid(TABLE, replace(an_overlay({"frappemax": row}), biases=TABLE.read("").outputs), "small+1")
    before, after = TABLE.read("late frappemax"), model.read("late frappemax")
    assert after.outputs[0] == pytest.approx(before.outputs[0] + 2.0, abs=1e-3)
    assert after.outputs[1:] == pytest.approx(before.outputs[1:])


@settings(max_examples=40)
@given(st.text(max_size=60))
def test_a_table_with_nothing_laid_over_it_reads_as_it_is(text: str) -> None:
    assert bare(TABLE).read(text).outputs == pytest.approx(TABLE.read(text).outputs)
    assert bare(TABLE).read(text).known == TABLE.read(text).known
