"""The matrix shows each crowd once, in the row of its truth and the column of its verdict."""

from __future__ import annotations

from collections import Counter

from infra.bench.crowds import Told, judged, matrix
from tests.functions.weigh_storm.crowds import handful, loved_launch


def test_a_matrix_counts_what_is_right() -> None:
    told: Told = Counter({("a", "many", "many"): 3, ("b", "many", "bulk"): 1, ("c", "brigade", "brigade"): 4})
    shown = matrix("title", told)
    assert "7 of 8 are right" in shown
    row = next(line for line in shown.splitlines() if line.startswith("many"))
    assert row.split() == ["many", "1", "3", "0", "0", "0", "75", "%"]


def test_each_crowd_is_judged_once_and_the_same_seed_gives_the_same() -> None:
    told, spent = judged((handful, loved_launch), seed=1, of_each=2)
    assert told.total() == len(spent) == 4
    assert judged((handful, loved_launch), seed=1, of_each=2)[0] == told
