"""Which instance of the crisis plan a mention belongs to: by the plan's keywords first, then by its example phrases."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from shared.triage.lexicon import words_of
from shared.plan import Instance

#: A keyword of this many letters or more also fits longer words: `cancel` fits "cancelled", `app` not "appalling".
ENDING_FROM = 5
#: How much of a mention's or an example's meaning must be shared (cosine of their weighted words).
LEAST_LIKENESS = 0.35
#: One word in common is chance.
LEAST_SHARED_WORDS = 2
#: Words that carry no subject.
_STOP_WORDS = frozenset(
    words_of(
        """a about after again all also am an and any are as at be because been before being but by can
        could did do does doing down for from get gets getting go going got had has have having he her here
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
class Route:
    """The instance, and why it: a sentence for the notice."""

    instance: str
    why: str


@dataclass(frozen=True, slots=True)
class _Index:
    """A plan's keywords and examples, read once: keywords by first word; examples as weighted words."""

    keywords: tuple[tuple[str, str, str], ...]
    examples: tuple[tuple[str, str, frozenset[str], float], ...]
    weights: dict[str, float]
    unseen: float


def route(words: Sequence[str], instances: tuple[Instance, ...]) -> Route | None:
    """The instance that fits these words best, or None. Of equals, the one that stands first in the plan."""
    index = _index(instances)
    return _by_keyword(words, index) or _by_example(words, index)


def _by_keyword(words: Sequence[str], index: _Index) -> Route | None:
    text = f" {' '.join(words)} "
    hits: dict[str, list[str]] = {}
    for instance, keyword, needle in index.keywords:
        if needle in text:
            hits.setdefault(instance, []).append(keyword)
    if not hits:
        return None
    # A keyword of two words says more than one of one.
    best = max(hits, key=lambda instance: sum(len(words_of(keyword)) for keyword in hits[instance]))
    return Route(best, "says " + ", ".join(f"'{keyword}'" for keyword in hits[best][:3]))


def _by_example(words: Sequence[str], index: _Index) -> Route | None:
    mine = _subject(words)
    # Words that no example has count at half: a long mention should still find its example.
    length = math.sqrt(sum(index.weights.get(word, index.unseen / 2) ** 2 for word in mine)) or 1.0
    best, best_likeness = None, LEAST_LIKENESS
    for instance, example, theirs, their_length in index.examples:
        shared = mine & theirs
        if len(shared) < LEAST_SHARED_WORDS:
            continue
        likeness = sum(index.weights[word] ** 2 for word in shared) / (length * their_length)
        if likeness > best_likeness:
            best, best_likeness = Route(instance, f"reads like the plan's example “{example}”"), likeness
    return best


@lru_cache(maxsize=8)
def _index(instances: tuple[Instance, ...]) -> _Index:
    subjects = [(i.id, example, _subject(words_of(example))) for i in instances for example in i.examples]
    counts: dict[str, int] = {}
    for _, _, subject in subjects:
        for word in subject:
            counts[word] = counts.get(word, 0) + 1
    # The rarer a word among the examples, the more it says (inverse document frequency).
    weights = {word: 1.0 + math.log(len(subjects) / count) for word, count in counts.items()}
    return _Index(
        keywords=tuple(
            (i.id, keyword, _needle(words_of(keyword)))
            for i in instances
            for keyword in i.keywords
            if words_of(keyword)
        ),
        examples=tuple(
            (id_, example, subject, math.sqrt(sum(weights[word] ** 2 for word in subject)))
            for id_, example, subject in subjects
            if subject
        ),
        weights=weights,
        unseen=max(weights.values(), default=1.0),
    )


def _needle(words: Sequence[str]) -> str:
    """A word's end is left open where it is long enough; " app " is sought with both its ends."""
    return f" {' '.join(words)}" + ("" if len(words[-1]) >= ENDING_FROM else " ")


def _subject(words: Sequence[str]) -> frozenset[str]:
    return frozenset(_stem(word) for word in words if word not in _STOP_WORDS and len(word) > 2)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
