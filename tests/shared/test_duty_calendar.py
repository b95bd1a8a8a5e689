"""The calendar of a schedule says at each instant who is on duty then, on the days of its own wall clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.duty_calendar import Calendar, Day, calendar, first_day
from shared.on_call import on_duty
from shared.schedule import Holiday, Override, Rotation, Schedule
from tests.shared.duty_plans import DUTY, wall

ZONES = ("Europe/Lisbon", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kathmandu")
#: Five weeks, less an hour that clocks may skip.
MINUTES = 5 * 7 * 24 * 60 - 61
PEOPLE = ("ada", "grace", "linus")
walls = st.datetimes(wall("2026-09-20 00:00"), wall("2026-11-20 00:00")).map(
    lambda at: at.replace(second=0, microsecond=0)
)


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    """Rotations of any unit, some with hours as in `DUTY`, over the autumn in which clocks change."""
    rotation = st.builds(
        Rotation,
        name=st.just("r"),
        people=st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3).map(tuple),
        starts=walls,
        every=st.integers(1, 9),
        unit=st.sampled_from(["hour", "day", "week", "month"]),
        hours=st.sampled_from([None, *(one.hours for one in DUTY.rotations)]),
    )
    some = st.sampled_from(PEOPLE)
    overrides = [
        Override(
            at,
            at + timedelta(hours=draw(st.integers(1, 60))),
            add=draw(some | st.none()),
            remove=draw(some | st.none()),
        )
        for at in draw(st.lists(walls, max_size=3))
    ]
    days = st.dates(date(2026, 9, 28), date(2026, 11, 1))
    holidays = draw(st.lists(st.builds(Holiday, day=days, people=st.sampled_from([(), ("ada",)])), max_size=2))
    zone = draw(st.sampled_from(ZONES))
    rotations = draw(st.lists(rotation, max_size=3))
    return Schedule("s", "S", tuple(rotations), tuple(overrides), tuple(holidays), zone)


def part_at(drawn: Calendar, at: datetime) -> tuple[str, ...]:
    (found,) = [part.people for day in drawn.days for part in day.parts if part.start <= at < part.end]
    return found


@settings(max_examples=60, deadline=None)
@given(schedules(), st.lists(st.integers(0, MINUTES), min_size=1, max_size=20))
def test_it_agrees_with_who_is_on_duty_at_any_instant(schedule: Schedule, later: list[int]) -> None:
    drawn = calendar(schedule, date(2026, 9, 28), 5, "UTC")
    for minutes in later:
        at = drawn.days[0].parts[0].start.astimezone(UTC) + timedelta(minutes=minutes)
        assert part_at(drawn, at) == on_duty(schedule, at, "UTC")


@settings(max_examples=30, deadline=None)
@given(schedules(), st.integers(0, 6), st.integers(1, 6))
def test_its_days_have_no_holes_and_follow_one_another(schedule: Schedule, weekday: int, weeks: int) -> None:
    first = date(2026, 9, 28) + timedelta(days=weekday)
    drawn = calendar(schedule, first, weeks, "UTC")
    assert [day.day for day in drawn.days] == [first + timedelta(days=at) for at in range(7 * weeks - weekday)]
    parts = [part for day in drawn.days for part in day.parts]
    assert all(one.end.astimezone(UTC) == other.start.astimezone(UTC) for one, other in pairwise(parts))
    for day in drawn.days:
        assert day.parts[0].start.date() == day.day
        length = day.parts[-1].end.astimezone(UTC) - day.parts[0].start.astimezone(UTC)
        assert length == timedelta(hours=day.hours)


def day_of(drawn: Calendar, day: date) -> Day:
    (found,) = [one for one in drawn.days if one.day == day]
    return found


def test_a_day_on_which_clocks_change_is_as_long_as_it_is() -> None:
    drawn = calendar(DUTY, date(2026, 10, 19), 2, "UTC")
    assert {day.day: day.hours for day in drawn.days if day.hours != 24} == {date(2026, 10, 25): 25}
    spring = calendar(replace(DUTY, time_zone="Australia/Lord_Howe"), date(2026, 10, 1), 1, "UTC")
    assert day_of(spring, date(2026, 10, 4)).hours == 23.5


def test_overrides_and_holidays_are_marked_where_they_count() -> None:
    drawn = calendar(DUTY, date(2026, 10, 5), 2, "UTC")
    assert day_of(drawn, date(2026, 10, 5)).holiday == "Republic Day"
    assert [part.people for part in day_of(drawn, date(2026, 10, 5)).parts] == [("linus",)]
    changed = [
        (part.start.strftime("%d %H:%M"), part.people) for day in drawn.days for part in day.parts if part.overridden
    ]
    # Hedy stands in for Grace by night, as by day it is Ada's week; on the 13th nobody does for Linus.
    assert changed == [("08 21:00", ("hedy",)), ("09 00:00", ("hedy",)), ("13 21:00", ()), ("14 00:00", ())]


def test_today_is_where_the_schedule_is() -> None:
    late = datetime(2026, 10, 1, 23, 30, tzinfo=UTC)
    assert first_day(late, replace(DUTY, time_zone=""), "Europe/Lisbon") == date(2026, 10, 2)
    assert first_day(late, replace(DUTY, time_zone="UTC"), "Europe/Lisbon") == date(2026, 10, 1)
