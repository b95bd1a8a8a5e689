"""What a webhook is sent is small, signed with each of its secrets, and read by the specification's own library."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from hypothesis import given, settings
from standardwebhooks import Webhook, WebhookVerificationError

from shared.channels import webhook
from shared.channels.fitting import fitted
from shared.channels.message import Button, ChannelError, Message
from tests.builders import NOON
from tests.shared.channels.any_message import ACK, MESSAGE, any_message
from tests.shared.channels.door import OK, Door, door

OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
NEW = "whsec_" + "QUJD" * 16


def verified(there: Door, secret: str, number: int = 0) -> dict[str, object]:
    """The body as the specification's library reads it, within its five minutes."""
    read: dict[str, object] = Webhook(secret).verify(there.bodies[number], there.headers[number])
    return read


def test_a_notice_is_verified_by_the_specifications_own_library() -> None:
    with door() as there:
        webhook.send(f"{there.url} {OLD}", MESSAGE)
    told = verified(there, OLD)
    assert told["type"] == "case.notice"
    assert told["data"] == {
        "thread": "case-1",
        "priority": "urgent",
        "subject": MESSAGE.subject,
        "lines": list(MESSAGE.lines),
        "facts": [{"name": name, "value": said} for name, said in MESSAGE.facts],
        "quote": "I cannot log in since this morning",
        "commands": ["firebreak ack case-1 --as ada"],
        "links": [{"name": "The case", "url": "https://door.example.com/cases/case-1"}],
        "buttons": [
            {"deed": "acknowledge", "label": "Acknowledge", "url": ACK},
            {"deed": "resolve", "label": "Resolve", "url": "https://door.example.com/resolve"},
        ],
    }


def test_while_a_secret_is_changed_both_verify_and_no_other() -> None:
    with door() as there:
        webhook.send(f"{there.url} {NEW} {OLD}", MESSAGE)
    assert verified(there, NEW) == verified(there, OLD)
    assert there.headers[0]["webhook-signature"].count("v1,") == 2
    with pytest.raises(WebhookVerificationError):
        verified(there, "whsec_" + "WFla" * 16)


def test_a_changed_body_is_not_verified() -> None:
    with door() as there:
        webhook.send(f"{there.url} {OLD}", MESSAGE)
    there.bodies[0] = there.bodies[0].replace(b"urgent", b"normal")
    with pytest.raises(WebhookVerificationError):
        verified(there, OLD)


def test_the_same_notice_has_one_id_whenever_it_is_sent_and_another_notice_has_another() -> None:
    later = NOON + timedelta(hours=1)
    anew = replace(MESSAGE, buttons=(Button("acknowledge", "Acknowledge", "v", f"{ACK}2"),))
    others = [replace(MESSAGE, thread="case-2"), replace(MESSAGE, lines=("Nobody has answered",))]
    with door((500, b"", {}), OK) as there:
        for at, message in ((NOON, MESSAGE), (later, MESSAGE), (later, anew), *((NOON, other) for other in others)):
            with time_machine.travel(at, tick=True):
                webhook.send(f"{there.url} {OLD}", message)
    ids = [headers["webhook-id"] for headers in there.headers]
    assert len(set(ids[:4])) == 1
    assert len(set(ids)) == 3
    assert there.headers[0]["webhook-timestamp"] != there.headers[2]["webhook-timestamp"]


def test_what_became_of_a_case_is_told_under_its_thread() -> None:
    now = datetime.now(UTC)
    with door() as there:
        webhook.tell(f"{there.url} {OLD}", "case.acknowledged", "case-1", now, {"by": "ada"})
        webhook.tell(f"{there.url} {OLD}", "case.acknowledged", "case-1", now + timedelta(minutes=1), {"by": "ada"})
        webhook.tell(f"{there.url} {OLD}", "case.resolved", "case-1", now, {"by": "ada"})
    told = verified(there, OLD)
    stamp = now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    assert told == {"type": "case.acknowledged", "timestamp": stamp, "data": {"thread": "case-1", "by": "ada"}}
    first, again, resolved = (headers["webhook-id"] for headers in there.headers)
    assert first == again != resolved


def test_words_too_long_are_left_out_of_what_became_of_a_case() -> None:
    with door() as there:
        webhook.tell(f"{there.url} {OLD}", "case.resolved", "case-1", datetime.now(UTC), {"cause": "x" * 30_000})
    assert there.taken[0]["data"] == {"thread": "case-1"}


@settings(max_examples=60, database=None, deadline=None)
@given(any_message)
def test_whatever_is_said_the_body_is_small_and_json(message: Message) -> None:
    fit = fitted(message, lambda shorter: len(webhook.body("case.notice", NOON, webhook.notice(shorter))) < 20_000)
    written = webhook.body("case.notice", NOON, webhook.notice(fit))
    assert len(written) < 20_000
    assert set(json.loads(written)) == {"type", "timestamp", "data"}


def test_published_vectors_have_our_signature(shared_material: Path) -> None:
    found = json.loads((shared_material / "payloads" / "signature_vectors.json").read_text(encoding="utf-8"))
    vectors = [one for one in found if one["platform"] == "standardwebhooks" and "expected_header" in one]
    assert vectors
    for vector in vectors:
        at = datetime.fromtimestamp(int(vector["timestamp"]), UTC)
        assert (
            webhook.signature(vector["secret"], vector["webhook_id"], at, vector["body"].encode())
            == vector["expected_header"]
        )


@pytest.mark.parametrize("url", ["https://desk.example.com/hook", "http://127.0.0.1:8400/outbox/webhook/desk"])
def test_an_address_with_its_secrets_is_usable(url: str) -> None:
    assert webhook.check(f" {url} {NEW}  {OLD}\n") is None


@pytest.mark.parametrize(
    ("address", "wrong"),
    [
        ("", "https://"),
        (OLD, "https://"),
        (f"http://desk.example.com/ {OLD}", "only https"),
        (f"https://10.0.0.1/ {OLD}", "no public one"),
        (f"https://desk.example.com/{'a' * 1000} {OLD}", "longer than 1,000"),
        ("https://desk.example.com/the-secret", "the secret is missing"),
        ("https://desk.example.com/ the-secret", "secret 1 is none"),
        (f"https://desk.example.com/ {OLD} whsec_dGhlLXNlY3JldA==", "secret 2 is none"),
        (f"https://desk.example.com/ {OLD} whsec_the-secret!", "secret 2 is none"),
        (f"https://desk.example.com/ whsec_{'QUJD' * 22}", "secret 1 is none"),
    ],
)
def test_what_is_wrong_with_an_address_is_said_without_it_and_nothing_is_sent(address: str, wrong: str) -> None:
    said = webhook.check(address) or ""
    assert wrong in said
    assert "the-secret" not in said
    assert OLD not in said
    with pytest.raises(ChannelError) as told:
        webhook.send(address, MESSAGE)
    assert (str(told.value), told.value.transient) == (said, False)
