"""Pure: who is on duty, over daylight saving, holidays and overrides; whom a rung reaches, and by which ways."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.on_call import on_duty, people_of, reachable, ways_of
from shared.plan import Person, Plan, Quiet, Team
from shared.schedule import Holiday, Hours, Override, Rotation, Schedule
from tests.builders import a_plan, an_instance
from tests.shared.duty_model import DAY, MINUTE, PEOPLE, UNITS, ZONES_AND_JUMPS, by_the_wall, rotations, schedules

LISBON = "Europe/Lisbon"
#: A Monday.
FIRST = datetime(2026, 1, 5, 9)  # noqa: DTZ001 - a wall clock


def desk(*rotations: Rotation, zone: str = "") -> Schedule:
    return Schedule("desk", "Desk", rotations, time_zone=zone)


def at(words: str) -> datetime:
    return datetime.fromisoformat(words)


# ---------------------------------------------------------------- turns
@pytest.mark.parametrize(
    ("zone", "last_of_ada", "first_of_grace"),
    [
        # Clocks go forward and back in the week between: 09:00 stays 09:00.
        ("Europe/Lisbon", "2026-03-30T07:59+00:00", "2026-03-30T08:00+00:00"),
        ("Europe/Lisbon", "2026-10-26T08:59+00:00", "2026-10-26T09:00+00:00"),
        ("America/New_York", "2026-03-09T12:59+00:00", "2026-03-09T13:00+00:00"),
        ("America/New_York", "2026-11-02T13:59+00:00", "2026-11-02T14:00+00:00"),
        ("Australia/Lord_Howe", "2026-04-05T22:29+00:00", "2026-04-05T22:30+00:00"),
        ("Australia/Lord_Howe", "2026-10-04T21:59+00:00", "2026-10-04T22:00+00:00"),
        ("Africa/Casablanca", "2026-02-16T08:59+00:00", "2026-02-16T09:00+00:00"),
        ("Africa/Casablanca", "2026-03-23T07:59+00:00", "2026-03-23T08:00+00:00"),
        ("Asia/Kathmandu", "2026-06-01T03:14+00:00", "2026-06-01T03:15+00:00"),
        ("Pacific/Apia", "2012-01-01T18:59+00:00", "2012-01-01T19:00+00:00"),
    ],
)
def test_a_handover_at_nine_stays_at_nine_when_the_clocks_change(
    zone: str, last_of_ada: str, first_of_grace: str
) -> None:
    week_before = at(first_of_grace).astimezone(ZoneInfo(zone)).replace(tzinfo=None) - timedelta(weeks=1)
    assert week_before.time() == time(9)
    schedule = desk(Rotation("week", ("ada", "grace"), week_before))
    assert on_duty(schedule, at(last_of_ada), zone) == ("ada",)
    assert on_duty(schedule, at(first_of_grace), zone) == ("grace",)


@pytest.mark.parametrize(
    ("zone", "starts", "handover"),
    [
        # 01:30 isn't there on the day after: the jump at 01:00 is the handover.
        ("Europe/Lisbon", "2026-03-28T01:30", "2026-03-29T01:00+00:00"),
        ("America/New_York", "2026-03-07T02:30", "2026-03-08T07:00+00:00"),
        ("Australia/Lord_Howe", "2026-10-03T02:15", "2026-10-03T15:30+00:00"),
        ("Asia/Beirut", "2026-03-28T00:00", "2026-03-28T22:00+00:00"),
        # It is there twice: the first one is.
        ("Europe/Lisbon", "2026-10-24T01:30", "2026-10-25T00:30+00:00"),
        ("America/New_York", "2026-10-31T01:30", "2026-11-01T05:30+00:00"),
        ("Australia/Lord_Howe", "2026-04-04T01:45", "2026-04-04T14:45+00:00"),
        ("Africa/Casablanca", "2026-02-14T02:30", "2026-02-15T01:30+00:00"),
        ("America/Havana", "2026-10-31T00:30", "2026-11-01T04:30+00:00"),
        # The clock would show midnight and shows 23:00 again: midnight is an hour later.
        ("Asia/Beirut", "2026-10-24T00:00", "2026-10-24T22:00+00:00"),
        # Apia had no 30 December 2011: that day's handover was at once when the 31st began.
        ("Pacific/Apia", "2011-12-29T09:00", "2011-12-30T10:00+00:00"),
    ],
)
def test_a_handover_at_a_time_that_is_skipped_or_repeated_is_once(zone: str, starts: str, handover: str) -> None:
    schedule = desk(Rotation("turns", ("ada", "grace", "linus"), at(starts), 1, "day"), zone=zone)
    moment = at(handover)
    assert on_duty(schedule, moment - timedelta(microseconds=1), "UTC") == ("ada",)
    after = [on_duty(schedule, moment + count * 15 * MINUTE, "UTC") for count in range(4 * 8)]
    assert set(after) == {("grace",)}


def test_turns_of_hours_are_real_hours() -> None:
    schedule = desk(Rotation("watch", ("ada", "grace"), datetime(2026, 3, 28, 12), 12, "hour"))  # noqa: DTZ001
    changes = [at("2026-03-28T12:00+00:00") + 12 * count * 60 * MINUTE for count in range(4)]
    for count, change in enumerate(changes):
        assert on_duty(schedule, change, LISBON) == (("ada",), ("grace",))[count % 2]
    # After the night of the jump the same handovers are at 13:00 and 01:00 by the wall.
    assert changes[2].astimezone(ZoneInfo(LISBON)).time() == time(13)


@pytest.mark.parametrize(
    ("wall", "turn"),
    [
        ("2026-02-28T08:59", 0),
        ("2026-02-28T09:00", 1),
        ("2026-03-31T08:59", 1),
        ("2026-03-31T09:00", 2),
        ("2026-04-30T09:00", 3),
        ("2027-02-28T09:00", 13),
        ("2028-02-28T09:00", 24),
        ("2028-02-29T09:00", 25),
    ],
)
def test_a_month_ends_on_the_day_it_began_or_on_its_last_one(wall: str, turn: int) -> None:
    crew = tuple(f"person-{count}" for count in range(30))
    schedule = desk(Rotation("month", crew, datetime(2026, 1, 31, 9), 1, "month"))  # noqa: DTZ001 - a wall clock
    assert on_duty(schedule, at(wall).replace(tzinfo=ZoneInfo(LISBON)), LISBON) == (crew[turn],)


def test_before_its_start_a_rotation_has_nobody_and_one_without_people_never_has() -> None:
    schedule = desk(Rotation("week", ("ada",), FIRST), Rotation("empty", (), FIRST))
    assert on_duty(schedule, at("2026-01-05T08:59:59+00:00"), LISBON) == ()
    assert on_duty(schedule, at("2026-01-05T09:00+00:00"), LISBON) == ("ada",)


def test_a_turn_that_the_calendar_does_not_reach_never_comes() -> None:
    for unit in UNITS:
        schedule = desk(Rotation("long", ("ada", "grace"), FIRST, 10**7, unit))
        assert on_duty(schedule, at("2035-01-05T09:00+00:00"), LISBON) == ("ada",)


def test_people_come_in_the_order_of_rotations_and_once() -> None:
    first, second = Rotation("a", ("grace", "ada"), FIRST), Rotation("b", ("ada",), FIRST)
    assert on_duty(desk(first, second, first), at("2026-01-06T00:00+00:00"), LISBON) == ("grace", "ada")
    assert on_duty(desk(first, second, first), at("2026-01-13T00:00+00:00"), LISBON) == ("ada",)


@pytest.mark.parametrize(
    ("wall", "there"),
    [
        ("2026-01-09T21:59", False),  # Friday
        ("2026-01-09T22:00", True),
        ("2026-01-10T05:59", True),  # the night of Friday
        ("2026-01-10T06:00", False),
        ("2026-01-10T23:00", False),  # Saturday has none
        ("2026-01-05T05:00", False),  # Sunday had none
    ],
)
def test_hours_past_midnight_belong_to_the_day_on_which_they_begin(wall: str, there: bool) -> None:
    night = Rotation("night", ("ada",), datetime(2025, 1, 1), hours=Hours(time(22), time(6), (0, 1, 2, 3, 4)))  # noqa: DTZ001
    assert on_duty(desk(night), at(wall).replace(tzinfo=ZoneInfo(LISBON)), LISBON) == (("ada",) if there else ())


# ---------------------------------------------------------------- holidays
@pytest.mark.parametrize(
    ("zone", "day", "begins", "hours"),
    [
        (LISBON, "2026-12-25", "2026-12-25T00:00+00:00", 24),
        (LISBON, "2026-03-29", "2026-03-29T00:00+00:00", 23),
        (LISBON, "2026-10-25", "2026-10-24T23:00+00:00", 25),
        ("Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00+00:00", 24.5),
        ("Asia/Beirut", "2026-03-29", "2026-03-28T22:00+00:00", 23),
        ("Asia/Beirut", "2026-10-24", "2026-10-23T21:00+00:00", 25),
        ("America/Havana", "2026-11-01", "2026-11-01T04:00+00:00", 25),
        # At 00:01 clocks went back to 23:01: Sunday had begun.
        ("America/St_Johns", "2010-11-07", "2010-11-07T02:30+00:00", 25),
        ("Asia/Kathmandu", "2026-12-25", "2026-12-24T18:15+00:00", 24),
    ],
)
def test_a_holiday_is_a_whole_day_as_long_as_it_is(zone: str, day: str, begins: str, hours: float) -> None:
    nobody, somebody = Holiday(date.fromisoformat(day)), Holiday(date.fromisoformat(day), "", ("mary",))
    for holiday in (nobody, somebody):
        schedule = replace(desk(Rotation("week", ("ada",), FIRST.replace(year=2009)), zone=zone), holidays=(holiday,))
        moments = [at(begins) + count * 15 * MINUTE for count in range(-100, 204)]
        off = [moment for moment in moments if on_duty(schedule, moment, "UTC") == holiday.people]
        assert (off[0], len(off)) == (at(begins), 4 * hours)
        assert all(on_duty(schedule, moment, "UTC") == ("ada",) for moment in moments if moment not in off)


def test_two_holidays_on_a_day_have_the_people_of_both() -> None:
    days = tuple(Holiday(date(2026, 12, 25), "", people) for people in (("mary",), ("linus", "mary")))
    schedule = replace(desk(Rotation("week", ("ada",), FIRST)), holidays=days)
    assert on_duty(schedule, at("2026-12-25T12:00+00:00"), LISBON) == ("mary", "linus")


# ---------------------------------------------------------------- overrides
ALL_DAY = (datetime(2026, 1, 6), datetime(2026, 1, 7))  # noqa: DTZ001 - a wall clock


@pytest.mark.parametrize(
    ("overrides", "there"),
    [
        ([("mary", None)], ("ada", "grace", "mary")),
        ([("grace", None)], ("ada", "grace")),
        ([(None, "ada")], ("grace",)),
        ([(None, "mary")], ("ada", "grace")),
        ([("mary", "ada")], ("mary", "grace")),
        ([("grace", "ada")], ("grace",)),
        ([("ada", "ada")], ("ada", "grace")),
        ([("mary", "linus")], ("ada", "grace")),  # linus isn't on duty: nobody stands in for him
        ([("mary", None), (None, "mary")], ("ada", "grace")),  # the later one wins
        ([(None, "mary"), ("mary", None)], ("ada", "grace", "mary")),
        ([("mary", "ada"), ("linus", "mary")], ("linus", "grace")),
        ([("mary", "ada"), ("ada", None)], ("mary", "grace", "ada")),
        ([(None, "ada"), ("mary", "ada")], ("grace",)),
        ([(None, None)], ("ada", "grace")),
    ],
)
def test_overrides_add_remove_and_replace_in_their_order(
    overrides: list[tuple[str | None, str | None]], there: tuple[str, ...]
) -> None:
    schedule = desk(Rotation("a", ("ada",), FIRST), Rotation("b", ("grace",), FIRST))
    schedule = replace(schedule, overrides=tuple(Override(*ALL_DAY, *who) for who in overrides))
    assert on_duty(schedule, at("2026-01-06T12:00+00:00"), LISBON) == there
    for outside in ("2026-01-05T23:59+00:00", "2026-01-07T00:00+00:00"):
        assert on_duty(schedule, at(outside), LISBON) == ("ada", "grace")


def test_who_stands_in_works_only_the_others_hours_and_holidays() -> None:
    days = Rotation("day", ("ada",), FIRST, hours=Hours(time(9), time(18)))
    week = Override(datetime(2026, 1, 5), datetime(2026, 1, 12), "mary", "ada")  # noqa: DTZ001 - a wall clock
    schedule = replace(desk(days), overrides=(week,), holidays=(Holiday(date(2026, 1, 7), "", ("ada",)),))
    assert on_duty(schedule, at("2026-01-06T12:00+00:00"), LISBON) == ("mary",)
    assert on_duty(schedule, at("2026-01-06T20:00+00:00"), LISBON) == ()
    assert on_duty(schedule, at("2026-01-07T20:00+00:00"), LISBON) == ("mary",)


def test_an_override_that_begins_or_ends_in_a_jump_follows_the_same_rule() -> None:
    schedule = desk(Rotation("week", ("ada",), FIRST))
    skipped = Override(at("2026-03-29T00:30"), at("2026-03-29T01:30"), "mary", "ada")
    repeated = Override(at("2026-10-25T01:15"), at("2026-10-25T01:30"), "mary", "ada")
    schedule = replace(schedule, overrides=(skipped, repeated))
    for start, end in (("2026-03-29T00:30Z", "2026-03-29T01:00Z"), ("2026-10-25T00:15Z", "2026-10-25T00:30Z")):
        moments = [at(start) + count * MINUTE for count in range(-60, 200)]
        stands_in = [moment for moment in moments if on_duty(schedule, moment, LISBON) == ("mary",)]
        assert (stands_in[0], stands_in[-1] + MINUTE) == (at(start), at(end))


# ---------------------------------------------------------------- a second opinion
@settings(database=None, deadline=None, max_examples=60)
@given(st.data(), ZONES_AND_JUMPS, st.integers(-36, 30))
def test_a_clock_on_the_wall_gives_the_same_people(data: st.DataObject, jump: tuple[str, datetime], hours: int) -> None:
    zone, moment = jump
    schedule = data.draw(schedules(zone, moment.date()))
    start = moment + timedelta(hours=hours)
    for minute, there in by_the_wall(schedule, zone, start, start + timedelta(hours=6)):
        if minute.minute % 5 == 0:
            assert list(on_duty(schedule, minute, "UTC")) == there, minute


@settings(database=None, deadline=None, max_examples=80)
@given(st.data(), ZONES_AND_JUMPS, st.integers(0, 400), st.integers(4, 22), st.integers(0, 59), st.integers(1, 9))
def test_once_everybody_had_a_turn_it_begins_anew(
    data: st.DataObject, jump: tuple[str, datetime], days: int, hour: int, minute: int, rounds: int
) -> None:
    zone, moment = jump
    rotation = replace(data.draw(rotations(moment.date())), hours=None)
    # Between 4 and 22 no clock jumps; and the first turn has begun.
    local = datetime.combine(moment.date() + (days + 2) * DAY, time(hour, minute))
    now, turns = local.replace(tzinfo=ZoneInfo(zone)), rotation.every * len(rotation.people) * rounds
    match rotation.unit:
        case "hour":
            later = now.astimezone(UTC) + timedelta(hours=turns)
        case "month":
            # A month's end moves the handover: years from a day that all months have.
            rotation = replace(rotation, starts=rotation.starts.replace(day=min(rotation.starts.day, 28)))
            later = (local.replace(day=min(local.day, 28), year=local.year + turns)).replace(tzinfo=ZoneInfo(zone))
            now = now.replace(day=min(local.day, 28))
        case unit:
            later = (local + turns * {"day": DAY, "week": 7 * DAY}[unit]).replace(tzinfo=ZoneInfo(zone))
    assert on_duty(desk(rotation), now, zone) == on_duty(desk(rotation), later, zone) != ()


# ---------------------------------------------------------------- whom a rung tells, and by which ways
NIGHT = Hours(time(22), time(7))
NOON, MIDNIGHT = at("2026-01-06T12:00+00:00"), at("2026-01-06T00:00+00:00")
ADA = Person("ada", "Ada", email="ada@example.com", pagerduty="page", sms="+351900000000")
GRACE = Person(
    "grace", "Grace", email="grace@example.com", sms="+351900000001", quiet=Quiet(NIGHT, ("sms", "pagerduty"))
)
MARY = Person("mary", "Mary", slack="care", quiet=Quiet(NIGHT, ("sms",)))
LINUS = Person("linus", "Linus", email="linus@example.com", quiet=Quiet(NIGHT, ()))
MUTE = Person("mute", "Mute")


@pytest.fixture
def plan() -> Plan:
    schedule = desk(Rotation("week", ("ada", "grace"), FIRST), Rotation("gone", ("nobody-knows", "mary"), FIRST))
    instance = an_instance(owner="desk", backups=("crew", "grace"))
    plan = a_plan(people=(ADA, GRACE, MARY, LINUS, MUTE), instances=(instance,), time_zone=LISBON, last_resort="linus")
    return replace(plan, schedules=(schedule,), teams=(Team("crew", "Crew", ("mary", "desk", "mute", "mary")),))


@pytest.mark.parametrize(
    ("tell", "people"),
    [
        ((), ()),
        (("mary",), ("mary",)),
        (("nobody-knows",), ()),
        (("crew",), ("mary", "mute")),
        (("desk",), ("ada",)),
        (("owner",), ("ada",)),
        (("backups",), ("mary", "mute", "grace")),
        (("grace", "backups", "owner", "grace"), ("grace", "mary", "mute", "ada")),
    ],
)
def test_ids_and_words_stand_for_people_each_once(plan: Plan, tell: tuple[str, ...], people: tuple[str, ...]) -> None:
    assert people_of(plan, tell, "website_problem", NOON) == people
    assert people_of(plan, tell, "not (any more) in the plan", NOON) == people
    assert people_of(plan, tell, None, NOON) == people


def test_a_schedule_gives_those_on_duty_at_that_instant(plan: Plan) -> None:
    assert people_of(plan, ("desk",), None, NOON + timedelta(weeks=1)) == ("grace", "mary")


@pytest.mark.parametrize(
    ("person", "urgent", "high"),
    [
        (ADA, ("pagerduty", "sms", "email"), ("pagerduty", "sms", "email")),
        (GRACE, ("sms",), ()),
        (MARY, (), ()),
        (MUTE, (), ()),
        (LINUS, ("email",), ("email",)),  # the last resort has no quiet hours
    ],
)
def test_in_quiet_hours_urgent_matters_come_by_the_ways_named_and_lesser_ones_not(
    plan: Plan, person: Person, urgent: tuple[str, ...], high: tuple[str, ...]
) -> None:
    assert ways_of(plan, person, "urgent", MIDNIGHT) == urgent
    assert ways_of(plan, person, "high", MIDNIGHT) == ways_of(plan, person, "low", MIDNIGHT) == high
    assert ways_of(plan, person, "low", NOON) == person.ways()


def test_quiet_hours_are_in_the_persons_zone_or_in_the_companys(plan: Plan) -> None:
    in_new_york = replace(GRACE, quiet=Quiet(NIGHT, (), "America/New_York"))
    early = at("2026-01-06T02:59+00:00")  # 21:59 in New York
    assert ways_of(plan, in_new_york, "low", early) == GRACE.ways()
    assert ways_of(plan, in_new_york, "low", early + MINUTE) == ()
    assert ways_of(plan, GRACE, "low", early) == ()


def test_who_has_no_way_then_is_not_reached(plan: Plan) -> None:
    tell = ("backups", "owner", "linus")
    assert reachable(plan, tell, None, "urgent", NOON) == ("mary", "grace", "ada", "linus")
    assert reachable(plan, tell, None, "urgent", MIDNIGHT) == ("grace", "ada", "linus")
    assert reachable(plan, tell, None, "normal", MIDNIGHT) == ("ada", "linus")
    assert reachable(plan, ("mute", "nobody-knows"), None, "urgent", NOON) == ()
    assert set(PEOPLE) >= set(reachable(plan, tell, None, "urgent", NOON))
