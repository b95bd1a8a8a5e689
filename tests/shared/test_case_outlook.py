"""Pure: what comes next for a case by itself, and how its clocks stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from shared.case import Clocks
from shared.case_outlook import clocks, coming, is_late, rung_name
from shared.plan import Escalation, Rung
from tests.builders import NOON, a_plan, minutes
from tests.shared.nouns import a_case

PLAN = a_plan()
TOLD = replace(a_case(told=True), step_at=NOON + minutes(3))


def test_what_comes_next_is_the_rungs_step_also_where_other_systems_are_still_to_be_told() -> None:
    step = coming(replace(TOLD, echo_at=NOON), PLAN, NOON)
    assert step is not None
    assert (step.at, step.people) == (NOON + minutes(3), ("grace",))


def test_what_was_due_already_is_due_now() -> None:
    step = coming(TOLD, PLAN, NOON + minutes(30))
    assert step is not None
    assert step.at == NOON + minutes(30)


def test_after_the_last_rung_it_is_the_last_resort_and_then_the_last_resort_again() -> None:
    for rung in (1, 2, 7):
        step = coming(replace(TOLD, rung=rung), PLAN, NOON)
        assert step is not None
        assert (step.what, step.people) == (
            "without an answer Linus (rung 2 of 2, the last resort) is told",
            ("linus",),
        )


def test_nothing_comes_of_a_case_that_is_over() -> None:
    assert coming(replace(TOLD, state="resolved", step_at=None), PLAN, NOON) is None


def test_a_rung_is_named_as_it_is_typed_in_whatever_pass() -> None:
    rungs = (Rung(("ada",), minutes(5)), Rung(("grace",), minutes(5)))
    plan = replace(PLAN, escalations=(Escalation("twice", "Twice", rungs, repeat=1),))
    case = replace(TOLD, escalation="twice")
    names = [rung_name(replace(case, rung=rung), plan) for rung in range(5)]
    assert names == [
        "rung 0 of 2",
        "rung 1 of 2",
        "rung 0 of 2 in pass 2",
        "rung 1 of 2 in pass 2",
        "rung 2 of 2, the last resort",
    ]


def test_the_most_pressing_clock_stands_first_and_one_that_ran_out_last() -> None:
    case = replace(
        TOLD,
        clocks=Clocks(next_answer=NOON + minutes(9), solution=NOON - minutes(2)),
        late=("first_answer", "first_answer"),
    )
    found = [(clock.name, clock.state, clock.left) for clock in clocks(case, NOON)]
    assert found == [
        ("solution", "late", -minutes(2)),
        ("next_answer", "running", minutes(9)),
        ("first_answer", "ran out", None),
    ]
    stopped = clocks(replace(TOLD, clocks=Clocks(left=timedelta(hours=5))), NOON)
    assert [(clock.state, clock.left) for clock in stopped] == [("stopped", timedelta(hours=5))]


def test_a_case_is_late_once_a_clock_ran_out_and_not_while_it_runs() -> None:
    assert not is_late(replace(TOLD, clocks=Clocks(first_answer=NOON + minutes(1), left=minutes(5))), NOON)
    assert is_late(replace(TOLD, clocks=Clocks(first_answer=NOON)), NOON)
    assert is_late(replace(TOLD, late=("solution",)), NOON)
