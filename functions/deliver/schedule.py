"""What follows from one try: told, tried again at its time, or given up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from shared.subscriber import Delivery, Subscriber

#: Waits between the tries: the example schedule of the Standard Webhooks specification, ten tries in 75.6 hours.
#: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
)
#: A wait is longer by up to this share of itself, so that what failed together does not come again together.
JITTER = 0.1
#: However long a server asks us to stay away, it is asked again after a day.
LONGEST_PAUSE = timedelta(days=1)
#: A mail that SES can't take now costs no try. After this it does: then the fault is another.
LATER, LATER_FOR = timedelta(minutes=1), timedelta(days=3)
#: A webhook of which nothing has come through for so long is disabled when it gives up once more.
FAILING_FOR = timedelta(days=3)

End = Literal["sent", "failed", "gone", "later"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a try came to. `gone`: the server wants nothing more. `later`: the way out is narrow, nothing was tried."""

    end: End
    why: str = ""
    pause: timedelta | None = None


def settled(claimed: Delivery, outcome: Outcome, now: datetime, roll: float) -> Delivery:
    """The delivery after a claimed try; `roll` is between 0 and 1."""
    if outcome.end == "sent":
        return replace(claimed, state="sent", over_at=now, failed="")
    if outcome.end == "later" and now - claimed.created_at < LATER_FOR:
        return replace(claimed, tries=claimed.tries - 1, due_at=now + LATER * (1 + roll), failed=outcome.why)
    if outcome.end == "gone" or worn_out(claimed):
        return replace(claimed, state="given_up", over_at=now, failed=outcome.why)
    wait = WAITS[claimed.tries - 1] * (1 + JITTER * roll)
    return replace(claimed, due_at=now + max(wait, min(outcome.pause or wait, LONGEST_PAUSE)), failed=outcome.why)


def worn_out(delivery: Delivery) -> bool:
    """No further try: also where the tries ended in a crash and nobody kept what they came to."""
    return delivery.tries > len(WAITS)


def wanted(subscriber: Subscriber | None, delivery: Delivery) -> bool:
    """Whether there is still somebody to tell it to."""
    if subscriber is None or not subscriber.address:
        return False
    if delivery.what == "word":
        return subscriber.state == "active"
    # Somebody who is subscribed and signs up again is told so, by mail.
    return subscriber.state == "pending" or (delivery.what == "confirmation" and subscriber.state == "active")


def noted(subscriber: Subscriber | None, after: Delivery, now: datetime) -> Subscriber | None:
    """What a webhook's subscriber becomes by a delivery that came through or failed; None where nothing changes."""
    if subscriber is None or subscriber.kind != "webhook" or subscriber.state != "active":
        return None
    if after.state == "sent":
        return None if subscriber.failing_since is None else replace(subscriber, failing_since=None)
    if subscriber.failing_since is None:
        return replace(subscriber, failing_since=now)
    if after.state == "given_up" and now - subscriber.failing_since >= FAILING_FOR:
        because = f"every delivery has failed since {subscriber.failing_since:%Y-%m-%d %H:%M} UTC"
        return replace(subscriber, state="disabled", over_at=now, because=because)
    return None
