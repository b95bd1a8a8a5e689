"""Pure: a help desk's tickets and comments, by its events and by a trigger's own template."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from shared.mention import Author, milliseconds
from shared.plan import Source
from tests.builders import NOON
from tests.shared.platforms.heard import holds, mangled, only, parsed
from tests.shared.platforms.knocks import OLD, SECRET, base64_of, knock

DESK = Source("desk", "zendesk", "webhook", "acme", url="https://acme.zendesk.com")
TICKET: dict[str, Any] = {
    "id": "35",
    "subject": "Wrong seat",
    "description": "I booked a window seat.",
    "requester_id": "901",
    "submitter_id": "901",
    "created_at": "2026-10-02T11:00:00Z",
    "updated_at": "2026-10-02T11:00:00Z",
    "is_public": True,
    "via": {"channel": "web"},
}
CREATED: dict[str, Any] = {
    "type": "zen:event-type:ticket.created",
    "account_id": 55,
    "id": "e-1",
    "time": "2026-10-02T11:00:00.123456789Z",
    "zendesk_event_version": "2022-11-06",
    "subject": "zen:ticket:35",
    "detail": TICKET,
    "event": {},
}
COMMENT: dict[str, Any] = {
    "id": "77",
    "body": "Still nothing!",
    "is_public": True,
    "author": {"id": "901", "name": "Mia", "is_staff": False},
}


def an_event(name: str, event: Any = None, detail: Any = None, time: str = "2026-10-02T11:30:00Z") -> dict[str, Any]:
    kind = f"zen:event-type:ticket.{name}"
    return CREATED | {"type": kind, "event": event or {}, "detail": TICKET | (detail or {}), "time": time}


def a_comment(**changed: Any) -> dict[str, Any]:
    return an_event("comment_added", {"comment": COMMENT | changed})


def test_a_new_ticket_is_a_private_mention_of_its_subject_and_description() -> None:
    mention = only(parsed(DESK, CREATED))
    assert (mention.native_id, mention.thread, mention.parent) == ("55/ticket/35", "55/ticket/35", None)
    assert mention.text == "Wrong seat\n\nI booked a window seat."
    assert mention.author == Author(id="901")
    assert mention.created_at == datetime(2026, 10, 2, 11, tzinfo=UTC)
    assert mention.url == "https://acme.zendesk.com/agent/tickets/35"
    assert (mention.public, mention.from_staff) == (False, False)


def test_a_comment_belongs_to_its_ticket() -> None:
    mention = only(parsed(DESK, a_comment()))
    assert (mention.native_id, mention.thread, mention.parent) == ("55/comment/77", "55/ticket/35", "55/ticket/35")
    assert (mention.text, mention.author) == ("Still nothing!", Author(id="901", name="Mia"))
    assert mention.version == milliseconds(datetime(2026, 10, 2, 11, 30, tzinfo=UTC))
    assert (mention.public, mention.from_staff) == (False, False)


def test_an_agents_answer_is_our_own() -> None:
    assert only(parsed(DESK, a_comment(author={"id": "1", "name": "Ada", "is_staff": True}))).from_staff


@pytest.mark.parametrize("said", [False, None])
def test_what_the_customer_can_not_read_is_a_note_and_no_mention(said: bool | None) -> None:
    result = parsed(DESK, a_comment(is_public=said))
    assert (result.mentions, [skipped.reason for skipped in result.skipped]) == ((), ["an internal note"])
    result = parsed(DESK, CREATED | {"detail": TICKET | {"is_public": False}})
    assert [skipped.reason for skipped in result.skipped] == ["a ticket that the customer can't read"]


def test_a_tickets_first_comment_is_the_ticket_and_not_a_second_complaint() -> None:
    first = only(parsed(DESK, a_comment(body="I booked a window seat.\n")))
    ticket = only(parsed(DESK, CREATED))
    assert (first.id, first.version, first.content_hash) == (ticket.id, ticket.version, ticket.content_hash)


def test_a_changed_description_is_a_newer_version_of_the_ticket() -> None:
    changed = only(parsed(DESK, an_event("description_changed", {"current": "I paid for two.", "previous": "x"})))
    assert (changed.native_id, changed.text) == ("55/ticket/35", "Wrong seat\n\nI paid for two.")
    assert changed.version > only(parsed(DESK, CREATED)).version


@pytest.mark.parametrize("name", ["soft_deleted", "permanently_deleted", "marked_as_spam"])
def test_a_ticket_that_is_gone_leaves_a_tombstone(name: str) -> None:
    result = parsed(DESK, an_event(name))
    assert [grave.native_id for grave in result.tombstones] == ["55/ticket/35"]
    assert result.tombstones[0].deleted_at == datetime(2026, 10, 2, 11, 30, tzinfo=UTC)
    assert result.mentions == ()


def test_a_comment_that_became_a_note_is_gone() -> None:
    result = parsed(DESK, an_event("comment_made_private", {"comment": {"id": "77"}}))
    assert [grave.id for grave in result.tombstones] == [only(parsed(DESK, a_comment())).id]
    assert result.mentions == ()


@pytest.mark.parametrize(
    ("comment", "detail"),
    [({"id": "77"}, {"is_public": False}), ({"id": "77", "body": "I booked a window seat.\n"}, {"is_public": True})],
)
def test_a_ticket_whose_first_comment_became_a_note_is_gone(comment: dict[str, Any], detail: dict[str, Any]) -> None:
    result = parsed(DESK, an_event("comment_made_private", {"comment": comment}, detail))
    assert [grave.native_id for grave in result.tombstones] == ["55/comment/77", "55/ticket/35"]


@pytest.mark.parametrize(
    "event",
    [
        an_event("comment_redacted", {"comment": {"id": 77}}, {"is_public": False}),
        an_event("comment_added", {"comment": COMMENT | {"body": TICKET["description"]}}, {"is_public": False}),
        an_event("description_changed", {"current": "I paid for two."}, {"is_public": False}),
    ],
)
def test_no_event_tells_a_ticket_that_the_customer_can_not_read(event: dict[str, Any]) -> None:
    public = Source("desk", "zendesk", "webhook", "acme", settings={"public": "yes"})
    result = parsed(public, event)
    assert (result.mentions, [skipped.reason for skipped in result.skipped]) == (
        (),
        ["a ticket that the customer can't read"],
    )


def test_of_a_redacted_comment_no_word_is_kept_and_the_ticket_is_told_as_it_now_stands() -> None:
    event = an_event("comment_redacted", {"comment": {"id": 77}}, {"description": "I booked a ▇ seat."})
    result = parsed(DESK, event)
    assert [grave.native_id for grave in result.tombstones] == ["55/comment/77"]
    [ticket] = result.mentions
    assert (ticket.native_id, ticket.text) == ("55/ticket/35", "Wrong seat\n\nI booked a ▇ seat.")
    assert ticket.version > only(parsed(DESK, CREATED)).version


@pytest.mark.parametrize("name", ["status_changed", "merged", "undeleted", "tags_changed"])
def test_what_changes_no_words_is_passed_over_by_name(name: str) -> None:
    result = parsed(DESK, an_event(name))
    assert [skipped.what for skipped in result.skipped] == [f"ticket.{name}"]
    assert (result.mentions, result.faults) == ((), ())


def test_a_desk_is_public_only_where_the_plan_says_so() -> None:
    public = Source("desk", "zendesk", "webhook", "acme", settings={"public": "yes"})
    assert only(parsed(public, a_comment())).public
    assert only(parsed(public, CREATED)).url is None


def test_a_triggers_body_is_read_as_our_own_envelope() -> None:
    body = {"id": "35", "title": "Wrong seat", "text": "Hello?", "url": "acme.zendesk.com/agent/tickets/35"}
    mention = only(parsed(DESK, body, {"x-zendesk-account-id": "55"}))
    assert (mention.id, mention.text) == (only(parsed(DESK, CREATED)).id, "Wrong seat\n\nHello?")
    assert (mention.url, mention.public) == ("https://acme.zendesk.com/agent/tickets/35", False)


def test_a_triggers_own_names_are_settings() -> None:
    named = {"field_id": "ticket.number", "field_text": "ticket.words", "field_author_name": "by"}
    source = Source("desk", "zendesk", "webhook", "acme", settings=named)
    mention = only(parsed(source, {"ticket": {"number": 4, "words": "Broken"}, "by": "Mia"}))
    assert (mention.native_id, mention.text, mention.author.name) == ("desk/ticket/4", "Broken", "Mia")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (CREATED | {"detail": TICKET | {"id": None}}, "event.detail.id"),
        (CREATED | {"detail": "x"}, "event.detail"),
        (CREATED | {"type": 3}, "event.type"),
        (a_comment(id=None), "event.event.comment.id"),
        (a_comment(is_public="x"), "event.event.comment.is_public"),
        (an_event("comment_redacted", {"comment": {}}), "event.event.comment.id"),
    ],
)
def test_what_can_not_be_done_without_is_named(body: Any, field: str) -> None:
    result = parsed(DESK, body)
    assert [fault.where for fault in result.faults] == [field]
    assert (result.mentions, result.tombstones) == ((), ())


@settings(max_examples=60, deadline=None, database=None)
@given(mangled(a_comment()) | mangled(CREATED))
def test_any_event_is_read_or_told(body: Any) -> None:
    holds(parsed(DESK, body))


# ---------------------------------------------------------------- the door
STAMP, BODY = "2026-10-02T12:00:00Z", b'{"id":"1"}'
_SIGNATURE, _TIME = "x-zendesk-webhook-signature", "x-zendesk-webhook-signature-timestamp"


def signed(signature: str, stamp: str = STAMP) -> dict[str, str]:
    return {_SIGNATURE: signature, _TIME: stamp}


GOOD = signed(base64_of(STAMP.encode() + BODY))


def test_time_then_body_is_what_is_signed() -> None:
    assert knock(DESK, BODY, GOOD) is None
    assert knock(DESK, BODY, signed(base64_of(BODY + STAMP.encode()))) == "signature_wrong"


def test_an_empty_body_signs_the_time_alone() -> None:
    assert knock(DESK, b"", signed(base64_of(STAMP.encode()))) is None


@pytest.mark.parametrize(
    ("body", "headers", "reason"),
    [
        (BODY, signed(base64_of(STAMP.encode() + BODY, "another")), "signature_wrong"),
        (BODY + b" ", GOOD, "signature_wrong"),
        (BODY, {_TIME: STAMP}, "signature_missing"),
        (BODY, {_SIGNATURE: GOOD[_SIGNATURE]}, "signature_missing"),
        (BODY, signed("sha256=" + GOOD[_SIGNATURE]), "signature_wrong"),
        (BODY, signed(GOOD[_SIGNATURE].upper()), "signature_wrong"),
        (BODY, signed(GOOD[_SIGNATURE], "yesterday"), "timestamp_malformed"),
    ],
)
def test_another_signature_is_refused(body: bytes, headers: dict[str, str], reason: str) -> None:
    assert knock(DESK, body, headers) == reason


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_time_six_minutes_off_is_stale(minutes: int) -> None:
    assert knock(DESK, BODY, GOOD, at=NOON + timedelta(minutes=minutes)) == "timestamp_stale"


def test_two_secrets_are_valid_while_one_is_rotated() -> None:
    old = signed(base64_of(STAMP.encode() + BODY, OLD))
    assert knock(DESK, BODY, old, secrets=(SECRET, OLD)) is None
    assert knock(DESK, BODY, GOOD, secrets=(SECRET, OLD)) is None
    assert knock(DESK, BODY, old) == "signature_wrong"
    assert knock(DESK, BODY, GOOD, secrets=()) == "secret_malformed"
