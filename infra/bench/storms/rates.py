"""How often a watcher is wrong, and the threshold at which it is wrong as often as another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from infra.bench.storms.race import Calm, Raced, Ran, first
from infra.bench.storms.rivals import Rival

#: Alarms less than this many minutes apart are one, as the benchmark's scorer has it.
MERGED = 60
WEEK = 7 * 24 * 60
#: Enough halvings to tell two neighbouring scores apart.
HALVINGS = 40
#: Thresholds are sought from the least score of note to so much; infinite scores count as more.
HIGHEST = 1e6


def alarms(calm: Calm, threshold: float, rest: int) -> list[int]:
    """The minutes of its alarms; with a rest after each, where it takes one."""
    at = [minute for minute, score in zip(calm.at, calm.score, strict=True) if score >= threshold]
    if not rest:
        return at
    kept: list[int] = []
    for minute in at:
        if not kept or minute > kept[-1] + rest:
            kept.append(minute)
    return kept


def false_alarms(ran: Iterable[Ran], rival: Rival, threshold: float) -> int:
    return sum(len(episodes(_false(one, alarms(one.calm[rival.name], threshold, rival.rest)))) for one in ran)


def episodes(at: Sequence[int]) -> list[int]:
    """The first minute of each."""
    return [minute for place, minute in enumerate(at) if place == 0 or minute - at[place - 1] > MERGED]


def weeks(ran: Iterable[Ran]) -> float:
    return sum(stop - start for one in ran for start, stop in one.false_in) / WEEK


def equal_threshold(ran: Sequence[Ran], rival: Rival, at_most: int) -> float:
    """The most sensitive threshold at which it is wrong no more than so often; found by halving.

    Where every minute is an alarm all alarms are one, so it begins below the threshold that is wrong most often.
    """
    steps = [rival.least * 2**power for power in range(20)]
    low = max(steps, key=lambda threshold: false_alarms(ran, rival, threshold))
    if false_alarms(ran, rival, low) <= at_most:
        return rival.least
    high = HIGHEST
    for _ in range(HALVINGS):
        middle = (low * high) ** 0.5
        low, high = (low, middle) if false_alarms(ran, rival, middle) <= at_most else (middle, high)
    return high


def seen_after(raced: Raced, rival: Rival, threshold: float, ran: Ran) -> int | None:
    """Minutes from the onset to the end of the minute of its first alarm, or None; a rest begun before it lasts."""
    minute = first(raced.rungs[rival.name], threshold)
    if minute is None:
        return None
    if rival.rest:
        if raced.led and first(raced.led[rival.name], threshold) is not None:
            return None
        before = alarms(ran.calm[rival.name], threshold, rival.rest)
        place = bisect_right(before, raced.onset)
        if place and raced.onset + minute <= before[place - 1] + rival.rest:
            return None
    return minute + 1


def _false(ran: Ran, at: Sequence[int]) -> list[int]:
    starts = [start for start, _ in ran.false_in]
    kept = []
    for minute in at:
        place = bisect_right(starts, minute)
        if place and minute < ran.false_in[place - 1][1]:
            kept.append(minute)
    return kept
