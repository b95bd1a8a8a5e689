"""A button pressed in Slack: the case first, then a word back to the channel."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger

from functions.hear_slack.answers import Reply, ask_cause, gone, to_all, to_presser, unknown
from functions.hear_slack.interaction import Challenge, Nothing, Pressed, Unreadable, asks_for_certificate, read
from functions.hear_slack.reply import ReplyError, say
from functions.hear_slack.signature import refused
from shared.acting import Acting
from shared.bus import Bus
from shared.case import Case
from shared.config import read_settings
from shared.plan import SLACK_SIGNING
from shared.pressing import Press, View, did, needless, pressed, unfit
from shared.secrets import SecretError, Secrets
from shared.statement_moves import Refused
from shared.store.cases import CaseStore
from shared.store.ledger import Ledger
from shared.store.plans import Plans


@dataclass(frozen=True, slots=True)
class Settings:
    cases_table: str
    ledger_table: str
    channel_secrets: str
    bus_name: str
    allow_loopback_sources: bool


SETTINGS = read_settings(Settings)
logger = Logger()
cases = CaseStore(SETTINGS.cases_table)
plans = Plans(Ledger(SETTINGS.ledger_table))
secrets = Secrets(SETTINGS.channel_secrets)
acting = Acting(cases, plans, Bus(SETTINGS.bus_name))


def handle(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Slack's POST to /slack/interactions. Whatever it sends twice changes nothing twice."""
    now = datetime.now(UTC)
    body = raw(event)
    if asks_for_certificate(body):
        return answer(200)
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    reason = refused(headers, body, signing(), now)
    if reason is not None:
        logger.warning("a call to Slack's door was refused", reason=reason)
        return answer(401, reason.replace("_", " "))
    match read(body):
        case Unreadable(why):
            logger.warning("Slack sent what can't be read", why=why)
            return answer(400, why)
        case Challenge(words):
            return answer(200, words)
        case Nothing():
            return answer(200)
        case Pressed() as press:
            tell(press, replies_to(press, now))
            return answer(200)


def replies_to(press: Pressed, now: datetime) -> tuple[Reply, ...]:
    """Does what was asked for, and returns what to say of it."""
    plan = plans.in_force()
    person = next((one.id for one in plan.people if one.slack_user == press.user), None)
    if person is None:
        return (unknown(press.user),)
    case = cases.get(press.case_id)
    if case is None:
        return (to_presser(f"There is no case {press.case_id}; see: firebreak cases"),)
    view = View(plans.version(case.plan_version), plan, now)
    match press.verb:
        case "resolve":
            return asked(case, Press(press.case_id, "resolve", person, press.telling), view)
        case "resolve_with":
            return resolved(case, Press(press.case_id, "resolve", person, press.telling), view, press.said)
        case deed:
            return done(Press(press.case_id, deed, person, press.telling), view)


def asked(case: Case, press: Press, view: View) -> tuple[Reply, ...]:
    """A case ends with its root cause: the field for it, in answer to the button."""
    why = needless(case, press, view)
    return (to_presser(why) if why is not None else ask_cause(case, press, view),)


def resolved(case: Case, press: Press, view: View, cause: str) -> tuple[Reply, ...]:
    wrong = unfit(cause)
    if wrong is not None and needless(case, press, view) is None:
        return (ask_cause(case, press, view, wrong),)
    return (*done(press, view, cause), gone())


def done(press: Press, view: View, cause: str = "") -> tuple[Reply, ...]:
    outcome = acting.do(press.case_id, press.person, view.now, lambda found, _own: pressed(found, press, view, cause))
    if isinstance(outcome, Refused):
        return (to_presser(outcome.why),)
    logger.info("a case was acted on in Slack", case_id=press.case_id, deed=press.deed, person=press.person)
    return (to_all(did(outcome, press, view)),)


def tell(press: Pressed, replies: tuple[Reply, ...]) -> None:
    """What can't be said back is only logged: the deed is done, and the case shows it."""
    try:
        say(press.response_url, replies, allow_loopback=SETTINGS.allow_loopback_sources)
    except ReplyError as error:
        logger.warning("no word back to Slack", case_id=press.case_id, reason=str(error))


def signing() -> tuple[str, ...]:
    """The app's signing secrets; none where there are none, which lets nobody in."""
    try:
        return secrets.of(SLACK_SIGNING)
    except SecretError:
        logger.error("no signing secret of Slack's app", mend=f"firebreak secret channel {SLACK_SIGNING}")
        return ()


def raw(event: dict[str, Any]) -> bytes:
    """The bytes that Slack signed: a form comes in base64 from API Gateway."""
    body: str = event.get("body") or ""
    if not event.get("isBase64Encoded"):
        return body.encode("utf-8", "surrogatepass")
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error:
        return b""  # API Gateway never does this; no signature fits it


def answer(status: int, words: str = "") -> dict[str, Any]:
    return {"statusCode": status, "headers": {"content-type": "text/plain; charset=utf-8"}, "body": words}
