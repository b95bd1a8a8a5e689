"""The drawn calendar says what the schedule says, fits 80 cells, and needs no colour."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.cli.duty_drawing import DAY_WIDTH, HOLIDAY, LONGEST, NOBODY, drawn, short_forms
from shared.duty_calendar import calendar
from shared.on_call import on_duty
from shared.schedule import Schedule
from shared.wall_clock import midnight
from tests.shared.duty_plans import DUTY
from tests.shared.test_duty_calendar import MINUTES, PEOPLE, schedules

MONDAY = date(2026, 9, 28)
#: `08:00*pm`, `pm`, `--`; a `+` continues the line above.
_LINE = re.compile(r"(?:(\d\d):(\d\d)[ *]|\*)?(\+?)(\S+)")


def cells(schedule: Schedule, short: dict[str, str], weeks: int) -> dict[date, list[str]]:
    """The lines of each day, cut out of the drawn rows."""
    label, found = MONDAY - timedelta(days=7), dict[date, list[str]]()
    for named, line in drawn(calendar(schedule, MONDAY, weeks, "UTC"), short)[1:]:
        label += timedelta(days=7 if named else 0)
        assert not named or named == f"{label:%d %b}"
        for at in range(7):
            words = line.plain[at * DAY_WIDTH : (at + 1) * DAY_WIDTH].strip()
            if words:
                found.setdefault(label + timedelta(days=at), []).append(words)
    return found


def read(lines: list[str]) -> list[tuple[int, list[str]]]:
    """From which minute of the wall clock on who is on duty."""
    turns: list[tuple[int, list[str]]] = []
    for words in lines:
        match = _LINE.fullmatch(words)
        if words.startswith("(") or match is None:
            assert words == HOLIDAY or re.fullmatch(r"\([\d.]+ h\)", words)
            continue
        hour, minute, more, person = match.groups()
        if more:
            turns[-1][1].append(person)
        else:
            turns.append((int(hour or 0) * 60 + int(minute or 0), [person]))
    return turns


@settings(max_examples=60, deadline=None)
@given(schedules(), st.lists(st.integers(0, MINUTES), min_size=1, max_size=20))
def test_it_can_be_read_back_at_any_instant(schedule: Schedule, later: list[int]) -> None:
    short = short_forms(PEOPLE)
    found = cells(schedule, short, 5)
    for minutes in later:
        at = midnight(MONDAY, schedule.time_zone) + timedelta(minutes=minutes)
        there = at.astimezone(ZoneInfo(schedule.time_zone))
        turns = read(found[there.date()])
        if any(words.endswith(" h)") for words in found[there.date()]):
            continue  # a day on whose wall clock a time may come twice
        now = [people for begins, people in turns if begins <= there.hour * 60 + there.minute][-1]
        assert now == ([short[one] for one in on_duty(schedule, at, "UTC")] or [NOBODY])


@settings(max_examples=40, deadline=None)
@given(schedules())
def test_no_line_is_wider_than_a_week_of_days(schedule: Schedule) -> None:
    rows = drawn(calendar(schedule, MONDAY, 5, "UTC"), short_forms(PEOPLE))
    assert all(len(label) <= 6 and len(line.plain) < 7 * DAY_WIDTH for label, line in rows)


@given(st.lists(st.from_regex(r"[a-z0-9_-]{1,12}", fullmatch=True), unique=True, max_size=400))
def test_short_forms_are_short_and_each_is_one_persons(ids: list[str]) -> None:
    forms = short_forms(ids)
    assert len(set(forms.values())) == len(ids)
    assert all(1 <= len(form) <= LONGEST and " " not in form for form in forms.values())


def test_short_forms_are_initials() -> None:
    assert short_forms(["web-lead", "web-on-call", "ada", "wide-load"]) == {
        "web-lead": "wl",
        "web-on-call": "woc",
        "ada": "ad",
        "wide-load": "wl2",
    }
    assert short_forms(["--"])["--"] != NOBODY


def test_what_is_unusual_is_marked_in_letters() -> None:
    found = cells(DUTY, short_forms(["ada", "grace", "linus", "hedy"]), 5)
    assert found[date(2026, 10, 5)] == [HOLIDAY, "li"]
    assert found[date(2026, 10, 8)] == ["li", "09:00 ad", "21:00*he"]
    assert found[date(2026, 10, 13)][-1] == "21:00*--"
    assert found[date(2026, 10, 25)][0] == "(25 h)"
    empty = cells(replace(DUTY, rotations=()), {"linus": "li", "hedy": "he"}, 1)
    assert empty[date(2026, 9, 28)] == [NOBODY]
