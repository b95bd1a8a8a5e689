"""With moto's mail: people hear when the system itself is wrong, once a day; and a person's ways can be tried."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from moto.sesv2.models import sesv2_backends

from shared import aws
from shared.plan import Plan
from shared.store.ledger import Ledger
from shared.store.marks import Marks
from tests.builders import NOON, a_person, a_plan, minutes
from tests.harness.world import ACCOUNT, REGION, World, names
from tests.shared.channels.door import door


def publish(plan: Plan) -> None:
    Ledger(names()["Ledger"]).publish_plan(plan)


def alarm(day: str = "2026-10-02", name: str = "forum") -> dict[str, Any]:
    detail = {"kind": "source", "name": name, "what": "forum is silent", "since": NOON.isoformat(), "day": day}
    return {"detail-type": "AlarmRaised", "detail": detail}


def asked(person: str = "ada") -> dict[str, Any]:
    return {"detail-type": "TestAsked", "detail": {"person": person, "asked": "t1", "by": "grace"}}


def tell(world: World, event: dict[str, Any], after: float = 0) -> None:
    with time_machine.travel(NOON + minutes(after), tick=False):
        world.call("NotifyOwnerFunction", event)


def mailed() -> Counter[str]:
    sent = sesv2_backends[ACCOUNT][REGION].core_backend.sent_messages
    return Counter(address for message in sent for address in message.destinations["ToAddresses"])


def test_whoever_the_plan_names_hears_an_alarm_once_a_day_for_each_thing(world: World) -> None:
    publish(replace(a_plan(), alarms=("grace",)))
    for event in (alarm(), alarm(), alarm(name="x"), alarm(day="2026-10-03")):
        tell(world, event)
    assert mailed() == {"grace@example.com": 3}


def test_where_the_plan_names_nobody_it_is_the_last_resort(world: World) -> None:
    publish(a_plan())
    tell(world, alarm())
    assert mailed() == {"linus@example.com": 1}


def test_before_there_is_a_plan_nobody_is_told_and_nothing_fails(world: World) -> None:
    tell(world, alarm())
    assert mailed() == {}


def test_each_way_of_a_person_is_tried_and_what_became_of_it_is_kept(world: World) -> None:
    publish(a_plan(people=[a_person("ada", slack="slack-ada"), a_person("grace"), a_person("linus")]))
    with door() as slack:
        slack.answers[:] = [(404, b"no_service", {})]
        values = json.dumps({"slack-ada": slack.url})
        aws.secretsmanager().put_secret_value(SecretId=names()["ChannelSecrets"], SecretString=values)
        tell(world, asked())
    tests = Marks(names()["Ledger"]).tests([("ada", "email"), ("ada", "slack"), ("grace", "email")])
    assert {way: one.failed for (_, way), one in tests.items()} == {
        "email": None,
        "slack": "Slack answered 404: no_service",
    }
    assert {one.asked for one in tests.values()} == {"t1"}
    assert mailed() == {"ada@example.com": 1}


def test_an_event_that_nobody_knows_fails_loudly(world: World) -> None:
    publish(a_plan())
    with pytest.raises(ValueError, match="nobody is to be told"):
        tell(world, {"detail-type": "Unheard", "detail": {}})


def test_a_test_by_pagerduty_closes_what_it_opened(world: World) -> None:
    ada = replace(a_person("ada"), email=None, pagerduty="pager")
    publish(a_plan(people=[ada, a_person("grace"), a_person("linus")]))
    with door() as pager:
        pager.answers[:] = [(202, b"{}", {})]
        values = json.dumps({"pager": f"{'0' * 32} {pager.url}"})
        aws.secretsmanager().put_secret_value(SecretId=names()["ChannelSecrets"], SecretString=values)
        tell(world, asked())
    assert [(body["event_action"], body["dedup_key"]) for body in pager.taken] == [
        ("trigger", "test-t1"),
        ("resolve", "test-t1"),
    ]
