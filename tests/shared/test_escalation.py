"""Pure: who is next. Cases and promises are walked minute by minute; whatever people do, silence never lasts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.case import Case
from shared.escalation import (
    ACKNOWLEDGED_FOR,
    LAST_RESORT_AGAIN,
    LATE_AGAIN,
    PROMISE_STEPS,
    TELL_AGAIN,
    people_of_promise,
    promise_due_at,
    promise_step,
    rung_at,
    step,
)
from shared.plan import Plan
from shared.statement import Statement
from tests.builders import NOON, a_person, a_plan, a_statement, an_instance, an_update, minutes
from tests.shared.nouns import MINUTE, a_case

PLAN = a_plan(
    people=tuple(map(a_person, ("ada", "grace", "mary", "linus"))),
    instances=[an_instance(backups=("grace", "mary"), wait=minutes(10))],
)
#: What may happen in a minute: nothing, the notices go out, they go out to nobody, an answer, the end.
DEEDS = ("nothing", "told", "reached nobody", "acknowledged", "resolved")
WALK = st.lists(st.sampled_from(DEEDS[:1] * 6 + DEEDS[1:2] * 4 + DEEDS[2:4]), min_size=30, max_size=300)


def done(case: Case, deed: str, now: datetime) -> Case:
    """What notify_owner and the operator make of a case, in short."""
    if case.state == "resolved" or deed == "nothing":
        return case
    if deed == "resolved":
        return replace(case, state="resolved", due_at=None)
    if deed == "acknowledged":
        answered = replace(case, state="acknowledged", acknowledged_by="ada", told=True, due_at=now + ACKNOWLEDGED_FOR)
        return answered if case.state == "open" else case
    if case.state != "open" or case.told:
        return case
    wait = rung_at(PLAN, case.instance, case.rung).wait if deed == "told" else timedelta(0)
    return replace(case, told=True, due_at=now + wait)


@settings(database=None, deadline=None)
@given(WALK)
def test_until_a_case_is_resolved_somebody_is_always_due_and_rungs_only_move_forward(walk: list[str]) -> None:
    case, now = a_case(), NOON
    for deed in walk:
        now += MINUTE
        moved = step(case, PLAN, now)
        if moved is not None:
            assert moved.rung in (case.rung, case.rung + 1)
            assert moved.case.rung == moved.rung
            assert not moved.case.told
            assert (moved.case.state, moved.case.due_at) == ("open", now + TELL_AGAIN)
            case = moved.case
        case = done(case, deed, now)
        assert case.due_at is not None
        assert case.due_at <= now + max(ACKNOWLEDGED_FOR, LAST_RESORT_AGAIN)


@settings(database=None, deadline=None)
@given(WALK, st.lists(st.sampled_from(DEEDS), max_size=60))
def test_nothing_is_ever_due_of_a_resolved_case(walk: list[str], after: list[str]) -> None:
    case, now = a_case(), NOON
    for deed in [*walk, "resolved", *after]:
        now += MINUTE
        moved = step(case, PLAN, now)
        case = done(case if moved is None else moved.case, deed, now)
    assert case.state == "resolved"
    assert step(case, PLAN, now + timedelta(days=30)) is None
    assert step(replace(case, due_at=NOON), PLAN, now) is None


def reached(hours: int, deed: str = "told") -> list[tuple[datetime, str]]:
    """Who is told, and when, of a case that nobody answers."""
    case, told = a_case(), []
    for minute in range(hours * 60):
        now = NOON + minute * MINUTE
        moved = step(case, PLAN, now)
        case = case if moved is None else moved.case
        if not case.told:
            told += [(now, person) for person in rung_at(PLAN, case.instance, case.rung).people]
            case = done(case, deed, now)
    return told


def test_a_case_that_nobody_answers_ends_with_the_last_resort_told_each_hour() -> None:
    told = reached(hours=12)
    assert [person for _, person in told[:4]] == ["ada", "grace", "mary", "linus"]
    assert {person for _, person in told[3:]} == {"linus"}
    times = [at for at, _ in told[3:]]
    assert len(times) >= 11
    assert {later - earlier for earlier, later in pairwise(times[1:])} == {LAST_RESORT_AGAIN}


def test_where_no_channel_works_each_rung_is_tried_a_minute_after_the_one_before() -> None:
    told = reached(hours=1, deed="reached nobody")
    assert [person for _, person in told[:4]] == ["ada", "grace", "mary", "linus"]
    assert told[3][0] <= NOON + minutes(3)
    assert len(told) == 60


@pytest.mark.parametrize(("owner", "backups"), [("linus", ("grace",)), ("ada", ("linus", "grace"))])
def test_the_last_resort_has_the_last_word_also_where_they_are_the_owner_or_a_back_up(
    owner: str, backups: tuple[str, ...]
) -> None:
    plan = a_plan(instances=[an_instance(owner=owner, backups=backups)])
    assert rung_at(plan, "website_problem", len(backups) + 1).people == ("linus",)
    assert rung_at(plan, "website_problem", 400).people == ("linus",)
    assert rung_at(plan, "website_problem", 400).wait >= LAST_RESORT_AGAIN


def test_a_long_wait_of_the_plan_is_not_shortened_at_its_end() -> None:
    plan = a_plan(instances=[an_instance(wait=timedelta(hours=3))])
    assert rung_at(plan, "website_problem", 9).wait == timedelta(hours=3)


def test_an_acknowledged_case_is_silent_until_the_acknowledgement_expires_and_then_goes_on() -> None:
    case = done(a_case(rung=1), "acknowledged", NOON)
    for minute in range(int(ACKNOWLEDGED_FOR / MINUTE)):
        assert step(case, PLAN, NOON + minute * MINUTE) is None
    moved = step(case, PLAN, NOON + ACKNOWLEDGED_FOR)
    assert moved is not None
    assert (moved.case.state, moved.rung, moved.case.told) == ("open", 2, False)
    assert "ada has expired" in moved.what


def test_a_rung_whose_notices_did_not_go_out_is_told_again_and_not_passed_over() -> None:
    moved = step(a_case(rung=1), PLAN, NOON + MINUTE)
    assert moved is not None
    assert (moved.rung, moved.case.rung) == (1, 1)


def test_a_minute_that_was_missed_is_late_and_not_lost() -> None:
    moved = step(a_case(told=True), PLAN, NOON + timedelta(days=2))
    assert moved is not None
    assert (moved.rung, moved.case.due_at) == (1, NOON + timedelta(days=2) + TELL_AGAIN)


# ---------------------------------------------------------------- the promise
def promised(in_minutes: int, at: datetime = NOON) -> Statement:
    """Published `at`, its clock set as `publish` sets it."""
    told = an_update(published_at=at, next_update_at=at + minutes(in_minutes))
    return replace(a_statement(updates=[told]), due_at=promise_due_at(at + minutes(in_minutes), 0))


def spoken_steps(statement: Statement, times: list[datetime]) -> list[tuple[datetime, int]]:
    """Each step that the clock takes, looked at at those times."""
    steps = []
    for now in times:
        moved = promise_step(statement, now)
        if moved is not None:
            steps.append((now, statement.due_rung))
            statement = moved
    return steps


@settings(database=None, deadline=None)
@given(st.integers(1, 120), st.integers(1, 240))
def test_minute_by_minute_the_steps_of_a_promise_come_in_order_and_none_is_skipped(length: int, watched: int) -> None:
    statement = promised(length)
    steps = spoken_steps(statement, [NOON + minute * MINUTE for minute in range(watched)])
    assert [rung for _, rung in steps] == list(range(len(steps)))
    for at, rung in steps:
        assert at >= promise_due_at(NOON + minutes(length), rung)
        assert at <= max(promise_due_at(NOON + minutes(length), rung), NOON + rung * MINUTE)


@settings(database=None, deadline=None)
@given(st.lists(st.integers(1, 2000), min_size=1, max_size=60))
def test_no_step_is_taken_twice_and_none_before_its_time_however_long_the_clock_stood_still(gaps: list[int]) -> None:
    times = [NOON + minutes(sum(gaps[: end + 1])) for end in range(len(gaps))]
    steps = spoken_steps(promised(30), times)
    rungs = [rung for _, rung in steps]
    assert rungs == sorted(set(rungs))
    assert all(at >= promise_due_at(NOON + minutes(30), rung) for at, rung in steps)
    # Each of the first steps has people of its own: none of them is ever left out.
    assert rungs[: len(PROMISE_STEPS)] == list(range(min(len(PROMISE_STEPS), len(rungs))))


def test_after_an_outage_of_a_day_the_late_notices_are_one_and_not_a_hundred() -> None:
    day = NOON + timedelta(days=1)
    steps = spoken_steps(promised(30), [day + minute * MINUTE for minute in range(30)])
    assert len(steps) <= len(PROMISE_STEPS) + 3


def test_a_late_promise_is_asked_for_again_and_again() -> None:
    steps = spoken_steps(promised(0), [NOON + minute * MINUTE for minute in range(180)])
    times = [at for at, _ in steps[3:]]
    assert {later - earlier for earlier, later in pairwise(times)} == {LATE_AGAIN}
    assert len(times) >= 11


@pytest.mark.parametrize(
    "over",
    [
        replace(promised(30), updates=(an_update(kept_at=NOON + minutes(20)),)),
        replace(promised(30), state="resolved"),
        replace(promised(30), state="retracted"),
        replace(promised(30), due_at=None),
        a_statement(updates=[], state="draft"),
    ],
)
def test_a_promise_that_was_kept_or_taken_back_is_never_due(over: Statement) -> None:
    assert promise_step(over, NOON + timedelta(days=9)) is None


def names(plan: Plan, rung: int) -> list[str]:
    return [person.id for person in people_of_promise(plan, "website_problem", rung)]


def test_the_owner_is_asked_first_then_the_back_up_and_at_the_promised_time_everybody() -> None:
    assert [names(PLAN, rung) for rung in range(2)] == [["ada"], ["grace"]]
    for rung in (2, 3, 50):
        assert names(PLAN, rung) == ["ada", "grace", "mary", "linus"]


def test_without_a_back_up_the_last_resort_is_asked() -> None:
    assert names(a_plan(instances=[an_instance(backups=())]), 1) == ["linus"]


def test_a_rung_that_can_never_be_told_does_not_keep_the_next_one_waiting_for_ever() -> None:
    case, now = a_case(), NOON
    for _ in range(30):
        now += MINUTE
        moved = step(case, PLAN, now)
        case = case if moved is None else moved.case
    assert case.rung >= 1
