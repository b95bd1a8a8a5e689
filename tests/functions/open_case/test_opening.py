"""Pure: whose a case is, why, and since when; and which mentions belong together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.open_case.opening import (
    belongs_to,
    conversation,
    is_crisis,
    of_many,
    of_mention,
    of_storm,
    same_trouble,
    taken_in,
    window_of,
)
from shared.case import Case, CaseState
from shared.mention import Author
from shared.plan import CrisisRules, Escalation, Rung
from shared.schedule import Schedule
from shared.storm import Storm
from tests.builders import NOON, a_mention, a_plan, an_instance, minutes
from tests.shared.nouns import BEGAN, a_case, a_storm, a_verdict

PLAN = a_plan(version=7)
NOBODY = Schedule("nobody", "Nobody's schedule", ())


def test_a_mentions_case_is_its_instances_owners_with_the_plans_version_on_it() -> None:
    mention = a_mention(created_at=NOON - minutes(5))
    case = of_mention(mention, a_verdict(mention), PLAN, NOON).case
    assert (case.owner, case.instance, case.plan_version) == ("ada", "website_problem", 7)
    assert (case.state, case.rung, case.telling, case.told) == ("open", 0, 0, False)
    assert (case.opened_at, case.since, case.first_mention) == (NOON, NOON - minutes(5), "discourse:1")
    assert case.reasons == ("judged urgent",)


def test_a_case_that_nobody_was_told_of_is_due_within_a_minute_or_so() -> None:
    for opened in (of_mention(a_mention(), a_verdict(a_mention()), PLAN, NOON), of_storm(a_storm(), PLAN, NOON)):
        assert opened.case.due_at is not None
        assert NOON < opened.case.due_at <= NOON + minutes(2)


def test_a_first_rung_with_nobody_on_duty_is_passed_over_and_the_log_says_so() -> None:
    plan = replace(a_plan(instances=[an_instance(owner="nobody", backups=("grace", "linus"))]), schedules=(NOBODY,))
    opened = of_mention(a_mention(), a_verdict(a_mention()), plan, NOON)
    assert (opened.case.rung, opened.case.telling, opened.case.owner) == (1, 0, "nobody")
    assert "rung 0 (Nobody's schedule) has nobody to be reached now, and is passed over" in opened.why
    assert "on to rung 1: Grace" in opened.why


def test_where_no_rung_has_anybody_it_is_the_last_resorts_at_once() -> None:
    plan = replace(
        a_plan(instances=[an_instance(owner="nobody", backups=("nobody",))]),
        schedules=(NOBODY,),
        escalations=(Escalation("empty", "Empty", (Rung(("nobody",), minutes(5)),) * 4, repeat=5),),
    )
    empty = replace(plan, instances=(replace(plan.instances[0], escalation="empty"),))
    for one, last in ((plan, 2), (empty, 24)):
        assert of_mention(a_mention(), a_verdict(a_mention()), one, NOON).case.rung == last


def test_a_cases_clocks_begin_when_it_is_opened_and_a_storms_has_none() -> None:
    plan = a_plan(instances=[replace(an_instance(), first_answer=minutes(30), solution=timedelta(hours=8))])
    clocks = of_mention(a_mention(), a_verdict(a_mention()), plan, NOON).case.clocks
    assert (clocks.first_answer, clocks.solution) == (NOON + minutes(30), NOON + timedelta(hours=8))
    assert of_storm(a_storm(), plan, NOON).case.clocks.running() == {}


def test_an_instance_that_the_plan_has_no_more_is_the_default_ones_owners() -> None:
    verdict = replace(a_verdict(a_mention()), instance="gone")
    assert of_mention(a_mention(), verdict, PLAN, NOON).case.owner == "ada"


def test_a_storms_case_is_urgent_and_one_for_the_storm() -> None:
    case = of_storm(a_storm(), PLAN, NOON).case
    assert (case.priority, case.storm_id, case.since) == ("urgent", "storm-1", BEGAN)
    assert case.id == of_storm(a_storm(), a_plan(version=8), NOON + minutes(9)).case.id
    assert case.id != of_storm(a_storm("storm-2"), PLAN, NOON).case.id


def test_each_version_of_a_mention_can_have_a_case_of_its_own_and_each_only_one() -> None:
    one, other = (
        of_mention(mention, a_verdict(mention), PLAN, NOON).case
        for mention in (a_mention(version=1), a_mention(version=2))
    )
    assert one.id != other.id
    assert one.id == of_mention(a_mention(version=1), a_verdict(a_mention()), PLAN, NOON + minutes(1)).case.id


def test_no_case_keeps_a_customers_words() -> None:
    mention = a_mention(text="my secret account number is 4711")
    for opened in (
        of_mention(mention, a_verdict(mention), PLAN, NOON),
        of_many(mention, a_verdict(mention), PLAN, NOON, NOON),
        of_mention(replace(mention, public=False), a_verdict(mention), PLAN, NOON),
    ):
        assert "secret" not in repr(opened)


def test_one_author_in_one_thread_is_one_conversation() -> None:
    first = replace(a_mention("1"), thread="t1")
    assert conversation(first) == conversation(replace(a_mention("2"), thread="t1"))
    for other in (
        replace(first, thread="t2"),
        replace(first, brand="other"),
        replace(first, author=Author(id="u2")),
        replace(first, platform="x"),
    ):
        assert conversation(other) != conversation(first)


@pytest.mark.parametrize(
    ("storm", "belongs"),
    [
        (a_storm(), True),
        (a_storm(brand="other"), False),
        (a_storm(began_at=NOON), True),
        (a_storm(began_at=NOON + minutes(1)), False),
    ],
)
def test_a_mention_belongs_to_its_brands_storm_once_that_began(storm: Storm, belongs: bool) -> None:
    verdict = a_verdict(a_mention())
    found = belongs_to([a_storm("storm-0", brand="elsewhere"), storm], a_mention(), verdict)
    assert found == (storm if belongs else None)


WIDE = a_storm("storm-wide", instance=None)
SITE = replace(a_storm("storm-site"), series="about:website_problem")
SAFETY = replace(a_storm("storm-safety", instance="safety"), series="about:safety")
LED = replace(a_storm("storm-led", instance="website_problem"), series="complaints")


@pytest.mark.parametrize(
    ("running", "instance", "to"),
    [
        ([WIDE, SITE], "website_problem", SITE),
        ([SITE, WIDE], "safety", WIDE),
        ([WIDE, SITE, SAFETY], "safety", SAFETY),
        ([SITE, SAFETY], "strike", None),
        ([SITE, WIDE], None, WIDE),
        ([SAFETY, LED], None, LED),
        ([SAFETY, SITE], None, SAFETY),
    ],
)
def test_of_several_storms_a_mention_goes_to_that_of_its_instance_then_to_the_whole_brands(
    running: list[Storm], instance: str | None, to: Storm | None
) -> None:
    verdict = replace(a_verdict(a_mention()), instance=instance)
    assert belongs_to(running, a_mention(), verdict) == to
    if instance is not None:
        assert belongs_to(running[::-1], a_mention(), verdict) == to


def test_a_storm_of_the_whole_brand_leaves_a_case_to_the_storm_about_its_instance() -> None:
    wide_case, site_case = (of_storm(storm, PLAN, NOON).case for storm in (WIDE, SITE))
    running = [WIDE, SITE]
    assert not taken_in(a_case(), wide_case, WIDE, running)
    assert taken_in(a_case(), site_case, SITE, running)
    for other in (replace(SITE, brand="other"), SAFETY, replace(SITE, began_at=NOON + minutes(9))):
        assert taken_in(a_case(), wide_case, WIDE, [WIDE, other])


def test_in_a_storm_about_the_website_somebody_who_was_hurt_has_another_owner() -> None:
    hurt = replace(a_verdict(a_mention()), instance="safety")
    assert not same_trouble(a_storm(), hurt)
    assert same_trouble(a_storm(), replace(hurt, instance="website_problem"))
    assert same_trouble(a_storm(), replace(hurt, instance=None))


@pytest.mark.parametrize(
    ("change", "taken"),
    [
        ({}, True),
        ({"brand": "other"}, False),
        ({"instance": "safety"}, False),
        ({"storm_id": "storm-0"}, False),
        ({"opened_at": BEGAN - minutes(1)}, False),
        ({"since": BEGAN - minutes(1)}, False),
        ({"since": BEGAN}, True),
    ],
)
def test_a_storm_takes_in_what_was_opened_since_it_began_of_its_own_kind(change: dict[str, Any], taken: bool) -> None:
    of_the_storm = of_storm(a_storm(), PLAN, NOON).case
    assert taken_in(replace(a_case(), **change), of_the_storm, a_storm()) == taken


@pytest.mark.parametrize(("state", "taken"), [("open", True), ("acknowledged", False), ("waiting", False)])
def test_a_case_that_somebody_is_at_work_on_stays_theirs(state: CaseState, taken: bool) -> None:
    of_the_storm = of_storm(a_storm(), PLAN, NOON).case
    assert taken_in(a_case(state=state), of_the_storm, a_storm()) == taken


@pytest.mark.parametrize(("complaints", "authors", "is_one"), [(99, 50, False), (100, 49, False), (100, 50, True)])
def test_a_storm_is_a_crisis_by_the_plans_numbers_and_never_without_them(
    complaints: int, authors: int, is_one: bool
) -> None:
    storm = replace(a_storm(), complaints=complaints, authors=authors)
    assert is_crisis(storm, replace(PLAN, crisis=CrisisRules("all-hands", 100, 50))) == is_one
    assert not is_crisis(storm, PLAN)


@settings(database=None, deadline=None)
@given(st.floats(0, 4e9))
def test_every_instant_is_in_one_stretch_that_is_as_long_as_the_plan_says(seconds: float) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    window = window_of(PLAN, at)
    assert window <= at < window + PLAN.cases.at_once
    assert window_of(PLAN, window) == window


def test_a_case_for_many_is_the_same_for_all_in_its_stretch() -> None:
    first, second = a_mention("1"), a_mention("2")
    cases: list[Case] = [of_many(one, a_verdict(one), PLAN, NOON, NOON + minutes(3)).case for one in (first, second)]
    assert cases[0].id == cases[1].id
    assert cases[0].id != of_many(first, a_verdict(first), PLAN, NOON + minutes(10), NOON + minutes(11)).case.id
