from __future__ import annotations

from dataclasses import replace

from shared.case import Notice
from shared.store.cases import CaseStore
from tests.builders import NOON, a_mention
from tests.shared.cli.conftest import Operator, Past, a_case


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


def test_the_queue_stands_in_order_of_priority(operator: Operator, past: Past) -> None:
    past.case(a_case("case-low", priority="low"))
    past.case(a_case("case-urgent", priority="urgent"))
    assert [case["id"] for case in operator.reads("cases")] == ["case-urgent", "case-low"]


def test_a_case_shows_its_log_its_notices_and_its_mentions(operator: Operator, past: Past) -> None:
    case = past.case(a_case())
    store = CaseStore(past.deployment.cases_table)
    past.mentions().keep(a_mention())
    assert store.join(case.id, a_mention().id, NOON)
    store.settle_notice(Notice(case.id, 0, "ada", "email", sent_at=NOON), NOON)
    store.settle_notice(Notice(case.id, 0, "ada", "slack", failed="Slack answered 500"), NOON)
    shown = operator.sees("case", case.id)
    for words in ("opened", "sent 2026-10-02 12:00 UTC", "failed: Slack answered 500", "mia: I cannot log in"):
        assert words in shown
    assert operator.reads("case", case.id)["mentions"][0]["id"] == a_mention().id


def test_a_case_that_is_not_there_is_told_with_where_to_look(operator: Operator) -> None:
    assert "see: firebreak cases" in operator.refused("case", "case-none")
    assert "see: firebreak cases" in operator.refused("ack", "case-none", "--as", "ada")


def test_an_id_that_can_be_none_is_wrong_usage(operator: Operator) -> None:
    assert "an id has 1 to 512 characters" in operator.misused("case", " ")
    assert "an id has 1 to 512 characters" in operator.misused("case", "x" * 513)


def test_an_acknowledged_case_stands_behind_the_open_ones_in_the_status(operator: Operator, past: Past) -> None:
    past.case(replace(a_case("case-mine", priority="urgent"), state="acknowledged", acknowledged_by="ada"))
    past.case(a_case("case-nobodys", priority="low"))
    assert [case["id"] for case in operator.reads("status")["cases"]] == ["case-nobodys", "case-mine"]
