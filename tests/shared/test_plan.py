"""Pure: who is told in which order, and what the plan says of things that it doesn't know."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.plan import PlanError
from tests.builders import a_person, a_plan, an_instance, minutes


def test_the_owner_is_told_first_then_each_back_up_then_the_last_resort() -> None:
    people = tuple(map(a_person, ("ada", "grace", "mary", "linus")))
    plan = a_plan(people=people, instances=[an_instance(backups=("grace", "mary"), wait=minutes(7))])
    assert [rung.people for rung in plan.rungs("website_problem")] == [("ada",), ("grace",), ("mary",), ("linus",)]
    assert {rung.wait for rung in plan.rungs("website_problem")} == {timedelta(minutes=7)}


def test_a_last_resort_who_is_a_back_up_is_told_once() -> None:
    plan = a_plan(instances=[an_instance(backups=("linus",))])
    assert [rung.people for rung in plan.rungs("website_problem")] == [("ada",), ("linus",)]


@pytest.mark.parametrize("unknown", [None, "", "gone_since_version_2"])
def test_trouble_that_the_plan_does_not_know_is_the_default_instances(unknown: str | None) -> None:
    assert a_plan().instance(unknown).id == "website_problem"


def test_a_person_who_is_not_in_the_plan_is_told_with_what_to_do() -> None:
    with pytest.raises(PlanError, match="plan 3 has no person 'bob'; add them"):
        a_plan(version=3).person("bob")


def test_a_person_has_the_ways_that_have_an_address() -> None:
    assert a_person(slack="slack-ada").ways() == ("slack", "email")
    assert a_person().ways() == ("email",)


def test_a_source_is_found_by_its_name_or_is_none() -> None:
    found = a_plan().source("forum")
    assert found is not None
    assert found.platform == "discourse"
    assert a_plan().source("elsewhere") is None
