"""With moto's mail: what comes too soon after a person's last notice is told together, once, and never lost."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
import time_machine
from moto.sesv2.models import sesv2_backends

from shared import aws
from shared.case import LogEntry
from shared.operations.care import Care
from shared.plan import Escalation, Person, Rung
from shared.store.cases import CaseStore
from shared.store.held import LEASE, HeldStore
from shared.store.ledger import Ledger
from tests.builders import NOON, a_plan, minutes
from tests.harness.world import ACCOUNT, REGION, World, names
from tests.shared.channels.door import Door, door
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


def test_a_channel_that_fails_for_a_moment_loses_no_bundle(world: World, cases: CaseStore) -> None:
    tell(world, 0, 1, 2)
    with before("sesv2", "SendEmail", refuse("TooManyRequestsException")):
        bundle(world, NOON + minutes(2))
    assert len(mails()) == 1
    later = NOON + minutes(2) + LEASE
    assert HeldStore(names()["Cases"]).due(later) == ["ada"]
    bundle(world, later)
    assert mails()[1:] == [("ada@example.com", "[urgent] 2 cases wait for you")]
    assert HeldStore(names()["Cases"]).due(NOON + minutes(99)) == []


def test_what_was_sent_already_is_not_named_in_the_next_bundle(world: World, cases: CaseStore) -> None:
    tell(world, 0, 1)
    bundle_of_one = NOON + minutes(2)
    with before("dynamodb", "DeleteItem", refuse("InternalServerError")), pytest.raises(Exception, match="Internal"):
        bundle(world, bundle_of_one)
    tell(world, 2, at=bundle_of_one)
    bundle(world, bundle_of_one + LEASE)
    assert mails()[1:] == [("ada@example.com", "[urgent] Website problem: I cannot log in")] * 2


def with_pager(pager: Door) -> Person:
    """ada, who has PagerDuty too."""
    values = json.dumps({"pager-ada": f"{'0' * 32} {pager.url}"})
    aws.secretsmanager().put_secret_value(SecretId=names()["ChannelSecrets"], SecretString=values)
    return replace(a_plan().people[0], pagerduty="pager-ada")


def publish_with(cases: CaseStore, ada: Person, *numbers: int) -> None:
    """Another version of the plan; those cases are of it."""
    version = Ledger(names()["Ledger"]).publish_plan(replace(a_plan(), people=(ada, *a_plan().people[1:])))
    for number in numbers:
        case = cases.get(f"case-{number}")
        assert case is not None
        cases.save(replace(case, plan_version=version))


def test_a_system_that_keeps_cases_is_told_of_each_under_its_own_key(world: World, cases: CaseStore) -> None:
    care = Care(world.deployment())
    with door() as pager:
        pager.answers[:] = [(202, b"{}", {})]
        publish_with(cases, with_pager(pager), 0, 1, 2)
        tell(world, 0, 1, 2)
        bundle(world, NOON + minutes(2))
        care.acknowledge("case-2", "ada", NOON)
        call(world, [{"detail-type": "CaseChanged", "detail": {"case_id": "case-2"}}], NOON + minutes(3))
    assert [(body["event_action"], body["dedup_key"]) for body in pager.taken] == [
        ("trigger", "case-0"),
        ("trigger", "case-1"),
        ("trigger", "case-2"),
        ("acknowledge", "case-2"),
    ]
    assert [subject for _, subject in mails()[1:]] == ["[urgent] 2 cases wait for you"]


def test_a_system_that_fails_for_a_moment_is_not_asked_for_each_of_the_cases(
    world: World, cases: CaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    with door() as pager:
        pager.answers[:] = [(202, b"{}", {}), *[(429, b"{}", {})] * 3, (202, b"{}", {})]
        publish_with(cases, with_pager(pager), 0, 1, 2)
        tell(world, 0, 1, 2)
        bundle(world, NOON + minutes(2))
        assert pager.calls == 4
        bundle(world, NOON + minutes(2) + LEASE)
    assert [body["dedup_key"] for body in pager.taken[-2:]] == ["case-1", "case-2"]
    assert len(mails()) == 2


def test_a_case_is_told_by_the_ways_of_its_own_plan_also_in_a_bundle(world: World, cases: CaseStore) -> None:
    with door() as pager:
        pager.answers[:] = [(202, b"{}", {})]
        publish_with(cases, with_pager(pager), 2)
        tell(world, 0, 1, 2)
        bundle(world, NOON + minutes(2))
    assert [body["dedup_key"] for body in pager.taken] == ["case-2"]
    assert [notice.way for notice in cases.notices("case-1")] == ["email"]


def test_a_bundle_that_reaches_nobody_does_not_keep_the_next_one_waiting(world: World, cases: CaseStore) -> None:
    tell(world, 0, 1)
    with before("sesv2", "SendEmail", refuse("MessageRejected")):
        bundle(world, NOON + minutes(2))
    case = cases.get("case-1")
    assert case is not None
    assert case.due_at == NOON + minutes(2)
    assert cases.log("case-1")[-1].what == "reached nobody"


def test_while_another_of_the_rung_still_waits_for_a_bundle_the_case_waits_too(world: World, cases: CaseStore) -> None:
    both = (Escalation("both", "Both", (Rung(("ada", "grace"), minutes(10)),)),)
    instance = replace(a_plan().instances[0], escalation="both")
    Ledger(names()["Ledger"]).publish_plan(replace(a_plan(), instances=(instance,), escalations=both))
    for number in (0, 1):
        case = cases.get(f"case-{number}")
        assert case is not None
        cases.save(replace(case, plan_version=2))
    tell(world, 0, 1)
    with before("sesv2", "SendEmail", refuse("MessageRejected"), times=2):
        bundle(world, NOON + minutes(2))
        found = cases.get("case-1")
        assert found is not None
        assert found.due_at == NOON + minutes(12)
        call(world, [{"detail-type": "BundleDue", "detail": {"person": "grace"}}], NOON + minutes(3))
    found = cases.get("case-1")
    assert found is not None
    assert found.due_at == NOON + minutes(3)


def test_an_answer_between_two_ways_stops_the_second(world: World, cases: CaseStore) -> None:
    by_two_ways = replace(a_plan().people[0], sms="+4930123")
    Ledger(names()["Ledger"]).publish_plan(replace(a_plan(), people=(by_two_ways, *a_plan().people[1:])))
    case = cases.get("case-1")
    assert case is not None
    cases.save(replace(case, plan_version=2))
    tell(world, 0, 1)
    care = Care(world.deployment())
    with before("sns", "Publish", lambda: care.acknowledge("case-1", "ada", NOON)):
        bundle(world, NOON + minutes(2))
    [notice] = cases.notices("case-1")
    assert notice.way == "sms"


def test_who_is_told_a_moment_later_is_not_passed_over_where_somebody_else_was_told_at_once(
    world: World, cases: CaseStore
) -> None:
    both = (Rung(("ada", "grace"), MINUTE),)
    plan = replace(a_plan(), escalations=(Escalation("both", "Both", both),))
    Ledger(names()["Ledger"]).publish_plan(
        replace(plan, instances=tuple(replace(one, escalation="both") for one in plan.instances))
    )
    tell(world, 0)
    case = cases.get("case-1")
    assert case is not None
    cases.save(replace(case, plan_version=2))
    tell(world, 1)
    case = cases.get("case-1")
    assert case is not None
    assert [address for address, _ in mails()] == ["ada@example.com", "grace@example.com"]
    assert case.due_at == NOON + MINUTE + plan.cases.bundle_every
