"""Pure: whose a case is, why, and since when; and which mentions belong together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from functions.open_case.opening import (
    TITLE_CHARACTERS,
    belongs_to,
    case_of_mention,
    case_of_storm,
    conversation,
    same_trouble,
)
from shared.mention import Author
from shared.storm import Storm
from tests.builders import NOON, a_mention, a_plan, minutes
from tests.shared.nouns import BEGAN, a_storm, a_verdict

PLAN = a_plan(version=7)


def test_a_mentions_case_is_its_instances_owners_with_the_plans_version_on_it() -> None:
    mention = a_mention(created_at=NOON - minutes(5))
    case = case_of_mention(mention, a_verdict(mention), PLAN, NOON)
    assert (case.owner, case.instance, case.plan_version) == ("ada", "website_problem", 7)
    assert (case.state, case.rung, case.told) == ("open", 0, False)
    assert (case.opened_at, case.since, case.first_mention) == (NOON, NOON - minutes(5), "discourse:1")
    assert case.reasons == ("says that money is gone",)


def test_a_case_that_nobody_was_told_of_is_due_within_a_minute_or_so() -> None:
    for case in (
        case_of_mention(a_mention(), a_verdict(a_mention()), PLAN, NOON),
        case_of_storm(a_storm(), PLAN, NOON),
    ):
        assert case.due_at is not None
        assert NOON < case.due_at <= NOON + minutes(2)


def test_an_instance_that_the_plan_has_no_more_is_the_default_ones_owners() -> None:
    verdict = replace(a_verdict(a_mention()), instance="gone")
    assert case_of_mention(a_mention(), verdict, PLAN, NOON).owner == "ada"


def test_a_storms_case_is_urgent_and_one_for_the_storm() -> None:
    case = case_of_storm(a_storm(), PLAN, NOON)
    assert (case.priority, case.storm_id, case.since) == ("urgent", "storm-1", BEGAN)
    assert case.id == case_of_storm(a_storm(), a_plan(version=8), NOON + minutes(9)).id
    assert case.id != case_of_storm(a_storm("storm-2"), PLAN, NOON).id


def test_each_version_of_a_mention_can_have_a_case_of_its_own_and_each_only_one() -> None:
    one, other = (
        case_of_mention(mention, a_verdict(mention), PLAN, NOON)
        for mention in (a_mention(version=1), a_mention(version=2))
    )
    assert one.id != other.id
    assert one.id == case_of_mention(a_mention(version=1), a_verdict(a_mention()), PLAN, NOON + minutes(1)).id


@pytest.mark.parametrize("text", ["short", "two\nlines\tand  spaces", "x" * 500, "😡" * 200, ""])
def test_a_title_is_one_line_of_bounded_length(text: str) -> None:
    title = case_of_mention(a_mention(text=text), a_verdict(a_mention()), PLAN, NOON).title
    words = title.removeprefix("Website problem: ")
    assert "\n" not in title
    assert len(words) <= TITLE_CHARACTERS
    assert words.endswith("…") == (len(text) > TITLE_CHARACTERS)


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
    assert belongs_to([a_storm("storm-0", brand="elsewhere"), storm], a_mention()) == (storm if belongs else None)


def test_in_a_storm_about_the_website_somebody_who_was_hurt_has_another_owner() -> None:
    hurt = replace(a_verdict(a_mention()), instance="safety")
    assert not same_trouble(a_storm(), hurt)
    assert same_trouble(a_storm(), replace(hurt, instance="website_problem"))
    assert same_trouble(a_storm(), replace(hurt, instance=None))


def test_of_a_private_message_nothing_is_quoted() -> None:
    mention = replace(a_mention(text="my secret account number"), public=False)
    case = case_of_mention(mention, a_verdict(mention), PLAN, NOON)
    assert "secret" not in case.title
    assert case.reasons == ("it is urgent",)
