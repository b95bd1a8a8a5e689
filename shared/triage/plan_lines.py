"""A plan's instances as routing reads them, worked out once: keywords, and lines with their directions and words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import mul, truediv

from shared.plan import Instance
from shared.triage.fold import folded, words_of
from shared.triage.heads import AREAS
from shared.triage.kept import kept
from shared.triage.model import Model
from shared.triage.table import Table
from shared.triage.vectors import Direction, Lines, direction, middle

#: A keyword of this many letters or more also fits longer words: `cancel` fits "cancelled", `app` not "appalling".
ENDING_FROM = 5
#: How often each area is met in the project's own texts (infra/model/texts): one that all share says little.
COMMON = (.05, .15, .05, .04, .05, .02, .03, .02, .07, .04, .02, .04, .03, .02, .06, .31)  # fmt: skip  # one line
#: No agreement is less than this: the head may be wrong.
LEAST_AGREEMENT = 0.02
# Words that carry no subject.
_STOP_WORDS = frozenset(
    words_of(
        """a about after again all also am an and any are as at be because been before being but by can
        could did do does doing down for from get gets getting got going go had has have having he her here
        hers him his how i if in into is it its just like me more most my no nobody not now of off on once
        one only or other our out over please she so some still such than that the their them then there
        these they this those through to too up us very was we were what when where which while who why will
        with would you your yours ve ll re don't can't isn't won't i'm i've it's didn't doesn't wasn't
        couldn't nothing every each same since until tell told know want time times day today
        tomorrow"""
    )
)
#: Word endings that don't change the subject, longest first.
_ENDINGS = ("ations", "ation", "ings", "ing", "ed", "es", "s")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the plan: whose it is (the instance's place), how it stands there, and its subject words."""

    place: int
    text: str
    example: bool
    subject: frozenset[str]
    length: float


@dataclass(frozen=True, slots=True)
class PlanLines:
    """`areas` are the instances' areas as the model reads their lines; `telling` is how well they tell them apart."""

    ids: tuple[str, ...]
    keywords: tuple[tuple[int, str, str], ...]
    lines: tuple[Line, ...]
    by_word: dict[str, tuple[int, ...]]
    weights: dict[str, float]
    unseen: float
    directions: Lines
    pointing: tuple[int, ...]
    middles: Lines
    with_middle: tuple[int, ...]
    areas: tuple[tuple[float, ...], ...]
    telling: float


@kept
@lru_cache(maxsize=8)
def plan_lines(instances: tuple[Instance, ...], vectors: Table | None, model: Model | None) -> PlanLines:
    """Each instance's name, its line and its examples. Takes some milliseconds a hundred examples."""
    found = [
        (place, text, example, subject_of(words_of(text)))
        for place, instance in enumerate(instances)
        for text, example in _texts(instance)
    ]
    counts: dict[str, int] = {}
    for *_, subject in found:
        for word in subject:
            counts[word] = counts.get(word, 0) + 1
    # The rarer a word among the lines, the more it says (inverse document frequency).
    weights = {word: 1.0 + math.log(len(found) / count) for word, count in counts.items()}
    lines = tuple(
        Line(place, text, example, subject, math.sqrt(sum(weights[word] ** 2 for word in subject)))
        for place, text, example, subject in found
    )
    pointing = [direction(vectors, line.text) for line in lines] if vectors else [None] * len(lines)
    middles = [_middle(place, lines, pointing) for place in range(len(instances))]
    areas = [model.read(line.text).areas for line in lines] if model else []
    return PlanLines(
        ids=tuple(instance.id for instance in instances),
        keywords=tuple(_keywords(instances)),
        lines=lines,
        by_word={word: tuple(at for at, line in enumerate(lines) if word in line.subject) for word in counts},
        weights=weights,
        unseen=max(weights.values(), default=1.0),
        directions=Lines([one for one in pointing if one is not None]),
        pointing=tuple(at for at, one in enumerate(pointing) if one is not None),
        middles=Lines([one for one in middles if one is not None]),
        with_middle=tuple(at for at, one in enumerate(middles) if one is not None),
        areas=tuple(_mean(areas, lines, place) for place in range(len(instances))) if areas else (),
        telling=_telling(areas, lines, len(instances)) if areas else 0.0,
    )


def subject_of(words: Iterable[str]) -> frozenset[str]:
    """The words that say what it is about, without accents and endings."""
    return frozenset(_stem(word) for word in folded([w for w in words if w not in _STOP_WORDS and len(w) > 2]))


def agreement(one: Sequence[float], other: Sequence[float]) -> float:
    """How well two shares of areas agree: the log of how much likelier that both are of one area than by chance."""
    return math.log(LEAST_AGREEMENT + sum(map(mul, one, map(truediv, other, COMMON))))


def _texts(instance: Instance) -> list[tuple[str, bool]]:
    return [(f"{instance.name}. {instance.what}", False), *((example, True) for example in instance.examples)]


def _keywords(instances: Iterable[Instance]) -> Iterable[tuple[int, str, str]]:
    for place, instance in enumerate(instances):
        for keyword in instance.keywords:
            if words := folded(words_of(keyword)):
                # A word's end is left open where it is long enough; " app " is sought with both its ends.
                yield place, keyword, f" {' '.join(words)}" + ("" if len(words[-1]) >= ENDING_FROM else " ")


def _middle(place: int, lines: Sequence[Line], pointing: Sequence[Direction | None]) -> Direction | None:
    own = [one for line, one in zip(lines, pointing, strict=True) if line.place == place and one is not None]
    return middle(own) if own else None


def _mean(areas: Sequence[Sequence[float]], lines: Sequence[Line], place: int, but: int = -1) -> tuple[float, ...]:
    own = [areas[at] for at, line in enumerate(lines) if line.place == place and at != but]
    return tuple(sum(column) / len(own) for column in zip(*own, strict=True)) if own else (1 / len(AREAS),) * len(AREAS)


def _telling(areas: Sequence[Sequence[float]], lines: Sequence[Line], count: int) -> float:
    """Of the lines, the part that their areas alone give to their own instance, each judged by the others of it.

    Departments of a shop differ by area, seventy-seven questions about one bank's cards do not.
    """
    means = [_mean(areas, lines, place) for place in range(count)]
    right = 0
    for at, line in enumerate(lines):
        own = agreement(areas[at], _mean(areas, lines, line.place, but=at))
        right += all(own > agreement(areas[at], means[place]) for place in range(count) if place != line.place)
    return right / len(lines) if lines and count > 1 else 0.0


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
