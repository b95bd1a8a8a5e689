"""Pure: our own envelope as mentions, tombstones, or what is passed over and why."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from standardwebhooks import Webhook

from shared.delivery import Fault
from shared.ears.platform import Keys
from shared.ears.request import Request
from shared.mention import Author, Mention, Tombstone, settled
from shared.platforms.standard_webhooks import PLATFORM
from tests.builders import NOON
from tests.shared.platforms.deliveries import STREAM, an_envelope, from_stream, only

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
        thread="stream/t1",
        parent="stream/post-0",
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
        ({"type": "mention.created"}, "data"),
        ({"type": "mention.created", "data": []}, "data"),
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
    assert parsed.faults == (Fault("timestamp", "is not a time"),)
    assert len(parsed.mentions) == 1


def test_a_link_of_another_sort_than_the_webs_is_none() -> None:
    assert only(from_stream(an_envelope(url="javascript:alert(1)"))).url is None


# ---------------------------------------------------------------- the door
KEY = b"twenty-four bytes of key"
SECRET = "whsec_" + base64.b64encode(KEY).decode()
OTHER = "whsec_" + base64.b64encode(b"another key of that lengt").decode()
BODY = b'{"type": "mention.created"}'


def signed(body: bytes = BODY, message_id: str = "msg_1", at: datetime = NOON, key: bytes = KEY) -> dict[str, str]:
    seconds = str(int(at.timestamp()))
    code = hmac.new(key, f"{message_id}.{seconds}.".encode() + body, hashlib.sha256).digest()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": seconds,
        "webhook-signature": "v1," + base64.b64encode(code).decode(),
    }


def knocked(headers: dict[str, str], body: bytes = BODY, *secrets: str) -> str | None:
    assert PLATFORM.door is not None
    keys = Keys({"secret": secrets or (SECRET,)})
    return PLATFORM.door.refused(Request("POST", "stream", headers, body), keys, STREAM, NOON)


def test_what_is_signed_is_believed_also_by_the_older_of_two_secrets() -> None:
    assert knocked(signed()) is None
    assert knocked(signed(), BODY, OTHER, SECRET) is None
    assert knocked(signed(b""), b"") is None
    assert knocked(signed(), BODY, SECRET.rstrip("=").removeprefix("whsec_")) is None


def test_one_fitting_signature_in_a_list_is_enough() -> None:
    good = signed()["webhook-signature"]
    assert knocked(signed() | {"webhook-signature": f"v1a,AAAA {good} v1,BBBB"}) is None


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"webhook-signature": ""}, "signature_missing"),
        ({"webhook-id": ""}, "signature_missing"),
        ({"webhook-signature": signed()["webhook-signature"].removeprefix("v1,")}, "signature_malformed"),
        ({"webhook-signature": signed()["webhook-signature"].upper()}, "signature_malformed"),
        ({"webhook-id": "msg_2"}, "signature_wrong"),
        # The id, the time and the body are signed as one: an id with a part of the body in it is no id.
        ({"webhook-id": 'msg_1.17909.{"a":"'}, "signature_malformed"),
        ({"webhook-timestamp": "soon"}, "timestamp_malformed"),
    ],
)
def test_what_does_not_keep_to_the_specification_is_refused(changed: dict[str, str], reason: str) -> None:
    assert knocked(signed() | changed) == reason


def test_another_ones_secret_another_body_and_no_secret_open_nothing() -> None:
    assert knocked(signed(), BODY, OTHER) == "signature_wrong"
    assert knocked(signed(), BODY.replace(b"c", b"C", 1)) == "signature_wrong"
    assert knocked(signed(), b"") == "signature_wrong"
    assert knocked(signed(key=b""), BODY, "whsec_") == "secret_malformed"


@pytest.mark.parametrize("away", [timedelta(minutes=6), timedelta(minutes=-6)])
def test_a_call_from_another_time_is_a_replay(away: timedelta) -> None:
    assert knocked(signed(at=NOON + away)) == "timestamp_stale"
    assert knocked(signed(at=NOON + away * 5 / 6)) is None


def test_the_specifications_own_library_signs_the_same() -> None:
    assert Webhook(SECRET).sign("msg_1", NOON, BODY.decode()) == signed()["webhook-signature"]
