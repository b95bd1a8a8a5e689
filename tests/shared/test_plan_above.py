"""The rules above the model in a plan: read, told with their line where they can not work, and their changes said."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from shared.codec import decode, encode
from shared.plan import Plan, Rule
from shared.plan_changes import changes
from shared.plan_file import read_plan
from tests.shared.plan_text import PLAN, findings_of, line_of

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
RULES = """\
rules:
  - id: safety
    words: [adrift, ran aground]
    instance: late
  - id: press
    off: true
  - id: council
    name: the council
    words: [council*, harbour board]
    priority: high
"""
RULED = PLAN + RULES


def test_rules_are_read_and_kept() -> None:
    plan = read_plan(RULED)
    assert plan.rules == (
        Rule("safety", ("adrift", "ran aground"), instance="late"),
        Rule("press", off=True),
        Rule("council", ("council*", "harbour board"), "the council", "high"),
    )
    assert decode(Plan, encode(plan)) == plan
    assert read_plan(PLAN).rules == ()


def test_a_plan_that_was_kept_before_there_were_rules_can_be_read() -> None:
    kept = encode(read_plan(PLAN))
    assert '"rules":[]' in kept
    assert decode(Plan, kept.replace(',"rules":[]', "").replace('"rules":[],', "")) == read_plan(PLAN)


@pytest.mark.parametrize(
    ("right", "wrong", "told", "at"),
    [
        ("instance: late", "instance: lte", "no instance `lte` in the plan; did you mean `late`?", "lte"),
        ("id: council", "id: safety", "`safety` stands twice under `rules`", "safety\n    name"),
        ("id: council", "id: The council", "`The council` can't be an id", "The council\n"),
        ("[council*, harbour board]", "[]", "nothing would ever set off `council`", "id: council"),
        ("    priority: high\n", "", "`council` does nothing when it is set off", "id: council"),
        ("    off: true\n", "", "`press` is built in, and nothing about it is changed here", "id: press"),
        ("harbour board", "Council*", "`Council*` stands twice here", "Council*"),
        ("harbour board", "con*", "`con*` is too short", "con*]"),
        ("harbour board", "no", "`no`", "no]"),
        ("harbour board", "the", "`the` is too short", "the]"),
        ("harbour board", '"??"', "has no word that could be heard", '"??"'),
        ("harbour board", "'*'", "has no word that could be heard", "'*'"),
        ("harbour board", "har*bour", "has a `*` that is not at its end", "har*bour"),
        ("off: true", "of: true", "`of` is not a word of the plan; did you mean `off`?", "of: true"),
        ("off: true", "off: maybe", "neither yes nor no", "maybe"),
        ("priority: high", "priority: highest", "can't be `highest`", "highest"),
    ],
)
def test_a_rule_that_can_not_work_is_told_with_its_line_and_a_way_to_mend_it(
    right: str, wrong: str, told: str, at: str
) -> None:
    assert right in RULES
    broken = PLAN + RULES.replace(right, wrong, 1)
    [finding] = [finding for finding in findings_of(broken) if told in str(finding)]
    assert finding.mend
    assert finding.line == line_of(at, broken)


def test_a_slip_in_the_id_of_a_built_in_rule_is_guessed() -> None:
    [finding] = findings_of(PLAN + "rules:\n  - {id: lawyers, priority: high}\n")
    assert "did you mean the built-in `lawyer`?" in finding.mend


@pytest.mark.parametrize("word", ["आग", "خطر", "火事", "sos", "über"])
def test_a_short_word_in_another_script_says_enough(word: str) -> None:
    assert read_plan(RULED.replace("harbour board", word)).rules[2].words[1] == word


def test_a_change_of_rules_is_said() -> None:
    before, after = read_plan(PLAN), read_plan(RULED)
    assert [str(one) for one in changes(before, after, NOW)] == [
        "rule safety: is changed: it goes to late, it also hears adrift, ran aground",
        "rule press: is changed: it is switched off",
        "rule council: is new: its priority is at least high, it hears council*, harbour board,"
        " it is called the council",
    ]
    assert [str(one) for one in changes(after, before, NOW)] == [
        "rule safety: is as it is built in again",
        "rule press: is as it is built in again",
        "rule council: is no longer in the plan",
    ]
    other = read_plan(RULED.replace("adrift, ", "").replace("high", "urgent").replace("off: true", "priority: low"))
    assert [str(one) for one in changes(after, other, NOW)] == [
        "rule safety: `words` loses adrift",
        "rule press: its priority is at least low (was none)",
        "rule press: it is switched off: no (was yes)",
        "rule council: its priority is at least urgent (was high)",
    ]
