"""With moto, by the template's own rules: what we answer ends the customer's waiting, whichever came first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import time_machine

from shared.bus import Bus
from shared.case import Case
from shared.events import StormSuspected
from shared.keeping import Keeping
from shared.mention import Author, Mention
from shared.operations.care import Care
from shared.store.cases import CaseStore
from shared.store.ledger import Ledger
from shared.store.mentions import MentionStore
from shared.store.storms import StormStore
from tests.builders import NOON, a_mention, a_plan, minutes
from tests.harness.world import World, names
from tests.shared.nouns import a_storm

US = Author(id="u-us", handle="acme_care")
QUESTION = replace(
    a_mention("q1", text="My login fails and I lost 300 euros. My lawyer will hear of this.", version=1),
    thread="t1",
    created_at=NOON,
)
ANSWER = replace(
    a_mention("a1", text="We are sorry. We look into it now.", version=1),
    thread="t1",
    parent="q1",
    author=US,
    from_staff=True,
    created_at=NOON + minutes(4),
)


@pytest.fixture
def open_world(world: World) -> World:
    Ledger(names()["Ledger"]).publish_plan(a_plan())
    return world


def heard(world: World, *mentions: Mention, at: float = 5) -> None:
    """Each comes, is judged and told, one after the other."""
    for mention in mentions:
        with time_machine.travel(NOON + minutes(at), tick=False):
            MentionStore(names()["Mentions"]).keep(replace(mention, seen_at=NOON + minutes(at)), Keeping())
            world.settle()


def cases(world: World) -> list[Case]:
    return Care(world.deployment()).cases()


def log(case: Case) -> list[tuple[str, str]]:
    return [(line.who, line.what) for line in CaseStore(names()["Cases"]).log(case.id)]


def test_our_answer_below_a_complaint_stops_its_clock_and_is_in_its_log(open_world: World) -> None:
    heard(open_world, QUESTION)
    [before] = cases(open_world)
    assert before.clocks.first_answer is not None
    heard(open_world, ANSWER, at=6)
    [case] = cases(open_world)
    assert case.clocks.running() == {}
    assert (case.answered_at, case.state, case.acknowledged_by) == (NOON + minutes(4), "acknowledged", "ada")
    assert ("us on Discourse", "answered the customer") in log(case)


def test_our_answer_opens_no_case_and_is_in_none(open_world: World) -> None:
    heard(open_world, replace(ANSWER, text="Your lawyer may sue us; fraud; the regulator"))
    assert cases(open_world) == []
    heard(open_world, QUESTION)
    [case] = cases(open_world)
    assert case.mentions == 1


@pytest.mark.parametrize("order", [(QUESTION, ANSWER), (ANSWER, QUESTION)])
def test_whichever_is_heard_first_the_customer_is_known_to_be_answered(
    open_world: World, order: Sequence[Mention]
) -> None:
    heard(open_world, *order)
    [case] = cases(open_world)
    assert (case.answered_at, case.clocks.running()) == (NOON + minutes(4), {})
    assert [who for who, _ in log(case)].count("us on Discourse") == 1


def test_an_answer_that_is_told_twice_is_one_deed(open_world: World) -> None:
    heard(open_world, QUESTION, ANSWER)
    MentionStore(names()["Mentions"]).rejudge(ANSWER.id, NOON + minutes(9))
    heard(open_world, replace(ANSWER, text="We look into it now!", version=2), at=9)
    [case] = cases(open_world)
    assert [who for who, _ in log(case)].count("us on Discourse") == 1


def test_an_answer_to_the_customers_next_post_answers_the_case_of_the_first(open_world: World) -> None:
    heard(open_world, QUESTION, replace(a_mention("q2", text="Hello?", version=1), thread="t1", created_at=NOON))
    heard(open_world, replace(ANSWER, parent="q2"))
    [case] = cases(open_world)
    assert case.answered_at == ANSWER.created_at


def test_an_answer_further_down_the_thread_is_followed_up_to_its_question(open_world: World) -> None:
    heard(open_world, QUESTION, replace(ANSWER, native_id="a0", parent="else", thread="t9"))
    heard(open_world, replace(ANSWER, native_id="a1"), replace(ANSWER, native_id="a2", parent="a1"))
    [case] = cases(open_world)
    assert case.answered_at == ANSWER.created_at


def test_without_a_post_that_it_answers_it_counts_for_the_one_case_of_its_thread(open_world: World) -> None:
    heard(open_world, QUESTION, replace(ANSWER, parent=None))
    [case] = cases(open_world)
    assert case.answered_at == ANSWER.created_at


def test_an_answer_to_somebody_whom_we_do_not_know_ends_nobody_elses_waiting(open_world: World) -> None:
    heard(open_world, QUESTION, replace(ANSWER, parent="a post of somebody else's"))
    [case] = cases(open_world)
    assert case.answered_at is None


@pytest.mark.parametrize("below", [replace(ANSWER, parent="t1"), replace(ANSWER, parent="unknown", public=False)])
def test_what_is_below_the_whole_thread_or_in_private_can_only_be_meant_for_the_one_who_asks(
    open_world: World, below: Mention
) -> None:
    heard(open_world, QUESTION, below)
    [case] = cases(open_world)
    assert case.answered_at == ANSWER.created_at


@pytest.mark.parametrize("first", [True, False])
def test_where_answers_name_a_place_in_the_thread_they_are_for_who_wrote_there(open_world: World, first: bool) -> None:
    asked = replace(QUESTION, place="t1/2")
    other = replace(QUESTION, native_id="q9", author=Author(id="u9"), place="t1/3")
    answer = replace(ANSWER, parent="t1/3")
    heard(open_world, *((asked, other, answer) if first else (answer, asked, other)))
    assert {case.first_mention: case.answered_at for case in cases(open_world)} == {
        asked.id: None,
        other.id: ANSWER.created_at,
    }


def test_in_a_thread_with_two_cases_it_counts_for_neither(open_world: World) -> None:
    other = replace(QUESTION, native_id="q9", author=Author(id="u9"))
    heard(open_world, QUESTION, other, replace(ANSWER, parent=None))
    assert [case.answered_at for case in cases(open_world)] == [None, None]


@pytest.mark.parametrize(
    "elsewhere", [replace(ANSWER, parent=None, thread="t2"), replace(ANSWER, parent="q7", thread="t7")]
)
def test_an_answer_elsewhere_counts_for_nobody_here(open_world: World, elsewhere: Mention) -> None:
    heard(open_world, QUESTION, elsewhere)
    [case] = cases(open_world)
    assert case.answered_at is None


def test_what_we_add_below_a_post_of_our_own_answers_nobody_in_its_thread(open_world: World) -> None:
    own = replace(ANSWER, native_id="own", parent=None, created_at=NOON - minutes(9))
    heard(open_world, own, QUESTION, replace(ANSWER, parent="own"))
    [case] = cases(open_world)
    assert case.answered_at is None


def test_what_we_wrote_before_the_question_is_no_answer_to_it(open_world: World) -> None:
    heard(open_world, QUESTION, replace(ANSWER, parent=None, created_at=NOON - minutes(1)))
    [case] = cases(open_world)
    assert case.answered_at is None


def test_a_customer_who_wrote_again_after_our_answer_waits_again_also_where_that_was_heard_first(
    open_world: World,
) -> None:
    plan = a_plan()
    [instance] = plan.instances
    Ledger(names()["Ledger"]).publish_plan(replace(plan, instances=(replace(instance, next_answer=minutes(30)),)))
    again = replace(QUESTION, native_id="q2", created_at=NOON + minutes(5), text=f"{QUESTION.text} Still!")
    heard(open_world, QUESTION, again, at=6)
    heard(open_world, ANSWER, at=7)
    [case] = cases(open_world)
    assert list(case.clocks.running()) == ["next_answer"]


def test_an_old_answer_that_comes_again_does_not_answer_what_the_customer_wrote_since(open_world: World) -> None:
    plan = a_plan()
    [instance] = plan.instances
    Ledger(names()["Ledger"]).publish_plan(replace(plan, instances=(replace(instance, next_answer=minutes(30)),)))
    heard(open_world, QUESTION, ANSWER)
    heard(open_world, replace(QUESTION, native_id="q2", created_at=NOON + minutes(8)), at=9)
    heard(open_world, replace(ANSWER, text="We look into it now!", version=2), at=10)
    [case] = cases(open_world)
    assert list(case.clocks.running()) == ["next_answer"]


@pytest.mark.parametrize("suspected_first", [True, False])
def test_an_answer_to_one_of_a_storms_people_says_nothing_of_the_storm(
    open_world: World, suspected_first: bool
) -> None:
    storm = a_storm()
    if suspected_first:
        StormStore(names()["Storms"]).create(storm)
    heard(open_world, QUESTION)
    if not suspected_first:
        StormStore(names()["Storms"]).create(storm)
        with time_machine.travel(NOON + minutes(6), tick=False):
            Bus(names()["Bus"]).publish([StormSuspected(storm.id, storm.brand, storm.instance)])
            open_world.settle()
    heard(open_world, ANSWER, at=7)
    [case] = cases(open_world)
    assert (case.storm_id, case.answered_at, case.state) == ("storm-1", None, "open")


def test_who_has_the_case_keeps_it_when_we_answer(open_world: World) -> None:
    heard(open_world, QUESTION)
    [case] = cases(open_world)
    Care(open_world.deployment()).acknowledge(case.id, "grace", NOON + minutes(5))
    heard(open_world, ANSWER, at=6)
    [case] = cases(open_world)
    assert (case.acknowledged_by, case.answered_at) == ("grace", ANSWER.created_at)


def test_an_answer_from_a_clock_ahead_is_no_later_than_now(open_world: World) -> None:
    heard(open_world, QUESTION, replace(ANSWER, created_at=NOON + timedelta(minutes=9)))
    [case] = cases(open_world)
    at: datetime | None = case.answered_at
    assert at == NOON + minutes(5)
