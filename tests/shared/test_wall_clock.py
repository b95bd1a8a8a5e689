"""Pure: when a clock on the wall shows a time, where it jumps; and stretches of time, put together and taken apart."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.schedule import Hours
from shared.wall_clock import EARLIEST, LATEST, Span, common, instant, joined, spans_of, within, without
from tests.builders import NOON, minutes
from tests.shared.duty_model import DAY, ZONES_AND_JUMPS, hours

TICK = timedelta(microseconds=1)


@settings(database=None, deadline=None, max_examples=200)
@given(ZONES_AND_JUMPS, st.timedeltas(-2 * DAY, 2 * DAY))
def test_a_time_begins_when_the_clock_first_shows_it_or_a_later_one(jump: tuple[str, datetime], off: timedelta) -> None:
    zone, moment = jump

    def shown(at: datetime) -> datetime:
        return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)

    wall = shown(moment) + off
    begins = instant(wall, zone)
    assert begins.tzinfo is UTC
    assert shown(begins) >= wall
    assert all(shown(begins - TICK - minutes(5 * count)) < wall for count in range(60))


@settings(database=None, deadline=None, max_examples=100)
@given(ZONES_AND_JUMPS, st.timedeltas(-2 * DAY, 2 * DAY), st.timedeltas(timedelta(0), DAY))
def test_a_later_time_never_begins_earlier(jump: tuple[str, datetime], off: timedelta, later: timedelta) -> None:
    zone, moment = jump
    wall = moment.replace(tzinfo=None) + off
    assert instant(wall, zone) <= instant(wall + later, zone)


def test_beyond_the_calendars_ends_is_as_early_or_as_late_as_can_be() -> None:
    assert instant(datetime(1, 1, 1), "Asia/Kathmandu") == EARLIEST  # noqa: DTZ001 - a wall clock
    assert instant(datetime(9999, 12, 31, 23), "America/New_York") == LATEST  # noqa: DTZ001


@settings(database=None, deadline=None, max_examples=100)
@given(hours, ZONES_AND_JUMPS, st.integers(-48, 48), st.integers(1, 72))
def test_within_hours_is_within_one_of_their_spans(
    drawn: Hours, jump: tuple[str, datetime], begins: int, length: int
) -> None:
    zone, moment = jump
    start = moment + timedelta(hours=begins)
    end = start + timedelta(hours=length)
    spans = spans_of(drawn, start, end, zone)
    assert all(start <= a < b <= end for a, b in spans)
    for quarter in range(4 * length):
        at = start + minutes(15 * quarter)
        assert within(drawn, at, zone) == any(a <= at < b for a, b in spans)


def test_the_same_time_twice_is_a_whole_day() -> None:
    day = Hours(time(9), time(9), (date(2026, 10, 2).weekday(),))
    spans = spans_of(day, NOON - 3 * DAY, NOON + 3 * DAY, "Asia/Kathmandu")
    assert spans == ((NOON.replace(hour=3, minute=15), NOON.replace(hour=3, minute=15) + DAY),)


def test_hours_that_have_begun_go_on_where_the_clocks_go_back_over_midnight() -> None:
    # In St. John's, at 00:01 on that Sunday, clocks went back to 23:01 on Saturday.
    early, begins = Hours(time(0), time(1), (6,)), datetime(2010, 11, 7, 2, 30, tzinfo=UTC)
    there = [within(early, begins + minutes(count), "America/St_Johns") for count in range(-1, 122)]
    assert there == [False, *[True] * 120, False, False]


ticks = st.integers(0, 30)
stretches = st.lists(st.tuples(ticks, ticks).map(sorted).filter(lambda two: two[0] < two[1]), max_size=6)


def at(spans: list[list[int]]) -> tuple[Span, ...]:
    return joined((NOON + minutes(a), NOON + minutes(b)) for a, b in spans)


def held(spans: tuple[Span, ...]) -> set[int]:
    return {tick for tick in range(31) if any(a <= NOON + minutes(tick) < b for a, b in spans)}


@settings(database=None, deadline=None, max_examples=200)
@given(stretches, stretches, ticks, ticks)
def test_stretches_of_time_are_sets_of_minutes(one: list[list[int]], other: list[list[int]], a: int, b: int) -> None:
    first, second = ({tick for x, y in spans for tick in range(x, y)} for spans in (one, other))
    assert held(at(one)) == first
    assert held(common(at(one), at(other))) == first & second
    assert held(without(at(one), NOON + minutes(a), NOON + minutes(b))) == set(range(a, b)) - first
    # As few as can be: no two touch.
    assert all(end < start for (_, end), (start, _) in zip(at(one), at(one)[1:], strict=False))
