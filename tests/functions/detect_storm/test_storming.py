"""Pure: one trouble is one storm; it grows, rises again, is a crisis, and passes; what a person ended stays so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise

import pytest

from functions.detect_storm.brand import Record, Rules, judge
from functions.detect_storm.finding import Finding
from functions.detect_storm.storming import AWAKE_TIMES, LONGEST, WEIGHED_EVERY
from shared.minute import Minute
from shared.plan import CrisisRules, StormRules
from tests.builders import minutes
from tests.functions.detect_storm.streams import (
    DAY,
    RULES,
    START,
    a_minute,
    burst,
    by,
    first,
    found,
    judged,
    lives,
    merged,
    minute_of,
    quiet,
    told_of,
)

#: Six quiet hours lie before it.
AT = 361
CRISIS = CrisisRules(escalation="all", complaints=60, authors=30)


def after_quiet(told: Iterable[Minute], to: float, rules: Rules = RULES) -> Record:
    return judged(merged([*quiet(), *told]), to=to, rules=rules)


def of(record: Record, what: str) -> list[Finding]:
    return [finding for finding in record.untold if finding.what == what]


def steady(at: float, complaints: int, lasting: int, instance: str | None = None) -> list[Minute]:
    return [a_minute(at + step, complaints, instance=instance) for step in range(lasting)]


# ---------------------------------------------------------------- one storm a trouble
def test_a_burst_that_many_series_see_is_one_storm() -> None:
    told = [a_minute(AT + step, 6, instance="login", reach=900) for step in range(20)]
    record = after_quiet(told, to=AT + 25)
    assert lives(record) == ["suspected"]
    alarmed = [key for key, series in record.series.items() if series.alarmed is not None]
    assert {"complaints", "reach", "about:login", "kind:specific_complaint"} <= set(alarmed)
    assert (first(record).series, first(record).instance) == ("complaints", "login")


def test_a_trouble_with_another_instance_is_a_second_storm() -> None:
    told = [*steady(AT, 3, 15, "login"), *steady(AT + 30, 8, 15, "checkout")]
    record = after_quiet(told, to=AT + 50)
    assert [(f.series, f.instance) for f in of(record, "suspected")] == [
        ("complaints", "login"),
        ("about:checkout", "checkout"),
    ]
    assert of(record, "suspected")[1].began_at == START + minutes(AT + 30)


def test_two_storms_pass_each_at_its_own_time() -> None:
    told = [*steady(AT, 3, 15, "login"), *steady(AT + 30, 8, 15, "checkout"), *steady(AT + 60, 3, 60, "login")]
    record = after_quiet(told, to=AT + 400)
    ends = {f.instance: f.at for f in of(record, "subsided")}
    assert set(ends) == {"login", "checkout"}
    assert ends["checkout"] < ends["login"]


def test_storms_that_pass_are_told_in_the_order_in_which_they_did() -> None:
    told = [*steady(AT, 3, 15, "login"), *steady(AT + 30, 8, 15, "checkout"), *steady(AT + 60, 3, 30, "login")]
    at_once = after_quiet(told, to=AT + 400)
    assert len(of(at_once, "subsided")) == 2
    by_the_minute = after_quiet(told, to=AT + 92)
    for number in range(AT + 93, AT + 401):
        by_the_minute = judge(by_the_minute, [], START + minutes(number), RULES)
    assert at_once == by_the_minute


@pytest.mark.parametrize(
    ("first_ones", "second_ones", "about"),
    [(("a", 6), ("b", 3), "a"), (("a", 4), ("b", 5), "b"), (("b", 4), ("a", 4), "a"), ((None, 4), (None, 4), None)],
)
def test_a_storm_is_about_what_most_of_its_complaints_are_about(
    first_ones: tuple[str | None, int], second_ones: tuple[str | None, int], about: str | None
) -> None:
    told = [a_minute(AT + at, n, instance=instance) for at, (instance, n) in enumerate((first_ones, second_ones))]
    [finding] = after_quiet(told, to=370).untold
    assert finding.instance == about


def test_a_storm_that_nobody_knows_the_trouble_of_is_joined_by_what_is_known_later() -> None:
    told = [*steady(AT, 3, 15), *steady(AT + 20, 8, 15, "login")]
    assert lives(after_quiet(told, to=AT + 40)) == ["suspected"]


# ---------------------------------------------------------------- growth, and a second peak
def test_a_storm_that_grows_by_half_is_told_again_and_not_before() -> None:
    small, large = ([*burst(AT, 14), *burst(AT + 7, more)] for more in (7, 42))
    assert "grew" in found(after_quiet(large, to=380))
    record = after_quiet(small, to=380)
    told = [f.complaints for f in record.untold if f.what in ("suspected", "grew")]
    assert all(later >= 1.5 * before for before, later in pairwise(told))


def rising_twice(instance: str | None = None) -> list[Minute]:
    """Up, down for long enough, and up again to as much, with a large following."""
    there = [*steady(AT, 8, 20, instance), *steady(AT + 20, 1, 30, instance), *steady(AT + 50, 8, 20, instance)]
    return [replace(minute, reach=minute.complaints * 50.0) for minute in there]


@pytest.mark.parametrize("instance", [None, "login"])
def test_a_second_peak_in_the_tail_of_the_first_is_told_once_as_another_wave(instance: str | None) -> None:
    record = after_quiet(rising_twice(instance), to=AT + 75)
    assert lives(record) == ["suspected"]
    [storm] = record.running
    assert storm.waves == 2
    again = [f for f in of(record, "grew") if any("rose again" in reason for reason in f.reasons)]
    assert [f.waves for f in again] == [2]
    assert AT + 50 <= minute_of(again[0]) <= AT + 60


def test_one_rise_is_told_of_once_and_then_only_as_it_grows() -> None:
    record = after_quiet(steady(AT, 8, 50), to=AT + 55)
    assert lives(record) == ["suspected"]
    assert record.running[0].waves == 1
    told = [f.complaints for f in record.untold if f.what in ("suspected", "grew")]
    assert all(later >= 1.5 * before for before, later in pairwise(told))


def test_how_a_storm_rose_is_told_in_figures() -> None:
    record = after_quiet(rising_twice(), to=AT + 75)
    again = next(f for f in record.untold if f.waves == 2)
    before = [f.complaints for f in record.untold if f.at < again.at and f.what in ("suspected", "grew")][-1]
    assert again.reasons == (f"it rose again: {again.complaints} complaints in the window, {before} when last told",)


# ---------------------------------------------------------------- a crisis, and that it goes on
def test_a_crisis_is_told_at_once_when_its_numbers_are_reached_and_once() -> None:
    record = after_quiet(steady(AT, 6, 40), to=AT + 45, rules=replace(RULES, crisis=CRISIS))
    [crisis] = [f for f in record.untold if any("a crisis by the plan" in reason for reason in f.reasons)]
    # Six a minute: sixty in the tenth.
    assert (crisis.what, crisis.complaints, crisis.at) == ("grew", 60, START + minutes(AT + 9))


def test_many_complaints_by_few_people_are_no_crisis() -> None:
    few = [by(minute, *(f"p{number}" for number in range(8))) for minute in steady(AT, 6, 40)]
    record = after_quiet(few, to=AT + 45, rules=replace(RULES, crisis=CRISIS))
    assert not [f for f in record.untold if any("crisis" in reason for reason in f.reasons)]


def test_that_a_storm_goes_on_is_told_every_five_minutes_at_most_and_seldom_when_it_is_old() -> None:
    record = after_quiet(steady(AT, 3, 600), to=AT + 600)
    at = [minute_of(f) for f in of(record, "goes_on")]
    gaps = [later - before for before, later in pairwise(at)]
    assert min(gaps) >= WEIGHED_EVERY / minutes(1)
    assert gaps[0] == WEIGHED_EVERY / minutes(1)
    assert gaps[-1] >= 30


def test_a_storm_in_which_nobody_complains_any_more_does_not_go_on() -> None:
    praise = [a_minute(AT + 10 + step, 0, others=3) for step in range(50)]
    record = after_quiet([*burst(AT, 14), *praise], to=AT + 61)
    assert [f for f in of(record, "goes_on") if minute_of(f) > AT + 10] == []


# ---------------------------------------------------------------- how it ends
def test_a_storm_subsides_when_it_was_quiet_for_as_long_as_the_plan_asks() -> None:
    record = after_quiet(burst(AT), to=460)
    assert lives(record) == ["suspected", "subsided"]
    begun, over = first(record), record.untold[-1]
    assert over.began_at == begun.began_at
    assert over.at - RULES.storm.quiet <= START + minutes(AT + 7 + 15)
    assert record.running == ()
    assert [(past.began_at, past.ended_at) for past in record.past] == [(begun.began_at, over.at)]


def test_a_storm_does_not_subside_a_minute_early() -> None:
    told = [*quiet(), *burst(AT)]
    end = minute_of(judged(told, to=460).untold[-1])
    before = judged(told, to=end - 1)
    assert lives(before) == ["suspected"]
    assert lives(judge(before, [], START + minutes(end), RULES)) == ["suspected", "subsided"]


def test_a_storm_that_comes_back_in_time_does_not_subside() -> None:
    told = [*burst(AT), *burst(AT + 50), *burst(AT + 100)]
    assert lives(after_quiet(told, to=AT + 130)) == ["suspected"]


def test_what_lasts_for_days_is_another_level_and_no_storm_any_more() -> None:
    end = 5 * DAY
    told = [*quiet(), *(a_minute(6 * 60 + 12 * step, 14) for step in range((end - 6 * 60) // 12))]
    record = judged(told, to=end)
    assert lives(record) == ["suspected", "subsided"]
    over = of(record, "subsided")[0]
    assert over.at - first(record).began_at == LONGEST
    assert "how this brand is talked about" in over.reasons[0]


def test_what_was_talked_about_for_days_does_not_ring_again_when_it_is_no_storm_any_more() -> None:
    usual = [a_minute(at, 1) for at in range(0, 8 * DAY, 30)]
    told = merged([*usual, *(a_minute(at, 20 + at % 7) for at in range(8 * DAY + 1, 13 * DAY, 5))])
    record = judged(told, to=13 * DAY)
    assert lives(record) == ["suspected", "subsided"]
    larger = judge(told_of(record), steady(13 * DAY, 60, 5), START + minutes(13 * DAY + 10), RULES)
    assert lives(larger) == ["suspected"]


def test_a_larger_second_storm_after_the_first_is_seen() -> None:
    told = [*quiet(), *burst(AT), *quiet(8, start=480), *burst(960, complaints=70)]
    assert lives(judged(told, to=975)) == ["suspected", "subsided", "suspected"]


@lru_cache(maxsize=1)
def three_weeks_after() -> Record:
    return judged([*quiet(), *burst(AT), *quiet(24 * 14, start=480, every=60)], to=15 * DAY)


def test_an_equal_second_storm_is_seen_once_the_record_is_long() -> None:
    again = judged(burst(15 * DAY), to=15 * DAY + 20, record=three_weeks_after())
    assert lives(again) == ["suspected", "subsided", "suspected"]


# ---------------------------------------------------------------- what a person put to rest
def put_to_rest(record: Record) -> Rules:
    return replace(RULES, asleep=frozenset(storm.key for storm in record.running))


def goes_on(record: Record, told: Sequence[Minute], to: float) -> list[Finding]:
    return list(judge(replace(record, untold=()), told, START + minutes(to), put_to_rest(record)).untold)


def test_a_storm_that_was_put_to_rest_is_silent_until_it_passes() -> None:
    record = after_quiet(burst(AT, 21), to=AT + 10)
    after = goes_on(record, [*steady(AT + 10, 2, 5), *quiet(3, start=AT + 20)], AT + 300)
    assert [f.what for f in after] == ["subsided"]


def test_what_was_put_to_rest_is_a_new_candidate_at_four_times_its_size() -> None:
    record = after_quiet(burst(AT, 21), to=AT + 10)
    told = record.running[0].told
    after = goes_on(record, steady(AT + 10, 8, 20), AT + 35)
    anew = [f for f in after if f.what == "suspected"]
    assert len(anew) == 1
    assert AWAKE_TIMES * told <= anew[0].complaints < AWAKE_TIMES * told + 8
    assert anew[0].began_at > record.running[0].began_at
    assert "a person had put it to rest" in anew[0].reasons[0]
    assert [f.what for f in after if f.at < anew[0].at] == []


def test_a_new_candidate_has_its_own_waves_and_its_own_crisis() -> None:
    rules = replace(RULES, crisis=replace(CRISIS, complaints=30, authors=20))
    record = after_quiet(rising_twice(), to=AT + 75, rules=rules)
    assert record.running[0].crisis
    assert record.running[0].waves == 2
    asleep = replace(rules, asleep=put_to_rest(record).asleep)
    after = judge(replace(record, untold=()), steady(AT + 76, 60, 20), START + minutes(AT + 100), asleep)
    [storm] = after.running
    anew = next(f for f in after.untold if f.what == "suspected")
    assert anew.waves == storm.waves == 1
    assert any("a crisis by the plan" in reason for f in after.untold for reason in f.reasons)


def test_another_trouble_is_seen_while_a_storm_is_put_to_rest() -> None:
    record = after_quiet(steady(AT, 2, 10, "login"), to=AT + 12)
    after = goes_on(record, steady(AT + 30, 3, 10, "checkout"), AT + 45)
    assert [f.instance for f in after if f.what == "suspected"] == ["checkout"]
    assert {f.instance for f in after} == {"checkout"}


@pytest.mark.parametrize("instance", [None, "login"])
def test_another_trouble_is_seen_while_a_storm_of_nobody_knows_what_is_put_to_rest(instance: str | None) -> None:
    record = after_quiet(burst(AT, 21, instance=instance), to=AT + 10)
    after = goes_on(record, steady(AT + 40, 4, 10, "checkout"), AT + 55)
    [anew] = [f for f in after if f.what == "suspected"]
    assert (anew.instance, anew.began_at) == ("checkout", START + minutes(AT + 40))


def test_what_leads_while_the_storm_rises_that_was_put_to_rest_is_no_other_trouble() -> None:
    record = after_quiet(steady(AT, 4, 4), to=AT + 5)
    assert goes_on(record, steady(AT + 5, 5, 4, "login"), AT + 12) == []


@pytest.mark.parametrize("instance", [None, "login"])
def test_a_second_storm_in_the_tail_of_one_that_was_put_to_rest_is_a_new_candidate(instance: str | None) -> None:
    record = after_quiet(burst(AT, 42, instance=instance), to=AT + 10)
    told = record.running[0].told
    after = goes_on(record, burst(AT + 45, 63, instance=instance), AT + 60)
    [anew] = [f for f in after if f.what == "suspected"]
    assert anew.complaints < AWAKE_TIMES * told
    assert (anew.instance, anew.waves) == (instance, 1)
    assert anew.began_at >= START + minutes(AT + 45)
    assert "rose again" in anew.reasons[0]
    assert anew.grounds is not None


# ---------------------------------------------------------------- the plan's numbers
def test_the_plans_quiet_is_how_long_it_takes_to_be_over() -> None:
    ends = []
    for quiet_for in (30, 90):
        rules = replace(RULES, storm=replace(StormRules(), quiet=timedelta(minutes=quiet_for)))
        ends.append(minute_of(after_quiet(burst(AT), to=600, rules=rules).untold[-1]))
    assert ends[1] - ends[0] == 60
