"""How far the stream of mentions is complete, on the mentions' own clock.

What is judged by time is judged on the times that the posts carry, so that a replay at any speed finds what real time
would have found. A minute may be judged once the watermark has passed it: once newer mentions have been seen, and
those that were received along with them have had time to come through the queues (they overtake each other there).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

#: How long after its minute (event time) a mention may arrive and still be judged with it.
LATENESS = timedelta(minutes=2)
#: How far mentions overtake each other between the door and here (our clock).
OVERTAKING = timedelta(seconds=8)
#: With nothing received for this long (our clock), nothing is on its way either, and time passes by our clock.
IDLE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Sample:
    """The newest event time among all that was received up to `seen_at`."""

    seen_at: datetime
    newest: datetime


@dataclass(frozen=True, slots=True)
class Watermark:
    """The last few samples, the oldest first, and when the last batch was counted (our clock)."""

    samples: tuple[Sample, ...] = ()
    advanced_at: datetime | None = None


def advance(watermark: Watermark, seen: Iterable[tuple[datetime, datetime]], now: datetime) -> Watermark:
    """The watermark after a batch of (seen_at, created_at) pairs, in any order."""
    by_second: dict[datetime, datetime] = {sample.seen_at: sample.newest for sample in watermark.samples}
    for seen_at, created_at in seen:
        second = seen_at.replace(microsecond=0) + timedelta(seconds=1)
        # A platform whose clock is ahead of ours must not close the minutes that the others still write.
        newest = min(created_at, seen_at)
        by_second[second] = max(newest, by_second.get(second, newest))
    samples: list[Sample] = []
    for second in sorted(by_second):
        newest = max(by_second[second], samples[-1].newest) if samples else by_second[second]
        samples.append(Sample(second, newest))
    keep_from = samples[-1].seen_at - 2 * OVERTAKING if samples else now
    older = [sample for sample in samples if sample.seen_at <= keep_from][-1:]
    return Watermark(tuple(older + [sample for sample in samples if sample.seen_at > keep_from]), now)


def closed_to(watermark: Watermark, now: datetime) -> datetime | None:
    """The first minute that may not be judged yet; None where nothing may be judged."""
    if not watermark.samples or watermark.advanced_at is None:
        return None
    last = watermark.samples[-1]
    if now - watermark.advanced_at >= IDLE:
        newest: datetime | None = last.newest + max(timedelta(0), now - last.seen_at)
    else:
        complete = last.seen_at - OVERTAKING
        newest = next((s.newest for s in reversed(watermark.samples) if s.seen_at <= complete), None)
    return None if newest is None else (newest - LATENESS).replace(second=0, microsecond=0)
