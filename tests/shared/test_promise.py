"""Pure: the promise clock, walked minute by minute: nobody is left out, silence never lasts, and all is counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.plan import Plan, PromiseRules
from shared.promise import (
    BY_ITSELF_BEFORE,
    STEPS,
    due_at,
    next_due,
    people,
    speaks_by_itself,
    step,
    timed,
)
from shared.statement import Statement
from shared.statement_speech import say_nothing_new
from tests.builders import NOON, a_person, a_plan, a_statement, an_instance, an_update, minutes, some_words
from tests.shared.nouns import MINUTE
from tests.shared.speakers import a_speaking_plan, made, published, said_next, standing_by

PLAN = a_speaking_plan()
HURRIED = replace(PLAN, promise=PromiseRules(writer_before=minutes(60), backup_before=minutes(30), late_every=MINUTE))


def promised(in_minutes: int, plan: Plan = PLAN) -> Statement:
    """Published at NOON, its clock set as `publish` sets it."""
    told = an_update(published_at=NOON, next_update_at=NOON + minutes(in_minutes))
    return timed(a_statement(updates=[told]), plan)


def steps_of(statement: Statement, times: list[datetime], plan: Plan = PLAN) -> list[tuple[datetime, int]]:
    """Each step that the clock takes, looked at at those times."""
    steps = []
    for now in times:
        moved = step(statement, plan, now)
        if moved is not None:
            steps.append((now, statement.due_rung))
            statement = moved
    return steps


def each_minute(count: int, since: datetime = NOON) -> list[datetime]:
    return [since + minute * MINUTE for minute in range(count)]


# ---------------------------------------------------------------- the steps
def test_the_clock_speaks_at_the_plans_times_and_goes_on() -> None:
    steps = steps_of(promised(30), each_minute(80))
    assert [(int((at - NOON) / MINUTE), rung) for at, rung in steps] == [
        (15, 0),
        (25, 1),
        (30, 2),
        (45, 3),
        (60, 4),
        (75, 5),
    ]


def test_another_plan_has_other_times() -> None:
    steps = steps_of(promised(90, HURRIED), each_minute(94), HURRIED)
    assert [(int((at - NOON) / MINUTE), rung) for at, rung in steps] == [
        *((30, 0), (60, 1), (90, 2), (91, 3), (92, 4), (93, 5))
    ]


@settings(database=None, deadline=None, max_examples=60)
@given(st.integers(1, 120), st.integers(1, 240))
def test_minute_by_minute_the_steps_come_in_order_and_none_is_skipped(length: int, watched: int) -> None:
    steps = steps_of(promised(length), each_minute(watched))
    assert [rung for _, rung in steps] == list(range(len(steps)))
    for at, rung in steps:
        due = due_at(NOON + minutes(length), rung, PLAN)
        assert due <= at <= max(due, NOON + rung * MINUTE)


@settings(database=None, deadline=None, max_examples=60)
@given(st.lists(st.integers(-300, 2000), min_size=1, max_size=40))
def test_no_step_is_taken_twice_and_none_before_its_time_however_the_clock_stands_or_jumps(gaps: list[int]) -> None:
    times = [NOON + minutes(sum(gaps[: end + 1])) for end in range(len(gaps))]
    steps = steps_of(promised(30), times)
    rungs = [rung for _, rung in steps]
    assert rungs == sorted(set(rungs))
    assert all(at >= due_at(NOON + minutes(30), rung, PLAN) for at, rung in steps)
    # Each of the first steps has people of its own: none of them is ever left out.
    assert rungs[:STEPS] == list(range(min(STEPS, len(rungs))))


def test_after_an_outage_of_a_day_the_late_notices_are_one_and_not_a_hundred() -> None:
    steps = steps_of(promised(30), each_minute(30, NOON + timedelta(days=1)))
    assert [rung for _, rung in steps[:STEPS]] == [0, 1, 2]
    assert len(steps) <= STEPS + 3


def test_a_late_promise_is_asked_for_again_and_again() -> None:
    times = [at for at, _ in steps_of(promised(0), each_minute(180))[3:]]
    assert {later - earlier for earlier, later in pairwise(times)} == {PLAN.promise.late_every}
    assert len(times) >= 11


@pytest.mark.parametrize(
    "over",
    [
        replace(promised(30), updates=(an_update(kept_at=NOON + minutes(20)),)),
        replace(promised(30), state="resolved"),
        replace(promised(30), state="retracted"),
        replace(promised(30), due_at=None),
        a_statement(updates=[], state="draft"),
    ],
)
def test_a_promise_that_was_kept_or_taken_back_is_never_due(over: Statement) -> None:
    assert step(over, PLAN, NOON + timedelta(days=9)) is None


def test_the_plan_in_force_now_says_when_a_step_is_due_and_an_old_time_only_wakes_the_clock() -> None:
    by_hurried = promised(90, HURRIED)
    assert by_hurried.due_at == NOON + minutes(30)
    assert step(by_hurried, PLAN, NOON + minutes(30)) is None
    assert timed(by_hurried, PLAN).due_at == NOON + minutes(75)
    assert step(by_hurried, PLAN, NOON + minutes(75)) is not None
    # The other way round the clock wakes late once, and then takes each step that was missed.
    steps = steps_of(promised(90, PLAN), each_minute(3, NOON + minutes(75)), HURRIED)
    assert [rung for _, rung in steps] == [0, 1]


# ---------------------------------------------------------------- whom it tells
PEOPLE = tuple(a_person(name, authority=power) for name, power in (("ada", 1), ("grace", 2), ("mary", 3), ("linus", 2)))
TEAM = a_plan(people=PEOPLE, instances=[an_instance(backups=("grace", "mary"))])


def names(rung: int, plan: Plan = TEAM, writer: str = "ada") -> list[str]:
    told = replace(an_update(), words=(some_words("We look.", author=writer),))
    return [person.id for person in people(plan, a_statement(updates=[told]), rung, NOON)]


def test_the_writer_is_asked_then_the_back_up_then_who_has_authority_and_then_all_on_and_on() -> None:
    assert [names(rung) for rung in range(3)] == [["ada"], ["grace"], ["mary"]]
    for rung in (3, 4, 50):
        assert sorted(names(rung)) == ["ada", "grace", "linus", "mary"]


def test_the_plan_may_name_who_has_the_authority() -> None:
    plan = replace(TEAM, promise=PromiseRules(authority="linus"))
    assert names(2, plan) == ["linus"]


def test_a_writer_who_is_a_back_up_is_not_asked_twice() -> None:
    assert [names(rung, writer="grace") for rung in range(2)] == [["grace"], ["mary"]]
    assert sorted(names(3, writer="grace")) == ["ada", "grace", "linus", "mary"]


@pytest.mark.parametrize("writer", ["firebreak", "somebody-who-left"])
def test_where_no_person_of_the_plan_wrote_it_the_owner_is_asked(writer: str) -> None:
    assert names(0, writer=writer) == ["ada"]


def test_the_writer_of_the_word_before_is_asked_where_the_last_was_the_plans() -> None:
    told = [an_update(kept_at=NOON), replace(an_update(2), words=(some_words("x", author="firebreak"),))]
    by_mary = replace(told[0], words=(some_words("x", author="mary"),))
    assert [person.id for person in people(TEAM, a_statement(updates=[by_mary, told[1]]), 0, NOON)] == ["mary"]


def test_without_a_back_up_the_last_resort_is_asked() -> None:
    assert names(1, a_plan(instances=[an_instance(backups=())])) == ["linus"]


# ---------------------------------------------------------------- by itself
BY_ITSELF = a_speaking_plan(by_itself=True)


def test_only_a_plan_that_says_so_and_words_that_a_person_approved_go_out_by_themselves() -> None:
    assert not speaks_by_itself(published(), BY_ITSELF)
    assert not speaks_by_itself(standing_by(published(), PLAN), PLAN)
    assert speaks_by_itself(standing_by(published(), BY_ITSELF), BY_ITSELF)


def test_words_for_another_stage_do_not_go_out() -> None:
    ready = standing_by(published(), BY_ITSELF)
    assert ready.standby is not None
    assert not speaks_by_itself(replace(ready, standby=replace(ready.standby, progress="identified")), BY_ITSELF)


@pytest.mark.parametrize("at_most", [1, 2, 3])
def test_by_itself_it_speaks_so_often_in_a_row_and_then_a_person_must(at_most: int) -> None:
    plan = a_speaking_plan(by_itself=True, at_most=at_most)
    statement, now = standing_by(published(), plan), NOON
    for _ in range(at_most):
        assert speaks_by_itself(statement, plan)
        now += minutes(28)
        statement = made(say_nothing_new(statement, "firebreak", now, plan))
    assert not speaks_by_itself(statement, plan)
    assert speaks_by_itself(said_next(statement, "Still looking.", now, plan), plan)


def test_the_clock_wakes_for_its_own_word_between_its_steps() -> None:
    ready = standing_by(published(), BY_ITSELF)
    assert (ready.due_rung, ready.due_at) == (0, NOON + minutes(15))
    last = timed(replace(ready, due_rung=2), BY_ITSELF)
    assert last.due_at == NOON + minutes(30) - BY_ITSELF_BEFORE
    assert next_due(replace(last, updates=()), BY_ITSELF) is None
