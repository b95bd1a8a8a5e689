"""Answers the platforms' webhooks: who may call is heard, and what was heard is on the queue before it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger

from functions.receive.answer import ACCEPTED, NO_PLAN, Answer
from functions.receive.door import called_source, judged
from functions.receive.request import Request, read_request
from shared.config import read_settings
from shared.inbox import Inbox
from shared.plan import Source
from shared.secrets import SecretError, Secrets
from shared.store.ledger import Ledger, NoPlanError
from shared.store.plans import Plans


@dataclass(frozen=True, slots=True)
class Settings:
    inbox_queue_url: str
    ledger_table: str
    source_secrets: str


SETTINGS = read_settings(Settings)
logger = Logger()
inbox = Inbox(SETTINGS.inbox_queue_url)
plans = Plans(Ledger(SETTINGS.ledger_table))
secrets = Secrets(SETTINGS.source_secrets)


def handle(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Takes a call of API Gateway's HTTP API to /webhooks/{source}."""
    request = read_request(event)
    answer = answer_to(request, datetime.now(UTC))
    if answer.reason is not None:
        tell(answer, request)
    return answer.as_http()


def answer_to(request: Request, now: datetime) -> Answer:
    try:
        source = called_source(request, plans.in_force())
    except NoPlanError:
        return NO_PLAN
    if isinstance(source, Answer):
        return source
    outcome = judged(request, source, secrets_of(source), now)
    if isinstance(outcome, Answer):
        return outcome
    inbox.put(outcome)
    return ACCEPTED


def secrets_of(source: Source) -> tuple[str, ...]:
    """The source's secrets; none where there are none, which lets nobody in."""
    try:
        return secrets.of(source.name)
    except SecretError:
        return ()


def tell(answer: Answer, request: Request) -> None:
    """One line for each refusal: its reason, never the body and never a secret."""
    keys = {"reason": answer.reason, "status": answer.status, "source": request.source[:64]}
    if answer.ours:
        logger.error("call refused", extra={**keys, "secret": SETTINGS.source_secrets, "mend": answer.content["mend"]})
    else:
        logger.warning("call refused", extra=keys)
