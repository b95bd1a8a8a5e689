"""With moto: each minute the promise clock takes its step once, or says what a person approved ahead."""

from __future__ import annotations

from dataclasses import replace

import pytest
import time_machine

from shared.plan import Plan, PromiseRules
from shared.statement import Statement
from shared.statement_room import MAX_BYTES
from shared.store.ledger import Ledger
from shared.store.statements import StatementStore
from tests.builders import NOON, minutes, some_words
from tests.functions.escalate.ticks import minute, told
from tests.harness.world import World, names
from tests.shared.nouns import MINUTE
from tests.shared.speakers import a_speaking_plan, published, said_next, standing_by
from tests.shared.store.failing import before, refuse


@pytest.fixture
def statements(world: World) -> StatementStore:
    return StatementStore(names()["Statements"])


def published_now(statements: StatementStore, plan: Plan | None = None, *, standby: bool = False) -> Statement:
    """Said at NOON, the next word promised for half an hour later; that plan is in force."""
    plan = plan or a_speaking_plan()
    Ledger(names()["Ledger"]).publish_plan(plan)
    statement = published(plan)
    statement = standing_by(statement, plan) if standby else statement
    assert statements.create(statement)
    return statement


def the_statement(statements: StatementStore) -> Statement:
    found = statements.get("st-0000000001")
    assert found is not None
    return found


def test_the_clock_of_a_promise_speaks_at_each_of_its_steps_once(world: World, statements: StatementStore) -> None:
    published_now(statements)
    for number in (0, 14, 15, 16, 25, 30, 31, 45, 46):
        minute(world, NOON + number * MINUTE)
    assert told() == [("PromiseDue", "st-0000000001", rung) for rung in range(4)]


def test_a_reminder_that_a_crash_interrupts_is_told_again_rather_than_never(
    world: World, statements: StatementStore
) -> None:
    published_now(statements)
    at = NOON + minutes(15)
    with before("dynamodb", "PutItem", refuse("InternalServerError")), pytest.raises(ExceptionGroup):
        minute(world, at)
    minute(world, at + MINUTE)
    assert told() == [("PromiseDue", "st-0000000001", 0)] * 2
    assert the_statement(statements).due_rung == 1


def test_a_plan_that_gives_more_time_only_puts_the_clock_right(world: World, statements: StatementStore) -> None:
    published_now(statements)
    late = PromiseRules(writer_before=minutes(10), backup_before=minutes(2))
    Ledger(names()["Ledger"]).publish_plan(a_speaking_plan(promise=late))
    minute(world, NOON + minutes(15))
    assert (told(), the_statement(statements).due_at) == ([], NOON + minutes(20))
    minute(world, NOON + minutes(20))
    assert told() == [("PromiseDue", "st-0000000001", 0)]


def test_a_word_that_comes_while_the_minute_runs_is_not_undone(world: World, statements: StatementStore) -> None:
    said = published_now(statements)
    plan = a_speaking_plan()
    at = NOON + minutes(15)
    next_one = said_next(said, "We found it.", at, plan)
    with before("dynamodb", "PutItem", lambda: statements.save(replace(next_one, revision=0)) and None):
        assert minute(world, at) == {"cases": 0, "promises": 1}
    found = the_statement(statements)
    assert (len(found.updates), found.due_rung) == (2, 0)
    assert found.due_at == at + minutes(15)


# ---------------------------------------------------------------- by itself
def test_a_nothing_new_that_was_approved_ahead_goes_out_just_before_the_promised_time(
    world: World, statements: StatementStore
) -> None:
    published_now(statements, a_speaking_plan(by_itself=True), standby=True)
    for number in (15, 25, 27):
        minute(world, NOON + number * MINUTE)
    assert len(the_statement(statements).updates) == 1
    at = NOON + minutes(28)
    minute(world, at)
    found = the_statement(statements)
    assert [update.kept_at for update in found.updates] == [at, None]
    assert (found.moves[-1].who, found.updates[-1].approved_by) == ("firebreak", "linus")
    assert found.updates[-1].next_update_at == at + minutes(30)
    assert told() == [("PromiseDue", "st-0000000001", rung) for rung in (0, 1)]


def test_two_minutes_that_run_at_once_say_it_once(world: World, statements: StatementStore) -> None:
    published_now(statements, a_speaking_plan(by_itself=True), standby=True)
    at = NOON + minutes(28)
    handler = world.handler("EscalateFunction")
    with time_machine.travel(at, tick=False), before("dynamodb", "PutItem", lambda: handler.handle({}, None)):
        handler.handle({}, None)
    minute(world, at)
    assert len(the_statement(statements).updates) == 2


def test_what_a_person_says_meanwhile_is_said_and_nothing_else(world: World, statements: StatementStore) -> None:
    plan = a_speaking_plan(by_itself=True)
    ready = published_now(statements, plan, standby=True)
    at = NOON + minutes(28)
    by_hand = said_next(ready, "We found it.", at, plan)
    with before("dynamodb", "PutItem", lambda: statements.save(replace(by_hand, revision=0)) and None):
        minute(world, at)
    minute(world, at + MINUTE)
    assert [update.form for update in the_statement(statements).updates] == [None, None]


@pytest.mark.parametrize(("by_itself", "standby"), [(False, True), (True, False), (False, False)])
def test_without_the_plans_leave_and_a_persons_yes_nothing_goes_out_by_itself(
    world: World, statements: StatementStore, by_itself: bool, standby: bool
) -> None:
    published_now(statements, a_speaking_plan(by_itself=by_itself), standby=standby)
    for number in (28, 29, 30, 31):
        minute(world, NOON + number * MINUTE)
    assert len(the_statement(statements).updates) == 1
    assert ("PromiseDue", "st-0000000001", 2) in told()


def test_after_so_many_in_a_row_people_are_told_and_nothing_more_is_said(
    world: World, statements: StatementStore
) -> None:
    published_now(statements, a_speaking_plan(by_itself=True, at_most=2), standby=True)
    for number in range(24, 130):
        minute(world, NOON + number * MINUTE)
    found = the_statement(statements)
    assert [update.form for update in found.updates] == [None, "nothing_new", "nothing_new"]
    assert found.due_rung > 2


def test_after_an_outage_it_is_said_late_rather_than_never(world: World, statements: StatementStore) -> None:
    published_now(statements, a_speaking_plan(by_itself=True), standby=True)
    minute(world, NOON + minutes(95))
    found = the_statement(statements)
    assert found.updates[0].minutes_late(NOON) == 65
    assert found.updates[-1].next_update_at == NOON + minutes(125)


def test_what_has_no_room_left_says_nothing_by_itself_and_its_people_are_told(
    world: World, statements: StatementStore
) -> None:
    said = published_now(statements, a_speaking_plan(by_itself=True), standby=True)
    words = (some_words("x" * MAX_BYTES),)
    statements.save(replace(said, updates=(replace(said.updates[0], words=words),)))
    for number in (15, 25, 28, 30):
        minute(world, NOON + number * MINUTE)
    assert len(the_statement(statements).updates) == 1
    assert told() == [("PromiseDue", "st-0000000001", rung) for rung in (0, 1, 2)]


def test_a_plan_that_lost_its_leave_meanwhile_keeps_it_back(world: World, statements: StatementStore) -> None:
    published_now(statements, a_speaking_plan(by_itself=True), standby=True)
    Ledger(names()["Ledger"]).publish_plan(a_speaking_plan())
    for number in (28, 29, 30):
        minute(world, NOON + number * MINUTE)
    assert len(the_statement(statements).updates) == 1
    assert told()[-1] == ("PromiseDue", "st-0000000001", 2)
