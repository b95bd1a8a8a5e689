"""An instance that would have nobody in the year ahead is told once: when first, how long, in which schedule."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from shared.plan_file import read_plan
from tests.shared.plan_text import PLAN, findings_of, line_of

#: A Monday.
NOW = datetime(2026, 6, 1, 6, tzinfo=UTC)
#: The boats are looked after by a schedule alone, by day.
WATCHED = (
    PLAN.replace("owner: pilot", "owner: watch")
    .replace("[deputy, mate]", "[desk, crew]")
    .replace("    slack: care\n", "    slack: care\n    email: deputy@example.com\n")
    .replace("mate@example.com\n", "mate@example.com\n    slack: mate\n")
    .replace(
        "components:\n",
        """\
teams:
  - {id: crew, name: Crew, members: [deputy]}
schedules:
  - id: watch
    name: Watch
    rotations:
      - {name: Day, people: [pilot, mate], starts: 2026-01-05 09:00, hours: {from: "06:00", to: "22:00"}}
  - id: desk
    name: Desk
    rotations:
      - {name: Desk, people: [mate], starts: 2026-01-05 22:00, hours: {from: "22:00", to: "06:00"}}
components:
""",
    )
)
QUIET = "    slack: care\n    quiet: {from: '01:00', to: '02:00', days: [wed], time_zone: Etc/UTC, urgent: []}\n"
EVENINGS = WATCHED.replace('from: "22:00"', 'from: "23:00"').replace("    slack: care\n", QUIET)


def test_whoever_has_no_quiet_hours_is_always_there() -> None:
    assert read_plan(WATCHED, NOW).instance("late").owner == "watch"
    assert read_plan(EVENINGS.replace(QUIET, "    slack: care\n"), NOW)


def test_without_a_now_nobody_looks_ahead() -> None:
    alone = EVENINGS.replace("days: [wed], ", "").replace("'01:00', to: '02:00'", "'22:00', to: '23:00'")
    assert read_plan(alone)
    assert findings_of(alone, NOW)


def test_two_schedules_that_fill_each_others_hours_leave_no_gap() -> None:
    whole = EVENINGS.replace('from: "23:00"', 'from: "22:00"')
    assert read_plan(whole, NOW)


def test_an_hour_with_nobody_is_told_with_its_first_time_its_sum_and_its_schedules() -> None:
    # The desk begins an hour late, and the deputy sleeps through just that hour, in Lisbon's summer 21:00 UTC.
    broken = EVENINGS.replace(
        "'01:00', to: '02:00', days: [wed], time_zone: Etc/UTC", "'22:00', to: '23:00', days: [wed]"
    )
    [finding] = findings_of(broken, NOW)
    assert finding.what == (
        "nobody but the last resort is there for `late` in 52 hours of the next 52 weeks,"
        " first on Wednesday, 2026-06-03 at 22:00 (Europe/Lisbon)"
    )
    assert finding.mend == (
        "fill the gap in `watch`, `desk`, leave a way open in the `quiet` hours of `deputy`,"
        " or name a back-up who can be told then"
    )
    assert finding.line == line_of("id: late", broken)


def test_a_rotation_that_begins_later_leaves_a_gap_until_then() -> None:
    late = EVENINGS.replace("from: '01:00', to: '02:00', days: [wed]", "from: '00:00', to: '24:00'").replace(
        "starts: 2026-01-05 09:00", "starts: 2026-06-10 09:00"
    )
    [finding] = findings_of(late, NOW)
    assert "first on Monday, 2026-06-01 at 07:00 (Europe/Lisbon)" in finding.what


def test_quiet_hours_leave_a_gap_for_lesser_matters_only() -> None:
    open_way = EVENINGS.replace("urgent: []", "urgent: [slack]").replace(
        "'01:00', to: '02:00', days: [wed]", "'00:00', to: '24:00'"
    )
    assert read_plan(open_way, NOW)
    lesser = open_way.replace("    wait: 90s\n", "    wait: 90s\n    priority: normal\n")
    assert [one.line for one in findings_of(lesser, NOW)] == [line_of("id: late", lesser)]


@pytest.mark.parametrize("count", [2, 30])
def test_one_gap_is_one_finding_an_instance(count: int) -> None:
    start = EVENINGS.index("  - id: late")
    block = EVENINGS[start : EVENINGS.index("sources:")]
    more = "".join(block.replace("id: late", f"id: late{n}").replace("[late]", f"[late{n}]") for n in range(count - 1))
    broken = EVENINGS.replace("'01:00', to: '02:00'", "'22:00', to: '23:00'").replace("sources:\n", f"{more}sources:\n")
    broken = broken.replace("time_zone: Etc/UTC, ", "")
    assert len(findings_of(broken, NOW)) == count


@pytest.mark.parametrize(
    ("was", "wrong", "told"),
    [
        ("members: [deputy]", "members: [deputy, gost]", "no person `gost` in the plan"),
        ("time_zone: Europe/Lisbon", "time_zone: Mars/Phobos", "`Mars/Phobos` is no time zone"),
    ],
)
def test_hours_are_counted_once_everybody_and_every_zone_is_known(was: str, wrong: str, told: str) -> None:
    broken = EVENINGS.replace(QUIET, QUIET.replace("'01:00', to: '02:00', days: [wed]", "'00:00', to: '24:00'"))
    assert "nobody but the last resort" in findings_of(broken, NOW)[0].what
    assert [one.what for one in findings_of(broken.replace(was, wrong), NOW)] == [told]


def test_two_instances_that_tell_the_same_people_differ_by_their_priority() -> None:
    sleeping = QUIET.replace("'01:00', to: '02:00', days: [wed]", "'00:00', to: '24:00'")
    text = EVENINGS.replace(QUIET, sleeping.replace("urgent: []", "urgent: [slack]"))
    block = text[text.index("  - id: late") : text.index("sources:")]
    lesser = block.replace("id: late", "id: later\n    priority: normal").replace("[late]", "[later]")
    both = text.replace("sources:\n", f"{lesser}sources:\n")
    assert [one.line for one in findings_of(both, NOW)] == [line_of("id: later", both)]


def test_hours_in_which_a_crisis_has_nobody_are_told_where_its_escalation_is_named() -> None:
    storm = """\
escalations:
  - {id: all, name: All hands, rungs: [{tell: [watch], wait: 5m}]}
crisis: {complaints: 60, authors: 30, escalation: all}
"""
    broken = WATCHED.replace("sources:\n", storm + "sources:\n")
    [finding] = findings_of(broken, NOW)
    assert finding.what.startswith(
        "nobody but the last resort is there for a crisis of `late` in 2,912 hours of the next"
    )
    assert finding.mend.startswith("fill the gap in `watch`")
    assert finding.line == line_of("crisis: {", broken)
    assert read_plan(broken.replace("tell: [watch]", "tell: [watch, crew]"), NOW)
