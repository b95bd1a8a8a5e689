"""Pure: what people's decisions teach a series, within the plan's bounds, and once for each storm."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.codec import decode, encode
from shared.lesson import CONFIRMED_TIMES, DISMISSED_TIMES, REMEMBERED, Lesson, Lessons, taught
from shared.plan import StormRules

RULES = StormRules()
DECISIONS = st.lists(st.tuples(st.integers(0, 80), st.sampled_from(["confirmed", "dismissed"])), max_size=80)


def test_what_nobody_decided_on_is_as_the_plan_has_it() -> None:
    assert Lessons().caution("complaints", RULES) == 1.0


def test_a_dismissal_raises_the_bar_and_a_confirmation_lowers_it() -> None:
    assert taught(Lessons(), "complaints", "s1", "dismissed", RULES).caution("complaints", RULES) == DISMISSED_TIMES
    assert taught(Lessons(), "complaints", "s1", "confirmed", RULES).caution("complaints", RULES) == CONFIRMED_TIMES


def test_a_storm_teaches_once_whatever_is_decided_of_it_again() -> None:
    once = taught(Lessons(), "complaints", "s1", "dismissed", RULES)
    assert taught(once, "complaints", "s1", "dismissed", RULES) is once
    assert taught(once, "complaints", "s1", "confirmed", RULES) is once


def test_each_series_learns_for_itself() -> None:
    lessons = taught(Lessons(), "complaints", "s1", "dismissed", RULES)
    assert lessons.caution("about:login", RULES) == 1.0
    both = taught(lessons, "about:login", "s2", "confirmed", RULES)
    assert (both.caution("complaints", RULES), both.caution("about:login", RULES)) == (1.25, 0.9)


@settings(database=None, deadline=None, max_examples=40)
@given(DECISIONS, st.floats(1.0, 5.0), st.floats(0.2, 1.0))
def test_however_often_it_is_taught_it_stays_within_the_plans_bounds(
    decisions: list[tuple[int, str]], most: float, least: float
) -> None:
    rules = StormRules(dismissed_most=most, confirmed_least=least)
    lessons = Lessons()
    for storm, what in decisions:
        lessons = taught(lessons, "complaints", str(storm), "confirmed" if what == "confirmed" else "dismissed", rules)
        assert least <= lessons.caution("complaints", rules) <= most
    assert all(len(lesson.storms) <= REMEMBERED for lesson in lessons.of.values())


@pytest.mark.parametrize(("most", "caution"), [(3.0, 2.0), (1.5, 1.5)])
def test_a_plan_that_is_changed_holds_at_once(most: float, caution: float) -> None:
    lessons = Lessons({"complaints": Lesson(2.0)})
    assert lessons.caution("complaints", StormRules(dismissed_most=most)) == caution


def test_a_confirmation_counts_from_what_the_plan_lets_hold() -> None:
    lessons = Lessons({"complaints": Lesson(4.0)})
    assert taught(lessons, "complaints", "s1", "confirmed", RULES).caution("complaints", RULES) == pytest.approx(1.8)


def test_lessons_are_kept_and_read_again() -> None:
    lessons = taught(Lessons(), "complaints", "s1", "dismissed", RULES)
    assert decode(Lessons, encode(lessons)) == lessons
