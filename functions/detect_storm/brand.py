"""A brand's judgement: each of its series against its own record, minute by minute, and the storms that come of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from functions.detect_storm import storming
from functions.detect_storm.finding import Finding, Key, Past, Running
from functions.detect_storm.minute import (
    COMPLAINTS_KEY,
    MENTIONS,
    Window,
    in_order,
    lasting,
    opens,
    rank,
    values,
    window_at,
)
from functions.detect_storm.signs import BESIDE, FIRST, Usual, factors, learned, together
from shared.detector.series import Bar, Judged, Series, days_heard, minute_of, new_series, since, step
from shared.lesson import Lessons
from shared.minute import Minute
from shared.plan import CrisisRules, StormRules
from shared.storm import Factor

_MINUTE = timedelta(minutes=1)
#: So many storms that are over are remembered, for what comes late.
PAST_KEPT = 20


@dataclass(frozen=True, slots=True)
class Rules:
    """What a judgement goes by: the plan's numbers, and what people's decisions taught each series.

    `asleep` are the running storms that a person dismissed or closed: they are told of no more, unless they become
    another thing by their size.
    """

    storm: StormRules = field(default_factory=StormRules)
    crisis: CrisisRules | None = None
    lessons: Lessons = field(default_factory=Lessons)
    asleep: frozenset[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of a brand, of bounded size: `next_minute` is the first that was not judged.

    `sums_of` is the window whose sums the series hold; None before the first was judged.
    """

    next_minute: datetime
    series: dict[str, Series] = field(default_factory=dict)
    window: tuple[Minute, ...] = ()
    usual: Usual = field(default_factory=Usual)
    running: tuple[Running, ...] = ()
    past: tuple[Past, ...] = ()
    untold: tuple[Finding, ...] = ()
    sums_of: timedelta | None = None


def new_record(first: datetime) -> Record:
    """An empty record that begins with the minute of that instant."""
    return Record(next_minute=first.astimezone(UTC).replace(second=0, microsecond=0))


def judge(record: Record, minutes: Iterable[Minute], to: datetime, rules: Rules) -> Record:
    """The record after every minute before `to`; what it found is added to `untold`. Empty minutes may be left out.

    Minutes before `record.next_minute` are passed over: those are late.rejudge's.
    """
    if record.sums_of is None:
        record = replace(record, sums_of=rules.storm.window)
    for minute in in_order(minutes):
        if record.next_minute <= minute.at < to:
            record = _step(_passed(record, minute.at, rules), minute, rules)
    if to > record.next_minute:
        record = replace(_passed(record, to, rules), next_minute=to)
    return record


def bar_of(key: str, found: tuple[Factor, ...], window: Window, rules: Rules) -> tuple[Bar, tuple[Factor, ...]]:
    """What a window of that series must reach, and everything that moved the bar, in words."""
    if not opens(key):
        return Bar(rules.storm.window, rules.storm.floor, rules.storm.times_record), ()
    found = (*found, FIRST if key == COMPLAINTS_KEY else BESIDE)
    caution = rules.lessons.caution(key, rules.storm)
    factor = together(found) * caution
    if caution != 1.0:
        found = (*found, Factor("what people said of storms in it before", round(caution, 2)))
    few = window.authors_of(key) < rules.storm.authors or window.complaints < rules.storm.floor
    bar = Bar(rules.storm.window, rules.storm.floor, rules.storm.times_record, factor, held_back=few)
    return bar, found


def _step(record: Record, minute: Minute, rules: Rules) -> Record:
    window = window_at((*record.window, minute), minute.at, rules.storm.window)
    found = factors(window, record.usual, rules.storm.floor)
    series: dict[str, Series] = {}
    alarms: list[tuple[str, Judged, tuple[Factor, ...]]] = []
    counted = values(minute)
    for key, before in known(record, counted).items():
        bar, moved = bar_of(key, found, window, rules)
        series[key], judged = step(before, minute.at, counted.get(key, 0.0), _MINUTE, bar)
        if judged.alarm and opens(key):
            alarms.append((key, judged, moved))
    alarms.sort(key=lambda alarm: rank(alarm[0]))
    record = replace(record, series=series, window=lasting(window), next_minute=minute.at + _MINUTE)
    running, told = storming.followed(record.running, window, rules.crisis, rules.asleep)
    for key, judged, moved in alarms:
        running, more = storming.raised(running, key, judged, moved, window, rules.storm, rules.asleep)
        told = (*told, *more)
    usual = record.usual
    if not running:
        platforms = len(minute.platforms)
        usual = learned(usual, minute.complaints, minute.mentions, minute.angry, minute.reposts, platforms)
    return replace(record, running=running, untold=(*record.untold, *told), usual=usual)


def known(record: Record, counted: Mapping[str, float]) -> dict[str, Series]:
    """The brand's series, with those that are heard of for the first time: that they were not is known of all days."""
    heard = record.series.get(MENTIONS, new_series())
    fresh = {
        key: replace(new_series(len(heard.days) or int(days_heard(heard)), heard.hours), hour=heard.hour)
        for key, count in counted.items()
        if key not in record.series and (count or key == MENTIONS)
    }
    return {**record.series, **fresh}


def _passed(record: Record, to: datetime, rules: Rules) -> Record:
    """Ends the storms that were quiet for long enough before `to`."""
    running, told = storming.passed(record.running, to, rules.storm)
    if not told:
        return record
    over = [Past(finding.instance, finding.began_at, finding.at) for finding in told]
    past = (*record.past, *over)[-PAST_KEPT:]
    record = replace(record, running=running, past=past, untold=(*record.untold, *told))
    levels = [storm.began_at for storm in over if storm.ended_at - storm.began_at >= storming.LONGEST]
    return _levelled(record, min(levels)) if levels else record


def _levelled(record: Record, began_at: datetime) -> Record:
    """With the days since a storm that is another level, for the series that saw it: they would ring on otherwise."""
    began = minute_of(began_at)
    series = {
        key: since(before, began_at) if before.alarmed is not None and before.alarmed.at >= began else before
        for key, before in record.series.items()
    }
    return replace(record, series=series)
