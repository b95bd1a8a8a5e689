"""With moto: each minute every due step is taken once, whatever else fails."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from shared.case import Case, LogEntry
from shared.operations.care import Care
from shared.rungs import TELL_AGAIN
from shared.store.cases import CaseStore
from shared.store.ledger import Ledger
from tests.builders import NOON, a_plan, an_instance, minutes
from tests.functions.escalate.ticks import minute, told
from tests.harness.world import World, names
from tests.shared.nouns import MINUTE, a_case
from tests.shared.store.failing import before, refuse

OPENED = LogEntry("firebreak", "opened", NOON - MINUTE)


@pytest.fixture
def cases(world: World) -> CaseStore:
    Ledger(names()["Ledger"]).publish_plan(a_plan())
    return CaseStore(names()["Cases"])


def the_case(cases: CaseStore, case_id: str = "case-1") -> Case:
    found = cases.get(case_id)
    assert found is not None
    return found


# ---------------------------------------------------------------- cases
def test_a_case_that_is_not_due_is_left_alone(world: World, cases: CaseStore) -> None:
    cases.open(a_case(due_at=NOON + minutes(2)), OPENED)
    assert minute(world) == {"cases": 0, "promises": 0}
    assert (the_case(cases), told()) == (a_case(due_at=NOON + minutes(2)), [])


def test_a_silent_rung_is_followed_by_the_next_and_its_people_are_asked(world: World, cases: CaseStore) -> None:
    cases.open(a_case(told=True), OPENED)
    minute(world)
    case = the_case(cases)
    assert (case.rung, case.told, case.due_at) == (1, False, NOON + MINUTE + TELL_AGAIN)
    assert told() == [("RungReached", "case-1", 1)]
    assert cases.log("case-1")[-1].what == "no answer; on to rung 1: Grace"


def test_a_rung_whose_word_got_lost_is_told_again_each_minute_and_not_passed_over(
    world: World, cases: CaseStore
) -> None:
    cases.open(a_case(), OPENED)
    for number in range(1, 4):
        minute(world, NOON + number * MINUTE)
    assert told() == [("RungReached", "case-1", 0)] * 3
    assert the_case(cases).rung == 0


def test_a_move_that_was_kept_but_not_told_is_told_a_minute_later(world: World, cases: CaseStore) -> None:
    cases.open(a_case(told=True), OPENED)
    with before("events", "PutEvents", refuse("InternalFailure")), pytest.raises(ExceptionGroup):
        minute(world)
    assert (the_case(cases).rung, told()) == (1, [])
    minute(world, NOON + 2 * MINUTE)
    assert (the_case(cases).rung, told()) == (1, [("RungReached", "case-1", 1)])


def test_one_case_that_fails_stops_no_other_and_is_told_of(world: World, cases: CaseStore) -> None:
    cases.open(a_case("case-0", told=True, plan_version=9), OPENED)
    cases.open(a_case("case-1", told=True), OPENED)
    with pytest.raises(ExceptionGroup) as group:
        minute(world)
    assert [type(error).__name__ for error in group.value.exceptions] == ["NoPlanError"]
    assert told() == [("RungReached", "case-1", 1)]


def test_an_answer_that_comes_while_the_minute_runs_wins(world: World, cases: CaseStore) -> None:
    cases.open(a_case(told=True), OPENED)
    care = Care(world.deployment())
    with before("dynamodb", "TransactWriteItems", lambda: care.acknowledge("case-1", "ada", NOON)):
        minute(world)
    assert (the_case(cases).state, told()) == ("acknowledged", [])


def test_a_case_is_walked_by_the_plan_that_it_began_with(world: World, cases: CaseStore) -> None:
    cases.open(a_case(told=True), OPENED)
    Ledger(names()["Ledger"]).publish_plan(a_plan(instances=[an_instance(backups=("linus",))]))
    minute(world)
    assert cases.log("case-1")[-1].what.endswith("rung 1: Grace")


def test_a_resolved_case_is_never_walked_again(world: World, cases: CaseStore) -> None:
    cases.open(a_case(told=True), OPENED)
    Care(world.deployment()).resolve("case-1", "ada", NOON, "a full disk")
    minute(world, NOON + timedelta(days=30))
    assert told() == []


def test_two_minutes_that_run_at_once_take_a_step_once(world: World, cases: CaseStore) -> None:
    cases.open(a_case(told=True), OPENED)
    handler = world.handler("EscalateFunction")
    with (
        time_machine.travel(NOON + MINUTE, tick=False),
        before("dynamodb", "TransactWriteItems", lambda: handler.handle({}, None)),
    ):
        handler.handle({}, None)
    assert (the_case(cases).rung, told()) == (1, [("RungReached", "case-1", 1)])
