"""Whose turn it is: handovers of a rotation, by the wall clock of its zone, over daylight saving and short months."""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from shared.schedule import Rotation
from shared.wall_clock import LATEST, instant

_LENGTH = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}


def handover(rotation: Rotation, turn: int, zone: str) -> datetime:
    """When that turn begins (the first is 0), in UTC.

    Turns of days, weeks and months begin at the wall clock time of `starts`, so that 09:00 stays 09:00; turns of hours
    are as many real hours. A month has the day of `starts`, or its last one where it is shorter.
    """
    try:
        if rotation.unit == "month":
            return instant(_months_later(rotation.starts, turn * rotation.every), zone)
        length = _LENGTH[rotation.unit] * rotation.every
        if rotation.unit == "hour":
            return instant(rotation.starts, zone) + turn * length
        return instant(rotation.starts + turn * length, zone)
    except (OverflowError, ValueError):
        return LATEST  # the calendar ends first: that turn never comes


def turn_at(rotation: Rotation, at: datetime, zone: str) -> int | None:
    """Which turn it is, counted from 0; None before the first."""
    if not rotation.people or at < handover(rotation, 0, zone):
        return None
    turn = _about(rotation, at, zone)
    # On the night of a jump the wall clock alone can be off by a turn: the instants of the handovers decide.
    while handover(rotation, turn, zone) > at:
        turn -= 1
    while handover(rotation, turn + 1, zone) <= at:
        turn += 1
    return turn


def whose(rotation: Rotation, turn: int) -> str:
    """The person's id; after the last one it is the first one's turn again."""
    return rotation.people[turn % len(rotation.people)]


def turns(rotation: Rotation, start: datetime, end: datetime, zone: str) -> list[tuple[datetime, str]]:
    """Whose turns begin before `end`, and when: the one under way at `start`, and those after it."""
    turn = turn_at(rotation, start, zone) if rotation.people else None
    at = start if turn is not None else handover(rotation, 0, zone)
    turn = turn or 0
    found = []
    while rotation.people and at < end:
        found.append((at, whose(rotation, turn)))
        turn += 1
        at = handover(rotation, turn, zone)
    return found


def _about(rotation: Rotation, at: datetime, zone: str) -> int:
    if rotation.unit == "hour":
        return (at - instant(rotation.starts, zone)) // (_LENGTH["hour"] * rotation.every)
    local, starts = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None), rotation.starts
    if rotation.unit == "month":
        return max(0, (local.year - starts.year) * 12 + local.month - starts.month) // rotation.every
    return max(0, (local - starts) // (_LENGTH[rotation.unit] * rotation.every))


def _months_later(wall: datetime, months: int) -> datetime:
    years, month = divmod(wall.month - 1 + months, 12)
    year, month = wall.year + years, month + 1
    return wall.replace(year=year, month=month, day=min(wall.day, monthrange(year, month)[1]))
