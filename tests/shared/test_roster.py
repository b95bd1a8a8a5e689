"""Who would be told at an instant, and who is on duty until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from shared.plan import WAYS
from shared.roster import on_duty_now, told_now
from tests.builders import NOON, minutes
from tests.shared.duty_plans import DUTY, OFFICE, a_duty_plan

PLAN = a_duty_plan()


def test_each_rung_has_the_people_behind_it_and_their_ways() -> None:
    now = told_now(PLAN, "website_problem", NOON)
    assert [(rung.after, [one.person for one in rung.people]) for rung in now.rungs] == [
        (minutes(0), ["grace"]),
        (minutes(10), ["grace", "hedy", "ada"]),
    ]
    assert now.rungs[0].people[0].ways == tuple(way for way in WAYS if way != "sms")
    assert (now.repeat, now.last_after, now.last_resort.person) == (1, minutes(60), "linus")


def test_quiet_hours_take_ways_away_and_say_which() -> None:
    # 14:00 UTC is 23:00 in Tokyo, where Ada's quiet hours are.
    quiet = told_now(PLAN, "website_problem", NOON + timedelta(hours=2)).rungs[1].people[2]
    assert (quiet.person, quiet.ways, quiet.quiet) == ("ada", ("slack",), ("sms", "email"))


def test_a_rung_that_reaches_nobody_is_passed_over() -> None:
    sunday = datetime(2026, 10, 4, 12, tzinfo=UTC)
    first, second, *_ = told_now(PLAN, "billing", sunday).rungs
    assert (first.people, first.passed_over, second.passed_over) == ((), True, False)


def test_a_lesser_matter_does_not_reach_anybody_in_quiet_hours() -> None:
    low = replace(PLAN, instances=(replace(PLAN.instances[0], priority="low"),))
    assert told_now(low, "website_problem", NOON + timedelta(hours=2)).rungs[1].people[2].ways == ()


def test_who_is_on_duty_is_told_with_who_comes_after() -> None:
    now = on_duty_now(DUTY, NOON, "UTC")
    # Grace has the week's days, and the night between two of them; Ada the night after.
    assert (now.people, now.until, now.then) == (("grace",), datetime(2026, 10, 3, 20, tzinfo=UTC), ("ada",))
    weekend = on_duty_now(OFFICE, datetime(2026, 10, 3, tzinfo=UTC), "UTC")
    assert (weekend.people, weekend.then) == ((), ("hedy",))


def test_a_schedule_that_never_changes_says_so() -> None:
    now = on_duty_now(replace(OFFICE, rotations=(replace(OFFICE.rotations[0], hours=None),)), NOON, "UTC")
    assert (now.people, now.until) == (("hedy",), None)
