"""What our channels send is caught as the real ones would take it, and what those would refuse is refused."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

import pytest

from infra.local.exchange import Request, Response
from infra.local.front_door import FrontDoor
from infra.local.outbox import Phones, SlackChannels
from infra.local.outbox_channels import CAUGHT, OtherChannels, local_address
from infra.local.outbox_page import outbox_page
from shared.channels import pagerduty, slack, teams, webhook
from tests.shared.channels.any_message import ACK, MESSAGE


def post(way: str, body: Any, *headers: tuple[str, str]) -> tuple[Response, OtherChannels]:
    channels = OtherChannels()
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return channels.answer(Request("POST", f"/outbox/{way}/ops", headers, content)), channels


def test_what_each_channel_sends_is_caught_with_its_words_and_its_link() -> None:
    slacks, others = SlackChannels(), OtherChannels()
    door = FrontDoor(lambda on: (slacks if on.path.startswith("/outbox/slack/") else others).answer(on), 0)
    door.start()
    try:
        slack.send(local_address("slack", "care", door.url), MESSAGE)
        teams.send(local_address("teams", "care", door.url), MESSAGE)
        pagerduty.send(local_address("pagerduty", "ops", door.url), MESSAGE)
        pagerduty.acknowledge(local_address("pagerduty", "ops", door.url), "case-1")
        webhook.send(local_address("webhook", "desk", door.url), MESSAGE)
    finally:
        door.close()
    sent = [*slacks.sent(), *others.sent()]
    assert [(one.by, *one.to) for one in sent] == [
        ("slack", "#care"), ("teams", "#care"), ("pagerduty", "#ops"), ("pagerduty", "#ops"), ("webhook", "#desk"),
    ]  # fmt: skip
    for told in (sent[1], sent[2], sent[4]):
        for words in (MESSAGE.lines[0], "12:05 UTC on 2 October", "I cannot log in since this morning", ACK):
            assert words in told.text, told.by
    assert (sent[2].subject, sent[3].subject) == (f"[critical] {MESSAGE.subject}", "acknowledge case-1")
    assert "Is it put right?" not in sent[0].text
    page = outbox_page(sent).body.decode()
    assert all(f"{way} to <b>" in page for way in ("Slack", "Teams", "PagerDuty", "Webhook"))


@pytest.mark.parametrize("way", ["slack", "teams", "pagerduty", "webhook"])
def test_an_address_that_leads_here_is_usable(way: str) -> None:
    check = {"slack": slack.check, "teams": teams.check, "pagerduty": pagerduty.check, "webhook": webhook.check}[way]
    assert check(local_address(way, "ops", "http://127.0.0.1:8400")) is None


@pytest.mark.parametrize("way", CAUGHT)
@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"[" * 9000, {}, {"type": "message"}, {"text": "x"}])
def test_what_is_no_message_is_refused_and_not_kept(way: str, body: Any) -> None:
    answer, channels = post(way, body)
    assert (answer.status, channels.sent()) == (HTTPStatus.BAD_REQUEST, [])


@pytest.mark.parametrize(
    ("way", "body"),
    [
        ("teams", {"type": "message", "attachments": []}),
        ("teams", {"type": "message", "attachments": [{"content": {"body": []}}]}),
        ("teams", {"type": "message", "attachments": [{"content": {"body": [{"inlines": [{}]}]}}]}),
        ("teams", {"type": "note", "attachments": [{"content": {"body": [{"text": "x"}]}}]}),
        ("pagerduty", {"routing_key": "short", "event_action": "resolve", "dedup_key": "k"}),
        ("pagerduty", {"routing_key": "0" * 32, "event_action": "resolve"}),
        ("pagerduty", {"routing_key": "0" * 32, "event_action": "trigger", "payload": {"summary": ""}}),
        ("pagerduty", {"routing_key": "0" * 32, "event_action": "trigger", "payload": {"summary": "x"}, "links": [1]}),
        ("webhook", {"type": "case.notice", "data": {}}),
    ],
)
def test_what_the_real_one_would_refuse_is_refused(way: str, body: Any) -> None:
    answer, channels = post(way, body)
    assert (answer.status, channels.sent()) == (HTTPStatus.BAD_REQUEST, [])


def test_only_posts_are_taken() -> None:
    assert OtherChannels().answer(Request("GET", "/outbox/teams/ops")).status == HTTPStatus.METHOD_NOT_ALLOWED


def test_an_sms_is_read_from_what_the_engine_captured_and_keeps_the_time_at_which_it_was_seen() -> None:
    phones = Phones()
    captured = {"sms_messages": {"+351912345678": [{"MessageId": "1", "Message": "[urgent] A case"}]}}
    [first] = phones.sent(captured)
    assert (first.by, first.to, first.text) == ("sms", ("+351912345678",), "[urgent] A case")
    assert phones.sent(captured) == [first]
    assert Phones().sent({}) == []
