"""What people type to take a case, to answer, to hand it on and to end it; and how they are refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from shared.case import Clocks
from shared.store.cases import CaseStore
from tests.builders import NOON, minutes
from tests.shared.cli.conftest import Operator, Past, a_case


def of(operator: Operator, case_id: str) -> Any:
    return operator.reads("case", case_id)["case"]


def test_a_second_acknowledgement_is_refused_with_who_was_first(operator: Operator, past: Past) -> None:
    case = past.case(a_case())
    assert f'firebreak resolve {case.id} --cause "..."' in operator.sees("ack", case.id, "--as", "ada")
    assert "was acknowledged by ada at 12:00 UTC" in operator.refused("ack", case.id, "--as", "grace")


def test_an_acknowledgement_says_when_the_person_is_asked_again(operator: Operator, past: Past) -> None:
    assert "2026-10-02 16:00 UTC" in operator.sees("ack", past.case(a_case()).id, "--as", "ada")


def test_somebody_whom_the_plan_does_not_know_decides_nothing(operator: Operator, past: Past) -> None:
    case = past.case(a_case())
    refusal = operator.refused("ack", case.id, "--as", "mallory")
    assert "no person 'mallory'" in refusal
    assert "ada, grace, linus" in refusal
    assert operator.reads("case", case.id)["case"]["state"] == "open"


def test_who_acts_can_stand_in_the_environment(operator: Operator, past: Past) -> None:
    case = past.case(a_case())
    operator.sees("ack", case.id, env={"FIREBREAK_AS": "grace"})
    assert operator.reads("case", case.id)["case"]["acknowledged_by"] == "grace"


def test_a_case_ends_with_its_root_cause(operator: Operator, past: Past) -> None:
    case = past.case(a_case())
    assert "--cause" in operator.misused("resolve", case.id, "--as", "ada")
    assert "--cause" in operator.misused("resolve", case.id, "--cause", "  ", "--as", "ada")
    operator.sees("resolve", case.id, "--cause", "A disk was full", "--as", "ada")
    assert "A disk was full" in operator.sees("case", case.id)
    assert operator.sees("cases") == "No case is open.\n"
    assert case.id in operator.sees("cases", "--resolved")
    assert "resolved by ada" in operator.refused("resolve", case.id, "--cause", "again", "--as", "ada")


# ---------------------------------------------------------------- answering
def test_who_answers_the_customer_has_the_case_and_its_clock_stops(operator: Operator, past: Past) -> None:
    case = past.case(replace(a_case(), clocks=Clocks(first_answer=NOON + minutes(5), solution=NOON + minutes(300))))
    told = operator.sees("answered", case.id, "--note", "we are on it", "--as", "ada")
    assert f"The customer of {case.id} was answered. ada has it." in told
    assert "Next, at 2026-10-02 16:00 UTC: Ada is asked once more who has it." in told
    assert "solution  by 2026-10-02 17:00 UTC, 5 h left" in told
    assert "first answer" not in told
    assert "answered the customer: we are on it" in operator.sees("case", case.id)


def test_while_the_customer_is_awaited_the_clocks_stand(operator: Operator, past: Past) -> None:
    case = past.case(replace(a_case(), clocks=Clocks(solution=NOON + minutes(300))))
    told = operator.sees("wait", case.id, "--note", "asked for the number", "--as", "ada")
    assert "waits for the customer. ada has it." in told
    assert "solution  stopped with 5 h left" in told
    assert "waits for the customer already" in operator.refused("wait", case.id, "--as", "ada")
    operator.waits(600)
    assert "by 2026-10-03 03:00 UTC, 5 h left" in operator.sees("ack", case.id, "--as", "ada")


# ---------------------------------------------------------------- handing on
def test_a_case_is_given_to_somebody_whom_the_plan_knows(operator: Operator, past: Past) -> None:
    case = past.case(a_case())
    told = operator.sees("reassign", case.id, "--to", "grace", "--why", "it is her shop", "--as", "ada")
    assert told == f"{case.id} belongs to Grace (grace) now; Grace is told.\n"
    assert "reassigned from Ada to Grace: it is her shop" in operator.sees("case", case.id)
    assert of(operator, case.id)["owner"] == "grace"
    assert "is Grace's already" in operator.refused("reassign", case.id, "--to", "grace", "--as", "ada")
    assert "no person, team or schedule 'mallory'" in operator.refused(
        "reassign", case.id, "--to", "mallory", "--as", "ada"
    )
    assert "--to" in operator.misused("reassign", case.id, "--as", "ada")


def test_an_escalation_tells_the_next_rung_or_the_one_that_is_named(operator: Operator, past: Past) -> None:
    case = past.case(a_case())
    told = operator.sees("escalate", case.id, "--why", "it is in the news", "--as", "ada")
    assert told == f"{case.id} is on rung 1 of 2: Grace is told (telling 1).\n"
    assert "the last resort: Linus is told (telling 2)" in operator.sees(
        "escalate", case.id, "--to", "2", "--as", "ada"
    )
    assert "is none of 0 to 2" in operator.refused("escalate", case.id, "--to", "3", "--as", "ada")
    assert "--to" in operator.misused("escalate", case.id, "--to", "-1", "--as", "ada")
    assert "escalated by hand; on to rung 1: Grace: it is in the news" in operator.sees("case", case.id)


def test_an_escalation_typed_twice_as_of_one_telling_moves_once(operator: Operator, past: Past) -> None:
    case = past.case(a_case())
    words = ("escalate", case.id, "--as-of", "0", "--as", "ada")
    operator.sees(*words)
    assert "has been escalated, or told anew" in operator.refused(*words)
    assert of(operator, case.id)["rung"] == 1


# ---------------------------------------------------------------- notes and merging
def test_a_note_stands_in_the_log_also_of_a_case_that_is_over(operator: Operator, past: Past) -> None:
    case = past.case(a_case())
    assert operator.sees("note", case.id, "The port knows", "--as", "ada") == f"Noted in {case.id}.\n"
    operator.sees("resolve", case.id, "--cause", "a full disk", "--as", "ada")
    operator.sees("note", case.id, "The bill came", "--as", "grace")
    shown = operator.sees("case", case.id)
    assert "noted: The port knows" in shown
    assert "noted: The bill came" in shown
    assert "the note is empty" in operator.refused("note", case.id, " ", "--as", "ada")


def test_a_merged_case_says_where_it_went_and_the_other_what_it_took_in(operator: Operator, past: Past) -> None:
    case, into = past.case(a_case()), past.case(a_case("case-0000000002"))
    CaseStore(past.deployment.cases_table).join(case.id, "discourse:1", NOON)
    told = operator.sees("merge", case.id, "--into", into.id, "--as", "ada")
    assert told == f"{case.id} is over, as a part of {into.id}: firebreak case {into.id}\n"
    assert "merged into  case-0000000002" in operator.sees("case", case.id)
    shown = operator.sees("case", into.id)
    assert "took in    case-0000000001" in shown
    assert "ada        took in case-0000000001 (1 mention)" in shown
    assert operator.reads("case", into.id)["merged"] == [case.id]
    assert "was merged into case-0000000002 by ada; look there" in operator.refused("ack", case.id, "--as", "ada")
    assert "into itself" in operator.refused("merge", into.id, "--into", into.id, "--as", "ada")
    assert "there is no case case-none" in operator.refused("merge", into.id, "--into", "case-none", "--as", "ada")


DEEDS = {
    "ack": (),
    "answered": (),
    "wait": (),
    "resolve": ("--cause", "a full disk"),
    "reassign": ("--to", "grace"),
    "escalate": (),
    "note": ("words",),
    "merge": ("--into", "case-0000000002"),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_every_deed_answers_machines_with_the_case_and_needs_a_known_person(
    operator: Operator, past: Past, deed: str
) -> None:
    case = past.case(a_case())
    past.case(a_case("case-0000000002"))
    assert "no person 'mallory'" in operator.refused(deed, case.id, *DEEDS[deed], "--as", "mallory")
    assert "see: firebreak cases" in operator.refused(deed, "case-none", *DEEDS[deed], "--as", "ada")
    answer = operator.reads(deed, case.id, *DEEDS[deed], "--as", "ada")
    assert (answer["id"], answer["revision"]) == (case.id, 1)
    assert len(operator.reads("case", case.id)["log"]) == 2


def test_a_sequence_of_deeds_leaves_a_case_that_can_be_read_and_a_log_that_only_grew(
    operator: Operator, past: Past
) -> None:
    case = past.case(a_case())
    past.case(a_case("case-0000000002"))
    log: list[Any] = []
    for deed in ("ack", "answered", "wait", "escalate", "reassign", "note", "ack", "resolve", "escalate", "note"):
        operator.waits(1)
        operator.types(deed, case.id, *DEEDS[deed], "--as", "ada")
        document = operator.reads("case", case.id)
        assert document["log"][: len(log)] == log
        log = document["log"]
    assert len(log) == 10
    assert (document["case"]["state"], document["next"]) == ("resolved", None)
