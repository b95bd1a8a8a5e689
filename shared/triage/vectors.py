"""What a text is about, as a direction: texts about the same thing point the same way, in whatever words.

A table (table.py) of words, pairs and letters, whose sums were fitted to what a sentence encoder makes of texts
(infra/model/vectors.py). The cosine of two directions says how alike two texts are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from operator import mul
from pathlib import Path

from shared.triage.features import tokens
from shared.triage.table import Table, load

SHIPPED = Path(__file__).parent / "models" / "vectors.model"
#: A direction's numbers are whole ones: of length UNIT, each at most MOST either way.
UNIT, MOST = 300, 127
#: Numbers are held with this added, as a lane can't be negative.
_ZERO = 128
_LANE_BYTES = 4
#: Of a text of which less than this part of the words is known (another language, say) nothing is said.
LEAST_KNOWN = 0.5
#: A word that is known has a weight in one of so many outputs.
_TELLING = 8
#: Endings that a known word may have lost.
_ENDINGS = ("s", "es", "'s", "ed", "d", "ing", "ly")

Direction = tuple[int, ...]


@lru_cache(maxsize=1)
def shipped() -> Table:
    """The vectors that came with this version. Raises BadModelError."""
    return load(SHIPPED)


def direction(table: Table, text: str) -> Direction | None:
    """Which way the text points; None where too few of its words are known to tell."""
    words = {token for token in tokens(text) if token[0].isalpha() or token[0] == "#"}
    unknown = {word for word in words if not _knows(table, word)}
    stems = sorted(stem for word in unknown if (stem := _stem(table, word)))
    known = len(words) - len(unknown) + len(stems)
    if not known or known < LEAST_KNOWN * len(words):
        return None
    return unit(table.read(" ".join([text, *stems]) if stems else text).outputs)


@lru_cache(maxsize=20_000)
def _knows(table: Table, word: str) -> bool:
    return any(table.weight(word, output) for output in range(_TELLING))


@lru_cache(maxsize=20_000)
def _stem(table: Table, word: str) -> str | None:
    """What a word that isn't known is a form of: it without its ending, or without the mark of a tag."""
    forms = (word.removeprefix("#"), *(word.removesuffix(ending) for ending in _ENDINGS))
    return next((form for form in forms if form != word and _knows(table, form)), None)


def unit(numbers: Sequence[float]) -> Direction | None:
    length = math.sqrt(sum(map(mul, numbers, numbers)))
    if not length:
        return None
    whole = [round(number * UNIT / length) for number in numbers]
    if max(whole) > MOST or min(whole) < -MOST:
        whole = [max(-MOST, min(MOST, number)) for number in whole]
    return tuple(whole)


def middle(directions: Sequence[Direction]) -> Direction | None:
    """The direction between these."""
    return unit([sum(column) for column in zip(*directions, strict=True)])


class Lines:
    """Many directions, compared with one at once: a long integer a dimension, a lane in it a direction.

    A text's number times such an integer is a product for all of them: 770 directions take a tenth of a millisecond.
    """

    def __init__(self, directions: Sequence[Direction]) -> None:
        self._count = len(directions)
        self._columns = [
            int.from_bytes(b"".join((number + _ZERO).to_bytes(_LANE_BYTES, "little") for number in column), "little")
            for column in zip(*directions, strict=True)
        ]
        # (v + Z)(r + Z) = vr + Z(v + Z) + Z(r + Z) - ZZ: what is to be taken off again.
        self._off = [_ZERO * sum(one) + _ZERO * _ZERO * len(one) for one in directions]

    def likeness(self, text: Direction) -> list[float]:
        """The cosine of each with the text's, in their order."""
        if not self._count:
            return []
        total = sum((number + _ZERO) * column for number, column in zip(text, self._columns, strict=True))
        lanes = memoryview(total.to_bytes(self._count * _LANE_BYTES, "little")).cast("I")
        shift = _ZERO * sum(text)
        return [(lane - off - shift) / (UNIT * UNIT) for lane, off in zip(lanes, self._off, strict=True)]
