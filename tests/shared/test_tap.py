"""Pure: nobody makes, stretches or turns a tap to another purpose without the key."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.tap import Tap, read, sign
from tests.builders import NOON

KEY = "k" * 64
TAP = Tap("st-0a1b2c3d4e", 3, "web-lead", NOON)
BEFORE = NOON - timedelta(seconds=1)


def test_a_tap_comes_back_as_it_was_signed() -> None:
    assert read(KEY, sign(KEY, TAP), BEFORE) == TAP


def test_a_tap_is_over_at_its_time() -> None:
    assert read(KEY, sign(KEY, TAP), NOON) is None


def test_another_key_reads_nothing() -> None:
    assert read("j" * 64, sign(KEY, TAP), BEFORE) is None


@pytest.mark.parametrize(
    "changed",
    [
        replace(TAP, statement_id="st-0a1b2c3d4f"),
        replace(TAP, word=4),
        replace(TAP, person="care-lead"),
        replace(TAP, until=NOON + timedelta(days=365)),
    ],
)
def test_a_signature_is_for_one_tap_only(changed: Tap) -> None:
    signature = sign(KEY, TAP).rpartition(".")[2]
    forged = sign(KEY, changed).rpartition(".")[0] + "." + signature
    assert read(KEY, forged, BEFORE) is None


@given(st.text(max_size=300))
def test_any_other_text_is_no_tap(token: str) -> None:
    assert read(KEY, token, BEFORE) is None


@given(st.integers(0, 120), st.characters())
def test_a_changed_character_makes_a_tap_void(at: int, other: str) -> None:
    token = sign(KEY, TAP)
    at %= len(token)
    changed = token[:at] + other + token[at + 1 :]
    assert changed == token or read(KEY, changed, BEFORE) is None
