"""Real deliveries and answers about an Instagram account, with what a person read in each."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from shared.delivery import Parsed, Skipped, Wanted
from shared.mention import Author, Mention
from shared.plan import Source
from tests.builders import NOON
from tests.real.payloads import names, payload
from tests.shared.platforms.heard import only, parsed

ACCOUNT = Source("insta", "instagram", "webhook", "acme", settings={"account": "17841406338772941"})
READ_HERE = {
    "graph_hashtags_hashtag_recent_medias_p1",
    "graph_medias_comments_p1",
    "graph_users_mentioned_media",
    "ig_login_flat_comment",
    "messaging-seen",
    "wh-comments-2021",
    "wh-mentions",
}


def read(material: Path, name: str) -> Parsed:
    whole = payload(material, f"instagram/{name}.json")
    return parsed(ACCOUNT, whole.body, whole.headers, "sweep" if name.startswith("graph") else "webhook")


def test_every_file_has_an_expectation_here(shared_material: Path) -> None:
    assert {Path(name).stem for name in names(shared_material, "instagram")} == READ_HERE


def test_a_comment_below_another_one(shared_material: Path) -> None:
    assert only(read(shared_material, "wh-comments-2021")) == Mention(
        source="insta",
        platform="instagram",
        native_id="123456789",
        brand="acme",
        version=1519399307000,
        author=Author(id="1234536447", handle="testuser"),
        text="This is an example.",
        created_at=datetime(2018, 2, 23, 15, 21, 47, tzinfo=UTC),
        seen_at=NOON,
        thread="76543987",
        parent="987654321",
    )


def test_a_comment_in_the_flat_shape_in_a_list(shared_material: Path) -> None:
    mention = only(read(shared_material, "ig_login_flat_comment"))
    assert (mention.native_id, mention.text) == ("17900000000000001", "is this in stock?")
    assert mention.author == Author(id="900000000000001", handle="some_user")
    assert (mention.thread, mention.parent) == ("17800000000000001", "17800000000000001")
    assert mention.created_at == datetime(2026, 7, 4, 14, 38, 8, tzinfo=UTC)


def test_a_mention_of_ids_alone_is_to_be_fetched(shared_material: Path) -> None:
    assert read(shared_material, "wh-mentions") == Parsed(
        wanted=(Wanted("insta", "instagram", "comment", ("17887498072083520",), NOON),)
    )


def test_a_receipt_is_no_message(shared_material: Path) -> None:
    assert read(shared_material, "messaging-seen") == Parsed(
        skipped=(Skipped("conversation", "a reaction, a receipt or the like"),)
    )


def test_an_answer_with_comments(shared_material: Path) -> None:
    first, second = read(shared_material, "graph_medias_comments_p1").mentions
    assert (first.native_id, first.text) == ("17858154961981086", "Beautiful!")
    assert first.created_at == datetime(2020, 6, 1, 10, 56, 52, tzinfo=UTC)
    assert (second.native_id, second.version) == ("17874875428706419", 1591006598999)
    assert first.author == second.author == Author()


def test_the_post_that_was_asked_for(shared_material: Path) -> None:
    mention = only(read(shared_material, "graph_users_mentioned_media"))
    assert (mention.native_id, mention.text) == ("17889114512354744", "@ikroskun hey")
    assert mention.created_at == datetime(2021, 8, 19, 9, 0, 22, tzinfo=UTC)
    [picture] = mention.media
    assert (picture.kind, picture.url[:45]) == ("image", "https://scontent-gmp1-1.cdninstagram.com/v/t5")
    assert (mention.thread, mention.author, mention.from_staff) == ("17889114512354744", Author(), False)


def test_an_answer_about_a_hashtag_that_asked_for_no_captions(shared_material: Path) -> None:
    result = read(shared_material, "graph_hashtags_hashtag_recent_medias_p1")
    assert (result.mentions, result.faults) == ((), ())
    assert {one.reason for one in result.skipped} == {"no text and no rating"}
    assert len(result.skipped) == 5
