"""Who is on duty in the coming weeks: each schedule drawn, everybody's hours, and the hours in which nobody answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from shared.cli.context import tell_machine
from shared.cli.duty_drawing import HOLIDAY, NOBODY, OVERRIDDEN, drawn, short_forms
from shared.cli.plan_source import titled
from shared.cli.tables import Screen
from shared.coverage import Gap, gaps, load
from shared.duty_calendar import ORDINARY_HOURS, Calendar, calendar, first_day
from shared.plan import Plan
from shared.plan_values_said import clock, hours
from shared.wall_clock import DAY, midnight

#: Holes of one instance that are told with their times; the others are counted.
MOST_GAPS = 3


@dataclass(frozen=True, slots=True)
class Weeks:
    """`load` holds each person's time on duty by schedule, `gaps` the times from now on in which nobody is told."""

    plan_version: int
    calendars: tuple[Calendar, ...]
    load: dict[str, dict[str, timedelta]]
    gaps: dict[str, tuple[Gap, ...]]


def weeks_of(plan: Plan, now: datetime, count: int) -> Weeks:
    """From today to the end of so many weeks, this one the first of them."""
    zone = plan.company.time_zone
    calendars, total = [], dict[str, dict[str, timedelta]]()
    for schedule in plan.schedules:
        one = calendar(schedule, first_day(now, schedule, zone), count, zone)
        calendars.append(one)
        days = one.days
        start, end = (midnight(day, one.time_zone) for day in (days[0].day, days[-1].day + DAY))
        for person, length in load(schedule, start, end, zone).items():
            total.setdefault(person, {})[schedule.id] = length
    today = now.astimezone(ZoneInfo(zone)).date()
    last = midnight(today - today.weekday() * DAY + count * 7 * DAY, zone)
    holes = {one.id: tuple(gaps(plan, one.id, now, last)) for one in plan.instances}
    return Weeks(plan.version, tuple(calendars), total, {id_: some for id_, some in holes.items() if some})


def show_weeks(plan: Plan, now: datetime, count: int, *, as_json: bool) -> None:
    weeks = weeks_of(plan, now, count)
    if as_json:
        tell_machine(weeks)
        return
    screen = Screen()
    screen.say(titled(plan), style="bold")
    short = short_forms(
        person for one in weeks.calendars for day in one.days for part in day.parts for person in part.people
    )
    for one in weeks.calendars:
        screen.heading(f"{one.schedule}: {plan.name_of(one.schedule)} ({one.time_zone})")
        screen.facts(drawn(one, short), indent="")
    if not weeks.calendars:
        screen.say("The plan has no schedules: its owners and back-ups are always the same.")
    _legend(screen, short, weeks)
    _load(screen, weeks)
    _gaps(screen, weeks, ZoneInfo(plan.company.time_zone))


def _legend(screen: Screen, short: dict[str, str], weeks: Weeks) -> None:
    """The short forms, and of the signs those that are drawn."""
    days = [day for one in weeks.calendars for day in one.days]
    parts = [part for day in days for part in day.parts]
    signs = [
        (NOBODY, "nobody is on duty", any(not part.people for part in parts)),
        (OVERRIDDEN, "an override changes who is on duty", any(part.overridden for part in parts)),
        (HOLIDAY, "the rotations stay at home", any(day.holiday is not None for day in days)),
        *(
            (f"({length:g} h)", "the clocks change: so long is the day", True)
            for length in sorted({day.hours for day in days} - {ORDINARY_HOURS})
        ),
    ]
    forms = sorted((form, person) for person, form in short.items())
    drawn_signs = [(sign, words) for sign, words, there in signs if there]
    if forms or drawn_signs:
        screen.heading("Legend")
        screen.facts([*forms, *drawn_signs])


def _load(screen: Screen, weeks: Weeks) -> None:
    if not weeks.load:
        return
    total = {person: sum(of.values(), timedelta(0)) for person, of in weeks.load.items()}
    screen.heading("Hours on duty")
    screen.listing(
        ("person", "hours", "in"),
        [
            [
                person,
                hours(total[person]),
                ", ".join(f"{one} {hours(length)}" for one, length in weeks.load[person].items()),
            ]
            for person in sorted(total, key=lambda person: (-total[person], person))
        ],
    )


def _gaps(screen: Screen, weeks: Weeks, zone: ZoneInfo) -> None:
    screen.heading("Holes")
    if not weeks.gaps:
        screen.say("  None: each instance has somebody to tell at every hour.")
    screen.facts([(id_, _holes(some, zone)) for id_, some in weeks.gaps.items()])


def _holes(some: tuple[Gap, ...], zone: ZoneInfo) -> str:
    total = sum((one.end - one.start for one in some), timedelta(0))
    times = [f"{clock(one.start.astimezone(zone))} to {clock(one.end.astimezone(zone))}" for one in some[:MOST_GAPS]]
    more = f", and {len(some) - MOST_GAPS} more" if len(some) > MOST_GAPS else ""
    return f"nobody is told for {hours(total)}: {', '.join(times)}{more}"
