"""Storms have the onset and the peak that they say, and come again from the same seed."""

from __future__ import annotations

from statistics import mean

import pytest

from infra.bench.storms.chance import binomial, largest_sum, poisson, seeded, spread
from infra.bench.storms.minute import QUIET
from infra.bench.storms.shapes import LAUNCH, LONGEST, SHAPES, STRANGERS, TWO_PEAKS, WINDOW, Storm, a_storm, over

MEDIAN = 40.0
ONE_PEAK = [name for name in SHAPES if name != TWO_PEAKS]


def _storm(shape: str, times: int = 20, *words: object) -> Storm:
    return a_storm(SHAPES[shape], times, MEDIAN, seeded(shape, times, *words))


@pytest.mark.parametrize("shape", SHAPES)
def test_a_storm_begins_with_its_first_post(shape: str) -> None:
    for seed in range(5):
        first = _storm(shape, 1, seed).minutes[0]
        assert (first.mentions if shape == LAUNCH else first.complaints) >= 1


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_seed_gives_the_same_storm(shape: str) -> None:
    assert _storm(shape, 5, "seed") == _storm(shape, 5, "seed")
    assert _storm(shape, 5, "seed") != _storm(shape, 5, "other")


@pytest.mark.parametrize("times", [5, 50])
@pytest.mark.parametrize("shape", ONE_PEAK)
def test_the_peak_is_so_many_times_the_base(shape: str, times: int) -> None:
    heights = []
    for seed in range(6):
        minutes = _storm(shape, times, seed).minutes
        of = [minute.mentions if shape == LAUNCH else minute.complaints for minute in minutes]
        heights.append(largest_sum(of, WINDOW))
    # The largest of many sums drawn by chance lies a little above the largest mean.
    assert 0.95 * times * MEDIAN < mean(heights) < 1.15 * times * MEDIAN


def test_a_second_peak_comes_inside_the_tail_of_the_first() -> None:
    storm = _storm(TWO_PEAKS)
    assert storm.minutes[: storm.second_at] == storm.before[: storm.second_at]
    assert storm.minutes[storm.second_at].complaints > 0
    ends = storm.second_at + 30
    assert sum(m.complaints for m in storm.minutes[storm.second_at : ends]) > 2 * sum(
        m.complaints for m in storm.before[storm.second_at : ends]
    )


def test_no_storm_is_watched_for_longer_than_it_lasts() -> None:
    for shape in ONE_PEAK:
        minutes = _storm(shape).minutes
        assert len(minutes) <= LONGEST
        assert any(minute.mentions for minute in minutes[-30:])


def test_each_shape_is_told_by_its_own_voices() -> None:
    said = {shape: sum(_storm(shape).minutes, QUIET) for shape in ONE_PEAK}
    loud, bots, crowd = said["one_loud_account"], said["bot_brigade"], said["sudden"]
    assert loud.authors.count(STRANGERS) > 0.7 * loud.complaints
    assert len(set(bots.authors)) < 0.15 * bots.complaints
    assert bots.copies > 0.8 * bots.complaints
    assert bots.young > 0.8 * bots.complaints
    assert bots.platforms == (("x", bots.complaints),)
    assert len(set(crowd.authors)) > 0.8 * crowd.complaints
    assert dict(crowd.about)["website_problem"] > 0.7 * crowd.complaints
    assert len(crowd.platforms) == 4
    assert said[LAUNCH].complaints < 0.1 * said[LAUNCH].mentions
    assert dict(said[LAUNCH].kinds)["praise"] > 0.5 * said[LAUNCH].mentions
    assert said[LAUNCH].angry < 0.2 * said[LAUNCH].complaints


def test_an_outage_is_a_plateau_and_a_slow_fire_climbs_for_hours() -> None:
    outage, slow = (_storm(shape, 50, "form").minutes for shape in ("outage", "slow_burning"))
    assert sum(m.complaints for m in outage[:5]) > 0.5 * sum(m.complaints for m in outage[5:10])
    peak = max(range(len(slow)), key=lambda place: slow[place].complaints)
    assert peak > 120
    assert sum(m.complaints for m in slow[:30]) < 0.2 * sum(m.complaints for m in slow[peak - 30 : peak])


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_counted_of_a_minute_adds_up(shape: str) -> None:
    for minute in _storm(shape, 50).minutes:
        kinds = dict(minute.kinds)
        assert sum(kinds.values()) == minute.mentions
        assert kinds.get("specific_complaint", 0) + kinds.get("venting", 0) == minute.complaints
        assert len(minute.authors) == len(minute.followers) == minute.complaints
        assert sum(dict(minute.platforms).values()) == minute.complaints
        assert max(minute.angry, minute.young, minute.copies, sum(dict(minute.about).values())) <= minute.complaints


def test_what_is_laid_over_begins_where_it_is_laid() -> None:
    under, upper = (QUIET,) * 3, _storm("sudden").minutes[:2]
    assert over(under, upper, 2) == (QUIET, QUIET, upper[0], upper[1])


def test_counts_drawn_by_chance_have_the_mean_and_the_spread_that_they_should() -> None:
    rng = seeded("chance")
    for count, chance in ((5, 0.5), (1000, 0.15), (10_000, 0.9)):
        drawn = [binomial(rng, count, chance) for _ in range(2000)]
        deviation = (count * chance * (1 - chance)) ** 0.5
        assert mean(drawn) == pytest.approx(count * chance, abs=5 * deviation / 2000**0.5)
        assert mean((one - count * chance) ** 2 for one in drawn) == pytest.approx(deviation**2, rel=0.2)
    for expected in (0.2, 5.0, 300.0):
        drawn = [poisson(rng, expected) for _ in range(2000)]
        assert mean(drawn) == pytest.approx(expected, abs=5 * (expected / 2000) ** 0.5)
        assert mean((one - expected) ** 2 for one in drawn) == pytest.approx(expected, rel=0.2)


def test_a_count_is_spread_whole_over_its_minutes() -> None:
    rng = seeded("spread")
    assert all(sum(spread(rng, count, 5)) == count for count in range(40))
    assert (binomial(rng, 7, 0), binomial(rng, 7, 1), poisson(rng, 0)) == (0, 7, 0)
