"""Pure: videos and comments as mentions and tombstones, the hub's handshake, and what is asked within a day's quota."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.delivery import Fault, Skipped, Wanted
from shared.ears.platform import Heard, Keys
from shared.ears.request import Request
from shared.mention import Author, Tombstone
from shared.plan import Source
from shared.platforms.youtube import PLATFORM
from tests.builders import NOON
from tests.shared.platforms.heard import Held, a_round, holds, mangled, only, parsed
from tests.shared.platforms.heard import hold as hold_

CHANNEL = "UCacme0000000000000000"
PUSHED = Source("films", "youtube", "webhook", "acme", look_for=(CHANNEL,))
SWEPT = Source("comments", "youtube", "sweep", "acme", look_for=(CHANNEL,))
NINE = datetime(2026, 10, 2, 9, tzinfo=UTC)

ENTRY = f"""<entry><id>yt:video:dQ0aaaaaaaa</id><yt:videoId>dQ0aaaaaaaa</yt:videoId>
<yt:channelId>{CHANNEL}</yt:channelId><title>Never again: ferry &lt;3 h late &amp; no word</title>
<link rel="alternate" href="https://www.youtube.com/watch?v=dQ0aaaaaaaa"/>
<author><name>Harbour Watch</name><uri>https://www.youtube.com/channel/{CHANNEL}</uri></author>
<published>2026-10-02T09:00:00+00:00</published><updated>2026-10-02T09:30:00.552394234+00:00</updated></entry>"""
GONE = """<at:deleted-entry ref="yt:video:dQ0aaaaaaaa" when="2026-10-02T09:00:00.5+00:00"/>"""
COMMENT: dict[str, Any] = {
    "kind": "youtube#comment",
    "id": "UgyOne",
    "snippet": {
        "authorDisplayName": "@mia-on-deck",
        "authorChannelId": {"value": "UCmia"},
        "videoId": "dQ0aaaaaaaa",
        "textDisplay": "Nobody <b>answers</b><br>at all",
        "textOriginal": "Nobody *answers*\nat all",
        "likeCount": 4,
        "publishedAt": "2026-10-02T09:00:00Z",
        "updatedAt": "2026-10-02T09:30:00Z",
    },
}
REPLY: dict[str, Any] = {
    "kind": "youtube#comment",
    "id": "UgyOne.9aa",
    "snippet": {**COMMENT["snippet"], "parentId": "UgyOne", "textOriginal": "Same here", "likeCount": 0},
}
THREAD: dict[str, Any] = {
    "kind": "youtube#commentThread",
    "id": "UgyOne",
    "snippet": {
        "videoId": "dQ0aaaaaaaa",
        "channelId": CHANNEL,
        "topLevelComment": COMMENT,
        "totalReplyCount": 3,
        "isPublic": True,
    },
    "replies": {"comments": [REPLY]},
}


def a_push(*parts: str) -> bytes:
    spaces = 'xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns="http://www.w3.org/2005/Atom"'
    return f'<feed {spaces} xmlns:at="http://purl.org/atompub/tombstones/1.0">{"".join(parts)}</feed>'.encode()


def a_list(*items: Any, **more: Any) -> dict[str, Any]:
    return {"kind": "youtube#listResponse", "items": list(items), **more}


def a_thread(name: str, at: datetime = NINE, replies: int = 0) -> dict[str, Any]:
    top = {**COMMENT, "id": name, "snippet": {**COMMENT["snippet"], "publishedAt": at.isoformat()}}
    return {**THREAD, "id": name, "snippet": {**THREAD["snippet"], "topLevelComment": top, "totalReplyCount": replies}}


# ---------------------------------------------------------------- pushes
def test_a_pushed_video_is_its_title_by_its_channel() -> None:
    mention = only(parsed(PUSHED, a_push(ENTRY)))
    assert (mention.native_id, mention.thread, mention.parent) == ("video:dQ0aaaaaaaa", "video:dQ0aaaaaaaa", None)
    assert mention.author == Author(CHANNEL, "Harbour Watch")
    assert mention.text == "Never again: ferry <3 h late & no word"
    assert (mention.created_at, mention.version) == (NINE, 1790933400552)
    assert mention.url == "https://www.youtube.com/watch?v=dQ0aaaaaaaa"


def test_a_deleted_video_is_a_tombstone_of_the_same_id() -> None:
    result = parsed(PUSHED, a_push(GONE))
    assert result.tombstones == (
        Tombstone(
            "films",
            "youtube",
            "video:dQ0aaaaaaaa",
            "deleted, or no longer public",
            NINE + timedelta(milliseconds=500),
        ),
    )


def test_a_deletion_without_a_time_is_still_one() -> None:
    result = parsed(PUSHED, a_push(GONE.replace("2026-10-02T09:00:00.5+00:00", "soon")))
    assert [grave.deleted_at for grave in result.tombstones] == [NOON]
    assert [fault.where for fault in result.faults] == ["feed.deleted.0.when"]


def test_what_a_lease_still_brings_of_a_channel_that_is_no_longer_watched_is_passed_over() -> None:
    result = parsed(PUSHED, a_push(ENTRY.replace(f">{CHANNEL}<", ">UCother<"), ENTRY))
    assert result.skipped == (Skipped("video", "of a channel that isn't looked for"),)
    assert len(result.mentions) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<feed",
        b"<html><body>Sorry</body></html>",
        b'{"items": []}',
        b'<?xml version="1.0" encoding="x-none"?><feed/>',
        b'<!DOCTYPE feed [<!ENTITY a "b">]><feed xmlns="http://www.w3.org/2005/Atom"/>',
        b'<!DOCTYPE feed SYSTEM "file:///etc/passwd"><feed xmlns="http://www.w3.org/2005/Atom"/>',
    ],
)
def test_a_push_that_is_no_atom_or_brings_entities_is_one_fault(body: bytes) -> None:
    result = parsed(PUSHED, body)
    assert [fault.where for fault in result.faults] == ["body"]
    assert (result.mentions, result.tombstones, result.skipped) == ((), (), ())


def test_an_entry_that_can_not_be_read_costs_no_other() -> None:
    result = parsed(PUSHED, a_push("<entry><title>x</title></entry>", ENTRY))
    assert [fault.where for fault in result.faults] == ["feed.entry.0.videoId"]
    assert len(result.mentions) == 1


def test_an_empty_push_is_passed_over() -> None:
    assert parsed(PUSHED, a_push()).skipped == (Skipped("feed", "no video in it"),)


_SPLINTERS = ("<", "&amp;", "&x;", "]]>", "<yt:videoId>", "</entry>", "\x00", "é", "<title/>", 'ref=""', "<author/>")


@settings(max_examples=80, deadline=None, database=None)
@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 30), st.sampled_from(_SPLINTERS)), max_size=4))
def test_any_push_is_read_passed_over_or_told(cuts: list[tuple[int, int, str]]) -> None:
    text = a_push(ENTRY, GONE).decode()
    for at, length, splinter in cuts:
        text = text[:at] + splinter + text[at + length :]
    holds(parsed(PUSHED, text.encode()))


# ---------------------------------------------------------------- comments
def test_a_comment_carries_all_that_the_answer_says() -> None:
    mention, reply = parsed(SWEPT, a_list(THREAD)).mentions
    assert (mention.native_id, mention.thread, mention.parent) == ("UgyOne", "UgyOne", "video:dQ0aaaaaaaa")
    assert mention.author == Author("UCmia", "@mia-on-deck", "mia-on-deck")
    assert mention.text == "Nobody *answers*\nat all"
    assert (mention.created_at, mention.version) == (NINE, 1790933400000)
    assert mention.url == "https://www.youtube.com/watch?v=dQ0aaaaaaaa&lc=UgyOne"
    assert (mention.engagement, mention.public) == (7, True)
    assert (reply.native_id, reply.thread, reply.parent) == ("UgyOne.9aa", "UgyOne", "UgyOne")


def test_a_comment_is_the_same_in_its_thread_and_alone() -> None:
    in_thread, _ = parsed(SWEPT, a_list(THREAD)).mentions
    alone = only(parsed(SWEPT, a_list(COMMENT), how="fetch"))
    for name in ("id", "text", "version", "thread", "url", "author"):
        assert getattr(in_thread, name) == getattr(alone, name)


def test_without_its_original_a_comment_is_the_text_that_is_shown() -> None:
    shown = {**COMMENT, "snippet": {**COMMENT["snippet"], "textOriginal": None}}
    assert only(parsed(SWEPT, a_list(shown))).text == "Nobody answers\nat all"


def test_a_thread_that_is_not_public_makes_none_of_its_words_public() -> None:
    hidden = {**THREAD, "snippet": {**THREAD["snippet"], "isPublic": False}}
    assert [mention.public for mention in parsed(SWEPT, a_list(hidden)).mentions] == [False, False]
    doubtful = parsed(SWEPT, a_list({**THREAD, "snippet": {**THREAD["snippet"], "isPublic": "no"}}))
    assert (doubtful.mentions, [fault.where for fault in doubtful.faults]) == ((), ["items.0.snippet.isPublic"])


def test_a_refusal_is_no_delivery_of_words() -> None:
    result = parsed(SWEPT, {"error": {"code": 403}}, {"firebreak-status": "403"})
    assert result.skipped == (Skipped("answer", "a refusal: what is wrong stands with the source"),)


@settings(max_examples=60, deadline=None, database=None)
@given(mangled(a_list(THREAD, COMMENT)), st.sampled_from(["", "UgyOne", "UgyOne,UgyTwo"]))
def test_any_answer_is_read_passed_over_or_told(body: Any, asked: str) -> None:
    holds(parsed(SWEPT, body, {"firebreak-asked": asked}, "fetch"))


# ---------------------------------------------------------------- are they still there?
def test_what_does_not_come_again_is_gone() -> None:
    told = {"firebreak-asked": "UgyOne,UgyTwo"}
    result = parsed(SWEPT, a_list(COMMENT), told, "fetch")
    assert [grave.native_id for grave in result.tombstones] == ["UgyTwo"]
    assert [mention.native_id for mention in result.mentions] == ["UgyOne"]


def test_a_video_that_comes_again_is_there() -> None:
    snippet = {"title": "t", "channelId": CHANNEL, "channelTitle": "c", "publishedAt": "2026-10-02T09:00:00Z"}
    video = {"kind": "youtube#video", "id": "a1", "snippet": snippet}
    result = parsed(PUSHED, a_list(video), {"firebreak-asked": "video:a1,video:a2"}, "fetch")
    assert [mention.native_id for mention in result.mentions] == ["video:a1"]
    assert [grave.native_id for grave in result.tombstones] == ["video:a2"]


@pytest.mark.parametrize("body", [{}, {"items": None}, {"items": "none"}, {"items": [5]}, b"[]", b"<html>"])
def test_an_answer_that_can_not_be_read_buries_nobody(body: object) -> None:
    assert parsed(SWEPT, body, {"firebreak-asked": "UgyOne"}, "fetch").tombstones == ()


def test_not_found_buries_only_who_was_asked_for_alone() -> None:
    alone = parsed(SWEPT, b"", {"firebreak-asked": "UgyOne", "firebreak-status": "404"}, "fetch")
    assert [grave.reason for grave in alone.tombstones] == ["no longer on YouTube"]
    together = parsed(SWEPT, b"", {"firebreak-asked": "UgyOne,UgyTwo", "firebreak-status": "404"}, "fetch")
    assert (together.tombstones, len(together.skipped)) == ((), 1)


def recheck(*answers: object) -> Held:
    wanted = Wanted("comments", "youtube", "recheck", ("UgyOne", "video:a1", "UgyTwo"), NOON)
    assert PLATFORM.fetch is not None
    return hold_(PLATFORM.fetch(a_round(SWEPT, token="key"), wanted), *answers)


def test_videos_and_comments_are_asked_for_apart() -> None:
    videos, comments = recheck({}, {}).asked
    assert videos.url == "https://www.googleapis.com/youtube/v3/videos?part=snippet&id=a1"
    assert comments.url == "https://www.googleapis.com/youtube/v3/comments?part=snippet&id=UgyOne%2CUgyTwo"
    assert (videos.told["firebreak-asked"], comments.told["firebreak-asked"]) == ("video:a1", "UgyOne,UgyTwo")
    assert comments.headers["X-Goog-Api-Key"] == "key"


def test_where_one_that_is_missing_costs_the_answer_each_is_asked_for_alone() -> None:
    held = recheck({}, 404, {}, 404)
    assert [ask.told["firebreak-asked"] for ask in held.asked[1:]] == ["UgyOne,UgyTwo", "UgyOne", "UgyTwo"]


# ---------------------------------------------------------------- the sweep
def sweep(*answers: object, cursor: dict[str, Any] | None = None, source: Source = SWEPT) -> Held:
    assert PLATFORM.sweep is not None
    return hold_(PLATFORM.sweep.run(a_round(source, cursor, token="key")), *answers)


def a_refusal(reason: str, status: int = 403) -> Heard:
    return Heard(status, {}, f'{{"error": {{"errors": [{{"reason": "{reason}"}}]}}}}'.encode())


def test_the_first_round_reads_one_page_and_remembers_how_far() -> None:
    held = sweep(a_list(a_thread("a"), nextPageToken="two"))
    assert held.urls == [
        "https://www.googleapis.com/youtube/v3/commentThreads?part=snippet%2Creplies"
        f"&allThreadsRelatedToChannelId={CHANNEL}&order=time&maxResults=50"
    ]
    assert held.done is not None
    assert held.done.cursor == {"newest": {CHANNEL: NINE.isoformat()}, "day": "2026-10-03", "units": 1, "replies": {}}
    assert (held.done.problem, held.done.note) == (None, "1 of 10,000 units used today")


def test_later_rounds_go_on_until_what_was_known() -> None:
    known = {"newest": {CHANNEL: (NINE - timedelta(hours=1)).isoformat()}}
    old = a_thread("old", NINE - timedelta(hours=2))
    held = sweep(a_list(a_thread("a"), nextPageToken="two"), a_list(old, nextPageToken="x"), cursor=known)
    assert held.urls[1].endswith("&pageToken=two")
    assert len(held.kept) == 2


def test_a_single_video_can_be_looked_at() -> None:
    held = sweep(a_list(), source=Source("c", "youtube", "sweep", "acme", look_for=("video:a1",)))
    assert "videoId=a1" in held.urls[0]


def test_replies_beyond_those_shown_are_asked_for_once() -> None:
    first = sweep(a_list(a_thread("a", replies=9)), a_list(REPLY))
    assert first.urls[1] == "https://www.googleapis.com/youtube/v3/comments?part=snippet&parentId=a&maxResults=100"
    assert first.done is not None
    cursor = dict(first.done.cursor)
    assert cursor["replies"] == {"a": 9}
    assert len(sweep(a_list(a_thread("a", replies=9)), cursor=cursor).asked) == 1
    assert len(sweep(a_list(a_thread("a", replies=10)), a_list(REPLY), cursor=cursor).asked) == 2


def test_a_thread_whose_id_can_not_be_written_into_an_address_is_not_asked_for() -> None:
    assert len(sweep(a_list(a_thread("\ud83d", replies=9))).asked) == 1


def test_a_used_up_quota_stops_the_sweep_until_midnight_in_california() -> None:
    held = sweep(a_refusal("quotaExceeded"))
    assert held.done is not None
    assert held.done.not_before == datetime(2026, 10, 3, 7, tzinfo=UTC)
    assert str(held.done.problem).startswith("the day's units are used up (1 of 10,000): nothing is asked until")


def test_the_days_own_limit_is_kept_without_asking() -> None:
    source = Source("c", "youtube", "sweep", "acme", look_for=(CHANNEL,), settings={"units_a_day": "40"})
    held = sweep(cursor={"day": "2026-10-03", "units": 40}, source=source)
    assert (held.asked, held.done and held.done.not_before) == ([], datetime(2026, 10, 3, 7, tzinfo=UTC))
    tomorrow = sweep(a_list(), cursor={"day": "2026-10-02", "units": 40}, source=source)
    assert (len(tomorrow.asked), tomorrow.done and tomorrow.done.not_before) == (1, None)


def test_what_the_quota_cut_off_is_read_the_next_day() -> None:
    source = Source("c", "youtube", "sweep", "acme", look_for=(CHANNEL,), settings={"units_a_day": "1"})
    known = {"newest": {CHANNEL: (NINE - timedelta(days=1)).isoformat()}}
    held = sweep(a_list(a_thread("a"), nextPageToken="two"), cursor=known, source=source)
    assert held.done is not None
    assert held.done.cursor["newest"] == known["newest"]


@pytest.mark.parametrize("refusal", [a_refusal("commentsDisabled"), a_refusal("videoNotFound", 404)])
def test_a_video_without_comments_does_not_cost_the_others(refusal: Heard) -> None:
    source = Source("c", "youtube", "sweep", "acme", look_for=("video:a1", "video:a2"))
    held = sweep(refusal, a_list(a_thread("a")), source=source)
    assert held.done is not None
    assert held.done.problem == "`video:a1` isn't there, or takes no comments: see `look_for`"
    assert held.done.cursor["newest"]["video:a2"] == NINE.isoformat()


def test_a_key_that_is_not_allowed_the_api_is_told() -> None:
    held = sweep(a_refusal("accessNotConfigured"))
    assert held.done is not None
    assert "(accessNotConfigured)" in str(held.done.problem)
    assert held.done.not_before is None


@settings(max_examples=60, deadline=None, database=None)
@given(mangled(a_list(a_thread("a", replies=0))))
def test_a_sweep_goes_on_whatever_is_answered(body: Any) -> None:
    assert sweep(body).done is not None


# ---------------------------------------------------------------- the door
def test_each_channel_is_subscribed_to_at_the_hub() -> None:
    assert PLATFORM.renew is not None
    both = Source("films", "youtube", "webhook", "acme", look_for=(CHANNEL, "UCtwo", "video:a1"))
    held = hold_(PLATFORM.renew(a_round(both, secret="s")), Heard(202, {}, b""), Heard(204, {}, b""))
    assert held.urls == ["https://pubsubhubbub.appspot.com/"] * 2
    topic = b"hub.topic=https%3A%2F%2Fwww.youtube.com%2Fxml%2Ffeeds%2Fvideos.xml%3Fchannel_id%3DUCtwo"
    assert topic in (held.asked[1].body or b"")
    assert held.done is not None
    assert (held.done.problem, held.done.good_until) == (None, None)


def test_without_a_channel_there_is_nothing_to_subscribe_to() -> None:
    assert PLATFORM.renew is not None
    done = hold_(PLATFORM.renew(a_round(Source("films", "youtube", "webhook", "acme"), secret="s"))).done
    assert done is not None
    assert done.problem == "nothing to subscribe to: add channel ids under `look_for`"


@pytest.mark.parametrize(
    ("topic", "ours"),
    [
        (f"https://www.youtube.com/xml/feeds/videos.xml?channel_id={CHANNEL}", True),
        (f"https://www.youtube.com/feeds/videos.xml?channel_id={CHANNEL}", True),
        ("https://www.youtube.com/xml/feeds/videos.xml?channel_id=UCother", False),
        (f"https://www.youtube.com.example.com/xml/feeds/videos.xml?channel_id={CHANNEL}", False),
        (f"https://www.youtube.com/watch?channel_id={CHANNEL}", False),
        ("https://[", False),
        ("", False),
    ],
)
def test_only_our_channels_topics_are_ours(topic: str, ours: bool) -> None:
    assert PLATFORM.door is not None
    assert PLATFORM.door.greeted is not None
    assert PLATFORM.renew is not None
    [asked] = hold_(PLATFORM.renew(a_round(PUSHED, secret="s")), 202).asked
    address = parse_qs((asked.body or b"").decode())["hub.callback"][0]
    query = {
        "hub.mode": "subscribe",
        "hub.topic": topic,
        "hub.challenge": "c",
        **dict(parse_qsl(urlsplit(address).query)),
    }
    greeted = PLATFORM.door.greeted(Request("GET", "films", {}, query=query), Keys({"secret": ("s",)}), PUSHED, NOON)
    assert (greeted is not None) is ours


def signed(key: str = "new", body: bytes = b"<feed/>", algorithm: str = "sha1", **changed: str) -> str | None:
    code = hmac.new(key.encode(), body, algorithm).hexdigest()
    headers = {"x-hub-signature": f"{algorithm}={code}", **{name.replace("_", "-"): v for name, v in changed.items()}}
    assert PLATFORM.door is not None
    keys = Keys({"secret": ("new", "old")})
    sent = {name: value for name, value in headers.items() if value}
    return PLATFORM.door.refused(Request("POST", "films", sent, b"<feed/>"), keys, PUSHED, NOON)


def test_the_hub_signs_with_the_secret_that_we_gave_it() -> None:
    assert [signed("new"), signed("old")] == [None, None]
    assert [signed(algorithm=name) for name in ("sha256", "sha384", "sha512")] == [None, None, None]


def test_anybody_elses_push_is_refused() -> None:
    code = hmac.new(b"new", b"<feed/>", hashlib.sha1).hexdigest()
    assert signed("stranger") == "signature_wrong"
    assert signed(body=b"<feed />") == "signature_wrong"
    assert signed(body=b"") == "signature_wrong"
    assert signed(x_hub_signature=f"sha1={code.upper()}") == "signature_wrong"
    assert signed(x_hub_signature=f"sha256={code}") == "signature_wrong"
    assert signed(x_hub_signature=code) == "signature_malformed"
    assert signed(x_hub_signature=f"md5={code}") == "signature_malformed"
    assert signed(x_hub_signature="") == "signature_missing"


# ---------------------------------------------------------------- the check
def test_a_check_asks_for_the_first_thing_that_is_looked_for() -> None:
    assert PLATFORM.check is not None
    held = hold_(PLATFORM.check(a_round(SWEPT, token="key")), a_list({"id": CHANNEL}))
    assert (held.kept, held.done and held.done.note) == ([], f"YouTube takes the key, and knows `{CHANNEL}`")
    missing = hold_(PLATFORM.check(a_round(SWEPT, token="key")), a_list()).done
    assert missing is not None
    assert f"knows no channel `{CHANNEL}`" in str(missing.problem)


def test_no_fault_of_a_push_repeats_its_words() -> None:
    assert parsed(PUSHED, b"<feed>my address is").faults == (
        Fault("body", "not XML that may be read (ParseError); look at what the hub sent"),
    )


# ---------------------------------------------------------------- outages
@pytest.mark.parametrize(("asked", "buried"), [(9, 9), (10, 0)])
def test_an_answer_that_lacks_all_of_many_is_an_outage_and_buries_nobody(asked: int, buried: int) -> None:
    told = {"firebreak-asked": ",".join(f"Ugy{number}" for number in range(asked))}
    result = parsed(SWEPT, a_list(), told, "fetch")
    assert (len(result.tombstones), len(result.faults)) == (buried, 0 if buried else 1)


def test_a_recheck_that_the_quota_refuses_is_asked_again_when_it_is_there_again() -> None:
    midnight = datetime(2026, 10, 3, 7, tzinfo=UTC)
    together, alone = recheck({}, a_refusal("quotaExceeded")), recheck({}, 404, {}, a_refusal("quotaExceeded"))
    for done in (together.done, alone.done):
        assert done is not None
        assert (done.problem, done.more, done.not_before) == (None, True, midnight)
    refused = recheck({}, a_refusal("forbidden")).done
    assert refused is not None
    assert "(forbidden)" in str(refused.problem)


def test_a_minutes_limit_is_no_days() -> None:
    held = sweep(a_refusal("rateLimitExceeded"))
    assert held.done is not None
    assert (held.done.problem, held.done.not_before) == (None, NOON + timedelta(minutes=5))
