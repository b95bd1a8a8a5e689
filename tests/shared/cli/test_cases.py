from __future__ import annotations

from dataclasses import replace

from shared.case import Clocks, Notice
from shared.operations.upkeep import Upkeep
from shared.plan import Team
from shared.store.cases import CaseStore
from shared.verdict import Reason
from tests.builders import NOON, a_mention, minutes
from tests.shared.cli.conftest import Operator, Past, a_case
from tests.shared.nouns import a_tombstone, a_verdict
from tests.shared.speakers import a_speaking_plan


def test_the_queue_stands_in_order_of_priority(operator: Operator, past: Past) -> None:
    past.case(a_case("case-low", priority="low"))
    past.case(a_case("case-urgent", priority="urgent"))
    assert [case["id"] for case in operator.reads("cases")] == ["case-urgent", "case-low"]


def test_the_queue_says_who_is_next_and_when_and_the_most_pressing_clock(operator: Operator, past: Past) -> None:
    past.case(replace(a_case("case-open"), clocks=Clocks(NOON + minutes(18), None, NOON + minutes(400))))
    past.case(replace(a_case("case-late", priority="low"), clocks=Clocks(first_answer=NOON - minutes(7))))
    operator.sees("ack", past.case(a_case("case-mine", priority="normal")).id, "--as", "ada")
    rows = [" ".join(row.split()) for row in operator.sees("cases").splitlines()]
    assert rows[0] == "CASE PRIORITY STATE NEXT STEP CLOCK TITLE"
    assert rows[1].startswith("case-open high open 3 min: grace answer 18 min")
    assert rows[2].startswith("case-mine normal acknowledged 4 h: ada -")
    assert rows[3].startswith("case-late low open now: grace late 7 min")


def test_the_queue_of_a_company_with_long_names_fits_eighty_columns(operator: Operator, past: Past) -> None:
    plan = a_speaking_plan()
    officer = replace(plan.people[0], id="safety-officer")
    Upkeep(operator.deployment).publish_plan(replace(plan, people=(*plan.people, officer)))
    past.case(replace(a_case("case-7127424451", priority="urgent"), plan_version=2, late=("solution",)))
    running = Clocks(first_answer=NOON + minutes(119))
    past.case(replace(a_case("case-7127424452", priority="normal"), plan_version=2, clocks=running))
    for case in ("case-7127424451", "case-7127424452"):
        operator.sees("ack", case, "--as", "safety-officer")
    operator.width = 80
    rows = operator.sees("cases").splitlines()
    assert len(rows) == 5
    assert "acknowledged  119 min:" in rows[3]


def test_a_list_says_how_many_more_there_are(operator: Operator, past: Past) -> None:
    for number in range(3):
        past.case(a_case(f"case-{number}"))
    result = operator.types("cases", "--most", "2")
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stdout.splitlines()] == ["CASE", "case-0", "case-1"]
    assert result.stderr == "1 more is not shown: --most 3\n"
    assert len(operator.reads("cases")) == 3


def test_a_list_can_be_one_persons_one_instances_or_of_late_ones(operator: Operator, past: Past) -> None:
    past.case(a_case("case-adas"))
    past.case(replace(a_case("case-late", priority="low"), owner="grace", late=("first_answer",)))
    operator.sees("ack", past.case(replace(a_case("case-taken"), owner="grace")).id, "--as", "ada")

    def listed(*words: str) -> list[str]:
        return [case["id"] for case in operator.reads("cases", *words)]

    assert listed("--mine", "ada") == ["case-adas", "case-taken"]
    assert listed("--mine", "grace") == ["case-taken", "case-late"]
    assert listed("--late") == ["case-late"]
    assert len(listed("--instance", "website_problem")) == 3
    assert operator.sees("cases", "--mine", "linus") == "No such case.\n"
    assert "nobody 'mallory'; it has ada, grace, linus" in operator.refused("cases", "--mine", "mallory")
    assert "it has website_problem" in operator.refused("cases", "--instance", "fire")


def test_a_case_of_whoever_is_on_duty_is_theirs(operator: Operator, past: Past) -> None:
    plan = replace(a_speaking_plan(), teams=(Team("web", "Web team", ("grace",)),))
    Upkeep(operator.deployment).publish_plan(plan)
    past.case(replace(a_case(), owner="web", plan_version=2))
    assert len(operator.reads("cases", "--mine", "grace")) == 1
    assert operator.reads("cases", "--mine", "ada") == []


def test_the_words_of_a_deleted_post_are_shown_nowhere(operator: Operator, past: Past) -> None:
    past.mentions().keep(a_mention())
    reason = Reason("priority", "says “order 4711 is gone”")
    past.mentions().put_verdict(replace(a_verdict(a_mention()), reasons=(reason,)))
    past.case(replace(a_case(title="Website problem (forum)"), reasons=("judged urgent",)))
    assert "Website problem (forum): I cannot log in" in operator.sees("cases")
    assert "says “order 4711 is gone”" in operator.sees("case", "case-0000000001")
    past.mentions().bury(a_tombstone())
    for words in (("cases",), ("case", "case-0000000001"), ("status",)):
        for more in ((), ("--json",)):
            shown = operator.sees(*words, *more)
            assert "case-0000000001" in shown
            assert "4711" not in shown
            assert "I cannot log in" not in shown
    assert "Website problem (forum): the post was deleted" in operator.sees("cases")


def test_a_private_message_is_never_quoted(operator: Operator, past: Past) -> None:
    past.mentions().keep(a_mention(public=False))
    past.case(a_case(title="Website problem (a private message)"))
    assert "I cannot log in" not in operator.sees("cases")


def test_a_case_shows_who_has_it_who_is_next_and_what_its_clocks_have_left(operator: Operator, past: Past) -> None:
    plan = a_speaking_plan()
    instance = replace(plan.instances[0], authority=2, private_channel="the crisis room")
    people = (*plan.people[:1], replace(plan.people[1], authority=2), *plan.people[2:])
    Upkeep(operator.deployment).publish_plan(replace(plan, instances=(instance,), people=people))
    clocks = Clocks(first_answer=NOON - minutes(4), solution=NOON + minutes(300))
    case = past.case(replace(a_case(), plan_version=2, clocks=clocks))
    shown = " ".join(operator.sees("case", case.id).split())
    for words in (
        "owner Ada (ada)",
        "has it nobody yet",
        "plan version 2",
        "authority 2 is needed; grace has it",
        "move it to the crisis room",
        "told now rung 0 of 2: Ada",
        "next now: the first answer is late then, and Grace (rung 1 of 2) is told",
        "first answer late by 4 min; it was due 2026-10-02 11:56 UTC",
        "solution by 2026-10-02 17:00 UTC, 5 h left",
    ):
        assert words in shown
    document = operator.reads("case", case.id)
    assert (document["told"], document["authority"], document["private_channel"]) == (["ada"], 2, "the crisis room")
    assert document["next"]["people"] == ["grace"]
    assert [clock["state"] for clock in document["clocks"]] == ["late", "running"]


def test_who_is_asked_next_follows_what_was_done(operator: Operator, past: Past) -> None:
    case = past.case(a_case())

    def following() -> str:
        what: str = operator.reads("case", case.id)["next"]["what"]
        return what

    assert following() == "without an answer Grace (rung 1 of 2) is told"
    operator.sees("ack", case.id, "--as", "ada")
    assert following() == "Ada is asked once more who has it"
    operator.sees("wait", case.id, "--as", "ada")
    assert following() == "Ada is asked whether the customer's answer is still awaited"
    operator.sees("escalate", case.id, "--to", "2", "--as", "ada")
    assert following() == "Linus is told again, as it did not go out yet"
    assert "told now rung 2 of 2, the last resort: Linus" in " ".join(operator.sees("case", case.id).split())
    operator.sees("reassign", case.id, "--to", "grace", "--as", "ada")
    assert "told now rung 0 of 2, but assigned: Grace" in " ".join(operator.sees("case", case.id).split())
    operator.sees("resolve", case.id, "--cause", "a full disk", "--as", "ada")
    assert operator.reads("case", case.id)["next"] is None


def test_a_case_shows_its_log_its_notices_and_its_mentions(operator: Operator, past: Past) -> None:
    case = past.case(a_case())
    store = CaseStore(past.deployment.cases_table)
    past.mentions().keep(a_mention())
    assert store.join(case.id, a_mention().id, NOON)
    store.settle_notice(Notice(case.id, 0, "ada", "email", sent_at=NOON), NOON)
    store.settle_notice(Notice(case.id, 0, "ada", "slack", failed="Slack answered 500", tries=3), NOON)
    store.settle_notice(Notice(case.id, 1, "grace", "email", sent_at=NOON, tries=1), NOON)
    shown = operator.sees("case", case.id)
    for words in (
        "opened",
        "telling 0, ada by email    sent 2026-10-02 12:00 UTC",
        "telling 0, ada by slack    failed after 3 tries: Slack answered 500",
        "telling 1, grace by email  sent 2026-10-02 12:00 UTC, after 1 try failed",
        "mia: I cannot log in",
    ):
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
