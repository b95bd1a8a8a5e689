"""Pure: a sender's own shape, read where the plan's settings say that its fields stand."""

from __future__ import annotations

from typing import Any

import pytest

from shared.delivery import Delivery, Parsed
from shared.ears.mapping import PATHS, SETTINGS, Context, tell, web_address
from shared.ears.reading import Reading
from shared.mention import Author, milliseconds
from shared.plan import Source
from tests.builders import NOON
from tests.shared.platforms.heard import only

OURS: dict[str, Any] = {
    "id": 7,
    "text": "My parcel never came",
    "title": "Lost",
    "author": {"id": "u1", "name": "Mia", "handle": "mia"},
    "created_at": "2026-10-02T11:00:00Z",
    "url": "https://example.com/7",
    "thread": "t1",
    "parent": 6,
    "language": "en",
    "rating": "2",
    "engagement": 4,
}


def told(value: Any, context: Context | None = None, **settings: str) -> Parsed:
    source = Source("desk", "cloudevents", "webhook", "acme", settings=settings)
    reading = Reading(Delivery("desk", "cloudevents", "webhook", b"", {}, NOON), source)
    reading.try_(tell, reading, value, "data", context or Context("desk/", public=True))
    return reading.parsed()


def test_without_settings_the_names_are_those_of_our_own_envelope() -> None:
    mention = only(told(OURS))
    assert (mention.native_id, mention.text) == ("desk/7", "Lost\n\nMy parcel never came")
    assert mention.author == Author("u1", "Mia", "mia")
    assert (mention.thread, mention.parent, mention.rating) == ("desk/t1", "desk/6", 2)
    assert (mention.url, mention.language, mention.engagement) == ("https://example.com/7", "en", 4)
    assert (mention.public, mention.from_staff) == (True, False)


def test_a_setting_is_a_dotted_path_into_the_senders_object() -> None:
    body = {"ticket": {"id": "9", "comment": "No answer"}, "who": {"full": "Mia"}}
    mention = only(
        told(body, field_id="ticket.id", field_text="ticket.comment", field_author="none", field_author_name="who.full")
    )
    assert (mention.native_id, mention.text, mention.author) == ("desk/9", "No answer", Author(name="Mia"))


def test_a_field_set_to_none_is_not_read() -> None:
    assert only(told(OURS | {"created_at": "February 3"}, field_created="none")).created_at == NOON


def test_a_mere_name_is_an_author_too() -> None:
    assert only(told(OURS | {"author": "Mia"})).author == Author(name="Mia")


def test_html_is_read_as_a_person_would_where_the_plan_says_that_it_is_some() -> None:
    body = OURS | {"title": None, "text": "<p>2 &lt; 3</p>"}
    assert only(told(body)).text == "<p>2 &lt; 3</p>"
    assert only(told(body, text_form="HTML")).text == "2 < 3"


def test_of_two_words_about_one_post_the_newest_to_arrive_counts_unless_a_change_is_dated() -> None:
    assert only(told(OURS)).version == milliseconds(NOON)
    assert only(told(OURS | {"updated_at": "2026-10-02T11:30:00Z"})).version == milliseconds(NOON) - 30 * 60_000


@pytest.mark.parametrize("said", [True, "true", "Yes"])
def test_what_the_sender_says_of_being_public_counts_also_in_words(said: object) -> None:
    assert only(told(OURS | {"public": said}, Context("d/", public=False))).public is True
    assert only(told(OURS | {"public": "no"})).public is False


def test_only_what_is_not_said_of_being_public_is_left_to_the_plan() -> None:
    assert only(told(OURS)).public is True
    assert only(told(OURS | {"public": None})).public is False
    assert only(told(OURS | {"seen": {"by_all": None}}, field_public="seen.by_all")).public is False
    assert only(told(OURS | {"seen": None}, field_public="seen.by_all")).public is False
    assert only(told(OURS | {"seen": {}}, field_public="seen.by_all")).public is True
    assert only(told(OURS | {"public": None}, field_public="none")).public is True


def test_a_word_on_privacy_that_can_not_be_read_costs_the_mention() -> None:
    parsed = told(OURS | {"public": "perhaps"})
    assert parsed.mentions == ()
    assert [fault.where for fault in parsed.faults] == ["data.public"]


@pytest.mark.parametrize("field", ["created_at", "rating", "engagement", "thread", "language", "title", "from_staff"])
def test_what_decorates_a_mention_costs_only_itself(field: str) -> None:
    parsed = told(OURS | {field: {"odd": 1}})
    assert len(parsed.mentions) == 1
    assert [fault.where for fault in parsed.faults] == [f"data.{field}"]


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_stars_are_one_to_five(stars: int) -> None:
    parsed = told(OURS | {"rating": stars})
    assert (parsed.mentions[0].rating, parsed.faults[0].what) == (None, "is not 1 to 5 stars")


def test_an_object_without_words_is_passed_over_and_the_place_is_named() -> None:
    [skipped] = told({"id": 1, "body": "hello"}).skipped
    assert skipped.reason == "no text at `text`; name its place with the setting field_text"
    [skipped] = told({"text": "hello"}).skipped
    assert skipped.reason == "no id at `id`; name its place with the setting field_id"


def test_a_rating_alone_is_word_enough() -> None:
    assert only(told({"id": 1, "rating": 1})).text == ""


@pytest.mark.parametrize(
    ("told_as", "address"),
    [
        ("https://a.example/1", "https://a.example/1"),
        ("a.example/agent/7", "https://a.example/agent/7"),
        ("javascript:alert(1)", None),
        ("//a.example", None),
        ("see the ticket", None),
        (None, None),
    ],
)
def test_an_address_is_one_that_a_person_can_open(told_as: str | None, address: str | None) -> None:
    assert web_address(told_as) == address


def test_each_field_has_its_setting_and_says_what_stands_there() -> None:
    assert [f"field_{name}" for name in PATHS] == [each.name for each in SETTINGS if each.name.startswith("field_")]
    assert all(each.what for each in SETTINGS)
