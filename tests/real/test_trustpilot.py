"""The webhook that Trustpilot's own page shows: of it, only the review's id is believed."""

from __future__ import annotations

from pathlib import Path

from shared.plan import Source
from tests.real.payloads import names, payload
from tests.shared.platforms.heard import parsed

REVIEWS = Source("reviews", "trustpilot", "webhook", "acme")


def test_a_new_review_is_wanted_and_its_words_are_not_taken_from_the_call(shared_material: Path) -> None:
    result = parsed(REVIEWS, payload(shared_material, "trustpilot/service_review_created.json").body)
    assert [(one.kind, one.ids) for one in result.wanted] == [("review", ("53bffd360000640002975387",))]
    assert (result.mentions, result.tombstones, result.skipped, result.faults) == ((), (), (), ())


def test_as_an_answer_of_the_api_the_same_shape_would_name_no_review(shared_material: Path) -> None:
    body = payload(shared_material, "trustpilot/service_review_created.json").body
    assert [fault.where for fault in parsed(REVIEWS, body, how="fetch").faults] == ["review.id"]


def test_no_review_payload_is_left_out(shared_material: Path) -> None:
    assert names(shared_material, "trustpilot") == ["trustpilot/service_review_created.json"]
