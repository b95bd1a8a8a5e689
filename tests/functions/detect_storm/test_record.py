"""Pure: a series is judged against its own record; the same minutes give the same findings, however they come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.detect_storm.record import LEARNED_AFTER, LONGEST, Finding, Minute, Record, judge, new_record
from shared.plan import StormRules
from tests.builders import NOON, minutes

RULES = StormRules()
START = NOON
LENGTH = 10 * 60


def a_minute(at: float, complaints: int, authors: int | None = None, instance: str | None = None) -> Minute:
    """`at` counts minutes from START; each complaint is by an author of its own, unless told otherwise."""
    count = complaints if authors is None else authors
    marks = tuple(f"{(int(at) * 7 + number) % 512:03x}" for number in range(count))
    about = ((instance, complaints),) if instance else ()
    return Minute(START + minutes(at), complaints, complaints + 1, marks, about)


def quiet(hours: float = 6, start: float = 0) -> list[Minute]:
    """One complaint each half hour."""
    return [a_minute(start + 30 * step, 1) for step in range(int(hours * 2))]


def burst(at: float, complaints: int = 14, within: int = 7) -> list[Minute]:
    return [a_minute(at + step, complaints // within) for step in range(within)]


def judged(told: Sequence[Minute], to: float = LENGTH, rules: StormRules = RULES) -> Record:
    return judge(new_record(START), told, START + minutes(to), rules)


def found(record: Record) -> list[str]:
    return [finding.what for finding in record.untold]


def lives(record: Record) -> list[str]:
    """When storms began and ended, however they grew."""
    return [what for what in found(record) if what != "grew"]


#: A day's minutes: mostly quiet, with bursts of all sizes; sparse, as empty minutes are left out.
COUNTS = st.lists(st.sampled_from([0] * 12 + [1, 1, 2, 5, 20]), min_size=20, max_size=120)


def spread(counts: Sequence[int], step: int = 5) -> list[Minute]:
    return [a_minute(step * at, count) for at, count in enumerate(counts) if count]


@settings(database=None, deadline=None)
@given(COUNTS, st.lists(st.integers(0, LENGTH), max_size=12))
def test_the_same_minutes_judged_in_any_steps_give_the_same_findings(counts: list[int], stops: list[int]) -> None:
    told = spread(counts)
    at_once = judged(told)
    record = new_record(START)
    for stop in [*sorted(stops), LENGTH]:
        to = START + minutes(stop)
        record = judge(record, [m for m in told if record.next_minute <= m.at < to], to, RULES)
    assert record.untold == at_once.untold
    assert record.running == at_once.running


@settings(database=None, deadline=None)
@given(COUNTS, st.randoms(use_true_random=False))
def test_the_order_of_minutes_makes_no_difference(counts: list[int], random: Random) -> None:
    told = spread(counts)
    mixed = list(told)
    random.shuffle(mixed)
    assert judged(mixed) == judged(told)


@settings(database=None, deadline=None)
@given(COUNTS)
def test_minutes_in_which_nothing_was_said_may_be_left_out(counts: list[int]) -> None:
    told = spread(counts)
    # An hour in which a mention was counted is one that teaches; silence is not counted at all.
    heard = {minute.at.replace(minute=0) for minute in told}
    loud = {minute.at + minutes(after) for minute in told for after in range(15)}
    silence = {START + minutes(at) for at in range(LENGTH)} - loud
    some = [Minute(at, 0) for at in silence if at.replace(minute=0) in heard]
    assert judged([*told, *some]).untold == judged(told).untold


@settings(database=None, deadline=None)
@given(COUNTS, st.integers(1, LENGTH), st.integers(1, 500))
def test_a_minute_that_comes_too_late_is_passed_over(counts: list[int], late_at: int, complaints: int) -> None:
    record = judged(spread(counts))
    late = [a_minute(LENGTH - late_at, complaints)]
    assert judge(record, late, START + minutes(LENGTH), RULES) == record


@settings(database=None, deadline=None)
@given(COUNTS, st.integers(1, LENGTH))
def test_judging_never_goes_back(counts: list[int], back: int) -> None:
    record = judged(spread(counts))
    assert judge(record, spread(counts), START + minutes(LENGTH - back), RULES) == record


@settings(database=None, deadline=None)
@given(COUNTS, st.integers(1, 60), st.integers(1, 30))
def test_no_storm_has_fewer_complaints_or_fewer_authors_than_the_plan_asks(
    counts: list[int], floor: int, authors: int
) -> None:
    rules = replace(RULES, floor=floor, authors=authors)
    by_time = {m.at: m for m in spread(counts)}
    for finding in judged(list(by_time.values()), rules=rules).untold:
        if finding.what == "suspected":
            window = [m for at, m in by_time.items() if finding.at - rules.window < at <= finding.at]
            assert finding.complaints == sum(m.complaints for m in window) >= floor
            # Authors are estimated; of a few, the estimate is exact to one.
            assert len({mark for m in window for mark in m.authors}) >= authors - 1


@settings(database=None, deadline=None, max_examples=25)
@given(st.lists(st.integers(0, 40), min_size=100, max_size=900))
def test_the_state_stays_of_one_size_however_long_a_record_is(counts: list[int]) -> None:
    record = replace(judged([a_minute(at, c, authors=c % 7) for at, c in enumerate(counts)], to=len(counts)), untold=())
    assert len(record.window) <= RULES.window / minutes(1)
    assert len(record.recent) <= LEARNED_AFTER / minutes(1) + 1


@settings(database=None, deadline=None)
@given(COUNTS)
def test_findings_alternate_a_storm_is_suspected_then_grows_then_subsides(counts: list[int]) -> None:
    record = judged(spread(counts))
    running: Finding | None = None
    for finding in record.untold:
        if finding.what == "suspected":
            assert running is None
            running = finding
        else:
            assert running is not None
            assert finding.began_at == running.began_at
            running = None if finding.what == "subsided" else running
    assert (record.running is None) == (running is None)


# ---------------------------------------------------------------- a storm's life
def test_a_quiet_series_is_no_storm() -> None:
    assert found(judged(quiet())) == []


def test_a_burst_after_quiet_hours_is_a_storm_that_began_with_its_first_complaint() -> None:
    record = judged([*quiet(), *burst(361)], to=370)
    finding = record.untold[0]
    assert (finding.what, finding.began_at) == ("suspected", START + minutes(361))
    assert finding.authors >= RULES.authors
    assert "authors" in finding.reasons[1]
    assert f"{finding.complaints} complaints in 15 minutes" in finding.reasons[0]


def test_many_complaints_by_few_people_are_no_storm() -> None:
    loud = [a_minute(361 + step, 5, authors=0) for step in range(10)]
    few = [replace(minute, authors=("001", "002", "003")) for minute in loud]
    assert found(judged([*quiet(), *few])) == []


def test_a_storm_subsides_when_it_was_quiet_for_as_long_as_the_plan_asks() -> None:
    record = judged([*quiet(), *burst(361)], to=460)
    assert lives(record) == ["suspected", "subsided"]
    first, last = record.untold[0], record.untold[-1]
    assert last.began_at == first.began_at
    assert last.at - RULES.quiet <= START + minutes(361 + 7 + 15)
    assert record.running is None


def test_a_storm_does_not_subside_a_minute_early() -> None:
    told = [*quiet(), *burst(361)]
    end = judged(told, to=460).untold[-1].at
    before = judge(new_record(START), told, end - minutes(1), RULES)
    assert lives(before) == ["suspected"]
    assert lives(judge(before, [], end, RULES)) == ["suspected", "subsided"]


def test_a_storm_that_grows_by_half_is_told_again() -> None:
    assert found(judged([*quiet(), *burst(361, 14), *burst(368, 42)], to=380))[:2] == ["suspected", "grew"]


def test_a_larger_second_storm_after_the_first_is_seen() -> None:
    told = [*quiet(), *burst(361), *quiet(8, start=480), *burst(960, complaints=70)]
    assert lives(judged(told, to=975)) == ["suspected", "subsided", "suspected"]


def test_an_equal_second_storm_is_seen_once_the_record_is_long() -> None:
    day = 24 * 60
    told = [*quiet(), *burst(361), *quiet(24 * 21, start=480), *burst(22 * day)]
    assert lives(judged(told, to=22 * day + 20)) == ["suspected", "subsided", "suspected"]


def with_record_of(hours: int, peak: int) -> Record:
    """A record of so many hours, in which one quarter of an hour had `peak` complaints."""
    once = [a_minute(step, peak // 5, authors=2) for step in range(5)]
    return judged([*once, *quiet(hours, start=30)], to=hours * 60 + 30)


def first_storm(record: Record, complaints: int) -> list[str]:
    at = (record.next_minute - START) / minutes(1)
    told = burst(at, complaints, within=5)
    return found(judge(replace(record, untold=()), told, record.next_minute + minutes(6), RULES))


def test_a_short_record_is_trusted_less_than_a_long_one() -> None:
    assert first_storm(with_record_of(8, peak=20), 60) == []
    assert first_storm(with_record_of(24 * 9, peak=20), 60)[:1] == ["suspected"]


def test_the_first_hours_of_a_series_only_teach() -> None:
    assert found(judged(burst(0, 70), to=30)) == []
    assert found(judged([*burst(0, 7), *burst(20, 70)], to=50)) == []


def test_what_a_brand_is_used_to_is_no_storm_again() -> None:
    daily = [minute for day in range(12) for minute in burst(day * 1440 + 60, 28)]
    always = quiet(24 * 12)
    late = [f for f in judged([*daily, *always], to=12 * 1440).untold if f.at > START + timedelta(days=10)]
    assert late == []


@pytest.mark.parametrize(
    ("first", "second", "about"),
    [(("a", 6), ("b", 3), "a"), (("a", 4), ("b", 5), "b"), (("b", 4), ("a", 4), "a"), ((None, 4), (None, 4), None)],
)
def test_a_storm_is_about_what_most_of_its_complaints_are_about(
    first: tuple[str | None, int], second: tuple[str | None, int], about: str | None
) -> None:
    told = [a_minute(361 + at, count, instance=instance) for at, (instance, count) in enumerate((first, second))]
    [finding] = judged([*quiet(), *told], to=370).untold
    assert finding.instance == about


def test_the_marks_of_one_author_in_many_minutes_are_one_author() -> None:
    same = [replace(a_minute(361 + step, 2), authors=("0aa",)) for step in range(12)]
    assert found(judged([*quiet(), *same])) == []


def test_a_record_begins_with_a_whole_minute() -> None:
    begun: datetime = new_record(START + timedelta(seconds=42, microseconds=7)).next_minute
    assert begun == START


def test_what_lasts_for_days_is_another_level_and_no_storm_any_more() -> None:
    days = 5 * 24 * 60
    told = [*quiet(), *(a_minute(6 * 60 + 5 * step, 6) for step in range((days - 6 * 60) // 5))]
    record = judged(told, to=days)
    assert lives(record) == ["suspected", "subsided"]
    assert record.untold[-1].at - record.untold[0].began_at == LONGEST
