"""Real deliveries about a Facebook page, an answer of its API, and hostile ones, with what a person read in each."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.delivery import Parsed, Wanted
from shared.ears.request import Request
from shared.mention import Author, Mention, Tombstone, settled
from shared.plan import Source
from shared.platforms.facebook import PLATFORM
from tests.builders import NOON
from tests.real.payloads import names, payload, sequences
from tests.shared.platforms.heard import a_round, only, parsed

PAGE = Source("page", "facebook", "webhook", "acme")
READ_HERE = {
    "feed-comment-add-211",
    "feed-comment-add-with-photo",
    "feed-comment-edited-25",
    "feed-comment-hide",
    "feed-comment-remove-25",
    "feed-post-remove-25",
    "feed-reaction-add",
    "feed-two-entries-25",
    "graph_comments_p1",
    "mention-post-add-real",
    "messaging-message-basic",
    "messaging-message-basic-echo",
    "messaging-message-edits",
    "ratings-rating-add-31",
}


def read(material: Path, name: str) -> Parsed:
    whole = payload(material, f"facebook/{name}.json")
    return parsed(PAGE, whole.body, whole.headers, "sweep" if name.startswith("graph") else "webhook")


def test_every_file_has_an_expectation_here(shared_material: Path) -> None:
    assert {Path(name).stem for name in names(shared_material, "facebook")} == READ_HERE


def test_a_comment_by_the_page_itself(shared_material: Path) -> None:
    assert only(read(shared_material, "feed-comment-add-211")) == Mention(
        source="page",
        platform="facebook",
        native_id="901097836652708_903438993085259",
        brand="acme",
        version=1449135003000,
        author=Author(id="1234567890321", name="Tester"),
        text="and the next one",
        created_at=datetime(2015, 12, 3, 9, 30, 3, tzinfo=UTC),
        seen_at=NOON,
        url="https://www.facebook.com/1234567890321/posts/901097836652708/?comment_id=903438993085259",
        thread="1234567890321_901097836652708",
        parent="1234567890321_901097836652708",
        from_staff=True,
    )


def test_an_older_comment_with_a_picture(shared_material: Path) -> None:
    mention = only(read(shared_material, "feed-comment-add-with-photo"))
    assert mention.author == Author(id="1234567890321", name="Tester")
    assert mention.text == "and the next one"
    [picture] = mention.media
    assert picture.kind == "image"
    assert picture.url.startswith("https://scontent-fra3-1.xx.fbcdn.net/v/t31.0-8/16715996_472849323104563")


def test_a_hidden_comment_is_heard_and_not_public(shared_material: Path) -> None:
    mention = only(read(shared_material, "feed-comment-hide"))
    assert (mention.native_id, mention.text) == ("900728623356296_900744590021366", "and the next one")
    assert not mention.public
    assert mention.created_at == datetime(2016, 7, 7, 12, 29, 22, tzinfo=UTC)


def test_an_edited_comment_is_a_newer_version_of_it(shared_material: Path) -> None:
    mention = only(read(shared_material, "feed-comment-edited-25"))
    assert mention.native_id == "900728623356296_900744590021366"
    assert mention.text == "Let's see the Webhooks in action :D"
    assert mention.version == 1448555737001
    assert mention.thread == "1234567890321_900728623356296"


@pytest.mark.parametrize(
    ("name", "native_id", "reason", "at"),
    [
        (
            "feed-comment-remove-25",
            "905578656204626_905579239537901",
            "deleted on Facebook",
            datetime(2016, 1, 6, 19, 6, 22, tzinfo=UTC),
        ),
        (
            "feed-post-remove-25",
            "1234567890321_901097836652708",
            "deleted on Facebook",
            datetime(2016, 1, 6, 16, 49, 46, tzinfo=UTC),
        ),
    ],
)
def test_what_is_gone_leaves_a_tombstone(
    shared_material: Path, name: str, native_id: str, reason: str, at: datetime
) -> None:
    assert read(shared_material, name) == Parsed(tombstones=(Tombstone("page", "facebook", native_id, reason, at),))


@pytest.mark.parametrize(
    ("name", "skipped"),
    [
        ("feed-reaction-add", [("reaction", "nothing that somebody wrote")]),
        ("feed-two-entries-25", [("parking", "no value"), ("payment_options", "no value")]),
    ],
)
def test_what_is_no_mention_is_passed_over(shared_material: Path, name: str, skipped: list[tuple[str, str]]) -> None:
    result = read(shared_material, name)
    assert [(one.what, one.reason) for one in result.skipped] == skipped
    assert (result.mentions, result.tombstones, result.faults, result.wanted) == ((), (), (), ())


def test_a_post_that_names_the_page_has_words_and_its_author_is_asked_for(shared_material: Path) -> None:
    result = read(shared_material, "mention-post-add-real")
    mention = only(result)
    assert (mention.native_id, mention.text, mention.author) == (
        "1234567890321_98722536423179",
        "A test post message",
        Author(),
    )
    assert mention.created_at == datetime(2021, 2, 26, 11, 56, 2, tzinfo=UTC)
    assert mention.url == "https://www.facebook.com/1234567890321/posts/98722536423179"
    assert result.wanted == (Wanted("page", "facebook", "post", ("1234567890321_98722536423179",), NOON),)


def test_a_message_is_private(shared_material: Path) -> None:
    mention = only(read(shared_material, "messaging-message-basic"))
    assert (mention.native_id, mention.text) == ("mid.1457764197618:41d102a3e1ae206a38", "hello, world!")
    assert (mention.public, mention.from_staff) == (False, False)
    assert mention.author == Author(id="987654321432")
    assert mention.thread == "12345654332/987654321432"
    assert mention.created_at == datetime(2016, 3, 12, 6, 29, 57, 627000, UTC)
    assert mention.url is None


def test_an_echo_is_our_own_message(shared_material: Path) -> None:
    mention = only(read(shared_material, "messaging-message-basic-echo"))
    assert (mention.text, mention.public, mention.from_staff) == ("hello, world!", False, True)


def test_an_edited_message_is_newer_than_the_message_though_it_tells_the_same_time(shared_material: Path) -> None:
    written, edited = (only(read(shared_material, f"messaging-message-{name}")) for name in ("basic", "edits"))
    assert edited.id == written.id
    assert edited.version == written.version + 37
    assert edited.public is False


def test_a_recommendation_with_stars(shared_material: Path) -> None:
    mention = only(read(shared_material, "ratings-rating-add-31"))
    assert (mention.native_id, mention.rating, mention.text) == ("904801129604590", 3, "Ja ziemlich coole Sache")
    assert mention.author == Author(id="705955836155788", name="Tester")
    assert mention.created_at == datetime(2018, 9, 19, 15, 5, 12, tzinfo=UTC)
    assert mention.url == "https://www.facebook.com/904801129604590"


def test_an_answer_with_comments_that_tells_no_ids_but_links(shared_material: Path) -> None:
    result = read(shared_material, "graph_comments_p1")
    assert (len(result.mentions), result.faults, result.skipped) == (10, (), ())
    first, second, *_, reply, _last = result.mentions
    assert first.native_id == "10158407654328553_10158407835073553"
    assert first.text.startswith("Boa noite peço ajuda")
    assert first.created_at == datetime(2021, 8, 10, 18, 45, 3, tzinfo=UTC)
    assert first.url == ("https://www.facebook.com/19292868552/posts/10158407654328553/?comment_id=10158407835073553")
    assert (first.thread, first.parent) == ("19292868552_10158407654328553", "19292868552_10158407654328553")
    assert (first.author, first.engagement, first.from_staff) == (Author(), 1, False)
    assert second.text.endswith("😕 Facebook for Developers")
    assert reply.text.startswith("HOLA")
    answer = result.mentions[5]
    assert answer.native_id == "10158407654328553_10158409983033553"
    assert answer.parent == second.native_id == "10158407654328553_10158407903973553"


# ---------------------------------------------------------------- the door
def test_meta_s_published_handshake_and_computed_signatures(shared_material: Path) -> None:
    door = PLATFORM.door
    assert door is not None
    assert door.greeted is not None
    query = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": "meatyhamhock"}
    greeted = door.greeted(
        Request("GET", "page", {}, query=query), a_round(PAGE, verify="meatyhamhock").keys, PAGE, NOON
    )
    assert greeted is not None
    assert (greeted.status, greeted.body, greeted.content_type) == (200, "1158201444", "text/plain")
    vectors = json.loads((shared_material / "payloads" / "signature_vectors.json").read_text())
    raw, rewritten, old = (vector for vector in vectors if vector["platform"] == "meta" and "body" in vector)
    for body, header, verdict in (
        (raw["body"], raw["expected_header"], None),
        (rewritten["body"], raw["expected_header"], "signature_wrong"),
        (old["body"], old["expected_header"], "signature_malformed"),
    ):
        request = Request("POST", "page", {"x-hub-signature-256": header}, body.encode())
        assert door.refused(request, a_round(PAGE, secret=raw["secret"]).keys, PAGE, NOON) == verdict


# ---------------------------------------------------------------- hostile ones
def hostile(material: Path, name: str) -> list[Parsed]:
    return [parsed(PAGE, one["body"].encode("utf-8", "surrogatepass")) for one in sequences(material)[f"seq_{name}"]]


def test_a_delivery_of_a_thousand_is_a_thousand_mentions(shared_material: Path) -> None:
    [result] = hostile(shared_material, "batch_1000")
    assert len({mention.native_id for mention in result.mentions}) == 1000
    assert result.faults == ()


def test_poison_in_a_batch_costs_nothing_else(shared_material: Path) -> None:
    [result] = hostile(shared_material, "batch_with_poison")
    assert result.mentions
    assert all(mention.author == Author(id="99", name="Tester") for mention in result.mentions)
    assert "body.entry.0.changes.1.value.item" in [fault.where for fault in result.faults]


def test_an_edit_before_its_comment_wins(shared_material: Path) -> None:
    edited, added = map(only, hostile(shared_material, "edit_before_add"))
    assert edited.id == added.id
    assert (edited.text, edited.version > added.version) == ("second text", True)


def test_a_deletion_before_its_comment_is_a_tombstone_for_it(shared_material: Path) -> None:
    removed, added = hostile(shared_material, "remove_before_add")
    assert [grave.id for grave in removed.tombstones] == [mention.id for mention in added.mentions]
    assert removed.mentions == ()


def test_the_same_three_times_is_the_same_mention(shared_material: Path) -> None:
    assert len({mention for result in hostile(shared_material, "duplicate_x3") for mention in result.mentions}) == 1


def test_no_words_and_no_author_are_passed_over(shared_material: Path) -> None:
    for result in hostile(shared_material, "author_missing_and_empty_text"):
        assert (result.mentions, result.faults) == ((), ())
        assert [one.reason for one in result.skipped] == ["no text and no rating"]


def test_times_are_read_in_seconds_milliseconds_and_words_and_never_from_the_future(shared_material: Path) -> None:
    future, epoch, millis, iso, digits = map(only, hostile(shared_material, "clock_skew"))
    assert (future.created_at, future.version) == (NOON, int(NOON.timestamp() * 1000))
    assert epoch.created_at == NOON
    assert millis.created_at == digits.created_at == datetime(2015, 12, 3, 9, 30, 3, tzinfo=UTC)
    assert iso.created_at == datetime(2026, 9, 5, 10, tzinfo=UTC)


def test_a_huge_text_is_cut_and_half_an_emoji_mended(shared_material: Path) -> None:
    assert only(hostile(shared_material, "huge_text")[0]).truncated
    [odd] = hostile(shared_material, "lone_surrogate")[0].mentions
    assert (settled(odd).text, settled(odd).author.name) == ("cut emoji \ufffd end", "nul")


def test_traps_and_events_of_others_are_told_or_passed_over(shared_material: Path) -> None:
    for result in [*hostile(shared_material, "json_traps"), *hostile(shared_material, "unknown_events")]:
        assert (result.mentions, result.tombstones) == ((), ())
        assert result.faults or result.skipped
