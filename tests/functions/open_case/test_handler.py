"""With moto: an urgent mention or a storm is one case, its owner told, whatever comes twice or too late."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from shared import aws
from shared.case import Case
from shared.mention import Mention
from shared.operations.care import Care
from shared.store.ledger import Ledger
from shared.store.mentions import MentionStore
from shared.store.storms import StormStore
from shared.storm import Storm
from tests.builders import NOON, a_mention, a_plan, minutes
from tests.harness.world import ACCOUNT, REGION, TAP, World, names
from tests.shared.nouns import a_storm, a_tombstone, a_verdict
from tests.shared.store.failing import before, refuse


@pytest.fixture
def open_world(world: World) -> World:
    Ledger(names()["Ledger"]).publish_plan(a_plan())
    return world


def rungs() -> list[tuple[str, int]]:
    """What was told to the bus since the last look."""
    url = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{TAP}"
    found: list[tuple[str, int]] = []
    # Later than all that happens here; by the real clock the queue would have forgotten it.
    with time_machine.travel(NOON + timedelta(hours=30), tick=False):
        while messages := aws.sqs().receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            for message in messages:
                aws.sqs().delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
                event = json.loads(message["Body"])
                found.append((event["detail"]["case_id"], event["detail"]["rung"]))
    return found


def triaged(mention: Mention) -> dict[str, Any]:
    """A mention that is kept and judged, and the event of it."""
    store = MentionStore(names()["Mentions"])
    store.keep(mention)
    store.put_verdict(a_verdict(mention))
    detail = {
        "mention_id": mention.id,
        "mention_version": mention.version,
        "brand": mention.brand,
        "source": mention.source,
        "author": mention.author_key,
        "kind": "specific_complaint",
        "complaint": True,
        "severity": 3,
        "priority": "urgent",
        "instance": "website_problem",
        "public": True,
        "created_at": mention.created_at.isoformat(),
        "seen_at": mention.seen_at.isoformat(),
    }
    return {"detail-type": "MentionTriaged", "detail": detail}


def suspected(storm: Storm) -> dict[str, Any]:
    StormStore(names()["Storms"]).create(storm)
    detail = {"storm_id": storm.id, "brand": storm.brand, "instance": storm.instance}
    return {"detail-type": "StormSuspected", "detail": detail}


def handle(world: World, *events: dict[str, Any], at: float = 0) -> None:
    with time_machine.travel(NOON + minutes(at), tick=False):
        for event in events:
            world.call("OpenCaseFunction", event)


def the_cases(world: World) -> list[Case]:
    return Care(world.deployment()).cases()


def test_an_urgent_mention_is_a_case_that_holds_it_and_its_first_rung_is_told(open_world: World) -> None:
    handle(open_world, triaged(a_mention()))
    [case] = the_cases(open_world)
    assert (case.first_mention, case.mentions, case.owner) == ("discourse:1", 1, "ada")
    assert rungs() == [(case.id, 0)]


def test_an_event_that_comes_twice_is_one_case_and_one_mention_in_it(open_world: World) -> None:
    event = triaged(a_mention())
    handle(open_world, event, event)
    [case] = the_cases(open_world)
    assert case.mentions == 1


def test_further_words_of_one_author_in_one_thread_join_the_first_case(open_world: World) -> None:
    handle(open_world, triaged(a_mention("1")), triaged(a_mention("2")))
    [case] = the_cases(open_world)
    assert case.mentions == 2
    assert len(rungs()) == 1


def test_further_words_after_the_case_was_resolved_are_a_case_again(open_world: World) -> None:
    handle(open_world, triaged(a_mention("1")))
    [first] = the_cases(open_world)
    Care(open_world.deployment()).resolve(first.id, "ada", NOON, "a full disk")
    handle(open_world, triaged(a_mention("2")), at=5)
    [second] = the_cases(open_world)
    assert second.first_mention == "discourse:2"


def test_the_next_days_words_are_a_case_of_their_own(open_world: World) -> None:
    handle(open_world, triaged(a_mention("1")))
    handle(open_world, triaged(a_mention("2")), at=timedelta(hours=25) / minutes(1))
    assert len(the_cases(open_world)) == 2


def test_a_crash_before_the_word_is_out_is_made_good_when_the_event_comes_again(open_world: World) -> None:
    event = triaged(a_mention())
    with before("events", "PutEvents", refuse("InternalFailure")), pytest.raises(Exception, match="InternalFailure"):
        handle(open_world, event)
    handle(open_world, event)
    [case] = the_cases(open_world)
    assert rungs() == [(case.id, 0)]
    assert case.mentions == 1


@pytest.mark.parametrize("operation", ["PutItem", "TransactWriteItems"])
def test_a_crash_at_any_write_is_made_good_when_the_event_comes_again(open_world: World, operation: str) -> None:
    event = triaged(a_mention())
    with before("dynamodb", operation, refuse("InternalServerError")), pytest.raises(Exception, match="InternalServer"):
        handle(open_world, event)
    handle(open_world, event)
    [case] = the_cases(open_world)
    assert (case.mentions, rungs()) == (1, [(case.id, 0)])


def test_a_mention_that_was_deleted_or_edited_since_makes_no_case(open_world: World) -> None:
    deleted, edited = triaged(a_mention("1")), triaged(a_mention("2"))
    store = MentionStore(names()["Mentions"])
    store.bury(a_tombstone("1"))
    store.keep(a_mention("2", version=9, text="never mind"))
    handle(open_world, deleted, edited)
    assert the_cases(open_world) == []
    assert rungs() == []


# ---------------------------------------------------------------- storms
def test_a_storm_is_one_case_however_often_it_is_told(open_world: World) -> None:
    event = suspected(a_storm())
    handle(open_world, event, event)
    [case] = the_cases(open_world)
    assert (case.storm_id, case.priority) == ("storm-1", "urgent")


def test_a_dismissed_storm_has_no_case(open_world: World) -> None:
    event = suspected(a_storm())
    Care(open_world.deployment()).dismiss("storm-1", "ada", NOON, "a quiz")
    handle(open_world, event)
    assert the_cases(open_world) == []


def test_an_urgent_mention_of_a_running_storm_joins_its_case_and_pages_nobody(open_world: World) -> None:
    handle(open_world, suspected(a_storm()))
    rungs()
    handle(open_world, triaged(a_mention("1")), triaged(a_mention("2")))
    [case] = the_cases(open_world)
    assert (case.storm_id, case.mentions, rungs()) == ("storm-1", 2, [])


def test_a_mention_that_comes_before_its_storms_own_event_is_not_lost_to_it(open_world: World) -> None:
    event = suspected(a_storm())
    handle(open_world, triaged(a_mention()))
    handle(open_world, event)
    [case] = the_cases(open_world)
    assert (case.storm_id, case.mentions) == ("storm-1", 1)
    assert set(rungs()) == {(case.id, 0)}


def test_an_urgent_mention_after_the_storms_case_was_resolved_is_told_to_somebody(open_world: World) -> None:
    handle(open_world, suspected(a_storm()))
    [of_storm] = the_cases(open_world)
    Care(open_world.deployment()).resolve(of_storm.id, "ada", NOON, "a full disk")
    rungs()
    handle(open_world, triaged(a_mention()), at=5)
    [case] = the_cases(open_world)
    assert case.first_mention == "discourse:1"
    assert rungs() == [(case.id, 0)]


@pytest.mark.parametrize(
    "elsewhere", [replace(a_mention(), brand="other"), a_mention(created_at=NOON - timedelta(hours=3))]
)
def test_a_mention_that_is_not_of_the_storm_has_a_case_of_its_own(open_world: World, elsewhere: Mention) -> None:
    handle(open_world, suspected(a_storm()), triaged(elsewhere))
    assert len(the_cases(open_world)) == 2
