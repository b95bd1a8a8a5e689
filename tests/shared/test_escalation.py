"""Pure: what time does to a case. A case is walked minute by minute; whatever people do, silence never lasts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.case import Case, Clocks
from shared.case_life import acknowledge, wait
from shared.escalation import TELL_AGAIN_TIMES, WAITING_ANSWER_WITHIN, WAITING_ASKED_AFTER, step, wait_of
from shared.plan import CaseRules, Escalation, Plan, Rung
from shared.rungs import LAST_RESORT_AGAIN, TELL_AGAIN, Moved, rung_at, told
from shared.schedule import Schedule
from tests.builders import NOON, a_person, a_plan, an_instance, minutes
from tests.shared.nouns import MINUTE, a_case

PLAN = a_plan(
    people=tuple(map(a_person, ("ada", "grace", "mary", "linus"))),
    instances=[an_instance(backups=("grace", "mary"), wait=minutes(10))],
)
ASK_AFTER = PLAN.cases.ask_after
#: What may happen in a minute: nothing, the notices go out, they go out to nobody, an answer, the end.
DEEDS = ("nothing", "told", "reached nobody", "acknowledged", "resolved")
WALK = st.lists(st.sampled_from(DEEDS[:1] * 6 + DEEDS[1:2] * 4 + DEEDS[2:4]), min_size=30, max_size=300)


def done(case: Case, deed: str, now: datetime, plan: Plan = PLAN) -> Case:
    """What notify_owner and the operator make of a case, in short."""
    if case.state == "resolved" or deed == "nothing":
        return case
    if deed == "resolved":
        return replace(case, state="resolved", step_at=None, clocks=Clocks())
    if deed == "acknowledged":
        answer = acknowledge(case, case.acknowledged_by or "ada", now, plan)
        return answer.case if isinstance(answer, Moved) else case
    if case.told:
        return case
    return replace(case, told=True, step_at=now + wait_of(case, plan) if deed == "told" else now)


@settings(database=None, deadline=None)
@given(WALK)
def test_until_a_case_is_resolved_somebody_is_always_due_and_tellings_only_count_up(walk: list[str]) -> None:
    case, now = a_case(), NOON
    for deed in walk:
        now += MINUTE
        moved = step(case, PLAN, now)
        if moved is not None:
            assert moved.case.telling - case.telling in (0, 1)
            assert moved.tells
            assert not moved.case.told
            assert moved.case.step_at == now + TELL_AGAIN
            case = moved.case
        case = done(case, deed, now)
        assert case.due_at is not None
        assert case.due_at <= now + max(ASK_AFTER, LAST_RESORT_AGAIN)


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
    assert step(replace(case, step_at=NOON), PLAN, now) is None
    assert step(replace(case, clocks=Clocks(solution=NOON)), PLAN, now) is None


def reached(hours: int, deed: str = "told", plan: Plan = PLAN) -> list[tuple[datetime, str]]:
    """Who is told, and when, of a case that nobody answers."""
    case, heard = a_case(), []
    for minute in range(hours * 60):
        now = NOON + minute * MINUTE
        moved = step(case, plan, now)
        case = case if moved is None else moved.case
        if not case.told:
            heard += [(now, person) for person in told(case, plan, now)]
            case = done(case, deed, now, plan)
    return heard


def test_a_case_that_nobody_answers_ends_with_the_last_resort_told_each_hour() -> None:
    heard = reached(hours=12)
    assert [person for _, person in heard[:4]] == ["ada", "grace", "mary", "linus"]
    assert {person for _, person in heard[3:]} == {"linus"}
    times = [at for at, _ in heard[3:]]
    assert len(times) >= 11
    assert {later - earlier for earlier, later in pairwise(times)} == {LAST_RESORT_AGAIN}


def test_where_no_channel_works_each_rung_is_tried_a_minute_after_the_one_before() -> None:
    heard = reached(hours=1, deed="reached nobody")
    assert [person for _, person in heard[:4]] == ["ada", "grace", "mary", "linus"]
    assert heard[3][0] <= NOON + minutes(3)
    assert len(heard) == 60


@pytest.mark.parametrize("repeat", [0, 1, 5])
def test_a_policy_is_gone_through_as_often_as_it_says_and_then_the_last_resort_is_told(repeat: int) -> None:
    rungs = (Rung(("owner",), minutes(2)), Rung(("backups",), minutes(3)))
    plan = replace(
        PLAN,
        escalations=(Escalation("web", "Web", rungs, repeat),),
        instances=(replace(PLAN.instances[0], escalation="web"),),
    )
    heard = [person for _, person in reached(2, plan=plan)]
    passes = ["ada", "grace", "mary"] * (repeat + 1)
    assert heard[: len(passes) + 1] == [*passes, "linus"]
    assert set(heard[len(passes) :]) == {"linus"}


@pytest.mark.parametrize(("owner", "backups"), [("linus", ("grace",)), ("ada", ("linus", "grace"))])
def test_the_last_resort_has_the_last_word_also_where_they_are_the_owner_or_a_back_up(
    owner: str, backups: tuple[str, ...]
) -> None:
    plan = a_plan(instances=[an_instance(owner=owner, backups=backups)])
    for number in (len(backups) + 1, 400):
        assert rung_at(a_case(), plan, number) == Rung(("linus",), LAST_RESORT_AGAIN)


def test_a_long_wait_of_the_plan_is_not_shortened_at_its_end() -> None:
    plan = a_plan(instances=[an_instance(wait=timedelta(hours=3))])
    assert rung_at(a_case(), plan, 9).wait == timedelta(hours=3)


def test_a_rung_with_nobody_on_duty_is_passed_over_at_once_and_the_log_says_so() -> None:
    plan = replace(
        PLAN,
        schedules=(Schedule("nights", "Nights", ()),),
        instances=(replace(PLAN.instances[0], backups=("nights", "mary")),),
    )
    moved = step(a_case(told=True), plan, NOON + MINUTE)
    assert moved is not None
    assert (moved.case.rung, told(moved.case, plan, NOON)) == (2, ("mary",))
    assert moved.what == (
        "no answer; rung 1 (Nights) has nobody to be reached now, and is passed over; on to rung 2: Mary"
    )


# ---------------------------------------------------------------- an acknowledgement
def test_who_acknowledged_is_asked_again_and_has_to_say_so() -> None:
    case = done(a_case(rung=1), "acknowledged", NOON)
    for minute in range(int(ASK_AFTER / MINUTE)):
        assert step(case, PLAN, NOON + minute * MINUTE) is None
    asked = step(case, PLAN, NOON + ASK_AFTER)
    assert asked is not None
    assert (asked.case.state, asked.case.cause, asked.case.telling) == ("acknowledged", "asked", 1)
    assert told(asked.case, PLAN, NOON) == ("ada",)
    again = done(done(asked.case, "told", NOON + ASK_AFTER), "acknowledged", NOON + ASK_AFTER + MINUTE)
    assert again.due_at == NOON + 2 * ASK_AFTER + MINUTE


def test_an_acknowledgement_that_is_not_renewed_expires_and_the_next_rung_is_told() -> None:
    asked = step(done(a_case(rung=1), "acknowledged", NOON), PLAN, NOON + ASK_AFTER)
    assert asked is not None
    case = done(asked.case, "told", NOON + ASK_AFTER)
    over_at = NOON + ASK_AFTER + PLAN.cases.answer_within
    assert step(case, PLAN, over_at - MINUTE) is None
    moved = step(case, PLAN, over_at)
    assert moved is not None
    assert (moved.case.state, moved.case.rung, moved.case.telling) == ("open", 2, 2)
    assert moved.case.acknowledged_by is None
    assert "the acknowledgement by ada has expired" in moved.what


def test_where_the_question_itself_reaches_nobody_the_next_rung_is_told_within_minutes() -> None:
    asked = step(done(a_case(), "acknowledged", NOON), PLAN, NOON + ASK_AFTER)
    assert asked is not None
    case = done(asked.case, "reached nobody", NOON + ASK_AFTER)
    moved = step(case, PLAN, NOON + ASK_AFTER + MINUTE)
    assert moved is not None
    assert (moved.case.state, moved.case.rung) == ("open", 1)


def waits(case: Case, now: datetime) -> Case:
    moved = wait(case, "ada", now, PLAN)
    assert isinstance(moved, Moved)
    return moved.case


def test_a_case_that_waits_for_its_customer_is_asked_after_every_few_days_and_stays_its_persons() -> None:
    case, now = waits(a_case(), NOON), NOON
    for _ in range(3):
        now += WAITING_ASKED_AFTER
        assert step(case, PLAN, now - MINUTE) is None
        asked = step(case, PLAN, now)
        assert asked is not None
        assert (asked.case.state, told(asked.case, PLAN, now)) == ("waiting", ("ada",))
        case = waits(done(asked.case, "told", now), now)


def test_where_nobody_says_that_it_still_waits_the_next_rung_is_told_and_its_clock_goes_on() -> None:
    began = replace(a_case(), clocks=Clocks(solution=NOON + timedelta(hours=8)))
    case = waits(began, NOON)
    asked = step(case, PLAN, NOON + WAITING_ASKED_AFTER)
    assert asked is not None
    over_at = NOON + WAITING_ASKED_AFTER + WAITING_ANSWER_WITHIN
    case = done(asked.case, "told", NOON + WAITING_ASKED_AFTER)
    assert case.due_at == over_at
    moved = step(case, PLAN, over_at)
    assert moved is not None
    assert (moved.case.state, moved.case.rung) == ("open", 1)
    assert moved.case.clocks.solution == over_at + timedelta(hours=8)


# ---------------------------------------------------------------- clocks
@pytest.mark.parametrize("state", ["open", "acknowledged"])
@pytest.mark.parametrize(
    ("clock", "said"),
    [("first_answer", "the first answer is late"), ("next_answer", "the next answer"), ("solution", "the solution")],
)
def test_a_clock_that_runs_out_is_the_next_rungs_once_also_where_somebody_has_the_case(
    state: Any, clock: str, said: str
) -> None:
    clocks: dict[str, Any] = {clock: NOON}
    case = replace(a_case(told=True, state=state, due_at=NOON + timedelta(hours=9)), clocks=Clocks(**clocks))
    moved = step(case, PLAN, NOON + MINUTE)
    assert moved is not None
    assert (moved.case.state, moved.case.rung, moved.case.cause, moved.case.late) == ("open", 1, clock, (clock,))
    assert said in moved.what
    assert moved.case.clocks.running() == {}


def test_clocks_that_ran_out_together_are_told_one_after_the_other() -> None:
    case: Case | None = replace(
        a_case(told=True), clocks=Clocks(first_answer=NOON - MINUTE, solution=NOON - 2 * MINUTE)
    )
    causes = []
    for number in range(2):
        assert case is not None
        moved = step(case, PLAN, NOON + number * MINUTE)
        assert moved is not None
        case = moved.case
        causes.append(case.cause)
    assert causes == ["solution", "first_answer"]


# ---------------------------------------------------------------- what may go wrong
def test_a_rung_whose_notices_did_not_go_out_is_told_again_and_not_passed_over() -> None:
    moved = step(a_case(rung=1), PLAN, NOON + MINUTE)
    assert moved is not None
    assert (moved.case.rung, moved.case.telling) == (1, 0)


def test_a_rung_that_can_never_be_told_does_not_keep_the_next_one_waiting_for_ever() -> None:
    case, now = a_case(), NOON
    for _ in range(TELL_AGAIN_TIMES + 1):
        now += MINUTE
        moved = step(case, PLAN, now)
        assert moved is not None
        case = moved.case
    assert (case.rung, case.telling) == (1, 1)


def test_a_minute_that_was_missed_is_late_and_not_lost() -> None:
    moved = step(a_case(told=True), PLAN, NOON + timedelta(days=2))
    assert moved is not None
    assert (moved.case.rung, moved.case.step_at) == (1, NOON + timedelta(days=2) + TELL_AGAIN)


def test_who_keeps_a_case_elsewhere_is_told_again_until_they_heard_it_also_of_one_that_is_over() -> None:
    case = replace(a_case(state="resolved", due_at=None), echo_at=NOON)
    moved = step(case, PLAN, NOON)
    assert moved is not None
    assert (moved.echoes, moved.tells, moved.case.echo_at) == (True, False, NOON + TELL_AGAIN)
    assert step(replace(case, echo_at=None), PLAN, NOON) is None


def test_another_system_that_does_not_answer_keeps_nobody_from_being_told() -> None:
    case = replace(a_case(told=True, due_at=NOON), echo_at=NOON)
    moved = step(case, PLAN, NOON)
    assert moved is not None
    assert (moved.case.rung, moved.tells, moved.echoes, moved.case.echo_at) == (1, True, True, NOON + TELL_AGAIN)


def test_the_plans_own_times_hold() -> None:
    plan = replace(PLAN, cases=CaseRules(ask_after=minutes(7), answer_within=minutes(2)))
    case = done(a_case(), "acknowledged", NOON, plan)
    assert case.due_at == NOON + minutes(7)
    asked = step(case, plan, NOON + minutes(7))
    assert asked is not None
    assert done(asked.case, "told", NOON + minutes(7), plan).due_at == NOON + minutes(9)


def test_the_word_owner_means_who_owns_the_case_also_on_a_later_pass() -> None:
    rungs = (Rung(("owner",), minutes(2)), Rung(("backups",), minutes(3)))
    plan = replace(
        PLAN,
        escalations=(Escalation("web", "Web", rungs, 1),),
        instances=(replace(PLAN.instances[0], escalation="web"),),
    )
    given_away = replace(a_case(rung=2), owner="mary")
    assert told(given_away, plan, NOON) == ("mary",)
    assert told(replace(given_away, owner="who-left"), plan, NOON) == ("ada",)
