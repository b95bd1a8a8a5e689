"""Real and documented deliveries and answers of X, with what a person read in each of them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from shared.delivery import Delivery, Parsed
from shared.ears.platform import Keys
from shared.ears.request import Request
from shared.mention import Author, Mention
from shared.plan import Source
from shared.platforms.x import PLATFORM, parse
from tests.builders import NOON
from tests.real.payloads import names, payload, sequences

SOURCE = Source("x-main", "x", "webhook", "acme")
ANOTHERS = "a repost: the words are another's"


def read(material: Path, name: str) -> Parsed:
    return parse(Delivery("x-main", "x", "webhook", payload(material, f"x/{name}.json").body, {}, NOON), SOURCE)


def test_a_post_that_mentions_the_account_that_we_listen_for(shared_material: Path) -> None:
    [mention] = read(shared_material, "xaa_post_mention_create").mentions
    assert (mention.native_id, mention.thread, mention.parent) == ("2080765813578191303", "2080765813578191303", None)
    joined = datetime(2026, 4, 20, 19, 55, 59, tzinfo=UTC)
    assert mention.author == Author("2222222222222222222", "OtherUser", "OtherUser", 97, joined)
    assert (mention.text, mention.language) == ("hey @ExampleUser", None)
    assert mention.created_at == datetime(2026, 7, 24, 21, 23, 23, tzinfo=UTC)
    assert mention.url == "https://x.com/OtherUser/status/2080765813578191303"
    assert (mention.engagement, mention.reposts, mention.public, mention.from_staff) == (0, 0, True, False)


def test_an_id_holds_the_second_that_the_post_says(shared_material: Path) -> None:
    [mention] = read(shared_material, "xaa_post_mention_create").mentions
    written = datetime.fromtimestamp(mention.version / 1000, UTC)
    assert timedelta() <= written - mention.created_at < timedelta(seconds=1)


def test_a_post_that_a_filtered_stream_brought(shared_material: Path) -> None:
    [mention] = read(shared_material, "filtered_stream_webhook").mentions
    assert (mention.native_id, mention.author.handle) == ("1346889436626259968", "Xdevelopers")
    assert mention.text.startswith("Learn how to use the user Post timeline and user mention timeline endpoints")
    assert mention.created_at == datetime(2021, 1, 6, 18, 40, 40, tzinfo=UTC)
    assert mention.url == "https://x.com/Xdevelopers/status/1346889436626259968"


@pytest.mark.parametrize(
    ("name", "post_id", "handle", "engagement"),
    [
        ("v2_docs_expanded_0", "9876543210", "example_user", 0),
        ("v2_docs_expanded_2", "1234567890123456789", "pythondev", 50),
    ],
)
def test_an_answer_with_authors(shared_material: Path, name: str, post_id: str, handle: str, engagement: int) -> None:
    [mention] = read(shared_material, name).mentions
    assert (mention.native_id, mention.author.handle, mention.engagement) == (post_id, handle, engagement)
    assert mention.created_at == datetime(2024, 1, 15, 10, 30, tzinfo=UTC)
    assert mention.text.startswith(("Great point! This is", "Just started learning"))


def test_a_search_without_fields_tells_ids_and_texts_and_the_ids_tell_the_times(shared_material: Path) -> None:
    mentions = read(shared_material, "v2_client_search_recent_tweets").mentions
    assert (len(mentions), mentions[0].native_id) == (10, "1578516068309794817")
    for mention in mentions:
        # Whoever posted these wrote the time into the text.
        said = datetime.fromisoformat(mention.text.removesuffix(" tweepy")).replace(tzinfo=UTC)
        assert timedelta() < mention.created_at - said < timedelta(seconds=1)
        assert (mention.author, mention.url) == (Author(), f"https://x.com/i/web/status/{mention.native_id}")


def test_a_recorded_answer_of_mentions_without_fields(shared_material: Path) -> None:
    mentions = read(shared_material, "v2_client_get_users_mentions").mentions
    assert len(mentions) == 10
    assert mentions[0].text.startswith("@Twitter @TwitterSupport this is my ENTIRE feed, why do you think")
    assert mentions[5].text == "@Twitter make 🤨 an available reaction emoji in dms"
    assert mentions[5].native_id == "1578516220231397376"


def test_of_recorded_quotes_the_reposts_of_them_are_passed_over(shared_material: Path) -> None:
    parsed = read(shared_material, "v2_client_get_quote_tweets")
    assert [skipped.reason for skipped in parsed.skipped] == [ANOTHERS] * 7
    assert [mention.native_id for mention in parsed.mentions] == ["1453474504928280580", "1447395402676793345"]
    assert parsed.mentions[1].text == "Hello #Twitter https://t.co/1GPaAuDXKi"


@pytest.mark.parametrize(
    ("name", "reasons"),
    [
        ("aaa_tweet_create_real_tweet_0", [ANOTHERS]),
        ("v1_search_page_1", [ANOTHERS, ANOTHERS]),
        ("xaa_post_repost_create", [ANOTHERS]),
        ("xaa_profile_update_bio", ["no post"]),
        (
            "xaa_oauth_revoke",
            ["an account took its consent back: no more events of it; let it authorise the app again"],
        ),
    ],
)
def test_what_is_no_mention_is_passed_over_with_its_reason(
    shared_material: Path, name: str, reasons: list[str]
) -> None:
    parsed = read(shared_material, name)
    assert [skipped.reason for skipped in parsed.skipped] == reasons
    assert (parsed.mentions, parsed.tombstones, parsed.faults) == ((), (), ())


def test_the_post_inside_a_real_repost_is_read_as_its_author_wrote_it(shared_material: Path) -> None:
    body = json.loads(payload(shared_material, "x/aaa_tweet_create_real_tweet_0.json").body)
    inner = body["tweet_create_events"][0]["retweeted_status"]
    raw = json.dumps({"for_user_id": "2244994945", "tweet_create_events": [inner]}).encode()
    parsed = parse(Delivery("x-main", "x", "webhook", raw, {}, NOON), SOURCE)
    [mention] = parsed.mentions
    assert (mention.native_id, mention.author.handle, mention.author.followers) == (
        "1004631044610502657",
        "dizquierdo",
        428,
    )
    assert mention.author.joined_at == datetime(2007, 11, 19, 0, 36, 17, tzinfo=UTC)
    assert mention.created_at == datetime(2018, 6, 7, 7, 48, tzinfo=UTC)
    # Its own rest hangs on it as a link that nobody reads; the rest is asked for.
    assert (mention.text.endswith("developers increasing or dec…"), mention.truncated) == (True, True)
    assert [wanted.ids for wanted in parsed.wanted] == [("1004631044610502657",)]
    assert (mention.engagement, mention.reposts, mention.language) == (20, 9, "en")


@pytest.mark.parametrize(
    ("name", "post_id", "at"),
    [
        ("aaa_tweet_delete", "1045405559317569537", datetime(2015, 5, 21, 17, 9, 15, 593000, UTC)),
        ("xaa_post_delete", "2080761269309813134", NOON),
    ],
)
def test_a_deleted_post_leaves_a_tombstone(shared_material: Path, name: str, post_id: str, at: datetime) -> None:
    [grave] = read(shared_material, name).tombstones
    assert (grave.native_id, grave.reason, grave.deleted_at) == (post_id, "deleted by its author", at)


def test_no_payload_of_x_is_left_out(shared_material: Path) -> None:
    for name in names(shared_material, "x"):
        parsed = read(shared_material, name.removeprefix("x/").removesuffix(".json"))
        assert parsed.faults == ()
        assert parsed.mentions or parsed.skipped or parsed.tombstones


def test_edits_share_a_post_and_the_newest_wins_in_any_order(shared_material: Path) -> None:
    found: list[Mention] = []
    for delivery in sequences(shared_material)["seq_x_edit_chain"]:
        found.extend(parse(Delivery("x-main", "x", "webhook", delivery["body"].encode(), {}, NOON), SOURCE).mentions)
    assert {mention.native_id for mention in found} == {"1900000000000000001"}
    assert max(found, key=lambda mention: mention.version).text == "the product broke"
    assert found[0].version != found[1].version


def test_an_id_that_a_float_can_not_hold_keeps_its_digits(shared_material: Path) -> None:
    [delivery] = sequences(shared_material)["seq_x_snowflake_precision"]
    [mention] = parse(Delivery("x-main", "x", "webhook", delivery["body"].encode(), {}, NOON), SOURCE).mentions
    assert (mention.native_id, mention.author.id) == ("1045405559317569537", "930524282358325248")
    assert (mention.author.followers, mention.created_at) == (12, datetime(2026, 3, 17, 12, tzinfo=UTC))


# ---------------------------------------------------------------- published signatures
def vectors(material: Path) -> dict[str, dict[str, Any]]:
    found = json.loads((material / "payloads" / "signature_vectors.json").read_text())
    return {vector["name"]: vector for vector in found if vector["platform"] == "x"}


def test_the_published_challenge_is_answered_as_x_expects(shared_material: Path) -> None:
    vector = vectors(shared_material)["CRC response"]
    assert PLATFORM.door is not None
    assert PLATFORM.door.greeted is not None
    request = Request("GET", "x-main", {}, query={"crc_token": vector["crc_token"]})
    answer = PLATFORM.door.greeted(request, Keys({"secret": (vector["secret"],)}), SOURCE, NOON)
    assert answer is not None
    assert json.loads(answer.body) == json.loads(vector["expected"])


def test_the_computed_signature_is_believed_over_the_raw_bytes_only(shared_material: Path) -> None:
    vector = vectors(shared_material)["POST signature"]
    assert PLATFORM.door is not None
    keys, headers = Keys({"secret": (vector["secret"],)}), {vector["header"]: vector["expected_header"]}
    raw, anew = vector["body"].encode(), json.dumps(json.loads(vector["body"])).encode()
    assert PLATFORM.door.refused(Request("POST", "x-main", headers, raw), keys, SOURCE, NOON) is None
    assert PLATFORM.door.refused(Request("POST", "x-main", headers, anew), keys, SOURCE, NOON) == "signature_wrong"
