"""Which instance of the crisis plan a mention belongs to.

The plan's keywords come first; then how like it is to the plan's lines and examples; then what people's corrections
taught. Who corrected a mention is believed before the keywords for one that says the same again.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from shared.plan import Instance
from shared.triage.chances import softmax
from shared.triage.fold import folded, words_of
from shared.triage.lessons import NONE, Lesson, Lessons
from shared.triage.likeness import NOBODY, Likeness, likeness_of
from shared.triage.model import Model, Scores
from shared.triage.plan_lines import PlanLines, plan_lines
from shared.triage.table import BadModelError, Table
from shared.triage.vectors import direction, shipped
from shared.verdict import Alternative

#: A correction counts from this likeness on, for so much at the most; from SAME on it decides by itself.
LESSON_FROM, LESSON, SAME = 0.65, 4.0, 0.88
#: So many instances are named beside the one that was chosen, of those that have at least this share.
MOST_ALTERNATIVES, LEAST_SHARE = 3, 0.02


@dataclass(frozen=True, slots=True)
class Routed:
    """`instance` is None where nothing in the plan is near enough; `share` is how much of our belief the choice has.

    `why` says why this instance, or that a person said that none fits; empty where nothing is to be said. All shares
    come to 1 at the most. `by_likeness`: neither a keyword nor a person said so. `fault` says what was amiss with our
    own files, and how to mend it.
    """

    instance: str | None
    why: str = ""
    share: float = 0.0
    alternatives: tuple[Alternative, ...] = ()
    fault: str | None = None
    by_likeness: bool = False


def routed(
    text: str,
    words: Sequence[str],
    instances: tuple[Instance, ...],
    *,
    model: Model | None = None,
    scores: Scores | None = None,
    lessons: Lessons = NONE,
) -> Routed:
    """The instance that fits best, or none. Of equals, the one that stands first in the plan. Never raises.

    `scores` are what `model` says of the text; without either, areas are left out.
    """
    vectors, fault = _vectors()
    plan = plan_lines(instances, vectors, model)
    pointing = direction(vectors, text) if vectors is not None else None
    taught = lessons.near(pointing, vectors, LESSON_FROM) if pointing and vectors else []
    taught = [(own, one) for own, one in taught if one.instance is None or one.instance in plan.ids]
    areas = scores.areas if scores is not None and model is not None else None
    like = likeness_of(plan, words, pointing, areas)
    said = _said(plan, words)
    if taught and taught[0][0] >= SAME:
        return _decided(plan, like, taught[0][1], fault)
    return _weighed(plan, like, said, taught, fault)


def _vectors() -> tuple[Table | None, str | None]:
    try:
        return shipped(), None
    except BadModelError as error:
        return None, f"routing goes by shared words alone: {error}"


def _decided(plan: PlanLines, like: Likeness, lesson: Lesson, fault: str | None) -> Routed:
    if lesson.instance is None:
        return Routed(None, lesson.why(), 0.0, (), fault)
    shares = _shares(like.scores)
    return Routed(lesson.instance, lesson.why(), SAME, _others(plan, shares, lesson.instance, 1 - SAME), fault)


def _weighed(
    plan: PlanLines,
    like: Likeness,
    said: dict[int, list[str]],
    taught: list[tuple[float, Lesson]],
    fault: str | None,
) -> Routed:
    scores, nobody, by_lesson = list(like.scores), NOBODY, {}
    for own, lesson in reversed(taught):
        worth = LESSON * (own - LESSON_FROM) / (SAME - LESSON_FROM)
        if lesson.instance is None:
            nobody = max(nobody, NOBODY + worth)
        else:
            place = plan.ids.index(lesson.instance)
            scores[place] = max(scores[place], like.scores[place] + worth)
            by_lesson[place] = lesson
    if said:
        # A keyword of two words says more than one of one; of those that say as much, likeness decides.
        most = max(sum(len(words_of(word)) for word in found) for found in said.values())
        among = [place for place, found in said.items() if sum(len(words_of(word)) for word in found) == most]
        best = max(among, key=lambda place: scores[place])
        shares = _shares([own if at in among else own - NOBODY for at, own in enumerate(scores)])
        why = "says " + ", ".join(f"'{word}'" for word in said[best][:3])
        share = max(shares[best], 1 / len(among) if len(among) > 1 else 0.8)
        return Routed(plan.ids[best], why, share, _others(plan, shares, plan.ids[best], 1 - share), fault)
    if not scores or max(scores) <= nobody:
        # A person's "none of these" is a reason; that nothing was near is none.
        none = next((lesson for _, lesson in taught if lesson.instance is None), None)
        why = none.why() if none is not None and scores and max(scores) > NOBODY else ""
        shares = _shares([*scores, nobody])[:-1]
        return Routed(None, why, 0.0, _others(plan, shares, None, 1.0), fault)
    best = max(range(len(scores)), key=scores.__getitem__)
    shares = _shares([*scores, nobody])[:-1]
    why = by_lesson[best].why() if best in by_lesson else _why(plan, like, best)
    others = _others(plan, shares, plan.ids[best], 1.0)
    return Routed(plan.ids[best], why, shares[best], others, fault, best not in by_lesson)


def _said(plan: PlanLines, words: Sequence[str]) -> dict[int, list[str]]:
    """The keywords that the words hold, by the instance's place."""
    text = f" {' '.join(folded(words))} "
    found: dict[int, list[str]] = {}
    for place, keyword, needle in plan.keywords:
        if needle in text:
            found.setdefault(place, []).append(keyword)
    return found


def _shares(scores: Sequence[float]) -> list[float]:
    """What part of our belief each has: the scores are logarithms of odds."""
    return list(softmax(scores))


def _others(plan: PlanLines, shares: Sequence[float], chosen: str | None, most: float) -> tuple[Alternative, ...]:
    """The next best, whose shares come to `most` at the most."""
    ordered = sorted(range(len(plan.ids)), key=lambda place: (-shares[place], place))
    found = [(plan.ids[place], shares[place]) for place in ordered if plan.ids[place] != chosen][:MOST_ALTERNATIVES]
    total = sum(share for _, share in found)
    scale = min(1.0, most / total) if total else 0.0
    # Cut, not rounded: together they must not come to more than there is.
    cut = [Alternative(instance, math.floor(share * scale * 1000) / 1000) for instance, share in found]
    return tuple(one for one in cut if one.share >= LEAST_SHARE)


def _why(plan: PlanLines, like: Likeness, place: int) -> str:
    line = plan.lines[like.lines[place]] if like.lines[place] >= 0 else None
    if line is None or like.by_area[place]:
        return "is about what this instance's examples are about"
    return f"reads like the plan's example “{line.text}”" if line.example else "reads like what the plan says it is for"
