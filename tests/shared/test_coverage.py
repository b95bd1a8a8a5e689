"""Pure: shifts at their exact instants, how long each is on duty, and when nobody would hear."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.coverage import Gap, Shift, gaps, load, shifts
from shared.on_call import on_duty, reachable
from shared.plan import Escalation, Person, Plan, Quiet, Rung, Team
from shared.schedule import Holiday, Hours, Override, Rotation, Schedule
from shared.verdict import Priority
from tests.builders import a_person, a_plan, an_instance
from tests.shared.duty_model import DAY, MINUTE, PEOPLE, ZONES_AND_JUMPS, hours, schedules

LISBON = "Europe/Lisbon"
FIRST = datetime(2026, 1, 5, 9)  # noqa: DTZ001 - a wall clock; a Monday
TICK, WEEK = timedelta(microseconds=1), timedelta(weeks=1)


def at(words: str) -> datetime:
    return datetime.fromisoformat(words)


def test_shifts_are_found_at_their_instants() -> None:
    days = Rotation("days", ("ada", "grace"), FIRST, hours=Hours(time(9), time(18), (0, 1, 2, 3, 4)))
    schedule = Schedule(
        "desk",
        "Desk",
        (days,),
        (Override(datetime(2026, 3, 26, 12), datetime(2026, 3, 26, 13), "mary", "grace"),),  # noqa: DTZ001 - a wall clock
        (Holiday(date(2026, 3, 27), "Holiday", ("linus",)),),
    )
    found = shifts(schedule, at("2026-03-26T10:00:00.5+00:00"), at("2026-03-30T12:00+02:00"), LISBON)
    assert [(f"{shift.start:%d %H:%M}", shift.people) for shift in found] == [
        ("26 10:00", ("grace",)),
        ("26 12:00", ("mary",)),
        ("26 13:00", ("grace",)),
        ("26 18:00", ()),
        ("27 00:00", ("linus",)),
        ("28 00:00", ()),
        ("30 08:00", ("ada",)),  # clocks went forward on the 29th
    ]
    assert (found[0].start, found[-1].end) == (at("2026-03-26T10:00:00.5Z"), at("2026-03-30T10:00Z"))
    assert found[0].start.tzinfo is found[-1].end.tzinfo is UTC
    assert load(schedule, found[0].start, found[-1].end, LISBON) == {
        "grace": timedelta(hours=7) - timedelta(seconds=0.5),
        "mary": timedelta(hours=1),
        "linus": DAY,
        "ada": timedelta(hours=2),
    }


def test_the_same_people_in_a_row_are_one_shift_and_no_time_has_none() -> None:
    alone = Schedule("desk", "Desk", (Rotation("days", ("ada",), FIRST, 1, "day"),))
    start = at("2026-02-01T00:00Z")
    assert shifts(alone, start, start + WEEK, LISBON) == [Shift(start, start + WEEK, ("ada",))]
    assert shifts(alone, start, start, LISBON) == shifts(alone, start, start - DAY, LISBON) == []
    assert shifts(replace(alone, rotations=()), start, start + DAY, LISBON) == [Shift(start, start + DAY, ())]


@settings(database=None, deadline=None, max_examples=70)
@given(st.data(), ZONES_AND_JUMPS, st.integers(-80, 20), st.integers(1, 120))
def test_shifts_cover_all_the_time_and_agree_with_who_is_on_duty(
    data: st.DataObject, jump: tuple[str, datetime], begins: int, length: int
) -> None:
    zone, moment = jump
    schedule = data.draw(schedules(zone, moment.date()))
    start = moment + timedelta(hours=begins, seconds=data.draw(st.integers(0, 3600)))
    end = start + timedelta(hours=length)
    found = shifts(schedule, start, end, "UTC")
    assert (found[0].start, found[-1].end) == (start, end)
    for one, other in pairwise(found):
        assert one.end == other.start
        assert one.people != other.people
    for shift in found:
        assert shift.start < shift.end
        within = shift.start + (shift.end - shift.start) * data.draw(st.floats(0, 1, exclude_max=True))
        for instant in (shift.start, min(within, shift.end - TICK), shift.end - TICK):
            assert on_duty(schedule, instant, "UTC") == shift.people
    every = {person: sum((s.end - s.start for s in found if person in s.people), timedelta(0)) for person in PEOPLE}
    assert load(schedule, start, end, "UTC") == {person: total for person, total in every.items() if total}


def test_a_stretch_that_begins_later_shows_the_same_shifts() -> None:
    crews = tuple(
        Rotation(f"r{every}", PEOPLE[every:], FIRST, every, "day", Hours(time(20), time(4))) for every in (1, 2)
    )
    schedule = Schedule("desk", "Desk", crews)
    start = at("2026-03-20T00:00Z")
    whole = shifts(schedule, start, start + 3 * WEEK, LISBON)
    late = shifts(schedule, start + WEEK, start + 3 * WEEK, LISBON)
    assert late[1:] == [shift for shift in whole if shift.start > start + WEEK][-len(late) + 1 :]


# ---------------------------------------------------------------- gaps
NIGHT = Hours(time(22), time(7))


def a_desk(*people: str, hours: Hours | None = None) -> Schedule:
    return Schedule("desk", "Desk", (Rotation("week", people, FIRST, hours=hours),))


def with_desk(desk: Schedule, *people: Person, backups: tuple[str, ...] = (), priority: Priority | None = None) -> Plan:
    instance = replace(an_instance(owner="desk", backups=backups), priority=priority)
    plan = a_plan(people=(*people, a_person("linus")), instances=(instance,), time_zone=LISBON)
    return replace(plan, schedules=(desk,))


def quiet(person_id: str, *ways: str) -> Person:
    return replace(a_person(person_id), sms="+351900000000", quiet=Quiet(NIGHT, ways))  # type: ignore[arg-type]  # words of a table


MONDAY = at("2026-06-01T00:00Z")


def told(plan: Plan, days: int = 2) -> list[str]:
    found = gaps(plan, plan.instances[0].id, MONDAY, MONDAY + days * DAY)
    zone = ZoneInfo(plan.company.time_zone)
    return [f"{gap.start.astimezone(zone):%a %H:%M}-{gap.end.astimezone(zone):%a %H:%M}" for gap in found]


def test_who_is_always_there_leaves_no_gap() -> None:
    assert told(with_desk(a_desk("ada", "grace"), a_person("ada"), a_person("grace"))) == []


def test_hours_without_anybody_are_gaps_and_the_last_resort_is_no_cover() -> None:
    plan = with_desk(a_desk("ada", hours=Hours(time(8), time(20))), a_person("ada"))
    assert told(plan) == ["Mon 01:00-Mon 08:00", "Mon 20:00-Tue 08:00", "Tue 20:00-Wed 01:00"]
    named = replace(plan, instances=(replace(plan.instances[0], backups=("linus",)),))
    assert told(named) == []


def test_the_next_rung_closes_a_gap_and_quiet_hours_open_one() -> None:
    days = a_desk("ada", hours=Hours(time(7), time(22)))
    plan = with_desk(days, a_person("ada"), quiet("grace", "sms"), backups=("grace",))
    assert told(plan) == []  # no priority of its own: urgent matters reach grace by night
    high = with_desk(days, a_person("ada"), quiet("grace", "sms"), backups=("grace",), priority="high")
    assert told(high) == ["Mon 01:00-Mon 07:00", "Mon 22:00-Tue 07:00", "Tue 22:00-Wed 01:00"]
    without = with_desk(days, a_person("ada"), quiet("grace", "slack"), backups=("grace",), priority="urgent")
    assert told(without) == told(high)  # she named a way that she doesn't have


def test_the_last_resort_has_no_quiet_hours_where_a_rung_names_it() -> None:
    plan = with_desk(a_desk("linus"))
    assert told(replace(plan, people=(quiet("linus"),))) == []


def test_unknown_people_and_those_without_a_way_are_no_cover() -> None:
    mute = Person("mute", "Mute")
    plan = with_desk(a_desk("nobody-knows", "mute"), mute, backups=("mute", "nobody", "crew"))
    assert told(plan, 21) == ["Mon 01:00-Mon 01:00"]
    crew = replace(plan, teams=(Team("crew", "Crew", ("mute", "desk", "linus")),))
    assert told(crew, 21) == []


def test_who_stands_in_and_who_works_on_holidays_are_cover_too() -> None:
    desk = a_desk("nobody-knows")
    plan = with_desk(replace(desk, holidays=(Holiday(date(2026, 6, 1), "", ("ada",)),)), a_person("ada"))
    assert told(plan) == ["Tue 00:00-Wed 01:00"]
    noon = Override(datetime(2026, 6, 1, 12), datetime(2026, 6, 2), "ada")  # noqa: DTZ001 - a wall clock
    assert told(with_desk(replace(desk, overrides=(noon,)), a_person("ada"))) == [
        "Mon 01:00-Mon 12:00",
        "Tue 00:00-Wed 01:00",
    ]


def test_a_year_of_gaps_before_a_rotation_starts_is_one() -> None:
    late = Schedule("desk", "Desk", (Rotation("week", ("ada",), datetime(2027, 1, 4, 9)),))  # noqa: DTZ001 - a wall clock
    found = gaps(with_desk(late, a_person("ada")), "website_problem", MONDAY, MONDAY + 52 * WEEK)
    assert found == [Gap(MONDAY, at("2027-01-04T09:00Z"))]


def by_the_minute(plan: Plan, start: datetime, end: datetime, step: timedelta) -> list[Gap]:
    """When nobody can be reached, asked again and again."""
    instance, found = plan.instances[0], list[Gap]()
    rungs = plan.escalation(instance.id).rungs
    while start < end:
        priority = instance.priority or "urgent"
        if not any(reachable(plan, rung.tell, instance.id, priority, start) for rung in rungs):
            began = found.pop().start if found and found[-1].end == start else start
            found.append(Gap(began, start + step))
        start += step
    return found


@pytest.mark.parametrize("priority", [None, "high"])
def test_asking_every_minute_of_a_fortnight_finds_the_same_gaps(priority: Priority | None) -> None:
    desk = Schedule(
        "desk",
        "Desk",
        (Rotation("week", ("ada", "grace"), FIRST, hours=Hours(time(8, 10), time(23, 50))),),
        (Override(datetime(2026, 3, 25, 11, 7), datetime(2026, 3, 26, 9, 1), None, "grace"),),  # noqa: DTZ001 - a wall clock
        (Holiday(date(2026, 3, 30)),),
    )
    people = (a_person("ada"), replace(quiet("grace", "sms"), quiet=Quiet(Hours(time(22, 1), time(9, 3)), ("sms",))))
    plan = with_desk(desk, *people, priority=priority)
    start = at("2026-03-23T00:00Z")
    assert gaps(plan, "website_problem", start, start + 14 * DAY) == by_the_minute(
        plan, start, start + 14 * DAY, MINUTE
    )


@st.composite
def plans(draw: st.DrawFn) -> tuple[Plan, datetime]:
    zone, jump = draw(ZONES_AND_JUMPS)
    desks = tuple(replace(draw(schedules(zone, jump.date())), id=name) for name in ("desk", "night"))
    people = []
    for person in (*PEOPLE, "mute"):
        ways = draw(st.sampled_from([(), ("email",), ("sms",)]))
        hush = draw(st.none() | st.builds(Quiet, hours, st.just(ways), st.sampled_from(["", "Asia/Kathmandu"])))
        people.append(replace(a_person(person), email=None if person == "mute" else "x@example.com", quiet=hush))
    ids = st.lists(st.sampled_from(["desk", "night", "crew", "ada", "mute", "owner", "backups", "gone"]), max_size=2)
    rungs = tuple(Rung(tuple(draw(ids)), MINUTE) for _ in range(draw(st.integers(1, 3))))
    instance = replace(
        an_instance(owner=draw(st.sampled_from(["desk", "grace", "crew"])), backups=("night",)),
        escalation="own",
        priority=draw(st.sampled_from([None, "urgent", "high"])),
    )
    plan = a_plan(people=people, instances=(instance,), time_zone=zone, last_resort="linus")
    crew = Team("crew", "Crew", ("mary", "mute"))
    return replace(plan, schedules=desks, teams=(crew,), escalations=(Escalation("own", "Own", rungs),)), jump


@settings(database=None, deadline=None, max_examples=40)
@given(plans())
def test_asking_again_and_again_finds_the_same_gaps(drawn: tuple[Plan, datetime]) -> None:
    plan, jump = drawn
    start = jump.replace(minute=jump.minute // 15 * 15) - 2 * DAY  # on a quarter of an hour, as are all the edges
    end = start + 5 * DAY
    assert gaps(plan, "website_problem", start, end) == by_the_minute(plan, start, end, 15 * MINUTE)
