"""Pure: posts and comments on Reddit as mentions, tombstones, or what is passed over and why."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings

from shared.delivery import Parsed
from shared.mention import Author, Media, Mention
from shared.plan import Source
from tests.builders import NOON
from tests.shared.platforms.heard import holds, mangled, only, parsed

SOURCE = Source("reddit", "reddit", "sweep", "acme", look_for=("r/acme",), settings={"contact": "acme_care"})
POST: dict[str, Any] = {
    "name": "t3_abc",
    "title": "Stuck in the app",
    "selftext": "It stops at **seats** since 9.",
    "author": "mia_flies",
    "author_fullname": "t2_77",
    "created_utc": 1790938800.0,
    "edited": False,
    "permalink": "/r/acme/comments/abc/stuck_in_the_app/?ref=search_posts",
    "subreddit_type": "public",
    "score": 4,
    "num_comments": 3,
    "num_crossposts": 2,
    "url": "https://www.reddit.com/r/acme/comments/abc/stuck_in_the_app/",
}
COMMENT: dict[str, Any] = {
    "name": "t1_def",
    "body": "Same here",
    "author": "mia_flies",
    "created_utc": 1790938800.0,
    "edited": 1790939400.0,
    "link_id": "t3_abc",
    "parent_id": "t1_ccc",
    "score": -5,
}


def a_listing(*things: Any) -> dict[str, Any]:
    children = [{"kind": "t1" if "body" in one else "t3", "data": one} for one in things]
    return {"kind": "Listing", "data": {"after": None, "children": children}}


def swept(*things: Any) -> Parsed:
    return parsed(SOURCE, a_listing(*things))


def rechecked(body: object, *asked: str) -> Parsed:
    return parsed(SOURCE, body, {"firebreak-asked": ",".join(asked)}, how="fetch")


def test_a_post_is_a_mention_of_its_title_and_text() -> None:
    assert only(swept(POST)) == Mention(
        source="reddit",
        platform="reddit",
        native_id="t3_abc",
        brand="acme",
        version=1790938800000,
        author=Author("t2_77", None, "mia_flies"),
        text="Stuck in the app\n\nIt stops at **seats** since 9.",
        created_at=datetime(2026, 10, 2, 11, tzinfo=UTC),
        seen_at=NOON,
        url="https://www.reddit.com/r/acme/comments/abc/stuck_in_the_app/",
        thread="t3_abc",
        engagement=9,
        reposts=2,
    )


def test_a_comment_knows_its_post_and_what_it_answers_and_its_edit_is_its_version() -> None:
    mention = only(swept(COMMENT))
    assert (mention.native_id, mention.thread, mention.parent) == ("t1_def", "t3_abc", "t1_ccc")
    assert (mention.text, mention.version, mention.engagement) == ("Same here", 1790939400000, 0)
    assert mention.created_at == datetime(2026, 10, 2, 11, tzinfo=UTC)
    assert mention.url == "https://www.reddit.com/comments/abc/_/def/"


def test_a_link_without_a_text_is_a_mention_of_its_title() -> None:
    assert only(swept(POST | {"selftext": ""})).text == "Stuck in the app"


@pytest.mark.parametrize(
    ("changed", "media"),
    [
        ({"post_hint": "image", "url": "https://i.example.com/1.png"}, Media("image", "https://i.example.com/1.png")),
        (
            {"is_video": True, "media": {"reddit_video": {"fallback_url": "https://v.example.com/1"}}},
            Media("video", "https://v.example.com/1"),
        ),
    ],
)
def test_a_posts_picture_or_film_is_kept(changed: dict[str, Any], media: Media) -> None:
    assert only(swept(POST | changed)).media == (media,)


@pytest.mark.parametrize(
    ("thing", "reason"),
    [
        (COMMENT | {"body": "[deleted]", "author": "[deleted]"}, "deleted by its author"),
        (COMMENT | {"body": "[removed]"}, "removed on Reddit"),
        (COMMENT | {"body": "[ Removed by Reddit in response to a copyright notice. ]"}, "removed on Reddit"),
        (COMMENT | {"author": "[deleted]"}, "its author deleted the account"),
        (POST | {"selftext": "[deleted]"}, "deleted by its author"),
        (POST | {"selftext": "[removed]"}, "removed on Reddit"),
        (POST | {"removed_by_category": "deleted", "selftext": ""}, "deleted by its author"),
        (POST | {"removed_by_category": "automod_filtered"}, "removed on Reddit"),
        (POST | {"author": "[deleted]", "selftext": ""}, "its author deleted the account"),
    ],
)
def test_what_is_gone_there_leaves_a_tombstone_and_no_words(thing: dict[str, Any], reason: str) -> None:
    result = swept(thing)
    assert [(grave.native_id, grave.reason) for grave in result.tombstones] == [(thing["name"], reason)]
    assert result.mentions == ()


def test_words_about_a_deletion_are_not_one() -> None:
    assert only(swept(COMMENT | {"body": "[deleted] my booking, they did"})).text.startswith("[deleted] my")
    assert only(swept(COMMENT | {"body": "[deletedness]"})).text == "[deletedness]"


@pytest.mark.parametrize(
    ("kind", "public"),
    [("public", True), ("restricted", True), ("user", True), ("private", False), ("new", False)],
)
def test_only_what_anybody_can_read_is_public(kind: str, public: bool) -> None:
    assert only(swept(COMMENT | {"subreddit_type": kind})).public is public


def test_a_community_whose_kind_can_not_be_read_is_no_public_one() -> None:
    result = swept(COMMENT | {"subreddit_type": ["public"]})
    assert (result.mentions, len(result.faults)) == ((), 1)


@pytest.mark.parametrize("path", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", ""])
def test_a_link_stays_on_reddit(path: str) -> None:
    assert only(swept(POST | {"permalink": path})).url == "https://www.reddit.com/comments/abc/"


@pytest.mark.parametrize("edited", [False, True, None])
def test_without_the_time_of_an_edit_a_post_is_as_old_as_itself(edited: bool | None) -> None:
    assert only(swept(COMMENT | {"edited": edited})).version == 1790938800000


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": None}, "name"),
        ({"name": "t5_abc"}, "name"),
        ({"name": 7}, "name"),
        ({"body": ["Mia"]}, "body"),
        ({"created_utc": "yesterday"}, "created_utc"),
        ({"edited": "yesterday"}, "edited"),
        ({"removed_by_category": 7}, "removed_by_category"),
    ],
)
def test_what_a_comment_can_not_do_without_is_named_when_it_is_wrong(changed: dict[str, Any], field: str) -> None:
    result = swept(COMMENT | changed)
    assert [fault.where for fault in result.faults] == [f"data.children.0.data.{field}"]
    assert (result.mentions, result.tombstones) == ((), ())


@pytest.mark.parametrize("field", ["author_fullname", "score", "link_id", "parent_id"])
def test_a_comment_is_kept_without_a_decoration_that_is_wrong_and_the_fault_is_told(field: str) -> None:
    result = swept(COMMENT | {field: {"nested": []}})
    assert ([each.text for each in result.mentions], len(result.faults)) == (["Same here"], 1)


def test_one_bad_thing_costs_no_other() -> None:
    result = parsed(SOURCE, {"data": {"children": ["x", *a_listing(COMMENT, POST)["data"]["children"]]}})
    assert [mention.native_id for mention in result.mentions] == ["t1_def", "t3_abc"]
    assert [fault.where for fault in result.faults] == ["data.children.0"]


def test_what_is_neither_post_nor_comment_is_passed_over() -> None:
    more = {"kind": "Listing", "data": {"children": [{"kind": "more", "data": {}}]}}
    assert [skipped.reason for skipped in parsed(SOURCE, more).skipped] == ["neither a post nor a comment"]


def test_an_empty_page_is_passed_over() -> None:
    assert [skipped.reason for skipped in swept().skipped] == ["nothing new on it"]


def test_a_page_that_reddit_does_not_show_is_passed_over() -> None:
    result = parsed(SOURCE, {"reason": "private", "error": 403}, {"firebreak-status": "403"})
    assert [skipped.reason for skipped in result.skipped] == ["Reddit shows no such community, or not to us"]
    assert result.faults == ()


def test_what_reddit_leaves_out_of_an_answer_is_gone_and_the_rest_is_read_anew() -> None:
    result = rechecked(a_listing(COMMENT | {"body": "edited since"}), "t1_def", "t3_gone")
    assert [(grave.native_id, grave.reason) for grave in result.tombstones] == [("t3_gone", "no longer on Reddit")]
    assert [mention.text for mention in result.mentions] == ["edited since"]


@pytest.mark.parametrize("body", [{}, {"data": {}}, {"data": {"children": [7]}}, {"message": "no"}, b"<html>"])
def test_an_answer_that_can_not_be_read_is_no_proof_that_a_post_is_gone(body: object) -> None:
    assert rechecked(body, "t1_def").tombstones == ()


@settings(max_examples=60)
@given(mangled(a_listing(POST, COMMENT)))
def test_whatever_is_mangled_something_is_told(body: Any) -> None:
    holds(parsed(SOURCE, body))
    result = rechecked(body, "t1_def", "t3_abc")
    holds(result)
    both = {mention.native_id for mention in result.mentions} & {grave.native_id for grave in result.tombstones}
    assert not both or "t1_def" in str(body)


@pytest.mark.parametrize(("asked", "buried"), [(9, 9), (10, 0)])
def test_an_answer_that_lacks_all_of_many_is_an_outage_and_buries_nobody(asked: int, buried: int) -> None:
    names = ",".join(f"t1_{number}" for number in range(asked))
    source = Source("reddit", "reddit", "sweep", "acme")
    result = parsed(source, {"data": {"children": []}}, {"firebreak-asked": names}, "fetch")
    assert (len(result.tombstones), [fault.where for fault in result.faults]) == (
        buried,
        [] if buried else ["answer"],
    )
