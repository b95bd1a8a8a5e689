"""Where events go from the bus: to every function whose rule matches them, and on from there until all is done."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from moto.events.models import EventPattern

from infra.bench.chain import Event, Invoke, bus_events
from infra.bench.wire import Exchange
from tests.harness import template as t
from tests.harness.world import names

#: Enough for any sample; more means that something goes round in circles.
MOST_EVENTS = 20_000


def carry(begun: Sequence[tuple[Sequence[Exchange], datetime]], invoke: Invoke) -> None:
    """Hands on what those calls told the bus and wrote to the Statements table, and what comes of it."""
    waiting = deque(event for exchanges, at in begun for event in _told(exchanges, at))
    for _ in range(MOST_EVENTS):
        if not waiting:
            return
        function, event, at = waiting.popleft()
        waiting.extend(_told(invoke(function, 1, event, at), at))
    raise AssertionError("this never ends: something goes round in circles")


def _told(exchanges: Sequence[Exchange], at: datetime) -> list[tuple[str, Event, datetime]]:
    found = [(function, event, at) for event in bus_events(exchanges, at) for function in _subscribed(event)]
    kept = [
        exchange.params["Item"]
        for exchange in exchanges
        if exchange.operation == "PutItem"
        and exchange.status == 200
        and exchange.params["TableName"] == names()["Statements"]
    ]
    for image in kept:
        event = {"Records": [{"eventName": "INSERT", "dynamodb": {"NewImage": image, "SequenceNumber": "1"}}]}
        found.append(("PublishStatementFunction", event, at))
    return found


def _subscribed(event: Any) -> list[str]:
    return [
        function
        for function, properties in t.functions().items()
        for trigger in properties.get("Events", {}).values()
        if trigger["Type"] == "EventBridgeRule"
        and EventPattern.load(json.dumps(trigger["Properties"]["Pattern"])).matches_event(event)
    ]
