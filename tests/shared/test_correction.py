"""A person's word wins in the parts that it is about, and what follows from a part follows from theirs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from shared.correction import Correction, confirming, corrected, was_of
from shared.verdict import Kind, Reason, Verdict
from tests.builders import NOON, a_mention, minutes
from tests.shared.nouns import a_verdict


def unsure() -> Verdict:
    kind, instance = Reason("kind", "says 'broken'"), Reason("instance", "says 'login'")
    return replace(
        a_verdict(a_mention()),
        kind="venting",
        severity=2,
        level=2.3,
        complaint=0.55,
        confidence="low",
        angry=True,
        reasons=(kind, instance, Reason("confidence", "no word that we know")),
    )


def a_correction(of: Verdict, **said: Any) -> Correction:
    base = Correction(of.mention_id, of.mention_version, "ada", NOON + minutes(9), was_of(of))
    return replace(base, **said)


def test_the_parts_that_nobody_spoke_of_stay() -> None:
    before = unsure()
    after = corrected(before, a_correction(before, instance="billing"))
    assert (after.kind, after.severity, after.level, after.angry) == ("venting", 2, 2.3, True)
    assert (after.instance, after.confidence, after.judged_by) == ("billing", "high", "person")
    assert after.reasons[0] == Reason("instance", "ada said so on 2026-10-02")
    assert [reason.about for reason in after.reasons] == ["instance", "kind"]


@pytest.mark.parametrize(
    ("kind", "sentiment", "severity", "complaint"),
    [
        ("praise", "positive", 0, 0.0),
        ("question", "neutral", 0, 0.0),
        ("other", "neutral", 0, 0.0),
        ("specific_complaint", "negative", 2, 1.0),
    ],
)
def test_what_follows_from_a_kind_follows_from_theirs(
    kind: Kind, sentiment: str, severity: int, complaint: float
) -> None:
    after = corrected(unsure(), a_correction(unsure(), kind=kind))
    assert (after.kind, after.sentiment, after.severity, after.complaint) == (kind, sentiment, severity, complaint)
    assert after.angry == (kind == "specific_complaint")
    assert ("question" in after.asks) == (kind == "question")


def test_what_becomes_a_complaint_is_a_mild_one_unless_they_say_more() -> None:
    praise = replace(unsure(), kind="praise", sentiment="positive", severity=0, level=0.0, angry=False)
    assert corrected(praise, a_correction(praise, kind="venting")).severity == 1
    said = corrected(praise, a_correction(praise, kind="venting", severity=4, sentiment="neutral"))
    assert (said.severity, said.level, said.sentiment) == (4, 4.0, "neutral")


def test_none_of_the_plans_instances_is_an_answer_too() -> None:
    before = unsure()
    assert corrected(before, a_correction(before, no_instance=True)).instance is None
    assert corrected(before, a_correction(before, kind="praise")).instance == before.instance


def test_an_edit_is_other_words_and_none_that_the_person_read() -> None:
    before = unsure()
    assert corrected(replace(before, mention_version=2), a_correction(before, kind="praise")) == replace(
        before, mention_version=2
    )


def test_who_confirms_changes_nothing_but_how_sure_we_are() -> None:
    before = unsure()
    word = confirming(before, "ada", NOON)
    after = corrected(before, word)
    assert word.confirms
    assert (after.kind, after.instance, after.severity, after.sentiment) == (
        before.kind,
        before.instance,
        before.severity,
        before.sentiment,
    )
    assert (after.confidence, after.judged_by) == ("high", "person")
    assert not a_correction(before, kind="praise").confirms
    assert not a_correction(before, no_instance=True).confirms
