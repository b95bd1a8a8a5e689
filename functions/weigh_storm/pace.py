"""Whether accounts keep step: posts close together in time, beside what the pace of the crowd brings by chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random
from statistics import median

#: As many drawings as make one in twenty the chance that the group beats all of them by chance.
DRAWINGS, SEED = 19, 11
#: A text that catches on runs ahead of the crowd for a while: in a quarter of the time, say. A raid is closer still.
TIMES_CLOSER = 5
#: With fewer posts by others there is no pace to compare with, only the group's own span.
LEAST_OTHERS = 30

Posted = tuple[datetime, str]


def in_lock_step(posted: Sequence[Posted], window: timedelta, several: int) -> set[int]:
    """The places, in a list that is sorted by time, of those within a window in which several accounts post."""
    found: set[int] = set()
    here: Counter[str] = Counter()
    begin = done = 0
    for end, (at, account) in enumerate(posted):
        here[account] += 1
        while at - posted[begin][0] > window:
            leaving = posted[begin][1]
            here[leaving] -= 1
            if not here[leaving]:
                del here[leaving]
            begin += 1
        if len(here) >= several:
            found.update(range(max(begin, done), end + 1))
            done = end + 1
    return found


def busy_beyond_pace(posted: Sequence[Posted], others: Sequence[datetime]) -> bool:
    """Whether they follow one another far more closely than if each had been posted when some other post was.

    Both are sorted; `others` are the times of those outside. Drawn with a fixed seed: the same posts, the same answer.
    """
    observed = _usual_gap([at for at, _ in posted])
    random = Random(SEED)  # noqa: S311  # a drawing that anybody may repeat, no secret
    first, last = posted[0][0], posted[-1][0]
    drawn = []
    for _ in range(DRAWINGS):
        if len(others) >= LEAST_OTHERS:
            times = [_between(others, random.random()) for _ in posted]
        else:
            times = [first + (last - first) * random.random() for _ in posted]
        drawn.append(_usual_gap(sorted(times)))
    return observed < min(drawn) and observed * TIMES_CLOSER <= median(drawn)


def _usual_gap(times: Sequence[datetime]) -> float:
    """The median time from one to the next, in seconds."""
    return median((after - before).total_seconds() for before, after in pairwise(times))


def _between(times: Sequence[datetime], share: float) -> datetime:
    """The time by which that share of them had been posted."""
    place = share * (len(times) - 1)
    before = min(int(place), len(times) - 2)
    return times[before] + (times[before + 1] - times[before]) * (place - before)
