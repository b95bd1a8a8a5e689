from __future__ import annotations

import pytest

from shared import aws
from shared.audit import Audit, Finding
from shared.store.failures import park_mention
from shared.store.marks import Marks
from tests.builders import NOON, a_mention, a_statement, an_update, minutes
from tests.shared.cli.conftest import Operator, Past, a_case, a_storm


def park(operator: Operator, *mention_ids: str) -> None:
    for mention_id in mention_ids:
        park_mention(operator.deployment.triage_dead_letters_url, mention_id, "no verdict: a fault in \x1b[31mtriage")


def test_the_status_is_one_screen_of_all_that_matters(operator: Operator, past: Past) -> None:
    past.case(a_case())
    past.storm(a_storm())
    past.statement(a_statement())
    park(operator, "discourse:1", "discourse:2")
    aws.sqs().send_message(QueueUrl=operator.deployment.inbox_url, MessageBody="{}")
    operator.at = NOON + minutes(10)
    screen = operator.sees("status")
    for words in (
        "plan 1",
        "https://status.example.com",
        "/SOURCE",
        "inbox    1 waiting",
        "triage  2: no verdict: a fault in [31mtriage",
        "case-0000000001",
        "storm-0000000001",
        "the next word by 14:30 CEST on 2 October 2026, in 20 min",
        "Not well",
    ):
        assert words in screen


def test_the_check_fails_only_where_letters_wait_or_a_promise_is_late(operator: Operator, past: Past) -> None:
    past.case(a_case())
    past.statement(a_statement())
    assert operator.types("status", "--check").exit_code == 0
    operator.at = NOON + minutes(31)
    assert operator.types("status", "--check").exit_code == 1
    assert operator.types("status").exit_code == 0
    operator.at = NOON
    park(operator, "discourse:1")
    assert operator.types("status", "--check", "--json").exit_code == 1


LATE = Finding("late", "cases", "cases more than 2 minutes late: 1 (case-1)", NOON - minutes(9))
QUIET = Finding("source", "forum", "nothing came from source forum", NOON - minutes(300))


@pytest.mark.parametrize(
    ("age", "findings", "words", "well"),
    [
        (1, (), "Nothing is late, dead or quiet.", True),
        (1, (QUIET,), "nothing came from source forum, since 2026-10-02 07:00 UTC (5 h ago)", False),
        (1, (QUIET,), "Nothing is late or dead.", False),
        (1, (LATE, QUIET), "It failed.", False),
        (1, (LATE,), "cases more than 2 minutes late: 1 (case-1), since 2026-10-02 11:51 UTC (9 min ago)", False),
        (6, (), "It last ran 6 min ago: nobody knows whether anything is late", False),
    ],
)
def test_the_status_says_what_the_audit_found_and_whether_it_still_runs(
    operator: Operator, age: int, findings: tuple[Finding, ...], words: str, well: bool
) -> None:
    Marks(operator.deployment.ledger_table).audited(Audit(NOON - minutes(age), findings=findings))
    assert words in " ".join(operator.sees("status").split())
    assert operator.reads("status")["well"] is well
    assert operator.types("status", "--check").exit_code == (0 if well else 1)


def test_a_deployment_whose_first_minute_is_not_over_says_so(operator: Operator) -> None:
    assert "It has not run yet." in operator.sees("status")
    assert operator.reads("status")["audit"] is None


def test_machines_read_how_late_a_promise_is(operator: Operator, past: Past) -> None:
    late = a_statement("st-late", updates=[an_update(next_update_at=NOON - minutes(7))])
    past.statement(late)
    past.statement(a_statement("st-due"))
    status = operator.reads("status")
    assert [(one["statement_id"], one["minutes_late"]) for one in status["promises"]] == [
        ("st-late", 7),
        ("st-due", None),
    ]
    assert status["well"] is False


def test_a_deployment_without_a_plan_has_a_status(bare: Operator) -> None:
    assert "no plan in force (firebreak plan publish FILE)" in bare.sees("status")
    assert bare.reads("status")["plan_version"] is None


def test_a_redrive_says_how_many_of_each_queue_it_tried_again(operator: Operator, past: Past) -> None:
    past.mentions().keep(a_mention("1"))
    park(operator, "discourse:1", "discourse:gone")
    assert operator.reads("redrive") == {"inbox": 0, "triage": 2, "triaged": 0, "failures": 0}
    assert " ".join(operator.sees("redrive").split()) == "QUEUE TRIED AGAIN inbox 0 triage 0 triaged 0 failures 0"
    assert operator.types("status", "--check").exit_code == 0
