"""Pure: posts on Mastodon, from a server's webhooks and from sweeps of any server."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.ears.platform import Done
from shared.mention import Author, Media, Mention
from shared.plan import Source
from shared.platforms.mastodon import PLATFORM
from tests.builders import NOON
from tests.shared.platforms.heard import a_round, hold, holds, mangled, only, parsed
from tests.shared.platforms.knocks import OLD, SECRET, hex_of, knock

OWN = Source("own", "mastodon", "webhook", "acme")
TAGS = Source("tags", "mastodon", "sweep", "acme", url="https://social.example", look_for=("#acme",))
URI = "https://far.example/users/mia/statuses/900"
POST: dict[str, Any] = {
    "id": "115300000000000001",
    "uri": URI,
    "url": "https://far.example/@mia/900",
    "created_at": "2026-10-02T11:00:00.000Z",
    "edited_at": "2026-10-02T11:30:00.500Z",
    "in_reply_to_id": "115300000000000000",
    "in_reply_to_account_id": "44",
    "spoiler_text": "",
    "visibility": "public",
    "language": "en",
    "content": '<p>I can&#39;t log in <a href="https://social.example/tags/acme">#<span>acme</span></a></p>',
    "reblog": None,
    "replies_count": 1,
    "reblogs_count": 2,
    "favourites_count": 3,
    "quotes_count": 4,
    "account": {
        "id": "55",
        "uri": "https://far.example/users/mia",
        "url": "https://far.example/@mia",
        "username": "mia",
        "acct": "mia@far.example",
        "display_name": "Mia",
        "followers_count": 12,
        "created_at": "2019-05-04T00:00:00.000Z",
    },
    "media_attachments": [{"type": "image", "url": "https://files.example/1.png", "description": "An error"}],
}


def a_post(**changed: Any) -> dict[str, Any]:
    return {**POST, **changed}


def swept(*posts: object) -> Any:
    return parsed(TAGS, list(posts))


def test_a_post_is_a_mention_with_all_that_the_server_says_of_it() -> None:
    assert only(swept(POST)) == Mention(
        source="tags",
        platform="mastodon",
        native_id=URI,
        brand="acme",
        version=1790940600500,
        author=Author("https://far.example/users/mia", "Mia", "mia@far.example", 12, datetime(2019, 5, 4, tzinfo=UTC)),
        text="I can't log in #acme",
        created_at=datetime(2026, 10, 2, 11, tzinfo=UTC),
        seen_at=NOON,
        language="en",
        url="https://far.example/@mia/900",
        thread="social.example/115300000000000000",
        parent="social.example/115300000000000000",
        engagement=10,
        reposts=6,
        media=(Media("image", "https://files.example/1.png", "An error"),),
    )


def test_the_same_post_by_webhook_search_and_notification_is_one_mention() -> None:
    webhook = only(parsed(OWN, {"event": "status.created", "object": POST}))
    found = only(parsed(TAGS, {"accounts": [], "statuses": [POST], "hashtags": []}))
    notified = only(swept({"id": "9", "type": "mention", "status": POST}))
    assert {webhook.id, found.id, notified.id} == {only(swept(POST)).id}
    assert {webhook.version, found.version, notified.version} == {only(swept(POST)).version}


@pytest.mark.parametrize(
    ("visibility", "public"),
    [("public", True), ("unlisted", True), ("private", False), ("direct", False), (None, False), ("local", False)],
)
def test_only_what_says_that_it_is_for_everybody_is_public(visibility: str | None, public: bool) -> None:
    assert only(swept(a_post(visibility=visibility))).public is public


def test_words_of_warning_are_a_part_of_the_text() -> None:
    assert only(swept(a_post(spoiler_text="Rant", content="<p>Down again</p>"))).text == "Rant\n\nDown again"


def test_a_post_that_answers_its_own_author_knows_the_other_by_its_uri() -> None:
    own = a_post(uri="https://far.example/users/mia/statuses/115300000000000001", in_reply_to_account_id="55")
    assert only(swept(own)).parent == "https://far.example/users/mia/statuses/115300000000000000"


def test_a_post_that_answers_none_begins_a_thread() -> None:
    alone = only(swept(a_post(in_reply_to_id=None)))
    assert (alone.thread, alone.parent) == ("social.example/115300000000000001", None)


def test_an_account_of_the_server_itself_is_named_with_the_server() -> None:
    local = {**POST["account"], "acct": "mia", "uri": None, "display_name": ""}
    assert only(swept(a_post(account=local))).author.handle == "mia@social.example"
    assert only(swept(a_post(account=local))).author.id == "https://far.example/@mia"
    assert only(parsed(OWN, {"event": "status.created", "object": a_post(account=local)})).author.handle == (
        "mia@far.example"
    )


def test_a_link_of_another_sort_than_the_webs_is_none() -> None:
    post = a_post(url="javascript:alert(1)", media_attachments=[{"type": "image", "url": "data:x"}])
    assert (only(swept(post)).url, only(swept(post)).media) == (URI, ())


@pytest.mark.parametrize(
    ("body", "what", "reason"),
    [
        ([a_post(reblog=POST)], "post", "passes on another post, where it is counted"),
        ([{"id": "9", "type": "follow"}], "notification", "nobody mentions us in it"),
        ({"event": "report.created", "object": {}}, "report.created", "no post"),
        ({"event": "account.created", "object": {}}, "account.created", "no post"),
        ({"event": "something <b>new</b>", "object": {}}, "event", "no post"),
        ({"error": "Record not found"}, "answer", "the server's word that there is nothing"),
        ([], "page", "nothing new on it"),
        ([a_post(content="", media_attachments=[])], "post", "no text and no rating"),
        ({}, "body", "no post of Mastodon's in it"),
    ],
)
def test_what_is_no_mention_is_passed_over_with_its_reason(body: object, what: str, reason: str) -> None:
    result = parsed(TAGS, body)
    assert [(one.what, one.reason) for one in result.skipped] == [(what, reason)]
    assert (result.mentions, result.faults) == ((), ())


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"uri": None}, "body.0.uri"),
        ({"uri": "javascript:alert(1)"}, "body.0.uri"),
        ({"content": 7}, "body.0.content"),
        ({"visibility": ["public"]}, "body.0.visibility"),
        ({"edited_at": "yesterday"}, "body.0.edited_at"),
    ],
)
def test_what_a_mention_can_not_do_without_is_named_when_it_is_wrong(changed: dict[str, Any], field: str) -> None:
    result = swept(a_post(**changed), a_post(uri="https://far.example/2"))
    assert [fault.where for fault in result.faults] == [field]
    assert [mention.native_id for mention in result.mentions] == ["https://far.example/2"]


@pytest.mark.parametrize("field", ["account", "media_attachments", "language", "replies_count", "in_reply_to_id"])
def test_a_mention_is_kept_without_a_decoration_that_is_wrong(field: str) -> None:
    result = swept(a_post(**{field: {"nested": []} if field != "account" else 7}))
    assert [mention.text for mention in result.mentions] == ["I can't log in #acme"]
    assert [fault.where for fault in result.faults] == [f"body.0.{field}"]


@given(st.one_of(mangled([POST]), mangled({"event": "status.updated", "object": POST})))
@settings(database=None, deadline=None, max_examples=60)
def test_whatever_is_broken_the_rest_is_read_or_the_field_named(body: Any) -> None:
    holds(parsed(TAGS, body))


# ---------------------------------------------------------------- the door
BODY = json.dumps({"event": "status.created", "object": POST}).encode()
CODE = hex_of(BODY)


@pytest.mark.parametrize("secrets", [(SECRET,), (SECRET, OLD), (OLD, SECRET)])
def test_the_servers_own_call_is_let_in_also_while_its_secret_is_rotated(secrets: tuple[str, ...]) -> None:
    assert knock(OWN, BODY, {"x-hub-signature": f"sha256={CODE}"}, secrets=secrets) is None
    assert knock(OWN, b"", {"x-hub-signature": f"sha256={hex_of(b'')}"}, secrets=secrets) is None


@pytest.mark.parametrize(
    ("body", "headers", "reason"),
    [
        (BODY, {"x-hub-signature": f"sha256={hex_of(BODY, 'another')}"}, "signature_wrong"),
        (BODY + b" ", {"x-hub-signature": f"sha256={CODE}"}, "signature_wrong"),
        (b"", {"x-hub-signature": f"sha256={CODE}"}, "signature_wrong"),
        (BODY, {"x-hub-signature": CODE}, "signature_malformed"),
        (BODY, {"x-hub-signature": f"sha256={CODE.upper()}"}, "signature_wrong"),
        (BODY, {}, "signature_missing"),
    ],
)
def test_another_signature_is_refused(body: bytes, headers: dict[str, str], reason: str) -> None:
    assert knock(OWN, body, headers) == reason


def test_without_a_secret_nobody_is_let_in() -> None:
    assert knock(OWN, BODY, {"x-hub-signature": f"sha256={hex_of(BODY, '')}"}, secrets=()) == "secret_malformed"


# ---------------------------------------------------------------- the sweep
def page(*ids: int) -> list[dict[str, Any]]:
    return [{"id": str(one)} for one in ids]


NEWEST = 115300000000000000
FULL = range(NEWEST + 1, NEWEST + 41)


def swept_once(cursor: dict[str, Any], *answers: object, source: Source = TAGS, **keys: str) -> Any:
    assert PLATFORM.sweep is not None
    return hold(PLATFORM.sweep.run(a_round(source, cursor, NOON, **keys)), *answers)


def test_the_first_round_reads_one_page() -> None:
    held = swept_once({}, page(*FULL))
    assert held.urls == ["https://social.example/api/v1/timelines/tag/acme?limit=40"]
    assert held.done == Done({"ids": {"#acme": str(FULL[-1])}, "behind": []})


def test_a_later_round_asks_from_a_little_before_the_newest() -> None:
    held = swept_once({"ids": {"#acme": str(NEWEST)}, "behind": []}, page(NEWEST, NEWEST + 5))
    assert held.urls == [f"https://social.example/api/v1/timelines/tag/acme?limit=40&min_id={NEWEST - (900_000 << 16)}"]
    assert held.done == Done({"ids": {"#acme": str(NEWEST + 5)}, "behind": []})


def test_full_pages_are_followed_and_a_long_list_goes_on_in_the_next_round() -> None:
    known = {"ids": {"#acme": str(NEWEST)}, "behind": []}
    pages = [page(*range(NEWEST + 40 * turn, NEWEST + 40 * (turn + 1))) for turn in range(5)]
    held = swept_once(known, *pages)
    last = str(NEWEST + 199)
    assert held.done == Done({"ids": {"#acme": last}, "behind": ["#acme"]}, more=True)
    on = swept_once(dict(held.done.cursor), page(NEWEST + 200))
    assert on.urls == [f"https://social.example/api/v1/timelines/tag/acme?limit=40&min_id={last}"]
    assert on.done == Done({"ids": {"#acme": str(NEWEST + 200)}, "behind": []})


def test_a_server_with_small_pages_is_read_on_beyond_what_is_known() -> None:
    known = {"ids": {"#acme": str(NEWEST)}, "behind": []}
    held = swept_once(known, page(NEWEST - 9), page(NEWEST - 2), page(NEWEST + 1))
    assert held.done == Done({"ids": {"#acme": str(NEWEST + 1)}, "behind": []})


def test_where_nothing_is_new_nothing_is_forgotten() -> None:
    known = {"ids": {"#acme": str(NEWEST)}, "behind": []}
    assert swept_once(known, []).done == Done(known)
    assert swept_once(known, page(NEWEST)).done == Done(known)


def test_words_tags_and_mentions_are_asked_for_each_in_its_place() -> None:
    source = Source("s", "mastodon", "sweep", "acme", url="https://s.example/", look_for=("#Fähre", "@", "acme ferry"))
    held = swept_once({}, [], [{"id": "21"}], {"statuses": page(5)}, source=source, token="t")
    assert held.urls == [
        "https://s.example/api/v1/timelines/tag/F%C3%A4hre?limit=40",
        "https://s.example/api/v1/notifications?types[]=mention&limit=40",
        "https://s.example/api/v2/search?q=acme%20ferry&type=statuses&resolve=false&limit=40",
    ]
    assert {ask.headers["Authorization"] for ask in held.asked} == {"Bearer t"}
    assert held.done == Done({"ids": {"@": "21", "acme ferry": "5"}, "behind": []})


def test_an_id_without_a_time_in_it_is_where_the_next_round_begins() -> None:
    source = Source("s", "mastodon", "sweep", "acme", url="https://s.example", look_for=("@",))
    held = swept_once({"ids": {"@": "21"}, "behind": []}, page(22), source=source, token="t")
    assert held.urls == ["https://s.example/api/v1/notifications?types[]=mention&limit=40&min_id=21"]
    other = swept_once({"ids": {"@": "01K6ZZ"}, "behind": []}, [{"id": "01K7AA"}], source=source)
    assert other.done == Done({"ids": {"@": "01K7AA"}, "behind": []})


def test_what_was_read_before_a_refusal_is_not_read_again() -> None:
    source = Source("s", "mastodon", "sweep", "acme", url="https://s.example", look_for=("#a", "@"))
    held = swept_once({}, page(5), 401, source=source)
    assert held.done is None
    assert held.asked[-1].so_far == {"ids": {"#a": "5"}, "behind": []}


def test_a_tag_that_nobody_used_yet_is_no_refusal() -> None:
    assert swept_once({}, 404).done == Done({"ids": {}, "behind": []})


def test_what_is_no_longer_looked_for_is_forgotten() -> None:
    assert swept_once({"ids": {"#gone": "5"}, "behind": ["#gone"]}, []).done == Done({"ids": {}, "behind": []})


def test_a_check_says_as_whom_we_are_known() -> None:
    assert PLATFORM.check is not None
    known = hold(PLATFORM.check(a_round(TAGS, token="t")), {"acct": "acme"})
    assert known.done == Done({}, note="known there as @acme")
    assert not known.kept
    refusal = hold(PLATFORM.check(a_round(TAGS, token="t")), 401)
    assert refusal.done is not None
    assert "scope `read`" in (refusal.done.problem or "")
    nobody = hold(PLATFORM.check(a_round(TAGS)), {"domain": "social.example"})
    assert nobody.done is not None
    assert "social.example" in (nobody.done.note or "")


def test_a_search_shows_the_newest_first_so_its_pages_are_counted() -> None:
    words = replace(TAGS, look_for=("acme ferry",))
    found = [{"statuses": page(*range(800 - 40 * turn, 760 - 40 * turn, -1))} for turn in range(2)]
    held = swept_once({"ids": {"acme ferry": "500"}}, *found, {"statuses": page(700)}, source=words)
    assert [parse_qs(urlsplit(url).query).get("offset") for url in held.urls] == [None, ["40"], ["80"]]
    assert {parse_qs(urlsplit(url).query)["min_id"][0] for url in held.urls} == {"500"}
    assert held.done == Done({"ids": {"acme ferry": "800"}, "behind": []})
    broken = swept_once({"ids": {"acme ferry": "500"}}, found[0], b"<html>", source=words)
    assert broken.done == Done({"ids": {"acme ferry": "500"}, "behind": []})
