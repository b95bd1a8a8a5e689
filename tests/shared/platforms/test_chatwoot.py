"""Pure: messages in an inbox, what is a customer's word, what ours, and what a note."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from shared.mention import Author, Media, milliseconds
from shared.plan import Source
from tests.builders import NOON
from tests.shared.platforms.heard import holds, mangled, only, parsed
from tests.shared.platforms.knocks import OLD, SECRET, hex_of, knock

INBOX = Source("inbox", "chatwoot", "webhook", "acme", url="https://chat.example.com")
MESSAGE: dict[str, Any] = {
    "event": "message_created",
    "id": 501,
    "content": "Where is my order?",
    "message_type": "incoming",
    "private": False,
    "content_type": "text",
    "content_attributes": {},
    "created_at": "2026-10-02T11:00:00.500Z",
    "sender": {"id": 89, "name": "Mia"},
    "inbox": {"id": 10, "name": "Shop"},
    "account": {"id": 3, "name": "Acme"},
    "conversation": {
        "id": 12,
        "messages": [{"id": 501, "message_type": 0, "private": False, "updated_at": 1790942460}],
    },
}


def a_message(**changed: Any) -> dict[str, Any]:
    return MESSAGE | changed


def test_a_customers_message_is_a_private_mention_in_its_conversation() -> None:
    mention = only(parsed(INBOX, MESSAGE))
    assert (mention.native_id, mention.thread) == ("chat.example.com/3/m/501", "chat.example.com/3/c/12")
    assert mention.author == Author(id="chat.example.com/3/contact/89", name="Mia")
    assert mention.text == "Where is my order?"
    assert mention.created_at == datetime(2026, 10, 2, 11, 0, 0, 500_000, tzinfo=UTC)
    assert mention.version == 1790942460_000
    assert mention.url == "https://chat.example.com/app/accounts/3/conversations/12"
    assert (mention.public, mention.from_staff) == (False, False)


@pytest.mark.parametrize("kind", ["outgoing", 1])
def test_an_agents_answer_is_our_own_and_counted_apart_from_a_contact_of_that_number(kind: object) -> None:
    mention = only(parsed(INBOX, a_message(message_type=kind)))
    assert (mention.from_staff, mention.author.id) == (True, "chat.example.com/3/agent/89")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"private": True}, "an internal note"),
        ({"private": None, "conversation": {"messages": [{"id": 501, "private": True}]}}, "an internal note"),
        (
            {"message_type": "outgoing", "private": None, "conversation": {}},
            "perhaps an internal note: it doesn't say",
        ),
        ({"message_type": "activity"}, "the inbox's own, no person's words"),
        ({"message_type": 3}, "the inbox's own, no person's words"),
        ({"event": "conversation_created"}, "no message's words"),
        ({"event": ["x"]}, "no message's words"),
        ({"content": None}, "no text and no rating"),
    ],
)
def test_what_is_no_persons_word_to_another_is_passed_over(changed: dict[str, Any], reason: str) -> None:
    result = parsed(INBOX, a_message(**changed))
    assert ([skipped.reason for skipped in result.skipped], result.mentions) == ([reason], ())


def test_a_deleted_message_leaves_a_tombstone_and_not_the_words_in_its_place() -> None:
    gone = a_message(event="message_updated", content="This message was deleted", content_attributes={"deleted": True})
    result = parsed(INBOX, gone)
    assert [grave.id for grave in result.tombstones] == [only(parsed(INBOX, MESSAGE)).id]
    assert result.mentions == ()


def test_an_update_without_a_time_of_its_own_is_newer_than_what_it_updates() -> None:
    update = only(parsed(INBOX, a_message(event="message_updated", conversation={"id": 12}, content="Where?")))
    assert update.version == milliseconds(NOON)
    assert only(parsed(INBOX, a_message(conversation={"id": 12}))).version < update.version


def test_a_picture_without_words_is_a_mention() -> None:
    attached = [
        {"file_type": "image", "data_url": "https://chat.example.com/a.png"},
        {"file_type": "location", "data_url": "https://chat.example.com/b"},
        {"file_type": "image", "data_url": "javascript:alert(1)"},
    ]
    assert only(parsed(INBOX, a_message(content=None, attachments=attached))).media == (
        Media("image", "https://chat.example.com/a.png"),
        Media("file", "https://chat.example.com/b"),
    )


def test_an_inbox_is_public_only_where_the_plan_says_so() -> None:
    source = Source("inbox", "chatwoot", "webhook", "acme", settings={"public_inboxes": "7, 10"})
    assert only(parsed(source, MESSAGE)).public
    assert only(parsed(source, a_message(inbox={"id": 1}))).public is False
    assert only(parsed(source, a_message(inbox=None))).native_id == "inbox/3/m/501"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"id": None}, "message.id"),
        ({"message_type": None}, "message.message_type"),
        ({"account": {}}, "message.account.id"),
        ({"private": "x"}, "message.private"),
        ({"content_attributes": {"deleted": "x"}}, "message.content_attributes.deleted"),
        ({"content": 3}, "message.content"),
        ({"created_at": "x"}, "message.created_at"),
    ],
)
def test_what_can_not_be_done_without_is_named(changed: dict[str, Any], field: str) -> None:
    result = parsed(INBOX, a_message(**changed))
    assert ([fault.where for fault in result.faults], result.mentions) == ([field], ())


@settings(max_examples=60, deadline=None, database=None)
@given(mangled(MESSAGE))
def test_any_message_is_read_or_told(body: Any) -> None:
    holds(parsed(INBOX, body))


# ---------------------------------------------------------------- the door
BODY = b'{"event":"message_created"}'
STAMP = str(int(NOON.timestamp()))
_SIGNATURE, _TIME = "x-chatwoot-signature", "x-chatwoot-timestamp"


def signed(code: str, prefix: str = "sha256=") -> dict[str, str]:
    return {_SIGNATURE: prefix + code, _TIME: STAMP}


CODE = hex_of(STAMP.encode() + b"." + BODY)


def test_a_signed_call_is_believed_and_a_signature_counts_before_the_address() -> None:
    assert knock(INBOX, BODY, signed(CODE)) is None
    assert knock(INBOX, BODY, signed("0" * 64), key=SECRET) == "signature_wrong"


def test_an_older_chatwoot_is_known_by_the_secret_in_the_address() -> None:
    assert knock(INBOX, BODY, key=SECRET) is None
    assert knock(INBOX, BODY, key="another") == "signature_wrong"
    assert knock(INBOX, BODY) == "signature_missing"


@pytest.mark.parametrize(
    ("body", "headers", "reason"),
    [
        (BODY, signed(hex_of(STAMP.encode() + b"." + BODY, "another")), "signature_wrong"),
        (BODY + b" ", signed(CODE), "signature_wrong"),
        (b"", signed(CODE), "signature_wrong"),
        (BODY, signed(CODE, prefix=""), "signature_malformed"),
        (BODY, signed(CODE.upper()), "signature_wrong"),
        (BODY, {_SIGNATURE: "sha256=" + CODE}, "signature_missing"),
        (BODY, signed(CODE) | {_TIME: "soon"}, "timestamp_malformed"),
    ],
)
def test_another_signature_is_refused(body: bytes, headers: dict[str, str], reason: str) -> None:
    assert knock(INBOX, body, headers) == reason


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_time_six_minutes_off_is_stale(minutes: int) -> None:
    assert knock(INBOX, BODY, signed(CODE), at=NOON + timedelta(minutes=minutes)) == "timestamp_stale"


def test_two_secrets_are_valid_while_one_is_rotated() -> None:
    old = signed(hex_of(STAMP.encode() + b"." + BODY, OLD))
    assert knock(INBOX, BODY, old, secrets=(SECRET, OLD)) is None
    assert knock(INBOX, BODY, key=OLD, secrets=(SECRET, OLD)) is None
    assert knock(INBOX, BODY, old) == "signature_wrong"
