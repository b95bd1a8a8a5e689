"""Pure: what people write on a Facebook page, from its deliveries and from the answers to what we ask."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.delivery import Parsed, Skipped, Wanted
from shared.ears.platform import Asking, Done, Heard
from shared.mention import Author, Mention, Tombstone, milliseconds
from shared.plan import Source
from shared.platforms.facebook import PLATFORM
from tests.builders import NOON
from tests.shared.platforms.heard import Held, a_round, hold, holds, mangled, only, parsed

PAGE = Source("page", "facebook", "webhook", "acme")
SWEPT = Source("page", "facebook", "sweep", "acme")
ELEVEN = datetime(2026, 10, 2, 11, tzinfo=UTC)
AT = int(ELEVEN.timestamp())
COMMENT: dict[str, Any] = {
    "item": "comment",
    "verb": "add",
    "comment_id": "20_31",
    "post_id": "10_20",
    "parent_id": "10_20",
    "created_time": AT,
    "message": "Still no ferry",
    "from": {"id": "500", "name": "Mia"},
}
A_POST: dict[str, Any] = {"item": "post"}
RATING: dict[str, Any] = {
    "item": "rating",
    "verb": "add",
    "open_graph_story_id": "77",
    "reviewer_id": "500",
    "reviewer_name": "Mia",
    "recommendation_type": "NEGATIVE",
    "review_text": "Never again",
    "created_time": AT,
}
SAID: dict[str, Any] = {
    "sender": {"id": "900"},
    "recipient": {"id": "10"},
    "timestamp": AT * 1000,
    "message": {
        "mid": "m_1",
        "text": "Where is my refund?",
        "reply_to": {"mid": "m_0"},
        "attachments": [
            {"type": "image", "payload": {"url": "https://cdn.example.com/a.png"}},
            {"type": "fallback", "payload": "words", "url": "https://example.com"},
        ],
    },
}
POST: dict[str, Any] = {
    "id": "10_20",
    "message": "We sail again at noon",
    "created_time": "2026-10-02T11:00:00+0000",
    "updated_time": "2026-10-02T11:30:00+0000",
    "from": {"id": "10", "name": "Acme Ferries"},
    "permalink_url": "https://www.facebook.com/10/posts/20",
    "is_hidden": False,
    "is_published": True,
    "full_picture": "https://cdn.example.com/b.png",
    "shares": {"count": 3},
    "comments": {"data": [], "summary": {"total_count": 4}},
    "reactions": {"data": [], "summary": {"total_count": 5}},
}
ANSWERED: dict[str, Any] = {
    "id": "20_32",
    "message": "And mine?",
    "created_time": "2026-10-02T11:10:00+0000",
    "from": {"id": "501", "name": "Noor"},
    "permalink_url": "https://www.facebook.com/10/posts/20/?comment_id=31&reply_comment_id=32",
    "parent": {"id": "20_31"},
    "like_count": 2,
    "comment_count": 1,
    "is_hidden": False,
    "attachment": {"type": "photo", "media": {"image": {"src": "https://cdn.example.com/c.png"}}},
}


def delivery(*values: object, field: str = "feed", time: int = AT) -> dict[str, Any]:
    changes = [{"field": field, "value": value} for value in values]
    return {"object": "page", "entry": [{"id": "10", "time": time, "changes": changes}]}


def conversation(*events: object) -> dict[str, Any]:
    return {"object": "page", "entry": [{"id": "10", "time": AT * 1000, "messaging": list(events)}]}


def a_change(
    value: dict[str, Any] = COMMENT, field: str = "feed", time: int = AT, by: object = "told", **changed: Any
) -> Parsed:
    """A change of that value; `by` is who made it, where that is another than it says."""
    who = {} if by == "told" else {"from": by}
    merged = {name: one for name, one in {**value, **changed, **who}.items() if one is not ...}
    return parsed(PAGE, delivery(merged, field=field, time=time))


def answered(*found: object, **told: str) -> Parsed:
    headers = {f"firebreak-{name}": value for name, value in told.items()}
    return parsed(SWEPT, {"data": list(found)}, headers)


# ---------------------------------------------------------------- deliveries
def test_a_comment_is_a_mention_with_all_that_is_told_of_it() -> None:
    assert only(a_change()) == Mention(
        source="page",
        platform="facebook",
        native_id="20_31",
        brand="acme",
        version=milliseconds(ELEVEN),
        author=Author(id="500", name="Mia"),
        text="Still no ferry",
        created_at=ELEVEN,
        seen_at=NOON,
        url="https://www.facebook.com/10/posts/20/?comment_id=31",
        thread="10_20",
        parent="10_20",
    )


def test_an_answer_to_a_comment_is_below_it() -> None:
    mention = only(a_change(comment_id="20_32", parent_id="20_31"))
    assert (mention.thread, mention.parent) == ("10_20", "20_31")
    assert mention.url == "https://www.facebook.com/10/posts/20/?comment_id=31&reply_comment_id=32"


@pytest.mark.parametrize(
    "ids",
    [{"comment_id": "20_<b>"}, {"post_id": "10_20/../.."}, {"post_id": ...}, {"post_id": "javascript:1"}],
)
def test_odd_ids_make_no_address(ids: dict[str, Any]) -> None:
    assert only(a_change(**ids)).url is None


def test_what_the_page_itself_writes_is_ours() -> None:
    assert only(a_change(by={"id": 10, "name": "Acme"})).from_staff
    assert not only(a_change()).from_staff


@pytest.mark.parametrize("item", ["post", "status", "photo", "video", "share", "album", "note", "link", "event"])
def test_a_visitors_post_is_a_mention(item: str) -> None:
    mention = only(a_change(item=item, comment_id=..., parent_id=...))
    assert (mention.native_id, mention.thread, mention.parent) == ("10_20", "10_20", None)
    assert mention.url == "https://www.facebook.com/10/posts/20"


def test_pictures_of_a_post_are_kept_and_links_to_websites_are_not() -> None:
    photos = ["https://cdn.example.com/1.png", "https://cdn.example.com/2.png", "javascript:alert(1)", 3]
    mention = only(a_change(item="status", photos=photos, link="https://example.com"))
    assert [one.url for one in mention.media] == photos[:2]
    [video] = only(a_change(item="video", link="https://cdn.example.com/3.mp4")).media
    assert (video.kind, video.url) == ("video", "https://cdn.example.com/3.mp4")


def test_a_post_that_is_told_without_its_id_has_it_from_the_picture() -> None:
    assert only(a_change(item="photo", post_id=..., photo_id=20)).native_id == "10_20"


@pytest.mark.parametrize("verb", ["edited", "edit", "update", "unhide"])
def test_an_edit_is_newer_even_within_the_second_and_whatever_comes_first(verb: str) -> None:
    edited, later = only(a_change(verb=verb)), only(a_change(verb=verb, time=AT + 60))
    assert only(a_change(time=AT + 90)).version < edited.version < later.version
    assert later.created_at == ELEVEN


@pytest.mark.parametrize("verb", ["remove", "delete"])
@pytest.mark.parametrize(("value", "native_id"), [(COMMENT, "20_31"), (RATING, "77"), (A_POST, "10_20")])
def test_what_is_gone_needs_nothing_but_its_id(verb: str, value: dict[str, Any], native_id: str) -> None:
    ids: dict[str, Any] = {name: value[name] for name in ("item", "comment_id", "open_graph_story_id") if name in value}
    result = parsed(PAGE, delivery(ids | {"verb": verb, "post_id": "10_20"}, time=AT))
    assert result == Parsed(tombstones=(Tombstone("page", "facebook", native_id, "deleted on Facebook", ELEVEN),))


@pytest.mark.parametrize("item", ["reaction", "like", "follow", "I live at 3 High Street"])
def test_what_nobody_wrote_is_passed_over(item: str) -> None:
    result = a_change(item=item, verb=...)
    assert (result.mentions, result.faults, len(result.skipped)) == ((), (), 1)
    assert " " not in result.skipped[0].what


@pytest.mark.parametrize("changed", [{"verb": "mute"}, {"published": 0}, {"message": ""}, {"message": ...}])
def test_what_is_not_there_to_be_read_is_passed_over(changed: dict[str, Any]) -> None:
    result = a_change(**changed)
    assert (result.mentions, result.faults, len(result.skipped)) == ((), (), 1)


@pytest.mark.parametrize(
    ("told", "rating"),
    [
        ({}, 1),
        ({"recommendation_type": "positive"}, 5),
        ({"rating": 3}, 3),
        ({"rating": 9}, 1),
        ({"recommendation_type": ...}, None),
    ],
)
def test_a_recommendation_is_a_rating(told: dict[str, Any], rating: int | None) -> None:
    mention = only(a_change(RATING, "ratings", **told))
    assert (mention.rating, mention.text, mention.author) == (rating, "Never again", Author(id="500", name="Mia"))
    assert mention.native_id == "77"


def test_a_bare_no_is_heard() -> None:
    assert only(a_change(RATING, "ratings", review_text=...)).rating == 1


def test_only_who_is_not_told_is_asked_for() -> None:
    assert a_change(field="mention").wanted == ()
    assert a_change(by=...).wanted == ()
    named = a_change(field="mention", by=...)
    assert len(named.mentions) == 1
    assert named.wanted == (Wanted("page", "facebook", "comment", ("20_31",), NOON),)


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (b"", "body"),
        (b"[3]", "body.0"),
        ({"entry": []}, "body.object"),
        ({"object": "page"}, "body.entry"),
        ({"object": "page", "entry": {}}, "body.entry"),
        ({"object": "page", "entry": [3]}, "body.entry.0"),
        (delivery({"item": None}), "body.entry.0.changes.0.value.item"),
        (delivery({**COMMENT, "verb": 3}), "body.entry.0.changes.0.value.verb"),
        (delivery({**COMMENT, "comment_id": 1.5}), "body.entry.0.changes.0.value.comment_id"),
        (delivery({**COMMENT, "message": 3}), "body.entry.0.changes.0.value.message"),
        (delivery({**COMMENT, "created_time": "soon"}), "body.entry.0.changes.0.value.created_time"),
        (delivery("text"), "body.entry.0.changes.0.value"),
        (conversation({**SAID, "message": {"text": "no id"}}), "body.entry.0.messaging.0.message.mid"),
        (
            conversation({**SAID, "message": {**SAID["message"], "is_deleted": 1}}),
            "body.entry.0.messaging.0.message.is_deleted",
        ),
    ],
)
def test_what_can_not_be_read_is_one_fault_that_names_the_field(body: object, where: str) -> None:
    result = parsed(PAGE, body)
    assert [fault.where for fault in result.faults] == [where]
    assert (result.mentions, result.tombstones, result.skipped) == ((), (), ())


def test_a_decoration_that_is_wrong_costs_no_mention() -> None:
    result = a_change(by="Mia", photo=3, photos="none")
    assert [mention.text for mention in result.mentions] == ["Still no ferry"]
    assert result.faults


@pytest.mark.parametrize(
    "body",
    [
        [],
        {"object": "page", "entry": []},
        {"object": "page", "entry": [{"id": "10"}]},
        {"object": "instagram", "entry": [{"id": "10"}]},
        delivery({"x": 1}, field="brand_new_field"),
    ],
)
def test_what_we_did_not_ask_for_is_passed_over(body: object) -> None:
    result = parsed(PAGE, body)
    assert (result.mentions, result.faults, len(result.skipped)) == ((), (), 1)


# ---------------------------------------------------------------- conversations
def test_a_message_is_private_with_all_that_is_told_of_it() -> None:
    mention = only(parsed(PAGE, conversation(SAID)))
    assert (mention.native_id, mention.text, mention.parent) == ("m_1", "Where is my refund?", "m_0")
    assert (mention.author, mention.thread) == (Author(id="900"), "10/900")
    assert (mention.public, mention.from_staff, mention.created_at) == (False, False, ELEVEN)
    assert [(one.kind, one.url) for one in mention.media] == [("image", "https://cdn.example.com/a.png")]


@pytest.mark.parametrize(
    "event",
    [
        {"sender": {"id": "10"}, "recipient": {"id": "900"}},
        {"message": {**SAID["message"], "is_echo": True}},
    ],
)
def test_our_own_answers_are_known_and_in_the_same_thread(event: dict[str, Any]) -> None:
    mention = only(parsed(PAGE, conversation({**SAID, **event})))
    assert (mention.from_staff, mention.public, mention.thread) == (True, False, "10/900")


def test_edits_of_a_message_are_newer_the_more_there_are() -> None:
    edits = [{"mid": "m_1", "text": "Please", "num_edit": count} for count in (1, "2")]
    events = [{**SAID, "message": ..., "message_edit": edit} for edit in edits]
    versions = [
        only(parsed(PAGE, conversation({key: one for key, one in event.items() if one is not ...}))).version
        for event in events
    ]
    assert only(parsed(PAGE, conversation(SAID))).version < versions[0] < versions[1]


def test_a_message_that_was_taken_back_leaves_a_tombstone() -> None:
    result = parsed(PAGE, conversation({**SAID, "message": {"mid": "m_1", "is_deleted": True}}))
    assert result == Parsed(tombstones=(Tombstone("page", "facebook", "m_1", "taken back by its author", ELEVEN),))


def test_a_pressed_button_says_its_words() -> None:
    pressed = {**SAID, "message": None, "postback": {"mid": "m_2", "title": "Talk to a person", "payload": "p"}}
    assert only(parsed(PAGE, conversation(pressed))).text == "Talk to a person"


@pytest.mark.parametrize(
    "event",
    [
        {"read": {"watermark": 1}},
        {"reaction": {"mid": "m_1", "action": "react"}},
        {"postback": {"payload": "p"}},
        {"message": {"mid": "m_1", "is_unsupported": True}},
    ],
)
def test_receipts_reactions_and_the_like_are_passed_over(event: dict[str, Any]) -> None:
    result = parsed(PAGE, conversation({"sender": {"id": "900"}, "timestamp": AT, **event}))
    assert (result.mentions, result.faults, len(result.skipped)) == ((), (), 1)


# ---------------------------------------------------------------- answers
def test_a_post_in_an_answer_is_the_same_mention_as_in_a_delivery() -> None:
    mention = only(answered(POST, edge="feed"))
    assert mention.id == only(a_change(item="status", comment_id=...)).id
    assert (mention.from_staff, mention.thread, mention.url) == (True, "10_20", "https://www.facebook.com/10/posts/20")
    assert (mention.engagement, mention.reposts, mention.created_at) == (12, 3, ELEVEN)


def test_a_comment_in_an_answer_is_the_same_mention_as_in_a_delivery() -> None:
    mention = only(answered(ANSWERED, edge="comments", post="10_20"))
    assert mention.id == only(a_change(comment_id="20_32")).id
    assert (mention.thread, mention.parent, mention.from_staff) == ("10_20", "20_31", False)
    assert (mention.author, mention.engagement) == (Author(id="501", name="Noor"), 3)
    assert [one.url for one in mention.media] == ["https://cdn.example.com/c.png"]
    assert only(answered({**ANSWERED, "from": {"id": "10"}}, edge="comments", post="10_20")).from_staff


def test_what_is_answered_stands_there_now_unless_its_author_is_kept_from_us() -> None:
    assert only(answered(ANSWERED, edge="comments", post="10_20")).version == milliseconds(NOON)
    without = answered({**ANSWERED, "from": None}, edge="comments", post="10_20")
    assert only(without).version == milliseconds(ELEVEN + timedelta(minutes=10)) - 1


def test_a_delivery_that_names_the_author_replaces_an_answer_that_does_not_though_it_comes_later() -> None:
    told = only(a_change(comment_id="20_32"))
    nameless = {"id": "20_32", "message": told.text, "created_time": told.created_at.isoformat()}
    assert only(answered(nameless, edge="comments", post="10_20")).version < told.version
    assert only(answered({**nameless, "created_time": None}, edge="comments", post="10_20")).version < told.version


def test_a_tagged_post_is_not_ours_though_its_id_begins_with_its_author() -> None:
    post = {**POST, "id": "500_20", "from": {"id": "500", "name": "Mia"}}
    assert not only(answered(post, edge="tagged")).from_staff


def test_what_the_page_hides_is_still_heard_and_is_not_public_until_it_is_shown_again() -> None:
    shown, hidden, again = (
        only(a_change(verb=verb, time=at)) for verb, at in (("add", AT), ("hide", AT), ("unhide", AT + 9))
    )
    assert [one.public for one in (shown, hidden, again)] == [True, False, True]
    assert shown.version < hidden.version < again.version
    assert (hidden.native_id, hidden.text) == (shown.native_id, shown.text)
    assert not only(answered({**POST, "is_hidden": True}, edge="feed")).public
    assert not only(answered({**ANSWERED, "is_hidden": True}, edge="comments")).public


def test_what_the_page_has_not_published_is_nothing() -> None:
    assert answered({**POST, "is_published": False}).skipped == (Skipped("post", "not published"),)


def test_what_was_asked_for_and_is_not_there_any_more_leaves_a_tombstone() -> None:
    told = {"firebreak-asked": "20_31", "firebreak-status": "404", "firebreak-edge": "comment"}
    result = parsed(PAGE, b"", told, "fetch")
    assert result.tombstones == (Tombstone("page", "facebook", "20_31", "not there any more", NOON),)
    assert result.faults == ()


def test_a_refusal_says_nothing_of_the_post() -> None:
    told = {"firebreak-asked": "20_31", "firebreak-status": "400", "firebreak-edge": "comment"}
    result = parsed(PAGE, {"error": {"code": 100, "message": "does not exist or no permission"}}, told, "fetch")
    assert result == Parsed(skipped=(Skipped("answer", "a refusal of the Graph API"),))


def test_the_one_comment_that_was_asked_for_tells_its_author() -> None:
    told = {"firebreak-asked": "20_32", "firebreak-edge": "comment"}
    mention = only(parsed(PAGE, ANSWERED, told, "fetch"))
    assert (mention.author, mention.thread, mention.parent) == (Author(id="501", name="Noor"), "10_20", "20_31")


# ---------------------------------------------------------------- asking
def swept(*answers: object, cursor: dict[str, Any] | None = None, source: Source = SWEPT) -> Held:
    assert PLATFORM.sweep is not None
    return hold(PLATFORM.sweep.run(a_round(source, cursor, token="t")), *answers)


def page_of(*found: object, after: str | None = None) -> dict[str, Any]:
    return {"data": list(found), "paging": {"cursors": {"after": after}, "next": "x"} if after else {}}


def moved(number: int, minute: int) -> dict[str, Any]:
    return {"id": f"10_{number}", "updated_time": f"2026-10-02T11:{minute:02}:00+0000"}


def asked(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def test_the_first_round_reads_one_page_and_the_comments_of_the_newest_posts() -> None:
    posts = [moved(number, number) for number in range(1, 8)]
    held = swept(page_of(*posts), *[page_of(after="more")] * 5, page_of())
    paths = [urlsplit(url).path for url in held.urls]
    assert paths == ["/v25.0/me/feed", *[f"/v25.0/10_{number}/comments" for number in range(3, 8)], "/v25.0/me/tagged"]
    assert [dict(ask.told) for ask in held.kept][:2] == [
        {"firebreak-edge": "feed"},
        {"firebreak-edge": "comments", "firebreak-post": "10_3"},
    ]
    assert "since" not in asked(held.urls[1])
    assert held.done is not None
    assert (held.done.cursor, held.done.more) == ({"me": [AT + 7 * 60] * 2}, False)


def test_later_only_posts_that_moved_are_asked_for_what_was_written_since() -> None:
    known = {"me": [AT + 1800] * 2}
    held = swept(page_of(moved(1, 5), moved(2, 25), moved(3, 40)), page_of(), page_of(), page_of(), cursor=known)
    assert [urlsplit(url).path for url in held.urls][1:3] == ["/v25.0/10_3/comments", "/v25.0/10_2/comments"]
    query = asked(held.urls[1])
    assert (query["since"], query["filter"]) == (str(AT + 1800 - 600), "stream")
    assert held.done is not None
    assert held.done.cursor == {"me": [AT + 2400] * 2}


def test_a_post_with_many_new_comments_is_read_page_by_page_to_a_bound() -> None:
    known = {"me": [AT] * 2}
    held = swept(page_of(moved(1, 5)), *[page_of(after="c")] * 5, page_of(), cursor=known)
    assert [asked(url).get("after") for url in held.urls[1:6]] == [None, "c", "c", "c", "c"]


def test_what_does_not_fit_into_a_round_is_read_in_the_next_since_the_same_time() -> None:
    posts = [moved(number, number) for number in range(1, 24)]
    first = swept(page_of(*posts), *[page_of()] * 20, page_of(), cursor={"me": [AT] * 2})
    assert first.done is not None
    assert (first.done.more, first.done.cursor) == (True, {"me": [AT + 20 * 60, AT]})
    second = swept(page_of(*posts), *[page_of()] * 14, page_of(), cursor=dict(first.done.cursor))
    assert [urlsplit(url).path for url in second.urls][1:4] == [f"/v25.0/10_{one}/comments" for one in (21, 22, 23)]
    assert asked(second.urls[1])["since"] == str(AT - 600)
    assert second.done is not None
    assert (second.done.more, second.done.cursor) == (False, {"me": [AT + 23 * 60] * 2})


def test_a_round_that_is_stopped_goes_on_where_it_was() -> None:
    held = swept(page_of(moved(1, 1), moved(2, 2)), page_of(), 500, cursor={"me": [AT] * 2})
    assert held.done is None
    assert held.asked[-1].so_far == {"me": [AT + 60, AT]}
    from_heard = {"error": {"code": 190}}
    held = swept(page_of(moved(1, 1)), from_heard, cursor={"me": [AT] * 2})
    assert held.done is not None
    assert held.done.cursor == {"me": [AT] * 2}
    assert "the token is refused" in (held.done.problem or "")


def test_pages_may_be_named() -> None:
    pages = Source("page", "facebook", "sweep", "acme", look_for=("10", "11"))
    held = swept(page_of(), page_of(), page_of(), page_of(), source=pages)
    assert [urlsplit(url).path for url in held.urls] == [
        f"/v25.0/{page}/{edge}" for page in ("10", "11") for edge in ("feed", "tagged")
    ]


@given(mangled(page_of(moved(1, 1), moved(2, 2))), mangled({"me": [AT, AT]}))
@settings(database=None, deadline=None, max_examples=60)
def test_any_answer_and_any_cursor_end_the_round(feed: Any, cursor: dict[str, Any]) -> None:
    assert PLATFORM.sweep is not None
    asking = PLATFORM.sweep.run(a_round(SWEPT, cursor, token="t"))
    answers = [json.dumps(feed).encode(), *[json.dumps(page_of()).encode()] * 12]
    assert json.dumps(ended(asking, answers).cursor)


def ended(asking: Asking, answers: list[bytes]) -> Done:
    """How a round ends that is given those answers, as many of them as it asks for."""
    try:
        next(asking)
        for answer in answers:
            asking.send(Heard(200, {}, answer))
    except StopIteration as end:
        done: Done = end.value
        return done
    raise AssertionError("it asks on and on")


def fetched(kind: str, ids: tuple[str, ...], *answers: object, token: str = "") -> Held:
    assert PLATFORM.fetch is not None
    wanted = Wanted("page", "facebook", kind, ids, NOON)
    return hold(PLATFORM.fetch(a_round(PAGE, token=token), wanted), *answers)


def test_who_named_the_page_is_asked_for_by_the_id() -> None:
    held = fetched("comment", ("20_31",), ANSWERED, token="t")
    assert urlsplit(held.urls[0]).path == "/v25.0/20_31"
    assert dict(held.kept[0].told) == {"firebreak-edge": "comment", "firebreak-asked": "20_31"}
    assert held.done is not None


def test_one_that_is_not_there_ends_the_asking_and_a_lost_token_is_told() -> None:
    gone, kept_away = fetched("post", ("1_2",), 404, token="t"), fetched("post", ("1_2",), 400, token="t")
    assert (gone.done and gone.done.problem) is None
    assert kept_away.done is not None
    assert kept_away.done.problem is not None


def test_without_a_token_or_with_an_id_that_is_none_nothing_is_asked() -> None:
    assert fetched("post", ("1_2",)).asked == []
    assert fetched("post", ("../me",), token="t").asked == []


# ---------------------------------------------------------------- whatever comes
EXAMPLES = settings(database=None, deadline=None, max_examples=60)
BOTH: dict[str, Any] = {
    "object": "page",
    "entry": [
        delivery(COMMENT, RATING, {"item": "reaction", "verb": "add"})["entry"][0],
        conversation(SAID)["entry"][0],
    ],
}


@EXAMPLES
@given(mangled(BOTH))
def test_any_delivery_is_read_passed_over_or_told(body: Any) -> None:
    holds(parsed(PAGE, body))


@EXAMPLES
@given(
    mangled({"data": [POST, ANSWERED]}),
    st.sampled_from([{}, {"firebreak-edge": "comments", "firebreak-post": "10_20"}, {"firebreak-edge": "feed"}]),
)
def test_any_answer_is_read_passed_over_or_told(body: Any, told: dict[str, str]) -> None:
    holds(parsed(SWEPT, body, told))
