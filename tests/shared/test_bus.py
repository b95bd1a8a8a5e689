"""With moto: all events get out, or the caller is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from shared import aws
from shared.bus import ENTRIES_A_CALL, Bus, PublishError
from shared.events import RungReached, StormSubsided
from tests.harness.world import ACCOUNT, REGION, TAP, World, names
from tests.shared.store.failing import hooked


@pytest.fixture
def bus(world: World) -> Bus:
    return Bus(names()["Bus"])


def told() -> list[dict[str, Any]]:
    url = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{TAP}"
    found: list[dict[str, Any]] = []
    while messages := aws.sqs().receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        found += [json.loads(message["Body"]) for message in messages]
    return found


def answering(answer: dict[str, Any]) -> Callable[..., Any]:
    """What EventBridge says of the first call instead of taking it."""
    calls: list[str] = []

    def reply(**_: Any) -> Any:
        calls.append("call")
        if len(calls) > 1:
            return None
        return SimpleNamespace(status_code=200), answer

    return reply


def test_each_event_is_told_once_under_its_own_name(bus: Bus) -> None:
    bus.publish([RungReached("case-1", 2), StormSubsided("storm-1", "acme")])
    assert sorted((event["detail-type"], json.dumps(event["detail"])) for event in told()) == [
        ("RungReached", '{"case_id": "case-1", "telling": 2}'),
        ("StormSubsided", '{"storm_id": "storm-1", "brand": "acme"}'),
    ]


@pytest.mark.parametrize("count", [0, 1, ENTRIES_A_CALL, ENTRIES_A_CALL + 1, 5 * ENTRIES_A_CALL + 3])
def test_however_many_there_are_all_get_out(bus: Bus, count: int) -> None:
    bus.publish([RungReached("case-1", rung) for rung in range(count)])
    assert sorted(event["detail"]["telling"] for event in told()) == list(range(count))


def test_one_refused_event_among_many_is_an_error_after_all_others_went_out(bus: Bus) -> None:
    entries = [{"ErrorCode": "ThrottlingException"}, *({"EventId": str(n)} for n in range(ENTRIES_A_CALL - 1))]
    reply = answering({"FailedEntryCount": 1, "Entries": entries})
    with (
        hooked("events", "before-call.events.PutEvents", reply),
        pytest.raises(PublishError, match="1 of 12 events were refused: ThrottlingException"),
    ):
        bus.publish([RungReached("case-1", rung) for rung in range(12)])
    assert sorted(event["detail"]["telling"] for event in told()) == [10, 11]
