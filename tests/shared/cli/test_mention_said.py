"""What a person says of a mention, and the queue of those that wait for one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from shared import aws
from shared.mention import Mention
from shared.operations.upkeep import Upkeep
from shared.plan import SecondReader
from shared.store.corrections import Corrections
from shared.store.doubts import Doubts
from shared.store.opinions import Opinions
from shared.verdict import Priority
from tests.builders import NOON, a_mention, minutes
from tests.shared.cli.conftest import Operator, Past
from tests.shared.nouns import a_verdict
from tests.shared.speakers import a_speaking_plan


@pytest.fixture
def doubted(past: Past) -> Mention:
    return a_doubt(past, "1")


def a_doubt(past: Past, native_id: str, priority: Priority = "normal") -> Mention:
    mention = a_mention(native_id, created_at=NOON - minutes(5))
    verdict = replace(a_verdict(mention, priority=priority), kind="venting", severity=1, confidence="low")
    past.mentions().keep(mention)
    past.mentions().put_verdict(verdict)
    Doubts(past.deployment.mentions_table).put(mention, verdict, "may be a complaint, or none")
    return mention


def corrections(past: Past) -> list[Any]:
    return list(Corrections(past.deployment.ledger_table).newest())


def waits_for_triage(past: Past, mention: Mention) -> bool:
    known = past.mentions().get(mention.id)
    return known is not None and known.verdict is None


def test_a_correction_is_kept_with_who_said_it_and_what_was_thought_and_judged_again(
    operator: Operator, past: Past, doubted: Mention
) -> None:
    told = operator.sees("mention", "correct", doubted.id, "--kind", "praise", "--instance", "none", "--by", "ada")
    assert "discourse:1: corrected" in told
    assert "venting -> praise" in told
    assert "website_problem -> none" in told
    [kept] = corrections(past)
    assert (kept.by, kept.at, kept.kind, kept.no_instance) == ("ada", NOON, "praise", True)
    assert (kept.was.kind, kept.was.instance) == ("venting", "website_problem")
    assert waits_for_triage(past, doubted)


def test_a_second_word_adds_to_the_first_and_what_no_person_said_is_remembered(
    operator: Operator, past: Past, doubted: Mention
) -> None:
    operator.sees("mention", "correct", doubted.id, "--kind", "specific_complaint", "--severity", "3", "--by", "ada")
    past.mentions().put_verdict(replace(a_verdict(doubted), judged_by="person"))
    operator.sees("mention", "correct", doubted.id, "--instance", "none", "--by", "grace")
    [kept] = corrections(past)
    assert (kept.by, kept.kind, kept.severity, kept.no_instance) == ("grace", "specific_complaint", 3, True)
    assert (kept.was.kind, kept.was.severity) == ("venting", 1)
    past.mentions().put_verdict(replace(a_verdict(doubted), judged_by="person"))
    operator.sees("mention", "correct", doubted.id, "--kind", "praise", "--by", "ada")
    [kept] = corrections(past)
    assert (kept.kind, kept.severity, kept.no_instance) == ("praise", None, True)


def test_an_instance_that_the_plan_has_not_is_refused_with_those_that_it_has(
    operator: Operator, past: Past, doubted: Mention
) -> None:
    told = operator.refused("mention", "correct", doubted.id, "--instance", "wesite", "--by", "ada")
    assert "no instance 'wesite'" in told
    assert "website_problem" in told
    assert corrections(past) == []


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("correct", "discourse:1"), "say what it is"),
        (("correct", "discourse:9", "--kind", "praise"), "no mention discourse:9"),
        (("confirm", "discourse:9"), "no mention discourse:9"),
        (("correct", "discourse:1", "--kind", "praise", "--severity", "2"), "praise has none"),
        (("correct", "discourse:2", "--kind", "praise"), "no verdict yet"),
        (("correct", "discourse:3", "--kind", "praise"), "is ours"),
        (("correct", "discourse:4", "--severity", "3"), "a question has none"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_what_can_not_be_said_is_refused_and_changes_nothing(
    operator: Operator, past: Past, doubted: Mention, words: tuple[str, ...], why: str
) -> None:
    past.mentions().keep(a_mention("2", created_at=NOON))
    ours = a_mention("3", created_at=NOON, from_staff=True)
    past.mentions().keep(ours)
    past.mentions().put_verdict(a_verdict(ours))
    asked = a_mention("4", created_at=NOON)
    past.mentions().keep(asked)
    past.mentions().put_verdict(replace(a_verdict(asked), kind="question"))
    assert why in operator.refused("mention", *words, env={"FIREBREAK_AS": "ada"})
    assert corrections(past) == []
    assert not waits_for_triage(past, doubted)


def test_a_severity_is_refused_of_what_a_person_said_is_no_complaint(
    operator: Operator, past: Past, doubted: Mention
) -> None:
    operator.sees("mention", "correct", doubted.id, "--kind", "question", "--by", "ada")
    past.mentions().put_verdict(replace(a_verdict(doubted), kind="question", judged_by="person"))
    told = operator.refused("mention", "correct", doubted.id, "--severity", "3", "--by", "grace")
    assert "a question has none; say --kind as well" in told
    [kept] = corrections(past)
    assert (kept.by, kept.severity) == ("ada", None)


def test_a_word_that_can_not_be_read_any_more_is_said_anew(operator: Operator, past: Past, doubted: Mention) -> None:
    operator.sees("mention", "correct", doubted.id, "--kind", "question", "--by", "ada")
    past.mentions().put_verdict(a_verdict(doubted))
    aws.dynamodb().update_item(
        TableName=past.deployment.ledger_table,
        Key={"key": {"S": f"correction#{doubted.id}"}},
        UpdateExpression="SET doc = :nonsense",
        ExpressionAttributeValues={":nonsense": {"S": '{"half": '}},
    )
    operator.sees("mention", "correct", doubted.id, "--kind", "praise", "--by", "grace")
    [kept] = corrections(past)
    assert (kept.by, kept.kind) == ("grace", "praise")


def test_a_stranger_to_the_plan_says_nothing(operator: Operator, past: Past, doubted: Mention) -> None:
    assert "no person 'mallory'" in operator.refused("mention", "confirm", doubted.id, "--by", "mallory")


def test_a_kind_or_severity_that_does_not_exist_is_wrong_usage(operator: Operator, doubted: Mention) -> None:
    assert "specific_complaint" in operator.misused("mention", "correct", doubted.id, "--kind", "rant")
    assert "less than or equal to 4" in operator.misused("mention", "correct", doubted.id, "--severity", "5")


def test_a_mention_is_still_shown_by_its_id_alone_with_what_people_said(
    operator: Operator, past: Past, doubted: Mention
) -> None:
    assert "People said" not in operator.sees("mention", doubted.id)
    operator.sees("mention", "correct", doubted.id, "--kind", "praise", "--by", "ada")
    past.mentions().put_verdict(a_verdict(doubted))
    shown = operator.sees("mention", doubted.id)
    assert "ada" in shown
    assert "praise (we thought: venting, website_problem, severity 1)" in " ".join(shown.split())
    assert operator.reads("mention", doubted.id)["corrections"][0]["kind"] == "praise"
    assert operator.reads("mention", "show", doubted.id) == operator.reads("mention", doubted.id)
    assert operator.sees("mention", "--json", doubted.id) == operator.sees("mention", doubted.id, "--json")


def test_doubts_are_listed_until_somebody_corrects_or_confirms(
    operator: Operator, past: Past, doubted: Mention
) -> None:
    a_doubt(past, "2", "urgent")
    listed = operator.reads("doubts")
    assert [one["known"]["mention"]["native_id"] for one in listed["doubts"]] == ["2", "1"]
    assert listed["second_reader"] is None
    told = " ".join(operator.sees("doubts").split())
    assert "venting" in told
    assert "may be" in told
    assert "second reader" not in told
    assert "confirmed" in operator.sees("mention", "confirm", "discourse:2", "--by", "ada")
    operator.sees("mention", "correct", doubted.id, "--kind", "praise", "--by", "ada")
    assert "Nothing of the last 24h waits" in operator.sees("doubts")
    assert [one.confirms for one in corrections(past)].count(True) == 1


def test_more_than_are_shown_are_told(operator: Operator, past: Past, doubted: Mention) -> None:
    a_doubt(past, "2")
    assert "more than these 1" in operator.sees("doubts", "--most", "1")
    assert "more than" not in operator.sees("doubts")
    assert "31 days" in operator.refused("doubts", "--last", "32d")


def test_what_the_second_reader_costs_is_shown_and_what_ails_it(operator: Operator, past: Past) -> None:
    rules = SecondReader("bedrock", "some.model", most_a_day=200, price_in=1.0, price_out=1.0)
    Upkeep(past.deployment).publish_plan(replace(a_speaking_plan(), second_reader=rules))
    opinions = Opinions(past.deployment.ledger_table)
    for _ in range(3):
        opinions.take_turn(NOON, 200)
        opinions.spent(NOON, 0.0041)
    assert "second reader (bedrock): 3 of 200 readings today, 0.0123 $" in operator.sees("doubts")
    opinions.take_turn(NOON, 200)
    opinions.give_back(NOON, "Amazon Bedrock refuses: enable the model")
    assert "its last reading failed: Amazon Bedrock refuses" in operator.sees("doubts")
    assert operator.reads("doubts")["readings"]["asked"] == 3
