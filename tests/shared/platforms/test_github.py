"""Pure: issues, discussions and comments, the same by webhook and by sweep."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings

from shared.ears.known import platform
from shared.ears.request import Request
from shared.mention import Author
from shared.plan import Source
from tests.shared.platforms.heard import holds, mangled, only, parsed
from tests.shared.platforms.knocks import OLD, SECRET, hex_of, knock

HOOK = Source("code", "github", "webhook", "acme")
SWEPT = Source("code", "github", "sweep", "acme", look_for=("Acme/App",))
USER = {"id": 9, "login": "mia", "type": "User"}
ISSUE: dict[str, Any] = {
    "id": 4001,
    "number": 5,
    "html_url": "https://github.com/Acme/App/issues/5",
    "title": "Can't pay",
    "body": "<!-- describe it -->\nThe button is dead.",
    "user": USER,
    "author_association": "NONE",
    "comments": 2,
    "reactions": {"total_count": 3},
    "created_at": "2026-10-02T11:00:00Z",
    "updated_at": "2026-10-02T11:10:00Z",
}
COMMENT: dict[str, Any] = {
    "id": 8001,
    "html_url": "https://github.com/Acme/App/issues/5#issuecomment-8001",
    "issue_url": "https://api.github.com/repos/Acme/App/issues/5",
    "body": "Same here.",
    "user": USER,
    "author_association": "CONTRIBUTOR",
    "created_at": "2026-10-02T11:20:00Z",
    "updated_at": "2026-10-02T11:20:00Z",
}
TOPIC: dict[str, Any] = ISSUE | {"id": 6, "html_url": "https://github.com/Acme/App/discussions/6"}
ANSWER: dict[str, Any] = COMMENT | {"id": 71, "parent_id": 70}


def heard(event: str, action: str = "created", **parts: Any) -> Any:
    body = {"action": action, "repository": {"private": False}, **parts}
    return parsed(HOOK, body, {"x-github-event": event})


def test_an_issue_is_a_public_mention_of_its_title_and_body_without_what_nobody_sees() -> None:
    mention = only(heard("issues", "opened", issue=ISSUE))
    assert (mention.native_id, mention.thread) == ("github.com/acme/app/issues/5", "github.com/acme/app/issues/5")
    assert mention.text == "Can't pay\n\nThe button is dead."
    assert mention.author == Author(id="9", handle="mia")
    assert mention.url == "https://github.com/Acme/App/issues/5"
    assert (mention.created_at, mention.engagement) == (datetime(2026, 10, 2, 11, tzinfo=UTC), 5)
    assert (mention.public, mention.from_staff) == (True, False)


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        ("a<!-- b -->c<!---->d", "acd"),
        ("a<!-->b", "ab"),
        ("a <!-- never closed", "a <!-- never closed"),
        ("<!-- a <!-- b --> c -->", "c -->"),
        ("<!--" * 100_000, "<!--" * 100_000),
    ],
)
def test_a_mark_is_looked_for_once_however_many_begin(body: str, seen: str) -> None:
    assert only(heard("issue_comment", issue=ISSUE, comment=COMMENT | {"body": body})).text == seen[:20_000]


def test_a_comment_answers_its_issue() -> None:
    mention = only(heard("issue_comment", issue=ISSUE, comment=COMMENT))
    assert (mention.native_id, mention.text) == ("github.com/issuecomment/8001", "Same here.")
    assert mention.thread == mention.parent == only(heard("issues", "opened", issue=ISSUE)).native_id
    assert mention.url == "https://github.com/Acme/App/issues/5#issuecomment-8001"


def test_a_discussions_answer_answers_the_comment_above_it() -> None:
    topic = only(heard("discussion", discussion=TOPIC))
    mention = only(heard("discussion_comment", discussion=TOPIC, comment=ANSWER))
    assert (mention.native_id, mention.parent) == ("github.com/discussioncomment/71", "github.com/discussioncomment/70")
    assert mention.thread == topic.native_id == "github.com/acme/app/discussions/6"
    first = only(heard("discussion_comment", discussion=TOPIC, comment=ANSWER | {"parent_id": None}))
    assert first.parent == topic.native_id


def test_what_a_sweep_finds_is_what_the_webhook_told() -> None:
    swept = parsed(SWEPT, [ISSUE, COMMENT])
    assert swept.faults == ()
    told = (only(heard("issues", "opened", issue=ISSUE)), only(heard("issue_comment", issue=ISSUE, comment=COMMENT)))
    assert swept.mentions == told


@pytest.mark.parametrize("role", ["OWNER", "MEMBER", "COLLABORATOR"])
def test_who_belongs_to_the_repository_is_one_of_us(role: str) -> None:
    assert only(heard("issues", "opened", issue=ISSUE | {"author_association": role})).from_staff


def test_an_issue_without_a_body_or_an_author_is_still_one() -> None:
    mention = only(heard("issues", "opened", issue=ISSUE | {"body": None, "user": None}))
    assert (mention.text, mention.author) == ("Can't pay", Author())


def test_a_private_repository_is_not_public_and_what_does_not_say_is_not_either() -> None:
    assert only(heard("issues", "opened", issue=ISSUE, repository={"private": True})).public is False
    assert only(heard("issues", "opened", issue=ISSUE, repository={})).public is False
    assert only(parsed(SWEPT, [ISSUE], {"firebreak-private": "true"})).public is False


@pytest.mark.parametrize(
    ("event", "parts", "gone"),
    [
        ("issues", {"issue": ISSUE}, "github.com/acme/app/issues/5"),
        ("issue_comment", {"issue": ISSUE, "comment": {"id": 8001}}, "github.com/issuecomment/8001"),
        ("discussion", {"discussion": TOPIC}, "github.com/acme/app/discussions/6"),
        ("discussion_comment", {"discussion": TOPIC, "comment": {"id": 71}}, "github.com/discussioncomment/71"),
    ],
)
def test_what_is_deleted_leaves_a_tombstone(event: str, parts: dict[str, Any], gone: str) -> None:
    result = heard(event, "deleted", **parts)
    assert ([grave.native_id for grave in result.tombstones], result.mentions) == ([gone], ())


def test_an_issue_that_moved_here_is_gone_where_it_was() -> None:
    old = ISSUE | {"html_url": "https://github.com/acme/old/issues/2"}
    result = heard("issues", "opened", issue=ISSUE, changes={"old_issue": old})
    assert [grave.native_id for grave in result.tombstones] == ["github.com/acme/old/issues/2"]
    assert [mention.native_id for mention in result.mentions] == ["github.com/acme/app/issues/5"]


PULL = "https://github.com/Acme/App/pull/5"


@pytest.mark.parametrize(
    ("event", "action", "parts", "reason"),
    [
        ("issues", "labeled", {"issue": ISSUE}, "nothing was written"),
        ("issues", "transferred", {"issue": ISSUE}, "it opens anew where it was moved to"),
        ("issues", "opened", {"issue": ISSUE | {"html_url": PULL}}, "work, not word of a customer"),
        ("issue_comment", "created", {"issue": ISSUE | {"pull_request": {}}, "comment": COMMENT}, "on a pull request"),
        ("issues", "opened", {"issue": ISSUE | {"user": {"type": "Bot"}}}, "written by a program"),
        ("push", "", {}, "of no issue and no discussion"),
        ("ping", "", {}, "of no issue and no discussion"),
        ("O'Brien", "", {}, "of no issue and no discussion"),
    ],
)
def test_what_is_no_customers_word_is_passed_over(event: str, action: str, parts: dict[str, Any], reason: str) -> None:
    result = heard(event, action, **parts)
    assert ([skipped.reason for skipped in result.skipped], result.mentions) == ([reason], ())


def test_on_a_swept_page_pull_requests_are_passed_over_and_one_bad_post_costs_no_other() -> None:
    pulls = [ISSUE | {"pull_request": {}}, COMMENT | {"html_url": PULL + "#issuecomment-1"}]
    result = parsed(SWEPT, [*pulls, "x", ISSUE | {"html_url": "javascript:x"}, COMMENT])
    assert [skipped.what for skipped in result.skipped] == ["pull request", "comment"]
    assert [fault.where for fault in result.faults] == ["page.2", "page.3.html_url"]
    assert len(result.mentions) == 1


def test_a_page_that_is_no_list_or_is_empty_is_told() -> None:
    assert [fault.where for fault in parsed(SWEPT, {"message": "Moved"}).faults] == ["page"]
    assert [skipped.reason for skipped in parsed(SWEPT, []).skipped] == ["nothing new"]


@settings(max_examples=60, deadline=None, database=None)
@given(mangled({"action": "created", "repository": {"private": False}, "issue": ISSUE, "comment": COMMENT}))
def test_any_event_is_read_or_told(body: Any) -> None:
    holds(parsed(HOOK, body, {"x-github-event": "issue_comment"}))


@settings(max_examples=40, deadline=None, database=None)
@given(mangled([ISSUE, COMMENT]))
def test_any_page_is_read_or_told(body: Any) -> None:
    holds(parsed(SWEPT, body))


# ---------------------------------------------------------------- the door
BODY = b'{"zen":"x"}'
_SIGNATURE = "x-hub-signature-256"


def test_the_bodys_signature_is_believed_with_either_secret() -> None:
    assert knock(HOOK, BODY, {_SIGNATURE: "sha256=" + hex_of(BODY)}) is None
    assert knock(HOOK, b"", {_SIGNATURE: "sha256=" + hex_of(b"")}) is None
    assert knock(HOOK, BODY, {_SIGNATURE: "sha256=" + hex_of(BODY, OLD)}, secrets=(SECRET, OLD)) is None


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({}, "signature_missing"),
        ({_SIGNATURE: hex_of(BODY)}, "signature_malformed"),
        ({_SIGNATURE: "sha256=" + hex_of(BODY).upper()}, "signature_wrong"),
        ({_SIGNATURE: "sha256=" + hex_of(BODY, "another")}, "signature_wrong"),
        ({_SIGNATURE: "sha256=" + hex_of(BODY + b" ")}, "signature_wrong"),
    ],
)
def test_another_signature_is_refused(headers: dict[str, str], reason: str) -> None:
    assert knock(HOOK, BODY, headers) == reason


def test_a_ping_holds_nothing_to_keep() -> None:
    found = platform("github")
    assert found is not None
    assert found.door is not None
    assert found.door.pinged is not None
    assert found.door.pinged(Request("POST", "code", {"x-github-event": "ping"}))
    assert not found.door.pinged(Request("POST", "code", {"x-github-event": "issues"}))
