"""Tells the people on a rung of a case, or those who keep a promise, each once, by every way that they have."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from functions.notify_owner.wording import notice_of_case, notice_of_promise, notice_of_return, notice_of_review
from shared.case import Case, LogEntry, Notice
from shared.channels import email, slack
from shared.channels.message import ChannelError, Message
from shared.codec import convert
from shared.config import read_settings
from shared.escalation import rung_at
from shared.events import DraftSentBack, PromiseDue, ReviewAsked, RungReached
from shared.plan import Person, Plan
from shared.promise import due_at, people
from shared.review import reviewers, turn, writers
from shared.secrets import SecretError, Secrets
from shared.statement import Statement
from shared.store.cases import CaseStore
from shared.store.items import LostRaceError
from shared.store.ledger import Ledger
from shared.store.mentions import MentionStore
from shared.store.plans import Plans
from shared.store.statements import StatementStore
from shared.tap import GOOD_FOR, Tap, sign


@dataclass(frozen=True, slots=True)
class Settings:
    cases_table: str
    mentions_table: str
    statements_table: str
    ledger_table: str
    channel_secrets: str
    sender_address: str
    link_secret: str
    door_url: str


#: What became of a notice: `settled` and `held` are a claim's answers (shared/store/cases.py).
End = Literal["sent", "failed", "claimed", "settled", "held"]


#: More than a promise can have, were it late for two months and told of each minute.
STEPS_A_PROMISE = 100_000
#: A review's notices are numbered by its turns, from here on: past any promise's.
REVIEWS = 1_000_000_000


class HeldError(Exception):
    """A claimed notice may be a crash's. No minute tick asks again for a promise's step: Lambda's own retry does."""


SETTINGS = read_settings(Settings)
logger = Logger()
cases = CaseStore(SETTINGS.cases_table)
mentions = MentionStore(SETTINGS.mentions_table)
statements = StatementStore(SETTINGS.statements_table)
plans = Plans(Ledger(SETTINGS.ledger_table))
secrets = Secrets(SETTINGS.channel_secrets)
links = Secrets(SETTINGS.link_secret)


def handle(event: dict[str, Any], _context: object) -> None:
    now = datetime.now(UTC)
    match event["detail-type"]:
        case "PromiseDue":
            tell_of_promise(convert(PromiseDue, event["detail"]), now)
        case "ReviewAsked":
            tell_of_review(convert(ReviewAsked, event["detail"]).statement_id, now, asked=True)
        case "DraftSentBack":
            tell_of_review(convert(DraftSentBack, event["detail"]).statement_id, now, asked=False)
        case _:
            tell_of_rung(convert(RungReached, event["detail"]), now)


def tell_of_rung(event: RungReached, now: datetime) -> None:
    """The case is looked at before each send: nothing goes out that an acknowledgement has made needless."""
    case = cases.get(event.case_id)
    if case is None or not wants(case, event.rung):
        return
    plan = plans.version(case.plan_version)
    known = mentions.get(case.first_mention) if case.first_mention else None
    ends: list[End] = []
    for person in (plan.person(of) for of in rung_at(plan, case.instance, event.rung).people):
        message = notice_of_case(case, event.rung, person, plan, known, now)
        for way in person.ways():
            current = cases.get(case.id)
            if current is None or not wants(current, event.rung):
                return
            ends.append(deliver(Notice(case.id, event.rung, person.id, way), person, message, now))
    # A claim whose end isn't known may be a crash's: the minute tick asks again until it is known.
    if "held" not in ends:
        settle(case.id, event.rung, plan, now)


def wants(case: Case, rung: int) -> bool:
    return case.state == "open" and case.rung == rung and not case.told


def settle(case_id: str, rung: int, plan: Plan, now: datetime) -> None:
    """From here the rung's wait runs. A rung that reached nobody is over at once: the next minute takes the next."""
    case = cases.get(case_id)
    if case is None or not wants(case, rung):
        return
    sent = [notice for notice in cases.notices(case_id, rung) if notice.sent_at]
    due_at = now + rung_at(plan, case.instance, rung).wait if sent else now
    what = ", ".join(f"{notice.person} by {notice.way}" for notice in sent)
    log = LogEntry("firebreak", f"rung {rung}: {f'told {what}' if sent else 'reached nobody'}", now)
    try:
        cases.save(replace(case, told=True, due_at=due_at), log)
    except LostRaceError:
        logger.info("the case moved on while its notices were sent", case_id=case_id, rung=rung)


def tell_of_promise(event: PromiseDue, now: datetime) -> None:
    statement = statements.get(event.statement_id)
    if statement is None or statement.promise is None or statement.promise.next_update_at is None:
        return
    plan = plans.in_force()
    if due_at(statement.promise.next_update_at, event.rung, plan) > now:
        return  # it was about the promise before, which has been kept; this one's step has its own time
    # Each promise of a statement has its own notices: the update's number tells them apart.
    rung = statement.promise.number * STEPS_A_PROMISE + event.rung
    ends: list[End] = []
    for person in people(plan, statement, event.rung):
        tap = tap_of(statement, statement.promise.number, statement.promise.next_update_at, person, plan)
        for way in person.ways():
            # A channel in Slack has many readers, and a tap is in the name of one.
            link = tap if way == "email" else None
            message = notice_of_promise(statement, statement.promise.next_update_at, person, plan, now, link)
            ends.append(deliver(Notice(statement.id, rung, person.id, way), person, message, now))
    if "held" in ends:
        raise HeldError(f"{statement.id}: a notice of step {event.rung} is claimed, and its end isn't known")


def tell_of_review(statement_id: str, now: datetime, *, asked: bool) -> None:
    """Asked: whoever can say yes; sent back: whoever wrote it. One that has gone on meanwhile is nobody's matter."""
    statement = statements.get(statement_id)
    if statement is None or statement.stage != ("in_review" if asked else "draft"):
        return
    plan = plans.in_force()
    ends: list[End] = []
    for person in (reviewers if asked else writers)(plan, statement):
        message = notice_of_review(statement, person) if asked else notice_of_return(statement, person)
        for way in person.ways():
            ends.append(deliver(Notice(statement.id, REVIEWS + turn(statement), person.id, way), person, message, now))
    if "held" in ends:
        raise HeldError(f"{statement.id}: a notice of its review is claimed, and its end isn't known")


def tap_of(statement: Statement, word: int, promised_at: datetime, person: Person, plan: Plan) -> str | None:
    """The link by which this person says "nothing new yet"; None where there are no words for it, or no key."""
    if statement.standby is None and not plan.templates(statement.instance, "nothing_new"):
        return None
    try:
        key = links.of("key")[0]
    except (SecretError, ClientError, BotoCoreError) as error:
        # A reminder without its link is still one.
        logger.error("no link could be signed", statement_id=statement.id, reason=type(error).__name__)
        return None
    tap = Tap(statement.id, word, person.id, promised_at + GOOD_FOR)
    return f"{SETTINGS.door_url.rstrip('/')}/promises/{sign(key, tap)}"


def deliver(notice: Notice, person: Person, message: Message, now: datetime) -> End:
    """Sends one notice that nobody else has sent. A failure is kept and told, and stops no other notice."""
    claim = cases.claim_notice(notice, now)
    if claim != "claimed":
        return claim
    try:
        send(notice.way, person, message)
    except (ChannelError, SecretError, ClientError, BotoCoreError) as error:
        logger.error("notice failed", case_id=notice.case_id, person=person.id, way=notice.way, reason=str(error))
        cases.settle_notice(replace(notice, failed=str(error)), now)
        return "failed"
    cases.settle_notice(replace(notice, sent_at=now), now)
    logger.info("notice sent", case_id=notice.case_id, rung=notice.rung, person=person.id, way=notice.way)
    return "sent"


def send(way: str, person: Person, message: Message) -> None:
    if way == "email" and person.email:
        email.send(SETTINGS.sender_address, person.email, message)
    elif way == "slack" and person.slack:
        slack.send(secrets.of(person.slack)[0], message)
