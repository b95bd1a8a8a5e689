"""Schedules at random near clock jumps, and a slow second opinion on them that knows no instants of its own.

The second opinion walks the minutes and reads the clock on the wall; the latest time that it ever showed is all that it
goes by, so that a repeated hour passes nothing twice and a jump passes all that it skips.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from shared.schedule import Holiday, Hours, Override, Rotation, Schedule, Unit

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
UNITS: tuple[Unit, ...] = ("hour", "day", "week", "month")
PEOPLE = ("ada", "grace", "linus", "mary")
#: Where clocks jump, and when: by an hour, by half of one, at midnight, back over it, for Ramadan, by a day, never.
JUMPS = [
    ("Europe/Lisbon", "2026-03-29T01:00+00:00"),
    ("Europe/Lisbon", "2026-10-25T01:00+00:00"),
    ("America/New_York", "2026-03-08T07:00+00:00"),
    ("America/New_York", "2026-11-01T06:00+00:00"),
    ("Australia/Lord_Howe", "2026-04-04T15:00+00:00"),
    ("Australia/Lord_Howe", "2026-10-03T15:30+00:00"),
    ("Africa/Casablanca", "2026-02-15T02:00+00:00"),
    ("Africa/Casablanca", "2026-03-22T02:00+00:00"),
    ("Asia/Beirut", "2026-03-28T22:00+00:00"),
    ("Asia/Beirut", "2026-10-24T21:00+00:00"),
    ("America/Havana", "2026-11-01T05:00+00:00"),
    ("America/St_Johns", "2010-11-07T02:31+00:00"),
    ("Pacific/Apia", "2011-12-30T10:00+00:00"),
    ("Asia/Kathmandu", "2026-06-01T00:00+00:00"),
]
ZONES_AND_JUMPS = st.sampled_from([(zone, datetime.fromisoformat(at)) for zone, at in JUMPS])
people = st.sampled_from(PEOPLE)
#: Most near where clocks jump, all on quarters of an hour.
times = st.builds(time, st.one_of(st.integers(0, 3), st.integers(0, 23)), st.sampled_from([0, 15, 30, 45]))
days_of_week = st.lists(st.integers(0, 6), min_size=1, unique=True).map(lambda days: tuple(sorted(days)))
hours = st.builds(Hours, times, times, days_of_week)


def walls(near: date, before: int, after: int) -> st.SearchStrategy[datetime]:
    return st.builds(lambda day, at: datetime.combine(near + day * DAY, at), st.integers(-before, after), times)


@st.composite
def rotations(draw: st.DrawFn, near: date) -> Rotation:
    unit = draw(st.sampled_from(UNITS))
    every = draw(st.integers(1, 30 if unit == "hour" else 3))
    starts = draw(walls(near, 4 if unit == "hour" else 70, 1))  # the second opinion walks all minutes of hours
    crew = tuple(draw(st.lists(people, min_size=1, max_size=4)))
    return Rotation("turns", crew, starts, every, unit, draw(st.none() | hours))


@st.composite
def schedules(draw: st.DrawFn, zone: str, near: date) -> Schedule:
    overrides = []
    for start in draw(st.lists(walls(near, 2, 2), max_size=3)):
        who = draw(
            st.sampled_from([("ada", None), (None, "ada"), ("grace", "ada"), ("ada", "mary"), ("linus", "linus")])
        )
        overrides.append(Override(start, draw(walls(near, 1, 3)), *who))
    day = st.integers(-1, 1).map(lambda days: near + days * DAY)
    holidays = draw(st.lists(st.builds(Holiday, day, people=st.lists(people, max_size=2).map(tuple)), max_size=2))
    turns = draw(st.lists(rotations(near), max_size=3))
    return Schedule("desk", "Desk", tuple(turns), tuple(overrides), tuple(holidays), zone)


def by_the_wall(schedule: Schedule, zone: str, start: datetime, end: datetime) -> Iterator[tuple[datetime, list[str]]]:
    """Who is on duty in each minute, by the second opinion."""
    began = [rotation.starts for rotation in schedule.rotations if rotation.unit == "hour"]
    wall = min([start, *(at.replace(tzinfo=UTC) for at in began)]) - 2 * DAY
    there, latest, worked = ZoneInfo(zone), datetime(1, 1, 1), [0] * len(schedule.rotations)  # noqa: DTZ001 - a wall clock
    while wall < end:
        latest = max(latest, wall.astimezone(there).replace(tzinfo=None))
        if wall >= start:
            yield wall, _there_at(schedule, latest, worked)
        for number, rotation in enumerate(schedule.rotations):
            worked[number] += latest >= rotation.starts
        wall += MINUTE


def _there_at(schedule: Schedule, latest: datetime, worked: list[int]) -> list[str]:
    there: list[str] = []
    holidays = [holiday for holiday in schedule.holidays if holiday.day == latest.date()]
    for holiday in holidays:
        there += holiday.people
    for number, rotation in enumerate(schedule.rotations):
        open_ = rotation.hours is None or _open(rotation.hours, latest)
        if not holidays and open_ and latest >= rotation.starts:
            minutes = worked[number] if rotation.unit == "hour" else None
            there.append(
                rotation.people[_handovers(rotation, latest, minutes) // rotation.every % len(rotation.people)]
            )
    for override in schedule.overrides:
        if override.start <= latest < override.end:
            if override.remove is None:
                there.append(str(override.add))
            elif override.add is None:
                there = [one for one in there if one != override.remove]
            else:
                there = [override.add if one == override.remove else one for one in there]
    return sorted(set(there), key=there.index)


def _open(hours: Hours, latest: datetime) -> bool:
    today, eve = latest.weekday() in hours.days, (latest - DAY).weekday() in hours.days
    if hours.start < hours.end:
        return today and hours.start <= latest.time() < hours.end
    return (today and latest.time() >= hours.start) or (eve and latest.time() < hours.end)


def _handovers(rotation: Rotation, latest: datetime, minutes: int | None) -> int:
    """Units of time that have ended since the start: counted on the calendar, day by day."""
    if minutes is not None:
        return minutes // 60
    day, ended = rotation.starts + DAY, 0
    while day <= latest:
        if rotation.unit == "month":
            short = day.day < rotation.starts.day and (day + DAY).day == 1
            ended += day.day == rotation.starts.day or short
        else:
            ended += rotation.unit == "day" or day.weekday() == rotation.starts.weekday()
        day += DAY
    return ended
