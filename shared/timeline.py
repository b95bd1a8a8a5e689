"""Who is on duty over a stretch of time: each change of a schedule at its exact instant, found, not sampled."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from operator import itemgetter

from shared.on_call import People, holiday_people, once, overridden
from shared.rotation import turns
from shared.schedule import Holiday, Rotation, Schedule
from shared.wall_clock import DAY, instant, midnight, spans_of

#: Who is on duty from each instant on, until the next one's; the first is the start of the stretch.
Line = list[tuple[datetime, People]]
Change = Callable[[People], People]
_AT = itemgetter(0)


def duties(schedule: Schedule, start: datetime, end: datetime, company_zone: str) -> Line:
    """The changes from `start` to `end`; no two in a row have the same people. The same rules as `on_duty`."""
    zone = schedule.time_zone or company_zone
    line = _rotating(schedule, start, end, zone)
    days: dict[date, list[Holiday]] = defaultdict(list)
    for holiday in schedule.holidays:
        days[holiday.day].append(holiday)
    for day, holidays in days.items():
        _paint(line, midnight(day, zone), midnight(day + DAY, zone), end, partial(_instead, holidays))
    for override in schedule.overrides:
        change = partial(overridden, override=override)
        _paint(line, instant(override.start, zone), instant(override.end, zone), end, change)
    return [step for count, step in enumerate(line) if count == 0 or step[1] != line[count - 1][1]]


def _rotating(schedule: Schedule, start: datetime, end: datetime, zone: str) -> Line:
    changes = [
        (at, number, person)
        for number, rotation in enumerate(schedule.rotations)
        for at, person in _on_and_off(rotation, start, end, zone)
        if at < end
    ]
    changes.sort(key=_AT)  # stable: of one rotation's changes at one instant, the last one counts
    present: list[str | None] = [None] * len(schedule.rotations)
    line: Line = [(start, ())]
    # Few different sets of people take turns over many changes.
    known: dict[tuple[str | None, ...], People] = {}
    for at, number, person in changes:
        present[number] = person
        if at == line[-1][0]:
            line.pop()
        who = tuple(present)
        line.append((at, known.get(who) or known.setdefault(who, once(who))))
    return line


def _on_and_off(rotation: Rotation, start: datetime, end: datetime, zone: str) -> list[tuple[datetime, str | None]]:
    taken = turns(rotation, start, end, zone)
    if rotation.hours is None or not taken:
        return list(taken)
    changes: list[tuple[datetime, str | None]] = []
    turn = 0
    for opens, closes in spans_of(rotation.hours, start, end, zone):
        while turn + 1 < len(taken) and taken[turn + 1][0] <= opens:
            turn += 1
        place = turn
        while place < len(taken) and taken[place][0] < closes:
            at, person = taken[place]
            changes.append((max(at, opens), person))
            place += 1
        changes.append((closes, None))
    return changes


def _instead(holidays: list[Holiday], _: People) -> People:
    return holiday_people(holidays)


def _paint(line: Line, start: datetime, end: datetime, last: datetime, change: Change) -> None:
    """Change who is on duty between two instants, as far as they are on the line, which ends at `last`."""
    start = max(start, line[0][0])
    if start < min(end, last):
        first = _cut(line, start)
        until = _cut(line, end) if end < last else len(line)
        line[first:until] = [(at, change(people)) for at, people in line[first:until]]


def _cut(line: Line, at: datetime) -> int:
    """The place of the step that begins at that instant, made where there is none."""
    place = bisect_left(line, at, key=_AT)
    if place == len(line) or line[place][0] != at:
        line.insert(place, (at, line[place - 1][1]))
    return place
