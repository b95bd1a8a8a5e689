"""Pure: messages on Telegram, in groups, channels, private and business chats."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.mention import Author, Mention
from shared.plan import Source
from tests.builders import NOON
from tests.shared.platforms.heard import holds, mangled, only, parsed
from tests.shared.platforms.knocks import OLD, SECRET, knock

BOT = Source("bot", "telegram", "webhook", "acme")
GROUP = {"id": -1001234567890, "type": "supergroup", "title": "Acme talk", "username": "acmetalk"}
MIA = {"id": 5000000001, "is_bot": False, "first_name": "Mia", "last_name": "Maier", "username": "mia_m"}
MESSAGE: dict[str, Any] = {
    "message_id": 77,
    "message_thread_id": 70,
    "from": MIA,
    "chat": GROUP,
    "date": 1790938800,
    "edit_date": 1790940600,
    "text": "\U0001f600 I can't log in here",
    "entities": [{"type": "text_link", "offset": 18, "length": 4, "url": "https://example.com/login"}],
    "reply_to_message": {"message_id": 76, "chat": GROUP, "date": 1790938700, "text": "How is it?"},
}


def a_message(**changed: Any) -> dict[str, Any]:
    return {**MESSAGE, **changed}


def sent(message: object, kind: str = "message", source: Source = BOT) -> Any:
    return parsed(source, {"update_id": 1, kind: message})


def test_a_message_is_a_mention_with_all_that_telegram_says_of_it() -> None:
    assert only(sent(MESSAGE)) == Mention(
        source="bot",
        platform="telegram",
        native_id="-1001234567890/77",
        brand="acme",
        version=1790940600000,
        author=Author("5000000001", "Mia Maier", "mia_m"),
        text="\U0001f600 I can't log in here (https://example.com/login)",
        created_at=datetime(2026, 10, 2, 11, tzinfo=UTC),
        seen_at=NOON,
        url="https://t.me/acmetalk/77",
        thread="-1001234567890/70",
        parent="-1001234567890/76",
    )


@pytest.mark.parametrize("kind", ["message", "edited_message"])
def test_an_edited_message_is_another_version_of_the_same(kind: str) -> None:
    first = only(sent(a_message(edit_date=None)))
    edited = only(sent(a_message(text="It works again", entities=[]), kind))
    assert edited.id == first.id
    assert edited.version > first.version


@pytest.mark.parametrize(
    ("chat", "public", "url"),
    [
        (GROUP, True, "https://t.me/acmetalk/77"),
        ({**GROUP, "username": None}, False, "https://t.me/c/1234567890/77"),
        ({"id": -44, "type": "group", "title": "Us"}, False, None),
        ({"id": 5000000001, "type": "private", "username": "mia_m"}, False, None),
        ({**GROUP, "type": None}, False, None),
        ({"id": 5000000001, "username": "mia_m"}, False, None),
        ({"id": 5000000001, "type": "sender", "username": "mia_m"}, False, None),
        ({**GROUP, "username": "../evil"}, False, "https://t.me/c/1234567890/77"),
    ],
)
def test_only_a_chat_with_a_public_name_is_public(chat: dict[str, Any], public: bool, url: str | None) -> None:
    mention = only(sent(a_message(chat=chat)))
    assert (mention.public, mention.url) == (public, url)


def test_a_private_chat_is_one_conversation() -> None:
    chat = {"id": 5000000001, "type": "private"}
    mention = only(sent(a_message(chat=chat, message_thread_id=None, reply_to_message=None)))
    assert (mention.native_id, mention.thread) == ("bot/5000000001/77", "bot/5000000001")


def test_two_bots_count_the_messages_of_private_chats_and_small_groups_each_for_itself() -> None:
    other = Source("other", "telegram", "webhook", "acme")
    for chat in ({"id": 5000000001, "type": "private"}, {"id": -44, "type": "group"}):
        assert only(sent(a_message(chat=chat))).id != only(sent(a_message(chat=chat), source=other)).id
    assert only(sent(MESSAGE)).id == only(sent(MESSAGE, source=other)).id


def test_a_message_that_answers_none_begins_a_thread() -> None:
    alone = only(sent(a_message(message_thread_id=None, reply_to_message=None)))
    assert (alone.thread, alone.parent) == ("-1001234567890/77", None)


def test_the_note_that_opened_a_forums_topic_is_no_parent() -> None:
    opened = {"message_id": 70, "chat": GROUP, "date": 1, "forum_topic_created": {"name": "Help"}}
    mention = only(sent(a_message(is_topic_message=True, reply_to_message=opened)))
    assert (mention.thread, mention.parent) == ("-1001234567890/70", None)


def test_the_words_under_a_picture_are_read() -> None:
    photo = a_message(
        text=None,
        photo=[{"file_id": "x"}],
        caption="Look here",
        caption_entities=[{"type": "text_link", "offset": 5, "length": 4, "url": "https://a.example"}],
    )
    assert only(sent(photo)).text == "Look here (https://a.example)"


def test_what_a_channel_posts_is_ours() -> None:
    channel = {"id": -1009, "type": "channel", "title": "Acme news", "username": "acmenews"}
    post = {"message_id": 3, "chat": channel, "sender_chat": channel, "date": 1790938800, "text": "We are back"}
    for kind in ("channel_post", "edited_channel_post"):
        mention = only(sent(post, kind))
        assert (mention.from_staff, mention.author) == (True, Author("-1009", "Acme news", "acmenews"))
    unsigned = only(sent({**post, "sender_chat": None}, "channel_post"))
    assert unsigned.author == Author("-1009", "Acme news", "acmenews")


def test_an_administrator_who_writes_as_the_group_is_staff() -> None:
    stand_in = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    mention = only(sent(a_message(**{"from": stand_in, "sender_chat": GROUP})))
    assert (mention.from_staff, mention.author) == (True, Author("-1001234567890", "Acme talk", "acmetalk"))


def test_somebody_who_writes_as_another_channel_is_no_staff() -> None:
    stand_in = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
    other = {"id": -1005, "type": "channel", "title": "Mia's"}
    assert only(sent(a_message(**{"from": stand_in, "sender_chat": other}))).from_staff is False


def test_in_a_business_chat_all_but_the_customer_are_ours() -> None:
    chat = {"id": MIA["id"], "type": "private", "first_name": "Mia"}
    asked = only(sent(a_message(chat=chat, business_connection_id="bc1"), "business_message"))
    clerk = {"id": 9, "is_bot": False, "first_name": "Acme"}
    answer = a_message(**{"chat": chat, "business_connection_id": "bc1", "from": clerk, "message_id": 78})
    told = only(sent(answer, "edited_business_message"))
    assert (asked.from_staff, told.from_staff) == (False, True)
    assert (asked.public, told.public) == (False, False)
    assert asked.native_id == f"bc1/{MIA['id']}/77"
    assert asked.thread == told.thread == f"bc1/{MIA['id']}"


def test_what_is_deleted_in_a_business_chat_is_gone() -> None:
    chat = {"id": MIA["id"], "type": "private"}
    body = {"business_connection_id": "bc1", "chat": chat, "message_ids": [77, 78, {}]}
    result = sent(body, "deleted_business_messages")
    assert [grave.native_id for grave in result.tombstones] == [f"bc1/{MIA['id']}/77", f"bc1/{MIA['id']}/78"]
    assert len(result.faults) == 1


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"text": None, "new_chat_members": [MIA]}, "no words: a picture, or a note of the chat's own"),
        ({"text": None, "photo": [{"file_id": "x"}]}, "no words: a picture, or a note of the chat's own"),
        ({"from": {**MIA, "is_bot": True}}, "written by a bot"),
        ({"is_automatic_forward": True}, "a copy of a post in the linked channel, where it is counted"),
        ({"text": "/start"}, "a command to a bot"),
    ],
)
def test_what_is_no_customers_word_is_passed_over_with_its_reason(changed: dict[str, Any], reason: str) -> None:
    result = sent(a_message(**changed))
    assert [one.reason for one in result.skipped] == [reason]
    assert (result.mentions, result.faults) == ((), ())


def test_a_command_with_words_is_a_word() -> None:
    assert only(sent(a_message(text="/support where is my order?", entities=[]))).text == "/support where is my order?"


def test_an_update_of_another_sort_is_passed_over() -> None:
    result = parsed(BOT, {"update_id": 1, "my_chat_member": {}})
    assert [one.reason for one in result.skipped] == ["no message in it"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"chat": None}, "message.chat"),
        ({"chat": {"id": None}}, "message.chat.id"),
        ({"message_id": 1.5}, "message.message_id"),
        ({"message_id": "\x00"}, "message.message_id"),
        ({"text": ["words"]}, "message.text"),
        ({"date": "soon"}, "message.date"),
        ({"edit_date": {}}, "message.edit_date"),
        ({"is_automatic_forward": "yes"}, "message.is_automatic_forward"),
    ],
)
def test_what_a_mention_can_not_do_without_is_named_when_it_is_wrong(changed: dict[str, Any], field: str) -> None:
    result = sent(a_message(**changed))
    assert [fault.where for fault in result.faults] == [field]
    assert result.mentions == ()


@pytest.mark.parametrize("field", ["entities", "message_thread_id"])
def test_a_mention_is_kept_without_a_decoration_that_is_wrong(field: str) -> None:
    result = sent(a_message(**{field: {"nested": []}}))
    assert len(result.mentions) == 1
    assert [fault.where for fault in result.faults] == [f"message.{field}"]


@given(mangled({"update_id": 1, "message": MESSAGE}))
@settings(database=None, deadline=None, max_examples=60)
def test_whatever_is_broken_the_rest_is_read_or_the_field_named(body: Any) -> None:
    holds(parsed(BOT, body))


@given(st.dictionaries(st.sampled_from(("chat", "message_ids", "business_connection_id")), st.integers() | st.text()))
@settings(database=None, deadline=None, max_examples=30)
def test_whatever_is_broken_in_a_deletion_is_named(body: Any) -> None:
    holds(sent(body, "deleted_business_messages"))


# ---------------------------------------------------------------- the door
HEADER = "x-telegram-bot-api-secret-token"


@pytest.mark.parametrize("secrets", [(SECRET,), (SECRET, OLD), (OLD, SECRET)])
def test_telegrams_own_call_is_let_in_also_while_its_secret_is_rotated(secrets: tuple[str, ...]) -> None:
    assert knock(BOT, b"{}", {HEADER: SECRET}, secrets=secrets) is None


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({HEADER: "another"}, "signature_wrong"),
        ({HEADER: SECRET.upper()}, "signature_wrong"),
        ({HEADER: f"sha256={SECRET}"}, "signature_wrong"),
        ({HEADER: SECRET[:-1]}, "signature_wrong"),
        ({HEADER: ""}, "signature_missing"),
        ({}, "signature_missing"),
    ],
)
def test_another_secret_is_refused(headers: dict[str, str], reason: str) -> None:
    assert knock(BOT, b"{}", headers) == reason


def test_without_a_secret_nobody_is_let_in() -> None:
    assert knock(BOT, b"{}", {HEADER: ""}, secrets=()) == "secret_malformed"
