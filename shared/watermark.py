"""How far the stream of mentions is complete, on the mentions' own clock.

What is judged by time is judged on the times that the posts carry, so that a replay at any speed finds what real time
would have found. A minute may be judged once the watermark has passed it: once newer mentions have been seen, and
those that were received along with them have had time to come through the queues (they overtake each other there).

Each source has its own watermark for each brand, as each has its own clock: a feed tells of last week while a forum
tells of now. While sources are talking, the slowest of them rules, but for those that are far behind the others; once
none is, nothing is on its way and all of it may be judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

#: How long after its minute (event time) a mention may arrive and still be judged with it.
LATENESS = timedelta(minutes=2)
#: How far mentions overtake each other between the door and here (our clock), beyond the lag that was measured.
OVERTAKING = timedelta(seconds=8)
#: With nothing received for this long (our clock), nothing is on its way either, and time passes by our clock.
IDLE = timedelta(seconds=30)
#: A source that was silent for so long is forgotten, until it talks again.
FORGOTTEN = timedelta(days=1)
#: A source that is further behind the others than this (event time) tells of another time, and holds nobody up.
FAR_BEHIND = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Sample:
    """The newest event time among all that was received up to `seen_at`."""

    seen_at: datetime
    newest: datetime


@dataclass(frozen=True, slots=True)
class Watermark:
    """One source's: the last few samples, the oldest first, when its last batch was counted (our clock), and how long
    the slowest mention of the last batches had been on its way.
    """

    samples: tuple[Sample, ...] = ()
    advanced_at: datetime | None = None
    lag: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Stream:
    """One brand's sources, each with its watermark, by the source's name."""

    sources: dict[str, Watermark] = field(default_factory=dict)


def advance(watermark: Watermark, seen: Iterable[tuple[datetime, datetime]], now: datetime) -> Watermark:
    """The watermark after a batch of (seen_at, created_at) pairs, in any order."""
    batch = list(seen)
    if not batch:
        return watermark
    by_second: dict[datetime, datetime] = {sample.seen_at: sample.newest for sample in watermark.samples}
    for seen_at, created_at in batch:
        second = seen_at.replace(microsecond=0) + timedelta(seconds=1)
        # A platform whose clock is ahead of ours must not close the minutes that the others still write.
        newest = min(created_at, seen_at)
        by_second[second] = max(newest, by_second.get(second, newest))
    samples: list[Sample] = []
    for second in sorted(by_second):
        newest = max(by_second[second], samples[-1].newest) if samples else by_second[second]
        samples.append(Sample(second, newest))
    # The measured lag fades by half with each batch, so that one slow mention does not hold up the day.
    lag = max(timedelta(0), now - min(seen_at for seen_at, _ in batch), watermark.lag / 2)
    keep_from = samples[-1].seen_at - lag - 2 * OVERTAKING
    older = [sample for sample in samples if sample.seen_at <= keep_from][-1:]
    return Watermark(tuple(older + [sample for sample in samples if sample.seen_at > keep_from]), now, lag)


def closed_to(watermark: Watermark, now: datetime) -> datetime | None:
    """The first minute of this source that may not be judged yet; None where nothing may be judged."""
    if not watermark.samples:
        return None
    last = watermark.samples[-1]
    if idle(watermark, now):
        newest: datetime | None = last.newest + max(timedelta(0), now - last.seen_at)
    else:
        complete = now - watermark.lag - OVERTAKING
        newest = next((s.newest for s in reversed(watermark.samples) if s.seen_at <= complete), None)
    return None if newest is None else (newest - LATENESS).replace(second=0, microsecond=0)


def idle(watermark: Watermark, now: datetime) -> bool:
    return watermark.advanced_at is None or now - watermark.advanced_at >= IDLE


def advance_stream(stream: Stream, seen: Mapping[str, Iterable[tuple[datetime, datetime]]], now: datetime) -> Stream:
    """The stream after a batch: (seen_at, created_at) pairs by source."""
    sources = {
        name: watermark
        for name, watermark in stream.sources.items()
        if watermark.advanced_at is not None and now - watermark.advanced_at < FORGOTTEN
    }
    for name, pairs in seen.items():
        sources[name] = advance(sources.get(name, Watermark()), pairs, now)
    return Stream(sources)


def stream_closed_to(stream: Stream, now: datetime) -> datetime | None:
    """The first minute that may not be judged yet; None where nothing may be judged."""
    talking = [watermark for watermark in stream.sources.values() if not idle(watermark, now)]
    if talking:
        ends = [closed_to(watermark, now) for watermark in talking]
        known = [end for end in ends if end is not None]
        return None if len(known) < len(ends) else min(end for end in known if end >= max(known) - FAR_BEHIND)
    return max((end for w in stream.sources.values() if (end := closed_to(w, now)) is not None), default=None)
