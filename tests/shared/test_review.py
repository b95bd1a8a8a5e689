"""Pure: who reads a draft, and who has it back."""

from __future__ import annotations

from dataclasses import replace

from shared.review import reviewers, turn, writers
from shared.statement import Move
from tests.builders import NOON, a_draft, a_plan, a_statement, an_instance, some_words

PLAN = a_plan(instances=[an_instance(owner="ada", backups=("grace",))])
DRAFTED = a_statement(state="draft", updates=[], draft=a_draft(author="ada"))


def test_whoever_wrote_any_of_its_texts_does_not_review_it() -> None:
    assert [one.id for one in reviewers(PLAN, DRAFTED, NOON)] == ["grace"]
    both = replace(
        DRAFTED, draft=a_draft(author="ada", translations=[some_words("Olá", language="pt", author="grace")])
    )
    assert [one.id for one in reviewers(PLAN, both, NOON)] == ["linus"]


def test_the_plans_own_words_are_read_by_all_and_go_back_to_the_owner() -> None:
    planned = replace(DRAFTED, draft=a_draft(author="firebreak"))
    assert [one.id for one in reviewers(PLAN, planned, NOON)] == ["ada", "grace"]
    assert [one.id for one in writers(PLAN, planned, NOON)] == ["ada"]


def test_each_asking_and_each_sending_back_is_a_turn_of_its_own() -> None:
    log = tuple(Move("ada", what, NOON) for what in ("drafted", "asked for review", "sent back", "asked for review"))
    assert [turn(replace(DRAFTED, moves=log[:so_far])) for so_far in range(5)] == [0, 0, 1, 2, 3]
