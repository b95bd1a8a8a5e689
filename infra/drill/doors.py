"""The doors by which people of a drill act: the link in their own mail, and the command where they have none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import urlencode

from infra.drill.mailroom import Mailroom
from infra.drill.names import PARAMETERS
from infra.drill.world import World
from shared import case_life
from shared.acting import Acting
from shared.bus import Bus
from shared.case import Case
from shared.plan import Plan
from shared.rungs import Moved
from shared.statement_moves import Refused
from shared.store.cases import CaseStore
from shared.store.ledger import Ledger
from shared.store.plans import Plans

Deed = Literal["acknowledge", "answer", "escalate", "resolve"]


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody did to a case, and by which door; `refused` says why it was not done."""

    at: datetime
    person: str
    case_id: str
    deed: Deed
    by: Literal["link", "command"]
    refused: str | None = None


class Doors:
    def __init__(self, world: World, mailroom: Mailroom) -> None:
        deployment = world.deployment()
        self._world, self._mailroom = world, mailroom
        self._acting = Acting(
            CaseStore(deployment.cases_table), Plans(Ledger(deployment.ledger_table)), Bus(deployment.bus_name)
        )

    def act(self, person: str, case_id: str, deed: Deed, now: datetime, cause: str = "") -> Done:
        """By the newest link for this deed that the person was sent; who has none types the command."""
        path = None if deed == "answer" else self._link(person, case_id, deed)
        if path is not None:
            form = {"content-type": "application/x-www-form-urlencoded"}
            answer = self._world.tried("POST", path, urlencode({"cause": cause}).encode(), form)
            # A page may say that the link is too old for this; then who still means it types the command.
            if answer is not None and (answer["statusCode"] == 200 or deed != "resolve"):
                why = None if answer["statusCode"] == 200 else "the link's page says that it was needless"
                return Done(now, person, case_id, deed, "link", why)
        outcome = self._acting.do(
            case_id, person, now, lambda case, plan: _decided(case, plan, person, deed, now, cause)
        )
        return Done(now, person, case_id, deed, "command", outcome.why if isinstance(outcome, Refused) else None)

    def _link(self, person: str, case_id: str, deed: Deed) -> str | None:
        token = rf"{re.escape(case_id)}\.{deed}\.{re.escape(person)}\.\d+\.\d+\.[\w-]+"
        link = re.compile(rf"{re.escape(PARAMETERS['DoorUrl'])}(/cases/{token})")
        found = (link.search(sent.body) for sent in reversed(self._mailroom.sent))
        return next((one[1] for one in found if one is not None), None)


def _decided(case: Case, plan: Plan, who: str, deed: Deed, now: datetime, cause: str) -> Moved | Refused:
    match deed:
        case "acknowledge":
            return case_life.acknowledge(case, who, now, plan)
        case "answer":
            return case_life.answer(case, who, now, plan)
        case "escalate":
            return case_life.escalate(case, now, plan, as_of=case.telling)
        case "resolve":
            return case_life.resolve(case, who, now, cause, plan)
