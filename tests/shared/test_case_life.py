"""Pure: what people may do to a case, what becomes of it, and what is said where it is too late."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from shared.case import Case, Clocks
from shared.case_life import (
    MOST_WORDS,
    acknowledge,
    answer,
    crisis,
    escalate,
    merge,
    note,
    reassign,
    resolve,
    wait,
    wrote_again,
)
from shared.escalation import WAITING_ASKED_AFTER
from shared.plan import CrisisRules, Escalation, Plan, Rung, Team
from shared.rungs import TELL_AGAIN, Moved
from shared.statement_moves import Refused
from tests.builders import NOON, a_person, a_plan, an_instance, minutes
from tests.shared.nouns import MINUTE, a_case

INSTANCE = replace(an_instance(backups=("grace", "mary")), solution=timedelta(hours=8), next_answer=timedelta(hours=2))
PLAN = replace(
    a_plan(people=tuple(map(a_person, ("ada", "grace", "mary", "linus"))), instances=[INSTANCE]),
    teams=(Team("web", "Web team", ("ada", "mary")),),
    escalations=(Escalation("storm-room", "Storm room", (Rung(("linus",), minutes(5)),)),),
    crisis=CrisisRules("storm-room"),
)
#: Somebody keeps the cases in a system of their own, and is told of what became of them.
PAGED = replace(PLAN, people=(*PLAN.people, replace(a_person("paul"), pagerduty="pd-web")))
RUNNING = Clocks(first_answer=NOON + minutes(30), solution=NOON + timedelta(hours=8))
OPEN = replace(a_case(told=True), clocks=RUNNING)


def moved(answer: Moved | Refused | None) -> Case:
    assert isinstance(answer, Moved), answer
    return answer.case


def why(answer: Moved | Refused) -> str:
    assert isinstance(answer, Refused), answer
    return answer.why


HELD = moved(acknowledge(OPEN, "ada", NOON, PLAN))
WAITING = moved(wait(OPEN, "ada", NOON, PLAN))
OVER = moved(resolve(OPEN, "grace", NOON, "a full disk", PLAN))


# ---------------------------------------------------------------- taking it
def test_an_acknowledgement_stops_the_telling_until_it_is_as_old_as_it_may_be() -> None:
    told = replace(OPEN, told=False, retold=3)
    held = moved(acknowledge(told, "ada", NOON, PLAN))
    assert (held.state, held.acknowledged_by, held.acknowledged_at) == ("acknowledged", "ada", NOON)
    assert (held.told, held.retold, held.telling) == (True, 0, told.telling)
    assert held.step_at == NOON + PLAN.cases.ask_after
    assert held.clocks == RUNNING


def test_a_second_person_is_told_who_has_it_and_how_to_take_it_over() -> None:
    for case in (HELD, WAITING):
        refusal = why(acknowledge(case, "grace", NOON + MINUTE, PLAN))
        assert "acknowledged by ada at 12:00 UTC" in refusal
        assert "firebreak reassign case-1 --to grace" in refusal


def test_who_has_it_says_so_again_when_asked() -> None:
    asked = replace(HELD, asked_at=NOON, cause="asked", tells=("ada",), told=False, telling=1)
    again = moved(acknowledge(asked, "ada", NOON + MINUTE, PLAN))
    assert (again.asked_at, again.tells, again.told) == (None, (), True)
    assert again.step_at == NOON + MINUTE + PLAN.cases.ask_after


def test_an_answer_to_the_customer_takes_a_case_that_nobody_has() -> None:
    held = moved(answer(OPEN, "ada", NOON, PLAN))
    assert (held.state, held.acknowledged_by, held.answered_at) == ("acknowledged", "ada", NOON)
    assert held.clocks == Clocks(solution=RUNNING.solution)
    assert moved(answer(HELD, "grace", NOON, PLAN)).acknowledged_by == "ada"


# ---------------------------------------------------------------- waiting for the customer
def test_while_the_customer_is_awaited_every_clock_stands() -> None:
    assert WAITING.clocks == Clocks(left=timedelta(hours=8))
    assert (WAITING.state, WAITING.waiting_since, WAITING.acknowledged_by) == ("waiting", NOON, "ada")
    assert WAITING.step_at == NOON + WAITING_ASKED_AFTER


def test_waiting_twice_is_refused_unless_it_was_asked() -> None:
    assert "waits for the customer already, since 12:00 UTC" in why(wait(WAITING, "ada", NOON + MINUTE, PLAN))
    asked = replace(WAITING, asked_at=NOON)
    again = moved(wait(asked, "ada", NOON + MINUTE, PLAN))
    assert (again.waiting_since, again.clocks) == (NOON, WAITING.clocks)


DEEDS = {
    "acknowledged": lambda case, now: acknowledge(case, "ada", now, PLAN),
    "reassigned": lambda case, now: reassign(case, "grace", now, PLAN),
    "escalated": lambda case, now: escalate(case, now, PLAN),
    "escalated to a rung": lambda case, now: escalate(case, now, PLAN, to=2),
    "a crisis": lambda case, now: crisis(case, PLAN, "grew", now),
    "the customer wrote": lambda case, now: wrote_again(case, PLAN, now),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_whatever_ends_the_waiting_the_clocks_go_on(deed) -> None:  # type: ignore[no-untyped-def]  # a table of deeds
    later = NOON + timedelta(days=2)
    case = moved(deed(WAITING, later))
    assert case.state != "waiting"
    assert case.waiting_since is None
    assert (case.clocks.solution, case.clocks.left) == (later + timedelta(hours=8), None)


def test_a_customer_who_writes_again_is_told_to_who_has_the_case() -> None:
    again = wrote_again(WAITING, PLAN, NOON + MINUTE)
    case = moved(again)
    assert again is not None
    assert again.tells
    assert (case.state, case.cause, case.tells, case.told) == ("acknowledged", "customer", ("ada",), False)
    assert case.clocks.next_answer == NOON + MINUTE + timedelta(hours=2)
    assert wrote_again(replace(case, told=True), PLAN, NOON + 2 * MINUTE) is None


def test_a_customer_who_writes_before_the_first_answer_changes_nothing() -> None:
    assert wrote_again(OPEN, PLAN, NOON) is None
    assert wrote_again(HELD, PLAN, NOON) is None
    assert wrote_again(OVER, PLAN, NOON) is None


# ---------------------------------------------------------------- the end
def test_a_resolved_case_has_nothing_due_and_keeps_its_root_cause() -> None:
    case = moved(resolve(WAITING, "grace", NOON, "  a full disk ", PLAN))
    assert (case.state, case.resolved_by, case.root_cause) == ("resolved", "grace", "a full disk")
    assert (case.due_at, case.clocks, case.waiting_since) == (None, Clocks(), None)


@pytest.mark.parametrize("cause", ["", "  \n", "x" * (MOST_WORDS + 1)])
def test_a_root_cause_is_said_and_not_too_long(cause: str) -> None:
    assert "root cause" in why(resolve(OPEN, "ada", NOON, cause, PLAN))


ENDED = {
    "acknowledged": lambda case: acknowledge(case, "ada", NOON, PLAN),
    "answered": lambda case: answer(case, "ada", NOON, PLAN),
    "waits": lambda case: wait(case, "ada", NOON, PLAN),
    "resolved": lambda case: resolve(case, "ada", NOON, "a cable", PLAN),
    "reassigned": lambda case: reassign(case, "grace", NOON, PLAN),
    "escalated": lambda case: escalate(case, NOON, PLAN),
    "merged": lambda case: merge(case, "ada", a_case("case-2"), NOON, PLAN),
}


@pytest.mark.parametrize("deed", ENDED.values(), ids=ENDED)
def test_nothing_is_done_to_a_case_that_is_over(deed) -> None:  # type: ignore[no-untyped-def]  # a table of deeds
    assert "resolved by grace already, at 12:00 UTC" in why(deed(OVER))
    assert "was merged into case-2 by ada" in why(deed(moved(merge(OPEN, "ada", a_case("case-2"), NOON, PLAN))))
    assert moved(note(OVER, "the bill came")) == OVER


def test_a_case_is_merged_into_another_one_that_is_open() -> None:
    assert moved(merge(OPEN, "ada", a_case("case-2"), NOON, PLAN)).merged_into == "case-2"
    assert "into itself" in why(merge(OPEN, "ada", OPEN, NOON, PLAN))
    assert "case-2 is resolved" in why(merge(OPEN, "ada", replace(OVER, id="case-2"), NOON, PLAN))


# ---------------------------------------------------------------- handing it on
def test_who_is_given_a_case_owns_it_and_is_told_at_once() -> None:
    given = reassign(HELD, "web", NOON, PLAN, "it is the web")
    case = moved(given)
    assert isinstance(given, Moved)
    assert given.tells
    assert (given.what, given.why) == ("reassigned from Ada to Web team", "it is the web")
    assert (case.owner, case.state, case.tells, case.told) == ("web", "open", ("web",), False)
    assert (case.rung, case.telling, case.acknowledged_by) == (0, HELD.telling + 1, None)
    assert case.step_at == NOON + TELL_AGAIN


def test_a_case_is_given_to_nobody_unknown_and_to_nobody_who_has_it() -> None:
    assert "no person, team or schedule 'mallory' in the plan" in why(reassign(OPEN, "mallory", NOON, PLAN))
    assert "is Ada's already" in why(reassign(HELD, "ada", NOON, PLAN))
    # Where another has acknowledged it, the owner can take it back.
    held = moved(acknowledge(OPEN, "grace", NOON, PLAN))
    assert moved(reassign(held, "ada", NOON, PLAN)).tells == ("ada",)


def test_the_next_rung_is_told_whoever_has_it_and_a_rung_can_be_named() -> None:
    case = moved(escalate(HELD, NOON, PLAN))
    assert (case.rung, case.cause, case.state, case.acknowledged_by) == (1, "by_hand", "open", None)
    assert [moved(escalate(HELD, NOON, PLAN, to=to)).rung for to in (0, 2, 3)] == [0, 2, 3]
    for to in (-1, 4):
        assert f"rung {to} is none of 0 to 3; the last of them is the last resort's" in why(
            escalate(HELD, NOON, PLAN, to=to)
        )


def test_what_has_moved_on_since_a_person_was_told_is_not_moved_twice() -> None:
    first = moved(escalate(OPEN, NOON, PLAN, as_of=0))
    assert "has been escalated, or told anew" in why(escalate(first, NOON + MINUTE, PLAN, as_of=0))
    assert moved(escalate(first, NOON + MINUTE, PLAN, as_of=1)).rung == 2


def test_past_the_last_rung_it_is_the_last_resort_again_and_again() -> None:
    case = OPEN
    for _ in range(6):
        case = moved(escalate(case, NOON, PLAN))
    assert (case.rung, case.telling) == (3, 6)


def test_a_storm_becomes_a_crisis_once_and_takes_the_rungs_of_the_plan_for_it() -> None:
    case = moved(crisis(HELD, PLAN, "120 complaints", NOON))
    assert (case.escalation, case.rung, case.cause, case.telling) == ("storm-room", 0, "crisis", HELD.telling + 1)
    assert crisis(case, PLAN, "130 complaints", NOON) is None
    assert crisis(OVER, PLAN, "120 complaints", NOON) is None
    assert crisis(HELD, replace(PLAN, crisis=None), "120 complaints", NOON) is None


# ---------------------------------------------------------------- notes, and other systems
def test_a_note_is_a_line_and_changes_nothing_else() -> None:
    noted = note(WAITING, " the port knows ")
    assert isinstance(noted, Moved)
    assert (noted.case, noted.why, noted.tells) == (WAITING, "the port knows", False)
    assert "the note is empty" in why(note(WAITING, " \n"))
    assert "at most 2,000 characters" in why(note(WAITING, "x" * (MOST_WORDS + 1)))


@pytest.mark.parametrize(("plan", "echo_at"), [(PLAN, None), (PAGED, NOON + TELL_AGAIN)])
def test_other_systems_are_told_where_anybody_keeps_the_case_there(plan: Plan, echo_at: datetime | None) -> None:
    for answer_ in (
        acknowledge(OPEN, "ada", NOON, plan),
        wait(OPEN, "ada", NOON, plan),
        resolve(OPEN, "ada", NOON, "a full disk", plan),
        merge(OPEN, "ada", a_case("case-2"), NOON, plan),
    ):
        assert isinstance(answer_, Moved)
        assert answer_.case.echo_at == echo_at
        assert answer_.echoes == (echo_at is not None)


def test_who_is_asked_and_says_that_the_customer_was_answered_has_said_that_they_have_it() -> None:
    asked = replace(HELD, asked_at=NOON, tells=("ada",), cause="asked", told=False, step_at=NOON + MINUTE)
    after = moved(answer(asked, "ada", NOON, PLAN))
    assert (after.asked_at, after.tells, after.step_at) == (None, (), NOON + PLAN.cases.ask_after)


def test_a_case_can_be_given_to_somebody_who_came_into_the_plan_after_it_began() -> None:
    newest = replace(PLAN, people=(*PLAN.people, a_person("new")))
    assert "no person" in why(reassign(OPEN, "new", NOON, PLAN))
    assert moved(reassign(OPEN, "new", NOON, PLAN, newest=newest)).tells == ("new",)
