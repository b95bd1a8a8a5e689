"""With a PagerDuty and a webhook of our own: who was told of a case hears that it is taken, and that it is over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from shared import aws
from shared.case import Case, LogEntry
from shared.operations.care import Care
from shared.plan import Plan
from shared.store.cases import CaseStore
from shared.store.ledger import Ledger
from tests.builders import NOON, a_person, a_plan, minutes
from tests.harness.world import World, names
from tests.shared.channels.door import Door, door
from tests.shared.nouns import MINUTE, a_case

KEY = "0123456789abcdef0123456789abcdef"
RUNG: dict[str, Any] = {"detail-type": "RungReached", "detail": {"case_id": "case-1", "telling": 0}}
CHANGED: dict[str, Any] = {"detail-type": "CaseChanged", "detail": {"case_id": "case-1"}}


@pytest.fixture
def pager(monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    monkeypatch.setattr("time.sleep", lambda _: None)
    with door() as here:
        here.answers[:] = [(202, b"{}", {})]
        yield here


@pytest.fixture
def cases(world: World, pager: Door) -> CaseStore:
    """An open case that its owner was told of by PagerDuty."""
    ada = replace(a_person("ada"), email=None, pagerduty="pager-ada")
    Ledger(names()["Ledger"]).publish_plan(a_plan(people=[ada, a_person("grace"), a_person("linus")]))
    values = json.dumps({"pager-ada": f"{KEY} {pager.url}"})
    aws.secretsmanager().put_secret_value(SecretId=names()["ChannelSecrets"], SecretString=values)
    cases = CaseStore(names()["Cases"])
    cases.open(a_case(), LogEntry("firebreak", "opened", NOON - MINUTE))
    call(world, RUNG, NOON)
    return cases


def call(world: World, event: dict[str, Any], at: datetime) -> None:
    with time_machine.travel(at, tick=False):
        world.call("NotifyOwnerFunction", event)


def the_case(cases: CaseStore) -> Case:
    found = cases.get("case-1")
    assert found is not None
    return found


def the_plan_in_force() -> Plan:
    return Ledger(names()["Ledger"]).plan()


def actions(pager: Door) -> list[tuple[str, str]]:
    return [(body["event_action"], body["dedup_key"]) for body in pager.taken]


def test_an_incident_that_we_opened_is_acknowledged_and_resolved_under_the_same_key(
    world: World, cases: CaseStore, pager: Door
) -> None:
    care = Care(world.deployment())
    care.acknowledge("case-1", "ada", NOON)
    call(world, CHANGED, NOON + MINUTE)
    care.resolve("case-1", "ada", NOON + minutes(5), "a full disk")
    call(world, CHANGED, NOON + minutes(6))
    assert actions(pager) == [("trigger", "case-1"), ("acknowledge", "case-1"), ("resolve", "case-1")]
    assert the_case(cases).due_at is None


def test_who_came_into_the_plan_after_the_case_began_hears_of_its_end(
    world: World, cases: CaseStore, pager: Door
) -> None:
    ada = the_plan_in_force().person("ada")
    new = replace(ada, id="new", pagerduty="pager-ada")
    Ledger(names()["Ledger"]).publish_plan(replace(the_plan_in_force(), people=(*the_plan_in_force().people, new)))
    world._modules.clear()
    care = Care(world.deployment())
    care.reassign("case-1", "new", "ada", NOON + minutes(5))
    call(world, {"detail-type": "RungReached", "detail": {"case_id": "case-1", "telling": 1}}, NOON + minutes(5))
    care.resolve("case-1", "new", NOON + minutes(6), "a full disk")
    call(world, CHANGED, NOON + minutes(6))
    # Both have it under one key, each in their own integration.
    assert actions(pager)[-2:] == [("resolve", "case-1")] * 2


def test_a_change_that_was_not_heard_is_told_by_the_minute_tick_until_it_is(
    world: World, cases: CaseStore, pager: Door
) -> None:
    Care(world.deployment()).resolve("case-1", "ada", NOON, "a full disk")
    pager.answers[:] = [(503, b"", {})]
    call(world, CHANGED, NOON)
    assert the_case(cases).due_at == NOON + MINUTE
    pager.answers[:] = [(202, b"{}", {})]
    with time_machine.travel(NOON + MINUTE, tick=False):
        world.call("EscalateFunction", {})
        world.settle()
    assert actions(pager)[-1] == ("resolve", "case-1")
    assert the_case(cases).due_at is None


@pytest.mark.parametrize(("answer", "after"), [((400, b"", {}), MINUTE), ((503, b"", {}), timedelta(hours=2))])
def test_one_that_will_not_hear_is_not_told_for_ever(
    world: World, cases: CaseStore, pager: Door, answer: Any, after: timedelta
) -> None:
    Care(world.deployment()).resolve("case-1", "ada", NOON, "a full disk")
    pager.answers[:] = [answer]
    call(world, CHANGED, NOON + after)
    assert the_case(cases).due_at is None


def test_a_plan_in_which_nobody_keeps_cases_elsewhere_is_told_nothing(world: World, pager: Door) -> None:
    Ledger(names()["Ledger"]).publish_plan(a_plan())
    store = CaseStore(names()["Cases"])
    store.open(a_case(), LogEntry("firebreak", "opened", NOON))
    Care(world.deployment()).resolve("case-1", "ada", NOON, "a full disk")
    assert the_case(store).echo_at is None
