"""With moto: cursors, claims, pointers and the versions of the plan."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared import aws
from shared.plan import Plan
from shared.store.items import LostRaceError
from shared.store.ledger import Ledger, NoPlanError, PlanTooLargeError
from shared.store.plans import KEPT_SECONDS, Plans
from shared.storm import Decision
from tests.builders import NOON, a_plan, an_instance
from tests.harness.world import World, names
from tests.shared.store.failing import before, conflict

HOUR = timedelta(hours=1)


@pytest.fixture
def ledger(world: World) -> Ledger:
    return Ledger(names()["Ledger"])


def test_a_cursor_stands_where_it_was_put_last(ledger: Ledger) -> None:
    assert ledger.cursor("news") is None
    ledger.move_cursor("news", "page 1")
    ledger.move_cursor("news", "page 2")
    ledger.move_cursor("other", "page 9")
    assert ledger.cursor("news") == "page 2"


def test_a_claim_holds_for_its_time_and_can_be_made_again_after_it(ledger: Ledger) -> None:
    assert ledger.claim("x", NOON, HOUR)
    assert not ledger.claim("x", NOON, HOUR)
    assert not ledger.claim("x", NOON + HOUR - timedelta(milliseconds=1), HOUR)
    assert ledger.claim("x", NOON + HOUR, HOUR)
    assert not ledger.claim("x", NOON + HOUR + HOUR / 2, HOUR)
    assert ledger.claim("y", NOON, HOUR)


def test_a_pointer_keeps_pointing_until_its_window_is_over_however_often_it_is_asked(ledger: Ledger) -> None:
    assert ledger.pointer("thread", "case-1", NOON, HOUR) == "case-1"
    for quarter in range(1, 4):
        assert ledger.pointer("thread", f"case-{quarter + 1}", NOON + quarter * HOUR / 4, HOUR) == "case-1"
    assert ledger.pointer("thread", "case-9", NOON + HOUR, HOUR) == "case-9"
    assert ledger.pointer("other", "case-5", NOON, HOUR) == "case-5"


def test_what_a_claim_or_pointer_leaves_behind_is_removed_only_after_it_was_over(ledger: Ledger) -> None:
    ledger.claim("x", NOON, HOUR)
    ledger.pointer("x", "case-1", NOON, HOUR)
    items = aws.dynamodb().scan(TableName=names()["Ledger"])["Items"]
    assert [int(item["expires"]["N"]) > (NOON + HOUR).timestamp() for item in items] == [True, True]


# ---------------------------------------------------------------- plans
def test_each_published_plan_is_the_next_version_and_the_old_ones_stay(ledger: Ledger) -> None:
    assert [ledger.publish_plan(a_plan(company=name)) for name in ("One", "Two", "Three")] == [1, 2, 3]
    assert (ledger.plan().version, ledger.plan().company.name) == (3, "Three")
    assert (ledger.plan(1).version, ledger.plan(1).company.name) == (1, "One")


def test_without_a_plan_it_is_said_how_to_publish_one(ledger: Ledger) -> None:
    with pytest.raises(NoPlanError, match="firebreak plan publish"):
        ledger.plan()
    assert ledger.plan_version() == 0


def test_the_second_of_two_publishers_loses_and_the_first_plan_stays_in_force(ledger: Ledger) -> None:
    with (
        before("dynamodb", "TransactWriteItems", lambda: ledger.publish_plan(a_plan(company="First"))),
        pytest.raises(LostRaceError),
    ):
        ledger.publish_plan(a_plan(company="Second"))
    assert (ledger.plan().company.name, ledger.plan_version()) == ("First", 1)


def test_publishers_that_meet_at_one_item_try_again(ledger: Ledger) -> None:
    with before("dynamodb", "TransactWriteItems", conflict):
        assert ledger.publish_plan(a_plan()) == 1


def test_who_decided_a_plan_is_kept_with_it_and_the_plan_is_read_as_before(ledger: Ledger) -> None:
    ledger.publish_plan(a_plan(), Decision("ada", NOON, "plan published"))
    item = aws.dynamodb().get_item(TableName=names()["Ledger"], Key={"key": {"S": "plan#1"}})["Item"]
    assert "ada" in item["decision"]["S"]
    assert ledger.plan() == a_plan()


def test_a_case_reads_the_version_that_it_began_with(ledger: Ledger) -> None:
    plans = Plans(ledger)
    ledger.publish_plan(a_plan(company="One"))
    assert plans.in_force().version == 1
    ledger.publish_plan(a_plan(company="Two"))
    assert (plans.version(1).company.name, plans.version(2).company.name) == ("One", "Two")
    assert (plans.version(1).version, plans.version(2).version) == (1, 2)


def test_a_plan_is_asked_after_seldom_but_one_that_is_not_there_each_time(ledger: Ledger) -> None:
    plans = Plans(ledger)
    for _ in range(2):
        with pytest.raises(NoPlanError):
            plans.in_force()
    ledger.publish_plan(a_plan())
    assert plans.in_force().version == 1
    with before("dynamodb", "GetItem", lambda: None) as calls:
        for _ in range(20):
            plans.in_force()
    assert calls == []
    assert KEPT_SECONDS <= 60


@settings(database=None, deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_a_plan_may_hold_any_words(ledger: Ledger, words: str) -> None:
    plan = a_plan(company=words)
    version = ledger.publish_plan(plan)
    assert ledger.plan() == replace(plan, version=version)


# ---------------------------------------------------------------- large plans, counts
def a_large_plan(keywords: int) -> Plan:
    words = tuple(f"keyword number {number} of this instance" for number in range(keywords))
    return a_plan(instances=[replace(an_instance(), keywords=words)])


def test_a_plan_that_no_item_would_hold_as_it_is_comes_back_whole(ledger: Ledger) -> None:
    plan = a_large_plan(20_000)
    ledger.publish_plan(plan)
    assert ledger.plan() == replace(plan, version=1)


def test_a_plan_that_is_too_large_even_so_is_refused_with_what_to_do(ledger: Ledger) -> None:
    noise = random.Random(1)
    words = tuple(f"{noise.getrandbits(400):0100x}" for _ in range(8_000))
    with pytest.raises(PlanTooLargeError, match="leave out what it doesn't need"):
        ledger.publish_plan(a_plan(instances=[replace(an_instance(), keywords=words)]))
    with pytest.raises(NoPlanError):
        ledger.plan()


def test_a_pointer_can_be_turned_to_something_else(ledger: Ledger) -> None:
    ledger.pointer("talk", "case-1", NOON, HOUR)
    ledger.point("talk", "case-2", NOON, HOUR)
    assert ledger.pointer("talk", "case-3", NOON, HOUR) == "case-2"


def test_what_a_key_points_to_can_be_read_while_its_time_lasts(ledger: Ledger) -> None:
    assert ledger.pointed("talk", NOON) is None
    ledger.pointer("talk", "case-1", NOON, HOUR)
    assert ledger.pointed("talk", NOON + HOUR / 2) == "case-1"
    assert ledger.pointed("talk", NOON + HOUR) is None


def test_what_is_counted_counts_up_for_each_key_by_itself(ledger: Ledger) -> None:
    assert [ledger.count("a", NOON, HOUR), ledger.count("a", NOON, HOUR), ledger.count("b", NOON, HOUR)] == [1, 2, 1]
