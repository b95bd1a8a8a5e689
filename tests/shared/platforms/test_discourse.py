"""Pure: a forum's posts as mentions, tombstones, or what is passed over and why."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.delivery import Delivery, Fault, Skipped
from shared.ears.platform import Done
from shared.mention import Author, Mention
from shared.plan import Source
from shared.platforms import discourse
from tests.builders import NOON
from tests.shared.platforms.deliveries import FORUM, a_post, from_forum, only
from tests.shared.platforms.heard import Held, a_round, hold, parsed


def test_a_post_is_a_mention_with_all_that_the_forum_says_of_it() -> None:
    assert only(from_forum()) == Mention(
        source="forum",
        platform="discourse",
        native_id="forum.example.com/p/7",
        brand="acme",
        version=1790940600500,
        author=Author(id="forum.example.com/u/5", name="Mia", handle="mia"),
        text="I can't log in",
        created_at=datetime(2026, 10, 2, 11, tzinfo=UTC),
        seen_at=NOON,
        url="https://forum.example.com/t/login/3/2",
        thread="forum.example.com/t/3",
        parent="forum.example.com/t/3/1",
        place="forum.example.com/t/3/2",
        engagement=2,
    )


@pytest.mark.parametrize("event", ["post_created", "post_edited", "post_recovered", "post_in_orbit"])
def test_whatever_the_event_a_post_is_told_as_it_now_stands(event: str) -> None:
    assert only(from_forum(event=event)) == only(from_forum())


@pytest.mark.parametrize(
    ("event", "changed", "reason"),
    [
        ("post_destroyed", {}, "deleted on the forum"),
        ("post_edited", {"deleted_at": "2026-10-02T11:40:00Z"}, "deleted on the forum"),
        ("post_edited", {"hidden": True}, "hidden on the forum"),
        ("post_edited", {"user_deleted": True}, "deleted by its author"),
    ],
)
def test_a_post_that_is_gone_leaves_a_tombstone_and_no_words(event: str, changed: dict[str, Any], reason: str) -> None:
    parsed = from_forum(a_post(**changed), event)
    [grave] = parsed.tombstones
    assert (grave.id, grave.reason) == (only(from_forum()).id, reason)
    assert parsed.mentions == ()


def test_a_tombstone_needs_nothing_but_the_id() -> None:
    [grave] = from_forum({"id": 7}, "post_destroyed").tombstones
    assert (grave.native_id, grave.deleted_at) == ("forum.example.com/p/7", NOON)


def test_a_private_message_is_never_public() -> None:
    assert only(from_forum(a_post(topic_archetype="private_message"))).public is False


def test_what_does_not_say_that_it_is_public_is_not() -> None:
    assert only(from_forum(a_post(topic_archetype=None))).public is False
    assert only(from_forum(a_post(topic_archetype="something_new"))).public is False


@pytest.mark.parametrize(
    ("category", "public"),
    [({"category_id": 4}, True), ({"category_id": 9}, False), ({"category_id": "9"}, False), ({}, False)],
)
def test_a_post_in_a_category_that_not_everybody_may_read_is_not_public(category: dict[str, Any], public: bool) -> None:
    forum = Source("forum", "discourse", "webhook", "acme", settings={"private_categories": "7, 9"})
    body = {"post": {name: value for name, value in a_post().items() if name != "category_id"} | category}
    assert only(parsed(forum, body, {"x-discourse-event": "post_created"})).public is public
    assert only(parsed(FORUM, body, {"x-discourse-event": "post_created"})).public is True


@pytest.mark.parametrize("role", ["staff", "admin", "moderator"])
def test_what_our_own_people_write_is_marked(role: str) -> None:
    assert only(from_forum(a_post(**{role: True}))).from_staff


def test_without_the_source_text_the_rendered_one_is_read() -> None:
    cooked = '<p>testing <img class="emoji" alt=":slight_smile:"></p><p>2 &lt; 3</p><script>x()</script>'
    assert only(from_forum(a_post(raw=None, cooked=cooked))).text == "testing :slight_smile:\n\n2 < 3"


@pytest.mark.parametrize("changed", [{"raw": None, "cooked": None}, {"raw": "  "}, {"raw": None, "cooked": "<p></p>"}])
def test_a_post_without_words_is_passed_over_as_they_may_still_come(changed: dict[str, Any]) -> None:
    assert from_forum(a_post(**changed)).skipped == (Skipped("post", "no text in the delivery, needs fetching"),)


@pytest.mark.parametrize("post_type", [2, 3, 4])
def test_the_forums_own_notes_and_whispers_are_passed_over(post_type: int) -> None:
    parsed = from_forum(a_post(post_type=post_type))
    assert (parsed.mentions, len(parsed.skipped)) == ((), 1)


@pytest.mark.parametrize(
    ("event", "what"),
    [
        ("topic_created", "topic_created"),
        ("topic_destroyed", "topic_destroyed"),
        ("ping", "ping"),
        ("accepted_solution", "accepted_solution"),
        ("notification_created", "notification_created"),
        ("Bobby'); DROP TABLE", "event"),
    ],
)
def test_an_event_that_is_no_post_is_passed_over_by_its_name(event: str, what: str) -> None:
    headers = {"x-discourse-event": event, "x-discourse-event-type": "other"}
    body = json.dumps({"post": a_post()}).encode()
    parsed = discourse.parse(Delivery("forum", "discourse", "webhook", body, headers, NOON), FORUM)
    assert [skipped.what for skipped in parsed.skipped] == [what]
    assert parsed.mentions == ()


def test_two_forums_posts_with_one_number_are_two_mentions() -> None:
    ours, theirs = (only(from_forum(instance=f"https://{host}")) for host in ("a.example", "b.example"))
    assert ours.id != theirs.id
    assert ours.author_key != theirs.author_key


def test_without_the_forums_address_the_source_gives_it_or_its_name() -> None:
    assert only(from_forum(instance="")).native_id == "forum/p/7"
    assert only(from_forum(instance="")).url is None
    headers = {"x-discourse-event": "post_created"}
    source = Source("forum", "discourse", "webhook", "acme", url="https://talk.example.com/about")
    body = json.dumps({"post": a_post()}).encode()
    mention = only(discourse.parse(Delivery("forum", "discourse", "webhook", body, headers, NOON), source))
    assert (mention.native_id, mention.url) == ("talk.example.com/p/7", "https://talk.example.com/t/login/3/2")


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_a_link_stays_on_the_forum(path: str) -> None:
    assert only(from_forum(a_post(post_url=path))).url is None


def test_a_link_of_another_sort_than_the_webs_is_none() -> None:
    assert only(from_forum(instance="javascript://alert(1)")).url is None


def test_an_older_forum_without_post_urls_is_linked_by_number() -> None:
    assert only(from_forum(a_post(post_url=None))).url == "https://forum.example.com/t/login/3/2"
    assert only(from_forum(a_post(post_url=None, topic_slug=None))).url == "https://forum.example.com/t/-/3/2"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"id": None}, "post.id"),
        ({"id": ""}, "post.id"),
        ({"id": True}, "post.id"),
        ({"id": 1.5}, "post.id"),
        ({"raw": {"a": 1}}, "post.raw"),
        ({"created_at": "yesterday"}, "post.created_at"),
        ({"created_at": "0001-01-01T00:00:00+14:00"}, "post.created_at"),
        ({"deleted_at": {}}, "post.deleted_at"),
        ({"hidden": "perhaps"}, "post.hidden"),
        ({"topic_archetype": ["regular"]}, "post.topic_archetype"),
    ],
)
def test_what_a_mention_can_not_do_without_is_named_when_it_is_wrong(changed: dict[str, Any], field: str) -> None:
    parsed = from_forum(a_post(**changed))
    assert [fault.where for fault in parsed.faults] == [field]
    assert (parsed.mentions, parsed.tombstones) == ((), ())


def test_a_missing_id_is_told() -> None:
    assert from_forum({"raw": "words"}).faults == (Fault("post.id", "is missing"),)


@pytest.mark.parametrize("field", ["username", "user_id", "reply_count", "post_url", "topic_id", "staff"])
def test_a_mention_is_kept_without_a_decoration_that_is_wrong_and_the_fault_is_told(field: str) -> None:
    parsed = from_forum(a_post(**{field: {"nested": []}}))
    assert [mention.text for mention in parsed.mentions] == ["I can't log in"]
    assert [fault.where for fault in parsed.faults] == [f"post.{field}"]


def test_a_fault_never_quotes_a_customer() -> None:
    parsed = from_forum(a_post(raw=["My name is Mia and I live at"], username=["My name is Mia"]))
    assert parsed.faults
    assert "Mia" not in str(parsed.faults)


def a_page(*posts: object, **more: object) -> bytes:
    return json.dumps({"post_stream": {"posts": list(posts)}, **more}).encode()


def swept(body: bytes) -> Any:
    source = Source("forum", "discourse", "sweep", "acme", url="https://forum.example.com/t/3.json")
    return discourse.parse(Delivery("forum", "discourse", "sweep", body, {}, NOON), source)


def test_a_swept_page_holds_many_posts_the_same_as_the_webhooks() -> None:
    post = {name: value for name, value in a_post().items() if name != "topic_archetype"}
    assert only(swept(a_page(post))) == only(from_forum())
    assert only(swept(json.dumps({"latest_posts": [post]}).encode())) == only(from_forum())


def test_one_bad_post_on_a_page_costs_no_other() -> None:
    parsed = swept(a_page(a_post(id=1), "post", a_post(id=None), a_post(id=4)))
    assert [mention.native_id for mention in parsed.mentions] == ["forum.example.com/p/1", "forum.example.com/p/4"]
    assert [fault.where for fault in parsed.faults] == ["posts.1", "posts.2.id"]


def test_a_page_of_a_private_topic_is_not_public() -> None:
    post = {name: value for name, value in a_post().items() if name != "topic_archetype"}
    assert only(swept(a_page(post, archetype="private_message"))).public is False


def test_a_page_without_posts_is_passed_over() -> None:
    assert len(swept(b'{"topic_list": {}}').skipped) == 1
    assert [fault.where for fault in swept(b'{"latest_posts": 3}').faults] == ["posts"]


def test_a_post_that_was_asked_for_and_is_not_shown_is_gone() -> None:
    headers = {"firebreak-status": "404", "firebreak-asked": "7"}
    source = Source("forum", "discourse", "sweep", "acme", url="https://forum.example.com")
    body = b'{"errors": ["not here"], "error_type": "not_found"}'
    parsed = discourse.parse(Delivery("forum", "discourse", "sweep", body, headers, NOON), source)
    [grave] = parsed.tombstones
    assert (grave.id, grave.reason) == (only(from_forum()).id, "no longer shown on the forum")
    assert parsed.mentions == ()


def test_a_page_that_is_not_shown_is_passed_over() -> None:
    source = Source("forum", "discourse", "sweep", "acme", url="https://forum.example.com")
    delivery = Delivery("forum", "discourse", "sweep", b"{}", {"firebreak-status": "403"}, NOON)
    assert [skipped.reason for skipped in discourse.parse(delivery, source).skipped] == ["not shown by the forum"]


# ---------------------------------------------------------------- asking
TALK = Source("talk", "discourse", "sweep", "acme", url="https://talk.example.com/")
SEARCH = replace(TALK, look_for=("acme ferry", "late"))


def held(source: Source, cursor: dict[str, Any], *answers: object, token: str = "") -> Held:
    assert discourse.PLATFORM.sweep is not None
    return hold(discourse.PLATFORM.sweep.run(a_round(source, cursor, token=token)), *answers)


def latest(*ids: int) -> dict[str, Any]:
    return {"latest_posts": [{"id": one} for one in ids]}


def found(*ids: int) -> dict[str, Any]:
    return {"posts": [{"id": one, "blurb": "its first words"} for one in ids], "topics": []}


def test_the_first_time_one_page_of_posts_is_enough() -> None:
    first = held(TALK, {}, latest(103, 102, 60))
    assert first.urls == ["https://talk.example.com/posts.json"]
    assert first.done == Done({"post": 103})


def test_new_posts_are_read_window_by_window_down_to_what_is_known_also_through_an_empty_one() -> None:
    later = held(TALK, {"post": 100}, latest(230, 222), latest(), latest(121, 120), latest(101))
    pages = ("", "?before=221", "?before=171", "?before=119")
    assert later.urls == [f"https://talk.example.com/posts.json{page}" for page in pages]
    assert later.done == Done({"post": 230})
    assert len(later.kept) == 4


def test_more_than_five_pages_of_posts_are_cut_and_that_is_told() -> None:
    cut = held(TALK, {"post": 1}, *[latest(900 - n * 60) for n in range(5)])
    assert cut.done is not None
    assert cut.done.cursor == {"post": 900}
    assert cut.done.note == "more than 5 pages of new posts since the last round: the oldest of them are missing"


@pytest.mark.parametrize("answer", [b"<html>", {"latest_posts": 3}, {"latest_posts": [3, {"id": "x"}]}])
def test_a_page_that_is_none_moves_nothing(answer: object) -> None:
    assert held(TALK, {"post": 100}, answer).done == Done({"post": 100})


def test_what_a_search_finds_is_fetched_post_by_post_the_oldest_first() -> None:
    both = held(SEARCH, {"post": 100}, found(130, 99), found(120, 130), {"id": 120}, {"id": 130})
    assert both.urls == [
        "https://talk.example.com/search.json?q=acme%20ferry%20order%3Alatest",
        "https://talk.example.com/search.json?q=late%20order%3Alatest",
        "https://talk.example.com/posts/120.json",
        "https://talk.example.com/posts/130.json",
    ]
    assert [dict(ask.told) for ask in both.kept] == [{"firebreak-asked": "120"}, {"firebreak-asked": "130"}]
    assert both.done == Done({"post": 130})


@pytest.mark.parametrize("status", [403, 404, 410])
def test_a_found_post_that_is_gone_by_then_does_not_end_the_round(status: int) -> None:
    assert held(SEARCH, {"post": 100}, found(120), found(), status).done == Done({"post": 120})


def test_a_search_that_is_cut_off_goes_on_with_the_post_that_it_could_not_fetch() -> None:
    cut = held(SEARCH, {"post": 100}, found(120, 130), found(), {"id": 120}, 429)
    assert cut.done is None
    assert cut.asked[-1].so_far == {"post": 129}


def test_a_search_fetches_at_most_twenty_posts_in_a_round() -> None:
    posts = [{"id": one} for one in range(101, 121)]
    busy = held(SEARCH, {"post": 100}, found(*range(101, 131)), found(), *posts)
    assert busy.done == Done({"post": 120}, more=True)
    first = held(SEARCH, {}, found(*range(101, 131)), found(), *posts)
    assert first.done == Done({"post": 130})


def test_a_key_is_shown_and_whose_eyes_it_reads_with_only_where_that_is_said() -> None:
    [ask] = held(TALK, {}, latest(1), token="k").asked
    assert (ask.headers["Api-Key"], "Api-Username" in ask.headers) == ("k", False)
    [ask] = held(replace(TALK, settings={"username": "reader"}), {}, latest(1), token="k").asked
    assert ask.headers["Api-Username"] == "reader"
    assert set(held(TALK, {}, latest(1)).asked[0].headers) == {"Accept"}


def test_what_is_not_shown_to_us_is_not_gone() -> None:
    headers = {"firebreak-status": "403", "firebreak-asked": "7"}
    body = b'{"errors": ["You are not permitted"], "error_type": "invalid_access"}'
    read = discourse.parse(Delivery("talk", "discourse", "sweep", body, headers, NOON), TALK)
    assert (read.tombstones, [skipped.reason for skipped in read.skipped]) == (
        (),
        ["not shown to us; it may still be there"],
    )


def test_a_page_that_is_none_leaves_what_stands_below_it_for_later() -> None:
    assert held(TALK, {"post": 100}, latest(230, 222), b"<html>").done == Done({"post": 100})


def test_a_search_that_holds_more_than_it_shows_is_told() -> None:
    posts = [{"id": one} for one in range(101, 121)]
    cut = held(SEARCH, {"post": 100}, found(*range(101, 151)), found(), *posts)
    assert cut.done is not None
    assert "sweep more often" in (cut.done.note or "")
