"""A person's word beats a second reader's, and the priority follows from whoever spoke."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from shared.correction import Correction, was_of
from shared.opinion import Opinion
from shared.plan import Plan
from shared.triage.mending import mended
from shared.verdict import Verdict
from tests.builders import NOON, a_mention, a_plan, an_instance
from tests.shared.nouns import a_verdict

UNSURE = replace(
    a_verdict(a_mention()),
    kind="other",
    sentiment="neutral",
    severity=0,
    instance=None,
    priority="low",
    confidence="low",
)
ADVICE = Opinion("Reader", "Reader read it as that", 0.0, kind="specific_complaint", severity=3)


def plan() -> Plan:
    return a_plan(instances=[an_instance(), replace(an_instance("safety"), priority="urgent")])


def said(of: Verdict, **parts: Any) -> Correction:
    return replace(Correction(of.mention_id, of.mention_version, "ada", NOON, was_of(of)), **parts)


def test_nobody_spoke_so_nothing_moves() -> None:
    assert mended(UNSURE, plan(), None, None) == UNSURE


def test_a_persons_word_beats_a_second_readers() -> None:
    both = mended(UNSURE, plan(), said(UNSURE, kind="praise"), ADVICE)
    assert (both.kind, both.judged_by) == ("praise", "person")
    assert mended(UNSURE, plan(), None, ADVICE).judged_by == "Reader"


def test_a_word_about_an_older_version_leaves_the_second_readers() -> None:
    old = replace(said(UNSURE, kind="praise"), mention_version=UNSURE.mention_version - 1)
    assert mended(UNSURE, plan(), old, ADVICE).judged_by == "Reader"


def test_the_priority_is_that_of_what_it_is_now() -> None:
    assert mended(UNSURE, plan(), None, ADVICE).priority == "high"
    assert mended(UNSURE, plan(), said(UNSURE, kind="question"), None).priority == "normal"
    assert mended(UNSURE, plan(), said(UNSURE, kind="venting"), None).priority == "low"
    placed = said(UNSURE, kind="specific_complaint", instance="safety")
    assert mended(UNSURE, plan(), placed, None).priority == "urgent"
    held = replace(UNSURE, kind="venting", severity=1, instance="safety", priority="urgent")
    assert mended(held, plan(), said(held, instance="website_problem"), None).priority == "low"


def test_no_machine_takes_the_alarm_off_words_of_danger_and_a_person_who_has_read_them_does() -> None:
    alarming = replace(UNSURE, kind="venting", severity=2, priority="urgent")
    praised = replace(ADVICE, kind="praise", severity=0)
    assert mended(alarming, plan(), None, praised).priority == "urgent"
    assert mended(alarming, plan(), said(alarming, instance="website_problem"), None).priority == "urgent"
    assert mended(alarming, plan(), said(alarming, kind="other"), None).priority == "low"


def test_who_confirms_leaves_the_priority() -> None:
    high = replace(UNSURE, kind="venting", severity=1, priority="high")
    assert mended(high, plan(), said(high, kind="venting", severity=1), None).priority == "high"
