"""What comes after its minute was judged: it lands in that minute, and the windows around it are judged again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime, timedelta

from functions.detect_storm import storming
from functions.detect_storm.brand import Record, Rules, bar_of, known
from functions.detect_storm.minute import Window, in_order, lasting, opens, rank, values, window_at, window_of
from functions.detect_storm.signs import factors
from shared.detector.series import Height, Series, learn_late, look, minute_of, sums_at
from shared.minute import Minute

#: What is later than this is counted, and not judged any more.
JUDGED_FOR = timedelta(hours=24)
#: From a minute up to, but without, another.
Stretch = tuple[datetime, datetime]


def late_of(touched: Set[datetime], record: Record) -> list[datetime]:
    """Which of the minutes that were counted in are judged already, and still worth another look."""
    first = record.next_minute - JUDGED_FOR
    return sorted(minute for minute in touched if first <= minute < record.next_minute)


def stretches(record: Record, late: Sequence[datetime], to: datetime, window: timedelta) -> list[Stretch]:
    """What has to be read: what comes next and, where some came late, the windows around it and the newest one.

    Not all in between: of a brand with thousands a minute, a day is more than one run can read.
    """
    end = record.next_minute
    if not late:
        return [(end, max(to, end))]
    wanted = [*((minute - window, min(minute + window, end)) for minute in late), (end - window, max(to, end))]
    apart: list[Stretch] = []
    for first, last in wanted:
        if apart and first <= apart[-1][1]:
            apart[-1] = apart[-1][0], max(apart[-1][1], last)
        else:
            apart.append((first, last))
    return apart


def rejudge(record: Record, late: Sequence[datetime], minutes: Sequence[Minute], rules: Rules) -> Record:
    """The record after those late minutes. `minutes` are what was counted, as it is now, in `stretches`.

    The record's bars are those of now, which know more than was known then; what was found stays found.
    """
    told = in_order(minutes)
    record = _refreshed(_with_all_series(record, told), told, rules)
    # A burst must not raise its own bar: nothing of it is learned before all of it was judged.
    before = record.series
    for window in windows(late, told, record.next_minute, rules.storm.window):
        record = _looked(record, before, window, rules)
    return record


def windows(late: Sequence[datetime], minutes: Sequence[Minute], end: datetime, span: timedelta) -> Iterator[Window]:
    """Each window that a late minute is in, once, in order: those that end in a counted minute before `end`."""
    times = [minute.at for minute in minutes]
    for minute in minutes:
        first = bisect_right(times, minute.at - span)
        nearest = bisect_right(late, minute.at)
        if minute.at < end and nearest and late[nearest - 1] > minute.at - span:
            yield window_of(minutes[first : bisect_left(times, minute.at) + 1])


def _looked(record: Record, before: Mapping[str, Series], window: Window, rules: Rules) -> Record:
    found = factors(window, record.usual, rules.storm.floor)
    learned = dict(record.series)
    for key in sorted({key for minute in window.minutes for key in values(minute)} & learned.keys(), key=rank):
        height = _height(window, key, rules)
        bar, moved = bar_of(key, found, window, rules)
        judged = look(before[key], window.at, height, bar)
        learned[key] = learn_late(learned[key], height)
        if judged.alarm and opens(key) and not _known(record, window, rules):
            running, told = storming.raised(record.running, key, judged, moved, window, rules.storm, rules.asleep)
            record = replace(record, running=running, untold=(*record.untold, *told))
    began = tuple(storm for storm in record.running if storm.began_at <= window.at)
    later = tuple(storm for storm in record.running if storm.began_at > window.at)
    running, told = storming.followed(began, window, rules.crisis, rules.asleep)
    return replace(record, series=learned, running=(*running, *later), untold=(*record.untold, *told))


def _with_all_series(record: Record, minutes: Sequence[Minute]) -> Record:
    """With those that only what came late tells of."""
    counted = (one for minute in minutes if minute.at < record.next_minute for one in values(minute).items())
    return replace(record, series=known(record, {key: had for key, had in counted if had}))


def _known(record: Record, window: Window, rules: Rules) -> bool:
    """Whether a storm that is over had that time: what comes late of it is no new one."""
    return any(past.began_at - rules.storm.window <= window.at <= past.ended_at for past in record.past)


def _height(window: Window, key: str, rules: Rules) -> Height:
    recent = tuple((minute_of(minute.at), values(minute).get(key, 0.0)) for minute in window.minutes)
    return sums_at(recent, window.at, timedelta(minutes=1), rules.storm.window)


def _refreshed(record: Record, minutes: Sequence[Minute], rules: Rules) -> Record:
    """The newest window as it is counted now: the next minute's sums must hold what came late of it."""
    newest = record.next_minute - timedelta(minutes=1)
    window = window_at(minutes, newest, rules.storm.window)
    if not window.minutes:
        return record
    series = {
        key: replace(
            before,
            recent=tuple((minute_of(m.at), had) for m in window.minutes if (had := values(m).get(key, 0.0))),
        )
        for key, before in record.series.items()
    }
    return replace(record, window=lasting(window), series=series)
