"""Pure: who is told in which order, and what the plan says of things that it doesn't know."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.plan import Escalation, PlanError, Rung, Team
from shared.schedule import Schedule
from tests.builders import a_person, a_plan, an_instance, minutes


def test_without_an_escalation_the_owner_is_told_first_then_each_back_up() -> None:
    plan = a_plan(instances=[an_instance(backups=("grace", "mary"), wait=minutes(7))])
    found = plan.escalation("website_problem")
    assert [rung.tell for rung in found.rungs] == [("ada",), ("grace",), ("mary",)]
    assert {rung.wait for rung in found.rungs} == {timedelta(minutes=7)}
    assert found.repeat == 0


def test_an_instances_escalation_comes_before_its_owner_and_another_before_both() -> None:
    named = Escalation("shared", "Shared", (Rung(("owner", "backups"), minutes(5)),), repeat=2)
    crisis = Escalation("crisis", "Crisis", (Rung(("linus",), minutes(1)),))
    instance = replace(an_instance(), escalation="shared")
    plan = replace(a_plan(instances=[instance]), escalations=(named, crisis))
    assert plan.escalation(instance.id) == named
    assert plan.escalation(instance.id, "crisis") == crisis


def test_people_teams_and_schedules_are_found_by_one_set_of_ids() -> None:
    crew, watch = Team("crew", "Crew", ("ada",)), Schedule("watch", "Watch", ())
    plan = replace(a_plan(), teams=(crew,), schedules=(watch,))
    assert [plan.named(one) for one in ("ada", "crew", "watch", "nobody")] == [plan.person("ada"), crew, watch, None]
    assert [plan.name_of(one) for one in ("ada", "crew", "nobody")] == ["Ada", "Crew", "nobody"]


@pytest.mark.parametrize("unknown", [None, "", "gone_since_version_2"])
def test_trouble_that_the_plan_does_not_know_is_the_default_instances(unknown: str | None) -> None:
    assert a_plan().instance(unknown).id == "website_problem"


def test_a_person_who_is_not_in_the_plan_is_told_with_what_to_do() -> None:
    with pytest.raises(PlanError, match="plan 3 has no person 'bob'; add them"):
        a_plan(version=3).person("bob")


def test_a_person_has_the_ways_that_have_an_address() -> None:
    assert a_person(slack="slack-ada").ways() == ("slack", "email")
    assert replace(a_person(), sms="+351900000000", pagerduty="p").ways() == ("pagerduty", "sms", "email")
    assert a_person().ways() == ("email",)


def test_a_source_is_found_by_its_name_or_is_none() -> None:
    found = a_plan().source("forum")
    assert found is not None
    assert found.platform == "discourse"
    assert a_plan().source("elsewhere") is None
