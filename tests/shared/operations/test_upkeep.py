"""With moto: what waits is counted without being taken, and given back once, each message to where it belongs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from shared import aws
from shared.inbox import DeadLetters
from shared.operations.deployment import Deployment
from shared.operations.upkeep import Upkeep
from shared.store.failures import park_mention
from shared.store.ledger import Ledger
from shared.store.mentions import MentionStore
from tests.builders import NOON, a_mention, a_plan, minutes
from tests.harness.world import World, names
from tests.shared.nouns import a_verdict
from tests.shared.store.failing import before, hooked, refuse

NONE = {"inbox": 0, "triage": 0, "triaged": 0, "failures": 0}


@pytest.fixture
def deployment(world: World) -> Deployment:
    Ledger(names()["Ledger"]).publish_plan(a_plan())
    return world.deployment()


@pytest.fixture
def upkeep(deployment: Deployment) -> Upkeep:
    return Upkeep(deployment)


def put(url: str, *bodies: str) -> None:
    for body in bodies:
        aws.sqs().send_message(QueueUrl=url, MessageBody=body)


def bodies(url: str) -> list[str]:
    """What is in a queue, taken off it."""
    found: list[str] = []
    while messages := aws.sqs().receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        found += [message["Body"] for message in messages]
        for message in messages:
            aws.sqs().delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return sorted(found)


@contextmanager
def invoked() -> Iterator[list[dict[str, Any]]]:
    """The calls of Lambda that are made: moto would need the functions themselves."""
    calls: list[dict[str, Any]] = []

    def note(params: dict[str, Any], context: dict[str, Any], **_: Any) -> Any:
        calls.append(json.loads(params["body"]) if params.get("body") else {})
        calls[-1] = {"path": params["url_path"], "payload": calls[-1], "headers": params["headers"]}
        return SimpleNamespace(status_code=202), {"StatusCode": 202}

    with hooked("lambda", "before-call.lambda.Invoke", note):
        yield calls


def a_stream_failure(first: datetime, last: datetime) -> str:
    """A batch that a function could not take, as Lambda leaves it (its guide, "Capturing discarded batches")."""
    return json.dumps(
        {
            "requestContext": {
                "requestId": "c9b8fa9f-5a7f-xmpl-af9c-0c604cde93a5",
                "functionArn": "arn:aws:lambda:eu-central-1:123456789012:function:triage",
                "condition": "RetryAttemptsExhausted",
                "approximateInvokeCount": 6,
            },
            "version": "1.0",
            "timestamp": last.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "DDBStreamBatchInfo": {
                "shardId": "shardId-00000001573689847184-864758bb",
                "approximateArrivalOfFirstRecord": first.isoformat(timespec="seconds").replace("+00:00", "Z"),
                "approximateArrivalOfLastRecord": first.isoformat(timespec="seconds").replace("+00:00", "Z"),
                "batchSize": 1,
                "streamArn": "arn:aws:dynamodb:eu-central-1:123456789012:table/mentions/stream/x",
            },
        }
    )


# ---------------------------------------------------------------- looking
def test_looking_takes_nothing_and_tells_why_things_wait(upkeep: Upkeep, deployment: Deployment) -> None:
    for number in range(3):
        DeadLetters(deployment.inbox_dead_letters_url).park(f"body {number}", "forum", "not JSON")
    put(deployment.failures_url, "{}")
    for _ in range(3):
        seen = {waiting.queue: (waiting.messages, waiting.reasons) for waiting in upkeep.dead_letters()}
        assert seen == {
            "inbox": (3, ("not JSON",)),
            "triage": (0, ()),
            "triaged": (0, ()),
            "failures": (1, ("the function failed",)),
        }
    assert bodies(deployment.inbox_dead_letters_url) == ["body 0", "body 1", "body 2"]


def test_the_live_queues_are_counted(upkeep: Upkeep, deployment: Deployment) -> None:
    put(deployment.triaged_url, "a", "b")
    assert [(queue.queue, queue.messages) for queue in upkeep.queues()] == [("inbox", 0), ("triaged", 2)]


# ---------------------------------------------------------------- giving back
@pytest.mark.parametrize("count", [1, 10, 23])
def test_each_parked_delivery_goes_back_to_its_queue_once(upkeep: Upkeep, deployment: Deployment, count: int) -> None:
    wanted = sorted(f"body {number}" for number in range(count))
    for body in wanted:
        DeadLetters(deployment.inbox_dead_letters_url).park(body, "forum", "not JSON")
    put(deployment.triaged_dead_letters_url, "event")
    assert upkeep.redrive(NOON) == {**NONE, "inbox": count, "triaged": 1}
    assert upkeep.redrive(NOON) == NONE
    assert bodies(deployment.inbox_url) == wanted
    assert bodies(deployment.triaged_url) == ["event"]


def test_what_fails_again_at_once_waits_for_the_next_redrive(upkeep: Upkeep, deployment: Deployment) -> None:
    put(deployment.inbox_dead_letters_url, "a", "b")

    def fail_again() -> None:
        put(deployment.inbox_dead_letters_url, "again")

    with before("sqs", "DeleteMessage", fail_again, times=99):
        assert upkeep.redrive(NOON)["inbox"] == 2


def test_a_crash_between_giving_back_and_removing_repeats_and_loses_nothing(
    upkeep: Upkeep, deployment: Deployment
) -> None:
    put(deployment.inbox_dead_letters_url, "a")
    with before("sqs", "DeleteMessage", refuse("AccessDenied")), pytest.raises(Exception, match="AccessDenied"):
        upkeep.redrive(NOON)
    assert bodies(deployment.inbox_url) == ["a"]
    assert upkeep.dead_letters()[0].messages == 1


def test_a_queue_that_answers_empty_handed_is_asked_again(upkeep: Upkeep, deployment: Deployment) -> None:
    put(deployment.inbox_dead_letters_url, "a")
    answers: Iterator[Any] = iter([(SimpleNamespace(status_code=200), {"Messages": []})] * 2)

    def nothing(**_: Any) -> Any:
        return next(answers, None)

    with hooked("sqs", "before-call.sqs.ReceiveMessage", nothing):
        assert upkeep.redrive(NOON)["inbox"] == 1


def test_a_mention_that_could_not_be_judged_comes_by_again(upkeep: Upkeep, deployment: Deployment) -> None:
    mentions = MentionStore(deployment.mentions_table)
    mentions.keep(a_mention())
    park_mention(deployment.triage_dead_letters_url, "discourse:1", "KeyError")
    park_mention(deployment.triage_dead_letters_url, "discourse:gone", "KeyError")
    assert upkeep.redrive(NOON) == {**NONE, "triage": 2}
    item = aws.dynamodb().get_item(TableName=deployment.mentions_table, Key={"id": {"S": "discourse:1"}})["Item"]
    assert "touched_at" in item


def test_a_failed_event_is_given_to_its_own_function_again(upkeep: Upkeep, deployment: Deployment) -> None:
    event = {"detail-type": "RungReached", "detail": {"case_id": "case-1", "rung": 0}}
    arn = "arn:aws:lambda:eu-central-1:123456789012:function:notify:$LATEST"
    put(deployment.failures_url, json.dumps({"requestContext": {"functionArn": arn}, "requestPayload": event}))
    with invoked() as calls:
        assert upkeep.redrive(NOON) == {**NONE, "failures": 1}
    [call] = calls
    assert call["payload"] == event
    assert "notify" in call["path"]
    assert call["headers"]["X-Amz-Invocation-Type"] == "Event"


def test_what_a_failed_batch_left_undone_is_judged_again_also_where_only_its_event_was_lost(
    upkeep: Upkeep, deployment: Deployment
) -> None:
    mentions = MentionStore(deployment.mentions_table)
    for name in ("never", "untold", "long-ago", "later"):
        mentions.keep(a_mention(name))
    for name, at in (("untold", 5), ("long-ago", -60), ("later", 60)):
        mentions.put_verdict(a_verdict(a_mention(name), triaged_at=NOON + minutes(at)))
    put(deployment.failures_url, a_stream_failure(NOON, NOON + minutes(10)))
    assert upkeep.redrive(NOON + minutes(90))["failures"] == 1
    unjudged = {
        known.mention.native_id
        for known in mentions.seen_between(NOON - timedelta(hours=1), NOON + timedelta(hours=2), 100)
        if known.verdict is None
    }
    assert unjudged == {"never", "untold"}


def test_a_failed_stream_batch_also_has_the_page_written_anew(
    upkeep: Upkeep, deployment: Deployment, world: World
) -> None:
    put(deployment.failures_url, a_stream_failure(NOON, NOON))
    upkeep.redrive(datetime.now(UTC))
    world.settle()
    assert "PublishStatementFunction" in world.calls
    assert world.failures == []


def test_publishing_a_plan_has_the_page_written(upkeep: Upkeep, world: World) -> None:
    assert upkeep.publish_plan(a_plan(company="Acme Ltd")) == 2
    assert upkeep.plan().company.name == "Acme Ltd"
    world.settle()
    assert "PublishStatementFunction" in world.calls
