"""With moto: a statement's life as its people live it, each step written before it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.operations.voice import TRIES, Voice
from shared.statement import Statement
from shared.statement_life import Refused
from shared.store.ledger import Ledger, NoPlanError
from shared.store.statements import StatementStore
from tests.builders import NOON, a_plan, a_statement, minutes
from tests.harness.world import World, names
from tests.shared.store.failing import before


@pytest.fixture
def voice(world: World) -> Voice:
    Ledger(names()["Ledger"]).publish_plan(a_plan())
    return Voice(world.deployment())


def made(answer: Statement | Refused) -> Statement:
    assert isinstance(answer, Statement), answer
    return answer


def why(answer: Statement | Refused) -> str:
    assert isinstance(answer, Refused), answer
    return answer.why


def a_draft(voice: Voice) -> Statement:
    return made(voice.draft("ada", NOON, "website_problem", " Login fails ", "We look for the cause."))


def published(voice: Voice) -> Statement:
    draft = a_draft(voice)
    voice.approve(draft.id, "grace", NOON)
    return made(voice.publish(draft.id, "ada", NOON, NOON + minutes(30)))


def test_a_draft_is_kept_with_the_instances_component_and_no_public_word(voice: Voice) -> None:
    draft = a_draft(voice)
    assert voice.statement(draft.id) == draft
    assert (draft.title, draft.components, draft.public, draft.state) == ("Login fails", ("website",), False, "draft")


def test_a_draft_about_what_the_plan_does_not_know_is_refused(voice: Voice) -> None:
    assert "it has website_problem" in why(voice.draft("ada", NOON, "weather", "T", "B"))
    assert "title is empty" in why(voice.draft("ada", NOON, "website_problem", " ", "B"))
    assert voice.statements() == []


def test_each_step_is_kept_and_the_promise_is_due_by_its_clock(voice: Voice) -> None:
    said = published(voice)
    assert voice.statement(said.id) == said
    store = StatementStore(names()["Statements"])
    assert store.due(NOON + minutes(14)) == []
    assert [one.id for one in store.due(NOON + minutes(15))] == [said.id]
    taken_back = made(voice.retract(said.id, "grace", NOON + minutes(5), "It was another company."))
    assert store.due(NOON + timedelta(days=9)) == []
    assert [move.what for move in taken_back.moves] == ["drafted", "approved", "published", "retracted"]


def test_a_refused_step_writes_nothing(voice: Voice) -> None:
    draft = a_draft(voice)
    assert "another person" in why(voice.approve(draft.id, "ada", NOON))
    assert "approve it first" in why(voice.publish(draft.id, "grace", NOON))
    assert voice.statement(draft.id) == draft


def test_an_approval_of_a_text_that_changed_meanwhile_is_refused(voice: Voice) -> None:
    draft = a_draft(voice)
    assert draft.draft is not None
    voice.edit(draft.id, "ada", NOON, body="Other words.")
    assert "changed the text" in why(voice.approve(draft.id, "grace", NOON, read=draft.draft.text_hash))


def test_an_edit_that_comes_between_reading_and_publishing_is_not_said(voice: Voice) -> None:
    draft = a_draft(voice)
    voice.approve(draft.id, "grace", NOON)
    with before("dynamodb", "PutItem", lambda: voice.edit(draft.id, "linus", NOON, body="Nobody read this.")):
        assert "approve it first" in why(voice.publish(draft.id, "grace", NOON))
    found = voice.statement(draft.id)
    assert found is not None
    assert not found.public


def test_a_reminder_that_is_kept_meanwhile_costs_the_next_word_nothing(voice: Voice) -> None:
    said = published(voice)
    made(voice.edit(said.id, "ada", NOON, body="We found it.", progress="identified"))
    store = StatementStore(names()["Statements"])

    def remind() -> None:
        found = store.get(said.id)
        if found is not None and found.due_rung == 0:
            store.save(replace(found, due_rung=1))

    with before("dynamodb", "PutItem", remind):
        assert made(voice.approve(said.id, "grace", NOON)).due_rung == 1


def test_who_loses_every_race_is_told_so(voice: Voice) -> None:
    draft = a_draft(voice)
    store = StatementStore(names()["Statements"])
    others = iter(range(2 * TRIES))

    def every_other() -> None:
        if next(others) % 2 == 0:
            found = store.get(draft.id)
            assert found is not None
            store.save(found)

    with before("dynamodb", "PutItem", every_other, times=2 * TRIES):
        assert "others are changing" in why(voice.edit(draft.id, "ada", NOON, body="Other words."))


def test_what_is_not_there_is_told_with_where_to_look(voice: Voice) -> None:
    assert "firebreak statement list" in why(voice.approve("st-9", "grace", NOON))
    assert voice.statement("st-9") is None


def test_without_a_plan_nothing_can_be_said(world: World) -> None:
    StatementStore(names()["Statements"]).create(a_statement())
    with pytest.raises(NoPlanError):
        Voice(world.deployment()).approve("st-0000000001", "grace", NOON)
