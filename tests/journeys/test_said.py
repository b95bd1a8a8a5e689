"""What a person, or a second reader, says of a mention goes all the way: real handlers, by the template's own rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from botocore.stub import Stubber

from shared.operations.care import Care
from shared.operations.doubting import Corrected, Parts
from shared.operations.upkeep import Upkeep
from shared.plan import SecondReader
from shared.second import choosing
from shared.store.counters import Counters
from shared.verdict import Verdict
from tests.harness.world import World, names
from tests.journeys.story import BRAND, MINUTE, MORNING, PRAISE, URGENT, a_line, post, prepare, sample_plan
from tests.shared.second.answers import GOOD, called, responded

FOREIGN = "船の床が濡れていて転びました"
Started = tuple[World, time_machine.Traveller]


@pytest.fixture
def started(world: World) -> Iterator[Started]:
    with time_machine.travel(MORNING, tick=False) as clock:
        world.lives_through(prepare)
        yield world, clock


def heard(world: World, number: int, text: str) -> str:
    # Written before it was seen: a source that brings posts without a date at first is catching up, and counts none.
    assert post(world, a_line(number, datetime.now(UTC) - MINUTE / 2, text)) == 200
    world.settle()
    [known] = [
        one
        for one in Care(world.deployment()).mentions(datetime.now(UTC), timedelta(hours=1), 50)
        if one.mention.native_id.endswith(f"post-{number}")
    ]
    return known.mention.id


def verdict(world: World, mention_id: str) -> Verdict:
    known = Care(world.deployment()).mention(mention_id)
    assert known is not None
    assert known.verdict is not None
    return known.verdict


def say(started: Started, mention_id: str, parts: Parts) -> None:
    world, clock = started
    clock.shift(MINUTE)
    said = Care(world.deployment()).of_doubts.correct(mention_id, parts, "duty-director", datetime.now(UTC))
    assert isinstance(said, Corrected), said
    world.settle()
    assert world.failures == []


def counted(world: World) -> tuple[int, int]:
    """Mentions and complaints, as the detector has them."""
    del world
    told = Counters(names()["Storms"]).tallied(BRAND, MORNING - MINUTE, MORNING + timedelta(hours=1))
    return sum(minute.mentions for minute in told), sum(minute.complaints for minute in told)


def test_what_a_person_says_is_grave_has_a_case_and_counts_once(started: Started) -> None:
    world, _ = started
    mention = heard(world, 1, FOREIGN)
    care = Care(world.deployment())
    assert [one.known.mention.id for one in care.of_doubts.doubts(MORNING, timedelta(hours=1), 9)] == [mention]
    assert (care.cases(), counted(world)) == ([], (1, 0))
    say(started, mention, Parts("specific_complaint", "safety", 3))
    [case] = care.cases()
    assert (case.instance, case.first_mention, case.priority) == ("safety", mention, "urgent")
    assert counted(world) == (1, 1)
    assert care.of_doubts.doubts(MORNING + MINUTE, timedelta(hours=1), 9) == []
    say(started, mention, Parts(severity=4))
    assert (len(care.cases()), counted(world)) == (1, (1, 1))


def test_a_case_that_was_none_stays_with_its_people_and_no_other_opens(started: Started) -> None:
    world, _ = started
    mention = heard(world, 1, URGENT)
    [before] = Care(world.deployment()).cases()
    say(started, mention, Parts("other"))
    assert (verdict(world, mention).priority, verdict(world, mention).judged_by) == ("low", "person")
    assert Care(world.deployment()).cases() == [before]
    assert counted(world) == (1, 1)


def test_a_case_whose_instance_was_wrong_is_one_case_and_a_persons_to_reassign(started: Started) -> None:
    world, _ = started
    mention = heard(world, 1, URGENT)
    [before] = Care(world.deployment()).cases()
    say(started, mention, Parts(instance="website_problem"))
    assert verdict(world, mention).instance == "website_problem"
    [after] = Care(world.deployment()).cases()
    assert (after.id, after.instance, after.telling) == (before.id, before.instance, before.telling)


def test_praise_stays_praise_for_who_says_so(started: Started) -> None:
    world, _ = started
    mention = heard(world, 1, PRAISE)
    confirmed = Care(world.deployment()).of_doubts.confirm(mention, "duty-director", datetime.now(UTC))
    assert isinstance(confirmed, Corrected)
    world.settle()
    assert (verdict(world, mention).kind, verdict(world, mention).judged_by) == ("praise", "person")
    assert (Care(world.deployment()).cases(), counted(world)) == ([], (1, 0))


def test_a_second_reader_is_asked_by_the_bus_and_its_opinion_opens_the_case(started: Started) -> None:
    world, _ = started
    rules = SecondReader("bedrock", "some.model", price_in=1.0, price_out=1.0)
    Upkeep(world.deployment()).publish_plan(replace(sample_plan(), second_reader=rules))
    world.settle()
    world._modules.clear()
    with Stubber(choosing._client("bedrock-runtime", None)) as bedrock:
        bedrock.add_response("converse", responded(called({**GOOD, "instance": "safety"})))
        mention = heard(world, 1, FOREIGN)
        bedrock.assert_no_pending_responses()
    assert world.failures == []
    assert (verdict(world, mention).instance, verdict(world, mention).confidence) == ("safety", "medium")
    assert [case.first_mention for case in Care(world.deployment()).cases()] == [mention]
    assert counted(world) == (1, 1)
    assert world.calls.count("ReadAgainFunction") == 1


def test_a_second_reader_that_does_not_answer_holds_nothing_up_and_waits_to_be_redriven(started: Started) -> None:
    world, _ = started
    rules = SecondReader("bedrock", "some.model", price_in=1.0, price_out=1.0)
    Upkeep(world.deployment()).publish_plan(replace(sample_plan(), second_reader=rules))
    world.settle()
    world._modules.clear()
    with Stubber(choosing._client("bedrock-runtime", None)) as bedrock:
        for _ in range(3):
            bedrock.add_client_error("converse", "ThrottlingException")
        mention = heard(world, 1, FOREIGN)
    assert verdict(world, mention).confidence == "low"
    assert counted(world) == (1, 0)
    assert [function for function, _ in world.given_up] == ["ReadAgainFunction"]
