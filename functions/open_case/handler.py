"""Opens a case for an urgent mention or a suspected storm, or lets the mention join the case that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger

from functions.open_case.opening import (
    CONVERSATION,
    belongs_to,
    case_of_mention,
    case_of_storm,
    conversation,
    same_trouble,
)
from shared.bus import Bus
from shared.case import Case, LogEntry, case_id
from shared.codec import convert
from shared.config import read_settings
from shared.events import MentionTriaged, RungReached, StormSuspected
from shared.store.cases import CaseStore
from shared.store.ledger import Ledger
from shared.store.mentions import MentionStore
from shared.store.plans import Plans
from shared.store.storms import StormStore
from shared.storm import Storm


@dataclass(frozen=True, slots=True)
class Settings:
    cases_table: str
    mentions_table: str
    storms_table: str
    ledger_table: str
    bus_name: str


SETTINGS = read_settings(Settings)
logger = Logger()
cases = CaseStore(SETTINGS.cases_table)
mentions = MentionStore(SETTINGS.mentions_table)
storms = StormStore(SETTINGS.storms_table)
ledger = Ledger(SETTINGS.ledger_table)
plans = Plans(ledger)
bus = Bus(SETTINGS.bus_name)


def handle(event: dict[str, Any], _context: object) -> None:
    now = datetime.now(UTC)
    if event["detail-type"] == "StormSuspected":
        for_storm(convert(StormSuspected, event["detail"]), now)
    else:
        for_mention(convert(MentionTriaged, event["detail"]), now)


def for_storm(event: StormSuspected, now: datetime) -> None:
    storm = storms.get(event.storm_id)
    if storm is not None and storm.value.state != "dismissed":
        open_and_tell(case_of_storm(storm.value, plans.in_force(), now), now)


def for_mention(event: MentionTriaged, now: datetime) -> None:
    """A mention that was deleted, or edited since, has no case of its own: its newer version has its own event."""
    known = mentions.get(event.mention_id)
    if known is None or known.verdict is None or known.mention.version != event.mention_version:
        return
    storm = belongs_to(storms.listed(running=True), known.mention)
    if storm is not None and same_trouble(storm, known.verdict) and gathers(storm, now):
        join(case_id(storm.id), event.mention_id, now)
        return
    case = case_of_mention(known.mention, known.verdict, plans.in_force(), now)
    first = ledger.pointer(conversation(known.mention), case.id, now, CONVERSATION)
    if first != case.id and still_open(first):
        join(first, event.mention_id, now)
        return
    open_and_tell(case, now)
    cases.join(case.id, event.mention_id, now)


def gathers(storm: Storm, now: datetime) -> bool:
    """Whether the storm's case takes its mentions; it is opened where the storm's own event hasn't come yet.

    Once somebody has resolved it, nobody is told of what joins it: an urgent mention has a case of its own again.
    """
    case = cases.get(case_id(storm.id))
    if case is None:
        open_and_tell(case_of_storm(storm, plans.in_force(), now), now)
    return case is None or case.state != "resolved"


def still_open(of: str) -> bool:
    case = cases.get(of)
    return case is not None and case.state != "resolved"


def join(to: str, mention_id: str, now: datetime) -> None:
    if cases.join(to, mention_id, now):
        logger.info("mention joined a case", case_id=to)


def open_and_tell(case: Case, now: datetime) -> None:
    """Tells the first rung also where the case was there already: an event that comes again may be a crash's."""
    if cases.open(case, LogEntry("firebreak", "opened", now, "; ".join(case.reasons))):
        logger.info("case opened", case_id=case.id, instance=case.instance, priority=case.priority, owner=case.owner)
    bus.publish([RungReached(case_id=case.id, rung=0)])
