from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from shared.page.moment import duration, minutes, moment, month_name
from shared.page.wording.languages import wording
from tests.builders import NOON


def test_an_instant_is_told_in_the_companys_zone_by_name_and_in_utc() -> None:
    assert moment(NOON, ZoneInfo("Europe/Berlin")).sentence == "Friday 2 October 2026, 14:00 CEST (12:00 UTC)"


def test_where_the_companys_clock_is_utc_it_is_told_once() -> None:
    assert moment(NOON, ZoneInfo("Etc/UTC")).sentence == "Friday 2 October 2026, 12:00 UTC"


def test_a_zone_without_a_name_is_named_by_its_offset() -> None:
    assert moment(NOON, ZoneInfo("America/Sao_Paulo")).zone == "UTC-03:00"
    assert moment(NOON, ZoneInfo("Asia/Kathmandu")).zone == "UTC+05:45"


def test_the_hour_that_comes_twice_is_told_apart_by_its_zone() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    told = [moment(at, ZoneInfo("Europe/Berlin")) for at in (first, first + timedelta(hours=1))]
    assert [(one.clock, one.zone) for one in told] == [("02:30", "CEST"), ("02:30", "CET")]


@pytest.mark.parametrize(
    ("span", "told"),
    [
        (timedelta(0), "1 min"),
        (timedelta(minutes=45), "45 min"),
        (timedelta(hours=2), "2 h"),
        (timedelta(hours=2, minutes=14), "2 h 14 min"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=3, hours=4, minutes=59), "3 days 4 h"),
    ],
)
def test_a_duration_is_told_in_its_two_largest_parts(span: timedelta, told: str) -> None:
    assert duration(span) == told


def test_minutes_are_told_as_minutes_up_to_an_hour_and_a_half() -> None:
    assert [minutes(count) for count in (0, 1, 12, 89, 90)] == [
        "0 minutes", "1 minute", "12 minutes", "89 minutes", "1 h 30 min",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("de", "Freitag, 2. Oktober 2026, 14:00 CEST (12:00 UTC)"),
        ("fr", "vendredi 2 octobre 2026, 14:00 CEST (12:00 UTC)"),
        ("es", "viernes, 2 de octubre de 2026, 14:00 CEST (12:00 UTC)"),
        ("ar", "الجمعة 2 أكتوبر 2026، \u206614:00 CEST\u2069 (\u206612:00 UTC\u2069)"),
    ],
)
def test_an_instant_is_told_in_the_language_of_the_page(language: str, told: str) -> None:
    assert moment(NOON, ZoneInfo("Europe/Berlin"), wording(language)).sentence == told


def test_spans_are_counted_in_the_language_of_the_page() -> None:
    assert duration(timedelta(days=2, hours=1), wording("it")) == "2 giorni 1 h"
    assert minutes(1, wording("pt")) == "1 minuto"


def test_a_month_is_told_by_its_name() -> None:
    assert month_name("2026-03", wording("de")) == "März 2026"
