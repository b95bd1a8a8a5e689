"""A minute of the escalation, and what the bus was told in it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import time_machine

from shared import aws
from tests.builders import NOON
from tests.harness.world import ACCOUNT, REGION, TAP, World
from tests.shared.nouns import MINUTE


def told() -> list[tuple[str, str, int]]:
    """What the bus was told: its name, about what, which telling or step."""
    url = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{TAP}"
    found: list[tuple[str, str, int]] = []
    with time_machine.travel(NOON + timedelta(hours=30), tick=False):
        while messages := aws.sqs().receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            for message in messages:
                aws.sqs().delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
                event = json.loads(message["Body"])
                detail = event["detail"]
                found.append(
                    (
                        event["detail-type"],
                        detail.get("case_id", detail.get("statement_id")),
                        detail.get("telling", detail.get("rung")),
                    )
                )
    return sorted(found)


def minute(world: World, at: datetime = NOON + MINUTE) -> Any:
    with time_machine.travel(at, tick=False):
        return world.call("EscalateFunction", {})
