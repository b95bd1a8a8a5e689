"""Pure: posts on Bluesky, from its search, from threads and records, and from lines of Jetstream."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.ears.platform import Done
from shared.mention import Author, Media, Mention
from shared.plan import Source
from shared.platforms.bluesky import PLATFORM
from tests.builders import NOON, minutes
from tests.shared.platforms.heard import Held, a_round, hold, holds, mangled, only, parsed

SKY = Source("sky", "bluesky", "sweep", "acme", look_for=("acme",), settings={"account": "acme.example"})
DID = "did:plc:aaaabbbbcccc"
URI = f"at://{DID}/app.bsky.feed.post/3kabc"
ROOT = "at://did:plc:root/app.bsky.feed.post/3kroot"
RECORD: dict[str, Any] = {
    "$type": "app.bsky.feed.post",
    "text": "Can't log in: example.com/sta...",
    "createdAt": "2026-10-02T10:59:58.000Z",
    "langs": ["en", "de"],
    "reply": {"root": {"uri": ROOT, "cid": "c"}, "parent": {"uri": f"{ROOT}2", "cid": "c"}},
    "facets": [
        {
            "index": {"byteStart": 14, "byteEnd": 32},
            "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://example.com/status"}],
        }
    ],
}
VIEW: dict[str, Any] = {
    "uri": URI,
    "cid": "bafyone",
    "author": {"did": DID, "handle": "mia.example", "displayName": "Mia", "createdAt": "2023-05-04T00:00:00.000Z"},
    "record": RECORD,
    "embed": {
        "$type": "app.bsky.embed.images#view",
        "images": [{"fullsize": "https://cdn.example/1.jpg", "thumb": "https://cdn.example/t.jpg", "alt": "An error"}],
    },
    "replyCount": 1,
    "repostCount": 2,
    "likeCount": 3,
    "quoteCount": 4,
    "indexedAt": "2026-10-02T11:00:00.500Z",
    "labels": [],
}
EVENT: dict[str, Any] = {
    "did": DID,
    "time_us": 1790938801250000,
    "kind": "commit",
    "commit": {
        "operation": "create",
        "collection": "app.bsky.feed.post",
        "rkey": "3kabc",
        "record": RECORD,
        "cid": "bafyone",
    },
}


def a_view(**changed: Any) -> dict[str, Any]:
    return {**VIEW, **changed}


def found(*posts: object) -> Any:
    return parsed(SKY, {"posts": list(posts)})


def test_a_post_is_a_mention_with_all_that_bluesky_says_of_it() -> None:
    assert only(found(VIEW)) == Mention(
        source="sky",
        platform="bluesky",
        native_id=URI,
        brand="acme",
        version=1790938800500,
        author=Author(DID, "Mia", "mia.example", None, datetime(2023, 5, 4, tzinfo=UTC)),
        text="Can't log in: https://example.com/status",
        created_at=datetime(2026, 10, 2, 11, 0, 0, 500_000, tzinfo=UTC),
        seen_at=NOON,
        language="en",
        url="https://bsky.app/profile/mia.example/post/3kabc",
        thread=ROOT,
        parent=f"{ROOT}2",
        engagement=10,
        reposts=6,
        media=(Media("image", "https://cdn.example/1.jpg", "An error"),),
    )


def test_a_claimed_time_far_from_the_seen_one_is_kept_as_a_claim() -> None:
    mention = only(found(a_view(record={**RECORD, "createdAt": "2015-01-01T00:00:00Z"})))
    assert mention.created_at == only(found(VIEW)).created_at
    assert mention.claimed_at == datetime(2015, 1, 1, tzinfo=UTC)


def test_a_post_that_answers_none_begins_a_thread() -> None:
    record = {name: value for name, value in RECORD.items() if name != "reply"}
    assert (only(found(a_view(record=record))).thread, only(found(a_view(record=record))).parent) == (URI, None)


def test_a_post_by_search_thread_record_and_stream_is_one_mention() -> None:
    bodies = ({"posts": [VIEW]}, {"thread": {"post": VIEW}}, {"uri": URI, "value": RECORD}, EVENT)
    mentions = [only(parsed(SKY, body)) for body in bodies]
    assert {mention.id for mention in mentions} == {f"bluesky:{URI}"}
    assert {mention.text for mention in mentions} == {"Can't log in: https://example.com/status"}
    assert mentions[3].created_at == datetime(2026, 10, 2, 11, 0, 1, 250_000, tzinfo=UTC)
    assert mentions[3].url == f"https://bsky.app/profile/{DID}/post/3kabc"
    assert mentions[3].reposts is None


def test_a_thread_holds_all_its_posts_and_those_that_are_gone() -> None:
    other, gone = f"at://{DID}/app.bsky.feed.post/3kdef", f"at://{DID}/app.bsky.feed.post/3kghi"
    thread = {
        "post": VIEW,
        "parent": {"uri": gone, "notFound": True},
        "replies": [{"post": a_view(uri=other)}, {"uri": "at://x", "blocked": True}],
    }
    result = parsed(SKY, {"thread": thread})
    assert {mention.native_id for mention in result.mentions} == {URI, other}
    assert [(grave.native_id, grave.reason) for grave in result.tombstones] == [(gone, "deleted on Bluesky")]
    assert [one.reason for one in result.skipped] == ["not shown to us"]


def test_a_very_deep_thread_is_read_to_its_end() -> None:
    thread: dict[str, Any] = {"post": VIEW}
    for _ in range(400):
        thread = {"uri": URI, "blocked": True, "replies": [thread]}
    assert len(parsed(SKY, {"thread": thread}).mentions) == 1


@pytest.mark.parametrize("label", ["!hide", "!takedown"])
def test_what_moderators_take_out_of_sight_is_gone(label: str) -> None:
    result = found(a_view(labels=[{"val": label, "src": "did:plc:mod"}]))
    assert ([grave.native_id for grave in result.tombstones], result.mentions) == ([URI], ())
    again = [{"val": label, "neg": True}, {"val": "spam"}]
    assert only(found(a_view(labels=again))).native_id == URI


def test_a_label_that_can_not_be_read_hides_the_post_and_is_told() -> None:
    result = found(a_view(labels=[{"val": 7}]))
    assert (result.mentions, [fault.where for fault in result.faults]) == ((), ["body.posts.0.labels.0.val"])


def test_a_stream_tells_of_posts_and_deletions_a_line_each() -> None:
    delete = {**EVENT, "commit": {**EVENT["commit"], "operation": "delete", "rkey": "3kold"}}
    like = {**EVENT, "commit": {**EVENT["commit"], "collection": "app.bsky.feed.like"}}
    away = {"did": DID, "time_us": 1, "kind": "account", "account": {"active": False, "did": DID, "status": "deleted"}}
    lines = b"\n".join(json.dumps(one).encode() for one in (EVENT, delete, like, away)) + b"\n{broken\n"
    result = parsed(SKY, lines)
    assert [mention.native_id for mention in result.mentions] == [URI]
    [grave] = result.tombstones
    assert grave.native_id == f"at://{DID}/app.bsky.feed.post/3kold"
    assert grave.deleted_at == datetime(2026, 10, 2, 11, 0, 1, 250_000, tzinfo=UTC)
    assert [one.what for one in result.skipped] == ["event", "account"]
    assert [fault.where for fault in result.faults] == ["line 5"]


def test_what_is_neither_json_nor_lines_of_it_is_one_fault() -> None:
    result = parsed(SKY, b"<html>\n<body>\n</html>")
    assert [fault.where for fault in result.faults] == ["body"]


def test_a_picture_in_a_record_has_the_address_that_bluesky_gives_it() -> None:
    image = {"alt": "", "image": {"ref": {"$link": "bafkpic"}}}
    record = {**RECORD, "text": "", "embed": {"media": {"images": [image]}, "record": {}}}
    mention = only(parsed(SKY, {"uri": URI, "value": record}))
    assert mention.media == (Media("image", f"https://cdn.bsky.app/img/feed_fullsize/plain/{DID}/bafkpic@jpeg"),)


def test_a_video_is_kept_beside_the_text() -> None:
    video = {"$type": "app.bsky.embed.video#view", "playlist": "https://video.example/1.m3u8", "alt": "It fails"}
    assert only(found(a_view(embed=video))).media == (Media("video", "https://video.example/1.m3u8", "It fails"),)


@pytest.mark.parametrize("handle", ["handle.invalid", "javascript:x", None])
def test_a_handle_that_is_none_is_left_out_of_the_address(handle: str | None) -> None:
    mention = only(found(a_view(author={"did": DID, "handle": handle})))
    assert (mention.author.handle, mention.url) == (None, f"https://bsky.app/profile/{DID}/post/3kabc")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"posts": []}, "nothing new on it"),
        ({"error": "InvalidRequest", "message": "x"}, "no post of Bluesky's in it"),
        ({"uri": f"at://{DID}/app.bsky.feed.generator/x", "value": {}}, "no post"),
        ({"uri": "https://example.com", "value": {"text": "x"}}, "no post"),
        ({"did": DID, "time_us": 1, "kind": "identity", "identity": {}}, "no post"),
        ({"posts": [a_view(record={"text": " "}, embed=None)]}, "no text and no rating"),
    ],
)
def test_what_is_no_mention_is_passed_over_with_its_reason(body: object, reason: str) -> None:
    result = parsed(SKY, body)
    assert [one.reason for one in result.skipped] == [reason]
    assert (result.mentions, result.tombstones, result.faults) == ((), (), ())


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"uri": None}, "uri"),
        ({"record": "words"}, "record"),
        ({"record": {"text": 7}}, "record.text"),
        ({"indexedAt": "soon"}, "indexedAt"),
        ({"labels": "!hide"}, "labels"),
    ],
)
def test_what_a_mention_can_not_do_without_is_named_when_it_is_wrong(changed: dict[str, Any], field: str) -> None:
    other = f"at://{DID}/app.bsky.feed.post/3kdef"
    result = found(a_view(**changed), a_view(uri=other))
    assert [fault.where for fault in result.faults] == [f"body.posts.0.{field}"]
    assert [mention.native_id for mention in result.mentions] == [other]


@pytest.mark.parametrize("field", ["author", "embed", "likeCount"])
def test_a_mention_is_kept_without_a_decoration_that_is_wrong(field: str) -> None:
    result = found(a_view(**{field: [1]}))
    assert [mention.native_id for mention in result.mentions] == [URI]
    assert [fault.where for fault in result.faults] == [f"body.posts.0.{field}"]


@given(st.one_of(mangled({"posts": [VIEW]}), mangled(EVENT), mangled({"thread": {"post": VIEW, "replies": []}})))
@settings(database=None, deadline=None, max_examples=60)
def test_whatever_is_broken_the_rest_is_read_or_the_field_named(body: Any) -> None:
    holds(parsed(SKY, body))


# ---------------------------------------------------------------- the sweep
SESSION = {
    "accessJwt": "a-session",
    "didDoc": {"service": [{"id": "#atproto_pds", "serviceEndpoint": "https://home.example"}]},
}


def page(*ages: float, more: bool = True) -> dict[str, Any]:
    """Posts of so many minutes ago."""
    times = [(NOON - minutes(age)).isoformat() for age in ages]
    posts = [{"uri": URI, "indexedAt": time, "record": {"createdAt": time}} for time in times]
    return {"posts": posts, **({"cursor": "100"} if more else {})}


def swept(cursor: dict[str, Any], *answers: object, source: Source = SKY, **keys: str) -> Held:
    assert PLATFORM.sweep is not None
    return hold(PLATFORM.sweep.run(a_round(source, cursor, NOON, **keys)), *answers)


def asked(held: Held, name: str) -> list[str]:
    return [parse_qs(urlsplit(url).query).get(name, [""])[0] for url in held.urls]


def at(age: float) -> str:
    return (NOON - minutes(age)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def place(since: str = "", until: str = "", newest: str = "") -> dict[str, Any]:
    return {"places": {"acme": {"since": since, "until": until, "newest": newest}}}


def test_the_first_round_reads_one_page_without_an_account() -> None:
    held = swept({}, page(3, 9))
    assert held.urls == ["https://api.bsky.app/xrpc/app.bsky.feed.searchPosts?q=acme&sort=latest&limit=100"]
    assert "Authorization" not in held.asked[0].headers
    assert held.done == Done(place(since=at(3)))


def test_a_later_round_asks_from_a_little_before_the_newest() -> None:
    held = swept(place(since=at(30)), page(1, 40, more=False))
    assert asked(held, "since") == [at(45)]
    assert held.done == Done(place(since=at(1)))


def test_pages_go_back_in_time_to_what_is_known() -> None:
    held = swept(place(since=at(30)), page(1, 5), page(5, 20), page(25, more=False))
    assert asked(held, "until") == ["", at(5 - 1 / 60000), at(20 - 1 / 60000)]
    assert held.done == Done(place(since=at(1)))


def test_a_long_search_goes_on_where_it_ended() -> None:
    held = swept(place(since=at(600)), *[page(turn, turn + 1) for turn in range(10)])
    until = at(10 - 1 / 60000)
    assert held.done == Done(place(since=at(600), until=until, newest=at(0)), more=True)
    on = swept(dict(held.done.cursor), page(12, more=False))
    assert asked(on, "until") == [until]
    assert on.done == Done(place(since=at(0)))


def test_a_search_that_does_not_move_is_left() -> None:
    stuck = place(since=at(600), until=at(5 - 1 / 60000), newest=at(1))
    assert swept(stuck, page(5, 5)).done == Done(place(since=at(1)))


def test_where_nothing_is_found_nothing_is_forgotten() -> None:
    assert swept(place(since=at(30)), page(more=False)).done == Done(place(since=at(30)))


def test_a_search_that_found_nothing_yet_misses_nothing_later() -> None:
    assert swept({}, page(more=False)).done == Done(place(since=at(0)))


def test_posts_from_the_future_do_not_shut_out_the_present() -> None:
    assert swept({}, page(-600)).done == Done(place(since=at(0)))


def test_an_account_logs_in_at_its_own_server_and_keeps_no_session() -> None:
    held = swept({}, SESSION, page(3, more=False), token="an-app-password")
    login, search = held.asked
    assert (login.method, login.url) == ("POST", "https://bsky.social/xrpc/com.atproto.server.createSession")
    assert json.loads(login.body or b"") == {"identifier": "acme.example", "password": "an-app-password"}
    assert search.url.startswith("https://home.example/xrpc/app.bsky.feed.searchPosts?")
    assert search.headers == {"Authorization": "Bearer a-session"}
    assert held.kept == [search]
    assert held.done is not None
    assert "a-session" not in json.dumps(dict(held.done.cursor))
    assert held.done.not_before == NOON + timedelta(minutes=14, seconds=30)


def test_a_refused_login_says_what_to_do_and_waits() -> None:
    held = swept(place(since=at(30)), 401, token="old")
    assert held.done is not None
    assert "app password" in (held.done.problem or "")
    assert held.done.cursor == place(since=at(30))
    assert held.done.not_before is not None


def test_another_server_is_asked_where_the_plan_names_one() -> None:
    source = Source("sky", "bluesky", "sweep", "acme", url="https://search.example/", look_for=("acme",))
    held = swept({}, SESSION, page(3, more=False), source=source, token="t")
    assert [url.split("/xrpc/")[0] for url in held.urls] == ["https://search.example"] * 2


def test_what_was_read_before_a_refusal_is_not_read_again() -> None:
    source = Source("sky", "bluesky", "sweep", "acme", look_for=("acme", "#ferry"))
    held = swept({}, page(3), 403, source=source)
    assert asked(held, "q") == ["acme", "#ferry"]
    assert held.done is None
    assert (held.asked[-1].so_far or {})["places"]["acme"]["since"] == at(3)


def test_a_check_tries_the_login() -> None:
    assert PLATFORM.check is not None
    assert hold(PLATFORM.check(a_round(SKY, token="t")), SESSION).done == Done({}, note="known there as @acme.example")
    refusal = hold(PLATFORM.check(a_round(SKY, token="t")), 401).done
    assert refusal is not None
    assert refusal.problem
    nobody = hold(PLATFORM.check(a_round(SKY))).done
    assert nobody is not None
    assert "without an account" in (nobody.note or "")


def test_a_search_that_is_cut_off_goes_on_from_the_page_that_it_reached() -> None:
    held = swept(place(since=at(30)), page(1, 5), 500)
    assert held.done is None
    assert held.asked[-1].so_far == place(since=at(30), until=at(5 - 1 / 60000), newest=at(1))


def test_a_page_that_is_no_answer_leaves_what_stands_below_it_for_later() -> None:
    held = swept(place(since=at(30)), page(1, 5), b"<html>")
    assert held.done == Done(place(since=at(30), until=at(5 - 1 / 60000), newest=at(1)), more=True)
