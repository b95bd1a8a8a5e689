"""With moto's mail: what comes too soon after a person's last notice is told together, once, and never lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
import time_machine
from moto.sesv2.models import sesv2_backends

from shared.case import LogEntry
from shared.operations.care import Care
from shared.store.cases import CaseStore
from shared.store.held import HeldStore
from shared.store.ledger import Ledger
from tests.builders import NOON, a_plan, minutes
from tests.harness.world import ACCOUNT, REGION, World, names
from tests.shared.nouns import MINUTE, a_case
from tests.shared.store.failing import before, refuse

OPENED = LogEntry("firebreak", "opened", NOON - MINUTE)


@pytest.fixture
def cases(world: World) -> CaseStore:
    """Five open cases of ada's."""
    Ledger(names()["Ledger"]).publish_plan(a_plan())
    store = CaseStore(names()["Cases"])
    for number in range(5):
        store.open(a_case(f"case-{number}"), OPENED)
    return store


def mails() -> list[tuple[str, str]]:
    """To whom, and the subject."""
    sent = sesv2_backends[ACCOUNT][REGION].core_backend.sent_messages
    return [(address, message.subject) for message in sent for address in message.destinations["ToAddresses"]]


def tell(world: World, *numbers: int, at: datetime = NOON) -> None:
    events = [
        {"detail-type": "RungReached", "detail": {"case_id": f"case-{number}", "telling": 0}} for number in numbers
    ]
    call(world, events, at)


def bundle(world: World, at: datetime) -> None:
    call(world, [{"detail-type": "BundleDue", "detail": {"person": "ada"}}], at)


def call(world: World, events: Sequence[dict[str, Any]], at: datetime) -> None:
    with time_machine.travel(at, tick=False):
        for event in events:
            world.call("NotifyOwnerFunction", event)


def test_the_first_notice_goes_out_at_once_and_the_others_together_two_minutes_later(
    world: World, cases: CaseStore
) -> None:
    tell(world, 0, 1, 2, 3, 4)
    assert mails() == [("ada@example.com", "[urgent] Website problem: I cannot log in")]
    assert HeldStore(names()["Cases"]).due(NOON + minutes(2)) == ["ada"]
    bundle(world, NOON + minutes(2))
    assert mails()[1:] == [("ada@example.com", "[urgent] 4 cases wait for you")]
    for number in range(5):
        [notice] = cases.notices(f"case-{number}")
        assert (notice.person, notice.sent_at is not None) == ("ada", True)


def test_a_case_that_waits_for_a_bundle_has_its_own_wait_after_it(world: World, cases: CaseStore) -> None:
    tell(world, 0, 1)
    case = cases.get("case-1")
    assert case is not None
    assert (case.told, case.due_at) == (True, NOON + minutes(2) + minutes(10))
    assert "together with others" in cases.log("case-1")[-1].what


def test_an_acknowledgement_takes_a_queued_notice_out_of_the_bundle(world: World, cases: CaseStore) -> None:
    tell(world, 0, 1, 2)
    Care(world.deployment()).acknowledge("case-1", "ada", NOON)
    bundle(world, NOON + minutes(2))
    assert mails()[1:] == [("ada@example.com", "[urgent] Website problem: I cannot log in")]
    assert cases.notices("case-1") == []


def test_where_all_that_waited_was_answered_nothing_goes_out(world: World, cases: CaseStore) -> None:
    tell(world, 0, 1)
    Care(world.deployment()).resolve("case-1", "ada", NOON, "a full disk")
    bundle(world, NOON + minutes(2))
    assert len(mails()) == 1
    assert HeldStore(names()["Cases"]).due(NOON + minutes(99)) == []


def test_a_bundle_that_is_told_twice_goes_out_once(world: World, cases: CaseStore) -> None:
    tell(world, 0, 1, 2)
    for _ in range(3):
        bundle(world, NOON + minutes(2))
    assert len(mails()) == 2


def test_a_crash_after_the_mail_sends_no_second_one(world: World, cases: CaseStore) -> None:
    tell(world, 0, 1, 2)
    with before("dynamodb", "DeleteItem", refuse("InternalServerError")), pytest.raises(Exception, match="Internal"):
        bundle(world, NOON + minutes(2))
    bundle(world, NOON + minutes(4))
    assert len(mails()) == 2
    assert HeldStore(names()["Cases"]).due(NOON + minutes(99)) == []


def test_who_left_the_plan_holds_nothing_up(world: World, cases: CaseStore) -> None:
    tell(world, 0, 1)
    Ledger(names()["Ledger"]).publish_plan(replace(a_plan(), people=a_plan().people[1:]))
    case = cases.get("case-1")
    assert case is not None
    cases.save(replace(case, plan_version=2))
    bundle(world, NOON + minutes(2))
    assert len(mails()) == 1
    assert HeldStore(names()["Cases"]).due(NOON + minutes(99)) == []
