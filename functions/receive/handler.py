"""Answers the platforms' webhooks: who may call is heard, and what was heard is on the queue before it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from functions.receive.answer import ACCEPTED, NO_CERTS, NO_PLAN, SECRETS_UNREADABLE, Answer, greeting
from functions.receive.certs import Certs, CertsError
from functions.receive.door import Called, called, greeted, judged
from functions.receive.request import read_request
from shared.config import read_settings
from shared.ears.credentials import keys_of
from shared.ears.platform import Keys
from shared.ears.request import Greeted, Request
from shared.inbox import Inbox
from shared.plan import Source
from shared.secrets import SecretError, Secrets
from shared.store.ledger import Ledger, NoPlanError
from shared.store.marks import Marks
from shared.store.plans import Plans


@dataclass(frozen=True, slots=True)
class Settings:
    inbox_queue_url: str
    ledger_table: str
    source_secrets: str


SETTINGS = read_settings(Settings)
#: Refusals that a secret which was set a moment ago may mend.
DOUBTED = ("signature_wrong", "greeting_refused")
logger = Logger()
inbox = Inbox(SETTINGS.inbox_queue_url)
marks = Marks(SETTINGS.ledger_table)
plans = Plans(Ledger(SETTINGS.ledger_table))
secrets = Secrets(SETTINGS.source_secrets)
certs = Certs()


def handle(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Takes a call of API Gateway's HTTP API to /webhooks/{source} or /webhooks/{source}/{key}."""
    request = read_request(event)
    answer = answer_to(request, datetime.now(UTC))
    if answer.reason is not None:
        tell(answer, request)
    return answer.as_http()


def answer_to(request: Request, now: datetime) -> Answer:
    try:
        at = called(request, plans.in_force())
        if isinstance(at, Answer):
            return at
        answer = answer_by_keys(request, at, now)
        if answer.reason in DOUBTED and secrets.doubted():
            answer = answer_by_keys(request, at, now)
    except NoPlanError:
        return NO_PLAN
    except SecretError:
        return SECRETS_UNREADABLE
    return answer


def answer_by_keys(request: Request, at: Called, now: datetime) -> Answer:
    keys = keys_of(secrets, at.source, at.door.credentials)
    return answer_to_delivery(request, at, keys, now) if request.method == "POST" else greet(request, at, keys, now)


def answer_to_delivery(request: Request, at: Called, keys: Keys, now: datetime) -> Answer:
    if at.door.certs:
        try:
            keys = Keys({**keys.values, "certs": (certs.of(at.door.certs, now),)})
        except CertsError:
            return NO_CERTS
    outcome = judged(request, at, keys, now)
    if isinstance(outcome, Answer):
        return outcome
    inbox.put(outcome)
    return ACCEPTED


def greet(request: Request, at: Called, keys: Keys, now: datetime) -> Answer:
    outcome = greeted(request, at, keys, now)
    if isinstance(outcome, Answer):
        return outcome
    if outcome.good:
        mark(at.source, outcome, now)
    return greeting(outcome)


def mark(source: Source, greeted: Greeted, now: datetime) -> None:
    """Notes that the platform found us here. It waits for its answer, whether that can be noted or not."""
    try:
        marks.greeted(source.name, now, greeted.good_until(now))
    except (BotoCoreError, ClientError) as error:
        logger.error("greeting not noted", extra={"source": source.name, "error": type(error).__name__})


def tell(answer: Answer, request: Request) -> None:
    """One line for each refusal: its reason, never the body, the address's last part or a secret."""
    keys = {"reason": answer.reason, "status": answer.status, "source": request.source[:64]}
    if answer.ours:
        logger.error("call refused", extra={**keys, "secret": SETTINGS.source_secrets, "mend": answer.mend})
    else:
        logger.warning("call refused", extra=keys)
