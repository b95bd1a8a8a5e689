"""A subscriber: somebody, or some machine, that asked to be told; and a delivery: one thing that one of them is told.

An id is a keyed hash of the address, so that it can stand in logs; the address itself is in the table and nowhere else.
"""

from __future__ import annotations

import base64
import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

Kind = Literal["email", "webhook"]
SubscriberState = Literal["pending", "active", "unsubscribed", "disabled"]
#: `word`: one update of a statement. The other two ask whether a sign-up is wanted.
What = Literal["word", "confirmation", "challenge"]
DeliveryState = Literal["due", "sent", "given_up", "dropped"]

#: Languages that mails and sign-up pages have words for; the first is for everybody else.
LANGUAGES = ("en", "pt", "es", "fr", "de", "it", "ar")
#: A sign-up that nobody confirmed is forgotten after this; its link is good for half of it.
PENDING_KEPT = timedelta(days=2)
CONFIRMED_WITHIN = timedelta(days=1)
#: RFC 5321, 4.5.3.1: an address has at most so many characters, its local part so many.
MOST_ADDRESS, MOST_LOCAL = 254, 64

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class Subscriber:
    """`address` is a mail address or a URL, and empty once unsubscribed. `secret` signs a webhook's deliveries.

    `failing_since` is when the first delivery failed since one last came through. `revision` counts writes.
    """

    id: str
    kind: Kind
    state: SubscriberState
    address: str
    language: str
    asked_at: datetime
    secret: str = ""
    confirmed_at: datetime | None = None
    over_at: datetime | None = None
    because: str = ""
    failing_since: datetime | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Delivery:
    """One thing for one subscriber. `ref` tells which: `st-0a1b2c3d4e-2`, or the sign-up's time.

    `tries` counts claims; while one is held, `due_at` is when it may be taken over. `failed` is the last reason.
    """

    subscriber_id: str
    what: What
    ref: str
    created_at: datetime
    due_at: datetime
    state: DeliveryState = "due"
    tries: int = 0
    failed: str = ""
    over_at: datetime | None = None
    revision: int = 0

    @property
    def part(self) -> str:
        """Its key beside the subscriber's id: a word has one delivery, however often it is announced."""
        return f"{self.what}#{self.ref}"


def signed_up(subscriber_id: str, kind: Kind, address: str, language: str, now: datetime) -> Subscriber:
    """A new sign-up. A webhook gets a secret of its own (Standard Webhooks: at least 24 random bytes, base64)."""
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode() if kind == "webhook" else ""
    return Subscriber(subscriber_id, kind, "pending", address, language, now, secret)


def question(subscriber: Subscriber, now: datetime) -> Delivery:
    """What asks the owner of an address whether the sign-up is wanted: one in an hour, however often it is asked."""
    what: What = "confirmation" if subscriber.kind == "email" else "challenge"
    return Delivery(subscriber.id, what, f"{now:%Y-%m-%dT%H}", now, now)


def asked(known: Subscriber | None, fresh: Subscriber) -> Subscriber | None:
    """A sign-up: the subscriber to keep, or None where nothing changes, as it is active already."""
    if known is None:
        return fresh
    return None if known.state == "active" else replace(fresh, revision=known.revision)


def confirmed(known: Subscriber, now: datetime) -> Subscriber | None:
    """The owner of the address said yes. None where there is nothing to confirm (any more)."""
    if known.state != "pending" or now - known.asked_at > PENDING_KEPT:
        return None
    return replace(known, state="active", confirmed_at=now)


def unsubscribed(known: Subscriber, now: datetime) -> Subscriber | None:
    """Nothing more goes out, and the address is forgotten. None where that is so already."""
    if known.state == "unsubscribed":
        return None
    return replace(
        known, state="unsubscribed", address="", secret="", over_at=now, because="asked to", failing_since=None
    )


def disabled(known: Subscriber, because: str, now: datetime) -> Subscriber | None:
    """Deliveries stop until an operator resumes them, or the owner signs up again."""
    if known.state != "active":
        return None
    return replace(known, state="disabled", over_at=now, because=because)


def resumed(known: Subscriber) -> Subscriber | None:
    """An operator's yes to one that was disabled after it had been confirmed."""
    if known.state != "disabled" or known.confirmed_at is None:
        return None
    return replace(known, state="active", over_at=None, because="", failing_since=None)


def language_of(wanted: str) -> str:
    """`pt-BR` -> `pt`; the first of ours for a language that we have no words for."""
    short = wanted.strip().lower().replace("_", "-").partition("-")[0]
    return short if short in LANGUAGES else LANGUAGES[0]


def mail_address(given: str) -> str | None:
    """The address as it is kept, its host in ASCII; None for what SES could not send to."""
    local, at, host = given.strip().rpartition("@")
    try:
        host = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    labels = host.split(".")
    fits = len(local) <= MOST_LOCAL and len(local) + 1 + len(host) <= MOST_ADDRESS
    named = len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels) and not labels[-1].isdigit()
    return f"{local}@{host}" if at and fits and named and _LOCAL.fullmatch(local) else None


def masked(address: str) -> str:
    """An address as lists show it: enough to know one's own by. `a…@e….com`, `https://h….com/…`."""
    scheme, web, rest = address.partition("://")
    if web:
        host, _, path = rest.partition("/")
        return f"{scheme}://{_short(host)}{'/…' if path else ''}"
    local, at, host = address.rpartition("@")
    return f"{local[:1]}…@{_short(host)}" if at else "-"


def _short(host: str) -> str:
    name, dot, end = host.rpartition(".")
    return f"{name[:1]}…{dot}{end}" if dot else f"{host[:1]}…"
