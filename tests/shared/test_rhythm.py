"""Pure: a source is quiet when it is silent for three times its longest silence, once it has a rhythm."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.codec import decode, encode
from shared.rhythm import KNOWN_DAYS, LEAST, STEP, Rhythm
from tests.builders import NOON

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def of(instants: Iterable[datetime]) -> Rhythm:
    rhythm, before = Rhythm(), None
    for at in instants:
        rhythm, before = rhythm.heard(before, at), at
    return rhythm


def each(span: timedelta, days: int) -> list[datetime]:
    return [NOON + number * span for number in range(int(days * DAY / span))]


@pytest.mark.parametrize(("days", "known"), [(6, False), (7, True), (14, True)])
def test_a_source_has_a_rhythm_once_it_has_brought_something_on_seven_days(days: int, known: bool) -> None:
    rhythm = of(NOON + number * DAY for number in range(days))
    assert (rhythm.quiet_after is not None) is known


def test_it_is_quiet_after_three_times_its_longest_silence() -> None:
    assert of(each(4 * HOUR, 10)).quiet_after == 12 * HOUR


def test_a_source_that_talks_all_day_is_never_quiet_within_the_hour() -> None:
    assert of(each(timedelta(minutes=2), 8)).quiet_after == LEAST


def test_what_is_longer_ago_than_two_weeks_is_forgotten() -> None:
    night = [NOON, NOON + 20 * HOUR]
    assert of(night + [night[1] + number * HOUR for number in range(13 * 24)]).quiet_after == 60 * HOUR
    assert of(night + [night[1] + number * HOUR for number in range(16 * 24)]).quiet_after == 3 * HOUR


def test_a_silence_that_was_a_fault_teaches_no_more_than_the_span_after_which_it_was_one() -> None:
    steady = each(HOUR, 8)
    assert of([*steady, steady[-1] + 5 * DAY]).quiet_after == 9 * HOUR


def test_a_short_silence_teaches_nothing_that_would_have_to_be_written() -> None:
    known = of([NOON, NOON + HOUR])
    assert known.heard(NOON + HOUR, NOON + HOUR + STEP) is known


@settings(max_examples=60)
@given(st.lists(st.integers(-DAY // timedelta(seconds=1), 40 * DAY // timedelta(seconds=1)), max_size=40))
def test_by_any_clock_it_stays_small_and_comes_back_as_it_was(seconds: list[int]) -> None:
    rhythm = of(NOON + timedelta(seconds=second) for second in seconds)
    assert len(rhythm.silences) <= 14
    assert all(silence >= 0 for silence in rhythm.silences.values())
    assert rhythm.quiet_after is None or (len(rhythm.silences) >= KNOWN_DAYS and rhythm.quiet_after >= LEAST)
    assert decode(Rhythm, encode(rhythm)) == rhythm
