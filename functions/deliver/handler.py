"""Tells subscribers what is due for them: new deliveries at once by the table's stream, what is left each minute.

A delivery is claimed before it is sent and settled after it. Mails and webhooks have hands of their own, so that
servers that hang hold up no mail; a webhook that failed before is left to the minute's run.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger

from functions.deliver.public import Public
from functions.deliver.schedule import Outcome, noted, settled, wanted, worn_out
from functions.deliver.send import Ways, send
from shared.config import read_settings
from shared.secrets import Secrets
from shared.store.marks import Marks
from shared.store.subscribers import SubscriberStore, delivery_of
from shared.subscriber import Delivery, Subscriber, confirmed, disabled

#: Sent at the same time. Each mail takes some tens of milliseconds; a webhook that hangs holds its hand for 15 s.
MAILS_AT_ONCE, WEBHOOKS_AT_ONCE = 4, 16
#: A hand that SES has refused a mail for now rests for so long, so that we come down to the rate that SES allows.
REST_SECONDS = 2.0
#: After so many seconds nothing new is begun; the function's time limit is 90.
RUN_SECONDS = 40.0
#: Due deliveries that are read at once.
MOST_DUE = 500


@dataclass(frozen=True, slots=True)
class Settings:
    subscribers_table: str
    ledger_table: str
    link_secret: str
    site_bucket: str
    sender_address: str
    door_url: str
    allow_loopback_sources: bool = False


SETTINGS = read_settings(Settings)
logger = Logger()
subscribers = SubscriberStore(SETTINGS.subscribers_table)
secrets = Secrets(SETTINGS.link_secret)
marks = Marks(SETTINGS.ledger_table)


@dataclass(slots=True)
class Run:
    """One run: its end, and what it has seen. Shared by its threads."""

    ways: Ways
    until: float
    at_once: bool
    seen: set[tuple[str, str]] = field(default_factory=set)
    told: int = 0
    errors: list[Exception] = field(default_factory=list)

    @property
    def over(self) -> bool:
        return time.monotonic() > self.until


def handle(event: dict[str, Any], _context: object) -> dict[str, int]:
    """Raises an ExceptionGroup, after all were tried, where anything failed that nobody foresaw."""
    run = Run(ways(), time.monotonic() + RUN_SECONDS, at_once="Records" in event)
    if run.at_once:
        tell(run, [delivery_of(record["dynamodb"]["NewImage"]) for record in event["Records"]])
    else:
        while not run.over and tell(run, unseen(run, subscribers.due(datetime.now(UTC), MOST_DUE))):
            pass
    if run.errors:
        raise ExceptionGroup(f"{len(run.errors)} deliveries failed by a fault of ours", run.errors)
    if not run.at_once:
        marks.ran("deliver", datetime.now(UTC))
    return {"told": run.told}


def ways() -> Ways:
    return Ways(
        public=Public(SETTINGS.site_bucket),
        key=secrets.of("key")[0],
        door=SETTINGS.door_url.rstrip("/"),
        sender=SETTINGS.sender_address,
        allow_loopback=SETTINGS.allow_loopback_sources,
    )


def unseen(run: Run, due: Iterable[Delivery]) -> list[Delivery]:
    return [delivery for delivery in due if (delivery.subscriber_id, delivery.part) not in run.seen]


def tell(run: Run, due: list[Delivery]) -> bool:
    """Tries each subscriber's first delivery among these, the rest in a later round; whether there was any."""
    known = subscribers.all_of([delivery.subscriber_id for delivery in due])
    firsts = list({delivery.subscriber_id: delivery for delivery in reversed(due)}.values())[::-1]
    with ThreadPoolExecutor(MAILS_AT_ONCE) as mails, ThreadPoolExecutor(WEBHOOKS_AT_ONCE) as webhooks:
        begun: list[Future[None]] = []
        for delivery in firsts:
            run.seen.add((delivery.subscriber_id, delivery.part))
            subscriber = known.get(delivery.subscriber_id)
            if run.at_once and subscriber is not None and subscriber.failing_since is not None:
                continue
            pool = mails if subscriber is not None and subscriber.kind == "email" else webhooks
            begun.append(pool.submit(tell_one, run, delivery))
    run.errors += [error for future in begun if isinstance(error := future.exception(), Exception)]
    return bool(firsts)


def tell_one(run: Run, delivery: Delivery) -> None:
    now = datetime.now(UTC)
    if run.over:
        return  # still due: the minute's run takes it
    # Read anew: nothing goes out once somebody has unsubscribed.
    subscriber = subscribers.get(delivery.subscriber_id)
    if subscriber is None or not wanted(subscriber, delivery) or worn_out(delivery):
        end_unsent(delivery, subscriber, now)
        return
    claimed = subscribers.claim(delivery, now)
    if claimed is None:
        return
    outcome = send(run.ways, subscriber, claimed, now)
    keep(run, claimed, outcome, datetime.now(UTC))
    if subscriber.kind == "email":  # each webhook is its owner's, and no channel of ours
        marks.channel("subscribers", outcome.end == "sent", datetime.now(UTC), outcome.why)
    if outcome.end == "later":
        time.sleep(REST_SECONDS)


def keep(run: Run, claimed: Delivery, outcome: Outcome, now: datetime) -> None:
    """What the subscriber becomes is kept first: a crash before the rest only makes the end known a little later."""
    what = claimed.what
    after = settled(claimed, outcome, now, random.random())  # noqa: S311  # spreads tries, hides nothing
    if outcome.end == "gone" and what == "word":
        change(claimed, lambda known: disabled(known, "its server answered 410 Gone", now))
    if outcome.end == "sent" and what == "challenge":
        change(claimed, lambda known: confirmed(known, now))
    if what == "word":
        change(claimed, lambda known: noted(known, after, now))
    subscribers.save(after)
    run.told += outcome.end == "sent"
    keys = {"subscriber_id": claimed.subscriber_id, "delivery": claimed.part, "tries": claimed.tries}
    if outcome.end == "sent":
        logger.info("subscriber told", extra=keys)
    else:
        logger.warning("subscriber not told", extra={**keys, "end": after.state, "why": outcome.why})


def end_unsent(delivery: Delivery, subscriber: Subscriber | None, now: datetime) -> None:
    if wanted(subscriber, delivery):
        why = delivery.failed or "no try came to an end"
        subscribers.save(replace(delivery, state="given_up", over_at=now, failed=why))
    else:
        subscribers.save(replace(delivery, state="dropped", over_at=now))


def change(delivery: Delivery, decide: Callable[[Subscriber], Subscriber | None]) -> None:
    subscribers.change(delivery.subscriber_id, lambda known: decide(known) if known else None)
