"""Opens a case for an urgent mention or a suspected storm, or lets the mention join the case that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger

from functions.open_case.answering import Answering
from functions.open_case.gathering import Gathering
from functions.open_case.opening import (
    Opened,
    belongs_to,
    conversation,
    is_crisis,
    many,
    of_many,
    of_mention,
    of_storm,
    window_of,
)
from shared.acting import Acting
from shared.bus import Bus
from shared.case import Case, LogEntry, case_id
from shared.case_life import crisis, wrote_again
from shared.codec import convert
from shared.config import read_settings
from shared.events import MentionTriaged, RungReached, StormGrew, StormSuspected
from shared.mention import Mention
from shared.statement_moves import Refused
from shared.store.answers import Answers
from shared.store.cases import CaseStore
from shared.store.ledger import Ledger
from shared.store.mentions import MentionStore
from shared.store.plans import Plans
from shared.store.storms import StormStore
from shared.storm import Storm
from shared.verdict import Verdict


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
acting = Acting(cases, plans, bus)
answering = Answering(cases, mentions, SETTINGS.mentions_table, Answers(SETTINGS.ledger_table), acting)


def handle(event: dict[str, Any], _context: object) -> None:
    now = datetime.now(UTC)
    match event["detail-type"]:
        case "StormSuspected":
            for_storm(convert(StormSuspected, event["detail"]).storm_id, now)
        case "StormGrew":
            for_storm(convert(StormGrew, event["detail"]).storm_id, now)
        case _:
            for_mention(convert(MentionTriaged, event["detail"]), now)


def for_storm(storm_id: str, now: datetime) -> None:
    """Its case, which takes in those that were opened before anybody saw a storm; a crisis, once it is large enough.

    One that is over already, in a replay or after an outage, is still somebody's to look at.
    """
    found = storms.get(storm_id)
    if found is None or found.value.state == "dismissed":
        return
    storm = found.value
    case = followed(open_and_tell(of_storm(storm, plans.in_force(), now), now))
    if case is None:
        return
    Gathering(cases, plans).take_in(storm, case, storms.listed(running=True), now)
    if is_crisis(storm, plans.version(case.plan_version)):
        why = f"{storm.complaints} complaints by {storm.authors} people in one window"
        decided = acting.do(
            case.id, "firebreak", now, lambda at, plan: crisis(at, plan, why, now) or Refused("it is one already")
        )
        if isinstance(decided, Case):
            logger.info("storm is a crisis", case_id=case.id, storm_id=storm.id)


def for_mention(event: MentionTriaged, now: datetime) -> None:
    """A mention that was deleted, or edited since, has no case of its own: its newer version has its own event."""
    known = mentions.get(event.mention_id)
    if known is None or known.verdict is None or known.mention.version != event.mention_version:
        return
    if known.mention.from_staff:
        answering.take(known.mention, now)
        return
    storm = belongs_to(storms.listed(running=True), known.mention, known.verdict)
    if storm is not None and not in_hand(known.mention, now):
        # Once somebody has resolved it, nobody is told of what joins it: the mention has a case of its own again.
        of_the_storm = followed(case_of(storm, now))
        if of_the_storm is not None and gather(of_the_storm, event.mention_id, now):
            return
    case_id = of_its_own(known.mention, known.verdict, now)
    answering.question(known.mention, case_id, now)


def of_its_own(mention: Mention, verdict: Verdict, now: datetime) -> str:
    """Puts it in the conversation's case, where there is one; in a new one; or, where too many came at once, in the
    one for many. Returns which.
    """
    plan = plans.in_force()
    opened = of_mention(mention, verdict, plan, now)
    key = conversation(mention)
    pointed = ledger.pointer(key, opened.case.id, now, plan.cases.gather_for)
    first = open_now(pointed)
    if first is not None and first.id != opened.case.id:
        if not cases.has(first.id, mention.id):
            # Told before it joins: a crash between the two tells it again, where the other order would never.
            acting.do(
                first.id, "firebreak", now, lambda at, of: wrote_again(at, of, now) or Refused("nobody is to be told")
            )
        if gather(first, mention.id, now):
            return first.id
        first = None
    if first is None and too_many(opened.case, now):
        opened = of_many(mention, verdict, plan, window_of(plan, now), now)
    if pointed != opened.case.id:
        # What it pointed to is over, or was never opened: a window of its own begins.
        ledger.point(key, opened.case.id, now, plan.cases.gather_for)
    case = open_and_tell(opened, now)
    join(case, mention.id, now)
    return case.id


def too_many(case: Case, now: datetime) -> bool:
    """Whether the plan's number of cases of this kind was opened in this stretch of time already.

    Once a case for many is there, it takes all of its stretch.
    """
    plan = plans.in_force()
    window = window_of(plan, now)
    if open_now(many(case.brand, case.instance, window)) is not None:
        return True
    key = f"cases#{case.brand}#{case.instance}#{window.isoformat()}"
    return ledger.count(key, now, plan.cases.at_once) > plan.cases.most_at_once


def in_hand(mention: Mention, now: datetime) -> bool:
    """Whether somebody is at work on this conversation's own case: they hear of it, storm or not."""
    pointed = ledger.pointed(conversation(mention), now)
    case = open_now(pointed) if pointed is not None else None
    return case is not None and case.storm_id is None and case.state != "open"


def open_now(of: str) -> Case | None:
    """The case of that id, or the one that it came to by merging; None where there is none, or it is over."""
    return followed(cases.get(of))


def followed(case: Case | None) -> Case | None:
    """That case as it was read, or the one that it came to by merging; None where it is over."""
    while case is not None and case.merged_into is not None:  # ends: each was merged before the one it is in
        case = cases.get(case.merged_into)
    return None if case is None or case.state == "resolved" else case


def gather(into: Case, mention_id: str, now: datetime) -> bool:
    """Whether a case that is open has the mention now: this one, or the one that took it in meanwhile."""
    join(into, mention_id, now)
    has = open_now(into.id)
    if has is not None and has.id != into.id:
        join(has, mention_id, now)
    return has is not None


def case_of(storm: Storm, now: datetime) -> Case:
    """The storm's case; opened here where the storm's own event hasn't come yet."""
    return cases.get(case_id(storm.id)) or open_and_tell(of_storm(storm, plans.in_force(), now), now)


def join(to: Case, mention_id: str, now: datetime) -> None:
    if cases.join(to.id, mention_id, now):
        logger.info("mention joined a case", case_id=to.id)


def open_and_tell(opened: Opened, now: datetime) -> Case:
    """The case as it is then. Tells it also where it was there already, untold: an event that comes again may be a
    crash's.
    """
    case = opened.case
    if cases.open(case, LogEntry("firebreak", "opened", now, opened.why)):
        logger.info("case opened", case_id=case.id, instance=case.instance, priority=case.priority, owner=case.owner)
    else:
        case = cases.get(case.id) or case
    if not case.told and case.state == "open":
        bus.publish([RungReached(case_id=case.id, telling=case.telling)])
    return case
