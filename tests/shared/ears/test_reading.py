"""Pure: what a delivery held, gathered part by part; a bad part costs no other."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from shared.delivery import Delivery, Fault, Skipped, Wanted
from shared.ears.fields import Fields, as_id
from shared.ears.reading import Reading, pictures
from shared.mention import Author, Media, Tombstone, milliseconds
from shared.plan import Source
from tests.builders import NOON

FORUM = Source("forum", "discourse", "webhook", "acme")
EARLIER, LATER = NOON - timedelta(hours=2), NOON - timedelta(hours=1)


def a_reading() -> Reading:
    return Reading(Delivery("forum", "discourse", "webhook", b"{}", {}, NOON), FORUM)


@pytest.mark.parametrize(
    ("created_at", "edited_at", "version", "then"),
    [
        (EARLIER, LATER, None, (EARLIER, milliseconds(LATER))),
        (EARLIER, None, None, (EARLIER, milliseconds(EARLIER))),
        (None, LATER, None, (LATER, milliseconds(LATER))),
        (None, None, None, (NOON, milliseconds(NOON))),
        (EARLIER, LATER, 17, (EARLIER, 17)),
        (EARLIER, LATER, 0, (EARLIER, 0)),
    ],
)
def test_a_version_is_when_it_was_edited_else_written_else_came(
    created_at: datetime | None, edited_at: datetime | None, version: int | None, then: tuple[datetime, int]
) -> None:
    reading = a_reading()
    reading.mention("1", "late", created_at=created_at, edited_at=edited_at, version=version)
    [mention] = reading.parsed().mentions
    assert (mention.created_at, mention.version) == then


def test_a_mention_knows_its_source_and_whose_it_is() -> None:
    reading = a_reading()
    reading.mention("1", "late", author=Author(id="u"), thread="t")
    reading.mention("2", "late", brand="ferries")
    first, second = reading.parsed().mentions
    assert (first.id, first.source, first.brand, first.author.id, first.thread) == (
        "discourse:1",
        "forum",
        "acme",
        "u",
        "t",
    )
    assert (second.brand, second.author, second.seen_at) == ("ferries", Author(), NOON)


@pytest.mark.parametrize("text", ["", " \n", "\x00", "\x07 \x1b"])
def test_what_is_not_kept_of_a_text_makes_no_mention_of_it(text: str) -> None:
    reading = a_reading()
    reading.mention("1", text)
    assert (reading.parsed().mentions, len(reading.parsed().skipped)) == ((), 1)


def test_without_a_word_a_rating_or_a_picture_there_is_no_mention() -> None:
    reading = a_reading()
    reading.mention("1", " \n")
    reading.mention("2", "", rating=1)
    reading.mention("3", "", media=pictures("image", ["https://e.example/a.png", None, ""]))
    parsed = reading.parsed()
    assert [mention.native_id for mention in parsed.mentions] == ["2", "3"]
    assert parsed.skipped == (Skipped("post", "no text and no rating"),)
    assert parsed.mentions[1].media == (Media("image", "https://e.example/a.png"),)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "file:///etc", "//e.example", "x"],
)
def test_only_addresses_of_the_web_are_kept_as_links(address: str) -> None:
    reading = a_reading()
    reading.mention("1", "late", url=address, media=(Media("image", address), Media("video", "https://e.example/v")))
    reading.mention("2", "", media=pictures("image", [address]))
    [mention] = reading.parsed().mentions
    assert (mention.native_id, mention.url, mention.media) == ("1", None, (Media("video", "https://e.example/v"),))


@pytest.mark.parametrize(("at", "deleted_at"), [(LATER, LATER), (None, NOON), (NOON + timedelta(days=1), NOON)])
def test_a_post_is_gone_at_the_latest_when_we_hear_of_it(at: datetime | None, deleted_at: datetime) -> None:
    reading = a_reading()
    reading.gone("1", "deleted by its author", at)
    assert reading.parsed().tombstones == (Tombstone("forum", "discourse", "1", "deleted by its author", deleted_at),)
    assert [grave.heard_at for grave in reading.parsed().tombstones] == [NOON]


def test_what_is_only_named_is_wanted() -> None:
    reading = a_reading()
    reading.want("post", "1", "2")
    assert reading.parsed().wanted == (Wanted("forum", "discourse", "post", ("1", "2"), NOON),)


@pytest.mark.parametrize("odd", ["", "1\ud83d", "1\x00", "9" * 5000])
def test_what_can_not_be_an_id_is_told_and_not_asked_for(odd: str) -> None:
    reading = a_reading()
    reading.want("post", odd)
    reading.want("post", "1", odd)
    parsed = reading.parsed()
    assert parsed.wanted == (Wanted("forum", "discourse", "post", ("1",), NOON),)
    assert parsed.faults == (Fault("post", "is named by what can't be an id"),) * 2


def test_a_part_that_can_not_be_read_costs_no_other() -> None:
    reading = a_reading()
    body = reading.fields({"posts": [{"id": 1}, {"id": []}, 3, {"id": 4}]}, "")

    def read(post: Fields) -> None:
        reading.mention(post.need(as_id, "id"), "late")

    reading.each(body.parts("posts"), read)
    reading.try_(lambda: read(reading.fields([], "body")))
    parsed = reading.parsed()
    assert [mention.native_id for mention in parsed.mentions] == ["1", "4"]
    assert parsed.faults == (
        Fault("posts.1.id", "is not a text"),
        Fault("posts.2", "is not an object, but a int"),
        Fault("body", "is not an object, but a list"),
    )


def test_a_fault_of_our_own_is_not_hidden_as_one_of_the_delivery() -> None:
    def broken() -> None:
        raise ValueError("ours")

    with pytest.raises(ValueError, match="ours"):
        a_reading().try_(broken)
