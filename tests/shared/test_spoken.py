"""Pure: a time as people are told it, in their language, in the company's zone, with the zone named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.spoken import spoken
from tests.builders import NOON, minutes

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "14:00 CEST on 2 October 2026"),
        ("de", "2. Oktober 2026, 14:00 Uhr CEST"),
        ("es", "las 14:00 CEST del 2 de octubre de 2026"),
        ("fr", "14:00 CEST le 2 octobre 2026"),
        ("it", "le 14:00 CEST del 2 ottobre 2026"),
        ("pt", "14:00 CEST de 2 de outubro de 2026"),
        ("fi", "2026-10-02 14:00 CEST"),
    ],
)
def test_a_time_is_said_in_the_language_of_its_text(language: str, said: str) -> None:
    assert spoken(NOON, BERLIN, language) == said


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 10, 25, 0, 59, tzinfo=UTC), "02:59 CEST on 25 October 2026"),
        (datetime(2026, 10, 25, 1, 0, tzinfo=UTC), "02:00 CET on 25 October 2026"),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "01:59 CET on 29 March 2026"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "03:00 CEST on 29 March 2026"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "00:30 CET on 1 January 2027"),
    ],
)
def test_the_hour_that_comes_twice_is_told_by_its_zone(at: datetime, said: str) -> None:
    assert spoken(at, BERLIN) == said


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Asia/Kolkata", "17:30 IST on 2 October 2026"),
        ("Asia/Kathmandu", "17:45 UTC+05:45 on 2 October 2026"),
        ("America/Sao_Paulo", "09:00 UTC-03:00 on 2 October 2026"),
        ("Pacific/Kiritimati", "02:00 UTC+14:00 on 3 October 2026"),
        ("Pacific/Marquesas", "02:30 UTC-09:30 on 2 October 2026"),
        ("UTC", "12:00 UTC on 2 October 2026"),
    ],
)
def test_a_zone_that_has_no_letters_is_named_by_its_offset(zone: str, said: str) -> None:
    assert spoken(NOON, ZoneInfo(zone)) == said


@settings(database=None, deadline=None, max_examples=60)
@given(
    st.integers(0, 10 * 366 * 24 * 60),
    st.integers(1, 60 * 24),
    st.sampled_from(["Europe/Lisbon", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"]),
    st.sampled_from(["en", "de", "es", "fr", "it", "pt"]),
)
def test_two_minutes_are_never_said_alike(minute: int, later: int, zone: str, language: str) -> None:
    at = NOON + minutes(minute)
    said = spoken(at, ZoneInfo(zone), language)
    assert spoken(at + timedelta(seconds=59), ZoneInfo(zone), language) == said
    assert spoken(at + minutes(later), ZoneInfo(zone), language) != said
