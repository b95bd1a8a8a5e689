"""Pure: a case's link is for one person, one case, one deed and one telling, and for two days."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.case_tap import GOOD_FOR, CaseTap, made_at, read, sign
from tests.builders import NOON

KEY = "k" * 64
TAP = made_at(NOON, "case-7127424451", "escalate", "web-lead", 2)


def test_a_tap_comes_back_as_it_was_signed() -> None:
    assert read(KEY, sign(KEY, TAP), NOON) == TAP
    assert TAP.told_at == NOON


def test_a_tap_is_good_for_two_days() -> None:
    token = sign(KEY, TAP)
    assert read(KEY, token, NOON + GOOD_FOR - timedelta(seconds=1)) == TAP
    assert read(KEY, token, NOON + GOOD_FOR) is None


def test_another_key_reads_nothing() -> None:
    assert read("j" * 64, sign(KEY, TAP), NOON) is None


@pytest.mark.parametrize(
    "changed",
    [
        replace(TAP, case_id="case-7127424452"),
        replace(TAP, deed="resolve"),
        replace(TAP, person="care-lead"),
        replace(TAP, telling=3),
        replace(TAP, until=TAP.until + timedelta(seconds=1)),
    ],
)
def test_a_signature_is_for_one_tap_only(changed: CaseTap) -> None:
    signature = sign(KEY, TAP).rpartition(".")[2]
    assert read(KEY, f"{sign(KEY, changed).rpartition('.')[0]}.{signature}", NOON) is None
    assert read(KEY, sign(KEY, changed), NOON) == changed


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300))
def test_any_other_text_is_no_tap(token: str) -> None:
    assert read(KEY, token, NOON) is None


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 150), st.characters())
def test_a_changed_character_makes_a_tap_void(at: int, other: str) -> None:
    token = sign(KEY, TAP)
    at %= len(token)
    changed = token[:at] + other + token[at + 1 :]
    assert changed == token or read(KEY, changed, NOON) is None
