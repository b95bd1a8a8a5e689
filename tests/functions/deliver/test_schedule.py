"""Pure: what one try leads to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.deliver.schedule import LATER_FOR, LONGEST_PAUSE, WAITS, Outcome, noted, settled, wanted
from shared.subscriber import Delivery, Subscriber
from tests.builders import NOON

WORD = Delivery("sub-1", "word", "st-1-1", NOON, NOON)
MAIL = Subscriber("sub-1", "email", "active", "mia@example.com", "en", NOON, confirmed_at=NOON)
HOOK = replace(MAIL, kind="webhook", address="https://example.com/hook", secret="whsec_x")


def test_410_ends_a_delivery_at_its_first_try() -> None:
    assert settled(replace(WORD, tries=1), Outcome("gone", "it answered 410"), NOON, 0).state == "given_up"


@settings(max_examples=60, deadline=None, database=None)
@given(st.integers(1, 9), st.floats(0, 1), st.none() | st.integers(0, 10**9))
def test_a_wait_is_the_schedules_or_what_the_server_asked_for_within_a_day(
    tries: int, roll: float, pause: int | None
) -> None:
    asked = None if pause is None else timedelta(seconds=pause)
    after = settled(replace(WORD, tries=tries), Outcome("failed", "why", asked), NOON, roll)
    waited = after.due_at - NOON
    assert WAITS[tries - 1] <= waited <= max(WAITS[tries - 1] * 1.1, LONGEST_PAUSE)
    assert (after.state, after.failed) == ("due", "why")
    assert asked is None or waited >= min(asked, LONGEST_PAUSE)


def test_what_ses_cannot_take_for_days_becomes_a_failure() -> None:
    later = Outcome("later", "busy")
    assert settled(replace(WORD, tries=1), later, NOON, 0).tries == 0
    assert settled(replace(WORD, tries=1), later, NOON + LATER_FOR, 0).tries == 1


@pytest.mark.parametrize(
    ("state", "what", "heard"),
    [
        ("active", "word", True),
        ("pending", "word", False),
        ("disabled", "word", False),
        ("unsubscribed", "word", False),
        ("pending", "challenge", True),
        ("active", "challenge", False),
        ("active", "confirmation", True),
        ("disabled", "confirmation", False),
    ],
)
def test_only_who_still_wants_it_is_told(state: str, what: str, heard: bool) -> None:
    subscriber = replace(MAIL, state=state)  # type: ignore[arg-type]  # parametrized by its words
    assert wanted(subscriber, replace(WORD, what=what)) is heard  # type: ignore[arg-type]  # the same


def test_a_webhook_is_disabled_when_all_has_failed_for_days_and_a_mail_never() -> None:
    gave_up = replace(WORD, state="given_up")
    first = noted(HOOK, replace(WORD, failed="500"), NOON)
    assert first is not None
    assert first.failing_since == NOON
    early = noted(first, gave_up, NOON + timedelta(days=2))
    late = noted(first, gave_up, NOON + timedelta(days=3))
    assert early is None
    assert late is not None
    assert late.state == "disabled"
    assert noted(replace(MAIL, failing_since=NOON), gave_up, NOON + timedelta(days=9)) is None


def test_one_that_comes_through_ends_the_failing() -> None:
    healed = noted(replace(HOOK, failing_since=NOON), replace(WORD, state="sent"), NOON)
    assert healed is not None
    assert healed.failing_since is None
