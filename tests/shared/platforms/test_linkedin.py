"""Pure: what LinkedIn tells of a page, and what is fetched of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.delivery import Parsed, Wanted
from shared.ears.platform import Done, Keys
from shared.ears.request import Greeted, Request
from shared.mention import Author, Mention
from shared.plan import Source
from shared.platforms.linkedin import PLATFORM
from tests.builders import NOON
from tests.shared.platforms.heard import Held, a_round, hold, holds, mangled, only, parsed
from tests.shared.platforms.knocks import OLD, SECRET, hex_of, knock

PAGE = Source("page", "linkedin", "webhook", "acme")
ACME = "urn:li:organization:777"
POST = "urn:li:activity:7100000000000000001"
COMMENT = f"urn:li:comment:({POST},7100000000000000099)"
COMMENT_URL = (
    "https://www.linkedin.com/feed/update/urn:li:activity:7100000000000000001"
    "?commentUrn=urn%3Ali%3Acomment%3A%28activity%3A7100000000000000001%2C7100000000000000099%29"
)
TOLD: dict[str, Any] = {
    "notificationId": 5,
    "organizationalEntity": ACME,
    "action": "COMMENT",
    "sourcePost": POST,
    "generatedActivity": "urn:li:comment:(activity:7100000000000000001,7100000000000000099)",
    "lastModifiedAt": 1790938800500,
    "subscriber": "urn:li:person:admin",
    "decoratedGeneratedActivity": {
        "comment": {"entity": COMMENT, "owner": "urn:li:person:mia", "object": POST, "text": "I can't log in"}
    },
}
FETCHED: dict[str, Any] = {
    "id": "7100000000000000099",
    "$URN": COMMENT,
    "commentUrn": COMMENT,
    "object": POST,
    "actor": "urn:li:person:mia",
    "message": {"attributes": [], "text": "I can't log in"},
    "created": {"actor": "urn:li:person:mia", "time": 1790938800000},
    "lastModified": {"actor": "urn:li:person:mia", "time": 1790940600000},
    "likesSummary": {"totalLikes": 2},
    "commentsSummary": {"aggregatedTotalComments": 1},
}


def a_note(**changed: Any) -> dict[str, Any]:
    return {**TOLD, **changed}


def told(*notes: object) -> Parsed:
    return parsed(PAGE, {"type": "ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS", "notifications": list(notes)})


def thin(**changed: Any) -> dict[str, Any]:
    return a_note(decoratedGeneratedActivity=None, **changed)


def answered(body: object, urn: str = COMMENT, kind: str = "comment", status: str = "200") -> Parsed:
    headers = {"firebreak-asked": urn, "firebreak-kind": kind}
    return parsed(PAGE, body, headers if status == "200" else {**headers, "firebreak-status": status}, "fetch")


def test_a_comment_is_a_mention_with_all_that_linkedin_says_of_it() -> None:
    assert only(told(TOLD)) == Mention(
        source="page",
        platform="linkedin",
        native_id=COMMENT,
        brand="acme",
        version=1790938800500,
        author=Author(id="urn:li:person:mia"),
        text="I can't log in",
        created_at=datetime(2026, 10, 2, 11, 0, 0, 500_000, tzinfo=UTC),
        seen_at=NOON,
        url=COMMENT_URL,
        thread=POST,
        parent=POST,
    )


def test_the_comments_text_comes_in_two_forms() -> None:
    decorated = {"comment": {"entity": COMMENT, "owner": "urn:li:person:mia", "message": {"text": "I can't log in"}}}
    assert only(told(a_note(decoratedGeneratedActivity=decorated))) == only(told(TOLD))


def test_a_comment_has_one_name_however_it_is_written() -> None:
    assert only(told(a_note(generatedActivity=COMMENT))).id == only(told(TOLD)).id
    assert only(told(a_note(generatedActivity=None))).id == only(told(TOLD)).id
    assert only(answered(FETCHED)).id == only(told(TOLD)).id


def test_an_answer_to_a_comment_knows_it() -> None:
    reply = {**TOLD["decoratedGeneratedActivity"]["comment"], "parentComment": "urn:li:comment:(activity:71,72)"}
    assert only(told(a_note(decoratedGeneratedActivity={"comment": reply}))).parent == (
        "urn:li:comment:(urn:li:activity:71,72)"
    )


@pytest.mark.parametrize(
    ("changed", "staff"),
    [
        ({}, False),
        ({"action": "ADMIN_COMMENT"}, True),
        ({"organizationalEntity": "urn:li:person:mia"}, True),
        ({"action": "COMMENT_EDIT"}, False),
    ],
)
def test_what_the_page_itself_writes_is_ours(changed: dict[str, Any], staff: bool) -> None:
    assert only(told(a_note(**changed))).from_staff is staff


def test_nobodys_comment_is_not_ours() -> None:
    unnamed = {"comment": {"text": "words"}}
    assert only(told(a_note(decoratedGeneratedActivity=unnamed, organizationalEntity=None))).from_staff is False


def test_an_edit_is_a_newer_version_of_the_same_comment() -> None:
    edit = only(told(a_note(action="COMMENT_EDIT", lastModifiedAt=1790940600000)))
    assert edit.id == only(told(TOLD)).id
    assert edit.version > only(told(TOLD)).version


def test_a_deleted_comment_leaves_a_tombstone() -> None:
    [grave] = told(thin(action="COMMENT_DELETE")).tombstones
    assert (grave.native_id, grave.reason) == (COMMENT, "deleted on LinkedIn")
    assert grave.deleted_at == datetime(2026, 10, 2, 11, 0, 0, 500_000, tzinfo=UTC)


@pytest.mark.parametrize("action", ["SHARE", "SHARE_MENTION"])
def test_a_post_that_names_the_page_is_a_mention(action: str) -> None:
    share = {"share": {"entity": "urn:li:share:8", "owner": "urn:li:person:mia", "text": "Acme is down"}}
    mention = only(told(a_note(action=action, generatedActivity="urn:li:share:8", decoratedGeneratedActivity=share)))
    assert (mention.native_id, mention.text, mention.thread) == ("urn:li:share:8", "Acme is down", "urn:li:share:8")
    assert mention.url == "https://www.linkedin.com/feed/update/urn:li:share:8"
    share["share"]["visibility"] = "CONNECTIONS"
    closed = only(told(a_note(action=action, generatedActivity="urn:li:share:8", decoratedGeneratedActivity=share)))
    assert (mention.public, closed.public) == (True, False)


@pytest.mark.parametrize(
    ("note", "kind", "urn"),
    [
        (thin(), "comment", COMMENT),
        (thin(action="COMMENT_EDIT"), "comment", COMMENT),
        (thin(action="ADMIN_COMMENT"), "staff_comment", COMMENT),
        (thin(action="SHARE_MENTION", generatedActivity="urn:li:share:8"), "post", "urn:li:share:8"),
        (a_note(decoratedGeneratedActivity={"comment": {"entity": COMMENT}}), "comment", COMMENT),
    ],
)
def test_what_comes_without_words_is_fetched(note: dict[str, Any], kind: str, urn: str) -> None:
    result = told(note)
    assert result.wanted == (Wanted("page", "linkedin", kind, (urn,), NOON),)
    assert (result.mentions, result.faults) == ((), ())


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"type": "LEAD_ACTION"}, "none of an organization's social actions"),
        ({"type": "ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS", "notifications": []}, "none in it"),
        ({"type": "ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS", "notifications": [a_note(action="LIKE")]}, "no words"),
        ({"type": "ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS", "notifications": [a_note(action="<b>")]}, "no words"),
    ],
)
def test_what_is_no_mention_is_passed_over_with_its_reason(body: object, reason: str) -> None:
    result = parsed(PAGE, body)
    assert [one.reason for one in result.skipped] == [reason]
    assert (result.mentions, result.wanted, result.faults) == ((), (), ())


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"action": None}, "action"),
        ({"generatedActivity": 7}, "generatedActivity"),
        ({"generatedActivity": "\x00"}, "generatedActivity"),
        ({"lastModifiedAt": "soon"}, "lastModifiedAt"),
        ({"decoratedGeneratedActivity": {"comment": {"text": 7}}}, "decoratedGeneratedActivity.comment.text"),
    ],
)
def test_what_a_mention_can_not_do_without_is_named_when_it_is_wrong(changed: dict[str, Any], field: str) -> None:
    result = told(a_note(**changed), "no object", a_note())
    assert {fault.where for fault in result.faults} == {
        f"body.notifications.0.{field}",
        "body.notifications.1",
    }
    assert [mention.native_id for mention in result.mentions] == [COMMENT]


@given(mangled({"type": "ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS", "notifications": [TOLD]}))
@settings(database=None, deadline=None, max_examples=60)
def test_whatever_is_broken_the_rest_is_read_or_the_field_named(body: Any) -> None:
    holds(parsed(PAGE, body))


# ---------------------------------------------------------------- fetching
def test_a_fetched_comment_has_its_times_and_counts() -> None:
    mention = only(answered(FETCHED))
    assert (mention.text, mention.author.id) == ("I can't log in", "urn:li:person:mia")
    assert mention.created_at == datetime(2026, 10, 2, 11, tzinfo=UTC)
    assert (mention.version, mention.engagement, mention.url) == (1790940600000, 3, COMMENT_URL)
    assert only(answered(FETCHED, kind="staff_comment")).from_staff is True


def test_a_fetched_post_is_read_without_its_markup() -> None:
    post = {
        "id": "urn:li:share:8",
        "author": "urn:li:person:mia",
        "commentary": r"@[Acme \(Ferries\)](urn:li:organization:777) is down\! {hashtag|\#|acme} 50\_50 \\o/",
        "createdAt": 1790938800000,
        "lastModifiedAt": 1790938800000,
        "visibility": "PUBLIC",
    }
    mention = only(answered(post, "urn:li:share:8", "post"))
    assert mention.text == r"Acme (Ferries) is down\! #acme 50_50 \o/"
    assert mention.public is True
    assert only(answered({**post, "visibility": "CONNECTIONS"}, "urn:li:share:8", "post")).public is False


@pytest.mark.parametrize("piece", ["@[", "@[a](", r"{hashtag|\#|", "@[a] "])
def test_markup_that_never_ends_is_looked_through_once(piece: str) -> None:
    post = {"id": "urn:li:share:8", "commentary": piece * 60_000, "publishedAt": 1790938800000}
    assert only(answered(post, "urn:li:share:8", "post")).text.startswith(piece.replace("\\", "")[:2])


def test_what_is_no_longer_there_is_gone() -> None:
    for status in ("404", "410"):
        result = answered(b"", status=status)
        assert [grave.native_id for grave in result.tombstones] == [COMMENT]
        assert result.faults == ()


def test_what_linkedin_does_not_let_us_read_is_passed_over() -> None:
    result = answered({"status": 403}, "urn:li:share:8", "post", "403")
    assert "r_member_social" in result.skipped[0].reason


def test_a_fetched_answer_that_is_no_json_is_told() -> None:
    assert [fault.where for fault in answered(b"<html>").faults] == ["body"]


@given(st.sampled_from(("comment", "post")), mangled(FETCHED))
@settings(database=None, deadline=None, max_examples=60)
def test_whatever_is_broken_in_an_answer_is_named(kind: str, body: Any) -> None:
    holds(answered(body, kind=kind))


def fetch(*urns: str, kind: str = "comment", answers: tuple[object, ...] = (), source: Source = PAGE) -> Held:
    assert PLATFORM.fetch is not None
    return hold(PLATFORM.fetch(a_round(source, token="t"), Wanted("page", "linkedin", kind, urns, NOON)), *answers)


def test_each_thing_is_asked_for_by_its_own_address() -> None:
    held = fetch(COMMENT, "urn:li:share:8", answers=(FETCHED, 404))
    assert held.urls == [
        "https://api.linkedin.com/rest/socialActions/urn%3Ali%3Aactivity%3A7100000000000000001"
        "/comments/7100000000000000099",
        "https://api.linkedin.com/rest/posts/urn%3Ali%3Ashare%3A8",
    ]
    assert dict(held.asked[0].headers) == {
        "Authorization": "Bearer t",
        "LinkedIn-Version": "202608",
        "X-Restli-Protocol-Version": "2.0.0",
    }
    assert [dict(ask.told) for ask in held.kept] == [
        {"firebreak-asked": COMMENT, "firebreak-kind": "comment"},
        {"firebreak-asked": "urn:li:share:8", "firebreak-kind": "comment"},
    ]
    assert held.done == Done({})


def test_the_month_of_the_api_is_the_plans() -> None:
    source = Source("page", "linkedin", "webhook", "acme", settings={"api_version": "202701"})
    assert fetch(COMMENT, answers=(FETCHED,), source=source).asked[0].headers["LinkedIn-Version"] == "202701"


def test_without_a_token_nothing_is_fetched_and_that_is_said() -> None:
    assert PLATFORM.fetch is not None
    held = hold(PLATFORM.fetch(a_round(PAGE), Wanted("page", "linkedin", "comment", (COMMENT,), NOON)))
    assert held.done is not None
    assert "`token`" in (held.done.problem or "")


def checked(*answers: object) -> Done:
    assert PLATFORM.check is not None
    source = Source("page", "linkedin", "webhook", "acme", settings={"client_id": "c1"})
    held = hold(PLATFORM.check(a_round(source, token="t", secret="s")), *answers)
    assert held.kept == []
    assert parse_qs((held.asked[0].body or b"").decode()) == {
        "client_id": ["c1"],
        "client_secret": ["s"],
        "token": ["t"],
    }
    assert held.done is not None
    return held.done


def test_a_check_tells_until_when_the_token_is_good() -> None:
    until = NOON + timedelta(days=30)
    done = checked({"active": True, "expires_at": until.timestamp()})
    assert (done.good_until, done.problem) == (until, None)
    assert "2026-11-01" in (done.note or "")


def test_a_token_that_soon_runs_out_is_a_problem() -> None:
    done = checked({"active": True, "expires_at": (NOON + timedelta(days=6)).timestamp()})
    assert "2026-10-08" in (done.problem or "")


@pytest.mark.parametrize("answer", [{"active": False, "status": "expired"}, 401, {}])
def test_a_token_that_is_no_longer_good_is_a_problem(answer: object) -> None:
    assert "authorise" in (checked(answer).problem or "")


def test_a_check_without_what_it_takes_says_so() -> None:
    assert PLATFORM.check is not None
    done = hold(PLATFORM.check(a_round(PAGE))).done
    assert done is not None
    assert "client_id" in (done.note or "")


# ---------------------------------------------------------------- the door
BODY = json.dumps({"type": "ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS", "notifications": [TOLD]}).encode()
CODE = hex_of(b"hmacsha256=" + BODY)


@pytest.mark.parametrize("secrets", [(SECRET,), (SECRET, OLD), (OLD, SECRET)])
def test_linkedins_own_call_is_let_in_also_while_its_secret_is_rotated(secrets: tuple[str, ...]) -> None:
    assert knock(PAGE, BODY, {"x-li-signature": CODE}, secrets=secrets) is None
    assert knock(PAGE, b"", {"x-li-signature": hex_of(b"hmacsha256=")}, secrets=secrets) is None


@pytest.mark.parametrize(
    ("body", "headers", "reason"),
    [
        (BODY, {"x-li-signature": hex_of(b"hmacsha256=" + BODY, "another")}, "signature_wrong"),
        (BODY, {"x-li-signature": hex_of(BODY)}, "signature_wrong"),
        (BODY, {"x-li-signature": f"hmacsha256={CODE}"}, "signature_wrong"),
        (BODY, {"x-li-signature": CODE.upper()}, "signature_wrong"),
        (BODY + b" ", {"x-li-signature": CODE}, "signature_wrong"),
        (b"", {"x-li-signature": CODE}, "signature_wrong"),
        (BODY, {}, "signature_missing"),
    ],
)
def test_another_signature_is_refused(body: bytes, headers: dict[str, str], reason: str) -> None:
    assert knock(PAGE, body, headers) == reason


def test_without_a_secret_nobody_is_let_in() -> None:
    assert knock(PAGE, BODY, {"x-li-signature": CODE}, secrets=()) == "secret_malformed"


def greeted(query: dict[str, str], *secrets: str, method: str = "GET") -> Greeted | None:
    assert PLATFORM.door is not None
    assert PLATFORM.door.greeted is not None
    return PLATFORM.door.greeted(Request(method, "page", {}, query=query), Keys({"secret": secrets}), PAGE, NOON)


def test_a_challenge_is_answered_and_holds_for_three_missed_ones() -> None:
    answer = greeted({"challengeCode": "58a1-b2"}, SECRET, OLD)
    assert answer is not None
    assert json.loads(answer.body) == {"challengeCode": "58a1-b2", "challengeResponse": hex_of(b"58a1-b2")}
    assert (answer.status, answer.content_type) == (200, "application/json")
    assert answer.good_until(NOON) == NOON + timedelta(hours=6)


@pytest.mark.parametrize(
    ("query", "secrets", "method"),
    [
        ({}, (SECRET,), "GET"),
        ({"challengeCode": "<script>"}, (SECRET,), "GET"),
        ({"challengeCode": "a" * 200}, (SECRET,), "GET"),
        ({"challengeCode": "58a1"}, (), "GET"),
        ({"challengeCode": "58a1"}, (SECRET,), "OPTIONS"),
    ],
)
def test_another_greeting_is_not_answered(query: dict[str, str], secrets: tuple[str, ...], method: str) -> None:
    assert greeted(query, *secrets, method=method) is None
