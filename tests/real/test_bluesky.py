"""Real records, a thread and a stretch of Jetstream, with what a person read in each of them."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from shared.delivery import Delivery, Parsed
from shared.mention import Author, Media
from shared.plan import Source
from shared.platforms.bluesky import parse
from tests.builders import NOON
from tests.real.payloads import names, payload

SKY = Source("sky", "bluesky", "sweep", "acme", look_for=("acme",))
_SDK = "did:plc:kvwvcn5iqfooopmyzvb4qzba"
_TURK = "did:plc:u4lmvw4wwzaql3z5kcf3r7h4"


def read(material: Path, name: str) -> Parsed:
    return parse(Delivery("sky", "bluesky", "sweep", payload(material, f"bluesky/{name}").body, {}, NOON), SKY)


def test_a_single_record(shared_material: Path) -> None:
    [mention] = read(shared_material, "rec_post_record.json").mentions
    assert mention.native_id == f"at://{_SDK}/app.bsky.feed.post/3k2yihcrp6f2c"
    assert (mention.text, mention.author) == ("new text114", Author(id=_SDK))
    assert mention.created_at == datetime(2024, 2, 22, 19, 58, 13, 903_293, UTC)
    assert mention.url == f"https://bsky.app/profile/{_SDK}/post/3k2yihcrp6f2c"
    assert (mention.thread, mention.parent) == (mention.native_id, None)


def test_a_feeds_own_record_is_no_post(shared_material: Path) -> None:
    result = read(shared_material, "rec_feed_record.json")
    assert [one.reason for one in result.skipped] == ["no post"]
    assert (result.mentions, result.faults) == ((), ())


def test_a_thread_of_one_picture_without_words(shared_material: Path) -> None:
    [mention] = read(shared_material, "rec_thread_view_post_with_embed_media.json").mentions
    assert mention.native_id == f"at://{_SDK}/app.bsky.feed.post/3kaheyt6vpc22"
    assert mention.author == Author(
        _SDK, "Python SDK", "test.marshal.dev", None, datetime(2023, 4, 26, 19, 5, 34, 249_000, UTC)
    )
    assert (mention.text, mention.language, mention.engagement, mention.reposts) == ("", "en", 0, 0)
    assert mention.media == (
        Media(
            "image",
            f"https://cdn.bsky.app/img/feed_fullsize/plain/{_SDK}"
            "/bafkreic3cp5ky525vsukjvrzxsc2h3jka2gud74l2hgeatw2rhj2qycnmq@jpeg",
        ),
    )
    assert mention.created_at == datetime(2023, 9, 28, 12, 49, 36, 735_000, UTC)
    assert mention.url == "https://bsky.app/profile/test.marshal.dev/post/3kaheyt6vpc22"


def test_a_stretch_of_the_stream_holds_eight_posts_among_likes_and_follows(shared_material: Path) -> None:
    result = read(shared_material, "jetstream_real_first_half.jsonl")
    assert (result.tombstones, result.faults) == ((), ())
    assert Counter(one.reason for one in result.skipped) == {"no post": 68}
    assert [(mention.language, mention.text[:24]) for mention in result.mentions] == [
        ("en", "https://www.youtube.com/"),
        ("ja", "待って天幕のジャードゥーガル観ようと思ってたのに"),
        ("ko", "이쁘시네용~~~"),
        ("en", "Read the part about thro"),
        ("de", "#HowToTellAiToShutUp!  \n"),
        ("tr", "Going under a band's eve"),
        ("tr", "The government you're tr"),
        ("tr", "even know the country's "),
    ]
    cut, japanese = result.mentions[:2]
    assert cut.native_id == "at://did:plc:dclwtltrt2ggsryagfzk7dp4/app.bsky.feed.post/3mptbyoeyc22k"
    assert cut.text == "https://www.youtube.com/watch?v=V5lDo-jw8mA"
    assert cut.author == Author(id="did:plc:dclwtltrt2ggsryagfzk7dp4")
    assert cut.created_at == datetime(2026, 7, 4, 14, 38, 8, 90_631, UTC)
    assert cut.url == "https://bsky.app/profile/did:plc:dclwtltrt2ggsryagfzk7dp4/post/3mptbyoeyc22k"
    assert japanese.text.endswith("観られるっぽいよかった💦")


def test_a_chain_of_three_posts_is_one_thread(shared_material: Path) -> None:
    result = read(shared_material, "jetstream_real_first_half.jsonl")
    first, second, third = (one for one in result.mentions if one.author.id == _TURK)
    assert first.thread == second.thread == third.thread == first.native_id
    assert (first.parent, second.parent, third.parent) == (None, first.native_id, second.native_id)


def test_no_payload_is_left_out(shared_material: Path) -> None:
    assert len(names(shared_material, "bluesky")) == 4
