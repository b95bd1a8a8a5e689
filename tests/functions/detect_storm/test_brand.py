"""Pure: a brand's series are judged against their own records; the same minutes give the same findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.detect_storm.brand import PAST_KEPT, Record, Rules, bar_of, judge, new_record
from functions.detect_storm.finding import Finding, Past
from functions.detect_storm.minute import window_of
from shared.codec import decode, encode
from shared.detector.series import WARM_UP_HOURS, days_heard
from shared.lesson import Lesson, Lessons
from shared.minute import Minute
from shared.plan import StormRules
from tests.builders import minutes
from tests.functions.detect_storm.streams import (
    COUNTS,
    DAY,
    LENGTH,
    RULES,
    START,
    a_minute,
    asking,
    both,
    burst,
    by,
    first,
    found,
    judged,
    lives,
    merged,
    minute_of,
    quiet,
    spread,
    told_of,
)


# ---------------------------------------------------------------- the same minutes, the same findings
@settings(database=None, deadline=None, max_examples=30)
@given(COUNTS, st.lists(st.integers(0, LENGTH), max_size=12))
def test_the_same_minutes_judged_in_any_steps_give_the_same_findings(counts: list[int], stops: list[int]) -> None:
    told = spread(counts)
    record = new_record(START)
    for stop in [*sorted(stops), LENGTH]:
        to = START + minutes(stop)
        # As it is kept between two judgements.
        kept = decode(Record, encode(record))
        record = judge(kept, [m for m in told if record.next_minute <= m.at < to], to, RULES)
    assert record == judged(told)


@settings(database=None, deadline=None, max_examples=20)
@given(COUNTS, st.integers(1, LENGTH))
def test_what_comes_after_changes_nothing_that_was_found_before(counts: list[int], cut: int) -> None:
    told = spread(counts)
    before = judged([m for m in told if m.at < START + minutes(cut)], to=cut)
    assert judged(told).untold[: len(before.untold)] == before.untold


@settings(database=None, deadline=None, max_examples=20)
@given(COUNTS, st.randoms(use_true_random=False))
def test_the_order_of_minutes_makes_no_difference(counts: list[int], random: Random) -> None:
    told = spread(counts)
    mixed = list(told)
    random.shuffle(mixed)
    assert judged(mixed) == judged(told)


@settings(database=None, deadline=None, max_examples=20)
@given(COUNTS)
def test_minutes_in_which_nothing_was_said_may_be_left_out(counts: list[int]) -> None:
    told = spread(counts)
    # An hour in which a mention was counted is one that teaches; silence is not counted at all.
    heard = {minute.at.replace(minute=0) for minute in told}
    loud = {minute.at + minutes(after) for minute in told for after in range(15)}
    silence = {START + minutes(at) for at in range(LENGTH)} - loud
    some = [Minute(at, 0, 0) for at in sorted(silence)[::4] if at.replace(minute=0) in heard]
    assert judged([*told, *some]).untold == judged(told).untold


@settings(database=None, deadline=None, max_examples=20)
@given(COUNTS, st.integers(1, LENGTH), st.integers(1, 500))
def test_a_minute_that_comes_too_late_is_passed_over(counts: list[int], late_at: int, complaints: int) -> None:
    record = judged(spread(counts))
    late = [a_minute(LENGTH - late_at, complaints)]
    assert judge(record, late, START + minutes(LENGTH), RULES) == record


@settings(database=None, deadline=None, max_examples=20)
@given(COUNTS, st.integers(1, LENGTH))
def test_judging_never_goes_back(counts: list[int], back: int) -> None:
    record = judged(spread(counts))
    assert judge(record, spread(counts), START + minutes(LENGTH - back), RULES) == record


@settings(database=None, deadline=None, max_examples=20)
@given(COUNTS, st.integers(1, 60), st.integers(1, 30))
def test_no_storm_has_fewer_complaints_or_fewer_authors_than_the_plan_asks(
    counts: list[int], floor: int, authors: int
) -> None:
    told = spread(counts)
    for finding in judged(told, rules=asking(floor=floor, authors=authors)).untold:
        if finding.what == "suspected":
            window = [m for m in told if finding.at - RULES.storm.window < m.at <= finding.at]
            about = "ab" if finding.series == "complaints" else finding.instance or "ab"
            assert finding.complaints == sum(m.complaints for m in window if m.instances[0][0] in about)
            assert sum(m.complaints for m in window) >= floor
            # Authors are estimated; of a few, the estimate is exact to one.
            assert len({mark for m in window for mark in m.authors}) >= authors - 1


@settings(database=None, deadline=None, max_examples=20)
@given(COUNTS)
def test_a_storm_is_suspected_then_grows_then_subsides(counts: list[int]) -> None:
    record = judged(spread(counts))
    running: dict[object, Finding] = {}
    for finding in record.untold:
        key = finding.series, finding.began_at
        if finding.what == "suspected":
            assert key not in running
            running[key] = finding
        else:
            assert key in running
            if finding.what == "subsided":
                del running[key]
    assert {storm.key for storm in record.running} == set(running)


# ---------------------------------------------------------------- what is kept
@settings(database=None, deadline=None, max_examples=8)
@given(st.lists(st.integers(0, 40), min_size=50, max_size=250), st.integers(1, 400))
def test_the_state_stays_of_one_size_however_long_a_record_is(counts: list[int], gap: int) -> None:
    told = [
        a_minute(
            at * (gap if at % 40 == 0 else 1), count, authors=count % 7, instance="abc"[at % 3], platform="dp"[at % 2]
        )
        for at, count in enumerate(counts)
    ]
    record = told_of(judged(merged(told), to=len(counts) * gap + 1))
    assert len(record.window) <= RULES.storm.window / minutes(1)
    assert len(record.past) <= PAST_KEPT
    # Complaints, mentions, reach, two kinds, three instances; each of 30 days and a window, and the window itself.
    assert len(encode(record)) < 8 * 4000 + 15 * 700 + PAST_KEPT * 150


def test_of_storms_that_are_over_the_last_few_are_remembered() -> None:
    earlier = tuple(Past(None, START - minutes(90 + n), START - minutes(30 + n)) for n in reversed(range(PAST_KEPT)))
    record = replace(judged([*quiet(), *burst(361)], to=370), past=earlier)
    over = judge(record, [], START + minutes(LENGTH), RULES).past
    assert len(over) == PAST_KEPT
    assert (over[:-1], over[-1].began_at) == (earlier[1:], START + minutes(361))


def test_a_storm_does_not_teach_what_is_usual_while_it_runs() -> None:
    record = judged([*quiet(), *burst(361, 28)], to=370)
    assert record.running
    angry = [a_minute(370 + step, 6, angry=6, others=50) for step in range(20)]
    assert judge(record, angry, START + minutes(390), RULES).usual == record.usual


def test_a_record_begins_with_a_whole_minute() -> None:
    assert new_record(START + timedelta(seconds=42, microseconds=7)).next_minute == START


def test_a_series_that_is_heard_for_the_first_time_has_the_brands_record() -> None:
    told = [*quiet(24 * 3), a_minute(3 * DAY, 1, instance="checkout")]
    record = judged(told, to=3 * DAY + 5)
    new, old = record.series["about:checkout"], record.series["complaints"]
    assert len(new.days) == len(old.days) == 3
    assert days_heard(new) == pytest.approx(days_heard(old), abs=1 / 24)


# ---------------------------------------------------------------- a burst against its record
def test_a_quiet_series_is_no_storm() -> None:
    assert found(judged(quiet())) == []


def test_a_burst_after_quiet_hours_is_a_storm_that_began_with_its_first_complaint() -> None:
    finding = first(judged([*quiet(), *burst(361)], to=370))
    assert (finding.what, finding.began_at) == ("suspected", START + minutes(361))
    assert finding.authors >= RULES.storm.authors
    assert f"{finding.complaints} complaints in 15 minutes" in finding.reasons[0]
    assert finding.reasons[1] == f"by {finding.authors} different authors"


def test_the_first_hours_of_a_brand_only_teach() -> None:
    assert found(judged(burst(0, 70), to=30)) == []
    assert found(judged([*quiet(WARM_UP_HOURS - 1), *burst(WARM_UP_HOURS * 60 - 30, 70)], to=300)) == []
    assert lives(judged([*quiet(WARM_UP_HOURS + 1), *burst(WARM_UP_HOURS * 60 + 61, 70)], to=300)) == ["suspected"]


def with_record_of(hours: int, peak: int) -> Record:
    """A record of so many hours, in which one quarter of an hour of each day had `peak` complaints."""
    daily = [a_minute(day * DAY + step, peak // 5, authors=2) for day in range(hours // 24 + 1) for step in range(5)]
    inside = [
        minute for minute in merged([*daily, *quiet(hours, 45, every=60)]) if minute.at < START + minutes(hours * 60)
    ]
    return told_of(judged(inside, to=hours * 60))


@lru_cache(maxsize=1)
def ten_days() -> Record:
    """Ten days, in each of which the busiest quarter of an hour has 20 complaints."""
    return with_record_of(24 * 10, peak=20)


def next_from(record: Record, complaints: int, rules: Rules = RULES, **how: object) -> list[str]:
    """What comes of so many complaints within five minutes, straight after that record."""
    at = (record.next_minute - START) / minutes(1)
    told = [a_minute(at + step, complaints // 5, **how) for step in range(5)]  # type: ignore[arg-type]  # as its names
    return lives(judge(record, told, record.next_minute + minutes(6), rules))


def test_a_short_record_is_trusted_less_than_a_long_one() -> None:
    assert next_from(with_record_of(8, peak=20), 45) == []
    assert next_from(ten_days(), 45) == ["suspected"]


def test_a_brand_is_judged_on_its_first_day_and_says_how_short_its_record_is() -> None:
    finding = first(judged([*quiet(), *burst(361, 28)], to=370))
    assert finding.reasons[-1].startswith("the record is short: ")
    assert finding.grounds is not None
    assert finding.grounds.trust < 0.5


def test_what_a_brand_is_used_to_is_no_storm_again() -> None:
    daily = [minute for day in range(9) for minute in burst(day * DAY + 60, 28)]
    late = [
        f for f in judged([*daily, *quiet(24 * 9, every=60)], to=9 * DAY).untold if f.at > START + timedelta(days=7)
    ]
    assert late == []


def test_a_source_that_was_silent_for_a_week_comes_back_to_the_same_bar() -> None:
    record = ten_days()
    for silent in (0, 1, 7):
        later = judge(record, [], record.next_minute + timedelta(days=silent), RULES)
        assert [next_from(later, count) for count in (20, 45)] == [[], ["suspected"]]


def test_a_brand_that_begins_in_a_storm_knows_the_next_one() -> None:
    told = [*burst(0, 140, 20), *quiet(24 * 4, start=60, every=60), *burst(4 * DAY + 30, 420, 20)]
    record = judged(told, to=4 * DAY + 40)
    assert lives(record) == ["suspected"]
    assert first(record).began_at >= START + minutes(4 * DAY)


def test_a_platforms_clock_that_is_an_hour_ahead_is_waited_for_and_keeps_nobody_up() -> None:
    ahead, storm = burst(361 + 60, 28, instance="b"), burst(361, 14, instance="a")
    now = judged([*quiet(), *ahead, *storm], to=380)
    assert [(f.what, f.began_at) for f in now.untold][:1] == [("suspected", START + minutes(361))]
    assert now == judged([*quiet(), *storm], to=380)
    later = judge(now, ahead, START + minutes(440), RULES)
    assert later == judged([*quiet(), *ahead, *storm], to=440)
    assert any(f.what == "suspected" and f.instance == "b" for f in later.untold)


@pytest.mark.parametrize("level", [100, 10_000])
def test_a_large_brand_is_judged_and_twice_as_much_is_a_storm(level: int) -> None:
    random, crowd = Random(level), [str(number) for number in range(4 * level)]
    marks = by(a_minute(0, 1), *crowd).authors
    counts = [round(random.gauss(level, level**0.5)) for _ in range(3 * 24)] + [2 * level]
    told = [replace(a_minute(60 * at, count, authors=0), authors=marks) for at, count in enumerate(counts)]
    record = judged(told, to=3 * DAY + 5)
    assert lives(record) == ["suspected"]
    assert minute_of(first(record)) >= 3 * DAY


# ---------------------------------------------------------------- who, and of how many
def test_many_complaints_by_few_people_are_no_storm() -> None:
    few = [by(a_minute(361 + step, 5), "mia", "noah", "lea") for step in range(10)]
    assert found(judged([*quiet(), *few])) == []


def test_one_loud_account_is_no_storm_however_loud() -> None:
    same = [by(a_minute(361 + step, 40), "mia") for step in range(30)]
    assert found(judged([*quiet(), *same])) == []


def test_one_loud_account_in_a_trouble_of_its_own_is_held_back_beside_what_others_say() -> None:
    others = [by(a_minute(at, 1, instance="delay"), f"d{at}") for at in range(10)]
    login = [a_minute(at, 3, instance="login", kind="venting") for at in range(10)]
    loud = window_of(both(by(one, "zz"), other) for one, other in zip(login, others, strict=True))
    many = window_of(both(one, other) for one, other in zip(login, others, strict=True))
    for key in ("about:login", "kind:venting"):
        assert bar_of(key, (), loud, RULES)[0].held_back
        assert not bar_of(key, (), many, RULES)[0].held_back
    assert not bar_of("about:delay", (), many, RULES)[0].held_back


def test_a_launch_that_people_like_is_no_storm_where_as_many_complaints_by_themselves_are() -> None:
    record = ten_days()
    assert next_from(record, 45, others=0) == ["suspected"]
    assert next_from(record, 45, others=400) == []


def test_a_burst_of_praise_is_no_storm() -> None:
    praise = [a_minute(361 + step, 0, others=60) for step in range(20)]
    assert found(judged([*quiet(), *praise])) == []


def test_early_signs_let_a_small_burst_through_that_would_not_be_one() -> None:
    record = with_record_of(24 * 10, peak=30)
    assert next_from(record, 30) == []
    assert next_from(record, 30, angry=4, reposts=12) == ["suspected"]


def test_a_burst_about_one_instance_is_seen_under_a_brands_noise() -> None:
    noise = [a_minute(at, 20, instance="shipping") for at in range(0, 30 * 60, 5)]
    outage = [a_minute(30 * 60 + 1 + step, 4, instance="login") for step in range(4)]
    finding = first(judged([*noise, *outage], to=30 * 60 + 10))
    assert (finding.what, finding.series, finding.instance) == ("suspected", "about:login", "login")
    assert finding.complaints <= 15


def test_a_few_with_a_large_following_are_seen_by_their_reach() -> None:
    usual = [a_minute(at, 8, reach=8) for at in range(0, 20 * 60, 10)]
    reached = [a_minute(20 * 60 + 1 + step, 2, reach=120) for step in range(5)]
    finding = first(judged([*usual, *reached], to=20 * 60 + 10))
    assert finding.series == "reach"
    assert "weighed by their reach" in finding.reasons[0]


# ---------------------------------------------------------------- what people taught
def test_a_dismissal_raises_the_bar_and_a_confirmation_lowers_it() -> None:
    record = ten_days()
    rules = {c: replace(RULES, lessons=Lessons({key: Lesson(c) for key in KEYS})) for c in (0.8, 1.0, 2.0)}
    heights = {c: next(n for n in range(10, 200, 5) if next_from(record, n, each)) for c, each in rules.items()}
    assert heights[0.8] < heights[1.0] < heights[2.0]


def test_a_lesson_teaches_its_own_series_only() -> None:
    rules = replace(RULES, lessons=Lessons({"about:login": Lesson(2.0)}))
    assert next_from(ten_days(), 45, rules) == next_from(ten_days(), 45) == ["suspected"]


def test_a_dismissal_teaches_a_quiet_brand_too() -> None:
    told, rules = [*quiet(30), *burst(1801, 14)], replace(RULES, lessons=Lessons({key: Lesson(2.0) for key in KEYS}))
    assert lives(judged(told, to=1810)) == ["suspected"]
    assert lives(judged(told, to=1810, rules=rules)) == []


def test_a_lesson_is_held_within_the_plans_bounds() -> None:
    lessons = Lessons({key: Lesson(50.0) for key in KEYS})
    bounded = replace(RULES, lessons=lessons, storm=replace(StormRules(), dismissed_most=1.0))
    assert next_from(ten_days(), 45, bounded) == ["suspected"]


KEYS: Sequence[str] = ("complaints", "reach", "kind:specific_complaint")
