"""A duty calendar drawn with letters: 78 cells wide whoever is on duty, and to be read without colour. Pure.

A cell says who is on duty from the day's beginning on, and under it each handover by its time; further people who are
on duty together follow after a `+`. `--` is nobody, `*` an override; a holiday, and a day on which the clocks change,
say so in their cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from rich.text import Text

from shared.duty_calendar import ORDINARY_HOURS, Calendar, Day
from shared.wall_clock import DAY

#: Cells of one day, with the gap to the next one: the longest line is `09:00*abc`.
DAY_WIDTH = 10
NOBODY, OVERRIDDEN, HOLIDAY = "--", "*", "(holiday)"
_DAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
#: So long is the short form of an id, so that a time of day has room before it.
SHORTEST, LONGEST = 2, 3
_STYLES = {NOBODY: "bold red", OVERRIDDEN: "yellow", HOLIDAY: "cyan"}


def short_forms(ids: Iterable[str]) -> dict[str, str]:
    """Each id's initials, two or three letters, or with a number where others have the same."""
    found: dict[str, str] = {}
    taken = {NOBODY}
    for id_ in dict.fromkeys(ids):
        words = [word for word in re.split("[-_]", id_) if word]
        plain = ("".join(word[0] for word in words) if len(words) > 1 else id_)[:LONGEST]
        plain = plain if len(words) > 1 else plain[:SHORTEST]
        short, count = plain, 1
        while short in taken:
            count += 1
            short = f"{plain[: LONGEST - len(str(count))]}{count}"
        taken.add(short)
        found[id_] = short
    return found


def drawn(calendar: Calendar, short: dict[str, str]) -> list[tuple[str, Text]]:
    """Rows of a label and a line: the days, then each week from its Monday (the label), as tall as need be."""
    rows = [("", Text("".join(f"{day:<{DAY_WIDTH}}" for day in _DAYS).rstrip(), style="dim"))]
    for week in calendar.weeks:
        missing = [[""]] * (7 - len(week))
        cells = [*missing, *(_cell(day, short) for day in week)]
        for at, lines in enumerate(zip_longest(*cells, fillvalue="")):
            label = f"{week[-1].day - 6 * DAY:%d %b}" if at == 0 else ""
            rows.append((label, _joined(lines)))
    return rows


def _cell(day: Day, short: dict[str, str]) -> list[str]:
    lines = []
    if day.holiday is not None:
        lines.append(HOLIDAY)
    if day.hours != ORDINARY_HOURS:
        lines.append(f"({day.hours:g} h)")
    for at, part in enumerate(day.parts):
        mark = OVERRIDDEN if part.overridden else ""
        people = [short[person] for person in part.people] or [NOBODY]
        begins = f"{part.start:%H:%M}{mark or ' '}" if at else mark
        lines += [f"{begins}{people[0]}", *(f"+{one}" for one in people[1:])]
    return lines


def _joined(lines: Sequence[str]) -> Text:
    line = Text()
    for words in lines:
        style = next((style for sign, style in _STYLES.items() if sign in words), "")
        line += Text(words, style=style) + Text(" " * (DAY_WIDTH - len(words)))
    line.rstrip()
    return line
