"""A text of which somebody said what it is, and what that teaches each output of the model."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shared.triage.features import pairs, tokens
from shared.triage.heads import HEADS, KINDS, SENTIMENTS, places
from shared.verdict import COMPLAINTS, Kind, Sentiment

#: What is learned: the other heads are about what no correction says.
LEARNED = ("complaint", "kind", "level", "tone")
#: Where their outputs lie among all, and how many there are in all.
COLUMNS: tuple[int, ...] = tuple(place for name in LEARNED for place in places(name))
WIDTH = sum(len(head.outputs) for head in HEADS)
#: Each correction is judged by a fit that has not seen its part.
PARTS = 5
#: So many people have to have written a word that is new to the model, before it is learned.
LEAST_AUTHORS = 3


@dataclass(frozen=True, slots=True)
class Heard:
    """A text of the company's own stream. `author` is a pseudonym; "" where nobody knows who wrote it."""

    id: str
    text: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class Taught(Heard):
    """With what people said of it; None where they said nothing of that. `level` is the severity of a complaint."""

    kind: Kind | None = None
    level: int | None = None
    tone: Sentiment | None = None

    @property
    def part(self) -> int:
        """Which part it is held back with: the same wherever, and whenever, it is asked."""
        return int(hashlib.sha256(self.id.encode("utf-8", "replace")).hexdigest()[:8], 16) % PARTS

    @property
    def says(self) -> bool:
        return (self.kind, self.level, self.tone) != (None, None, None)


@dataclass(frozen=True, slots=True)
class Target:
    """What a text's outputs should be, in the order of COLUMNS, and which of them are told (1) or not (0)."""

    wanted: tuple[float, ...]
    told: tuple[float, ...]


def target_of(one: Taught) -> Target:
    """A complaint that nobody called mild or grave teaches nothing of severity; what is none is of none."""
    complaint = None if one.kind is None else one.kind in COMPLAINTS
    level = 0 if complaint is False else one.level
    wanted: list[float] = []
    told: list[float] = []
    for known, outputs in (
        (complaint is not None, (float(bool(complaint)),)),
        (one.kind is not None, tuple(float(kind == one.kind) for kind in KINDS)),
        (level is not None, tuple(float((level or 0) >= least) for least in (1, 2, 3, 4))),
        (one.tone is not None, tuple(float(tone == one.tone) for tone in SENTIMENTS)),
    ):
        wanted += outputs
        told += [float(known)] * len(outputs)
    return Target(tuple(wanted), tuple(told))


def both_ways(taught: Iterable[Taught]) -> tuple[tuple[str, ...], ...]:
    """The ids of texts that read the same, and of which people said different kinds: a group each."""
    alike: dict[tuple[str, ...], list[Taught]] = {}
    for one in taught:
        if one.kind is not None:
            alike.setdefault(tuple(tokens(one.text)), []).append(one)
    return tuple(tuple(one.id for one in group) for group in alike.values() if len({one.kind for one in group}) > 1)


def learnable(taught: Sequence[Taught], heard: Sequence[Heard], known: Iterable[str]) -> frozenset[str]:
    """Those of the words and pairs of `known` that may be learned though they are new to the model.

    An n-gram of one person may be a name or an address: only what LEAST_AUTHORS people wrote is learned. All texts of
    which nobody knows the author count as one person's.
    """
    authors: dict[str, set[str]] = {part: set() for part in known}
    for one in (*taught, *heard):
        for part in parts_of(one.text):
            if part in authors:
                authors[part].add(one.author)
    return frozenset(part for part, who in authors.items() if len(who) >= LEAST_AUTHORS)


def parts_of(text: str) -> tuple[str, ...]:
    """The words and pairs of a text, each once."""
    found = tokens(text)
    return tuple(dict.fromkeys((*found, *pairs(found))))
