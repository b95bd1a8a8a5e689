"""Pure: what a platform grants is asked for anew well before it ends, and not all the time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.audit.sources import ENDS_PART, ENDS_WITHIN
from functions.sweep.renewal import RENEWED_BEFORE, RENEWED_PART, needs_renewal
from shared.mark import SourceMark
from tests.builders import NOON

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("mark", "needed"),
    [
        (SourceMark(), True),
        (SourceMark(renewed_at=NOON - HOUR / 2), False),
        (SourceMark(renewed_at=NOON - HOUR), True),
        (SourceMark(renewed_at=NOON + HOUR), True),
        (SourceMark(good_until=NOON + 2 * DAY), True),
        (SourceMark(good_until=NOON + 3 * DAY), False),
        (SourceMark(good_until=NOON - DAY), True),
        (SourceMark(greeted_at=NOON - 3 * DAY, good_until=NOON + 2 * DAY), True),
        (SourceMark(greeted_at=NOON - HOUR, good_until=NOON + 23 * HOUR), False),
        (SourceMark(greeted_at=NOON - 12 * HOUR, good_until=NOON + 12 * HOUR), True),
        (SourceMark(greeted_at=NOON - 12 * HOUR, good_until=NOON + 12 * HOUR, renewed_at=NOON - HOUR / 2), False),
        (SourceMark(greeted_at=NOON + DAY, good_until=NOON + 12 * HOUR), True),
        # A token's end is asked for once a day, however soon a handshake of the same platform ends.
        (SourceMark(token_until=NOON + 50 * DAY, renewed_at=NOON - 23 * HOUR, good_until=NOON + HOUR), False),
        (SourceMark(token_until=NOON + 50 * DAY, renewed_at=NOON - DAY), True),
    ],
)
def test_it_is_renewed_when_its_end_is_near_or_unknown_and_once_an_hour_until_it_is(
    mark: SourceMark, needed: bool
) -> None:
    assert needs_renewal(mark, NOON) is needed


@settings(max_examples=60)
@given(st.integers(60, 10**7), st.integers(0, 10**7))
def test_whatever_its_span_it_is_renewed_before_the_audit_worries(span: int, ago: int) -> None:
    granted = NOON - timedelta(seconds=ago)
    mark = SourceMark(greeted_at=granted, good_until=granted + timedelta(seconds=span))
    renewed, worried = mark.ends_within(RENEWED_BEFORE, RENEWED_PART), mark.ends_within(ENDS_WITHIN, ENDS_PART)
    assert renewed is not None
    assert worried is not None
    assert granted < renewed < worried < granted + timedelta(seconds=span)
