"""Pure: reviews of an app as mentions, the developer's answers as ours, and what is asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings

from shared.delivery import Skipped
from shared.mention import Author
from shared.plan import Source
from shared.platforms.google_play import PLATFORM
from tests.shared.platforms.heard import Held, a_round, hold, holds, mangled, only, parsed

APP = "com.example.ferries"
APPS = Source("apps", "google_play", "sweep", "acme", look_for=(APP,))
NINE = datetime(2026, 10, 2, 9, tzinfo=UTC)
ACCESS = {"access_token": "short-lived"}

SAID: dict[str, Any] = {
    "text": "Won't open\tSince Tuesday it only shows a white page",
    "lastModified": {"seconds": "1790931600", "nanos": 525000000},
    "starRating": 1,
    "reviewerLanguage": "pt_BR",
    "device": "klte",
    "thumbsUpCount": 3,
    "thumbsDownCount": 1,
}
ANSWER = {"text": "We are at it", "lastModified": {"seconds": "1790935200"}}
REVIEW: dict[str, Any] = {
    "reviewId": "gp:AOqp-1",
    "authorName": "Mia",
    "comments": [{"userComment": SAID}, {"developerComment": ANSWER}],
}


def a_page(*reviews: Any, token: str = "") -> dict[str, Any]:
    return {"reviews": list(reviews), **({"tokenPagination": {"nextPageToken": token}} if token else {})}


def said(**changed: Any) -> dict[str, Any]:
    user = {name: value for name, value in (SAID | changed).items() if value is not ...}
    return {**REVIEW, "comments": [{"userComment": user}]}


def test_a_review_carries_all_that_google_says_and_the_developers_answer_is_ours() -> None:
    review, answer = parsed(APPS, a_page(REVIEW), {"firebreak-app": APP}).mentions
    assert (review.native_id, review.thread, review.parent) == ("gp:AOqp-1", "gp:AOqp-1", None)
    assert review.text == "Won't open\nSince Tuesday it only shows a white page"
    assert (review.author, review.rating, review.engagement) == (Author(name="Mia"), 1, 3)
    assert (review.created_at, review.version) == (NINE.replace(microsecond=525000), 1790931600525)
    assert review.language == "pt-BR"
    assert review.url == "https://play.google.com/store/apps/details?id=com.example.ferries&reviewId=gp%3AAOqp-1"
    assert (answer.native_id, answer.parent, answer.from_staff) == ("gp:AOqp-1/reply", "gp:AOqp-1", True)
    assert (answer.text, answer.created_at, answer.rating) == ("We are at it", NINE.replace(hour=10), None)


def test_a_changed_review_keeps_its_id_and_is_newer() -> None:
    before = only(parsed(APPS, a_page(said())))
    after = only(parsed(APPS, a_page(said(lastModified={"seconds": "1790931700"}, starRating=5))))
    assert (before.id, before.version < after.version, after.rating) == (after.id, True, 5)


def test_the_words_as_they_were_written_count_and_not_their_translation() -> None:
    assert only(parsed(APPS, a_page(said(originalText="Kaputt\t", text="Broken")))).text == "Kaputt"


def test_a_review_without_a_title_begins_with_its_words() -> None:
    assert only(parsed(APPS, a_page(said(text="\tNo title")))).text == "No title"


def test_an_empty_answer_is_no_fault() -> None:
    assert parsed(APPS, {}).skipped == (Skipped("answer", "no reviews in it"),)
    assert parsed(APPS, {"reviews": []}).skipped == (Skipped("answer", "no reviews in it"),)
    assert parsed(APPS, {"reviews": None}).skipped == (Skipped("answer", "no reviews in it"),)


def test_without_knowing_the_app_there_is_no_address() -> None:
    two = Source("apps", "google_play", "sweep", "acme", look_for=(APP, "com.example.other"))
    assert only(parsed(two, a_page(said()))).url is None
    assert only(parsed(APPS, a_page(said()))).url is not None


def test_an_id_that_can_not_be_written_into_an_address_only_costs_the_address() -> None:
    mention = only(parsed(APPS, a_page(said() | {"reviewId": "gp:\ud83d"})))
    assert (mention.native_id, mention.url) == ("gp:\ufffd", None)


@pytest.mark.parametrize(
    ("review", "where"),
    [
        ({**REVIEW, "reviewId": None}, "reviews.0.reviewId"),
        ({**REVIEW, "comments": {}}, "reviews.0.comments"),
        ({**REVIEW, "comments": [{"userComment": "x"}]}, "reviews.0.comments.0.userComment"),
        (said(text=5), "reviews.0.comments.0.userComment.text"),
        (said(lastModified={"seconds": "soon"}), "reviews.0.comments.0.userComment.lastModified.seconds"),
    ],
)
def test_a_review_that_can_not_be_read_costs_no_other(review: Any, where: str) -> None:
    result = parsed(APPS, a_page(review, {**said(), "reviewId": "gp:2"}))
    assert [fault.where for fault in result.faults] == [where]
    assert [mention.native_id for mention in result.mentions] == ["gp:2"]


@pytest.mark.parametrize("stars", [0, 6, "x", None])
def test_stars_beyond_five_are_none(stars: object) -> None:
    assert [mention.rating for mention in parsed(APPS, a_page(said(starRating=stars))).mentions] == [None]


@settings(max_examples=60, deadline=None, database=None)
@given(mangled(a_page(REVIEW)))
def test_any_answer_is_read_passed_over_or_told(body: Any) -> None:
    holds(parsed(APPS, body))


# ---------------------------------------------------------------- asking
def sweep(*answers: object, cursor: dict[str, Any] | None = None, source: Source = APPS) -> Held:
    assert PLATFORM.sweep is not None
    return hold(PLATFORM.sweep.run(a_round(source, cursor, client="id:secret", token="refresh")), *answers)


def test_the_first_round_reads_one_page_of_each_app() -> None:
    held = sweep(ACCESS, a_page(REVIEW, token="two"))
    assert held.urls[1] == (
        "https://androidpublisher.googleapis.com/androidpublisher/v3/applications/com.example.ferries"
        "/reviews?maxResults=100"
    )
    assert held.asked[1].headers["Authorization"] == "Bearer short-lived"
    assert held.kept[0].told == {"firebreak-app": APP}
    assert held.done is not None
    assert held.done.cursor == {"newest": {APP: "2026-10-02T09:00:00.525000+00:00"}}


def test_later_rounds_go_on_until_what_was_known() -> None:
    known = {"newest": {APP: "2026-10-02T08:00:00+00:00"}}
    old = said(lastModified={"seconds": "1790920000"})
    held = sweep(ACCESS, a_page(REVIEW, token="two"), a_page(old, token="three"), cursor=known)
    assert held.urls[2].endswith("&token=two")


def test_what_is_no_package_is_never_a_part_of_an_address() -> None:
    odd = Source("apps", "google_play", "sweep", "acme", look_for=("../../x", "com.example/reviews"))
    held = sweep(ACCESS, source=odd)
    assert (len(held.asked), held.done is not None and held.done.problem is not None) == (1, True)


@settings(max_examples=60, deadline=None, database=None)
@given(mangled(a_page(REVIEW)))
def test_a_sweep_goes_on_whatever_is_answered(body: Any) -> None:
    assert sweep(ACCESS, body).done is not None
