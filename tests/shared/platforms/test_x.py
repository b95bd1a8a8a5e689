"""Pure: posts and messages on X, by each of its APIs, as mentions, tombstones, or what is passed over and why."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from shared.delivery import Parsed, Wanted
from shared.ears.platform import Keys
from shared.ears.request import Request
from shared.mention import Author, Media, Mention
from shared.plan import Source
from shared.platforms.x import PLATFORM
from tests.builders import NOON
from tests.shared.platforms.heard import holds, mangled, only, parsed
from tests.shared.platforms.knocks import OLD, SECRET, base64_of, hex_of, knock

BRAND = Source("x-main", "x", "webhook", "acme")
SEARCH = Source("x-words", "x", "sweep", "acme", look_for=("acme",))
#: Given out on 2 October 2026 at 11:00:00.000 and 11:10:00.000: milliseconds since 1288834974657, above 22 bits.
FIRST, EDIT = str((1790938800000 - 1288834974657) << 22), str((1790939400000 - 1288834974657) << 22)
POST: dict[str, Any] = {
    "id": FIRST,
    "text": "@acme refund &lt;now&gt; &amp; an answer https://t.co/abc https://t.co/pic",
    "author_id": "77",
    "created_at": "2026-10-02T11:00:00.000Z",
    "lang": "en",
    "conversation_id": "55",
    "edit_history_tweet_ids": [FIRST],
    "referenced_tweets": [{"type": "replied_to", "id": "56"}, {"type": "quoted", "id": "57"}],
    "public_metrics": {"like_count": 4, "reply_count": 3, "retweet_count": 2, "quote_count": 1},
    "entities": {
        "urls": [
            {"url": "https://t.co/abc", "expanded_url": "https://example.com/ticket?a=1&b=2"},
            {"url": "https://t.co/pic", "expanded_url": "https://x.com/mia/status/1/photo/1", "media_key": "3_1"},
        ]
    },
    "attachments": {"media_keys": ["3_1"]},
}
USER = {
    "id": "77",
    "name": "Mia",
    "username": "mia_flies",
    "protected": False,
    "created_at": "2015-05-01T10:00:00Z",
    "public_metrics": {"followers_count": 120},
}
INCLUDES = {"users": [USER], "media": [{"media_key": "3_1", "type": "photo", "url": "https://pbs.example.com/1.jpg"}]}
OLD_POST: dict[str, Any] = {
    "id": 1,
    "id_str": FIRST,
    "text": "@acme late again",
    "created_at": "Fri Oct 02 11:00:00 +0000 2026",
    "user": {
        "id_str": "77",
        "name": "Mia",
        "screen_name": "mia_flies",
        "followers_count": "120",
        "created_at": "Fri May 01 10:00:00 +0000 2015",
        "protected": False,
    },
    "in_reply_to_status_id_str": "56",
    "favorite_count": 4,
    "reply_count": 3,
    "retweet_count": 2,
    "quote_count": 1,
    "lang": "und",
}
MESSAGE: dict[str, Any] = {
    "type": "message_create",
    "id": "954491830116155396",
    "created_timestamp": "1790938800000",
    "message_create": {
        "target": {"recipient_id": "1"},
        "sender_id": "77",
        "message_data": {"text": "my seat is gone", "entities": {"urls": []}},
    },
}


def an_event(kind: str = "post.mention.create", payload: Any = POST, includes: Any = INCLUDES) -> dict[str, Any]:
    data = {"event_uuid": "-27811", "filter": {"user_id": "1"}, "event_type": kind, "payload": payload}
    return {"data": {**data, "includes": includes}}


def a_page(*posts: Any, includes: Any = INCLUDES) -> dict[str, Any]:
    return {"data": list(posts), "includes": includes, "meta": {"result_count": len(posts)}}


def an_activity(**events: Any) -> dict[str, Any]:
    return {"for_user_id": "1", **events}


def test_a_post_that_mentions_us_is_a_mention_with_all_that_x_says_of_it() -> None:
    assert only(parsed(BRAND, an_event())) == Mention(
        source="x-main",
        platform="x",
        native_id=FIRST,
        brand="acme",
        version=1790938800000,
        author=Author("77", "Mia", "mia_flies", 120, datetime(2015, 5, 1, 10, tzinfo=UTC)),
        text="@acme refund <now> & an answer https://example.com/ticket?a=1&b=2",
        created_at=datetime(2026, 10, 2, 11, tzinfo=UTC),
        seen_at=NOON,
        language="en",
        url=f"https://x.com/mia_flies/status/{FIRST}",
        thread="55",
        parent="56",
        engagement=10,
        reposts=3,
        media=(Media("image", "https://pbs.example.com/1.jpg"),),
    )


def test_the_same_post_by_event_stream_search_and_lookup_is_one_mention_of_one_version() -> None:
    stream = {"data": POST, "includes": INCLUDES, "matching_rules": [{"id": "1", "tag": "acme"}]}
    found = [
        only(parsed(BRAND, an_event("post.reply.create"))),
        only(parsed(BRAND, stream)),
        only(parsed(SEARCH, a_page(POST))),
        only(parsed(SEARCH, a_page(POST), {"firebreak-asked": FIRST}, how="fetch")),
        only(parsed(BRAND, an_activity(tweet_create_events=[OLD_POST]))),
    ]
    assert {(each.id, each.version, each.author, each.url, each.parent) for each in found} == {
        (f"x:{FIRST}", 1790938800000, found[0].author, found[0].url, "56")
    }


def test_an_edit_is_a_newer_version_of_the_same_post() -> None:
    edited = POST | {"id": EDIT, "text": "better words", "edit_history_tweet_ids": [FIRST, EDIT]}
    mention = only(parsed(SEARCH, a_page(edited)))
    assert (mention.native_id, mention.url) == (FIRST, f"https://x.com/mia_flies/status/{EDIT}")
    assert mention.version > only(parsed(SEARCH, a_page(POST | {"edit_history_tweet_ids": [FIRST, EDIT]}))).version


def test_edits_whose_ids_were_given_out_in_one_millisecond_keep_their_order() -> None:
    chain = [str(int(FIRST) + step) for step in range(3)]
    posts = [POST | {"id": one, "edit_history_tweet_ids": chain[: step + 1]} for step, one in enumerate(chain)]
    mentions = parsed(SEARCH, a_page(*posts)).mentions
    assert [each.version for each in mentions] == [1790938800000, 1790938800001, 1790938800002]
    assert {each.native_id for each in mentions} == {FIRST}


def test_a_long_posts_whole_words_are_read() -> None:
    note = {"text": "all the words &amp; a link https://t.co/abc", "entities": POST["entities"]}
    mention = only(parsed(BRAND, an_event(payload=POST | {"note_tweet": note, "entities": None})))
    assert mention.text == "all the words & a link https://example.com/ticket?a=1&b=2"


def test_a_link_that_leads_elsewhere_than_into_the_web_stays_as_it_was_written() -> None:
    urls = [{"url": "https://t.co/abc", "expanded_url": "javascript:alert(1)"}]
    assert "https://t.co/abc" in only(parsed(BRAND, an_event(payload=POST | {"entities": {"urls": urls}}))).text


def test_a_post_by_a_protected_account_is_not_public() -> None:
    protected = {"users": [USER | {"protected": True}]}
    assert only(parsed(BRAND, an_event(includes=protected))).public is False


def test_a_post_whose_account_may_be_protected_is_not_kept_as_a_public_one() -> None:
    result = parsed(BRAND, an_event(includes={"users": [USER | {"protected": "perhaps"}]}))
    assert (result.mentions, [fault.where for fault in result.faults]) == ((), ["data.includes.users.0.protected"])


@pytest.mark.parametrize(
    "body",
    [
        an_event(includes="broken"),
        an_event(includes={"users": "broken"}),
        an_event(includes={"users": {"0": USER | {"protected": True}}}),
        an_activity(tweet_create_events=[OLD_POST | {"user": [OLD_POST["user"] | {"protected": True}]}]),
    ],
)
def test_a_post_whose_account_can_not_be_read_is_not_kept_as_a_public_one(body: dict[str, Any]) -> None:
    result = parsed(BRAND, body)
    assert (result.mentions, len(result.faults)) == ((), 1)


def test_an_answer_without_fields_is_read_by_its_ids_alone() -> None:
    mention = only(parsed(SEARCH, {"data": [{"id": FIRST, "text": "acme is down"}]}))
    assert (mention.author, mention.url) == (Author(), f"https://x.com/i/web/status/{FIRST}")
    assert mention.created_at == datetime(2026, 10, 2, 11, tzinfo=UTC)


def test_an_id_from_before_ids_held_their_time_tells_none() -> None:
    mention = only(parsed(SEARCH, {"data": [{"id": "20", "text": "hello"}]}))
    assert (mention.created_at, mention.version) == (NOON, 1790942400000)


@pytest.mark.parametrize("told", ["und", "zxx", "qme", "art"])
def test_what_is_no_language_is_none(told: str) -> None:
    assert only(parsed(BRAND, an_event(payload=POST | {"lang": told}))).language is None


def test_a_handle_that_can_not_be_one_makes_no_address() -> None:
    users = {"users": [USER | {"username": "mia/../evil"}]}
    assert only(parsed(BRAND, an_event(includes=users))).url == f"https://x.com/i/web/status/{FIRST}"


@pytest.mark.parametrize(
    "body",
    [
        an_event("post.repost.create"),
        an_event("post.create", POST | {"referenced_tweets": [{"type": "retweeted", "id": "9"}]}),
        {"data": [{"id": FIRST, "text": "RT @mia: cut words"}]},
        an_activity(tweet_create_events=[OLD_POST | {"retweeted_status": OLD_POST}]),
    ],
)
def test_a_repost_is_passed_over_as_its_words_are_anothers(body: dict[str, Any]) -> None:
    result = parsed(BRAND, body)
    assert [skipped.reason for skipped in result.skipped] == ["a repost: the words are another's"]
    assert (result.mentions, result.faults) == ((), ())


@pytest.mark.parametrize("kind", ["like.create", "profile.update.bio", "dm.read", "chat.received", "news.new"])
def test_an_event_that_is_no_post_is_passed_over_by_its_name(kind: str) -> None:
    [skipped] = parsed(BRAND, an_event(kind, {"id": "1"})).skipped
    assert (skipped.what, skipped.reason) == (kind, "no post")


def test_an_events_name_is_never_a_customers_words() -> None:
    assert [skipped.what for skipped in parsed(BRAND, an_event("My name is Mia")).skipped] == ["event"]
    assert [skipped.what for skipped in parsed(BRAND, an_activity(My_name_events=[])).skipped] == ["event"]


def test_consent_that_was_taken_back_is_told() -> None:
    [skipped] = parsed(BRAND, an_event("oauth.revoke", {"user_id": "1"})).skipped
    assert "authorise the app again" in skipped.reason


def test_a_deleted_post_leaves_a_tombstone_by_either_api() -> None:
    new = parsed(BRAND, an_event("post.delete", {"id": FIRST, "author_id": "77"}))
    status = {"status": {"id": FIRST, "user_id": "77"}, "timestamp_ms": "1790940000000"}
    old = parsed(BRAND, an_activity(tweet_delete_events=[status]))
    assert [(grave.id, grave.reason) for grave in (*new.tombstones, *old.tombstones)] == [
        (f"x:{FIRST}", "deleted by its author")
    ] * 2
    assert old.tombstones[0].deleted_at == datetime(2026, 10, 2, 11, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "body",
    [
        an_activity(direct_message_events=[MESSAGE], users={"77": {"name": "Mia", "screen_name": "mia_flies"}}),
        an_event(
            "dm.received", {"direct_message_events": [MESSAGE], "users": {"77": {"data": {**USER}}}}, includes=None
        ),
    ],
)
def test_a_direct_message_is_never_public(body: dict[str, Any]) -> None:
    mention = only(parsed(BRAND, body))
    assert (mention.public, mention.from_staff, mention.url) == (False, False, None)
    assert (mention.native_id, mention.thread) == ("dm/954491830116155396", "dm/1-77")
    assert (mention.text, mention.author.handle) == ("my seat is gone", "mia_flies")
    assert mention.created_at == datetime(2026, 10, 2, 11, tzinfo=UTC)


def test_a_fault_in_a_messages_sender_does_not_name_the_account() -> None:
    body = an_activity(direct_message_events=[MESSAGE], users={"77": "Mia"})
    result = parsed(BRAND, body)
    assert (len(result.mentions), [fault.where for fault in result.faults]) == (1, ["users.account"])


@pytest.mark.parametrize("payload", [{}, {"direct_message_events": []}])
def test_an_event_of_messages_that_holds_none_is_passed_over(payload: dict[str, Any]) -> None:
    assert [skipped.reason for skipped in parsed(BRAND, an_event("dm.sent", payload)).skipped] == ["no message in it"]


def test_what_our_own_account_writes_is_known_as_ours() -> None:
    ours = OLD_POST | {"user": OLD_POST["user"] | {"id_str": "1"}}
    assert only(parsed(BRAND, an_activity(tweet_create_events=[ours]))).from_staff
    sent = MESSAGE | {"message_create": MESSAGE["message_create"] | {"sender_id": "1"}}
    assert only(parsed(BRAND, an_activity(direct_message_events=[sent]))).from_staff


def test_an_older_posts_whole_words_are_read_where_they_are_there() -> None:
    whole = {"full_text": "all of it https://t.co/abc", "entities": POST["entities"]}
    cut = OLD_POST | {"truncated": True, "text": "all of… https://t.co/zzz", "extended_tweet": whole}
    result = parsed(BRAND, an_activity(tweet_create_events=[cut]))
    assert (only(result).text, result.wanted) == ("all of it https://example.com/ticket?a=1&b=2", ())


@pytest.mark.parametrize(
    "history",
    [
        {"initial_tweet_id": FIRST, "edit_tweet_ids": [FIRST, EDIT]},
        {"initial_tweet_id": FIRST},
        {"edit_tweet_ids": [FIRST]},
    ],
)
def test_an_edit_told_by_the_older_api_is_a_newer_version_of_the_same_post(history: dict[str, Any]) -> None:
    edited = OLD_POST | {"id_str": EDIT, "text": "@acme late, and sorry", "edit_history": history}
    first, second = (only(parsed(BRAND, an_activity(tweet_create_events=[post]))) for post in (OLD_POST, edited))
    newer = an_event(payload=POST | {"id": EDIT, "edit_history_tweet_ids": [FIRST, EDIT]})
    assert (second.native_id, second.version) == (first.native_id, only(parsed(BRAND, newer)).version)
    assert second.version > first.version


def test_a_cut_posts_whole_words_are_asked_for_and_win() -> None:
    cut = an_activity(tweet_create_events=[OLD_POST | {"truncated": True, "text": "all of…"}])
    result = parsed(BRAND, cut)
    assert (only(result).truncated, result.wanted) == (True, (Wanted("x-main", "x", "post", (FIRST,), NOON),))
    assert only(result).version < only(parsed(BRAND, an_event())).version


def test_an_older_posts_pictures_are_kept() -> None:
    media = [{"type": "photo", "media_url_https": "https://pbs.example.com/2.jpg", "url": "https://t.co/pic"}]
    post = OLD_POST | {
        "text": "see https://t.co/pic",
        "entities": {"media": media},
        "extended_entities": {"media": media},
    }
    mention = only(parsed(BRAND, an_activity(tweet_create_events=[post])))
    assert (mention.text, mention.media) == ("see", (Media("image", "https://pbs.example.com/2.jpg"),))


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (an_event(payload=POST | {"id": 1.8e18}), "data.payload.id"),
        (an_event(payload=POST | {"id": int(FIRST)}), "data.payload.id"),
        (an_event(payload=POST | {"id": "12x"}), "data.payload.id"),
        (an_event(payload=POST | {"edit_history_tweet_ids": [1.8e18]}), "data.payload.edit_history_tweet_ids"),
        (an_event(payload=POST | {"text": ["My name is Mia"]}), "data.payload.text"),
        (an_event(payload=POST | {"created_at": "yesterday"}), "data.payload.created_at"),
        (an_event("post.delete", {"id": 7}), "data.payload.id"),
        (an_activity(tweet_create_events=[OLD_POST | {"id_str": None}]), "tweet_create_events.0.id_str"),
        (an_activity(tweet_create_events=[OLD_POST | {"created_at": "yesterday"}]), "tweet_create_events.0.created_at"),
        ({"data": 7}, "data"),
    ],
)
def test_what_a_post_can_not_do_without_is_named_when_it_is_wrong(body: dict[str, Any], field: str) -> None:
    result = parsed(BRAND, body)
    assert [fault.where for fault in result.faults] == [field]
    assert (result.mentions, result.tombstones, "Mia" in str(result.faults)) == ((), (), False)


@pytest.mark.parametrize(
    "changed",
    [
        {"lang": 7},
        {"public_metrics": {"like_count": "many"}},
        {"referenced_tweets": "none"},
        {"entities": {"urls": 7}},
        {"conversation_id": 1.5},
    ],
)
def test_a_post_is_kept_without_a_decoration_that_is_wrong_and_the_fault_is_told(changed: dict[str, Any]) -> None:
    result = parsed(BRAND, an_event(payload=POST | changed))
    assert (len(result.mentions), len(result.faults)) == (1, 1)


def test_one_bad_post_of_a_page_costs_no_other() -> None:
    result = parsed(SEARCH, a_page(POST, "post", POST | {"id": EDIT, "edit_history_tweet_ids": [EDIT]}))
    assert [mention.native_id for mention in result.mentions] == [FIRST, EDIT]
    assert [fault.where for fault in result.faults] == ["data.1"]


@pytest.mark.parametrize("body", [{"meta": {"result_count": 0}}, {"data": [], "meta": {}}])
def test_a_page_without_posts_is_passed_over(body: dict[str, Any]) -> None:
    assert [skipped.reason for skipped in parsed(SEARCH, body).skipped] == ["no new posts"]


# ---------------------------------------------------------------- answers about posts that we have
def looked_up(body: object, *asked: str, **told: str) -> Parsed:
    headers = {"firebreak-asked": ",".join(asked), **{f"firebreak-{name}": word for name, word in told.items()}}
    return parsed(BRAND, body, headers, how="fetch")


def an_error(post_id: str, problem: str) -> dict[str, Any]:
    return {"resource_id": post_id, "resource_type": "tweet", "type": f"https://api.twitter.com/2/problems/{problem}"}


def test_a_post_that_x_does_not_find_is_gone_with_the_reason_that_it_gives() -> None:
    errors = [an_error("5", "resource-not-found"), an_error("6", "not-authorized-for-resource")]
    result = looked_up({"data": [POST], "errors": errors}, FIRST, "5", "6", "7")
    assert {grave.native_id: grave.reason for grave in result.tombstones} == {
        "5": "deleted on X",
        "6": "no longer public on X",
        "7": "no longer on X",
    }
    assert [mention.native_id for mention in result.mentions] == [FIRST]


def test_a_post_that_x_can_not_look_for_now_is_not_gone() -> None:
    result = looked_up({"data": [POST], "errors": [an_error("5", "operational-disconnect")]}, FIRST, "5")
    assert result.tombstones == ()


def test_an_error_about_what_we_did_not_ask_for_buries_nothing() -> None:
    errors = [an_error("5", "resource-not-found"), an_error("3_99", "resource-not-found")]
    result = looked_up({"data": [POST], "errors": errors}, FIRST)
    assert (result.tombstones, result.faults) == ((), ())


@pytest.mark.parametrize(
    "body", [{}, {"meta": {}}, {"data": [7]}, {"data": "x"}, {"title": "Unauthorized", "status": 401}]
)
def test_an_answer_that_can_not_be_read_is_no_proof_that_a_post_is_gone(body: dict[str, Any]) -> None:
    result = looked_up(body, "5", "6")
    assert result.tombstones == ()
    assert result.faults


@pytest.mark.parametrize(
    "body",
    [
        {"errors": [{"title": "Service Unavailable", "type": "about:blank"}]},
        {"errors": [{"message": "Over capacity", "code": 130}]},
        {"errors": [an_error("3_99", "resource-not-found")]},
        {"data": []},
        {"data": [], "errors": []},
        {"data": [POST], "errors": [{"title": "Internal Error", "type": "about:blank"}]},
    ],
)
def test_an_outage_that_is_told_beside_the_posts_or_instead_of_them_buries_none(body: dict[str, Any]) -> None:
    result = looked_up(body, "5", "6")
    assert result.tombstones == ()
    assert [fault.where for fault in result.faults] == ["errors"]


def test_an_older_version_makes_us_ask_for_the_newest() -> None:
    older = POST | {"edit_history_tweet_ids": [FIRST, EDIT]}
    assert [(each.kind, each.ids) for each in looked_up({"data": [older]}, FIRST).wanted] == [("post", (EDIT,))]
    newest = older | {"id": EDIT}
    assert looked_up({"data": [newest]}, EDIT).wanted == ()
    # Asked for by its first id and answered with its newest version, it is there.
    assert looked_up({"data": [newest]}, FIRST).tombstones == ()


def test_a_recheck_keeps_nothing_of_what_is_still_there_and_asks_for_what_was_edited() -> None:
    bare = {"id": FIRST, "text": "words", "edit_history_tweet_ids": [FIRST]}
    edited = {"id": "5", "text": "words", "edit_history_tweet_ids": ["5", EDIT]}
    result = looked_up({"data": [bare, edited]}, FIRST, "5", "6", answer="still-there")
    assert (result.mentions, [each.ids for each in result.wanted]) == ((), [(EDIT,)])
    assert [grave.native_id for grave in result.tombstones] == ["6"]


def test_a_compliance_job_names_what_is_gone_and_what_was_edited() -> None:
    lines = [
        {"id": "5", "action": "delete", "reason": "deleted", "redacted_at": "2026-10-02T08:00:00.000Z"},
        {"id": "6", "action": "delete", "reason": "suspended"},
        {"id": "7", "action": "delete", "reason": "something new"},
        {"id": "8", "action": "rehydrate", "reason": "tweet_edited"},
        {"id": "9", "action": "scrub_geo", "reason": "geo_scrubbed"},
    ]
    result = looked_up("\n".join(map(json.dumps, lines)).encode() + b"\n", answer="changes")
    assert [(grave.native_id, grave.reason) for grave in result.tombstones] == [
        ("5", "deleted on X"),
        ("6", "its author's account is suspended"),
        ("7", "X demands that it be removed"),
    ]
    assert result.tombstones[0].deleted_at == datetime(2026, 10, 2, 8, tzinfo=UTC)
    assert ([each.ids for each in result.wanted], len(result.skipped)) == ([("8",)], 1)


def test_a_line_of_a_job_that_can_not_be_read_costs_no_other() -> None:
    result = looked_up(b'{"id": "5", "action": "delete"}\n<html>\n{"id": 7, "action": "delete"}', answer="changes")
    assert [grave.native_id for grave in result.tombstones] == ["5"]
    assert [fault.where for fault in result.faults] == ["line 2", "line 3.id"]


def test_a_job_that_found_no_change_says_so() -> None:
    assert [skipped.reason for skipped in looked_up(b"", answer="changes").skipped] == ["all posts are still there"]


def test_a_job_that_still_runs_is_wanted_again() -> None:
    result = looked_up({"data": {"id": "42", "status": "in_progress"}}, "42", again="job")
    assert [(each.kind, each.ids) for each in result.wanted] == [("job", ("42",))]


# ---------------------------------------------------------------- whatever comes
@settings(max_examples=60)
@given(mangled({"event": an_event(), "page": a_page(POST, POST), "old": an_activity(tweet_create_events=[OLD_POST])}))
def test_whatever_is_mangled_something_is_told(bodies: Any) -> None:
    for body in bodies.values() if isinstance(bodies, dict) else [bodies]:
        holds(parsed(BRAND, body))


@settings(max_examples=30)
@given(mangled({"data": [POST], "errors": [an_error("5", "resource-not-found")], "includes": INCLUDES}))
def test_a_mangled_answer_never_buries_a_post_that_it_shows(body: Any) -> None:
    result = looked_up(body, FIRST, "5")
    holds(result)
    if any(mention.native_id == FIRST for mention in result.mentions):
        assert FIRST not in {grave.native_id for grave in result.tombstones}


# ---------------------------------------------------------------- the door
HEADER = "x-twitter-webhooks-signature"
BODY = '{"for_user_id":"1","text":"café 👩‍🚀"}'.encode()


def test_what_x_signed_is_believed_with_the_old_secret_and_the_new() -> None:
    assert knock(BRAND, BODY, {HEADER: f"sha256={base64_of(BODY)}"}) is None
    assert knock(BRAND, BODY, {HEADER: f"sha256={base64_of(BODY, OLD)}"}, secrets=(SECRET, OLD)) is None
    assert knock(BRAND, b"", {HEADER: f"sha256={base64_of(b'')}"}) is None


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ({}, "signature_missing"),
        ({HEADER: base64_of(BODY)}, "signature_malformed"),
        ({HEADER: f"sha256={base64_of(BODY, OLD)}"}, "signature_wrong"),
        ({HEADER: f"sha256={base64_of(BODY + b' ')}"}, "signature_wrong"),
        ({HEADER: f"sha256={hex_of(BODY)}"}, "signature_wrong"),
        ({HEADER: f"sha256={base64_of(BODY).upper()}"}, "signature_wrong"),
    ],
)
def test_what_x_did_not_sign_is_refused(header: dict[str, str], reason: str) -> None:
    assert knock(BRAND, BODY, header) == reason


def greeted(query: dict[str, str], *secrets: str, method: str = "GET") -> Any:
    assert PLATFORM.door is not None
    assert PLATFORM.door.greeted is not None
    return PLATFORM.door.greeted(
        Request(method, "x-main", {}, query=query), Keys({"secret": secrets} if secrets else {}), BRAND, NOON
    )


def test_a_challenge_is_answered_with_the_newest_secret_and_holds_for_28_hours() -> None:
    answer = greeted({"crc_token": "a-token"}, SECRET, OLD)
    assert json.loads(answer.body) == {"response_token": f"sha256={base64_of(b'a-token')}"}
    assert (answer.status, answer.content_type) == (200, "application/json")
    assert answer.good_until(NOON) == NOON + timedelta(hours=28)


def test_what_is_no_challenge_is_not_greeted() -> None:
    assert greeted({}, SECRET) is None
    assert greeted({"crc_token": "a-token"}, SECRET, method="POST") is None


@pytest.mark.parametrize("token", ['{"data": 1}', "[1]", '"words"', "12", "null", "1e3"])
def test_what_could_be_a_body_is_not_signed_as_a_challenge(token: str) -> None:
    assert greeted({"crc_token": token}, SECRET) is None
    assert greeted({"crc_token": "9b4507b3-9040-4669-9ca3-6b94edb50553"}, SECRET) is not None


def test_a_challenge_before_the_secret_is_set_is_a_fault_of_ours_for_a_while() -> None:
    answer = greeted({"crc_token": "a-token"})
    assert (answer.status, answer.holds_for) == (503, None)
