"""With moto: statements are written once, raced for by revision, and found when their promise is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.store.items import LostRaceError
from shared.store.statements import StatementStore
from tests.builders import NOON, a_statement, minutes
from tests.harness.world import World, names
from tests.shared.nouns import MINUTE


@pytest.fixture
def statements(world: World) -> StatementStore:
    return StatementStore(names()["Statements"])


def test_a_draft_is_proposed_once(statements: StatementStore) -> None:
    assert statements.create(a_statement())
    assert not statements.create(replace(a_statement(), title="other"))
    assert statements.get("st-0000000001") == a_statement()


def test_who_read_an_older_revision_loses_the_race(statements: StatementStore) -> None:
    statements.create(a_statement())
    first = statements.save(replace(a_statement(), title="first"))
    with pytest.raises(LostRaceError):
        statements.save(replace(a_statement(), title="second"))
    assert statements.get(first.id) == first
    assert statements.save(first).revision == 2


def test_what_is_not_there_can_not_be_saved(statements: StatementStore) -> None:
    with pytest.raises(LostRaceError):
        statements.save(a_statement())


def test_a_promise_is_due_from_its_minute_on_and_not_once_its_clock_stands(statements: StatementStore) -> None:
    due = replace(a_statement(), due_at=NOON + MINUTE)
    statements.create(due)
    statements.create(a_statement("st-quiet"))
    assert statements.due(NOON) == []
    assert statements.due(NOON + MINUTE) == [due]
    statements.save(replace(due, due_at=None))
    assert statements.due(NOON + timedelta(days=9)) == []


def test_statements_are_listed_newest_first_over_many_pages(statements: StatementStore) -> None:
    for number in range(120):
        statements.create(replace(a_statement(f"st-{number:03d}"), created_at=NOON + minutes(number)))
    listed = statements.listed()
    assert [statement.id for statement in listed] == [f"st-{number:03d}" for number in reversed(range(120))]
    assert [statement.id for statement in statements.listed(most=2)] == ["st-119", "st-118"]
