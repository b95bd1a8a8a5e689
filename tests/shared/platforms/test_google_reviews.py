"""Pure: a push names a review, the answer to our question has its words; our answer to it is ours."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.delivery import Skipped, Wanted
from shared.ears.platform import Keys
from shared.ears.request import Request
from shared.mention import Author, Media
from shared.plan import Source
from shared.platforms.google_reviews import PLATFORM, original
from tests.builders import NOON
from tests.shared.ears.tokens import SENDER, a_key_set, a_token
from tests.shared.platforms.heard import Held, a_round, hold, holds, mangled, only, parsed

PLACE = "accounts/10/locations/20"
REVIEW_NAME = f"{PLACE}/reviews/AbFv-1_x="
PUSHED = Source("places", "google_reviews", "webhook", "acme", settings={"sender": SENDER})
SWEPT = Source("places", "google_reviews", "sweep", "acme", look_for=(PLACE,))
ACCESS = {"access_token": "short-lived"}

REVIEW: dict[str, Any] = {
    "name": REVIEW_NAME,
    "reviewId": "AbFv-1_x=",
    "reviewer": {"displayName": "Mia", "isAnonymous": False, "profilePhotoUrl": "https://example.com/mia.jpg"},
    "starRating": "ONE",
    "comment": "Two hours at the gate & nobody there",
    "createTime": "2026-10-02T09:00:00Z",
    "updateTime": "2026-10-02T09:30:00.552394234Z",
    "reviewReply": {
        "comment": "We are sorry",
        "updateTime": "2026-10-02T10:00:00Z",
        "reviewReplyState": "APPROVED",
    },
    "reviewMediaItems": [
        {"thumbnailUrl": "https://example.com/1.jpg"},
        {"thumbnailUrl": "https://example.com/2.jpg", "videoUrl": "https://example.com/2.mp4"},
    ],
}


def a_push(notice: object) -> dict[str, Any]:
    data = notice if isinstance(notice, str) else base64.b64encode(json.dumps(notice).encode()).decode()
    message = {"data": data, "messageId": "1", "publishTime": "2026-10-02T09:30:01Z", "attributes": {}}
    return {"message": message, "subscription": "projects/acme/subscriptions/reviews"}


def a_review(**changed: Any) -> dict[str, Any]:
    return {name: value for name, value in (REVIEW | changed).items() if value is not ...}


# ---------------------------------------------------------------- the push
@pytest.mark.parametrize("field", ["reviewName", "review_name"])
def test_a_push_names_the_review_that_is_to_be_fetched(field: str) -> None:
    result = parsed(PUSHED, a_push({field: REVIEW_NAME, "type": "NEW_REVIEW"}))
    assert result.wanted == (Wanted("places", "google_reviews", "review", (REVIEW_NAME,), NOON),)
    assert (result.mentions, result.skipped, result.faults) == ((), (), ())


def test_other_notifications_are_passed_over() -> None:
    result = parsed(PUSHED, a_push({"locationName": PLACE, "type": "GOOGLE_UPDATE"}))
    assert result.skipped == (Skipped("notification", "no review in it"),)


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "message.data"),
        ({"message": {"data": ""}}, "message.data"),
        (a_push("no base64!"), "message.data"),
        (a_push("W10="), "message.data"),
        (a_push({"reviewName": 5}), "message.data.reviewName"),
        (a_push({"reviewName": f"{REVIEW_NAME}/../../../x"}), "message.data.reviewName"),
        (a_push({"reviewName": f"{REVIEW_NAME}?alt=media"}), "message.data.reviewName"),
        (b"[]", "body"),
    ],
)
def test_a_push_that_can_not_be_read_is_one_fault(body: Any, where: str) -> None:
    result = parsed(PUSHED, body)
    assert [fault.where for fault in result.faults] == [where]
    assert (result.wanted, result.mentions, result.skipped) == ((), (), ())


# ---------------------------------------------------------------- the review
def test_a_review_carries_all_that_google_says_and_our_answer_is_ours() -> None:
    review, answer = parsed(PUSHED, REVIEW, how="fetch").mentions
    assert (review.native_id, review.thread, review.parent) == ("AbFv-1_x=", "AbFv-1_x=", None)
    assert (review.author, review.text, review.rating) == (Author(name="Mia"), REVIEW["comment"], 1)
    assert (review.created_at, review.version) == (datetime(2026, 10, 2, 9, tzinfo=UTC), 1790933400552)
    assert review.media == (Media("image", "https://example.com/1.jpg"), Media("video", "https://example.com/2.mp4"))
    assert (review.public, review.from_staff) == (True, False)
    assert (answer.native_id, answer.parent, answer.thread) == ("AbFv-1_x=/reply", "AbFv-1_x=", "AbFv-1_x=")
    assert (answer.text, answer.from_staff, answer.author) == ("We are sorry", True, Author())
    assert answer.created_at == datetime(2026, 10, 2, 10, tzinfo=UTC)


def test_a_review_is_the_same_whether_fetched_or_swept_and_with_or_without_its_full_name() -> None:
    fetched, _ = parsed(PUSHED, REVIEW, how="fetch").mentions
    swept, _ = parsed(SWEPT, {"reviews": [a_review(name=...)]}).mentions
    assert (fetched.id, fetched.version, fetched.text) == (swept.id, swept.version, swept.text)


def test_stars_alone_are_a_review() -> None:
    mention = only(parsed(PUSHED, a_review(comment=..., reviewReply=..., reviewMediaItems=...), how="fetch"))
    assert (mention.text, mention.rating) == ("", 1)


def test_an_anonymous_reviewer_has_no_name() -> None:
    reviewer = {"displayName": "A Google user", "isAnonymous": True}
    assert only(parsed(PUSHED, a_review(reviewer=reviewer, reviewReply=None), how="fetch")).author == Author()


@pytest.mark.parametrize(
    ("stars", "rating", "faults"),
    [("FIVE", 5, []), ("STAR_RATING_UNSPECIFIED", None, []), (None, None, []), (3, None, ["review.starRating"])],
)
def test_stars_come_as_words(stars: object, rating: int | None, faults: list[str]) -> None:
    result = parsed(PUSHED, a_review(starRating=stars, reviewReply=...), how="fetch")
    assert [mention.rating for mention in result.mentions] == [rating]
    assert [fault.where for fault in result.faults] == faults


@pytest.mark.parametrize("state", ["PENDING", "REJECTED"])
def test_an_answer_that_google_shows_nobody_is_no_answer(state: str) -> None:
    reply = {**REVIEW["reviewReply"], "reviewReplyState": state}
    result = parsed(PUSHED, a_review(reviewReply=reply), how="fetch")
    assert [mention.native_id for mention in result.mentions] == ["AbFv-1_x="]
    assert result.skipped == (Skipped("reply", "Google shows it to nobody (yet)"),)


@pytest.mark.parametrize(
    ("comment", "written"),
    [
        ("Kalte Suppe", "Kalte Suppe"),
        ("(Translated by Google) Cold soup\n\n(Original)\nKalte Suppe", "Kalte Suppe"),
        ("Kalte Suppe\n\n(Translated by Google)\nCold soup", "Kalte Suppe"),
        ("(Translated by Google) Cold soup", "Cold soup"),
        ("(Original) is best", "(Original) is best"),
    ],
)
def test_what_was_written_is_read_and_not_googles_translation(comment: str, written: str) -> None:
    assert original(comment) == written


def test_a_review_that_is_not_found_is_gone() -> None:
    told = {"firebreak-asked": REVIEW_NAME, "firebreak-status": "404"}
    result = parsed(PUSHED, {"error": {"code": 404}}, told, "fetch")
    assert [(grave.native_id, grave.reason) for grave in result.tombstones] == [
        ("AbFv-1_x=", "no longer on Google"),
        ("AbFv-1_x=/reply", "no longer on Google"),
    ]


@pytest.mark.parametrize("told", [{"firebreak-status": "403"}, {"firebreak-status": "404"}])
def test_a_refusal_buries_nobody(told: dict[str, str]) -> None:
    result = parsed(PUSHED, {"error": {"code": 403}}, told, "fetch")
    assert (result.tombstones, len(result.skipped)) == ((), 1)


@pytest.mark.parametrize("body", [{}, {"reviews": []}, {"averageRating": 4.5, "totalReviewCount": 0}])
def test_a_place_without_reviews_is_passed_over(body: dict[str, Any]) -> None:
    assert parsed(SWEPT, body).skipped == (Skipped("answer", "no reviews in it"),)


@settings(max_examples=60, deadline=None, database=None)
@given(mangled({"reviews": [REVIEW]}))
def test_any_answer_is_read_passed_over_or_told(body: Any) -> None:
    holds(parsed(SWEPT, body))


@settings(max_examples=60, deadline=None, database=None)
@given(mangled(a_push({"reviewName": REVIEW_NAME})) | mangled({"reviewName": REVIEW_NAME}).map(a_push))
def test_any_push_is_read_passed_over_or_told(body: Any) -> None:
    holds(parsed(PUSHED, body))


@settings(max_examples=60, deadline=None, database=None)
@given(st.lists(st.sampled_from(["(Translated by Google)", "(Original)", "Suppe", " ", "\n\n"]), max_size=6))
def test_what_was_written_is_a_part_of_the_comment_and_never_nothing(pieces: list[str]) -> None:
    comment = "".join(pieces)
    assert original(comment) in comment
    assert bool(original(comment).strip()) or "Suppe" not in comment.partition("(Original)")[2]


# ---------------------------------------------------------------- asking
def fetch(*answers: object, ids: tuple[str, ...] = (REVIEW_NAME,)) -> Held:
    assert PLATFORM.fetch is not None
    wanted = Wanted("places", "google_reviews", "review", ids, NOON)
    return hold(PLATFORM.fetch(a_round(PUSHED, client="id:secret", token="refresh"), wanted), ACCESS, *answers)


def test_a_review_is_fetched_with_access_that_is_asked_for_anew() -> None:
    held = fetch(REVIEW)
    token, review = held.asked
    assert (token.keep, review.keep) == (False, True)
    assert review.url == f"https://mybusiness.googleapis.com/v4/{REVIEW_NAME}"
    assert review.headers["Authorization"] == "Bearer short-lived"
    assert review.told == {"firebreak-asked": REVIEW_NAME}
    assert 404 in review.allowed


def test_nothing_but_the_name_of_a_review_is_asked_for() -> None:
    assert len(fetch(ids=("accounts/1/../../x", "https://example.com")).asked) == 1


def sweep(*answers: object, cursor: dict[str, Any] | None = None, source: Source = SWEPT) -> Held:
    assert PLATFORM.sweep is not None
    return hold(PLATFORM.sweep.run(a_round(source, cursor, client="id:secret", token="refresh")), *answers)


def test_the_newest_reviews_of_each_place_are_swept() -> None:
    held = sweep(ACCESS, {"reviews": [REVIEW], "nextPageToken": "two"})
    assert held.urls[1] == f"https://mybusiness.googleapis.com/v4/{PLACE}/reviews?pageSize=50&orderBy=updateTime+desc"
    assert held.done is not None
    assert held.done.cursor == {"newest": {PLACE: "2026-10-02T09:30:00.552394+00:00"}}
    later = sweep(ACCESS, {"reviews": [REVIEW], "nextPageToken": "two"}, {}, cursor={"newest": {PLACE: _hours_ago(9)}})
    assert later.urls[2].endswith("&pageToken=two")


def test_a_place_that_is_none_is_told_and_costs_no_other() -> None:
    source = Source("places", "google_reviews", "sweep", "acme", look_for=("../x", PLACE))
    held = sweep(ACCESS, {}, source=source)
    assert (len(held.asked), held.done and held.done.problem) == (
        2,
        "`../x` under `look_for` is not the name of one: see what belongs there",
    )


def test_without_access_nothing_is_swept() -> None:
    assert len(sweep({"error": "invalid_grant"}).asked) == 1


def test_more_than_the_pages_hold_is_told() -> None:
    pages = [{"reviews": [REVIEW], "nextPageToken": "next"}] * 5
    done = sweep(ACCESS, *pages, cursor={"newest": {PLACE: _hours_ago(9)}}).done
    assert done is not None
    assert "sweep more often" in str(done.problem)


def _hours_ago(count: float) -> str:
    return (NOON - timedelta(hours=count)).isoformat()


# ---------------------------------------------------------------- the door
def refused(token: str = "", source: Source = PUSHED, host: str = "door.example.com", certs: str = "") -> str | None:
    assert PLATFORM.door is not None
    headers = {"host": host, **({"authorization": token} if token else {})}
    keys = Keys({"certs": (certs or a_key_set(),), "client": ("id:secret",)})
    return PLATFORM.door.refused(Request("POST", "places", headers, b"{}"), keys, source, NOON)


def test_a_push_shows_a_token_of_googles_for_our_address() -> None:
    assert refused(f"Bearer {a_token()}") is None


def test_any_other_push_is_refused() -> None:
    assert refused() == "signature_missing"
    assert refused(a_token()) == "signature_malformed"
    assert refused(f"Basic {a_token()}") == "signature_malformed"
    assert refused(f"Bearer {a_token()}", host="elsewhere.example.com") == "signature_wrong"
    assert refused(f"Bearer {a_token(email='x@example.com')}") == "signature_wrong"
    assert refused(f"Bearer {a_token()}", certs="{}") == "secret_malformed"
    assert refused(f"Bearer {a_token()}", Source("places", "google_reviews", "webhook", "acme")) == "secret_malformed"


def test_the_audience_of_a_subscription_can_be_another() -> None:
    named = Source("places", "google_reviews", "webhook", "acme", settings={"sender": SENDER, "audience": "acme"})
    assert refused(f"Bearer {a_token(aud='acme')}", named) is None
    assert refused(f"Bearer {a_token()}", named) == "signature_wrong"
