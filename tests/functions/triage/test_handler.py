"""With moto: each mention version has its verdict and its event, whatever fails, and what can't be judged waits."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from typing import Any

import pytest
import time_machine

from shared import aws
from shared.mention import Author, Mention
from shared.store.ledger import Ledger, NoPlanError
from shared.store.mentions import MentionStore
from tests.builders import NOON, a_mention, a_plan
from tests.functions.ears import log
from tests.harness.world import ACCOUNT, REGION, TAP, World, names
from tests.shared.nouns import a_tombstone
from tests.shared.store.failing import before, refuse

__all__ = ["log"]

URGENT = "Your website charged me twice and the shop assistant was injured. I am calling my lawyer."


@pytest.fixture
def mentions(world: World) -> MentionStore:
    Ledger(names()["Ledger"]).publish_plan(a_plan())
    return MentionStore(names()["Mentions"])


def records(*kept: Mention) -> dict[str, Any]:
    """The stream's records of those mentions, as they are in the table now."""
    table = names()["Mentions"]
    images = [aws.dynamodb().get_item(TableName=table, Key={"id": {"S": of.id}})["Item"] for of in kept]
    return {
        "Records": [
            {"eventName": "INSERT", "dynamodb": {"SequenceNumber": str(n), "Keys": {"id": i["id"]}, "NewImage": i}}
            for n, i in enumerate(images)
        ]
    }


def triage(world: World, event: dict[str, Any]) -> list[str]:
    """Gives the numbers of those that are to come again."""
    with time_machine.travel(NOON, tick=False):
        answer = world.call("TriageFunction", event)
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def told() -> list[dict[str, Any]]:
    url = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{TAP}"
    found: list[dict[str, Any]] = []
    with time_machine.travel(NOON, tick=False):
        while messages := aws.sqs().receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            found += [json.loads(message["Body"])["detail"] for message in messages]
    return sorted(found, key=lambda detail: str(detail["mention_id"]))


def parked() -> list[tuple[str, str]]:
    """Which mentions wait, and why."""
    url = names()["TriageDeadLetters"]
    with time_machine.travel(NOON, tick=False):
        answer = aws.sqs().receive_message(QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"])
    return [
        (json.loads(m["Body"])["mention_id"], m["MessageAttributes"]["reason"]["StringValue"])
        for m in answer.get("Messages", [])
    ]


def judged(mentions: MentionStore, of: Mention) -> bool:
    found = mentions.get(of.id)
    return found is not None and found.verdict is not None


def test_a_mention_has_its_verdict_kept_and_told_without_its_words(world: World, mentions: MentionStore) -> None:
    mentions.keep(a_mention())
    assert triage(world, records(a_mention())) == []
    [event] = told()
    assert (event["mention_id"], event["mention_version"], event["brand"]) == ("discourse:1", 1, "acme")
    assert judged(mentions, a_mention())
    assert "log in" not in json.dumps(event)
    assert "mia" not in json.dumps(event)


def test_a_record_that_comes_again_is_told_again_with_the_same_verdict(world: World, mentions: MentionStore) -> None:
    mentions.keep(a_mention())
    event = records(a_mention())
    triage(world, event)
    triage(world, event)
    first, second = told()
    assert first == second


def test_a_record_that_a_newer_version_has_overtaken_is_passed_over(world: World, mentions: MentionStore) -> None:
    mentions.keep(a_mention())
    old = records(a_mention())
    mentions.keep(a_mention(version=2, text="It works again, thank you"))
    assert triage(world, old) == []
    assert told() == []
    assert triage(world, records(a_mention())) == []
    assert [event["mention_version"] for event in told()] == [2]


def test_a_tombstone_is_no_mention(world: World, mentions: MentionStore) -> None:
    mentions.keep(a_mention())
    late = records(a_mention())
    mentions.bury(a_tombstone())
    assert triage(world, late) == []
    assert triage(world, records(a_mention())) == []
    assert (told(), parked()) == ([], [])


def test_a_mention_that_can_not_be_judged_waits_and_stops_no_other(world: World, mentions: MentionStore) -> None:
    good, bad = a_mention("1"), a_mention("2")
    mentions.keep(good)
    mentions.keep(bad)
    event = records(bad, good)
    event["Records"][0]["dynamodb"]["NewImage"]["doc"] = {"S": '{"source": 1}'}
    assert triage(world, event) == []
    assert parked() == [("discourse:2", "CodecError")]
    assert [detail["mention_id"] for detail in told()] == ["discourse:1"]


def test_an_error_that_quotes_a_customer_is_told_by_its_kind_and_place(
    world: World, mentions: MentionStore, log: list[logging.LogRecord]
) -> None:
    mentions.keep(a_mention("1"))
    mentions.rejudge(a_mention("1").id, NOON)
    doc = json.dumps({"mention_id": "discourse:1", "kind": "give me my money back", "by": "ada"})
    aws.dynamodb().put_item(
        TableName=names()["Ledger"], Item={"key": {"S": "correction#discourse:1"}, "doc": {"S": doc}}
    )
    triage(world, records(a_mention("1")))
    assert parked() == [("discourse:1", "CodecError")]
    [line] = [record for record in log if record.getMessage() == "no verdict"]
    told_of_it = str(vars(line))
    assert "money" not in told_of_it
    assert "CodecError" in told_of_it
    assert "codec.py" in told_of_it


def test_a_verdict_that_aws_did_not_take_comes_again_and_the_others_are_told(
    world: World, mentions: MentionStore
) -> None:
    for native_id in ("1", "2", "3"):
        mentions.keep(a_mention(native_id))
    event = records(*(a_mention(native_id) for native_id in ("1", "2", "3")))
    with before("dynamodb", "UpdateItem", refuse("ProvisionedThroughputExceededException")):
        assert triage(world, event) == ["0"]
    assert [detail["mention_id"] for detail in told()] == ["discourse:2", "discourse:3"]
    assert not judged(mentions, a_mention("1"))
    assert parked() == []


def test_a_batch_whose_events_did_not_get_out_comes_again_whole(world: World, mentions: MentionStore) -> None:
    mentions.keep(a_mention())
    event = records(a_mention())
    with before("events", "PutEvents", refuse("InternalFailure")), pytest.raises(Exception, match="InternalFailure"):
        triage(world, event)
    assert told() == []
    triage(world, event)
    assert len(told()) == 1


def test_without_a_plan_nothing_is_judged_and_all_comes_again(world: World) -> None:
    MentionStore(names()["Mentions"]).keep(a_mention())
    with pytest.raises(NoPlanError):
        triage(world, records(a_mention()))


def test_what_the_company_itself_writes_is_no_complaint(world: World, mentions: MentionStore) -> None:
    ours = a_mention("1", text=URGENT, from_staff=True)
    theirs = a_mention("2", text=URGENT)
    for mention in (ours, theirs):
        mentions.keep(mention)
    triage(world, records(ours, theirs))
    assert [(event["complaint"], event["priority"] == "urgent") for event in told()] == [(False, False), (True, True)]


def test_a_private_message_says_that_it_is_one(world: World, mentions: MentionStore) -> None:
    private = replace(a_mention(), public=False)
    mentions.keep(private)
    triage(world, records(private))
    assert [event["public"] for event in told()] == [False]


def test_the_event_says_where_it_was_how_heated_and_how_far_it_was_carried(
    world: World, mentions: MentionStore
) -> None:
    loud = a_mention("1", text="Your website charged me twice, shame on you!!", author=Author(id="u1", followers=1_200))
    calm = a_mention("2")
    passed_on = replace(a_mention("3"), engagement=40, reposts=2)
    for mention in (replace(loud, engagement=7), calm, passed_on):
        mentions.keep(mention)
    triage(world, records(loud, calm, passed_on))
    carried = [tuple(event[name] for name in ("platform", "angry", "reposts", "reach")) for event in told()]
    assert carried == [("discourse", True, 7, 1_200), ("discourse", False, 0, 0), ("discourse", False, 2, 0)]
