"""Pure: what customers write to a WhatsApp number, all of it private."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings

from shared.delivery import Parsed, Skipped
from shared.mention import Author, Media, Mention, Tombstone, milliseconds
from shared.plan import Source
from shared.platforms.whatsapp import PLATFORM
from tests.builders import NOON
from tests.shared.platforms.heard import holds, mangled, only, parsed

NUMBER = Source("number", "whatsapp", "webhook", "acme")
ELEVEN = datetime(2026, 10, 2, 11, tzinfo=UTC)
AT = str(int(ELEVEN.timestamp()))
MESSAGE: dict[str, Any] = {
    "from": "491700000001",
    "id": "wamid.1",
    "timestamp": AT,
    "type": "text",
    "text": {"body": "Where is my refund?"},
    "context": {"from": "49100", "id": "wamid.0"},
}
CONTACTS: list[dict[str, Any]] = [
    {"profile": {"name": "Noor"}, "wa_id": "491700000002"},
    {"profile": {"name": "Mia"}, "wa_id": "491700000001"},
]


def delivery(*messages: object, contacts: object = CONTACTS, **more: object) -> dict[str, Any]:
    metadata = {"display_phone_number": "49100", "phone_number_id": "70"}
    value = {"messaging_product": "whatsapp", "metadata": metadata, "contacts": contacts, **more}
    if messages:
        value["messages"] = list(messages)
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}],
    }


def a_message(**changed: Any) -> Parsed:
    merged = {name: one for name, one in {**MESSAGE, **changed}.items() if one is not ...}
    return parsed(NUMBER, delivery(merged))


def test_a_message_is_private_with_all_that_is_told_of_it() -> None:
    assert only(a_message()) == Mention(
        source="number",
        platform="whatsapp",
        native_id="wamid.1",
        brand="acme",
        version=milliseconds(ELEVEN),
        author=Author(id="491700000001", name="Mia"),
        text="Where is my refund?",
        created_at=ELEVEN,
        seen_at=NOON,
        thread="70/491700000001",
        parent="wamid.0",
        public=False,
    )


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("image", {"caption": "Look at this", "id": "5"}, "Look at this"),
        ("video", {"caption": "Look at this", "id": "5"}, "Look at this"),
        ("document", {"caption": "The bill", "filename": "bill.pdf", "id": "5"}, "The bill\nbill.pdf"),
        ("button", {"text": "Talk to a person", "payload": "p"}, "Talk to a person"),
        ("interactive", {"type": "button_reply", "button_reply": {"id": "1", "title": "Cancel"}}, "Cancel"),
        ("interactive", {"type": "list_reply", "list_reply": {"id": "1", "title": "Refund"}}, "Refund"),
        ("location", {"latitude": 1.0, "longitude": 2.0, "name": "Pier 3", "address": "Quay"}, "Pier 3\nQuay"),
        ("order", {"catalog_id": "1", "text": "Two please"}, "Two please"),
    ],
)
def test_each_kind_of_message_has_its_words(kind: str, value: dict[str, Any], text: str) -> None:
    mention = only(a_message(type=kind, text=..., **{kind: value}))
    assert (mention.text, mention.public) == (text, False)


@pytest.mark.parametrize(
    ("kind", "as_what"), [("image", "image"), ("video", "video"), ("audio", "audio"), ("document", "file")]
)
def test_a_picture_or_a_voice_without_words_is_a_message(kind: str, as_what: str) -> None:
    mention = only(a_message(type=kind, text=..., **{kind: {"id": "5", "mime_type": "x"}}))
    assert mention.text == ""
    assert mention.media == (Media(as_what, "https://graph.facebook.com/v25.0/5"),)


@pytest.mark.parametrize("media_id", ["../me", "5?x", ""])
def test_an_odd_id_of_a_file_makes_no_address(media_id: str) -> None:
    assert a_message(type="image", text=..., image={"id": media_id, "caption": "See"}).mentions[0].media == ()


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("reaction", "reaction"),
        ("sticker", "sticker"),
        ("system", "system"),
        ("unsupported", "unsupported"),
        ("unknown", "unknown"),
        ("contacts", "contacts"),
        ("I live at 3 High Street", "event"),
    ],
)
def test_what_has_no_words_is_passed_over(kind: str, what: str) -> None:
    result = a_message(type=kind, **({kind: {"body": "x"}} if what != "event" else {}))
    assert (result.mentions, result.faults) == ((), ())
    assert [one.what for one in result.skipped] == [what]


def test_a_place_without_a_name_and_an_answered_form_are_passed_over() -> None:
    form = a_message(type="interactive", interactive={"type": "nfm_reply", "nfm_reply": {"body": "Sent"}})
    place = a_message(type="location", text=..., location={"latitude": 1.0, "longitude": 2.0})
    assert form.skipped == place.skipped == (Skipped("post", "no text and no rating"),)


def test_an_edit_is_a_newer_version_of_the_message_even_within_the_second() -> None:
    edit = {"original_message_id": "wamid.1", "message": {"type": "text", "text": {"body": "Where is my refund now?"}}}
    mention = only(a_message(id="wamid.2", type="edit", text=..., edit=edit))
    assert (mention.native_id, mention.text) == ("wamid.1", "Where is my refund now?")
    assert mention.version > only(a_message()).version
    assert (mention.author, mention.thread) == (only(a_message()).author, only(a_message()).thread)


def test_an_edited_caption_keeps_its_picture() -> None:
    image = {"caption": "Look here", "id": "5"}
    edit = {"original_message_id": "wamid.1", "message": {"type": "image", "image": image}}
    mention = only(a_message(type="edit", text=..., edit=edit))
    assert (mention.text, len(mention.media)) == ("Look here", 1)


def test_a_message_that_was_taken_back_leaves_a_tombstone() -> None:
    result = a_message(id="wamid.2", type="revoke", text=..., revoke={"original_message_id": "wamid.1"})
    assert result == Parsed(
        tombstones=(Tombstone("number", "whatsapp", "wamid.1", "taken back by its author", ELEVEN),)
    )


def test_what_we_wrote_ourselves_in_the_app_is_ours_and_in_the_same_thread() -> None:
    echo = {"from": "49100", "to": "491700000001", "id": "wamid.3", "timestamp": AT, "type": "text"}
    body = delivery(message_echoes=[{**echo, "text": {"body": "It is on its way"}}])
    mention = only(parsed(NUMBER, body))
    assert (mention.from_staff, mention.public, mention.thread) == (True, False, only(a_message()).thread)
    assert mention.author == Author(id="70")


@pytest.mark.parametrize(
    ("sender", "contacts", "author"),
    [
        ({}, [], Author(id="491700000001")),
        ({}, CONTACTS[:1], Author(id="491700000001", name="Noor")),
        ({"from": ...}, [{"user_id": "US.1", "profile": {"name": "Mia"}}], Author(id="US.1", name="Mia")),
        ({"from": ..., "from_user_id": "US.2"}, [{"user_id": "US.2"}, *CONTACTS], Author(id="US.2")),
        ({"from": ...}, CONTACTS, Author()),
    ],
)
def test_who_wrote_it_is_known_by_number_or_by_whatsapps_own_id(
    sender: dict[str, Any], contacts: list[Any], author: Author
) -> None:
    merged = {name: one for name, one in {**MESSAGE, **sender}.items() if one is not ...}
    assert only(parsed(NUMBER, delivery(merged, contacts=contacts))).author == author


def test_reports_on_our_own_messages_are_passed_over() -> None:
    result = parsed(NUMBER, delivery(statuses=[{"id": "wamid.9", "status": "read"}]))
    assert result == Parsed(skipped=(Skipped("statuses", "how far our own messages have come"),))
    assert parsed(NUMBER, delivery()).skipped == (Skipped("messages", "no messages"),)


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"type": ...}, "type"),
        ({"id": ...}, "id"),
        ({"timestamp": "soon"}, "timestamp"),
        ({"text": {"body": 3}}, "text.body"),
        ({"text": "bare"}, "text"),
        ({"type": "revoke"}, "revoke.original_message_id"),
        ({"type": "edit"}, "edit"),
        ({"type": "edit", "edit": {"message": {"type": "text"}}}, "edit.original_message_id"),
    ],
)
def test_what_can_not_be_read_is_one_fault_that_names_the_field(changed: dict[str, Any], where: str) -> None:
    result = a_message(**changed)
    assert [fault.where for fault in result.faults] == [f"body.entry.0.changes.0.value.messages.0.{where}"]
    assert (result.mentions, result.tombstones) == ((), ())


def test_contacts_that_can_not_be_read_cost_no_message() -> None:
    result = parsed(NUMBER, delivery(MESSAGE, contacts="none"))
    assert [mention.text for mention in result.mentions] == ["Where is my refund?"]
    assert [fault.where for fault in result.faults] == ["body.entry.0.changes.0.value.contacts"]


def test_one_message_that_can_not_be_read_costs_no_other() -> None:
    result = parsed(NUMBER, delivery({"type": "text"}, MESSAGE, 3))
    assert (len(result.mentions), len(result.faults)) == (1, 2)


def test_there_is_nothing_to_sweep_or_to_fetch() -> None:
    assert PLATFORM.ways == ("webhook",)
    assert PLATFORM.fetch is None


EDITED = {"original_message_id": "wamid.1", "message": {"type": "image", "image": {"caption": "x", "id": "5"}}}
WHOLE = delivery(
    MESSAGE,
    {**MESSAGE, "type": "edit", "edit": EDITED},
    {**MESSAGE, "type": "revoke", "revoke": {"original_message_id": "wamid.1"}},
    {**MESSAGE, "type": "reaction"},
    message_echoes=[{**MESSAGE, "to": "49"}],
    statuses=[{"id": "wamid.9"}],
)


@settings(database=None, deadline=None, max_examples=60)
@given(mangled(WHOLE))
def test_any_delivery_is_read_passed_over_or_told_and_nothing_in_it_is_public(body: Any) -> None:
    result = parsed(NUMBER, body)
    holds(result)
    assert not any(mention.public for mention in result.mentions)
