"""Pure: links that are in people's mails stay good, and no kind of link passes for another."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared import case_tap, link, signed, tap
from tests.builders import NOON

KEY = "k" * 64
BEFORE = NOON - timedelta(seconds=1)
WHO = "sub-520f078cfab8c8364cbc94af"
#: Signed before the signing had a module of its own: they are in people's mails.
OLD_TAP = "st-0a1b2c3d4e.3.web-lead.1790942400.iNxuXRE57U937UpHE7H1Y2FeH2WH1_1clVUwO1MG2q4"
OLD_CONFIRM = f"{WHO}.1790942400.erpSWeXTfEE11HjOx_HgWkeROvFIhKKqFGjgLLzrIt0"
OLD_LEAVE = f"{WHO}.0.cWVslo26msocDBoeMqGLKUY_DJOkYPh7qQQWPczuH4I"


def test_links_of_old_mails_are_good() -> None:
    assert tap.read(KEY, OLD_TAP, BEFORE) == tap.Tap("st-0a1b2c3d4e", 3, "web-lead", NOON)
    assert link.read(KEY, "confirm", OLD_CONFIRM, BEFORE) == WHO
    assert link.read(KEY, "unsubscribe", OLD_LEAVE, BEFORE) == WHO


def test_ids_and_marks_of_subscribers_are_what_they_were() -> None:
    assert link.subscriber_id(KEY, "email", "Mia@example.com") == WHO
    assert link.caller_mark(KEY, "192.0.2.1", "2026-10-02") == "74f084464f64507a01c016c5"
    assert link.challenge(KEY, WHO, "ref") == "8c169acac5c3f131e40efb7c6d10d7d2"


@pytest.mark.parametrize("kind", ["tap", "link", "id", ""])
def test_a_signature_of_another_kind_opens_no_case(kind: str) -> None:
    plain = case_tap.sign(KEY, case_tap.made_at(NOON, "case-1", "resolve", "ada", 1)).rpartition(".")[0]
    assert case_tap.read(KEY, f"{plain}.{signed.signature(KEY, kind, plain)}", NOON) is None
    assert case_tap.read(KEY, f"{plain}.{signed.signature(KEY, 'case-tap', plain)}", NOON) is not None
