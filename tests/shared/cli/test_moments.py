"""Pure: times as people type them: from now, at the next such hour of the company's day, or with their zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.cli.moments import every, moment, past_moment
from tests.builders import NOON, minutes

LISBON = ZoneInfo("Europe/Lisbon")


def at(words: str, now: str, zone: str = "Europe/Lisbon") -> str:
    found = moment(words, datetime.fromisoformat(now), ZoneInfo(zone))
    assert found.tzinfo is UTC
    return f"{found:%d %H:%M}"


@pytest.mark.parametrize(
    ("words", "now", "zone", "then"),
    [
        ("18:00", "2026-10-02T12:00+00:00", "Europe/Lisbon", "02 17:00"),
        ("9:30", "2026-10-02T12:00+00:00", "Europe/Lisbon", "03 08:30"),
        ("13:00", "2026-10-02T12:00+00:00", "Europe/Lisbon", "03 12:00"),
        ("00:30", "2026-10-02T23:45+00:00", "Europe/Lisbon", "03 23:30"),
        ("08:00", "2026-10-02T23:45+00:00", "America/New_York", "03 12:00"),
        # Over a change of the clocks the hour is the wall clock's.
        ("18:00", "2026-03-28T19:00+00:00", "Europe/Lisbon", "29 17:00"),
        ("18:00", "2026-10-24T18:00+00:00", "Europe/Lisbon", "25 18:00"),
        ("18:00", "2026-03-07T23:30+00:00", "America/New_York", "08 22:00"),
        ("18:00", "2026-10-31T22:30+00:00", "America/New_York", "01 23:00"),
    ],
)
def test_an_hour_is_the_next_one_in_the_companys_zone(words: str, now: str, zone: str, then: str) -> None:
    assert at(words, now, zone) == then


@pytest.mark.parametrize(
    ("words", "now", "zone"),
    [
        ("01:30", "2026-03-28T12:00+00:00", "Europe/Lisbon"),
        ("01:00", "2026-03-29T00:10+00:00", "Europe/Lisbon"),
        ("2:15", "2026-03-08T00:00+00:00", "America/New_York"),
    ],
)
def test_an_hour_that_the_clocks_skip_can_not_be_promised(words: str, now: str, zone: str) -> None:
    with pytest.raises(typer.BadParameter, match="the clocks go forward over"):
        at(words, now, zone)


def test_an_hour_that_comes_twice_is_the_next_of_the_two() -> None:
    assert at("01:30", "2026-10-25T00:00+00:00") == "25 00:30"
    assert at("01:30", "2026-10-25T00:45+00:00") == "25 01:30"
    assert at("01:30", "2026-10-25T01:45+00:00") == "26 01:30"


@settings(database=None, deadline=None, max_examples=100)
@given(st.integers(0, 366 * 24 * 60), st.integers(0, 23), st.integers(0, 59))
def test_an_hour_that_is_there_comes_within_a_day_and_reads_as_it_was_typed(minute: int, hour: int, past: int) -> None:
    now = NOON + minutes(minute)
    words = f"{hour}:{past:02d}"
    try:
        found = moment(words, now, LISBON)
    except typer.BadParameter:
        return
    assert timedelta(0) < found - now <= timedelta(hours=25)
    assert (found.astimezone(LISBON).hour, found.astimezone(LISBON).minute) == (hour, past)


@pytest.mark.parametrize("words", ["24:00", "12:60", "99:99"])
def test_what_no_clock_shows_is_no_time_of_day(words: str) -> None:
    with pytest.raises(typer.BadParameter, match="no time of day"):
        moment(words, NOON, LISBON)


def test_without_a_plan_an_hour_has_no_zone() -> None:
    with pytest.raises(typer.BadParameter):
        moment("18:00", NOON)


def test_a_time_with_its_zone_is_that_instant_wherever_the_company_is() -> None:
    assert moment("2026-10-02T18:00+02:00", NOON, LISBON) == NOON + timedelta(hours=4)
    assert moment(" 30m ", NOON, LISBON) == NOON + minutes(30)
    with pytest.raises(typer.BadParameter, match="names no zone"):
        moment("2026-10-02T18:00", NOON, LISBON)


@pytest.mark.parametrize(
    ("words", "span"), [("hourly", minutes(60)), (" Daily ", timedelta(days=1)), ("90m", minutes(90))]
)
def test_a_cadence_has_a_name_or_a_length(words: str, span: timedelta) -> None:
    assert every(words) == span


# ---------------------------------------------------------------- what is over
@pytest.mark.parametrize(
    ("words", "then"),
    [
        ("20m", "2026-10-02T11:40Z"),
        ("20m ago", "2026-10-02T11:40Z"),
        ("13:20", "2026-10-02T11:20Z"),
        ("14:00", "2026-10-02T12:00Z"),
        ("14:01", "2026-10-01T12:01Z"),
        ("2026-10-02T09:00Z", "2026-10-02T09:00Z"),
    ],
)
def test_what_has_begun_began_before(words: str, then: str) -> None:
    assert past_moment(words, NOON, ZoneInfo("Europe/Berlin")) == datetime.fromisoformat(then)


@settings(max_examples=100)
@given(minute=st.integers(0, 1439), hour=st.integers(0, 72))
def test_the_last_such_hour_is_over_also_where_the_clocks_go_back(minute: int, hour: int) -> None:
    now = datetime(2026, 10, 24, tzinfo=UTC) + timedelta(hours=hour, minutes=7)
    at = past_moment(f"{minute // 60:02}:{minute % 60:02}", now, ZoneInfo("Europe/Berlin"))
    assert now - timedelta(hours=26) < at <= now


@pytest.mark.parametrize("words", ["9999-12-31T23:59-12:00", "0001-01-01T00:00+14:00"])
def test_a_time_beyond_the_calendar_is_none(words: str) -> None:
    with pytest.raises(typer.BadParameter, match="beyond the calendar"):
        moment(words, NOON)
