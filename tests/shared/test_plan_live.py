"""What a plan meets in a deployment, as values; no secret's value is in any word of it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from shared import mark
from shared.channels import email, pagerduty, slack, sms, teams, webhook
from shared.ears.known import platform
from shared.ears.platform import typed
from shared.operations.plan_meeting import CHECKS
from shared.plan import Source
from shared.plan_live import Met, credentials_of, met, met_sources
from tests.builders import NOON, a_plan
from tests.shared.duty_plans import a_duty_plan, a_person

PLAN = a_duty_plan()
PASSES = dict.fromkeys(CHECKS, lambda _: None)
SECRETS = {"care": "a", "team": "b", "page": "c", "hook": "d"}
TESTED = {(one.id, way): mark.Tested(one.id, way, NOON, "t1") for one in PLAN.people for way in one.ways()}


def lines(found: list[Met]) -> list[str]:
    return [str(one) for one in found]


def test_a_plan_whose_ways_have_what_they_need_and_were_tried_meets_nothing() -> None:
    assert met(PLAN, SECRETS, TESTED, PASSES) == []


def test_a_missing_secret_is_told_once_with_everybody_whose_it_is() -> None:
    found = met(PLAN, {"team": "b", "page": "c", "hook": "d"}, TESTED, PASSES)
    assert lines(found) == [
        "ada, grace, linus, hedy: slack: the deployment has no channel secret `care`; "
        "set it: firebreak secret channel care"
    ]
    assert found[0].wrong


def test_a_secret_in_the_wrong_form_is_told_by_what_is_wrong_with_it() -> None:
    checks = {**PASSES, "teams": lambda value: f"{len(value)} characters are too few"}
    assert lines(met(PLAN, SECRETS, TESTED, checks)) == [
        "grace: teams: the channel secret `team` can't be used: 1 characters are too few; "
        "set it: firebreak secret channel team"
    ]


def test_the_last_test_that_failed_is_wrong_and_one_never_made_is_only_told() -> None:
    tests = {**TESTED, ("ada", "sms"): mark.Tested("ada", "sms", NOON, "t2", "SNS refused the SMS")}
    del tests["hedy", "email"]
    found = met(PLAN, SECRETS, tests, PASSES)
    assert [(one.people, one.way, one.wrong) for one in found] == [
        (("ada",), "sms", True),
        (("hedy",), "email", False),
    ]
    assert "2026-10-02 12:00 UTC: SNS refused the SMS" in found[0].what


def test_an_address_of_the_plan_is_looked_at_too() -> None:
    plan = a_plan(people=[replace(a_person("ada"), slack=None, email="no address")])
    found = met(plan, {}, {("ada", "email"): mark.Tested("ada", "email", NOON, "t1")}, CHECKS)
    assert [(one.way, one.wrong) for one in found] == [("email", True)]


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=12))
def test_no_words_on_a_secret_hold_any_of_it(value: str) -> None:
    secret = f"zQ{value}Zq"
    for check in (slack.check, teams.check, pagerduty.check, webhook.check, sms.check, email.check):
        for given_value in (secret, f"https://{secret}", f"https://hooks.slack.com/services/{secret}"):
            assert secret not in (check(given_value) or "")


def test_each_source_is_told_once_for_each_credential_that_it_lacks() -> None:
    page = Source("page", "facebook", "webhook", "acme")
    plan = a_plan(sources=[page, replace(page, name="swept", how="sweep"), Source("news", "rss", "sweep", "acme")])
    found = met_sources(plan, {"page": {"secret"}, "swept": {"token"}})
    assert [str(one) for one in found] == [
        "page: the verify token is missing; "
        "set it: firebreak source secret page --part verify (you choose it: any long word)"
    ]


def test_the_credentials_of_a_source_are_those_of_the_way_that_the_plan_names() -> None:
    talk = platform("discourse")
    assert talk is not None
    forum = Source("forum", "discourse", "webhook", "acme")
    assert [typed(forum, one.part) for one in credentials_of(forum, talk)] == ["firebreak source secret forum"]
    assert [one.part for one in credentials_of(replace(forum, how="sweep"), talk)] == ["token"]
    hacker = platform("hackernews")
    assert hacker is not None
    assert credentials_of(forum, hacker) == ()
