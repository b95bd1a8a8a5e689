"""A second reader moves only what we were unsure of, and only to what the plan knows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from shared.opinion import Opinion, advised
from shared.verdict import Reason, Verdict
from tests.builders import a_mention
from tests.shared.nouns import a_verdict

PLAN = ("website_problem", "billing")


def unsure() -> Verdict:
    nothing = (Reason("kind", "neither complains, nor asks"), Reason("language", "is not known to be English (ja)"))
    base = replace(a_verdict(a_mention()), kind="other", sentiment="neutral", severity=0, instance=None)
    return replace(base, confidence="low", language="ja", reasons=nothing)


def says(**more: Any) -> Opinion:
    return replace(Opinion("Reader", "Reader read it as that", 0.0001), **more)


def test_an_opinion_is_taken_where_we_were_unsure() -> None:
    after = advised(unsure(), says(kind="specific_complaint", severity=3, instance="billing", asks=("request",)), PLAN)
    assert (after.kind, after.severity, after.sentiment) == ("specific_complaint", 3, "negative")
    assert (after.instance, after.asks, after.confidence, after.judged_by) == (
        "billing",
        ("request",),
        "medium",
        "Reader",
    )
    assert [reason.about for reason in after.reasons] == ["kind", "instance", "language"]


def test_where_we_were_sure_nothing_moves() -> None:
    sure = replace(unsure(), confidence="medium")
    assert advised(sure, says(kind="praise"), PLAN) == sure


def test_an_instance_that_was_found_stays_and_one_that_the_plan_has_not_is_none() -> None:
    routed = replace(unsure(), instance="website_problem")
    assert advised(routed, says(kind="venting", instance="billing"), PLAN).instance == "website_problem"
    assert advised(unsure(), says(kind="venting", instance="gone"), PLAN).instance is None


def test_a_mood_alone_leaves_the_doubt() -> None:
    after = advised(unsure(), says(sentiment="negative", language="es"), PLAN)
    assert (after.kind, after.sentiment, after.language, after.confidence) == ("other", "negative", "es", "low")
    assert after.judged_by == unsure().judged_by
    assert Reason("sentiment", "Reader read it as that") in after.reasons


def test_no_opinion_changes_nothing() -> None:
    assert advised(unsure(), says(), PLAN) == unsure()


def test_what_is_no_complaint_has_no_severity_whatever_the_reader_says() -> None:
    assert advised(unsure(), says(kind="praise", severity=4), PLAN).severity == 0
