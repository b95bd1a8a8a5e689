"""Pure: what beside the count moves the bar, a little, and only where that says something."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.detect_storm.minute import window_of
from functions.detect_storm.signs import (
    MOST_EASE,
    MOST_LIKED,
    SEVERAL_TIMES,
    SIGN_TIMES,
    SMALL_FLOORS,
    Usual,
    factors,
    learned,
    together,
)
from shared.minute import Minute
from shared.storm import Factor
from tests.functions.detect_storm.streams import a_minute, by

FLOOR = 8
#: A brand that is heard: a third of all that is said complains, a tenth of that in anger.
HEARD = Usual(weight=100, heard=300, angry=10, reposts=20, complaints=100, platforms=1)


def said(*told: Minute, usual: Usual = HEARD) -> dict[str, float]:
    return {factor.what: factor.times for factor in factors(window_of(told), usual, FLOOR)}


def shared_by_few(complaints: int = 12) -> Minute:
    """Twice as many complaints as people: that says nothing."""
    return by(a_minute(0, complaints, others=2 * complaints), *map(str, range(complaints // 2)))


def test_a_window_like_any_other_moves_nothing() -> None:
    assert said(shared_by_few()) == {}


def test_a_window_in_which_nobody_complains_moves_nothing() -> None:
    assert said(a_minute(0, 0, others=900)) == {}


def test_nearly_each_by_somebody_else_lowers_the_bar() -> None:
    assert said(a_minute(0, 12, others=24)) == {"nearly each by somebody else: 12 people": SIGN_TIMES}


def test_anger_that_is_not_usual_lowers_the_bar_and_says_both_figures() -> None:
    angry = {count: said(_with(angry=count)) for count in (3, 6)}
    assert angry == {3: {}, 6: {"50% of them are angry; 10% is usual": SIGN_TIMES}}


def test_where_anger_is_usual_it_is_no_sign() -> None:
    furious = Usual(weight=100, heard=300, angry=80, complaints=100)
    assert said(_with(angry=9), usual=furious) == {}


def test_reposts_that_are_not_usual_lower_the_bar() -> None:
    assert said(_with(reposts=8)) == {}
    assert said(_with(reposts=30)) == {"passed on 2.5 times each; 0.2 is usual": SIGN_TIMES}


def test_more_platforms_than_usual_lower_the_bar() -> None:
    pair = shared_by_few(6), by(a_minute(1, 6, others=12, platform="bluesky"), "3", "4", "5")
    assert said(*pair) == {"on 2 platforms at once": SIGN_TIMES}
    assert said(*pair, usual=Usual(weight=100, heard=300, complaints=100, platforms=1.9)) == {}


def test_signs_count_only_while_numbers_are_small() -> None:
    small, large = (a_minute(0, count, others=2 * count, angry=count) for count in (48, 49))
    assert SMALL_FLOORS * FLOOR == 48
    assert len(said(small)) == 2
    assert said(large) == {}


def test_several_complaints_a_person_raise_the_bar_at_any_size() -> None:
    for count in (12, 120):
        few = by(a_minute(0, count, others=2 * count), *map(str, range(count // 4)))
        [(what, times)] = said(few).items()
        assert times == SEVERAL_TIMES
        assert what.startswith(f"{count} complaints by only ")


def test_of_many_who_talk_few_complain_and_the_bar_rises_by_the_square_of_that_share() -> None:
    assert said(by(a_minute(0, 60, others=340), *map(str, range(30)))) == {
        "of all that is said 15% complains; 33% is usual": pytest.approx(4.94)
    }
    assert said(by(a_minute(0, 60, others=150), *map(str, range(30)))) == {}


def test_however_loved_it_is_the_bar_rises_to_no_more_than_ten_times() -> None:
    assert max(said(a_minute(0, 60, others=60_000)).values()) == MOST_LIKED


def test_a_brand_that_was_hardly_heard_has_no_usual_share() -> None:
    assert said(a_minute(0, 60, others=6000), usual=Usual(weight=9, heard=20, complaints=9)) == {}


def test_a_crowd_does_not_become_the_usual_while_it_is_judged() -> None:
    usual = HEARD
    for step in range(60):
        crowd = a_minute(step, 12, others=400, angry=12, reposts=120)
        usual = learned(usual, crowd.complaints, crowd.mentions, crowd.angry, crowd.reposts, 1)
    assert usual.complaints / usual.heard > 0.25
    assert usual.angry / usual.weight < 0.5


def test_what_is_usual_follows_what_lasts() -> None:
    usual = HEARD
    for _ in range(3000):
        usual = learned(usual, 3, 4, 3, 6, 2)
    assert usual.complaints / usual.heard == pytest.approx(0.75, abs=0.01)
    assert usual.angry / usual.weight == pytest.approx(1, abs=0.01)
    assert usual.reposts / usual.weight == pytest.approx(2, abs=0.02)
    assert usual.platforms == pytest.approx(2, abs=0.01)


def test_silence_teaches_nothing() -> None:
    assert learned(HEARD, 0, 0, 0, 0, 0) == HEARD


@settings(database=None, deadline=None, max_examples=50)
@given(st.lists(st.floats(0.1, 4.0), max_size=8))
def test_signs_lower_the_bar_to_three_quarters_at_most_and_each_raise_counts(times: list[float]) -> None:
    found = together(tuple(Factor("", each) for each in times))
    raised = together(tuple(Factor("", each) for each in times if each >= 1))
    assert MOST_EASE * raised <= found * 1.000001
    assert found <= raised


def test_all_early_signs_together_are_bounded() -> None:
    loud = (
        a_minute(0, 20, others=20, angry=20, reposts=200),
        a_minute(1, 20, others=20, angry=20, platform="bluesky"),
    )
    found = factors(window_of(loud), HEARD, FLOOR)
    assert len(found) == 4
    assert together(found) == MOST_EASE


def _with(angry: int = 0, reposts: int = 0) -> Minute:
    minute = a_minute(0, 12, others=24, angry=angry, reposts=reposts)
    return by(minute, *map(str, range(6)))
