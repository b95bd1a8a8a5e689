"""What an operator does with subscribers: look, add, remove, and resume what was disabled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from shared import link
from shared.address import webhook_address
from shared.operations.deployment import Deployment
from shared.secrets import Secrets
from shared.statement_moves import Refused
from shared.store.subscribers import SubscriberStore
from shared.subscriber import (
    Delivery,
    Kind,
    Subscriber,
    SubscriberState,
    language_of,
    mail_address,
    question,
    resumed,
    signed_up,
    unsubscribed,
)


@dataclass(frozen=True, slots=True)
class SubscriberFile:
    """A subscriber with what was and is to be told."""

    subscriber: Subscriber
    deliveries: tuple[Delivery, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """`secret` is a webhook's, shown this once."""

    subscriber: Subscriber
    secret: str


class Audience:
    def __init__(self, deployment: Deployment) -> None:
        self._subscribers = SubscriberStore(deployment.subscribers_table)
        self._secrets = Secrets(deployment.link_secret)

    def listed(self, state: SubscriberState) -> list[Subscriber]:
        return self._subscribers.listed(state)

    def find(self, whom: str) -> SubscriberFile | None:
        """By id, mail address or URL."""
        who = whom if whom.startswith("sub-") else self._id_of(whom)
        subscriber = self._subscribers.get(who) if who else None
        return SubscriberFile(subscriber, tuple(self._subscribers.deliveries(subscriber.id))) if subscriber else None

    def add(self, whom: str, language: str, now: datetime, *, allow_loopback: bool = False) -> Added | Refused:
        """A sign-up for somebody else: they are asked as if they had made it themselves, and nothing is told before."""
        kind = _kind(whom)
        address = webhook_address(whom, allow_loopback=allow_loopback) if kind == "webhook" else mail_address(whom)
        if address is None:
            return Refused("that is no address that can be told: give a mail address, or a public https URL")
        who = link.subscriber_id(self._key(), kind, address)
        fresh = signed_up(who, kind, address, language_of(language), now)
        if (known := self._subscribers.get(who)) is not None and known.state == "active":
            return Refused(f"{who} is subscribed already; see: firebreak subscriber show {who}")
        if not self._subscribers.sign_up(fresh, question(fresh, now)):
            return Refused(f"{who} was asked within this hour already; wait for the answer, or add it in an hour")
        return Added(fresh, fresh.secret)

    def remove(self, whom: str, now: datetime) -> Subscriber | Refused:
        """Nothing more goes out, and the address is forgotten."""
        return self._change(whom, lambda known: unsubscribed(known, now), "has unsubscribed already")

    def resume(self, whom: str, now: datetime) -> Subscriber | Refused:
        """A disabled subscriber is told again; what was given up is due again."""
        file = self.find(whom)
        if file is None:
            return Refused("there is no such subscriber; see: firebreak subscriber list")
        after = file.subscriber
        given_up = [one for one in file.deliveries if one.state == "given_up" and one.what == "word"]
        if after.state == "disabled":
            changed = self._change(whom, resumed, "never confirmed; let its owner sign up again")
            if isinstance(changed, Refused):
                return changed
            after = changed
        elif after.state != "active" or not given_up:
            return Refused(f"{after.id} is {after.state}, and nothing that it was to be told was given up")
        for delivery in given_up:
            self._subscribers.save(replace(delivery, state="due", due_at=now, tries=0, over_at=None))
        return after

    def _change(self, whom: str, decide: Callable[[Subscriber], Subscriber | None], no: str) -> Subscriber | Refused:
        file = self.find(whom)
        if file is None:
            return Refused("there is no such subscriber; see: firebreak subscriber list")
        after, changed = self._subscribers.change(file.subscriber.id, lambda known: decide(known) if known else None)
        return after if after is not None and changed else Refused(f"{file.subscriber.id} {no}")

    def _id_of(self, whom: str) -> str | None:
        kind = _kind(whom)
        address = webhook_address(whom, allow_loopback=True) if kind == "webhook" else mail_address(whom)
        return link.subscriber_id(self._key(), kind, address) if address else None

    def _key(self) -> str:
        return self._secrets.of("key")[0]


def _kind(whom: str) -> Kind:
    return "webhook" if "://" in whom else "email"
