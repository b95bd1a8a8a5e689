"""A plan with schedules, teams and quiet hours, in which every word of the plan is said: to change and to draw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from shared.plan import (
    CrisisRules,
    Escalation,
    Person,
    Plan,
    Quiet,
    ReadyForm,
    Rung,
    Source,
    Team,
)
from shared.schedule import Holiday, Hours, Override, Rotation, Schedule
from tests.builders import a_plan, an_instance, minutes
from tests.shared.speakers import FIXED, FORMS, IDENTIFIED


def wall(words: str) -> datetime:
    """A time as a clock on the wall shows it: `2026-10-05 09:00`."""
    return datetime.fromisoformat(words)


#: A day of the week has no next number.
SUNDAY = 6
NIGHTS = Hours(time(22), time(7))
DUTY = Schedule(
    "web-duty",
    "Web duty",
    (
        Rotation("Days", ("ada", "grace"), wall("2026-09-07 09:00"), hours=Hours(time(9), time(21))),
        Rotation(
            "Nights", ("linus", "grace", "ada"), wall("2026-09-07 21:00"), unit="day", hours=Hours(time(21), time(9))
        ),
    ),
    overrides=(
        Override(wall("2026-10-08 09:00"), wall("2026-10-09 09:00"), add="hedy", remove="grace"),
        Override(wall("2026-10-13 21:00"), wall("2026-10-14 09:00"), remove="linus"),
    ),
    holidays=(Holiday(date(2026, 10, 5), "Republic Day", ("linus",)), Holiday(date(2026, 11, 1), "All Saints")),
    time_zone="Europe/Lisbon",
)
OFFICE = Schedule(
    "office",
    "Office",
    (
        Rotation(
            "Office", ("hedy",), wall("2026-01-05 08:00"), unit="month", hours=Hours(time(8), time(18), (0, 1, 2, 3, 4))
        ),
    ),
    time_zone="Europe/Berlin",
)


def a_person(person_id: str, authority: int = 1, **more: Any) -> Person:
    return Person(person_id, person_id.title(), f"{person_id}@example.com", "care", authority, **more)


def a_duty_plan() -> Plan:
    """Plan 3: `website_problem` is the duty's, `billing` the office's; `linus` is the last resort."""
    website = replace(
        an_instance(owner="web-duty", backups=("crew", "ada")),
        forms=(ReadyForm("fixed", (FIXED,)),),
        translations=(replace(IDENTIFIED, language="pt"),),
        update_every=minutes(45),
        what="The shop and the app",
        priority="urgent",
        authority=2,
        escalation="web",
        next_answer=timedelta(hours=2),
        solution=timedelta(days=2),
        clock="business",
        private_channel="mailto:care@example.com",
    )
    billing = an_instance(
        "billing", owner="office", backups=("ada", "grace"), keywords=("refund", "invoice"), component=None
    )
    plan = a_plan(
        version=3,
        people=[
            a_person("ada", 2, quiet=Quiet(NIGHTS, ("slack",), "Asia/Tokyo"), sms="+351900000000", slack_user="U01"),
            a_person("grace", 3, teams="team", pagerduty="page", webhook="hook"),
            a_person("linus", 3),
            a_person("hedy"),
        ],
        instances=[website, billing],
        sources=[Source("forum", "rss", "sweep", "acme", "https://example.com/feed", minutes(5), timedelta(hours=24))],
    )
    return replace(
        plan,
        company=replace(plan.company, hours=Hours(time(8), time(18), (0, 1, 2, 3, 4)), holidays=(date(2026, 12, 25),)),
        forms=FORMS,
        teams=(Team("crew", "Crew", ("grace", "hedy")),),
        schedules=(DUTY, OFFICE),
        escalations=(
            Escalation("web", "Web", (Rung(("owner",), minutes(10)), Rung(("backups",), minutes(20))), repeat=1),
            Escalation("all", "All hands", (Rung(("crew", "ada"), minutes(5)),)),
        ),
        crisis=CrisisRules("all", 80, 40),
        approval_authority=2,
        alarms=("linus", "crew"),
    )


def otherwise(noun: Any) -> Iterator[Any]:
    """The noun with one thing in it otherwise, for each that it holds, however deep."""
    if is_dataclass(noun) and not isinstance(noun, type):
        for field in fields(noun):
            for value in otherwise(getattr(noun, field.name)):
                yield replace(noun, **{field.name: value})
    elif isinstance(noun, tuple):
        for at, entry in enumerate(noun):
            for value in otherwise(entry):
                yield (*noun[:at], value, *noun[at + 1 :])
            yield (*noun[:at], *noun[at + 1 :])
        if len(noun) > 1 and noun[::-1] != noun:
            yield noun[::-1]
    else:
        yield from _others(noun)


def _others(value: Any) -> list[Any]:
    match value:
        case bool():
            return [not value]
        case int() | float():
            return [0 if value == SUNDAY else value + 1]
        case timedelta():
            return [value + minutes(1), value * 2]
        case datetime() | date():
            return [value + timedelta(days=1)]
        case time():
            return [value.replace(minute=value.minute ^ 1)]
        case "Europe/Berlin" | "Europe/Lisbon" | "Asia/Tokyo":
            return ["America/New_York"]
        case "week" | "day" | "month":
            return ["hour"]
        case str():
            return [f"{value}x", f"{value} " + "and more than is repeated " * 3]
        case _:
            return []
