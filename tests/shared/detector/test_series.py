"""Pure: a series is judged by what was known then, in any granularity, on any scale, in a state of one size."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.codec import decode, encode
from shared.detector.series import (
    DAYS_KEPT,
    LEAST_WHOLE,
    SHIPPED,
    WARM_UP_HOURS,
    Bar,
    Judged,
    Series,
    days_heard,
    learn_late,
    look,
    new_series,
    step,
    sums_at,
)
from tests.builders import NOON, minutes

MINUTE, QUARTER = minutes(1), minutes(15)
DAY = timedelta(days=1)
MIDNIGHT = NOON.replace(hour=0)
SPANS = [minutes(1), minutes(5), minutes(15), minutes(60), DAY]

#: Counts of steps: mostly little, now and then a lot.
COUNTS = st.lists(st.sampled_from([0] * 8 + [1, 1, 2, 3, 8, 40, 300]), min_size=1, max_size=150)


def run(
    values: Sequence[float],
    span: timedelta = MINUTE,
    start: datetime = MIDNIGHT,
    series: Series | None = None,
    bar: Bar = SHIPPED,
) -> tuple[Series, list[Judged]]:
    """The series after these steps, one after another, and what each of them came to."""
    series, told = series or new_series(), []
    for number, value in enumerate(values):
        series, judged = step(series, start + number * span, value, span, bar)
        told.append(judged)
    return series, told


def summed(values: Sequence[float], count: int) -> list[float]:
    return [sum(values[at : at + count]) for at in range(0, len(values), count)]


def noisy(random: Random, level: float, count: int) -> list[float]:
    """Counts about that level, as many people who do not know of each other make them."""
    return [max(0.0, round(random.gauss(level, math.sqrt(level)))) for _ in range(count)]


def a_record(days: int = 10, level: float = 4, every: timedelta = QUARTER) -> Series:
    """A record of so many days, with that many counts each quarter of an hour."""
    return run([level] * (days * DAY // every), every, MIDNIGHT - days * DAY)[0]


def alarms(told: Sequence[Judged]) -> list[int]:
    return [number for number, judged in enumerate(told) if judged.alarm]


# ---------------------------------------------------------------- what was known then
@settings(database=None, deadline=None, max_examples=25)
@given(COUNTS, COUNTS, st.sampled_from(SPANS))
def test_what_comes_after_changes_no_step_before(counts: list[int], after: list[int], span: timedelta) -> None:
    assert run([*counts, *after], span)[1][: len(counts)] == run(counts, span)[1]


@settings(database=None, deadline=None, max_examples=25)
@given(COUNTS, st.integers(0, 150), st.sampled_from(SPANS))
def test_a_series_that_is_kept_and_read_again_goes_on_as_if_it_had_not_been(
    counts: list[int], cut: int, span: timedelta
) -> None:
    kept = decode(Series, encode(run(counts[:cut], span)[0]))
    begun = MIDNIGHT + len(counts[:cut]) * span
    assert run(counts[cut:], span, begun, kept) == (run(counts, span)[0], run(counts, span)[1][cut:])


@settings(database=None, deadline=None, max_examples=25)
@given(COUNTS, st.integers(0, 300), st.integers(1, 10_000))
def test_a_higher_step_scores_no_lower(counts: list[int], value: int, more: int) -> None:
    before, _ = run(counts)
    at = MIDNIGHT + len(counts) * MINUTE
    scores = [step(before, at, each, MINUTE)[1].score for each in (value, value + more)]
    assert scores[0] <= scores[1]


@settings(database=None, deadline=None, max_examples=25)
@given(COUNTS, st.sampled_from(SPANS))
def test_a_score_is_between_0_and_1_and_an_alarm_is_one_half_or_more(counts: list[int], span: timedelta) -> None:
    for value, judged in zip(counts, run(counts, span)[1], strict=True):
        assert 0 <= judged.score < 1
        assert 0 < judged.trust < 1
        if value:
            assert judged.alarm == (judged.score >= 0.5)


# ---------------------------------------------------------------- a state of one size
@settings(database=None, deadline=None, max_examples=25)
@given(
    st.lists(st.tuples(st.integers(0, 3000), st.floats(0, 1e12)), max_size=150),
    st.sampled_from(SPANS),
    st.integers(0, 5000),
)
def test_the_state_stays_of_one_size_whatever_comes(steps: list[tuple[int, float]], span: timedelta, days: int) -> None:
    series, at = new_series(days, days * 24), MIDNIGHT
    for gap, value in steps:
        at += gap * MINUTE
        series, _ = step(series, at, value, span)
    assert len(series.days) <= DAYS_KEPT
    assert len(series.recent) <= SHIPPED.window / MINUTE
    assert len(encode(series)) < 4000


def test_many_steps_of_one_minute_are_one() -> None:
    series = new_series()
    for _ in range(100):
        series, judged = step(series, MIDNIGHT, 2, MINUTE)
    assert len(series.recent) == 1
    assert judged.whole == 200


def test_a_year_of_every_minute_is_kept_in_as_little_as_a_month() -> None:
    month, year = (len(encode(a_record(days, every=timedelta(hours=6)))) for days in (31, 365))
    assert abs(year - month) < 40


# ---------------------------------------------------------------- any granularity
@pytest.mark.parametrize("seed", range(3))
def test_a_burst_is_found_at_the_same_place_in_any_granularity(seed: int) -> None:
    random = Random(seed)
    day = DAY // MINUTE
    base = noisy(random, 5, 4 * day)
    at = 3 * day + random.randrange(day - 240)
    counts = [value + 60 * (at <= number < at + 120) for number, value in enumerate(base)]
    for span in SPANS[:4]:
        width = span // MINUTE
        found = [number * width for number in alarms(run(summed(counts, width), span)[1])]
        assert found, span
        assert all(at - width < number < at + 120 + width for number in found), (span, at, found)
        # Its first quarter of an hour is enough to know.
        assert found[0] <= at + 15 + width, (span, at, found)


@pytest.mark.parametrize("seed", range(3))
def test_a_day_of_storms_is_found_in_counts_by_the_day(seed: int) -> None:
    counts = noisy(Random(seed), 1000, 30)
    counts[20] *= 4
    assert alarms(run(counts, DAY)[1]) == [20]


def test_the_length_of_the_record_is_the_same_in_any_granularity() -> None:
    lengths = [days_heard(run([1.0] * (6 * DAY // span), span)[0]) for span in [*SPANS[1:], timedelta(hours=6)]]
    assert lengths == [6.0] * 5


def test_the_first_step_of_a_series_by_the_day_only_teaches() -> None:
    assert alarms(run([5000, 10, 10], DAY)[1]) == []


# ---------------------------------------------------------------- any scale
@settings(database=None, deadline=None, max_examples=30)
@given(st.lists(st.sampled_from([20, 20, 21, 25, 40, 400]), min_size=60, max_size=150), st.sampled_from([2, 10, 500]))
def test_a_series_times_any_number_has_the_same_scores(counts: list[int], times: int) -> None:
    span = minutes(15)
    once, more = run(counts, span)[1], run([count * times for count in counts], span)[1]
    # Before the first hour is over there is no record, only the floor, which is a count.
    for one, other in list(zip(once, more, strict=True))[WARM_UP_HOURS * 4 :]:
        assert one.score == pytest.approx(other.score)
        assert one.alarm == other.alarm


def test_a_brand_with_a_median_of_nothing_is_judged_and_its_few_posts_are_no_storm() -> None:
    random = Random(5)
    day = [1.0 if random.random() < 0.02 else 0.0 for _ in range(10 * 1440)]
    series, told = run(day)
    assert sorted(day)[len(day) // 2] == 0
    assert alarms(told) == []
    assert alarms(run([3.0] * 5, start=MIDNIGHT + 10 * DAY, series=series)[1])[:1] == [2]


def test_a_brand_with_10_000_a_minute_is_judged_and_half_as_much_again_is_a_storm() -> None:
    series, told = run(noisy(Random(6), 10_000, 3 * 1440))
    assert alarms(told) == []
    found = alarms(run([15_000.0] * 20, start=MIDNIGHT + 3 * DAY, series=series)[1])
    assert len(found) == 1
    assert found[0] < 20


# ---------------------------------------------------------------- a short record, and gaps
def test_trust_grows_and_the_bar_is_lowered_as_the_record_grows() -> None:
    span = minutes(15)
    told = run([4.0] * (10 * DAY // span), span)[1]
    daily = told[:: DAY // span][1:]
    trusts, bars = [judged.trust for judged in daily], [judged.bar for judged in daily]
    assert trusts == sorted(set(trusts))
    assert bars == sorted(bars, reverse=True)
    assert trusts[0] < 0.7 < 0.94 < trusts[-1]


def test_the_first_hours_only_teach() -> None:
    loud = [1.0] * (WARM_UP_HOURS * 60 - 20) + [500.0] * 20
    assert alarms(run(loud)[1]) == []
    assert alarms(run([1.0] * (WARM_UP_HOURS * 60) + [500.0] * 3)[1]) != []


def test_a_series_that_begins_in_a_storm_knows_the_next_one_days_later() -> None:
    span = minutes(5)
    storm, calm = [500.0] * 24, [5.0] * (8 * DAY // span)
    told = run([*storm, *calm, *storm], span)[1]
    assert alarms(told)[:1] == [len(storm) + len(calm)]


def test_a_silent_week_is_no_baseline() -> None:
    before = a_record(days=12, level=9)
    bars = []
    for silent in (0, 1, 7):
        _, judged = step(before, MIDNIGHT + silent * DAY, 5, MINUTE)
        bars.append((judged.bar, judged.usual, judged.most, round(judged.trust, 3)))
    assert bars[0] == bars[1] == bars[2]


def test_after_a_silent_week_a_storm_is_seen_and_the_usual_is_none() -> None:
    after, told = run([9.0] * 8, minutes(15), MIDNIGHT + 7 * DAY, a_record(days=12, level=9))
    assert alarms(told) == []
    assert alarms(run([9.0] * 5, MINUTE, MIDNIGHT + 7 * DAY + timedelta(hours=2), after)[1]) != []


@settings(database=None, deadline=None, max_examples=25)
@given(COUNTS, st.randoms(use_true_random=False))
def test_empty_steps_may_be_left_out(counts: list[int], random: Random) -> None:
    record = a_record(days=3)
    series = record
    left = []
    for number, value in enumerate(counts):
        # Once an hour somebody is heard: a source that says nothing for longer might as well be away.
        if value or number % 60 == 0 or random.random() < 0.5:
            series, judged = step(series, MIDNIGHT + number * MINUTE, value, MINUTE)
            left.append((number, judged))
    everything = run(counts, series=record)[1]
    assert left == [(number, everything[number]) for number, _ in left]
    assert alarms(everything) == [number for number, judged in left if judged.alarm]


# ---------------------------------------------------------------- what raises the bar
def test_one_freak_day_does_not_make_it_deaf() -> None:
    span = minutes(15)
    freak = run([400.0] * 8, span, MIDNIGHT, a_record(days=10))[0]
    calm = run([4.0] * (3 * DAY // span), span, MIDNIGHT + DAY, freak)[0]
    _, judged = step(calm, MIDNIGHT + 4 * DAY, 40, span)
    assert judged.alarm
    assert judged.most == 400


def test_what_a_brand_is_used_to_is_no_storm() -> None:
    span = minutes(15)
    day = [4.0] * 40 + [80.0] * 4 + [4.0] * 52
    told = run(day * 12, span)[1]
    assert [number // len(day) for number in alarms(told) if number // len(day) >= 6] == []


def test_today_raises_tomorrows_bar_and_not_its_own() -> None:
    record = a_record(days=5)
    climbing, told = run([20.0 * 1.2**number for number in range(12)], minutes(15), MIDNIGHT, record)
    assert len({(judged.usual, judged.most) for judged in told}) == 1
    _, tomorrow = step(climbing, MIDNIGHT + DAY, 1, minutes(15))
    assert tomorrow.most > 20 > told[0].most


@pytest.mark.parametrize(("value", "alarm"), [(7, False), (8, True)])
def test_below_the_floor_nothing_is_a_storm(value: int, alarm: bool) -> None:
    record = a_record(days=20, level=1)
    bar = Bar(factor=0.1)
    assert step(record, MIDNIGHT, value, MINUTE, bar)[1].alarm == alarm


def test_a_factor_above_one_asks_for_more_even_where_the_floor_is_the_bar() -> None:
    record = a_record(days=20, level=1)
    assert step(record, MIDNIGHT, 9, MINUTE)[1].alarm
    assert not step(record, MIDNIGHT, 9, MINUTE, Bar(factor=1.25))[1].alarm
    assert step(record, MIDNIGHT, 11, MINUTE, Bar(factor=1.25))[1].alarm


def test_what_is_sudden_makes_up_for_a_sum_that_is_a_little_short_of_its_bar() -> None:
    record = a_record(days=20, level=8, every=minutes(5))
    bar = step(record, MIDNIGHT + DAY, 1, MINUTE)[1].bar
    least = math.ceil(LEAST_WHOLE * bar)
    assert least < math.floor(bar)
    told = [step(record, MIDNIGHT + DAY, value, MINUTE)[1].alarm for value in (least - 1, least)]
    assert told == [False, True]


def test_a_factor_below_one_lowers_the_bar() -> None:
    record = a_record(days=20, level=40)
    bars = [step(record, MIDNIGHT, 1, MINUTE, Bar(factor=factor))[1].bar for factor in (0.5, 1.0)]
    assert bars[0] == pytest.approx(bars[1] / 2)


def test_what_is_held_back_alarms_at_no_height() -> None:
    judged = step(a_record(), MIDNIGHT, 1e6, MINUTE, Bar(held_back=True))[1]
    assert (judged.alarm, judged.score < 0.5) == (False, True)


# ---------------------------------------------------------------- after an alarm
def test_one_rise_is_one_alarm() -> None:
    span = minutes(15)
    storm = run([60.0, 70, 70, 60, 50, 50, 50], span, MIDNIGHT, a_record())[1]
    assert alarms(storm) == [0]


def test_a_second_storm_in_the_first_ones_tail_is_seen() -> None:
    span = minutes(15)
    again = run([60.0, 70, 70, 40, 12, 12, 12, 12, 60, 60], span, MIDNIGHT, a_record())[1]
    assert alarms(again) == [0, 8]
    assert again[8].again


def test_a_small_wiggle_in_the_tail_is_none() -> None:
    span = minutes(15)
    assert alarms(run([60.0, 70, 70, 40, 12, 12, 12, 12, 20, 20], span, MIDNIGHT, a_record())[1]) == [0]


def test_a_burst_twice_as_high_rings_without_a_trough_between() -> None:
    assert alarms(run([60.0, 60, 60, 130], minutes(15), MIDNIGHT, a_record())[1]) == [0, 3]


def test_a_silence_after_an_alarm_is_a_trough_though_its_empty_steps_are_left_out() -> None:
    alarmed = run([60.0], MINUTE, MIDNIGHT, a_record())[0]
    _, judged = step(alarmed, MIDNIGHT + minutes(40), 50, MINUTE)
    assert (judged.alarm, judged.again) == (True, True)
    _, soon = step(alarmed, MIDNIGHT + minutes(4), 10, MINUTE)
    assert not soon.again


def test_the_rest_fades() -> None:
    span, after = minutes(15), run([60.0, 60, 40], minutes(15), MIDNIGHT, a_record())[0]
    later = [run([20.0] * 4, span, MIDNIGHT + hours * timedelta(hours=1), after)[1] for hours in (1, 72)]
    assert [bool(alarms(told)) for told in later] == [False, True]


# ---------------------------------------------------------------- late counts
def test_sums_looked_at_again_are_judged_as_the_step_was() -> None:
    record = a_record()
    series, judged = step(record, MIDNIGHT, 30, MINUTE)
    again = look(series, MIDNIGHT, sums_at(series.recent, MIDNIGHT, MINUTE, SHIPPED.window), SHIPPED)
    assert (again.whole, again.short, again.ratio, again.usual) == (30, 30, judged.ratio, judged.usual)


def test_a_look_at_a_minute_before_an_alarm_is_not_kept_back_by_it() -> None:
    series = run([60.0, 100], minutes(15), MIDNIGHT, a_record())[0]
    now = sums_at([(0, 0.0)], MIDNIGHT, MINUTE, SHIPPED.window)
    burst = replace(now, short=40.0, whole=40.0)
    assert look(series, MIDNIGHT - minutes(30), burst, SHIPPED).alarm
    assert not look(series, MIDNIGHT + minutes(30), burst, SHIPPED).alarm


def test_what_came_late_is_in_the_record_of_its_own_day() -> None:
    record = a_record(days=4)
    yesterday = sums_at([], MIDNIGHT - minutes(90), MINUTE, SHIPPED.window)
    late = learn_late(record, replace(yesterday, short=50.0, whole=90.0))
    _, judged = step(late, MIDNIGHT, 1, MINUTE)
    assert judged.most == 90
    before_all = replace(yesterday, day=yesterday.day - 100)
    assert learn_late(record, replace(before_all, whole=90.0)) == record


def test_what_came_late_lowers_nothing() -> None:
    record = a_record(days=4)
    assert learn_late(record, sums_at([], MIDNIGHT - minutes(90), MINUTE, SHIPPED.window)) == record


# ---------------------------------------------------------------- what is refused
@pytest.mark.parametrize("value", [-1, math.nan, math.inf, 1e16])
def test_a_value_that_is_no_count_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        step(new_series(), MIDNIGHT, value, MINUTE)


def test_a_step_before_the_last_one_is_refused() -> None:
    series, _ = step(new_series(), MIDNIGHT, 1, MINUTE)
    with pytest.raises(ValueError, match="before the step"):
        step(series, MIDNIGHT - MINUTE, 1, MINUTE)
