"""When people of a scenario act, and which minutes of it need to pass."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.drill.due import LONGEST_SKIP, next_tick
from infra.drill.moments import lasted
from infra.drill.nights import spans
from infra.drill.people import acts_at, asleep, awake_from
from infra.drill.scenario import Answers

LISBON = ZoneInfo("Europe/Lisbon")
SLEEPER = Answers(sleeps=(time(22), time(7)))
MIDNIGHT = datetime(2026, 11, 22, tzinfo=UTC)
MINUTES = st.integers(0, 3 * 24 * 60).map(lambda minutes: MIDNIGHT + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("told", "acts"),
    [
        (datetime(2026, 11, 22, 12, tzinfo=UTC), datetime(2026, 11, 22, 12, 4, tzinfo=UTC)),
        (datetime(2026, 11, 22, 23, tzinfo=UTC), datetime(2026, 11, 23, 7, 4, tzinfo=UTC)),
        (datetime(2026, 11, 22, 3, tzinfo=UTC), datetime(2026, 11, 22, 7, 4, tzinfo=UTC)),
        # The clocks go back at 02:00 that night: seven o'clock is an hour later.
        (datetime(2026, 10, 24, 23, tzinfo=UTC), datetime(2026, 10, 25, 7, 4, tzinfo=UTC)),
    ],
)
def test_what_comes_in_the_night_is_read_in_the_morning(told: datetime, acts: datetime) -> None:
    assert acts_at(SLEEPER, told, timedelta(minutes=4), LISBON) == acts


@given(MINUTES)
def test_nobody_acts_asleep_or_before_they_were_told(at: datetime) -> None:
    awake = awake_from(SLEEPER, at, LISBON)
    assert awake >= at
    assert not asleep(SLEEPER, awake, LISBON)
    assert awake - at <= timedelta(hours=9)


@given(MINUTES)
def test_the_nights_that_are_drawn_are_those_in_which_people_sleep(at: datetime) -> None:
    drawn = list(spans((time(22), time(7)), MIDNIGHT, MIDNIGHT + timedelta(days=4), LISBON))
    assert any(begin <= at < end for begin, end in drawn) == asleep(SLEEPER, at, LISBON)


@given(MINUTES, st.none() | MINUTES, st.booleans(), MINUTES, MINUTES)
def test_no_minute_in_which_something_is_due_is_skipped(
    now: datetime, due: datetime | None, judged: bool, posted_at: datetime, whole_at: datetime
) -> None:
    tick = next_tick(now, due, judged, min(posted_at, now), min(whole_at, now))
    assert tick.at > now
    assert tick.at.second == 0
    if due is not None:
        assert tick.at <= max(due, now) + timedelta(minutes=1)
        assert tick.whole or tick.at < max(due, now)
    if judged and posted_at >= now:
        assert tick.at == now + timedelta(minutes=1)
    assert tick.at <= now + LONGEST_SKIP + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=20), "less than a minute"),
        (timedelta(minutes=45), "45 min"),
        (timedelta(hours=2, minutes=10), "2 h 10 min"),
        (timedelta(days=2, hours=4, minutes=9), "2 d 4 h"),
    ],
)
def test_a_span_is_told_in_its_two_largest_units(span: timedelta, words: str) -> None:
    assert lasted(span) == words
