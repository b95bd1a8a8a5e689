"""A linear model as a table that plain Python sums fast: a row a feature, a small whole number an output.

Each row is held as one long integer, whose 32-bit lanes are the row's numbers, so that adding two rows is one addition
of two integers, however many outputs there are. No numpy: that would be most of the function, and of its cold start.

The file: one line of JSON (what the numbers mean, and the SHA-256 of the rest), then zlib: the features, one a line,
and the numbers, one byte each, row by row. The first number of a row is its weight for the length of a text; the
others are the outputs' weights, with ZERO added.
"""

from __future__ import annotations

import hashlib
import json
import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from shared.triage.features import leaps, letters, pairs, tokens

LANE_BYTES = 4
#: What stands for a weight of zero, as a lane can't be negative.
ZERO = 128
_LANE = (1 << 8 * LANE_BYTES) - 1


class BadModelError(Exception):
    """A model's file that can't be used; the message says what is wrong with it, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Summed:
    """A text's features added up: an output each, and how many features were known."""

    outputs: tuple[float, ...]
    known: int


class Table:
    """Rows by feature. `pad` is added to each squared length, so that what hangs on a word or two counts for less
    than what hangs on many. `meaning` is what the file's first line says beside what is needed to read it."""

    def __init__(
        self, features: Sequence[str], numbers: bytes, scales: Sequence[float], biases: Sequence[float],
        length_scale: float, meaning: dict[str, Any], name: str, pad: float = 0.0,
    ) -> None:  # fmt: skip  # a list to be read across
        width = len(scales) + 1
        self.name, self.meaning = name, meaning
        self._scales, self._biases, self._length_scale = tuple(scales), tuple(biases), length_scale
        self._pad = pad
        self._row_bytes = width * LANE_BYTES
        self._place = {feature: place for place, feature in enumerate(features)}
        lanes = bytearray(len(numbers) * LANE_BYTES)
        lanes[::LANE_BYTES] = numbers
        self._lanes = bytes(lanes)
        # Words come back: what a word's letters add up to is remembered (for as long as this table lives).
        self._word = lru_cache(maxsize=10_000)(self._sum_of_word)

    def read(self, text: str) -> Summed:
        """The outputs for a text: each is bias + sum of weights / length, as the model was trained."""
        found = tokens(text)
        total = known = 0
        for word in dict.fromkeys(found):
            row, count = self._word(word)
            total += row
            known += count
        for pair in dict.fromkeys((*pairs(found), *leaps(found))):
            place = self._place.get(pair)
            if place is not None:
                total += self._row(place)
                known += 1
        return self._outputs(total, known)

    def weight(self, feature: str, output: int) -> float:
        """What one feature adds to one output in a text of length 1; nothing where the model doesn't know it."""
        place = self._place.get(feature)
        if place is None:
            return 0.0
        lane = self._lanes[place * self._row_bytes + (output + 1) * LANE_BYTES]
        return (lane - ZERO) * self._scales[output]

    def weight_of_word(self, word: str, output: int) -> float:
        """What a word and its letters add to one output in a text of length 1: from what is remembered of the word."""
        row, count = self._word(word)
        lane = (row >> 8 * LANE_BYTES * (output + 1)) & _LANE
        return (lane - ZERO * count) * self._scales[output]

    def _outputs(self, total: int, known: int) -> Summed:
        if not known:
            return Summed(self._biases, 0)
        squares, *lanes = self._lanes_of(total)
        length = self._length_of(squares)
        shift = ZERO * known
        return Summed(
            tuple(
                bias + (lane - shift) * scale / length
                for lane, scale, bias in zip(lanes, self._scales, self._biases, strict=True)
            ),
            known,
        )

    def _length_of(self, squares: int) -> float:
        return math.sqrt(max(squares, 1) * self._length_scale + self._pad)

    def _sum_of_word(self, word: str) -> tuple[int, int]:
        places = [place for gram in letters(word) if (place := self._place.get(gram)) is not None]
        return sum(map(self._row, places)), len(places)

    def _row(self, place: int) -> int:
        start = place * self._row_bytes
        return int.from_bytes(self._lanes[start : start + self._row_bytes], "little")

    def _lanes_of(self, row: int) -> memoryview[int]:
        return memoryview(row.to_bytes(self._row_bytes, "little")).cast("I")


def load(path: Path) -> Table:
    """The table in that file. Raises BadModelError where there is none that can be used."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadModelError(f"{path.name} can't be read ({error.strerror}); deploy again, or `make model`") from error
    return parse(content, path.name)


def parse(content: bytes, called: str) -> Table:
    """The table in these bytes; `called` is what messages call them."""
    try:
        first, _, rest = content.partition(b"\n")
        said = json.loads(first)
        if hashlib.sha256(rest).hexdigest() != said["sha256"]:
            raise BadModelError(f"{called} is damaged: its sum is not the one that it names; restore it")
        listed, _, numbers = zlib.decompress(rest).partition(b"\n\n")
        features = listed.decode().split("\n")
        if len(numbers) != len(features) * (len(said["scales"]) + 1) or len(said["scales"]) != len(said["biases"]):
            raise BadModelError(f"{called} is no model: its numbers don't fit its features; restore it")
        return Table(
            features, numbers, said["scales"], said["biases"], said["length_scale"], said["meaning"],
            f"{said['name']}-{said['sha256'][:8]}", said.get("pad", 0.0),
        )  # fmt: skip  # a list to be read across
    except (ValueError, KeyError, TypeError, zlib.error) as error:
        raise BadModelError(f"{called} is no model ({type(error).__name__}); restore it, or `make model`") from error


def pack(
    name: str, features: Sequence[str], numbers: bytes, scales: Sequence[float], biases: Sequence[float],
    length_scale: float, meaning: dict[str, Any], pad: float = 0.0,
) -> bytes:  # fmt: skip  # a list to be read across
    """The bytes of a model's file, the same for the same model."""
    rest = zlib.compress("\n".join(features).encode() + b"\n\n" + numbers, 9)
    said = {
        "name": name, "sha256": hashlib.sha256(rest).hexdigest(), "length_scale": length_scale, "pad": pad,
        "scales": list(scales), "biases": list(biases), "meaning": meaning,
    }  # fmt: skip  # a list to be read across
    return json.dumps(said, separators=(",", ":")).encode() + b"\n" + rest
