"""Pure: what comes after its minute was judged lands in that minute, and its windows are judged again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.detect_storm.brand import Record, Rules, judge, new_record
from functions.detect_storm.finding import Finding
from functions.detect_storm.late import JUDGED_FOR, late_of, rejudge, stretches, windows
from functions.detect_storm.minute import lasting, values, window_at, window_of
from shared.lesson import Lesson, Lessons
from shared.minute import Minute
from tests.builders import minutes
from tests.functions.detect_storm.streams import (
    COUNTS,
    DAY,
    LENGTH,
    RULES,
    START,
    a_minute,
    burst,
    first,
    found,
    judged,
    lives,
    merged,
    quiet,
    spread,
    told_of,
)

#: The quiet days before anything happens, in minutes; then it is one in the morning.
RECORD = 3 * DAY - 11 * 60


@lru_cache(maxsize=1)
def days() -> tuple[Minute, ...]:
    return tuple(quiet(RECORD / 60, every=60))


def after_days(told: Iterable[Minute] = (), to: float = RECORD) -> Record:
    return judged(merged([*days(), *told]), to=to)


def come_late(
    record: Record, late_ones: Sequence[Minute], others: Iterable[Minute] = (), rules: Rules = RULES
) -> Record:
    """The record after these come, where the others had come in time."""
    everything = merged([*days(), *others, *late_ones])
    touched = late_of({minute.at for minute in late_ones}, record)
    some = [m for m in everything if min(touched) - RULES.storm.window <= m.at < record.next_minute] if touched else []
    return rejudge(record, touched, some, rules)


def suspected(record: Record) -> list[Finding]:
    return [finding for finding in record.untold if finding.what == "suspected"]


# ---------------------------------------------------------------- which minutes are worth another look
def test_up_to_a_day_is_looked_at_again_and_what_is_older_is_only_counted() -> None:
    record = after_days()
    end = record.next_minute
    touched = {end - JUDGED_FOR - minutes(1), end - JUDGED_FOR, end - minutes(1), end, end + minutes(5)}
    assert late_of(touched, record) == [end - JUDGED_FOR, end - minutes(1)]


# ---------------------------------------------------------------- a burst that comes late
@pytest.mark.parametrize("hours", [0.5, 3, 10, 23])
def test_a_burst_that_comes_late_is_found_with_the_same_beginning(hours: float) -> None:
    storm = burst(RECORD + 20, 21)
    in_time = first(after_days(storm, to=RECORD + 30))
    found_late = first(come_late(after_days(to=RECORD + 20 + 60 * hours), storm))
    assert (found_late.what, found_late.series, found_late.began_at) == ("suspected", "complaints", in_time.began_at)
    assert found_late.at == in_time.at


@settings(database=None, deadline=None, max_examples=15)
@given(st.randoms(use_true_random=False), st.integers(1, 5))
def test_a_burst_that_comes_late_in_any_parts_is_one_storm_with_the_same_beginning(random: Random, parts: int) -> None:
    storm = burst(RECORD + 20, 63, within=9)
    in_time = suspected(after_days(storm, to=RECORD + 40))
    record, come = after_days(to=RECORD + 300), list[Minute]()
    random.shuffle(storm)
    for part in range(parts):
        record = come_late(record, storm[part::parts], come)
        come += storm[part::parts]
    [finding] = suspected(record)
    assert finding.series == in_time[0].series
    # It may be sure with other minutes of it, but says the same trouble.
    assert in_time[0].began_at <= finding.began_at + minutes(9)
    assert finding.began_at <= in_time[0].began_at + minutes(9)


def test_a_burst_that_comes_after_midnight_does_not_raise_its_own_bar() -> None:
    # On the first day there is no record but that day's.
    first_day = quiet(11)
    storm = [a_minute(11 * 60 + step, 2) for step in range(24)]
    next_day = [a_minute(12 * 60 + 5, 1)]
    in_time = judged(merged([*first_day, *storm]), to=12 * 60 + 10)
    assert lives(in_time) == ["suspected"]
    record = judged([*first_day, *next_day], to=13 * 60)
    again = rejudge(record, sorted(m.at for m in storm), merged([*first_day[-2:], *storm, *next_day]), RULES)
    assert [f.series for f in suspected(again)] == [first(in_time).series]


def test_a_storm_that_came_late_and_is_long_over_subsides_at_once_at_its_own_time() -> None:
    storm = burst(RECORD + 20, 21)
    record = come_late(after_days(to=RECORD + 400), storm)
    over = judge(record, [], record.next_minute + minutes(1), RULES)
    assert lives(over) == ["suspected", "subsided"]
    in_time = after_days(storm, to=RECORD + 400)
    assert over.untold[-1].at == in_time.untold[-1].at


def test_a_late_mention_of_a_storm_that_is_over_makes_no_new_one() -> None:
    storm = burst(RECORD + 20, 42)
    over = told_of(after_days(storm, to=RECORD + 400))
    assert len(over.past) == 1
    assert suspected(come_late(over, burst(RECORD + 22, 42), storm)) == []


def test_a_late_mention_of_a_storm_that_runs_makes_no_second_one_and_lets_it_grow() -> None:
    storm = burst(RECORD + 20, 21)
    running = told_of(after_days(storm, to=RECORD + 40))
    again = come_late(running, burst(RECORD + 22, 70), storm)
    assert suspected(again) == []
    assert "grew" in found(again)


def test_a_late_mention_of_a_storms_first_peak_is_no_second_one() -> None:
    storm = [
        *(a_minute(RECORD + step, 6) for step in range(40)),
        *(a_minute(RECORD + 40 + step, 1) for step in range(25)),
    ]
    running = told_of(after_days(storm, to=RECORD + 65))
    assert running.running[0].waves == 1
    assert running.series["complaints"].alarmed is not None
    again = come_late(running, [a_minute(RECORD + 30, 1)], storm)
    assert again.running[0].waves == 1
    assert found(again) == []


def test_late_complaints_by_few_people_are_no_storm() -> None:
    same = [replace(minute, authors=("aa", "bb")) for minute in burst(RECORD + 20, 42)]
    assert found(come_late(after_days(to=RECORD + 200), same)) == []


def test_what_people_taught_holds_for_what_comes_late() -> None:
    deaf = replace(
        RULES, lessons=Lessons({key: Lesson(2.0) for key in ("complaints", "reach", "kind:specific_complaint")})
    )
    assert lives(come_late(after_days(to=RECORD + 200), burst(RECORD + 20, 14), rules=deaf)) == []
    assert lives(come_late(after_days(to=RECORD + 200), burst(RECORD + 20, 14))) == ["suspected"]


# ---------------------------------------------------------------- a source that was silent
@pytest.mark.parametrize("every", [1, 10])
def test_a_day_that_a_source_catches_up_with_is_no_storm(every: int) -> None:
    usual = [a_minute(at, 1) for at in range(0, DAY, every)]
    missed = [a_minute(at, 1) for at in range(DAY, 2 * DAY - 60, every)]
    record = told_of(judged(usual, to=2 * DAY - 60))
    caught_up = rejudge(record, [m.at for m in missed], merged([*usual[-20:], *missed]), RULES)
    assert caught_up.untold == ()
    assert lives(judge(caught_up, [], START + minutes(2 * DAY), RULES)) == []


@settings(database=None, deadline=None, max_examples=25)
@given(st.sets(st.integers(0, 90)), st.sets(st.integers(0, 90)), st.integers(0, 100))
def test_each_window_with_something_late_in_it_is_judged_once(counted: set[int], behind: set[int], end: int) -> None:
    told = [a_minute(at, 1) for at in sorted(counted | behind)]
    span = RULES.storm.window
    late_ones = [START + minutes(at) for at in sorted(behind)]
    expected = [
        [m.at for m in told if minute.at - span < m.at <= minute.at]
        for minute in told
        if minute.at < START + minutes(end) and any(minute.at - span < at <= minute.at for at in late_ones)
    ]
    found_ones = list(windows(late_ones, told, START + minutes(end), span))
    assert [[m.at for m in window.minutes] for window in found_ones] == expected


def test_what_came_late_is_known_to_the_bar_of_the_days_after() -> None:
    busy = [replace(minute, authors=()) for minute in burst(RECORD + 20, 70)]
    record = come_late(after_days(to=RECORD + 300), busy)
    assert record.untold == ()
    tomorrow = judge(record, [a_minute(RECORD + DAY, 1)], START + minutes(RECORD + DAY + 1), RULES)
    assert max(day.whole for day in tomorrow.series["complaints"].days) == 70


# ---------------------------------------------------------------- the newest window
def test_a_minute_that_was_counted_late_joins_the_newest_windows_sums() -> None:
    half, other = burst(RECORD + 20, 7), [a_minute(RECORD + 20 + step, 3) for step in range(5)]
    record = after_days(half, to=RECORD + 28)
    assert found(record) == []
    joined = come_late(record, other, half)
    assert [m.complaints for m in joined.window] == [m.complaints for m in merged([*half, *other])]
    in_time = after_days([*half, *other], to=RECORD + 28)
    for key, series in in_time.series.items():
        assert joined.series[key].recent == series.recent


@settings(database=None, deadline=None, max_examples=20)
@given(COUNTS, st.integers(1, LENGTH), st.randoms(use_true_random=False))
def test_after_late_minutes_the_sums_are_those_of_minutes_that_came_in_time(
    counts: list[int], cut: int, random: Random
) -> None:
    told = [minute for minute in spread(counts) if minute.at < START + minutes(cut)]
    behind = [minute for minute in told if random.random() < 0.2]
    record = judged([minute for minute in told if minute not in behind], to=cut)
    record = rejudge(record, late_of({m.at for m in behind}, record), told, RULES)
    if behind:
        end = record.next_minute
        newest = [m for m in told if end - minutes(1) - RULES.storm.window < m.at]
        if newest:
            assert record.window == lasting(window_of(newest))
            for key, series in record.series.items():
                sums = {m.at: values(m).get(key, 0.0) for m in newest}
                assert [value for _, value in series.recent] == [value for value in sums.values() if value]


def test_a_series_that_is_first_heard_of_late_has_the_brands_record() -> None:
    record = come_late(after_days(to=RECORD + 60), [a_minute(RECORD + 10, 1, instance="checkout")])
    assert len(record.series["about:checkout"].days) == len(record.series["complaints"].days)
    assert record.series["about:checkout"].hours == record.series["mentions"].hours


@lru_cache(maxsize=1)
def every_minute() -> list[Minute]:
    return [a_minute(2 * DAY + at, 1) for at in range(-1600, 30)]


@settings(max_examples=40, deadline=None)
@given(
    late=st.sets(st.integers(-1440, -1), max_size=30).map(sorted),
    span=st.sampled_from([1, 15, 60]),
    on=st.integers(-5, 30),
)
def test_what_is_read_is_each_window_with_something_late_in_it_and_what_comes_next(
    late: list[int], span: int, on: int
) -> None:
    end, times = START + timedelta(days=2), [START + timedelta(days=2) + minutes(at) for at in late]
    read = stretches(new_record(end), times, end + minutes(on), minutes(span))
    told = every_minute()[: 1600 + on]
    kept = [minute for minute in told if any(first <= minute.at < last for first, last in read)]
    assert list(windows(times, kept, end, minutes(span))) == list(windows(times, told, end, minutes(span)))
    assert [minute for minute in kept if minute.at >= end] == [minute for minute in told if minute.at >= end]
    if late:
        assert window_at(kept, end - minutes(1), minutes(span)) == window_at(told, end - minutes(1), minutes(span))
    assert all(before[1] < after[0] for before, after in pairwise(read))
