"""Pure: a button does its deed once, for the state of the case that its reader saw, and says who came first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared import case_life
from shared.case import Case
from shared.channels.message import Deed
from shared.pressing import LOGGED, Press, View, did, needless, pressed, unfit
from shared.rungs import Moved
from shared.statement_moves import Refused
from tests.builders import NOON, a_plan, minutes
from tests.shared.nouns import a_case

PLAN = a_plan()
TOLD = replace(a_case(told=True), telling=1)
DEEDS: tuple[Deed, ...] = ("acknowledge", "escalate", "resolve")


def a_press(deed: Deed = "acknowledge", person: str = "ada", telling: int = 1) -> Press:
    return Press(TOLD.id, deed, person, telling)


def seen(at: float = 0) -> View:
    return View(PLAN, PLAN, NOON + minutes(at))


def after(case: Case, press: Press, at: float = 0, cause: str = "A full disk") -> Case:
    moved = pressed(case, press, seen(at), cause)
    assert isinstance(moved, Moved)
    return moved.case


def refusal(case: Case, press: Press, at: float = 0) -> str:
    moved = pressed(case, press, seen(at), "A full disk")
    assert isinstance(moved, Refused)
    return moved.why


@pytest.mark.parametrize("deed", DEEDS)
def test_the_logs_line_begins_as_is_looked_for(deed: Deed) -> None:
    moved = pressed(TOLD, a_press(deed), seen(), "A full disk")
    assert isinstance(moved, Moved)
    assert moved.what.startswith(LOGGED[deed])


@pytest.mark.parametrize("deed", DEEDS)
def test_a_button_pressed_twice_is_pressed_once(deed: Deed) -> None:
    once = after(TOLD, a_press(deed))
    assert needless(TOLD, a_press(deed), seen()) is None
    assert refusal(once, a_press(deed), 1)


def test_who_comes_second_is_told_who_was_first() -> None:
    held = after(TOLD, a_press(person="grace"), 3)
    assert refusal(held, a_press(), 5) == (
        "Grace has it, since 14:03 CEST. To take it over: firebreak reassign case-1 --to ada"
    )


def test_who_has_it_is_told_so_and_loses_no_time() -> None:
    held = after(TOLD, a_press(), 3)
    assert refusal(held, a_press(), 30) == "You have it already, since 14:03 CEST."


def test_a_time_of_another_day_is_told_with_it() -> None:
    held = after(TOLD, a_press(), 3)
    assert refusal(held, a_press(), 60 * 24) == "You have it already, since 14:03 CEST on 2 October."


def test_who_is_asked_again_can_say_it_again() -> None:
    held = after(TOLD, a_press())
    asked = replace(held, telling=2, cause="asked", tells=("ada",), asked_at=NOON + minutes(240))
    again = after(asked, a_press(telling=2), 241)
    assert (again.acknowledged_at, again.asked_at, again.tells) == (NOON + minutes(241), None, ())
    assert refusal(again, a_press(telling=2), 242) == "You have it already, since 18:01 CEST."


def test_a_late_owner_can_still_take_what_nobody_has() -> None:
    moved = after(TOLD, a_press("escalate", "linus"))
    assert (moved.telling, moved.state) == (2, "open")
    assert after(moved, a_press(), 12).acknowledged_by == "ada"


def test_what_was_told_anew_is_not_escalated_by_an_old_button() -> None:
    moved = after(TOLD, a_press("escalate"))
    assert refusal(moved, a_press("escalate", "grace"), 1) == (
        "It has been escalated, or told anew, since you were told. Who has it now: nobody yet; told: Grace."
    )


def test_an_escalation_overrules_who_has_it() -> None:
    moved = after(after(TOLD, a_press()), a_press("escalate", "grace"), 1)
    assert (moved.state, moved.acknowledged_by, moved.rung) == ("open", None, 1)


@pytest.mark.parametrize("deed", DEEDS)
def test_what_is_over_stays_over_and_its_cause_is_told(deed: Deed) -> None:
    over = after(TOLD, a_press("resolve", "grace"))
    assert refusal(over, a_press(deed), 1) == "Grace resolved it at 14:00 CEST. Root cause: A full disk"
    merged = replace(over, merged_into="case-2")
    assert refusal(merged, a_press(deed), 1) == "Grace merged it into case-2 at 14:00 CEST; look there."


@pytest.mark.parametrize("cause", ["", " \n ", "x" * (case_life.MOST_WORDS + 1)])
def test_words_that_are_no_root_cause_are_found_unfit_before_and_refused_after(cause: str) -> None:
    assert unfit(cause)
    assert isinstance(pressed(TOLD, a_press("resolve"), seen(), cause), Refused)


def test_what_was_done_is_said_in_one_sentence() -> None:
    said = [did(after(TOLD, a_press(deed)), a_press(deed), seen()) for deed in DEEDS]
    assert said == [
        "Ada has acknowledged case-1, 14:00 CEST",
        "Ada has escalated case-1, 14:00 CEST; told now: Grace",
        "Ada has resolved case-1, 14:00 CEST. Root cause: A full disk",
    ]


def test_who_has_joined_since_the_case_began_is_told_of_by_name() -> None:
    newer = replace(PLAN, people=(*PLAN.people, replace(PLAN.people[0], id="barbara", name="Barbara")))
    view = View(PLAN, newer, NOON)
    moved = pressed(TOLD, a_press(person="barbara"), view)
    assert isinstance(moved, Moved)
    assert view.holder(moved.case) == "Barbara, since 14:00 CEST"


presses = st.builds(
    Press, st.just(TOLD.id), st.sampled_from(DEEDS), st.sampled_from(("ada", "grace", "linus")), st.integers(1, 3)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(presses, max_size=8))
def test_whoever_presses_whatever_in_whatever_order_the_case_moves_forward(order: list[Press]) -> None:
    case, resolved, escalated = TOLD, 0, 0
    for at, press in enumerate(order, 1):
        moved = pressed(case, press, seen(at), "A full disk")
        assert isinstance(moved, Refused) == (needless(case, press, seen(at)) is not None)
        if isinstance(moved, Refused):
            assert moved.why
            continue
        resolved += press.deed == "resolve"
        escalated += press.deed == "escalate"
        assert press.deed != "escalate" or press.telling == case.telling
        case = moved.case
    assert resolved <= 1
    assert case.telling == 1 + escalated
    assert (case.state == "resolved") == (resolved == 1)


def test_a_span_of_days_has_its_own_time() -> None:
    assert seen().clock(NOON - timedelta(days=2)) == "14:00 CEST on 30 September"
    assert seen().clock(None) == "an unknown time"
