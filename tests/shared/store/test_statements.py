"""With moto: statements are written once, raced for by revision, and found when their promise is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shared import aws
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


def test_the_index_tells_revision_and_publicity_without_the_statement(statements: StatementStore) -> None:
    statements.create(replace(a_statement("st-old"), created_at=NOON - minutes(60)))
    statements.create(a_statement("st-draft", state="draft", updates=()))
    statements.save(a_statement("st-draft", state="draft", updates=()))
    found = [(row.id, row.revision, row.public) for row in statements.rows()]
    assert found == [("st-draft", 1, False), ("st-old", 0, True)]


def test_an_item_that_was_kept_before_the_index_had_revisions_is_one_to_look_at(statements: StatementStore) -> None:
    statements.create(a_statement())
    key = {"id": {"S": "st-0000000001"}}
    aws.dynamodb().update_item(
        TableName=names()["Statements"],
        Key=key,
        UpdateExpression="REMOVE revision, #public",
        ExpressionAttributeNames={"#public": "public"},
    )
    [row] = statements.rows()
    assert (row.revision, row.public) == (-1, True)


def test_statements_are_read_by_their_ids_and_those_that_are_not_there_are_left_out(statements: StatementStore) -> None:
    statements.create(a_statement())
    assert statements.all_of(["st-0000000001", "st-none"]) == [a_statement()]
    assert statements.all_of([]) == []
