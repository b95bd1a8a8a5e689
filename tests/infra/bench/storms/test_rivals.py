"""Each rival fires on a burst and not on a steady series, by the figures that it is known for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import fmean, pstdev, stdev

import pytest

from infra.bench.storms.minute import Minute
from infra.bench.storms.rivals import RIVALS, Rival, a_fifth_more, deviation, gaussian, huginn, so_many, three_sigma
from infra.bench.storms.watching import Moments, Watcher

DAYS = 5
#: Every minute the same, a little unsteady: 1, 0, 1, 0 ...
STEADY = [place % 2 for place in range(DAYS * 24 * 60)]
BURST = [30] * 30


def _scores(watcher: Watcher, counts: Sequence[int]) -> list[float]:
    return [watcher.step(Minute(count, count)) for count in counts]


@pytest.mark.parametrize("rival", RIVALS, ids=lambda rival: rival.name)
def test_a_rival_fires_on_a_burst_and_not_on_a_steady_series(rival: Rival) -> None:
    watcher = rival.start()
    assert max(_scores(watcher, STEADY)) < rival.published
    assert max(_scores(watcher, BURST)) >= rival.published


@pytest.mark.parametrize("rival", RIVALS, ids=lambda rival: rival.name)
def test_a_copy_goes_on_by_itself(rival: Rival) -> None:
    watcher = rival.start()
    _scores(watcher, STEADY)
    copy = watcher.copy()
    ahead = _scores(watcher, [*BURST, *STEADY[:100]])
    assert _scores(copy, [*BURST, *STEADY[:100]]) == ahead


def test_huginn_holds_the_newest_count_of_ten_minutes_against_all_others_of_its_window() -> None:
    watcher = huginn()
    counts = [10, 20, 10, 20, 90]
    scores = _scores(watcher, [count if place == 0 else 0 for count in counts for place in range(10)])
    assert [place for place, score in enumerate(scores) if score > -math.inf] == [49]
    assert scores[49] == pytest.approx((90 - fmean(counts[:4])) / pstdev(counts[:4]))


def test_three_deviations_are_reckoned_each_minute_from_sums_of_fifteen() -> None:
    watcher = three_sigma()
    counts = [place % 7 for place in range(1441)]
    scores = _scores(watcher, counts)
    assert set(scores[:1440]) == {-math.inf}
    sums = [sum(counts[max(0, at - 14) : at + 1]) for at in range(1441)]
    assert scores[1440] == pytest.approx((sums[1440] - fmean(sums[:1440])) / pstdev(sums[:1440]))


def test_so_many_is_the_sum_of_the_last_fifteen_minutes() -> None:
    assert _scores(so_many(), [*[1] * 16, 5])[-3:] == [15, 15, 19]


def test_a_fifth_more_is_the_last_hour_beside_the_hours_before_it() -> None:
    watcher = a_fifth_more()
    _scores(watcher, [1] * (60 + 24 * 60))
    # An hour of two a minute beside hours of 60.
    assert _scores(watcher, [2] * 60)[-1] == pytest.approx(2.0)


@pytest.mark.parametrize("start", [gaussian, deviation])
def test_river_scores_five_minutes_before_it_learns_them(start: type) -> None:
    counts = [place % 4 for place in range(40)] + [50]
    scores = _scores(start(), [count if place == 0 else 0 for count in counts for place in range(5)])
    seen = [score for score in scores if score > -math.inf]
    assert len(seen) <= 11
    assert seen[-1] == pytest.approx((50 - fmean(counts[:40])) / stdev(counts[:40]))


def test_moments_forget_what_leaves_the_window() -> None:
    moments = Moments(3)
    for value in (100, 1, 2, 3):
        moments.learn(value)
    assert moments.deviations(4, 3) == pytest.approx((4 - 2) / pstdev([1, 2, 3]))
    for _ in range(3):
        moments.learn(5)
    assert (moments.deviations(5, 3), moments.deviations(6, 3)) == (-math.inf, math.inf)
