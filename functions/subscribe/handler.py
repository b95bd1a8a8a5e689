"""Takes sign-ups, and the yes or no that follows by a signed link. What is to be sent, `deliver` sends.

The answer to a sign-up is the same whoever is subscribed already, so that nobody can learn it here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from aws_lambda_powertools import Logger

from functions.subscribe.answers import as_json
from functions.subscribe.request import Request, read_request
from functions.subscribe.signup import TRAP, SignUp, read_signup
from functions.subscribe.words import WORDS
from shared import link
from shared.config import read_settings
from shared.secrets import Secrets
from shared.small_page import button, page
from shared.store.audience import Limits
from shared.store.subscribers import SubscriberStore
from shared.subscriber import confirmed, language_of, question, signed_up, unsubscribed

#: Sign-ups of one caller in an hour, for one address in a day, and of everybody in a day: each sends a mail.
OF_A_CALLER, FOR_AN_ADDRESS, OF_ALL = 10, 3, 5000
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WHAT_NOW = (
    "Keep this secret: it is shown once. We now post a signed challenge to the address; answer 2xx with the challenge "
    "in the body. Where the address is subscribed already, nothing changes: unsubscribe it first."
)


@dataclass(frozen=True, slots=True)
class Settings:
    subscribers_table: str
    link_secret: str
    allow_loopback_sources: bool = False


SETTINGS = read_settings(Settings)
logger = Logger()
subscribers = SubscriberStore(SETTINGS.subscribers_table)
limits = Limits(SETTINGS.subscribers_table)
secrets = Secrets(SETTINGS.link_secret)


def handle(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Answers a call of API Gateway's HTTP API to /subscribers and below. Neither address nor IP is ever logged."""
    request = read_request(event)
    now = datetime.now(UTC)
    match (request.method, request.path):
        case ("POST", "/"):
            return take_signup(request, now)
        case ("GET", "/confirm"):
            return ask(request, "confirm", now)
        case ("POST", "/confirm"):
            return confirm(request, now)
        case ("GET", "/unsubscribe"):
            return ask(request, "unsubscribe", now)
        case ("POST", "/unsubscribe"):
            return unsubscribe(request, now)
    return say(request, 404, "void")


def take_signup(request: Request, now: datetime) -> dict[str, Any]:
    wanted = read_signup(request, allow_loopback=SETTINGS.allow_loopback_sources) if request.readable else None
    if wanted is None:
        return say(request, 400, "wrong")
    key = secrets.of("key")[0]
    who = link.subscriber_id(key, wanted.kind, wanted.address)
    fresh = signed_up(who, wanted.kind, wanted.address, wanted.language, now)
    if request.field(TRAP):
        return thanks(request, wanted, fresh.secret)
    caller = link.caller_mark(key, request.caller, f"{now:%Y-%m-%d}")
    if not limits.within(f"caller#{caller}", OF_A_CALLER, now, HOUR):
        return say(request, 429, "many")
    if not limits.within("all", OF_ALL, now, DAY):
        logger.error("no more sign-ups today", extra={"most": OF_ALL})
        return say(request, 429, "many")
    asking = question(fresh, now)
    if not subscribers.has(asking) and limits.within(f"address#{who}", FOR_AN_ADDRESS, now, DAY):
        new = subscribers.sign_up(fresh, asking)
        logger.info("sign-up taken", extra={"subscriber_id": who, "kind": wanted.kind, "new": new})
    return thanks(request, wanted, fresh.secret)


def thanks(request: Request, wanted: SignUp, secret: str) -> dict[str, Any]:
    """The same for all. Where nothing was kept, a webhook's secret opens nothing."""
    if wanted.kind == "webhook":
        return as_json(202, {"secret": secret, "message": WHAT_NOW})
    return say(request, 202, "look")


def ask(request: Request, purpose: link.Purpose, now: datetime) -> dict[str, Any]:
    """A page with a button. Nothing is read or changed: scanners of mail follow every link."""
    token = request.field("token")
    if link.read(secrets.of("key")[0], purpose, token, now) is None:
        return say(request, 400, "void")
    words = WORDS[spoken(request)]
    asked, name = (words.confirm, words.yes) if purpose == "confirm" else (words.unsubscribe, words.leave)
    return page(200, spoken(request), words.title, asked, button(name, {"token": token, "l": spoken(request)}))


def confirm(request: Request, now: datetime) -> dict[str, Any]:
    who = link.read(secrets.of("key")[0], "confirm", request.field("token"), now)
    if who is None:
        return say(request, 400, "void")
    known, changed = subscribers.change(who, lambda known: confirmed(known, now) if known else None)
    if changed:
        logger.info("subscriber confirmed", extra={"subscriber_id": who})
    return say(request, 200, "confirmed") if known and known.state == "active" else say(request, 400, "void")


def unsubscribe(request: Request, now: datetime) -> dict[str, Any]:
    """At once, also by a mail client's one click (RFC 8058), and as often as anybody likes."""
    who = link.read(secrets.of("key")[0], "unsubscribe", request.field("token"), now)
    if who is None:
        return say(request, 400, "void")
    _, changed = subscribers.change(who, lambda known: unsubscribed(known, now) if known else None)
    if changed:
        logger.info("subscriber left", extra={"subscriber_id": who})
    return say(request, 200, "unsubscribed")


def say(request: Request, status: int, what: str) -> dict[str, Any]:
    """One of our sentences, as a page or for a machine."""
    words = WORDS[spoken(request)]
    says: str = getattr(words, what)
    if request.as_json:
        return as_json(status, {"message": says} if status < 400 else {"error": says})
    return page(status, spoken(request), words.title, says)


def spoken(request: Request) -> str:
    return language_of(request.field("l") or request.field("language"))
