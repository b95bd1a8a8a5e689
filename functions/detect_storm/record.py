"""A series' own record, and the judgement of each minute against it.

A first detector, to be replaced by a better one: sums over the plan's window (15 minutes unless it says otherwise)
are held against the highest such sum in the record, which fades by half in 14 days. Scaling by a brand's own past
bursts is what separates the published detectors most on the Numenta Anomaly Benchmark's tweet counts. The state is
of constant size: the window, one highest sum, one level.

While the record is short it is trusted less: the sum that it takes falls as `1 + one day / length of the record`,
whose length is the hours in which anything was heard at all (a feed's old posts and silent weeks teach nothing).
In its first two hours nothing is suspected.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from functions.detect_storm.authors import distinct
from shared.plan import StormRules

#: Days in which the highest sum of the record fades by half.
HALF_LIFE = timedelta(days=14)
#: Only learns for so long; what the first hours say of a brand is little.
WARM_UP = timedelta(hours=2)
#: Minutes over which the ordinary level is averaged.
LEVEL_SPAN = timedelta(hours=6)
#: Sums enter the record this long after they were seen: a storm that climbs slowly must not raise its own bar.
LEARNED_AFTER = timedelta(hours=1)
#: What lasts longer is no storm but another level, and the record must learn it.
LONGEST = timedelta(days=3)
#: A storm is told to have grown when it has this many times what was last told.
GROWTH = 1.5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Minute:
    """What was counted in one minute; `at` is its start. `authors` are marks of those who complained (authors.py)."""

    at: datetime
    complaints: int
    mentions: int = 0
    authors: tuple[str, ...] = ()
    instances: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Running:
    """A storm that has not subsided: `bar` is what a window must reach to count as still in it."""

    began_at: datetime
    told: int
    peak: int
    bar: float
    last_above: datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to tell: a storm (named by its first minute) was suspected, grew or subsided."""

    what: Literal["suspected", "grew", "subsided"]
    began_at: datetime
    at: datetime
    complaints: int
    authors: int
    peak: int
    ratio: float
    instance: str | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """`next_minute` is the first that was not judged; `highest` was reached at `highest_at`.

    `hours_heard` counts the hours in which there were mentions, `last_hour` is the latest of them.
    `recent` holds the sums of the last hour (at most one a minute), which the record has not learned yet.
    """

    next_minute: datetime
    hours_heard: int = 0
    last_hour: datetime | None = None
    window: tuple[Minute, ...] = ()
    recent: tuple[tuple[datetime, int], ...] = ()
    highest: float = 0.0
    highest_at: datetime | None = None
    level: float = 0.0
    level_at: datetime | None = None
    running: Running | None = None
    untold: tuple[Finding, ...] = ()


def judge(record: Record, minutes: Iterable[Minute], to: datetime, rules: StormRules) -> Record:
    """The record after every minute before `to`; what it found is added to `untold`. Empty minutes may be left out.

    Minutes before `record.next_minute` are too late to be judged and are passed over.
    """
    for minute in sorted(minutes, key=lambda minute: minute.at):
        if record.next_minute <= minute.at < to:
            record = _step(_subside(record, minute.at, rules), minute, rules)
    if to > record.next_minute:
        record = replace(_subside(record, to, rules), next_minute=to)
    return record


def _step(record: Record, minute: Minute, rules: StormRules) -> Record:
    window = (*(m for m in record.window if m.at > minute.at - rules.window), minute)
    record = _heard(_learn(record, minute.at), minute.at)
    record = replace(record, window=window, next_minute=minute.at + timedelta(minutes=1))
    complaints = sum(m.complaints for m in window)
    authors = distinct({mark for m in window for mark in m.authors})
    highest = _faded(record.highest, record.highest_at, minute.at)
    level = _level(record, minute.at) * (rules.window / timedelta(minutes=1))
    if record.running is not None:
        return _in_storm(record, record.running, minute.at, complaints, authors, highest)
    length = timedelta(hours=record.hours_heard)
    bar = max(rules.floor, _times(rules, length) * highest, level + 4 * math.sqrt(max(level, 1.0)))
    if length >= WARM_UP and complaints >= bar and authors >= rules.authors:
        return _suspect(record, minute.at, complaints, authors, highest, length, rules)
    return replace(
        record,
        recent=(*record.recent, (minute.at, complaints)),
        level=_level(record, minute.at) + _share(minute.complaints),
        level_at=minute.at,
    )


def _heard(record: Record, at: datetime) -> Record:
    hour = at.replace(minute=0)
    return record if hour == record.last_hour else replace(record, hours_heard=record.hours_heard + 1, last_hour=hour)


def _learn(record: Record, at: datetime) -> Record:
    """The record with the sums that are old enough by then."""
    learned = [(seen, total) for seen, total in record.recent if seen <= at - LEARNED_AFTER]
    for seen, total in learned:
        if total >= _faded(record.highest, record.highest_at, seen):
            record = replace(record, highest=float(total), highest_at=seen)
    return replace(record, recent=record.recent[len(learned) :])


def _suspect(
    record: Record, at: datetime, complaints: int, authors: int, highest: float, length: timedelta, rules: StormRules
) -> Record:
    began_at = next(m.at for m in record.window if m.complaints)
    bar = max(float(rules.floor), highest)
    minutes = int(rules.window / timedelta(minutes=1))
    reasons = (
        f"{complaints} complaints in {minutes} minutes; the most before was {highest:.0f},"
        f" in {_spell(length)} with mentions",
        f"by {authors} different authors",
    )
    ratio = round(complaints / max(highest, 1.0), 2)
    finding = Finding("suspected", began_at, at, complaints, authors, complaints, ratio, _instance(record), reasons)
    running = Running(began_at, told=complaints, peak=complaints, bar=bar, last_above=at)
    return replace(record, running=running, untold=(*record.untold, finding))


def _in_storm(record: Record, running: Running, at: datetime, complaints: int, authors: int, highest: float) -> Record:
    if complaints >= running.bar:
        running = replace(running, last_above=at)
    peak = max(running.peak, complaints)
    if complaints < GROWTH * running.told:
        return replace(record, running=replace(running, peak=peak))
    reasons = (f"{complaints} complaints in the window, {running.told} when last told", f"by {authors} authors")
    ratio = round(complaints / max(highest, 1.0), 2)
    finding = Finding("grew", running.began_at, at, complaints, authors, peak, ratio, _instance(record), reasons)
    return replace(record, running=replace(running, peak=peak, told=complaints), untold=(*record.untold, finding))


def _subside(record: Record, to: datetime, rules: StormRules) -> Record:
    """Ends a storm that was quiet for long enough before `to`; half its peak is what the record learns of it.

    What has lasted for too long ends as well, and the record learns it whole.
    """
    running = record.running
    if running is None:
        return record
    quiet_at, longest_at = running.last_above + rules.quiet, running.began_at + LONGEST
    at = min(quiet_at, longest_at)
    if to < at:
        return record
    reasons = (f"below {running.bar:.0f} complaints a window for {_spell(rules.quiet)}",)
    learned = running.peak / 2
    if longest_at < quiet_at:
        learned = float(running.peak)
        reasons = (f"after {_spell(LONGEST)} it is no burst any more, but how this brand is talked about",)
    finding = Finding("subsided", running.began_at, at, 0, 0, running.peak, 0.0, None, reasons)
    highest = max(_faded(record.highest, record.highest_at, at), learned)
    return replace(record, running=None, recent=(), highest=highest, highest_at=at, untold=(*record.untold, finding))


def _times(rules: StormRules, length: timedelta) -> float:
    return rules.times_record * (1 + _DAY / max(length, WARM_UP))


def _faded(value: float, since: datetime | None, at: datetime) -> float:
    return value if since is None else value * 0.5 ** ((at - since) / HALF_LIFE)


def _level(record: Record, at: datetime) -> float:
    """The ordinary complaints a minute, averaged with exponentially falling weights; empty minutes count as 0."""
    return 0.0 if record.level_at is None else record.level * math.exp(-((at - record.level_at) / LEVEL_SPAN))


def _share(complaints: int) -> float:
    return complaints * (1 - math.exp(-(timedelta(minutes=1) / LEVEL_SPAN)))


def _instance(record: Record) -> str | None:
    """The instance that most of the window's complaints are about."""
    tally: Counter[str] = Counter()
    for minute in record.window:
        tally.update(dict(minute.instances))
    return min(tally, key=lambda instance: (-tally[instance], instance)) if tally else None


def _spell(span: timedelta) -> str:
    hours = span / timedelta(hours=1)
    if hours < 2:
        return f"{hours * 60:.0f} minutes"
    return f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"


def new_record(first: datetime) -> Record:
    """An empty record that begins with the minute of that instant."""
    minute = first.astimezone(UTC).replace(second=0, microsecond=0)
    return Record(next_minute=minute)
