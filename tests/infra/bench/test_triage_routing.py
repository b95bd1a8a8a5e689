"""How routing is scored, and that the plan that it is scored with is as short as it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.bench.departments import departments
from infra.bench.triage_routing import figures, macro_f1

TRUTH = [frozenset({"a", "b"}), frozenset({"a"}), frozenset({"b"})]


def test_any_of_a_rows_departments_is_right() -> None:
    assert macro_f1(TRUTH, ["b", "a", "b"], any_of_them=True) == 1.0


def test_the_strict_way_wants_each_of_them() -> None:
    # a: one of two found; b: both.
    assert macro_f1(TRUTH, ["b", "a", "b"], any_of_them=False) == pytest.approx((2 / 3 + 1) / 2)


def test_none_is_wrong() -> None:
    assert macro_f1([frozenset({"a"})], [None], any_of_them=True) == 0.0


def test_each_department_has_one_line_five_phrases_and_no_keyword() -> None:
    assert {(len(one.examples), len(one.keywords), bool(one.what)) for one in departments()} == {(5, 0, True)}


def test_mentions_of_others_find_their_department_oftener_than_by_shared_words(shared_material: Path) -> None:
    if not (shared_material / "triage").is_dir():
        pytest.skip("needs the labelled sets of the shared material")
    found = next(iter(figures(shared_material, None)))
    assert found.value > 0.55
