"""What people's decisions taught a series: a storm that was none raises its bar, one that was one lowers it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from shared.plan import StormRules

#: A dismissal raises the bar by a quarter. A confirmation takes a tenth off: to miss one costs more than to look.
DISMISSED_TIMES = 1.25
CONFIRMED_TIMES = 0.9
#: So many storms are remembered as counted: each teaches once.
REMEMBERED = 50


@dataclass(frozen=True, slots=True)
class Lesson:
    """`caution` multiplies the bar of one series; `storms` are those that taught it, the oldest first."""

    caution: float = 1.0
    storms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lessons:
    """What a brand's series were taught, by the series' key."""

    of: dict[str, Lesson] = field(default_factory=dict)

    def caution(self, series: str, rules: StormRules) -> float:
        """Within the plan's bounds as they are now."""
        lesson = self.of.get(series)
        return 1.0 if lesson is None else min(rules.dismissed_most, max(rules.confirmed_least, lesson.caution))


def taught(
    lessons: Lessons, series: str, storm: str, what: Literal["confirmed", "dismissed"], rules: StormRules
) -> Lessons:
    """The lessons after a person's decision; the same where that storm taught already."""
    lesson = lessons.of.get(series, Lesson())
    if storm in lesson.storms:
        return lessons
    times = DISMISSED_TIMES if what == "dismissed" else CONFIRMED_TIMES
    caution = min(rules.dismissed_most, max(rules.confirmed_least, lessons.caution(series, rules) * times))
    after = replace(lesson, caution=round(caution, 4), storms=(*lesson.storms, storm)[-REMEMBERED:])
    return Lessons({**lessons.of, series: after})
