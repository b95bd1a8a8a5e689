"""Medians, percentiles and tables."""

from __future__ import annotations

from infra.bench.figures import percentile, ratio, table, times


def test_a_percentile_is_one_of_the_values() -> None:
    assert percentile(range(1, 101), 0.95) == 95
    assert percentile([7], 0.95) == 7
    assert percentile([3, 1, 2], 0.5) == 2


def test_a_ratio_is_of_medians() -> None:
    assert ratio([1, 3, 900], [2, 2, 2]) == 1.5


def test_what_is_over_the_aim_stands_out() -> None:
    assert times(1.5, aim=1.5) == "1.50  "
    assert times(1.51, aim=1.5) == "1.51 !"


def test_a_table_is_aligned() -> None:
    shown = table("A table", ("what", "ms"), [("one", 1), ("twenty", 20.5)], ["a note"])
    assert shown.splitlines()[1:] == [
        "A table",
        "------------",
        "what      ms",
        "one        1",
        "twenty  20.5",
        "  a note",
    ]
