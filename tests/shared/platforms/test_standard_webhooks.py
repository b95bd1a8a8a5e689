"""Pure: our own envelope as mentions, tombstones, or what is passed over and why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.delivery import Fault
from shared.mention import Author, Mention, Tombstone, settled
from tests.builders import NOON
from tests.shared.platforms.deliveries import an_envelope, from_stream, only

ELEVEN = datetime(2026, 10, 2, 11, tzinfo=UTC)


def test_a_mention_carries_all_that_the_envelope_says() -> None:
    assert only(from_stream()) == Mention(
        source="stream",
        platform="standard_webhooks",
        native_id="stream/post-1",
        brand="acme ferries",
        version=1790939400000,
        author=Author("u1", "Mia", "mia", 12),
        text="My sailing was cancelled",
        created_at=ELEVEN,
        seen_at=NOON,
        language="en",
        url="https://example.com/p/1",
        thread="t1",
        parent="post-0",
        engagement=3,
        rating=1,
    )


def test_id_and_text_are_enough() -> None:
    envelope = {"type": "mention.created", "data": {"id": 42, "text": "hi"}}
    mention = only(from_stream(envelope))
    assert (mention.native_id, mention.brand, mention.author) == ("stream/42", "acme", Author())
    assert (mention.created_at, mention.public, mention.engagement) == (NOON, True, 0)


def test_null_counts_as_not_said() -> None:
    decorations = ("updated_at", "author", "brand", "url", "thread", "parent", "language", "rating", "engagement")
    unsaid: dict[str, Any] = dict.fromkeys(decorations)
    mention = only(from_stream(an_envelope(**unsaid)))
    assert (mention.author, mention.brand, mention.engagement) == (Author(), "acme", 0)


def test_without_a_creation_time_the_events_own_counts() -> None:
    assert only(from_stream(an_envelope(created_at=None))).created_at == ELEVEN + timedelta(seconds=5)


def test_an_author_may_be_a_plain_name() -> None:
    assert only(from_stream(an_envelope(author="Mia"))).author == Author(name="Mia")


def test_a_private_word_stays_private() -> None:
    assert only(from_stream(an_envelope(public=False))).public is False


@pytest.mark.parametrize("public", [None, "maybe", {}, 7])
def test_what_is_said_badly_of_privacy_is_not_taken_for_public(public: object) -> None:
    parsed = from_stream(an_envelope(public=public))
    assert parsed.mentions == ()
    assert [fault.where for fault in parsed.faults] == ["data.public"]


def test_later_versions_have_higher_numbers() -> None:
    created = only(from_stream(an_envelope(updated_at=...)))
    updated = only(from_stream(an_envelope("mention.updated")))
    assert created.version < updated.version
    later = {**an_envelope("mention.updated", updated_at=...), "timestamp": "2026-10-02T11:20:00Z"}
    assert updated.version < only(from_stream(later)).version


def test_a_deletion_needs_nothing_but_the_id() -> None:
    parsed = from_stream({"type": "mention.deleted", "timestamp": "2026-10-02T11:00:00Z", "data": {"id": "post-1"}})
    assert parsed.tombstones == (
        Tombstone("stream", "standard_webhooks", "stream/post-1", "deleted by the sender", ELEVEN),
    )
    assert parsed.tombstones[0].id == only(from_stream()).id


def test_a_rating_without_words_is_a_mention_and_no_words_at_all_are_none() -> None:
    assert only(from_stream(an_envelope(text=""))).rating == 1
    assert len(from_stream(an_envelope(text=" ", rating=None)).skipped) == 1


@pytest.mark.parametrize("kind", ["contact.created", "mention.exploded", "", None])
def test_other_events_are_passed_over(kind: str | None) -> None:
    parsed = from_stream({"type": kind, "data": {"id": 1}})
    assert (parsed.mentions, parsed.faults, len(parsed.skipped)) == ((), (), 1)


def test_a_customers_words_in_the_place_of_a_type_are_not_repeated() -> None:
    assert from_stream({"type": "I live at 3 High Street"}).skipped[0].what == "event"


@pytest.mark.parametrize(
    ("envelope", "where"),
    [
        (b"[]", "body"),
        (b"null", "body"),
        (b'"str"', "body"),
        (b"{", "body"),
        (b'{"a": NaN}', "body"),
        (b"\xff", "body"),
        (b"[" * 100_000, "body"),
        ({"type": {"a": 1}}, "type"),
        ({"type": "mention.created"}, "body.data"),
        ({"type": "mention.created", "data": []}, "body.data"),
        ({"type": "mention.created", "data": {"text": "hi"}}, "data.id"),
        ({"type": "mention.deleted", "data": {"text": "hi"}}, "data.id"),
        ({"type": "mention.created", "data": {"id": 1}}, "data.text"),
        ({"type": "mention.created", "data": {"id": 1, "text": None}}, "data.text"),
        ({"type": "mention.created", "data": {"id": [1], "text": "hi"}}, "data.id"),
        ({"type": "mention.created", "data": {"id": 1, "text": "hi", "created_at": "now"}}, "data.created_at"),
        ({"type": "mention.created", "data": {"id": 1, "text": "hi", "created_at": True}}, "data.created_at"),
    ],
)
def test_what_can_not_be_read_is_one_fault_that_names_the_field(envelope: Any, where: str) -> None:
    parsed = from_stream(envelope)
    assert [fault.where for fault in parsed.faults] == [where]
    assert (parsed.mentions, parsed.tombstones, parsed.skipped) == ((), (), ())


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"author": [1]}, "data.author"),
        ({"author": {"name": "Mia", "followers": "many"}}, "data.author.followers"),
        ({"author": {"name": "Mia", "followers": 10**40}}, "data.author.followers"),
        ({"author": {"name": "Mia", "joined_at": "long ago"}}, "data.author.joined_at"),
        ({"rating": "five"}, "data.rating"),
        ({"rating": True}, "data.rating"),
        ({"engagement": {}}, "data.engagement"),
        ({"url": 3}, "data.url"),
    ],
)
def test_a_mention_is_kept_without_a_decoration_that_is_wrong(changed: dict[str, Any], where: str) -> None:
    parsed = from_stream(an_envelope(**changed))
    assert [mention.text for mention in parsed.mentions] == ["My sailing was cancelled"]
    assert [fault.where for fault in parsed.faults] == [where]


def test_a_wrong_follower_count_does_not_cost_the_authors_name() -> None:
    parsed = from_stream(an_envelope(author={"name": "Mia", "followers": "many"}))
    assert parsed.mentions[0].author == Author(name="Mia")


@pytest.mark.parametrize(
    ("written", "joined_at"), [("2026-10-02T11:00:00Z", ELEVEN), (1790938800, ELEVEN), (None, None)]
)
def test_an_authors_account_may_have_an_age(written: object, joined_at: datetime | None) -> None:
    assert only(from_stream(an_envelope(author={"id": "u1", "joined_at": written}))).author.joined_at == joined_at


def test_half_an_emoji_gets_as_far_as_the_mending() -> None:
    body = b'{"type": "mention.created", "data": {"id": "\\ud83d1", "text": "cut \\ud83d end", "author": "n\\u0000ul"}}'
    mention = only(from_stream(body))
    assert mention.text == "cut \ud83d end"
    assert settled(mention).text == "cut \ufffd end"
    assert settled(mention).author.name == "nul"
    assert settled(mention).native_id == "stream/\ufffd1"


@pytest.mark.parametrize(
    "written",
    [
        "2026-10-02T11:00:00Z",
        "2026-10-02T13:00:00+0200",
        "2026-10-02T11:00:00",
        1790938800,
        "1790938800",
        1790938800000,
    ],
)
def test_times_are_understood_as_platforms_write_them(written: object) -> None:
    assert only(from_stream(an_envelope(created_at=written))).created_at == ELEVEN


def test_long_ids_keep_their_digits() -> None:
    assert only(from_stream(an_envelope(id=1045405559317569537))).native_id == "stream/1045405559317569537"


def test_a_wrong_timestamp_is_told_and_the_mention_kept() -> None:
    parsed = from_stream({**an_envelope(), "timestamp": "soon"})
    assert parsed.faults == (Fault("body.timestamp", "is not a time"),)
    assert len(parsed.mentions) == 1
