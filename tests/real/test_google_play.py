"""Captured answers of Google Play, with what a person read in them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from shared.delivery import Skipped
from shared.mention import Author
from shared.plan import Source
from tests.real.payloads import names, payload
from tests.shared.platforms.heard import parsed

APPS = Source("apps", "google_play", "sweep", "acme", look_for=("com.example.alarm",))


def test_a_review_in_capitals_that_the_developer_answered(shared_material: Path) -> None:
    result = parsed(APPS, payload(shared_material, "google_play/review_with_reply_real.json").body)
    assert (result.skipped, result.faults) == ((), ())
    review, answer = result.mentions
    assert (review.native_id, review.author) == ("gp:AOqpTOFpm0yFEXsL_REDACTED", Author(name="Joe B."))
    assert review.text.startswith("WHAT KIND OF ALARM TIMES OUT")
    assert review.text.endswith("as a default setting")
    assert (review.rating, review.language, review.engagement) == (3, "en-US", 0)
    assert review.created_at == datetime(2017, 2, 7, 15, 55, 36, 525000, UTC)
    assert (review.thread, review.parent, review.from_staff) == (review.native_id, None, False)
    assert review.url == (
        "https://play.google.com/store/apps/details?id=com.example.alarm&reviewId=gp%3AAOqpTOFpm0yFEXsL_REDACTED"
    )
    assert (answer.native_id, answer.parent) == ("gp:AOqpTOFpm0yFEXsL_REDACTED/reply", review.native_id)
    assert answer.text.startswith("The delay for the alarm to time out is 20 min")
    assert (answer.from_staff, answer.rating) == (True, None)
    assert answer.created_at == datetime(2017, 2, 7, 16, 56, 20, 628000, UTC)


def test_an_answer_without_a_list(shared_material: Path) -> None:
    result = parsed(APPS, payload(shared_material, "google_play/empty_answer.json").body)
    assert (result.mentions, result.faults) == ((), ())
    assert result.skipped == (Skipped("answer", "no reviews in it"),)


def test_no_answer_of_google_play_is_left_out(shared_material: Path) -> None:
    assert names(shared_material, "google_play") == [
        "google_play/empty_answer.json",
        "google_play/review_with_reply_real.json",
    ]
