"""Pure: who is next. A case is walked minute by minute; whatever people do, silence never lasts."""

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
    TELL_AGAIN,
    rung_at,
    step,
)
from tests.builders import NOON, a_person, a_plan, an_instance, minutes
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


def test_a_rung_that_can_never_be_told_does_not_keep_the_next_one_waiting_for_ever() -> None:
    case, now = a_case(), NOON
    for _ in range(30):
        now += MINUTE
        moved = step(case, PLAN, now)
        case = case if moved is None else moved.case
    assert case.rung >= 1
