"""What PagerDuty is sent keeps to the Events API v2, by a closed schema written from its description."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no types of its own

from shared.channels import pagerduty
from shared.channels.fitting import fitted
from shared.channels.message import ChannelError, Message
from shared.verdict import Priority
from tests.shared.channels.any_message import ACK, MESSAGE, any_message
from tests.shared.channels.door import door

KEY = "0123456789abcdef0123456789ABCDEF"
EU = "https://events.eu.pagerduty.com/v2/enqueue"
#: developer.pagerduty.com/docs/send-alert-event; nothing may stand in an event that it doesn't name.
_TEXT = {"type": "string"}
_PAYLOAD = {
    "type": "object",
    "required": ["summary", "source", "severity"],
    "additionalProperties": False,
    "properties": {
        "summary": {"type": "string", "minLength": 1, "maxLength": 1024},
        "source": {"type": "string", "minLength": 1},
        "severity": {"enum": ["critical", "error", "warning", "info"]},
        "component": _TEXT,
        "group": _TEXT,
        "class": _TEXT,
        "custom_details": {"type": "object", "additionalProperties": _TEXT},
    },
}
_LINK = {
    "type": "object",
    "required": ["href"],
    "additionalProperties": False,
    "properties": {"href": {"type": "string", "pattern": "^https?://"}, "text": _TEXT},
}
SCHEMA = Draft202012Validator(
    {
        "type": "object",
        "required": ["routing_key", "event_action"],
        "additionalProperties": False,
        "properties": {
            "routing_key": {"type": "string", "minLength": 32, "maxLength": 32},
            "event_action": {"enum": ["trigger", "acknowledge", "resolve"]},
            "dedup_key": {"type": "string", "minLength": 1, "maxLength": 255},
            "client": _TEXT,
            "client_url": _TEXT,
            "payload": _PAYLOAD,
            "links": {"type": "array", "items": _LINK},
        },
        "if": {"properties": {"event_action": {"const": "trigger"}}},
        "then": {"required": ["payload"]},
        "else": {"required": ["dedup_key"], "not": {"required": ["payload"]}},
    }
)


def faults(event: Any) -> list[str]:
    return [f"{fault.json_path}: {fault.message}" for fault in SCHEMA.iter_errors(event)]


def test_a_notice_triggers_an_alert_with_all_that_it_says() -> None:
    with door((202, b'{"status":"success"}', {})) as there:
        pagerduty.send(f"{KEY} {there.url}", MESSAGE)
    [event] = there.taken
    assert faults(event) == []
    assert (event["routing_key"], event["event_action"], event["dedup_key"]) == (KEY, "trigger", "case-1")
    payload = event["payload"]
    assert (payload["summary"], payload["severity"], payload["class"]) == (
        MESSAGE.subject, "critical", "Website problem",
    )  # fmt: skip
    assert payload["custom_details"] == {
        "What": "\n".join(MESSAGE.lines),
        "Case": "case-1 (urgent)",
        "About": "Website problem",
        "Please acknowledge by": "12:05 UTC on 2 October",
        "Because": "says that money is gone; names a sum",
        "Customer's words": "I cannot log in since this morning",
        "To type": "firebreak ack case-1 --as ada",
    }
    assert [link["href"] for link in event["links"]] == [
        ACK, "https://door.example.com/resolve", "https://door.example.com/cases/case-1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("priority", "severity"), [("urgent", "critical"), ("high", "error"), ("normal", "warning"), ("low", "info")]
)
def test_a_priority_is_a_severity(priority: Priority, severity: str) -> None:
    assert pagerduty.event(KEY, replace(MESSAGE, priority=priority))["payload"]["severity"] == severity


@pytest.mark.parametrize("thread", ["case-1", "k" * 400])
def test_what_becomes_of_a_case_is_told_under_the_key_of_its_alert(thread: str) -> None:
    with door((202, b"", {})) as there:
        address = f"{KEY} {there.url}"
        pagerduty.send(address, replace(MESSAGE, thread=thread))
        pagerduty.acknowledge(address, thread)
        pagerduty.resolve(address, thread)
    assert [event["event_action"] for event in there.taken] == ["trigger", "acknowledge", "resolve"]
    assert {event["dedup_key"] for event in there.taken} == {thread[:255]}
    assert [faults(event) for event in there.taken] == [[], [], []]


@settings(max_examples=60, database=None, deadline=None)
@given(any_message)
def test_whatever_is_said_keeps_to_the_api(message: Message) -> None:
    fit = fitted(message, lambda shorter: len(json.dumps(pagerduty.event(KEY, shorter))) < pagerduty.MOST_BYTES)
    event = pagerduty.event(KEY, fit)
    assert faults(event) == []
    assert len(json.dumps(event)) < 512 * 1024 / 8


@pytest.mark.parametrize(
    "wrong",
    [{"ours": 1}, {"routing_key": "x"}, {"event_action": "close"}, {"dedup_key": "k" * 256}, {"payload": {}},
     {"links": [{"text": "x"}]}, {"links": [{"href": "javascript:x"}]}, {"event_action": "resolve"}],
)  # fmt: skip
def test_a_wrong_event_would_be_found_out(wrong: dict[str, Any]) -> None:
    assert faults({**pagerduty.event(KEY, MESSAGE), **wrong})


@pytest.mark.parametrize(
    "address", [KEY, f" {KEY}\n", f"{KEY} {EU}", f"{KEY} http://127.0.0.1:8400/outbox/pagerduty/ops"]
)
def test_a_routing_key_is_usable(address: str) -> None:
    assert pagerduty.check(address) is None


@pytest.mark.parametrize(
    ("address", "wrong"),
    [
        ("", "32 letters"),
        (KEY[1:], "32 letters"),
        (f"{KEY}0", "32 letters"),
        (f"{KEY[1:]}-", "32 letters"),
        (EU, "32 letters"),
        (f"{KEY} {EU} {EU}", "at most one"),
        (f"{KEY} https://evil.example/v2/enqueue", EU),
        (f"{KEY} http://events.pagerduty.com/v2/enqueue", EU),
    ],
)
def test_what_is_wrong_with_a_key_is_said_without_it_and_nothing_is_sent(address: str, wrong: str) -> None:
    said = pagerduty.check(address) or ""
    assert wrong in said
    assert KEY[1:] not in said
    deeds: list[Callable[[], None]] = [
        lambda: pagerduty.send(address, MESSAGE),
        lambda: pagerduty.acknowledge(address, "k"),
        lambda: pagerduty.resolve(address, "k"),
    ]
    for deed in deeds:
        with pytest.raises(ChannelError) as told:
            deed()
        assert (str(told.value), told.value.transient) == (said, False)
