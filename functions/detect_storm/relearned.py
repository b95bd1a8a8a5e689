"""Where the plan's window changes, a brand's series are learned again, from what the counters hold of the last day.

Sums of a quarter of an hour say nothing of an hour's: each brand with a steady noise would be a storm at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from functions.detect_storm.brand import Record, Rules, judge, new_record
from functions.detect_storm.finding import Running
from shared.detector.series import WARM_UP_HOURS, Series, new_series
from shared.minute import Minute

#: What is read again: a day of a brand with thousands a minute is as much as one run can read.
RELEARNED_FOR = timedelta(days=1)


def fits(record: Record, rules: Rules) -> bool:
    """Whether its sums are of the plan's window."""
    return record.sums_of in (None, rules.storm.window)


def relearned(record: Record, minutes: Iterable[Minute], rules: Rules) -> Record:
    """With series of the plan's window. Its storms run on, held against as much more as that window is longer.

    `minutes` are those of RELEARNED_FOR before its next one.
    """
    anew = judge(new_record(record.next_minute - RELEARNED_FOR), minutes, record.next_minute, rules)
    times = rules.storm.window / (record.sums_of or rules.storm.window)
    return replace(
        record,
        sums_of=rules.storm.window,
        window=anew.window,
        series={key: _heard(anew.series.get(key, new_series()), before) for key, before in record.series.items()},
        running=tuple(_held_against(storm, times, rules) for storm in record.running),
    )


def _heard(anew: Series, before: Series) -> Series:
    """That there was somebody to hear is known of longer than a day: a brand that is seldom heard need not warm up."""
    return replace(anew, hours=max(anew.hours, min(before.hours, WARM_UP_HOURS)))


def _held_against(storm: Running, times: float, rules: Rules) -> Running:
    stay = max(float(rules.storm.floor), storm.stay * times)
    return replace(storm, told=max(1, round(storm.told * times)), stay=stay)
