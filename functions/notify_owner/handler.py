"""Tells people what they must know, each once by each way: of cases, of statements, and of the system itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from functions.notify_owner.acts import Acts
from functions.notify_owner.echo import Echo
from functions.notify_owner.of_case import CaseTeller
from functions.notify_owner.of_statement import StatementTeller
from functions.notify_owner.of_system import SystemTeller
from functions.notify_owner.sending import Sender
from functions.notify_owner.together import Together
from shared.codec import convert
from shared.config import read_settings
from shared.events import (
    AlarmRaised,
    BundleDue,
    CaseChanged,
    DraftSentBack,
    PromiseDue,
    ReviewAsked,
    RungReached,
    TestAsked,
)
from shared.secrets import Secrets
from shared.store.cases import CaseStore
from shared.store.held import HeldStore
from shared.store.ledger import Ledger
from shared.store.marks import Marks
from shared.store.mentions import MentionStore
from shared.store.plans import Plans
from shared.store.statements import StatementStore
from shared.store.storms import StormStore


@dataclass(frozen=True, slots=True)
class Settings:
    cases_table: str
    mentions_table: str
    statements_table: str
    storms_table: str
    ledger_table: str
    channel_secrets: str
    sender_address: str
    link_secret: str
    door_url: str


SETTINGS = read_settings(Settings)
cases = CaseStore(SETTINGS.cases_table)
mentions = MentionStore(SETTINGS.mentions_table)
plans = Plans(Ledger(SETTINGS.ledger_table))
secrets = Secrets(SETTINGS.channel_secrets)
marks = Marks(SETTINGS.ledger_table)
sender = Sender(cases, secrets, marks, SETTINGS.sender_address)
acts = Acts(Secrets(SETTINGS.link_secret), secrets, SETTINGS.door_url)
storms = StormStore(SETTINGS.storms_table)
of_case = CaseTeller(cases, HeldStore(SETTINGS.cases_table), mentions, plans, sender, acts, storms)
of_statement = StatementTeller(StatementStore(SETTINGS.statements_table), plans, sender, acts)
of_system = SystemTeller(plans, sender, marks)


def handle(event: dict[str, Any], _context: object) -> None:
    now, detail = datetime.now(UTC), event["detail"]
    match event["detail-type"]:
        case "RungReached":
            rung = convert(RungReached, detail)
            of_case.tell(rung.case_id, rung.telling, now)
        case "BundleDue":
            Together(of_case).tell(convert(BundleDue, detail).person, now)
        case "CaseChanged":
            Echo(cases, plans, sender).tell(convert(CaseChanged, detail).case_id, now)
        case "PromiseDue":
            of_statement.of_promise(convert(PromiseDue, detail), now)
        case "ReviewAsked":
            of_statement.of_review(convert(ReviewAsked, detail).statement_id, now, asked=True)
        case "DraftSentBack":
            of_statement.of_review(convert(DraftSentBack, detail).statement_id, now, asked=False)
        case "AlarmRaised":
            of_system.of_alarm(convert(AlarmRaised, detail), now)
        case "TestAsked":
            of_system.of_test(convert(TestAsked, detail), now)
        case other:
            raise ValueError(f"nobody is to be told of {other}; the template's rule sends it here")
