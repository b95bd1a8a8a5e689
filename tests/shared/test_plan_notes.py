"""What breaks no rule and may still not be meant is told beside the findings, where it stands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from shared.plan_file import notes_on, read_plan
from shared.plan_yaml import Finding
from tests.shared.plan_text import DUTY, line_of

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
OVERRIDES = DUTY[DUTY.index("    overrides:") : DUTY.index("    holidays:")]


def noted(text: str, now: datetime = NOW) -> list[Finding]:
    return notes_on(text, read_plan(text), now)


def with_overrides(*lines: str) -> str:
    return DUTY.replace(OVERRIDES, "    overrides:\n" + "".join(f"      - {{{line}}}\n" for line in lines))


def test_a_plan_that_is_used_whole_and_up_to_date_has_no_notes() -> None:
    assert noted(DUTY.replace(OVERRIDES, "")) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('from: "2025-07-01 09:00", to: "2025-07-08 09:00", add: mate', "an override of `watch` ended before now"),
        ('from: "2026-07-01 09:00", to: "2027-07-08 09:00", add: deputy', "this override lasts 372 days"),
        ('from: "2026-07-01 09:00", to: "2026-07-02 09:00", remove: director', "`director` is not on `watch` then"),
        (
            'from: "2026-07-01 09:00", to: "2026-07-02 09:00", replace: director, with: mate',
            "this override changes nothing",
        ),
    ],
)
def test_an_override_of_another_year_is_noted_where_it_stands(line: str, told: str) -> None:
    text = with_overrides(line)
    [note] = noted(text)
    assert told in note.what
    assert note.line == line_of(line, text)


def test_an_override_that_changes_something_is_not_noted_while_it_lasts_or_is_to_come() -> None:
    text = with_overrides('from: "2026-07-01 09:00", to: "2026-07-20 09:00", replace: pilot, with: mate')
    assert noted(text) == noted(text, datetime(2026, 7, 2, tzinfo=UTC)) == []


def test_many_overrides_of_the_past_are_one_note() -> None:
    past = [f'from: "2025-0{month}-01 09:00", to: "2025-0{month}-03 09:00", add: mate' for month in range(1, 6)]
    [note] = noted(with_overrides(*past))
    assert note.what == "5 overrides of `watch` ended before now, the last on 2025-05-03"


def test_what_nothing_names_is_noted() -> None:
    text = DUTY.replace(OVERRIDES, "").replace("alarms: [watch]", "alarms: [director]")
    text = text.replace("tell: [owner, watch]", "tell: [owner, mate]")
    assert "nothing tells `watch`" in [note.what for note in noted(text)]
    text = DUTY.replace(OVERRIDES, "").replace("escalation: short", "")
    unused = text.replace("crisis: {complaints: 60, authors: 30, }\n", "")
    assert [note.what for note in noted(unused) if "escalation" in note.what] == [
        "nothing takes the escalation `short`"
    ]


def test_holidays_that_are_all_past_are_noted_on_the_day_after_the_last() -> None:
    text = DUTY.replace(OVERRIDES, "")
    assert noted(text, datetime(2026, 12, 25, 20, tzinfo=UTC)) == []
    assert [note.what for note in noted(text, datetime(2026, 12, 26, 1, tzinfo=UTC))] == [
        "the last of these holidays was 2026-12-25"
    ]


def test_a_hole_shorter_than_a_shift_is_noted_and_a_schedule_that_closes_at_night_is_not() -> None:
    day = "{name: Day, people: [pilot, mate], starts: 2026-01-05 09:00, every: 1 week"
    closed = DUTY.replace(OVERRIDES, "").replace(day, day + ', hours: {from: "08:00", to: "18:00"}')
    night = closed.replace(
        'hours: {days: [mon, tue], from: "21:00", to: "06:00"}', 'hours: {from: "20:00", to: "08:00"}'
    )
    assert [note.what for note in noted(closed) if "`watch`" in note.what and "short holes" not in note.what] == []
    [note] = noted(night)
    assert note.what == "nobody is on `watch` for 56 h of the next 4 weeks, in short holes, first Mon 1 Jun 18:00"
    whole = closed.replace(', hours: {days: [mon, tue], from: "21:00", to: "06:00"}', "").replace(
        '        hours: {days: [mon, tue], from: "21:00", to: "06:00"}\n',
        '        hours: {days: [sat], from: "08:00", to: "18:00"}\n',
    )
    assert noted(whole) == []


def test_people_whom_nothing_tells_and_who_may_not_sign_are_noted() -> None:
    more = "people:\n  - {id: guest, name: Guest, email: guest@example.com}\n"
    [note] = noted(DUTY.replace(OVERRIDES, "").replace("people:\n", more, 1))
    assert note.what == "`guest`: nothing tells them, and they may not sign"
    signs = more.replace("example.com}", "example.com, authority: 2}")
    assert noted(DUTY.replace(OVERRIDES, "").replace("people:\n", signs, 1)) == []


def test_a_schedule_whose_turns_have_not_begun_is_noted_until_then() -> None:
    later = DUTY.replace(OVERRIDES, "").replace('starts: "2026-01-05 21:00"', 'starts: "2026-08-03 21:00"')
    assert noted(later) == []
    later = later.replace("starts: 2026-01-05 09:00", "starts: 2026-07-06 09:00")
    [note] = noted(later)
    assert note.what == "nobody's turn on `watch` begins before 2026-07-06 09:00"
    assert noted(later, datetime(2026, 7, 6, 9, tzinfo=UTC)) == []
