"""Marks: what each part of the system last said of itself, so that its silence can be seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from shared.plan import Way
from shared.rhythm import Rhythm

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
    `greeted_at`: its platform last asked whether we are here, and was answered; `good_until`: when that runs out.
    `token_until`: when the token runs out with which we ask, where the platform says so. `note` is the last sweep's
    news that is no fault. A `lasting` failure is one that no second try mends. `renewed_at`: we last asked for it to be
    renewed. `rhythm` is how it is used to talk.
    """

    heard_at: datetime | None = None
    swept_at: datetime | None = None
    unswept_since: datetime | None = None
    why: str = ""
    greeted_at: datetime | None = None
    good_until: datetime | None = None
    note: str = ""
    lasting: bool = False
    renewed_at: datetime | None = None
    rhythm: Rhythm = field(default_factory=Rhythm)
    token_until: datetime | None = None

    def ends_within(self, most: timedelta, part: int) -> datetime | None:
        """The instant from which what the platform grants has no more left than `most`, or that part of its whole span.

        None where it has no end. Where it isn't known when it was granted, `most` alone counts.
        """
        if self.good_until is None:
            return None
        granted = self.greeted_at
        whole = self.good_until - granted if granted is not None and granted < self.good_until else None
        return self.good_until - (most if whole is None else min(most, whole / part))


@dataclass(frozen=True, slots=True)
class Paused:
    """A source that somebody doesn't want to hear now: until then, or (None) until it is resumed."""

    since: datetime
    by: str
    why: str = ""
    until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        return self.until is None or now < self.until


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
