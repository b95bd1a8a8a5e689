"""What an operator does for the system itself: the plan in force, the queues, what waits to be redriven."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from shared import aws
from shared.audit import Audit
from shared.bus import Bus
from shared.events import PlanPublished
from shared.operations.deployment import Deployment
from shared.plan import Plan
from shared.store.ledger import Ledger
from shared.store.marks import Marks
from shared.store.mentions import MentionStore
from shared.storm import Decision

if TYPE_CHECKING:
    from mypy_boto3_sqs.type_defs import MessageTypeDef

#: A redrive reads at most this many messages, so that it ends also where they come back at once.
REDRIVE_AT_MOST = 10_000
#: A queue of few messages answers some calls with none, as it asks only some of its servers (SQS's "short polling").
EMPTY_ANSWERS = 5
#: What a stream's failure leaves is found by looking this far back: a stream keeps its records for a day.
STREAM_KEEPS = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A queue where things wait: how many, and the reasons of the first few."""

    queue: str
    messages: int
    reasons: tuple[str, ...] = ()


class Upkeep:
    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment
        self._ledger = Ledger(deployment.ledger_table)
        self._mentions = MentionStore(deployment.mentions_table)
        self._bus = Bus(deployment.bus_name)
        self._marks = Marks(deployment.ledger_table)

    def plan(self, version: int | None = None) -> Plan:
        """That version, or the one in force. Raises NoPlanError where there is none."""
        return self._ledger.plan(version)

    def plan_versions(self, most: int) -> list[tuple[int, Decision | None]]:
        """Who published what, the newest first; None where that was not kept."""
        return self._ledger.plan_decisions(most)

    def publish_plan(self, plan: Plan, decision: Decision | None = None) -> int:
        """Puts a checked plan in force and has the page written anew."""
        version = self._ledger.publish_plan(plan, decision)
        self.announce_plan(version)
        return version

    def restore_plan(self, version: int, who: str, now: datetime, why: str) -> int:
        """Puts an earlier version in force again, as a new one. Raises NoPlanError where there is none."""
        return self.publish_plan(self.plan(version), Decision(who, now, f"plan restored from version {version}", why))

    def announce_plan(self, version: int) -> None:
        """Has the page written anew; safe to repeat, where the first telling may have failed."""
        self._bus.publish([PlanPublished(version=version)])

    def last_audit(self) -> Audit | None:
        """What the audit last found; None where it never ran."""
        return self._marks.last_audit()

    def queues(self) -> list[Waiting]:
        """The live queues and how much is in them."""
        named = (("inbox", self._deployment.inbox_url), ("triaged", self._deployment.triaged_url))
        return [Waiting(name, _depth(url)) for name, url in named]

    def dead_letters(self) -> list[Waiting]:
        """What could not be done and waits: per queue how many, and why."""
        return [Waiting(name, _depth(url), _peek(url)) for name, url in self._dead_letter_urls().items()]

    def redrive(self, now: datetime) -> dict[str, int]:
        """Gives everything that waits another try; returns how many per queue. What fails again waits again."""
        redriven: dict[str, int] = {}
        for name, url in self._dead_letter_urls().items():
            redriven[name] = 0
            # Only as many as wait now: one that fails at once would otherwise come round for ever.
            for message in _drain(url, min(_depth(url), REDRIVE_AT_MOST)):
                self._again(name, message, now)
                aws.sqs().delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
                redriven[name] += 1
        return redriven

    def _dead_letter_urls(self) -> dict[str, str]:
        return {
            "inbox": self._deployment.inbox_dead_letters_url,
            "triage": self._deployment.triage_dead_letters_url,
            "triaged": self._deployment.triaged_dead_letters_url,
            "failures": self._deployment.failures_url,
        }

    def _again(self, queue: str, message: MessageTypeDef, now: datetime) -> None:
        if queue == "inbox":
            aws.sqs().send_message(QueueUrl=self._deployment.inbox_url, MessageBody=message["Body"])
        elif queue == "triaged":
            aws.sqs().send_message(QueueUrl=self._deployment.triaged_url, MessageBody=message["Body"])
        elif queue == "triage":
            self._mentions.touch(json.loads(message["Body"])["mention_id"], now)
        else:
            self._invoke_again(json.loads(message["Body"]), now)

    def _invoke_again(self, failure: dict[str, Any], now: datetime) -> None:
        """An event that a function failed is given to it again; a stream's batch is found by what it left undone."""
        if "requestPayload" in failure:
            arn = failure["requestContext"]["functionArn"]
            payload = json.dumps(failure["requestPayload"]).encode()
            aws.client("lambda").invoke(FunctionName=arn, InvocationType="Event", Payload=payload)
            return
        # A batch fails also where its verdicts were kept and the bus took no event: what was judged while it was tried
        # is judged again.
        first = datetime.fromisoformat(failure["DDBStreamBatchInfo"]["approximateArrivalOfFirstRecord"])
        last = datetime.fromisoformat(failure["timestamp"])
        for known in self._mentions.seen_between(now - STREAM_KEEPS, now, REDRIVE_AT_MOST):
            if known.verdict is None or first <= known.verdict.triaged_at <= last:
                self._mentions.rejudge(known.mention.id, now)
        self.announce_plan(self._ledger.plan_version())


def _depth(url: str) -> int:
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    attributes = aws.sqs().get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]  # type: ignore[arg-type]
    return sum(int(value) for value in attributes.values())


def _receive(url: str, hidden_seconds: int) -> list[MessageTypeDef]:
    return (
        aws.sqs()
        .receive_message(
            QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=hidden_seconds, MessageAttributeNames=["reason"]
        )
        .get("Messages", [])
    )


def _peek(url: str) -> tuple[str, ...]:
    """The reasons of up to ten messages, which stay where they are."""
    reasons = []
    for message in _receive(url, hidden_seconds=0):
        attribute: Any = message.get("MessageAttributes", {}).get("reason", {})
        reasons.append(attribute.get("StringValue") or _failed(message["Body"]))
    return tuple(sorted(set(reasons)))


def _failed(body: str) -> str:
    """Which function gave up, from what Lambda wrote of it; a queue's own redrive policy writes nothing."""
    try:
        context = json.loads(body)["requestContext"]
        return f"{context['functionArn'].split(':function:')[1].split(':')[0]}: {context.get('condition', 'failed')}"
    except (ValueError, KeyError, TypeError, IndexError):
        return "the function failed"


def _drain(url: str, most: int) -> Iterator[MessageTypeDef]:
    taken = empty = 0
    while taken < most and empty < EMPTY_ANSWERS:
        messages = _receive(url, hidden_seconds=60)
        empty = 0 if messages else empty + 1
        for message in messages[: most - taken]:
            taken += 1
            yield message
