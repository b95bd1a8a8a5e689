"""Pure: a complaint in anger is told from one in sorrow, and what is no complaint is never angry."""

from __future__ import annotations

import pytest

from shared.codec import decode, encode
from shared.verdict import Verdict
from tests.shared.triage.test_judge import verdict_on


@pytest.mark.parametrize(
    "text",
    [
        "My ticket never arrived. Shame on you, incompetent lot.",
        "The booking page crashed again and I am furious.",
        "You charged me twice, you will hear from my lawyer.",
        "The app is down AGAIN AND NOBODY ANSWERS THE PHONE",
        "Still no refund!! Where is it?",
        "They lost my bag. Boycott this company.",
        "The website is broken 😡",
        "Die Seite funktioniert nicht, eine Frechheit",
    ],
)
def test_insults_blame_threats_shouting_and_words_of_anger_are_heated(text: str) -> None:
    verdict = verdict_on(text)
    assert verdict.is_complaint
    assert verdict.angry


@pytest.mark.parametrize(
    "text",
    [
        "My ticket never arrived, I am disappointed.",
        "My ticket never arrived. I am not angry, only sad.",
        "I was charged twice on Friday, please help.",
        "The website is broken 🚢",
    ],
)
def test_a_complaint_in_sorrow_or_in_plain_words_is_not(text: str) -> None:
    verdict = verdict_on(text)
    assert verdict.is_complaint
    assert not verdict.angry


@pytest.mark.parametrize(("text", "staff"), [("WHAT A LOVELY CROSSING, THANK YOU!!", False), ("Shame on us!!", True)])
def test_what_is_no_complaint_is_never_angry(text: str, staff: bool) -> None:
    assert not verdict_on(text, staff=staff).angry


def test_a_verdict_that_was_kept_before_anger_was_told_can_be_read() -> None:
    verdict = verdict_on("Shame on you, my ticket never arrived")
    earlier = encode(verdict).replace(',"angry":true', "")
    assert "angry" not in earlier
    assert not decode(Verdict, earlier).angry
    assert decode(Verdict, encode(verdict)) == verdict
