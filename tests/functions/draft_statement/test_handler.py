"""With moto: a suspected storm has one proposed statement, and none of it is public."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine

from shared.operations.care import Care
from shared.operations.voice import Voice
from shared.store.ledger import Ledger
from shared.store.storms import StormStore
from tests.builders import NOON, a_plan
from tests.harness.world import World, names
from tests.shared.nouns import a_storm

EVENT: dict[str, Any] = {
    "detail-type": "StormSuspected",
    "detail": {"storm_id": "storm-1", "brand": "acme", "instance": "website_problem"},
}


@pytest.fixture
def voice(world: World) -> Voice:
    Ledger(names()["Ledger"]).publish_plan(a_plan())
    StormStore(names()["Storms"]).create(a_storm())
    return Voice(world.deployment())


CONFIRMED = {**EVENT, "detail-type": "StormConfirmed"}


def suspect(world: World, event: dict[str, Any] = EVENT) -> None:
    with time_machine.travel(NOON, tick=False):
        world.call("DraftStatementFunction", event)


def test_a_suspicion_that_is_told_twice_is_one_draft(world: World, voice: Voice) -> None:
    suspect(world)
    suspect(world)
    [draft] = voice.statements()
    assert (draft.state, draft.public, draft.storm_id) == ("draft", False, "storm-1")


def test_a_suspicion_that_comes_again_undoes_no_persons_work(world: World, voice: Voice) -> None:
    suspect(world)
    [draft] = voice.statements()
    edited = voice.edit(draft.id, "ada", NOON, body="Our own words.")
    suspect(world)
    assert voice.statement(draft.id) == edited


def test_a_dismissed_or_unknown_storm_has_no_draft(world: World, voice: Voice) -> None:
    Care(world.deployment()).dismiss("storm-1", "ada", NOON, "a quiz")
    suspect(world)
    suspect(world, {**EVENT, "detail": {**EVENT["detail"], "storm_id": "storm-9"}})
    assert voice.statements() == []


def test_a_storm_that_was_confirmed_without_a_proposal_has_one_and_one_only(world: World, voice: Voice) -> None:
    Care(world.deployment()).confirm("storm-1", "ada", NOON)
    suspect(world, CONFIRMED)
    [draft] = voice.statements()
    suspect(world, CONFIRMED)
    suspect(world)
    assert voice.statements() == [draft]


def test_a_confirmation_by_a_person_leads_to_a_proposal_by_the_templates_own_rules(world: World, voice: Voice) -> None:
    with time_machine.travel(NOON, tick=False):
        Care(world.deployment()).confirm("storm-1", "ada", NOON)
        world.settle()
    assert [draft.storm_id for draft in voice.statements()] == ["storm-1"]
    assert world.failures == []


def test_an_event_that_is_none_is_an_error_and_not_a_draft(world: World, voice: Voice) -> None:
    with pytest.raises(Exception, match="not a StormSuspected"):
        suspect(world, {**EVENT, "detail": {"storm": "storm-1"}})
