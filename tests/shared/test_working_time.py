"""Pure: how much working time has passed, over nights, weekends, holidays and daylight saving."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.plan import Company
from shared.schedule import Hours
from shared.working_time import after, between
from tests.shared.duty_model import DAY, MINUTE, ZONES_AND_JUMPS, hours

WEEKDAYS = (0, 1, 2, 3, 4)
COMPANY = Company(
    "Acme", "Europe/Lisbon", ("en",), "", "", Hours(time(9), time(18), WEEKDAYS), (date(2026, 12, 25), date(2027, 1, 1))
)
HOUR, NO_TIME = timedelta(hours=1), timedelta(0)


def at(words: str) -> datetime:
    return datetime.fromisoformat(words)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-11-26T10:00Z", 2, "2026-11-26T12:00Z"),  # a Thursday
        ("2026-11-26T17:00Z", 1, "2026-11-26T18:00Z"),  # just before it closes, not when it opens again
        ("2026-11-26T17:00Z", 2, "2026-11-27T10:00Z"),
        ("2026-11-26T20:00Z", 1, "2026-11-27T10:00Z"),
        ("2026-11-27T17:00Z", 2, "2026-11-30T10:00Z"),  # over a weekend
        ("2026-11-28T12:00Z", 0, "2026-11-28T12:00Z"),
        ("2026-12-24T17:00Z", 2, "2026-12-28T10:00Z"),  # Christmas and a weekend
        ("2026-12-31T17:30Z", 1, "2027-01-04T09:30Z"),
        ("2026-03-27T17:00Z", 2, "2026-03-30T09:00Z"),  # clocks went forward: it opens an hour earlier
        ("2026-10-23T16:00Z", 2, "2026-10-26T10:00Z"),  # and back
        ("2026-11-26T09:00Z", 90, "2026-12-09T18:00Z"),
    ],
)
def test_only_working_hours_bring_an_answer_nearer(start: str, hours: int, due: str) -> None:
    assert after(at(start), hours * HOUR, COMPANY, "business") == at(due)
    assert between(at(start), at(due), COMPANY, "business") == hours * HOUR
    assert between(at(due), at(start), COMPANY, "business") == -hours * HOUR


@pytest.mark.parametrize(
    ("zone", "start", "end", "day", "worked"),
    [
        ("Europe/Lisbon", time(0), time(6), "2026-03-29", 5),
        ("Europe/Lisbon", time(0), time(6), "2026-10-25", 7),
        ("Europe/Lisbon", time(0), time(1, 30), "2026-03-29", 1),  # closes with the jump
        ("Europe/Lisbon", time(1, 30), time(6), "2026-10-25", 5.5),  # opens the first time
        ("Europe/Lisbon", time(0), time(0), "2026-10-25", 25),  # the same time twice: a whole day
        ("America/New_York", time(0), time(0), "2026-03-08", 23),
        ("Australia/Lord_Howe", time(1), time(3), "2026-04-05", 2.5),
        ("Australia/Lord_Howe", time(1), time(3), "2026-10-04", 1.5),
        ("Africa/Casablanca", time(0), time(12), "2026-02-15", 13),
        ("Africa/Casablanca", time(0), time(12), "2026-03-22", 11),
        ("Asia/Kathmandu", time(9), time(17), "2026-06-01", 8),
        ("Pacific/Apia", time(0), time(0), "2011-12-30", 0),  # there was no such day
    ],
)
def test_a_day_of_daylight_saving_is_as_long_as_it_is(
    zone: str, start: time, end: time, day: str, worked: float
) -> None:
    on = date.fromisoformat(day)
    company = replace(COMPANY, time_zone=zone, hours=Hours(start, end, (on.weekday(),)), holidays=())
    noon = datetime.combine(on, time(12), UTC)
    assert between(noon - 2 * DAY, noon + 2 * DAY, company, "business") == worked * HOUR


def test_hours_past_midnight_belong_to_the_day_on_which_they_begin_and_a_holiday_cuts_them_at_its_midnights() -> None:
    night = replace(COMPANY, hours=Hours(time(22), time(6), (2, 3, 4)))  # 25 December 2026 is a Friday
    assert after(at("2026-12-23T12:00Z"), 8 * HOUR, night, "business") == at("2026-12-24T06:00Z")
    # Thursday's night loses what is on Christmas; Friday's has only Saturday's part.
    assert between(at("2026-12-24T12:00Z"), at("2026-12-25T12:00Z"), night, "business") == 2 * HOUR
    assert after(at("2026-12-24T22:00Z"), 3 * HOUR, night, "business") == at("2026-12-26T01:00Z")
    assert between(at("2026-12-25T12:00Z"), at("2026-12-29T12:00Z"), night, "business") == 6 * HOUR


def test_a_clock_that_always_runs_and_a_company_without_hours_have_plain_time() -> None:
    start = at("2026-12-24T20:00+02:00")
    for company, clock in ((COMPANY, "always"), (replace(COMPANY, hours=None), "business")):
        due = after(start, 30 * HOUR, company, clock)  # type: ignore[arg-type]  # a table of literals
        assert due == start + 30 * HOUR
        assert due.tzinfo is UTC
        assert between(start, due, company, clock) == 30 * HOUR  # type: ignore[arg-type]


def test_thirty_working_days_end_even_where_years_are_holidays() -> None:
    closed = tuple(date(2026, 12, 1) + count * DAY for count in range(5 * 366))
    patient = replace(COMPANY, holidays=closed)
    start = at("2026-11-30T09:00Z")
    due = after(start, 30 * 9 * HOUR, patient, "business")
    assert due.date() > closed[-1]
    assert between(start, due, patient, "business") == 30 * 9 * HOUR


@pytest.mark.parametrize("days", [(), (7,)])
def test_a_company_that_never_works_is_told_so(days: tuple[int, ...]) -> None:
    never = replace(COMPANY, hours=Hours(time(9), time(18), days))
    with pytest.raises(ValueError, match="Acme works on no day of the week; name its days under company, hours, days"):
        after(at("2026-11-26T10:00Z"), HOUR, never, "business")
    with pytest.raises(ValueError, match="works on no day"):
        between(at("2026-11-26T10:00Z"), at("2026-11-27T10:00Z"), never, "business")


def test_time_does_not_run_back_nor_past_the_calendar() -> None:
    with pytest.raises(ValueError, match="runs forward"):
        after(at("2026-11-26T10:00Z"), -HOUR, COMPANY, "business")
    with pytest.raises(ValueError, match="before the calendar ends"):
        after(at("9999-12-20T10:00Z"), 1000 * HOUR, COMPANY, "business")


# ---------------------------------------------------------------- properties
@st.composite
def companies(draw: st.DrawFn) -> tuple[Company, datetime]:
    zone, jump = draw(ZONES_AND_JUMPS)
    holidays = draw(st.lists(st.integers(-2, 4), max_size=3))
    days = tuple(jump.date() + count * DAY for count in holidays)
    company = replace(COMPANY, time_zone=zone, hours=draw(hours), holidays=days)
    minute = draw(st.integers(-3 * 24 * 60, 3 * 24 * 60))
    return company, jump + minute * MINUTE


@settings(database=None, deadline=None, max_examples=80)
@given(companies(), st.timedeltas(NO_TIME, 30 * DAY))
def test_after_and_between_are_inverse(drawn: tuple[Company, datetime], span: timedelta) -> None:
    company, start = drawn
    due = after(start, span, company, "business")
    assert between(start, due, company, "business") == span
    # It is the first such instant.
    if span:
        tick = timedelta(microseconds=1)
        assert between(start, due - tick, company, "business") == span - tick


@settings(database=None, deadline=None, max_examples=80)
@given(companies(), st.timedeltas(NO_TIME, 9 * DAY), st.timedeltas(NO_TIME, 9 * DAY))
def test_time_adds_up_wherever_it_is_cut(drawn: tuple[Company, datetime], one: timedelta, other: timedelta) -> None:
    company, start = drawn
    middle, end = start + one, start + one + other
    parts = between(start, middle, company, "business") + between(middle, end, company, "business")
    assert parts == between(start, end, company, "business")
    assert NO_TIME <= parts <= one + other
    # Who answers when the clock says is never later than they were allowed.
    assert after(start, parts, company, "business") <= end


@settings(database=None, deadline=None, max_examples=40)
@given(companies(), st.integers(0, 4 * 24 * 4))
def test_a_clock_on_the_wall_counts_the_same(drawn: tuple[Company, datetime], quarters: int) -> None:
    company, start = drawn
    start = start.replace(minute=start.minute // 15 * 15)
    worked, latest = 0, datetime(1, 1, 1)  # noqa: DTZ001 - a wall clock
    for quarter in range(-200, quarters):
        moment = start + quarter * 15 * MINUTE
        latest = max(latest, moment.astimezone(ZoneInfo(company.time_zone)).replace(tzinfo=None))
        worked += quarter >= 0 and _works(company, latest)
    assert between(start, start + quarters * 15 * MINUTE, company, "business") == worked * 15 * MINUTE


def _works(company: Company, latest: datetime) -> bool:
    assert company.hours is not None
    opens, closes, days = company.hours.start, company.hours.end, company.hours.days
    since = (latest - datetime.combine(latest.date(), opens)) % DAY
    began = latest - since
    length = (datetime.combine(began, closes) - datetime.combine(began, opens)) % DAY or DAY
    return since < length and began.weekday() in days and latest.date() not in company.holidays
