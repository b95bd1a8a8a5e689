"""Who is on duty and who is told next: each fault in schedules, escalations and hours is told where it stands."""

from __future__ import annotations

import pytest

from shared.plan_file import read_plan
from shared.schedule import Override
from tests.shared.plan_text import DUTY, findings_of, line_of

# What is written instead of what, what the finding says, and at which fragment of the broken text it stands.
TURNS = [
    ("people: [pilot, mate], starts", "people: [], starts", "nobody takes turns in `Day`", "{name: Day"),
    ("people: [pilot, mate], starts", "people: [pilot, crew], starts", "`crew` is a team", "{name: Day"),
    ("every: 1 week", "every: fortnight", "`fortnight` is not the length of a turn", "{name: Day"),
    ("every: 2 days", "every: 0 days", "`0 days` is not the length of a turn", "0 days"),
    ("every: 2 days", "every: 2", "`2` is not the length of a turn", "2\n        hours"),
    ('starts: "2026-01-05 21:00"', "starts: 2026-01-05", "`2026-01-05` is not a day with its time", "2026-01-05\n"),
    ('starts: "2026-01-05 21:00"', "starts: 2026-01-05T21:00:00Z", "names a zone", "2026-01-05T21"),
    ('starts: "2026-01-05 21:00"', "starts: '2026-02-30 21:00'", "is not a day with its time", "'2026-02-30"),
    ("days: [mon, tue]", "days: []", "on no day of the week", "hours: {days: []"),
    ("days: [mon, tue]", "days: [mon, funday]", "`funday` is no day of the week", "hours: {days: [mon, fun"),
    ("days: [mon, tue]", "days: mondays", "`mondays` names no days", "hours: {days: mondays"),
    ("days: [mon, tue]", "dais: [mon, tue]", "did you mean `days`?", "hours: {dais"),
    ('to: "06:00"', 'to: "25:00"', "`25:00` is not a time of day", "hours: {days: [mon"),
    ("time_zone: Europe/Lisbon\n    rot", "time_zone: Lisboa\n    rot", "`Lisboa` is no time zone", "Lisboa"),
]
EXCEPTIONS = [
    ("add: director}", "ad: director}", "`ad` is not a word of the plan; did you mean `add`?", "ad: dir"),
    (", add: director}", "}", "this override does nothing", '- {from: "2026-12-24'),
    ("add: director}", "add: director, remove: mate}", "says `add` and `remove`", '- {from: "2026-12-24'),
    (
        "replace: pilot, with: director}",
        "replace: pilot}",
        "`replace` and `with` belong together",
        '- {from: "2026-12-29',
    ),
    ("remove: mate}", "remove: mate, with: pilot}", "`replace` and `with` belong together", '- {from: "2026-12-27'),
    ('to: "2026-12-26 09:00"', 'to: "2026-12-24 09:00"', "ends before it begins", 'from: "2026-12-24'),
    ("remove: mate}", "remove: deupty}", "did you mean `deputy`?", "deupty"),
    ("remove: mate}", "remove: ghost}", "no person `ghost`", "ghost"),
    (
        'from: "2026-12-29 09:00"',
        'from: "2026-12-25 09:00"',
        "two overrides of `watch` are about `director` at 2026-12-25 09:00",
        'from: "2026-12-25 09:00"',
    ),
    ("name: Christmas, people: [director]", "name: Christmas, people: [santa]", "no person `santa`", "santa"),
    (
        "people: [director]}\n",
        "people: [director]}\n      - {day: 2026-12-25}\n",
        "stands twice, and only one would count",
        "- {day: 2026-12-25}",
    ),
    ("{day: 2026-12-25,", "{day: 25.12.2026,", "`25.12.2026` is not a day", "25.12"),
    ("customers: 240000", "customers: 0", "`customers` is not from 1 to 10,000,000,000", "0\n"),
    ("customers: 240000", "customers: many", "`customers` is not a whole number", "many"),
    ("customers: 240000", "keep_texts: 29d", "`keep_texts` is too short or too long", "29d"),
    ("customers: 240000", "keep_texts: 3651d", "write from 30d to 3650d", "3651d"),
    ("holidays: [2026-12-25]", "holidays: [2026-12-25, 2026-12-25]", "`2026-12-25` stands twice", "holidays: [2026"),
]
RUNGS = [
    ("tell: [owner, watch]", "tell: []", "nobody is told on rung 1 of `short`", "tell: []"),
    ("tell: [owner, watch]", "tell: [owner, wach]", "did you mean `watch`?", "wach]"),
    ("tell: [owner, watch]", "tell: [watch, watch]", "`watch` is already told on this rung", "watch, watch"),
    ("tell: [owner, watch]", "tell: owner", "`tell` is not a list", "tell: owner"),
    ("wait: 15m}", "wait: 30s}", "`wait` is too short or too long; write from 1m to 7d", "30s"),
    ("wait: 15m}", "wait: 8d}", "`wait` is too short or too long", "8d}"),
    ("wait: 90s", "wait: 59s", "`wait` is too short or too long", "59s"),
    ("repeat: 2", "repeat: 6", "`repeat` is not from 0 to 5", "6\n"),
    ("repeat: 2", "repeat: -1", "`repeat` is not from 0 to 5", "-1\n"),
    ("escalation: short\n", "escalation: shrot\n", "no escalation `shrot` in the plan; did you mean `short`?", "shrot"),
    ("escalation: short}", "escalation: long}", "no escalation `long` in the plan", "long}"),
]
CLOCKS = [
    ("priority: high", "priority: highest", "can't be `highest`; write `urgent`, `high`, `normal` or `low`", "highest"),
    ("solution: 2d", "solution: 91d", "`solution` is too short or too long", "91d"),
    ("solution: 2d", "solution: 14m", "would be put right before its first answer", "14m"),
    ("next_answer: 4h", "next_answer: 8d", "`next_answer` is too short or too long", "8d"),
    ("first_answer: 15m", "first_answer: 8d", "`first_answer` is too short or too long", "8d"),
    ("clock: business", "clock: busy", "can't be `busy`; write `business` or `always`", "busy"),
    ('  hours: {days: every day, from: 08:00, to: "18:00"}\n', "", "the plan names none", "business"),
    ("hours: {days: every day", "hours: {days: []", "on no day of the week", "hours: {days: []"),
    (
        'private_channel: "tel:+351800000000"',
        "private_channel: ask us",
        "no address to which a matter could move",
        "ask us",
    ),
    (
        "complaints: 60",
        "complaints: 7",
        "a crisis of 7 `complaints` would be less than a storm; write 8 or more",
        "7, auth",
    ),
    ("authors: 30,", "authors: 4,", "a crisis of 4 `authors` would be less than a storm", "4, esc"),
    ("gather_for: 12h", "gather_for: 31d", "`gather_for` is too short or too long", "31d"),
    ("most_at_once: 6", "most_at_once: 0", "`most_at_once` is not from 1 to 1,000", "0, at_once"),
    ("at_once: 5m", "at_once: 2d", "`at_once` is too short or too long", "2d, ask"),
    ("ask_after: 2h", "ask_after: 1m", "`ask_after` is too short or too long", "1m, answer"),
    ("answer_within: 20m", "answer_within: 25h", "`answer_within` is too short or too long", "25h"),
    ("bundle_every: 1m", "bundle_every: 61m", "`bundle_every` is too short or too long", "61m"),
    ("quiet_after: 24h", "quiet_after: 1m", "`quiet_after` is too short or too long", "1m\n"),
    ("how: webhook", "how: sweep\n    every: 25h", "`forum` would be a fault before it is swept again", "24h\n"),
]


@pytest.mark.parametrize(("right", "wrong", "told", "at"), TURNS + EXCEPTIONS + RUNGS + CLOCKS)
def test_each_fault_is_told_with_its_line_and_a_way_to_mend_it(right: str, wrong: str, told: str, at: str) -> None:
    assert right in DUTY
    broken = DUTY.replace(right, wrong, 1)
    [finding] = [finding for finding in findings_of(broken) if told in str(finding)]
    assert finding.mend
    assert finding.line == line_of(at, broken)


@pytest.mark.parametrize(
    ("part", "count", "told"),
    [
        ("people", 51, "51 people take turns, and no more than 50 are allowed"),
        ("rungs", 11, "11 rungs, and no more than 10 are allowed"),
        ("rotations", 31, "31 rotations, and no more than 30 are allowed"),
        ("overrides", 201, "201 overrides, and no more than 200 are allowed"),
    ],
)
def test_what_nobody_could_oversee_is_told(part: str, count: int, told: str) -> None:
    lines = {
        "people": ("people: [pilot, mate], starts", f"people: [{', '.join(['pilot'] * count)}], starts"),
        "rungs": ("    rungs:\n", "    rungs:\n" + "      - {tell: [mate], wait: 1m}\n" * (count - 2)),
        "rotations": (
            "    rotations:\n",
            "    rotations:\n" + "      - {name: X, people: [mate], starts: 2026-01-05 09:00}\n" * (count - 2),
        ),
        "overrides": ("    overrides:\n", "    overrides:\n" + "".join(map(_a_day_in, range(2030, 2030 + count - 3)))),
    }
    [finding] = findings_of(DUTY.replace(*lines[part], 1))
    assert told in finding.what


def _a_day_in(year: int) -> str:
    return f'      - {{from: "{year}-03-01 09:00", to: "{year}-03-02 09:00", add: mate}}\n'


def test_overrides_that_touch_or_are_about_others_do_not_overlap() -> None:
    touching = DUTY.replace('from: "2026-12-29 09:00"', 'from: "2026-12-26 09:00"')
    assert read_plan(touching).schedules[0].overrides[2].start == read_plan(DUTY).schedules[0].overrides[0].end
    mates = DUTY.replace('from: "2026-12-27 09:00"', 'from: "2026-12-24 09:00"')
    assert read_plan(mates).schedules[0].overrides[1].remove == "mate"


def test_the_words_of_an_override_become_who_comes_and_who_goes() -> None:
    added, removed, replaced = read_plan(DUTY).schedules[0].overrides
    assert (added.add, added.remove) == ("director", None)
    assert (removed.add, removed.remove) == (None, "mate")
    assert replaced == Override(replaced.start, replaced.end, add="director", remove="pilot")


@pytest.mark.parametrize("second", ["late", "LATE", "Láte", " late ", "laté"])
def test_a_keyword_that_two_instances_claim_is_told_however_it_is_written(second: str) -> None:
    start = DUTY.index("  - id: late")
    block = DUTY[start : DUTY.index("sources:")].replace("id: late", "id: later").replace("[late]", f"['{second}']")
    broken = DUTY.replace("sources:\n", f"{block}sources:\n", 1)
    [finding] = findings_of(broken)
    assert f"`{second}` is a keyword of `late` and of `later`" in finding.what
    assert finding.line == line_of(f"['{second}']", broken)


def test_a_keyword_that_stands_twice_in_one_instance_is_told() -> None:
    [finding] = findings_of(DUTY.replace("keywords: [late]", "keywords: [late, Late]"))
    assert "`Late` stands twice here" in finding.what


def test_who_is_never_on_a_schedule_can_not_be_taken_off_it() -> None:
    without = DUTY.replace(
        'people: [deputy, mate]\n        starts: "2026-01-05 21:00"', "people: [mate]\n        starts: 2026-01-05 21:00"
    )
    [finding] = findings_of(without.replace("remove: mate}", "remove: deputy}"))
    assert "`deputy` is never on `watch`, so there is nothing to remove" in finding.what
    assert finding.line == line_of("remove: mate}", DUTY)


@pytest.mark.parametrize("longest", ["first", "second"])
def test_each_override_within_a_long_one_about_the_same_person_is_told(longest: str) -> None:
    text = DUTY.replace("remove: mate}", "add: director}")
    if longest == "first":
        text = text.replace('to: "2026-12-26 09:00"', 'to: "2026-12-31 09:00"')
    else:
        text = text.replace('from: "2026-12-27 09:00", to: "2026-12-28', 'from: "2026-12-25 09:00", to: "2026-12-31')
    second = line_of('- {from: "2026-12-24', text) + 1
    told = findings_of(text)
    assert [one.line for one in told] == [second, second + 1]
    assert all("are about `director`" in one.what for one in told)
