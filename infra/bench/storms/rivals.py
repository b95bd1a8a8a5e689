"""What a user would watch a brand with instead: each reads the same complaints, in their order, and never ahead.

A rival gives a score at the end of each of its steps, which depends on no threshold; it alarms where that reaches its
threshold. So one run tells what every threshold would have done.

- Huginn's PeakDetectorAgent (app/models/agents/peak_detector_agent.rb, read): a count is a peak if it lies more than
  `std_multiple` (3) standard deviations of the population above the mean of the counts held from the last 14 days
  without it, more than `min_events` (4) are held, and the last peak is 2 days ago. Counts come as often as they are
  scheduled; every 10 minutes here.
- The same rule without the rest, on the last 15 minutes, asked each minute.
- So many in so many minutes: what most listening tools offer. 20 in 15 minutes here.
- 20 % above the hourly mean of 7 days, asked each minute for the last hour.
- River's anomaly.GaussianScorer (river/anomaly/gaussian.py, read): 2 |CDF(y) - 0.5| of a normal fitted to the last
  `window_size` counts, nothing before `grace_period`; its example of a filter takes 7 days, 30 counts and 0.995, that
  is 2.807 standard deviations. Its score is the same below the mean; only what lies above counts here.
- River's anomaly.StandardAbsoluteDeviation (river/anomaly/sad.py, read): the distance from the mean of all counts so
  far, in their standard deviations; 3 by the rule that it cites. Again only above.
River's are given counts of five minutes, each scored before it is learned. Its QuantileFilter alarms on a set share of
all steps, storm or none, and its HalfSpaceTrees need a range known beforehand: neither fits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from infra.bench.storms.watching import (
    DAY,
    Deviations,
    Moments,
    Sliding,
    SlidingDeviations,
    SoMany,
    TimesMean,
    Watcher,
)


@dataclass(frozen=True, slots=True)
class Rival:
    """`published` is its threshold as it comes, and scores below `least` are of no interest at any threshold.

    After an alarm it says nothing for `rest` minutes. Where `by_brand`, who sets its threshold sets it for each brand.
    Where `decides`, its scores are alarms (1) or none (0), and no threshold is to be set.
    """

    name: str
    start: Callable[[], Watcher]
    published: float
    least: float = 1.0
    rest: int = 0
    by_brand: bool = False
    decides: bool = False


def huginn() -> Watcher:
    return Deviations(10, Moments(14 * DAY // 10), least=4)


def three_sigma() -> Watcher:
    return SlidingDeviations(Sliding(15), Moments(14 * DAY), least=DAY)


def so_many() -> Watcher:
    return SoMany(Sliding(15))


def a_fifth_more() -> Watcher:
    return TimesMean(Sliding(60), Sliding(7 * DAY))


def gaussian() -> Watcher:
    return Deviations(5, Moments(7 * DAY // 5), least=30, freedom=1)


def deviation() -> Watcher:
    return Deviations(5, Moments(None), least=30, freedom=1)


RIVALS = (
    Rival("Huginn's peaks", huginn, 3.0, rest=2 * DAY),
    Rival("mean + 3 SD, 14 days", three_sigma, 3.0),
    Rival("20 in 15 minutes", so_many, 20.0),
    Rival("so many, set by brand", so_many, 20.0, by_brand=True),
    Rival("+20 % on 7 days", a_fifth_more, 1.2),
    Rival("River, Gaussian", gaussian, 2.807),
    Rival("River, deviation", deviation, 3.0),
)
