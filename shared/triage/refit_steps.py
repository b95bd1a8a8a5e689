"""How the corrections move the model: logistic regression that starts from, and stays near, the model in force.

Steps are AdaGrad's (Duchi, Hazan and Singer, JMLR 2011), one rate a word, with a pull back to the old weights. What the
old model says of the company's own stream is a target, too, so that what nobody corrected stays where it is: "learning
without forgetting" (Li and Hoiem, ECCV 2016). Everything goes in a fixed order: the same texts give the same numbers.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shared.triage.refit_says import odds
from shared.triage.taught import COLUMNS, Target

RATE = 0.05
#: Times that all texts are gone through: the more often, the fewer corrections there are.
FEWEST_PASSES, MOST_PASSES, STEPS = 5, 8, 1_000
#: The pull towards the old weights, a step.
PULL = 0.01
_START = 1e-3
_WIDTH = len(COLUMNS)


@dataclass(frozen=True, slots=True)
class Text:
    """A text as the model in force measured it: `outputs` in the order of COLUMNS. `key` orders the steps."""

    key: str
    parts: tuple[str, ...]
    length: float
    outputs: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    text: Text
    target: Target
    weight: float


@dataclass(frozen=True, slots=True)
class Moved:
    """What is added to weights, by word or pair, and to biases; in the order of COLUMNS."""

    rows: Mapping[str, Sequence[float]]
    biases: tuple[float, ...]

    def read(self, text: Text) -> tuple[float, ...]:
        """The outputs of a text after the move."""
        total = [0.0] * _WIDTH
        for part in text.parts:
            row = self.rows.get(part)
            if row is not None:
                total = [a + b for a, b in zip(total, row, strict=True)]
        return tuple(
            old + bias + own / text.length for old, bias, own in zip(text.outputs, self.biases, total, strict=True)
        )


UNMOVED = Moved({}, (0.0,) * _WIDTH)


def moved_by(lessons: Sequence[Lesson], movable: frozenset[str], passes: int) -> Moved:
    """The move that these lessons make, of the words and pairs that may move."""
    if not lessons:
        return UNMOVED
    # In texts of usual length a weight then counts about as much as a bias.
    usual = sum(one.text.length for one in lessons) / len(lessons)
    rows = {part: [0.0] * _WIDTH for one in lessons for part in one.text.parts if part in movable}
    seen = dict.fromkeys(rows, _START)
    biases, seen_bias = [0.0] * _WIDTH, _START
    steps = [(one, [part for part in one.text.parts if part in rows], usual / one.text.length) for one in lessons]
    for number in range(passes):
        for one, parts, size in sorted(steps, key=lambda step: _order(step[0].text.key, number)):
            total = [0.0] * _WIDTH
            for part in parts:
                total = [a + b for a, b in zip(total, rows[part], strict=True)]
            says = odds([a + b + c * size for a, b, c in zip(one.text.outputs, biases, total, strict=True)])
            off = [
                one.weight * known * (p - wanted)
                for p, wanted, known in zip(says, one.target.wanted, one.target.told, strict=True)
            ]
            square = sum(value * value for value in off)
            seen_bias += square
            rate = RATE / math.sqrt(seen_bias)
            biases = [a - rate * b for a, b in zip(biases, off, strict=True)]
            square *= size * size
            for part in parts:
                seen[part] = grown = seen[part] + square
                rate = RATE / math.sqrt(grown)
                kept = 1 - rate * PULL
                rate *= size
                rows[part] = [a * kept - rate * b for a, b in zip(rows[part], off, strict=True)]
    return Moved({part: tuple(a * usual for a in row) for part, row in rows.items()}, tuple(biases))


def passes_for(corrections: int) -> int:
    return min(MOST_PASSES, max(FEWEST_PASSES, STEPS // max(corrections, 1)))


def _order(key: str, number: int) -> bytes:
    return hashlib.blake2b(f"{number} {key}".encode("utf-8", "replace"), digest_size=8).digest()
