"""Which hours hold what was kept for as long as the plan says: gone through one after the other. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from shared.keeping import KEPT

_HOUR = timedelta(hours=1)
#: So many hours are gone through in one run: a plan that keeps 30 days instead of 400 is met within two days.
MOST_HOURS = 240


def first_hour(kept: timedelta, now: datetime) -> datetime:
    """Where it begins, the first time: nothing older was kept, by any plan."""
    return _whole(now - max(kept, KEPT))


def hours_over(from_hour: datetime, kept: timedelta, now: datetime) -> list[datetime]:
    """The hours from there on of which every mention was kept for long enough, at most so many."""
    hours: list[datetime] = []
    hour = from_hour
    while hour + _HOUR <= now - kept and len(hours) < MOST_HOURS:
        hours.append(hour)
        hour += _HOUR
    return hours


def after(hour: datetime) -> datetime:
    return hour + _HOUR


def _whole(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)
