"""Pure: a plan whose window changes makes no storm of what a brand is used to, and loses none."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from functions.detect_storm.brand import Record, judge
from functions.detect_storm.relearned import RELEARNED_FOR, fits, relearned
from shared.minute import Minute
from tests.builders import minutes
from tests.functions.detect_storm.streams import (
    DAY,
    RULES,
    START,
    a_minute,
    asking,
    both,
    burst,
    found,
    judged,
    lives,
    merged,
    quiet,
    told_of,
)

#: The plan changes here, a day and a half on.
AT = 3 * DAY // 2
LAST_DAY = int(RELEARNED_FOR / timedelta(minutes=1))


def noisy(until: int) -> list[Minute]:
    """Two to four complaints a minute."""
    return [a_minute(at, 2 + at * at % 7 % 3, others=3) for at in range(until)]


def changed(told: list[Minute], window: int, to: int) -> Record:
    """What is found up to `to` by a plan whose window is another one from AT on."""
    before, by = told_of(judged(told, to=AT)), asking(window=minutes(window))
    day = [minute for minute in told if START + minutes(AT - LAST_DAY) <= minute.at < START + minutes(AT)]
    return judge(relearned(before, day, by), told, START + minutes(to), by)


@pytest.mark.parametrize("window", [60, 5])
def test_what_a_brand_is_used_to_is_no_storm_in_another_window(window: int) -> None:
    assert found(changed(noisy(AT + 600), window, AT + 600)) == []


@pytest.mark.parametrize("window", [60, 5])
def test_a_storm_right_after_the_change_is_seen(window: int) -> None:
    told = [both(one, a_minute(AT + 30 + at, 20)) for at, one in enumerate(noisy(AT + 90)[AT + 30 :])]
    assert found(changed([*noisy(AT + 30), *told], window, AT + 90))[0] == "suspected"


@pytest.mark.parametrize("window", [60, 5])
def test_a_storm_that_runs_neither_grows_nor_passes_by_the_change_alone(window: int) -> None:
    told = merged([*noisy(AT + 90), *(a_minute(at, 20) for at in range(AT - 60, AT + 90))])
    assert lives(changed(told, window, AT + 90)) == []
    assert "grew" not in found(changed(told, window, AT + 90))


def test_a_storm_that_runs_is_held_against_as_much_more_as_the_window_is_longer() -> None:
    [storm] = judged(merged([*noisy(AT), *(a_minute(at, 20) for at in range(AT - 60, AT))]), to=AT).running
    record = judged(noisy(AT), to=AT)
    [longer] = relearned(replace(record, running=(storm,)), [], asking(window=minutes(60))).running
    assert (longer.told, longer.stay) == (4 * storm.told, 4 * storm.stay)
    [shorter] = relearned(replace(record, running=(storm,)), [], asking(window=minutes(1))).running
    assert shorter.stay == max(RULES.storm.floor, storm.stay / 15)
    assert shorter.key == storm.key


def test_a_brand_that_is_seldom_heard_need_not_warm_up_again() -> None:
    told = [*quiet(10), *burst(AT + 60, 21)]
    assert lives(changed(told, 20, AT + 90)) == ["suspected"]


def test_what_is_of_the_plans_window_fits_and_stays_as_it_is() -> None:
    record = judged(noisy(100), to=100)
    assert fits(record, asking())
    assert fits(replace(record, sums_of=None), asking(window=minutes(60)))
    assert not fits(record, asking(window=minutes(60)))
