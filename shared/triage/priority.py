"""How soon a person must see a mention: points, added up. Each part has its row in this table; none takes points away.

| part | points |
| --- | --- |
| a specific complaint, a question | 30 |
| how severe a complaint is (0 to 4) | 8 each |
| somebody who can't wait (a wheelchair, a baby, insulin) | 20 |
| followed by 1,000 / 10,000 / 50,000 | 5 / 10 / 50 |
| answered, liked or passed on 20 / 100 / 500 times | 5 / 10 / 50 |
| rates us 2 / 1 of 5 | 5 / 10 |
| a known customer | 10 |
| about to leave | 20 |
| each earlier post of theirs in the thread that we have not answered, three at the most | 10 |
| their tone got worse | 10 |
| waiting beyond the promised time | 20 |

120 points are urgent, 50 high, 40 normal, fewer low. A specific complaint and a question are never below normal. Of
followers and engagement the greater counts. Reach, rating and severity count for complaints only, the rest for
complaints and questions: praise, and what is neither, is low, whoever wrote it. Above the points stand the plan's least
priority for a complaint of an instance, and the rules: a mention is at least as pressing as each that it sets off.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from shared.verdict import COMPLAINTS, PRIORITIES, Kind, Priority

URGENT, HIGH, NORMAL = 120, 50, 40
OF_SUBSTANCE, A_LEVEL, CAN_NOT_WAIT, KNOWN, LEAVING, TURNED, SILENT = 30, 8, 20, 10, 20, 10, 20
A_POST, MOST_POSTS = 10, 3
#: From so many on, so many points.
FOLLOWERS = ((50_000, 50), (10_000, 10), (1_000, 5))
ENGAGEMENT = ((500, 50), (100, 10), (20, 5))
RATINGS = {1: 10, 2: 5}
MOST_LEVEL = 4.0
_ORDINALS = {1: "second", 2: "third", 3: "fourth"}


@dataclass(frozen=True, slots=True)
class Parts:
    """What priority is made of. `level` is the expected severity, 0 to 4; `least` the plan's for `instance`; `rules`
    are the priorities of those set off; `unanswered` is how many earlier posts of the same author wait in the thread.
    """

    kind: Kind
    level: float = 0.0
    instance: str | None = None
    least: Priority | None = None
    followers: int | None = None
    engagement: int = 0
    rating: int | None = None
    known: bool = False
    hardship: tuple[str, ...] = ()
    unanswered: int = 0
    turned: bool = False
    silent: bool = False
    leaving: bool = False
    rules: tuple[Priority, ...] = ()


class _Points(NamedTuple):
    points: float
    why: str


def priority_of(parts: Parts) -> tuple[Priority, tuple[str, ...]]:
    """The priority, and the reasons beside what the mention is and the rules, each as a notice says it."""
    found = [one for one in _points(parts) if one.points]
    total = sum(one.points for one in found)
    by_points: Priority = "urgent" if total >= URGENT else "high" if total >= HIGH else "low"
    if by_points == "low" and (total >= NORMAL or parts.kind in ("specific_complaint", "question")):
        by_points = "normal"
    reasons = tuple(one.why for one in found if one.why)
    without_plan = _most((by_points, *parts.rules))
    if parts.least is None or parts.kind not in COMPLAINTS or _most((without_plan, parts.least)) == without_plan:
        return without_plan, reasons
    return parts.least, (*reasons, f"the plan holds {parts.instance} to be {parts.least}")


def _points(parts: Parts) -> list[_Points]:
    complaint = parts.kind in COMPLAINTS
    if not complaint and parts.kind != "question":
        return []
    points = [_Points(OF_SUBSTANCE if parts.kind != "venting" else 0, "")]
    if complaint:
        points += (
            _Points(A_LEVEL * min(max(parts.level, 0.0), MOST_LEVEL), ""),
            _reach(parts),
            _Points(RATINGS.get(parts.rating or 0, 0), f"rates us {parts.rating} of 5"),
            _Points(CAN_NOT_WAIT * bool(parts.hardship), f"somebody who can't wait: {_quoted(parts.hardship)}"),
        )
    waiting = min(max(parts.unanswered, 0), MOST_POSTS)
    nth = f"{_ORDINALS[parts.unanswered]} post" if parts.unanswered in _ORDINALS else f"post {parts.unanswered + 1}"
    return [
        *points,
        _Points(KNOWN * parts.known, "a known customer"),
        _Points(LEAVING * parts.leaving, "about to leave"),
        _Points(A_POST * waiting, f"{nth} in this thread that we have not answered"),
        _Points(TURNED * parts.turned, "their tone got worse"),
        _Points(SILENT * parts.silent, "waiting for us beyond the promised time"),
    ]


def _reach(parts: Parts) -> _Points:
    followers = parts.followers or 0
    by_followers = _Points(_step(followers, FOLLOWERS), f"followed by {followers:,}")
    times = f"answered, liked or passed on {parts.engagement:,} times"
    return max(by_followers, _Points(_step(parts.engagement, ENGAGEMENT), times), key=lambda one: one.points)


def _step(count: int, steps: tuple[tuple[int, int], ...]) -> int:
    return next((points for least, points in steps if count >= least), 0)


def _most(some: tuple[Priority, ...]) -> Priority:
    return min(some, key=PRIORITIES.index)


def _quoted(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in dict.fromkeys(words[:4]))
