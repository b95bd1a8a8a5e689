"""What happens in the running system, as it happens: verdicts and steps from the bus, notices from the outbox.

A rule and a queue of the watcher's own listen to the bus, beside those of the template; nothing is started by them.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from infra.local.machine import LocalMachine
from infra.local.outbox import Sent

QUEUE = "firebreak-watcher"


class WatchError(Exception):
    """Nothing is seen any more, as the engine does not answer; the message says where its log is."""


Tell = Callable[[str, dict[str, Any]], None]


@dataclass
class Seen:
    """What was seen so far."""

    events: Counter[str] = field(default_factory=Counter)
    priorities: Counter[str] = field(default_factory=Counter)
    triaged: set[str] = field(default_factory=set)
    notices: Counter[str] = field(default_factory=Counter)
    storms: list[str] = field(default_factory=list)


class Watcher:
    """Polls in a thread of its own between `start` and `stop`; `tell` is called for each thing seen."""

    def __init__(self, machine: LocalMachine, tell: Tell) -> None:
        self.seen = Seen()
        self._machine = machine
        self._tell = tell
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True, name="watcher")
        self._failed: BaseException | None = None
        self._known_notices: set[str] = set()
        self._url = self._listen()

    def start(self) -> None:
        # What was sent before this run began is no news of it.
        self._known_notices = {_key(sent) for sent in self._machine.outbox()}
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread."""
        self._stop.set()
        self._thread.join(timeout=10)

    def check(self) -> None:
        """Raises WatchError where the watching has ended early: whoever waits for something to be seen asks this."""
        if self._failed is not None:
            log = self._machine.state / "engine.log"
            raise WatchError(f"the engine does not answer any more; its last words are in {log}") from self._failed

    def text_of(self, mention_id: str) -> str:
        """The words of a mention that is kept; none where it is not (any more)."""
        table = self._machine.stack.outputs["MentionsTable"]
        item = self._machine.client("dynamodb").get_item(TableName=table, Key={"id": {"S": mention_id}}).get("Item", {})
        return str(json.loads(item["doc"]["S"])["text"]) if "doc" in item else ""

    def _listen(self) -> str:
        bus = self._machine.stack.outputs["BusName"]
        sqs, events = self._machine.client("sqs"), self._machine.client("events")
        url = str(sqs.create_queue(QueueName=QUEUE)["QueueUrl"])
        sqs.purge_queue(QueueUrl=url)
        arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        rule = events.put_rule(Name=QUEUE, EventBusName=bus, EventPattern=json.dumps({"source": ["firebreak"]}))
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(_policy(arn, rule["RuleArn"]))})
        events.put_targets(Rule=QUEUE, EventBusName=bus, Targets=[{"Id": "watcher", "Arn": arn}])
        return url

    def _watch(self) -> None:
        try:
            while not self._stop.is_set():
                moved = self._events()
                self._notices()
                if not moved:
                    self._stop.wait(0.2)
        except BaseException as error:  # noqa: BLE001  # told by check()
            self._failed = error

    def _events(self) -> bool:
        sqs = self._machine.client("sqs")
        messages = sqs.receive_message(QueueUrl=self._url, MaxNumberOfMessages=10).get("Messages", [])
        for message in messages:
            event = json.loads(message["Body"])
            self._note(event["detail-type"], event["detail"])
        if messages:
            taken = [{"Id": str(n), "ReceiptHandle": m["ReceiptHandle"]} for n, m in enumerate(messages)]
            sqs.delete_message_batch(QueueUrl=self._url, Entries=taken)
        return bool(messages)

    def _note(self, kind: str, detail: dict[str, Any]) -> None:
        self.seen.events[kind] += 1
        if kind == "MentionTriaged":
            self.seen.triaged.add(detail["mention_id"])
            self.seen.priorities[detail["priority"]] += 1
        elif kind == "StormSuspected" and detail["storm_id"] not in self.seen.storms:
            self.seen.storms.append(detail["storm_id"])
        self._tell(kind, detail)

    def _notices(self) -> None:
        for sent in reversed(self._machine.outbox()):
            if _key(sent) in self._known_notices:
                continue
            self._known_notices.add(_key(sent))
            self.seen.notices[sent.by] += 1
            self._tell("notice", sent.as_dict())


def _policy(queue: str, rule: str) -> dict[str, Any]:
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "events.amazonaws.com"},
                "Action": "sqs:SendMessage",
                "Resource": queue,
                "Condition": {"ArnEquals": {"aws:SourceArn": rule}},
            }
        ],
    }


def _key(sent: Sent) -> str:
    return f"{sent.by}|{sent.sent_at.isoformat()}|{sent.to}|{sent.subject}"
