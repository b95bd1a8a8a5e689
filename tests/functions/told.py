"""A case whose owner was told of it at noon, in a world: what the functions behind links and buttons act on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine

from shared import aws
from shared.case import Case, LogEntry
from shared.case_tap import made_at, sign
from shared.channels.message import Deed
from shared.plan import Person, Plan
from shared.store.cases import CaseStore
from shared.store.ledger import Ledger
from tests.builders import NOON, a_person, a_plan, minutes
from tests.harness.world import World, names
from tests.shared.nouns import a_case

CASE = "case-1"
#: When people look into their mail.
LATER = NOON + minutes(3)
PEOPLE = tuple(replace(a_person(name), slack_user=f"U0{name.upper()}") for name in ("ada", "grace", "linus"))


@dataclass(frozen=True)
class Told:
    world: World
    cases: CaseStore

    def case(self) -> Case:
        found = self.cases.get(CASE)
        assert found is not None
        return found

    def deeds(self) -> list[tuple[str, str]]:
        """Who did what, without the times and without what happened by itself."""
        return [(entry.who, entry.what) for entry in self.cases.log(CASE) if entry.who != "firebreak"]

    def publish(self, people: Sequence[Person]) -> Plan:
        """Another version of the plan is in force, and functions know it."""
        plan = a_plan(people=people)
        Ledger(names()["Ledger"]).publish_plan(plan)
        self.world._modules.clear()
        return plan

    def link(self, deed: Deed = "acknowledge", person: str = "ada", *, telling: int = 1, at: datetime = NOON) -> str:
        """The token of the link in the mail that went out then."""
        secret = aws.secretsmanager().get_secret_value(SecretId=names()["LinkSecret"])["SecretString"]
        return sign(json.loads(secret)["key"], made_at(at, CASE, deed, person, telling))

    def opened(self, token: str, at: datetime = LATER, method: str = "GET", body: str = "") -> dict[str, Any]:
        event = {
            "version": "2.0",
            "rawPath": f"/cases/{token}",
            "pathParameters": {"token": token},
            "requestContext": {"http": {"method": method, "path": f"/cases/{token}"}},
            "headers": {"content-type": "application/x-www-form-urlencoded"},
            "body": body,
            "isBase64Encoded": False,
        }
        with time_machine.travel(at, tick=False):
            answer: dict[str, Any] = self.world.call("ActOnCaseFunction", event)
        return answer

    def pressed(self, token: str, at: datetime = LATER, **fields: str) -> dict[str, Any]:
        """The page's form, sent."""
        return self.opened(token, at, "POST", urlencode(fields))


@pytest.fixture
def told(world: World) -> Told:
    Ledger(names()["Ledger"]).publish_plan(a_plan(people=PEOPLE))
    store = CaseStore(names()["Cases"])
    case = replace(a_case(CASE, told=True, due_at=NOON + minutes(10)), telling=1)
    store.open(case, LogEntry("firebreak", "opened", NOON - minutes(1)))
    return Told(world, store)
