"""Marks: what each part of the system last said of itself, so that its silence can be seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from shared.plan import Way

#: The functions that a minute's schedule starts, by the names of their folders (a test compares with the template).
Scheduled = Literal["sweep", "detect_storm", "escalate", "publish_statement", "deliver"]
SCHEDULED: tuple[Scheduled, ...] = ("sweep", "detect_storm", "escalate", "publish_statement", "deliver")
#: What is told through: each way to a person, and the mails to subscribers. Webhooks of subscribers are their own.
ChannelName = Way | Literal["subscribers"]

#: One container doesn't say again within this time what it said last. Less than two ticks of a minute, which come
#: some seconds early or late.
SAID_AGAIN_AFTER = timedelta(seconds=90)


@dataclass(frozen=True, slots=True)
class SourceMark:
    """`heard_at`: it last brought a delivery that could be read; `swept_at`: it last answered a sweep (also "no news").

    `unswept_since` is the first failure of those in a row, None where the last sweep went well; `why` says what failed.
    """

    heard_at: datetime | None = None
    swept_at: datetime | None = None
    unswept_since: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class ChannelMark:
    """`failures` in a row since `failing_since`; none and None where the last send went well. `why` is the last's."""

    ok_at: datetime | None = None
    failed_at: datetime | None = None
    failing_since: datetime | None = None
    failures: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Tested:
    """The last test of one way of one person: `failed` says why, None where it was sent."""

    person: str
    way: Way
    at: datetime
    asked: str
    failed: str | None = None
