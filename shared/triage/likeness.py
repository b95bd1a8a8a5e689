"""How like a mention is to each instance of the plan: by direction, by rare words, by area."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from shared.triage.plan_lines import PlanLines, agreement, subject_of
from shared.triage.vectors import Direction

#: What each kind of likeness is worth, as weights of a logistic regression over the instances, fitted on Banking77 and
#: on the project's own texts: to the middle of an instance's lines, to the nearest one, to shared rare words, by area.
MIDDLE, NEAREST, WORDS, AREA = 5.4, 5.2, 1.4, 1.1
#: A mention that is no more like any instance than this belongs to none; chosen on the project's own texts.
NOBODY = 2.5
#: Without vectors: how much of the meaning must be shared (cosine of weighted words), and in how many words.
LEAST_LIKENESS, LEAST_SHARED_WORDS = 0.35, 2


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like each instance is, and the place of the line in the plan that spoke most for it (-1: none did)."""

    scores: list[float]
    lines: list[int]
    by_area: list[bool]


def likeness_of(
    plan: PlanLines, words: Sequence[str], pointing: Direction | None, areas: Sequence[float] | None
) -> Likeness:
    count = len(plan.ids)
    scores, lines, nearest = [0.0] * count, [-1] * count, [0.0] * count
    shared = _shared(plan, words)
    if pointing is not None:
        for at, own in zip(plan.with_middle, plan.middles.likeness(pointing), strict=True):
            scores[at] += MIDDLE * own
        for at, own in zip(plan.pointing, plan.directions.likeness(pointing), strict=True):
            place = plan.lines[at].place
            if own > nearest[place]:
                nearest[place], lines[place] = own, at
        for place in range(count):
            scores[place] += NEAREST * nearest[place] + WORDS * max(shared[place], default=(0.0, 0))[0]
    else:
        # By shared words alone: near enough is LEAST_LIKENESS.
        for place in range(count):
            own, at = max(((o, -a) for o, a in shared[place]), default=(0.0, 1))
            scores[place], lines[place] = NOBODY * own / LEAST_LIKENESS, -at
    by_area = [False] * count
    if areas is not None and plan.areas and pointing is not None:
        for place in range(count):
            added = AREA * plan.telling * agreement(areas, plan.areas[place])
            by_area[place] = added > scores[place] / 2
            scores[place] += added
    return Likeness(scores, lines, by_area)


def _shared(plan: PlanLines, words: Sequence[str]) -> list[list[tuple[float, int]]]:
    """By instance: each line that shares words enough, and how alike the two are by their weighted words."""
    mine = subject_of(words)
    hits: dict[int, list[float]] = {}
    for word in mine:
        for at in plan.by_word.get(word, ()):
            hits.setdefault(at, []).append(plan.weights[word] ** 2)
    # Words that no line has count at half: a long mention should still find its example.
    length = math.sqrt(sum(plan.weights.get(word, plan.unseen / 2) ** 2 for word in mine)) or 1.0
    found: list[list[tuple[float, int]]] = [[] for _ in plan.ids]
    for at in sorted(hits):
        if len(hits[at]) >= LEAST_SHARED_WORDS:
            line = plan.lines[at]
            found[line.place].append((sum(hits[at]) / (length * line.length), at))
    return found
