"""One series of counts, judged step by step against its own record: O(1) state, no look-ahead.

How it works, why, and where it ends: README.md beside this.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

#: A record is the highest sums of so many days, the latest in which anything was heard.
DAYS_KEPT = 30
#: The bar is set by so many of them, the busiest: by one alone, one freak day would make us deaf for a month.
BUSIEST = 5
#: The length of a record that doubles the bar; a longer one raises it by less (half a day: the first nights are short).
DOUBT = timedelta(hours=12)
#: In so many hours with mentions nothing is suspected: there is no record at all.
WARM_UP_HOURS = 3
#: After an alarm the bar stands at so many times what was reached, and halves every so often, down to the usual one.
REST_TIMES = 2.0
REST_HALVES = timedelta(hours=6)
#: Once the sums fell below this share of the peak, half as high a peak is another storm in the first one's tail.
TROUGH = 0.25
AGAIN_TIMES = 0.5
#: What is sudden may make up for a sum that is short of its bar, but for no more than a fifth of it.
LEAST_WHOLE = 0.8
#: More of anything nobody counts; sums of such numbers, and their products, are numbers still.
MOST = 1e15
#: A window's last third is judged beside it: what is sudden stands out in both.
_SHORT = 3
_JUST_BELOW = 0.99
_MINUTE = timedelta(minutes=1)
_DAY_MINUTES = 24 * 60
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Bar:
    """What a window must reach.

    `window` is the span of its sum, `floor` the least sum that counts, `times` the multiple of the record, `factor`
    what else raises (above 1) or lowers the bar. `held_back`: no alarm, whatever is reached (too few people, say).
    """

    window: timedelta = timedelta(minutes=15)
    floor: float = 8.0
    times: float = 1.1
    factor: float = 1.0
    held_back: bool = False


#: As a plan has it that says nothing of storms.
SHIPPED = Bar()


@dataclass(frozen=True, slots=True)
class Height:
    """Sums of the window's last third, and of the window; of a day (counted from the epoch), the highest."""

    short: float = 0.0
    whole: float = 0.0
    day: int = 0


@dataclass(frozen=True, slots=True)
class Alarmed:
    """The last alarm: when (minutes since the epoch), how many bars high it was, and its peak so.

    `most` is the highest sum of a window since, `low` the lowest after that.
    """

    at: int
    height: float
    peak: float
    most: float
    low: float


@dataclass(frozen=True, slots=True)
class Series:
    """What is kept of a series, of bounded size. Minutes, hours and days are counted from the epoch (UTC).

    `today` is the day of the last step, `settled` the same before its hour began, for as long as there is no other
    record: a burst must not raise its own bar. `days` are those before in which there was a step, the oldest first.
    `recent` holds the steps in the window that were not empty: (minute, value). `hours` counts the hours with a step.
    """

    today: Height | None = None
    settled: Height | None = None
    days: tuple[Height, ...] = ()
    hours: int = 0
    hour: int | None = None
    recent: tuple[tuple[int, float], ...] = ()
    alarmed: Alarmed | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What one step came to.

    `ratio` is how many bars high it stands (1 and more: an alarm, unless it rests), `score` the same in 0..1 with the
    rest counted in (0.5 and more: an alarm). `whole` and `short` are the sums of the window and of its last third,
    `bar` what `whole` is held against, `usual` how high the busiest days of the record were, `most` the highest, in
    `days` days. `trust` in 0..1 grows with the record. `again`: the sums had fallen since the last alarm.
    """

    score: float
    alarm: bool
    ratio: float
    whole: float
    short: float
    bar: float
    usual: float
    most: float
    days: float
    trust: float
    again: bool


def new_series(heard_days: int = 0, heard_hours: int = 0) -> Series:
    """An empty record; of what was never heard in so many days and hours of listening, that is known."""
    return Series(days=(Height(),) * min(heard_days, DAYS_KEPT), hours=heard_hours)


def look(series: Series, at: datetime, now: Height, bar: Bar) -> Judged:
    """How these sums of a minute that was judged already would be judged by the record as it is, without learning them.

    An alarm that came after that minute keeps none back before it. Whether it is another peak can not be said: what was
    the lowest is known, and not when.
    """
    alarmed, minute = series.alarmed, minute_of(at)
    rest = 0.0 if alarmed is None or alarmed.at > minute else _rest(alarmed, minute)
    return replace(_judge(series, now, bar, max(1.0, rest), series.hours - 1, heard=True), again=False)


def learn_late(series: Series, now: Height) -> Series:
    """The record with sums of a day that was judged already; nothing where the day is older than the record."""
    if series.today is not None and series.today.day == now.day:
        return replace(series, today=_higher(series.today, now))
    days = tuple(_higher(day, now) if day.day == now.day else day for day in series.days)
    return replace(series, days=days)


def since(series: Series, at: datetime) -> Series:
    """The record of that instant's day and those after it: what was before was another level."""
    return replace(series, days=tuple(day for day in series.days if day.day >= day_of(at)) or series.days)


def sums_at(counts: Sequence[tuple[int, float]], at: datetime, span: timedelta, window: timedelta) -> Height:
    """The sums of the window, and of its last third, that end with the step that begins at `at`."""
    minute = minute_of(at)
    width, narrow = _widths(span, window)
    whole = [(when, had) for when, had in counts if minute - width < when <= minute]
    short = sum(had for when, had in whole if when > minute - narrow)
    return Height(short, sum(had for _, had in whole), day_of(at))


def minute_of(at: datetime) -> int:
    """Minutes since the epoch."""
    return int((at - _EPOCH) // _MINUTE)


def day_of(at: datetime) -> int:
    """Days since the epoch (UTC)."""
    return minute_of(at) // _DAY_MINUTES


def step(series: Series, at: datetime, value: float, span: timedelta, bar: Bar = SHIPPED) -> tuple[Series, Judged]:
    """Judges the step that begins at `at` and is `span` long, then learns it.

    Steps come in order; one that is empty may be left out, but says that there was somebody to hear (silence of the
    source is no record). Raises ValueError for a value below 0, no number, or a step before the last one.
    """
    if not 0 <= value <= MOST:
        raise ValueError(f"a count is 0 or more (at most {MOST:g}), not {value}")
    minute = minute_of(at)
    if series.recent and minute < series.recent[-1][0]:
        raise ValueError(f"{at.isoformat()} is before the step that was judged last")
    width, _ = _widths(span, bar.window)
    series = _turned(_passed(series, minute, width), minute, _hours(span))
    recent = _added(series.recent, minute, float(value)) if value else series.recent
    now = sums_at(recent, at, span, bar.window)
    recent = tuple((when, had) for when, had in recent if when > minute - width)
    need = max(1.0, _rest(series.alarmed, minute))
    judged = _judge(series, now, bar, need, series.hours - _hours(span), heard=value > 0)
    today = now if series.today is None else _higher(series.today, now)
    alarmed = _alarmed(series.alarmed, judged, minute, heard=value > 0)
    return replace(series, today=today, recent=recent, alarmed=alarmed), judged


def days_heard(series: Series) -> float:
    """The length of the record in days: of hours with somebody to hear."""
    return series.hours / 24


def usual(series: Series) -> Height:
    """How high the busiest days of the record were: the geometric mean of the highest sums of `BUSIEST` of them."""
    days = series.days or (series.settled or Height(),)
    return Height(_mean_of_busiest([day.short for day in days]), _mean_of_busiest([day.whole for day in days]))


def _judge(series: Series, now: Height, bar: Bar, need: float, hours_before: int, *, heard: bool) -> Judged:
    record, length = usual(series), max(days_heard(series), 1 / 24)
    # What raises the bar raises the least that counts too: a dismissal must teach a quiet brand's series as well.
    floor = bar.floor * max(1.0, bar.factor)
    doubt = 1 + (DOUBT / timedelta(days=1)) / length
    times = bar.times * doubt * bar.factor
    whole_bar, short_bar = max(floor, times * record.whole), max(floor / _SHORT, times * record.short)
    ratio = math.sqrt((now.whole / whole_bar) * (now.short / short_bar))
    if now.whole < max(floor, LEAST_WHOLE * whole_bar) or hours_before < WARM_UP_HOURS or bar.held_back:
        ratio = min(ratio, _JUST_BELOW)
    return Judged(
        score=ratio / (ratio + need),
        # Not at an empty step: it may be left out, and finds nothing that the one before it didn't.
        alarm=ratio >= need and heard,
        ratio=ratio,
        whole=now.whole,
        short=now.short,
        bar=whole_bar,
        usual=record.whole,
        most=max(day.whole for day in series.days or [series.settled or Height()]),
        days=length,
        trust=1 / doubt,
        again=series.alarmed is not None and _had_trough(series.alarmed),
    )


def _alarmed(before: Alarmed | None, judged: Judged, minute: int, *, heard: bool) -> Alarmed | None:
    if judged.alarm:
        return Alarmed(minute, judged.ratio, judged.ratio, judged.whole, judged.whole)
    if before is None or not heard:
        return before and replace(before, low=min(before.low, judged.whole))
    peak = max(before.peak, judged.ratio)
    if judged.whole > before.most:
        return replace(before, peak=peak, most=judged.whole, low=judged.whole)
    return replace(before, peak=peak, low=min(before.low, judged.whole))


def _rest(alarmed: Alarmed | None, minute: int) -> float:
    """How many bars an alarm takes so soon after another."""
    if alarmed is None:
        return 0.0
    fade = math.pow(0.5, timedelta(minutes=minute - alarmed.at) / REST_HALVES)
    return fade * (AGAIN_TIMES * alarmed.peak if _had_trough(alarmed) else REST_TIMES * alarmed.height)


def _had_trough(alarmed: Alarmed) -> bool:
    return alarmed.low < TROUGH * alarmed.most


def _widths(span: timedelta, window: timedelta) -> tuple[int, int]:
    """The window and its last third in minutes; a step that is longer is a window by itself."""
    return max(1, int(max(span, window) // _MINUTE)), max(1, int(max(span, window / _SHORT) // _MINUTE))


def _passed(series: Series, minute: int, width: int) -> Series:
    """The series after steps that were left out, as they were empty: the sums have fallen in between."""
    alarmed = series.alarmed
    if alarmed is None:
        return series
    left = sum(had for when, had in series.recent if when > minute - 1 - width)
    return replace(series, alarmed=replace(alarmed, low=min(alarmed.low, left)))


def _turned(series: Series, minute: int, hours: int) -> Series:
    """The series at that minute's hour and day: a day that is over enters the record."""
    hour, day = minute // 60, minute // _DAY_MINUTES
    if series.today is not None and day > series.today.day:
        series = replace(series, days=(*series.days, series.today)[-DAYS_KEPT:], today=None, settled=None)
    elif hour != series.hour and not series.days:
        series = replace(series, settled=series.today)
    return replace(series, hour=hour, hours=series.hours + (hours if hour != series.hour else 0))


def _added(recent: tuple[tuple[int, float], ...], minute: int, value: float) -> tuple[tuple[int, float], ...]:
    """With one more step; two of one minute are one."""
    if recent and recent[-1][0] == minute:
        return (*recent[:-1], (minute, recent[-1][1] + value))
    return (*recent, (minute, value))


def _hours(span: timedelta) -> int:
    """The hours that a step is heard in."""
    return max(1, int(span // timedelta(hours=1)))


def _higher(one: Height, other: Height) -> Height:
    return Height(max(one.short, other.short), max(one.whole, other.whole), one.day)


def _mean_of_busiest(heights: Sequence[float]) -> float:
    # Below one there is nothing to be a multiple of; the floor sees to it.
    busiest = [math.log(max(height, 1.0)) for height in sorted(heights, reverse=True)[:BUSIEST]]
    return math.exp(sum(busiest) / len(busiest))
