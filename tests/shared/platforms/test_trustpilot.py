"""Pure: a call names reviews, and only what is fetched is believed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings

from shared.delivery import Parsed, Wanted
from shared.ears.known import platform
from shared.ears.platform import Platform
from shared.mention import Author
from shared.plan import Source
from tests.builders import NOON
from tests.shared.platforms.heard import a_round, hold, holds, mangled, only, parsed
from tests.shared.platforms.knocks import OLD, SECRET, knock

REVIEWS = Source("reviews", "trustpilot", "webhook", "acme")
ID, OTHER, UNIT = "64b000000000000000000001", "64b000000000000000000002", "5a0000000000000000000009"
CALL: dict[str, Any] = {
    "events": [
        {"eventName": "service-review-created", "eventData": {"id": ID, "text": "Anybody can write this", "stars": 5}}
    ]
}
REVIEW: dict[str, Any] = {
    "id": ID,
    "stars": 1,
    "title": "Never again",
    "text": "They charged me twice.",
    "language": "en",
    "createdAt": "2026-10-02T10:00:00",
    "updatedAt": "2026-10-02T11:00:00Z",
    "numberOfLikes": 6,
    "consumer": {"id": "c-1", "displayName": "Mia"},
    "businessUnit": {"id": UNIT, "displayName": "Acme"},
    "companyReply": None,
    "reportData": None,
}


def fetched(body: Any, headers: dict[str, str] | None = None, source: Source = REVIEWS) -> Parsed:
    return parsed(source, body, {"firebreak-asked": ID, **(headers or {})}, "fetch")


def trustpilot() -> Platform:
    found = platform("trustpilot")
    assert found is not None
    return found


def test_of_a_call_only_the_ids_are_believed() -> None:
    result = parsed(REVIEWS, CALL)
    assert result.wanted == (Wanted("reviews", "trustpilot", "review", (ID,), NOON),)
    assert (result.mentions, result.tombstones) == ((), ())


def test_that_a_review_was_deleted_is_not_believed_either() -> None:
    result = parsed(REVIEWS, {"events": [{"eventName": "service-review-deleted", "eventData": {"id": ID}}]})
    assert ([one.ids for one in result.wanted], result.tombstones) == ([(ID,)], ())


def test_a_review_that_is_named_twice_is_wanted_once() -> None:
    more = {"eventName": "service-review-updated", "eventData": {"id": OTHER}}
    result = parsed(REVIEWS, {"events": [*CALL["events"], *CALL["events"], more]})
    assert [one.ids for one in result.wanted] == [(ID,), (OTHER,)]


@pytest.mark.parametrize("bad", ["../business-units", "", 7, {"a": 1}, ID + "/reply"])
def test_what_is_no_reviews_id_is_never_asked_for(bad: object) -> None:
    result = parsed(REVIEWS, {"events": [{"eventName": "service-review-created", "eventData": {"id": bad}}]})
    assert result.wanted == ()
    assert [fault.where for fault in result.faults] == ["body.events.0.eventData.id"]


def test_other_events_and_calls_without_any_are_passed_over() -> None:
    result = parsed(REVIEWS, {"events": [{"eventName": "product-review-created", "eventData": {"id": ID}}]})
    assert [skipped.reason for skipped in result.skipped] == ["not of a service review"]
    assert [skipped.what for skipped in parsed(REVIEWS, {"hello": 1}).skipped] == ["call"]


def test_a_fetched_review_is_a_mention_with_its_stars() -> None:
    mention = only(fetched(REVIEW))
    assert (mention.native_id, mention.thread) == (ID, ID)
    assert (mention.text, mention.rating) == ("Never again\n\nThey charged me twice.", 1)
    assert mention.author == Author(id="c-1", name="Mia")
    assert mention.created_at == datetime(2026, 10, 2, 10, tzinfo=UTC)
    assert mention.version == int(datetime(2026, 10, 2, 11, tzinfo=UTC).timestamp() * 1000)
    assert mention.url == f"https://www.trustpilot.com/reviews/{ID}"
    assert (mention.language, mention.engagement, mention.public, mention.from_staff) == ("en", 6, True, False)


def test_our_answer_stands_below_the_review() -> None:
    answer = {"text": "We are sorry.", "createdAt": "2026-10-02T11:30:00"}
    _, reply = fetched(REVIEW | {"companyReply": answer}).mentions
    assert (reply.native_id, reply.parent, reply.thread) == (f"{ID}/reply", ID, ID)
    assert (reply.text, reply.author, reply.from_staff) == ("We are sorry.", Author(id=UNIT, name="Acme"), True)


@pytest.mark.parametrize("status", ["404", "410"])
def test_a_review_that_is_not_there_any_more_leaves_a_tombstone(status: str) -> None:
    result = fetched(b"", {"firebreak-status": status})
    assert [(grave.native_id, grave.reason) for grave in result.tombstones] == [
        (ID, "deleted on Trustpilot"),
        (f"{ID}/reply", "deleted on Trustpilot"),
    ]


def test_an_answer_that_does_not_say_what_was_asked_makes_no_tombstone() -> None:
    result = parsed(REVIEWS, b"", {"firebreak-status": "404"}, "fetch")
    assert ([fault.where for fault in result.faults], result.tombstones) == (["headers.firebreak-asked"], ())


def test_a_caller_can_not_make_a_tombstone_by_a_header() -> None:
    assert parsed(REVIEWS, CALL, {"firebreak-status": "404", "firebreak-asked": ID}).tombstones == ()


def test_a_hidden_review_is_not_public() -> None:
    assert only(fetched(REVIEW | {"reportData": {"reviewVisibility": "hidden"}})).public is False
    assert only(fetched(REVIEW | {"reportData": {"reviewVisibility": "visible"}})).public is True


def test_another_companys_review_is_passed_over_where_the_plan_names_ours() -> None:
    assert only(fetched(REVIEW, source=_of(UNIT))).rating == 1
    result = fetched(REVIEW, source=_of("another"))
    assert (result.mentions, len(result.skipped)) == ((), 1)


def _of(unit: str) -> Source:
    return Source("reviews", "trustpilot", "webhook", "acme", settings={"business_unit": unit})


@pytest.mark.parametrize("field", ["stars", "consumer", "numberOfLikes", "companyReply", "language"])
def test_what_decorates_a_review_costs_only_itself(field: str) -> None:
    result = fetched(REVIEW | {field: ["odd"]})
    assert [mention.text for mention in result.mentions] == ["Never again\n\nThey charged me twice."]
    assert result.faults
    assert {fault.where.split(".")[1] for fault in result.faults} == {field}


@pytest.mark.parametrize("field", ["id", "text", "createdAt", "updatedAt"])
def test_what_a_review_can_not_do_without_is_named(field: str) -> None:
    result = fetched(REVIEW | {field: ["odd"]})
    assert ([fault.where for fault in result.faults], result.mentions) == ([f"review.{field}"], ())


@settings(max_examples=60, deadline=None, database=None)
@given(mangled(CALL))
def test_any_call_is_read_or_told(body: Any) -> None:
    holds(parsed(REVIEWS, body))


@settings(max_examples=60, deadline=None, database=None)
@given(mangled(REVIEW | {"companyReply": {"text": "Sorry", "createdAt": "2026-10-02T11:30:00"}}))
def test_any_review_is_read_or_told(body: Any) -> None:
    holds(fetched(body))


# ---------------------------------------------------------------- asking, and the door
def test_what_is_wanted_is_asked_of_the_public_api_with_the_key() -> None:
    fetch = trustpilot().fetch
    assert fetch is not None
    wanted = Wanted("reviews", "trustpilot", "review", (ID, "../x"), NOON)
    held = hold(fetch(a_round(REVIEWS, token="k"), wanted), 404)
    [ask] = held.kept
    assert ask.url == f"https://api.trustpilot.com/v1/reviews/{ID}"
    assert (ask.headers["apikey"], dict(ask.told)) == ("k", {"firebreak-asked": ID})
    assert held.done is not None


def test_a_check_tries_the_key_on_our_business_unit() -> None:
    check = trustpilot().check
    assert check is not None
    held = hold(check(a_round(_of(UNIT), token="k")), {"displayName": "Acme"})
    assert held.urls == [f"https://api.trustpilot.com/v1/business-units/{UNIT}"]
    assert held.done is not None
    assert held.done.note == "reads the reviews of Acme"
    assert hold(check(a_round(REVIEWS))).asked == []


def test_only_who_knows_the_address_gets_in() -> None:
    assert knock(REVIEWS, key=SECRET) is None
    assert knock(REVIEWS, key=OLD, secrets=(SECRET, OLD)) is None
    assert knock(REVIEWS, key=SECRET + "x") == "signature_wrong"
    assert knock(REVIEWS) == "signature_missing"
    assert knock(REVIEWS, key="x", secrets=()) == "secret_malformed"
