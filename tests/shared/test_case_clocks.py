"""Pure: by when a customer is answered and helped, and what stops a clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.case import Case, Clocks
from shared.case_clocks import answered, breached, overdue, resumed, started, stopped
from shared.plan import Plan
from shared.schedule import Hours
from tests.builders import NOON, a_plan, an_instance, minutes
from tests.shared.nouns import a_case

INSTANCE = replace(an_instance(), solution=timedelta(hours=8), next_answer=timedelta(hours=2))
PLAN = a_plan(instances=[INSTANCE])
#: Friday noon in UTC is 14:00 in Berlin: three hours are left of the day, and Monday follows.
OFFICE = replace(
    a_plan(instances=[replace(INSTANCE, clock="business")]),
    company=replace(PLAN.company, hours=Hours(time(9), time(17), (0, 1, 2, 3, 4))),
)


def a_case_with(clocks: Clocks, *, was_answered: bool = False) -> Case:
    return replace(a_case(), clocks=clocks, answered_at=NOON if was_answered else None)


def test_a_case_begins_with_its_first_answer_and_its_solution() -> None:
    clocks = started(INSTANCE, PLAN, NOON)
    assert clocks == Clocks(first_answer=NOON + minutes(30), solution=NOON + timedelta(hours=8))
    assert started(replace(INSTANCE, solution=None), PLAN, NOON).running() == {"first_answer": NOON + minutes(30)}


def test_a_clock_of_business_hours_stands_at_night_and_on_the_weekend() -> None:
    instance = OFFICE.instances[0]
    # Three hours on Friday, five on Monday from 9:00 in Berlin (7:00 UTC).
    assert started(instance, OFFICE, NOON).solution == datetime(2026, 10, 5, 12, tzinfo=UTC)


def test_an_answer_stops_the_clocks_of_answers_and_not_that_of_the_solution() -> None:
    told = answered(a_case_with(Clocks(NOON, NOON, NOON + minutes(9))), NOON)
    assert told.clocks == Clocks(solution=NOON + minutes(9))
    assert told.answered_at == NOON


def test_a_clock_that_stood_has_as_much_left_as_before() -> None:
    case = stopped(a_case_with(Clocks(solution=NOON + minutes(50))), PLAN, NOON)
    assert case.clocks == Clocks(left=minutes(50))
    later = NOON + timedelta(days=3)
    assert resumed(case, PLAN, later, by_customer=False).clocks == Clocks(solution=later + minutes(50))


def test_a_clock_that_was_over_when_it_was_stopped_is_over_the_moment_it_goes_on() -> None:
    case = stopped(a_case_with(Clocks(solution=NOON - minutes(5))), PLAN, NOON)
    assert case.clocks.left == timedelta(0)
    assert overdue(resumed(case, PLAN, NOON + minutes(90), by_customer=False), NOON + minutes(90)) == "solution"


def test_what_does_not_run_can_not_be_stopped() -> None:
    case = a_case_with(Clocks(first_answer=NOON))
    assert stopped(case, PLAN, NOON) == case
    waiting = a_case_with(Clocks(left=minutes(5)))
    assert stopped(waiting, PLAN, NOON) == waiting


@pytest.mark.parametrize(("was_answered", "by_customer", "begins"), [(True, True, True), (True, False, False)])
def test_the_next_answer_is_awaited_once_the_customer_wrote_again(
    was_answered: bool, by_customer: bool, begins: bool
) -> None:
    case = a_case_with(Clocks(), was_answered=was_answered)
    clocks = resumed(case, PLAN, NOON, by_customer=by_customer).clocks
    assert clocks.next_answer == (NOON + timedelta(hours=2) if begins else None)


def test_a_customer_who_writes_thrice_does_not_move_the_time_of_the_next_answer() -> None:
    case = resumed(a_case_with(Clocks(), was_answered=True), PLAN, NOON, by_customer=True)
    assert resumed(case, PLAN, NOON + minutes(60), by_customer=True).clocks == case.clocks


def test_before_the_first_answer_and_without_a_promise_of_further_ones_no_next_answer_is_awaited() -> None:
    assert resumed(a_case_with(Clocks()), PLAN, NOON, by_customer=True).clocks == Clocks()
    none: Plan = a_plan(instances=[an_instance()])
    assert resumed(a_case_with(Clocks(), was_answered=True), none, NOON, by_customer=True).clocks == Clocks()


def test_the_clock_that_ran_out_first_is_told_first_and_each_once() -> None:
    case = a_case_with(Clocks(first_answer=NOON - minutes(1), solution=NOON - minutes(2)))
    assert overdue(case, NOON) == "solution"
    case = breached(case, "solution")
    assert overdue(case, NOON) == "first_answer"
    case = breached(case, "first_answer")
    assert (overdue(case, NOON), case.late, case.clocks) == (None, ("solution", "first_answer"), Clocks())


def test_a_clock_is_over_at_its_very_instant_and_not_before() -> None:
    case = a_case_with(Clocks(first_answer=NOON))
    assert overdue(case, NOON - timedelta(microseconds=1)) is None
    assert overdue(case, NOON) == "first_answer"


@settings(max_examples=60, deadline=None, database=None)
@given(
    st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 5_000)), max_size=6),
    st.sampled_from([PLAN, OFFICE]),
)
def test_stopping_and_going_on_neither_gives_nor_takes_time(pauses: list[tuple[int, int]], plan: Plan) -> None:
    """However often it stood: what it had left when it was stopped, it has when it goes on."""
    now = NOON
    case = a_case_with(started(plan.instances[0], plan, now))
    for ran, stood in pauses:
        now += minutes(ran)
        case = stopped(case, plan, now)
        left = case.clocks.left
        now += minutes(stood)
        case = resumed(case, plan, now, by_customer=False)
        assert case.clocks.left is None
        assert stopped(case, plan, now).clocks.left == left
