"""Pure: comments, mentions, tags, hashtags and messages of an Instagram account, told or answered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.delivery import Parsed, Skipped, Wanted
from shared.mention import Author, Media, Mention, Tombstone, milliseconds
from shared.plan import Source
from shared.platforms.instagram import PLATFORM
from tests.builders import NOON
from tests.shared.platforms.heard import Held, a_round, hold, holds, mangled, only, parsed

ACCOUNT = Source("insta", "instagram", "webhook", "acme", settings={"account": "40"})
SWEPT = Source("insta", "instagram", "sweep", "acme", settings={"account": "40"}, look_for=("#acmeferries",))
ELEVEN = datetime(2026, 10, 2, 11, tzinfo=UTC)
AT = int(ELEVEN.timestamp())
COMMENT: dict[str, Any] = {
    "id": "300",
    "text": "Still no ferry",
    "from": {"id": "500", "username": "mia", "self_ig_scoped_id": "41"},
    "media": {"id": "200", "media_product_type": "FEED"},
    "parent_id": "299",
}
ANSWERED: dict[str, Any] = {
    "id": "300",
    "text": "Still no ferry",
    "timestamp": "2026-10-02T10:59:58+0000",
    "username": "mia",
    "like_count": 2,
    "hidden": False,
    "replies": {
        "data": [
            {"id": "301", "text": "We are sorry", "timestamp": "2026-10-02T11:20:00+0000", "from": {"id": "40"}},
        ]
    },
}
POST: dict[str, Any] = {
    "id": "210",
    "caption": "Stranded #acmeferries",
    "media_type": "IMAGE",
    "media_url": "https://cdn.example.com/a.png",
    "permalink": "https://www.instagram.com/p/abc/",
    "timestamp": "2026-10-02T11:00:00+0000",
    "username": "noor",
    "like_count": 5,
    "comments_count": 2,
}
SAID: dict[str, Any] = {
    "sender": {"id": "900"},
    "recipient": {"id": "40"},
    "timestamp": AT * 1000,
    "message": {"mid": "m_1", "text": "Where is my refund?"},
}


def an_entry(**more: Any) -> dict[str, Any]:
    return {"id": "40", "time": AT, **more}


def delivery(*entries: object) -> dict[str, Any]:
    return {"object": "instagram", "entry": list(entries)}


def change(value: object, field: str = "comments") -> dict[str, Any]:
    return delivery(an_entry(changes=[{"field": field, "value": value}]))


def answered(*found: object, **told: str) -> Parsed:
    headers = {f"firebreak-{name}": value for name, value in told.items()}
    return parsed(SWEPT, {"data": list(found)}, headers)


# ---------------------------------------------------------------- deliveries
SHAPES = {
    "changes": change(COMMENT),
    "flat": delivery(an_entry(field="comments", value=COMMENT)),
    "a list": [delivery(an_entry(field="comments", value=COMMENT))],
    "live": change(COMMENT, "live_comments"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_comment_is_the_same_mention_in_each_of_the_shapes(shape: str) -> None:
    assert only(parsed(ACCOUNT, SHAPES[shape])) == Mention(
        source="insta",
        platform="instagram",
        native_id="300",
        brand="acme",
        version=milliseconds(ELEVEN),
        author=Author(id="500", handle="mia"),
        text="Still no ferry",
        created_at=ELEVEN,
        seen_at=NOON,
        thread="200",
        parent="299",
    )


def test_a_comment_straight_below_a_post_answers_the_post() -> None:
    assert only(parsed(ACCOUNT, change({**COMMENT, "parent_id": None}))).parent == "200"


@pytest.mark.parametrize("writer", [{"id": "40"}, {"id": "41", "self_ig_scoped_id": "41"}])
def test_what_the_account_itself_writes_is_ours(writer: dict[str, str]) -> None:
    assert only(parsed(ACCOUNT, change({**COMMENT, "from": writer}))).from_staff
    assert not only(parsed(ACCOUNT, change(COMMENT))).from_staff


def test_a_comment_without_its_author_is_a_mention() -> None:
    assert only(parsed(ACCOUNT, change({**COMMENT, "from": None}))).author == Author()


@pytest.mark.parametrize(
    ("value", "kind", "one"),
    [({"media_id": "210", "comment_id": "310"}, "comment", "310"), ({"media_id": "210"}, "media", "210")],
)
def test_a_mention_is_told_by_its_id_alone_and_has_to_be_fetched(value: dict[str, str], kind: str, one: str) -> None:
    expected = Parsed(wanted=(Wanted("insta", "instagram", kind, (one,), NOON),))
    assert parsed(ACCOUNT, change(value, "mentions")) == expected


@pytest.mark.parametrize("shape", ["messaging", "standby"])
def test_a_direct_message_is_private(shape: str) -> None:
    mention = only(parsed(ACCOUNT, delivery(an_entry(**{shape: [SAID]}))))
    assert (mention.text, mention.public, mention.thread) == ("Where is my refund?", False, "40/900")
    assert mention == only(parsed(ACCOUNT, change(SAID, "messages")))


@pytest.mark.parametrize(
    "body",
    [
        change({"media_id": "210", "exits": 1}, "story_insights"),
        delivery(an_entry()),
        {"object": "page", "entry": []},
        change({**COMMENT, "text": ""}),
    ],
)
def test_what_nobody_wrote_is_passed_over(body: object) -> None:
    result = parsed(ACCOUNT, body)
    assert (result.mentions, result.faults, result.wanted, len(result.skipped)) == ((), (), (), 1)


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (change({**COMMENT, "id": None}), "body.entry.0.changes.0.value.id"),
        (change({**COMMENT, "text": 3}), "body.entry.0.changes.0.value.text"),
        (change({}, "mentions"), "body.entry.0.changes.0.value.media_id"),
        (delivery(an_entry(field="comments", value=[])), "body.entry.0.value"),
        ([change(COMMENT, "")], "body.0.entry.0.changes.0.field"),
    ],
)
def test_what_can_not_be_read_is_one_fault_that_names_the_field(body: object, where: str) -> None:
    result = parsed(ACCOUNT, body)
    assert [fault.where for fault in result.faults] == [where]
    assert (result.mentions, result.wanted) == ((), ())


# ---------------------------------------------------------------- answers
def test_a_comment_in_an_answer_is_the_same_mention_and_an_older_version() -> None:
    comment, reply = answered(ANSWERED, edge="comments", media="200").mentions
    told = only(parsed(ACCOUNT, change(COMMENT)))
    assert (comment.id, comment.thread) == (told.id, told.thread)
    assert comment.version < told.version
    at_once = answered({**ANSWERED, "timestamp": ELEVEN.isoformat(), "replies": None})
    assert only(at_once).version < told.version
    assert (comment.author, comment.engagement, comment.from_staff) == (Author(handle="mia"), 2, False)
    assert (reply.parent, reply.thread, reply.from_staff) == ("300", "200", True)


def test_a_reply_that_can_not_be_read_costs_not_the_comment() -> None:
    result = answered({**ANSWERED, "replies": {"data": [{"text": "no id"}]}}, edge="comments", media="200")
    assert [mention.native_id for mention in result.mentions] == ["300"]
    assert [fault.where for fault in result.faults] == ["body.data.0.replies.data.0.id"]


def test_what_the_account_hides_is_gone() -> None:
    result = answered({**ANSWERED, "hidden": True, "replies": None}, edge="comments", media="200")
    assert result == Parsed(tombstones=(Tombstone("insta", "instagram", "300", "hidden on Instagram", NOON),))


def test_a_tagged_post_is_a_mention_with_its_address_and_picture() -> None:
    mention = only(answered(POST, edge="media"))
    assert (mention.native_id, mention.text, mention.thread) == ("210", "Stranded #acmeferries", "210")
    assert (mention.author, mention.url) == (Author(handle="noor"), "https://www.instagram.com/p/abc/")
    assert (mention.created_at, mention.engagement) == (ELEVEN, 7)
    assert mention.media == (Media("image", "https://cdn.example.com/a.png"),)


def test_a_post_without_a_caption_is_a_picture_and_without_a_picture_nothing() -> None:
    assert only(answered({**POST, "caption": None}, edge="media")).media
    assert answered({"id": "210", "like_count": 3}, edge="media").skipped == (
        Skipped("post", "no caption and no picture in the answer"),
    )


def test_what_names_the_account_is_read_from_the_answer_about_the_account() -> None:
    comment = {"mentioned_comment": {**ANSWERED, "replies": None, "media": {"id": "200"}}, "id": "40"}
    mention = only(parsed(ACCOUNT, comment, {"firebreak-asked": "300"}, "fetch"))
    assert (mention.native_id, mention.text, mention.thread, mention.parent) == ("300", "Still no ferry", "200", "200")
    media = only(parsed(ACCOUNT, {"mentioned_media": POST, "id": "40"}, {"firebreak-asked": "210"}, "fetch"))
    assert media == only(answered(POST, edge="media"))


@pytest.mark.parametrize("status", ["404", "410"])
def test_a_mention_that_is_gone_when_it_is_fetched_leaves_a_tombstone(status: str) -> None:
    told = {"firebreak-asked": "300", "firebreak-status": status, "firebreak-edge": "mentioned"}
    result = parsed(ACCOUNT, {"error": {"code": 100}}, told, "fetch")
    assert result == Parsed(tombstones=(Tombstone("insta", "instagram", "300", "not there any more", NOON),))


def test_an_empty_page_is_passed_over() -> None:
    assert answered(edge="media").skipped == (Skipped("answer", "nothing in it"),)


# ---------------------------------------------------------------- asking
def swept(*answers: object, cursor: dict[str, Any] | None = None, source: Source = SWEPT) -> Held:
    assert PLATFORM.sweep is not None
    return hold(PLATFORM.sweep.run(a_round(source, cursor, token="t")), *answers)


def posts(**counts: int) -> dict[str, Any]:
    return {"data": [{"id": name.removeprefix("p"), "comments_count": count} for name, count in counts.items()]}


EMPTY: dict[str, Any] = {"data": []}


def test_only_posts_whose_comments_changed_in_number_are_asked_for_theirs() -> None:
    known = {"comments": {"1": 3, "2": 5, "9": 1}, "tags": {"acmeferries": "70"}}
    held = swept(posts(p1=3, p2=6, p3=0, p4=1), EMPTY, EMPTY, EMPTY, EMPTY, cursor=known)
    paths = [urlsplit(url).path for url in held.urls]
    assert paths == [
        f"/v25.0/{path}" for path in ("40/media", "2/comments", "4/comments", "40/tags", "70/recent_media")
    ]
    assert [dict(ask.told) for ask in held.kept] == [
        {"firebreak-edge": "comments", "firebreak-media": "2"},
        {"firebreak-edge": "comments", "firebreak-media": "4"},
        {"firebreak-edge": "media"},
        {"firebreak-edge": "media"},
    ]
    assert held.done is not None
    assert held.done.cursor == {"comments": {"1": 3, "2": 6, "4": 1}, "tags": {"acmeferries": "70"}}


@pytest.mark.parametrize("found", [{"data": [{"id": "70"}]}, {"id": "70"}])
def test_the_id_of_a_hashtag_is_asked_for_once(found: object) -> None:
    held = swept(EMPTY, EMPTY, found, EMPTY)
    assert parse_qs(urlsplit(held.urls[2]).query) == {"user_id": ["40"], "q": ["acmeferries"]}
    assert held.done is not None
    assert held.done.cursor["tags"] == {"acmeferries": "70"}
    again = swept(EMPTY, EMPTY, EMPTY, cursor=dict(held.done.cursor))
    assert urlsplit(again.urls[2]).path == "/v25.0/70/recent_media"


def test_a_hashtag_that_nobody_uses_is_asked_for_again_next_time() -> None:
    held = swept(EMPTY, EMPTY, EMPTY)
    assert held.done is not None
    assert held.done.cursor["tags"] == {}


def test_more_hashtags_than_instagram_answers_for_are_told() -> None:
    many = Source(
        "insta", "instagram", "sweep", "acme", settings={"account": "40"}, look_for=tuple(map(str, range(31)))
    )
    known = {"tags": {str(number): "70" for number in range(31)}}
    held = swept(EMPTY, EMPTY, *[EMPTY] * 30, cursor=known, source=many)
    assert held.done is not None
    assert "31 are looked for" in (held.done.problem or "")


def test_what_does_not_fit_into_a_round_is_asked_for_in_the_next() -> None:
    counts = {f"p{number}": 1 for number in range(1, 24)}
    first = swept(posts(**counts), *[EMPTY] * 20, EMPTY, EMPTY)
    assert first.done is not None
    assert first.done.more
    second = swept(posts(**counts), *[EMPTY] * 3, EMPTY, EMPTY, cursor=dict(first.done.cursor))
    assert [urlsplit(url).path for url in second.urls][1:4] == [f"/v25.0/{one}/comments" for one in (21, 22, 23)]


def test_a_round_that_is_stopped_keeps_what_it_has_read() -> None:
    held = swept(posts(p1=1, p2=1), EMPTY, 500)
    assert held.done is None
    assert held.asked[-1].so_far == {"comments": {"1": 1}, "tags": {}}
    refused = swept(posts(p1=1, p2=1), EMPTY, {"error": {"code": 4}})
    assert refused.done is not None
    assert (refused.done.cursor, refused.done.not_before) == (
        {"comments": {"1": 1}, "tags": {}},
        NOON + timedelta(hours=1),
    )


def fetched(kind: str, *answers: object, ids: tuple[str, ...] = ("300",), token: str = "") -> Held:
    assert PLATFORM.fetch is not None
    return hold(
        PLATFORM.fetch(a_round(ACCOUNT, token=token), Wanted("insta", "instagram", kind, ids, NOON)),
        *answers,
    )


def test_a_mention_is_asked_for_by_way_of_the_account() -> None:
    held = fetched("comment", {"mentioned_comment": ANSWERED}, token="t")
    assert urlsplit(held.urls[0]).path == "/v25.0/40"
    fields = parse_qs(urlsplit(held.urls[0]).query)["fields"]
    assert fields == ["mentioned_comment.comment_id(300){id,text,timestamp,like_count,media,username}"]
    assert dict(held.kept[0].told) == {"firebreak-edge": "mentioned", "firebreak-asked": "300"}


def test_where_a_field_is_refused_those_are_asked_for_that_the_documentation_lists() -> None:
    refused = {"error": {"code": 100}}
    held = fetched("media", refused, {"mentioned_media": POST}, token="t")
    fields = [parse_qs(urlsplit(url).query)["fields"][0] for url in held.urls]
    assert fields[1] == "mentioned_media.media_id(300){id,caption,media_type,media_url,timestamp,username}"
    assert fetched("media", refused, refused, token="t").done is not None


def test_what_is_gone_is_asked_for_once_and_a_lost_token_is_told() -> None:
    assert len(fetched("comment", 404, token="t").asked) == 1
    lost = fetched("comment", {"error": {"code": 190}}, {"error": {"code": 190}}, token="t")
    assert lost.done is not None
    assert "the token is refused" in (lost.done.problem or "")


def test_without_a_token_or_with_what_we_never_asked_for_nothing_is_asked() -> None:
    assert fetched("comment").asked == []
    assert fetched("comment", ids=("1){id},me",), token="t").asked == []
    assert fetched("recheck", token="t").asked == []


# ---------------------------------------------------------------- whatever comes
EXAMPLES = settings(database=None, deadline=None, max_examples=60)
WHOLE = [
    delivery(
        an_entry(changes=[{"field": "comments", "value": COMMENT}, {"field": "mentions", "value": {"media_id": "1"}}]),
        an_entry(messaging=[SAID]),
        an_entry(field="comments", value=COMMENT),
    )
]


@EXAMPLES
@given(mangled(WHOLE))
def test_any_delivery_is_read_passed_over_or_told(body: Any) -> None:
    holds(parsed(ACCOUNT, body))


@EXAMPLES
@given(
    st.one_of(
        mangled({"data": [ANSWERED, POST]}),
        mangled({"mentioned_comment": ANSWERED, "id": "40"}),
        mangled({"mentioned_media": POST, "id": "40"}),
    ),
    st.sampled_from([{}, {"firebreak-edge": "comments", "firebreak-media": "200"}, {"firebreak-edge": "media"}]),
)
def test_any_answer_is_read_passed_over_or_told(body: Any, told: dict[str, str]) -> None:
    holds(parsed(SWEPT, body, told))


def test_more_new_comments_than_a_page_holds_are_read_page_by_page() -> None:
    def comments(after: str) -> dict[str, Any]:
        return {"data": [], "paging": {"next": "https://graph.example.com/", "cursors": {"after": after}}}

    known = {"comments": {"1": 3}, "tags": {"acmeferries": "70"}}
    held = swept(posts(p1=120), comments("a"), comments("b"), comments("c"), EMPTY, EMPTY, cursor=known)
    pages = [parse_qs(urlsplit(url).query).get("after") for url in held.urls[1:4]]
    assert pages == [None, ["a"], ["b"]]
    assert held.done is not None
    assert held.done.cursor["comments"] == {"1": 120}
    fewer = swept(posts(p1=1), comments("a"), EMPTY, EMPTY, cursor=known)
    assert len(fewer.asked) == 4
