"""What a company's corrections change of the model that ships: differences of words and pairs, laid over its table.

The file: a line with the SHA-256 of the rest; one of JSON (which table it belongs to, its biases, what the numbers
mean); then zlib: the words and pairs, one a line, and the differences, two bytes each, row by row; then marks of the
corrections that it learned from, four bytes each.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.triage.features import leaps, pairs, tokens
from shared.triage.table import LANE_BYTES, ZERO, BadModelError, Summed, Table

#: Larger than this (bytes) an overlay is not kept: it would no longer be what some corrections change.
MOST_BYTES = 300_000
#: A difference is a whole number of two bytes; this one stands for none, as a lane can't be negative.
NONE = 1 << 15
_LEAST_SCALE = 1e-9
_MARK_BYTES = 4


class OtherModelError(BadModelError):
    """An overlay of another table than the one that there is; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """`rows` are added to the weights of words and pairs, in a text of length 1; `base` is the name of the table.

    `learned` are marks of the corrections that it learned from, in order: see `mark_of`.
    """

    base: str
    rows: Mapping[str, Sequence[float]]
    biases: tuple[float, ...]
    meaning: dict[str, Any]
    learned: tuple[str, ...] = ()


class OverlayTooLargeError(Exception):
    """An overlay that is not to be kept; the message says by how much it is too large, and what to do."""


def mark_of(mention_id: str) -> str:
    """What stands for a mention among those that were learned from: none of them can be read back."""
    return hashlib.sha256(mention_id.encode("utf-8", "replace")).hexdigest()[: 2 * _MARK_BYTES]


def packed(overlay: Overlay) -> bytes:
    """The bytes of its file, the same for the same overlay. Raises OverlayTooLargeError."""
    features = sorted(overlay.rows)
    scales = [
        max(_LEAST_SCALE, *(abs(overlay.rows[one][at]) for one in features)) / (NONE - 1) if features else _LEAST_SCALE
        for at in range(len(overlay.biases))
    ]
    numbers = b"".join(
        (round(value / scale) + NONE).to_bytes(2, "little")
        for one in features
        for value, scale in zip(overlay.rows[one], scales, strict=True)
    )
    marks = bytes.fromhex("".join(sorted(set(overlay.learned))))
    rest = zlib.compress("\n".join(features).encode() + b"\n\n" + numbers + marks, 9)
    said = {
        "base": overlay.base,
        "rows": len(features),
        "scales": scales,
        "biases": list(overlay.biases),
        "meaning": overlay.meaning,
    }
    body = json.dumps(said, separators=(",", ":"), sort_keys=True).encode() + b"\n" + rest
    content = hashlib.sha256(body).hexdigest().encode() + b"\n" + body
    if len(content) > MOST_BYTES:
        raise OverlayTooLargeError(
            f"what was learned takes {len(content):,} bytes, of at most {MOST_BYTES:,}; train on fewer days (--days)"
        )
    return content


def parsed(content: bytes, called: str) -> Overlay:
    """The overlay in these bytes; `called` is what messages call it. Raises BadModelError."""
    named, _, body = content.partition(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != named:
        raise BadModelError(f"{called} is damaged: its sum is not the one that it names; {_MEND}")
    try:
        first, _, rest = body.partition(b"\n")
        said = json.loads(first)
        listed, _, numbers = zlib.decompress(rest).partition(b"\n\n")
        features = listed.decode().split("\n") if said["rows"] else []
        width, scales = len(said["scales"]), [float(one) for one in said["scales"]]
        end = 2 * width * len(features)
        if len(features) != said["rows"] or len(numbers) < end or width != len(said["biases"]):
            raise BadModelError(f"{called} is no overlay: its numbers don't fit its words; {_MEND}")
        values = memoryview(bytes(numbers[:end])).cast("H")
        rows = {
            one: tuple((values[at * width + k] - NONE) * scales[k] for k in range(width))
            for at, one in enumerate(features)
        }
        marks = numbers[end:].hex()
        learned = tuple(marks[at : at + 2 * _MARK_BYTES] for at in range(0, len(marks), 2 * _MARK_BYTES))
        return Overlay(str(said["base"]), rows, tuple(map(float, said["biases"])), dict(said["meaning"]), learned)
    except (ValueError, KeyError, TypeError, AttributeError, zlib.error) as error:
        raise BadModelError(f"{called} is no overlay ({type(error).__name__}); {_MEND}") from error


_MEND = "put the one before in force: firebreak train back"


def overlaid(base: Table, overlay: Overlay, called: str) -> Overlaid:
    """That table with the overlay over it, under that name. Raises OtherModelError where it was made for another."""
    if overlay.base != base.name:
        raise OtherModelError(
            f"{called} was learned on {overlay.base}, and this version ships {base.name}; train anew: firebreak train"
        )
    if len(overlay.biases) != len(base._biases):
        raise BadModelError(f"{called} answers other questions than {base.name}; train anew: firebreak train")
    return Overlaid(base, overlay, called)


def bare(base: Table) -> Overlaid:
    """That table with nothing laid over it."""
    return Overlaid(base, Overlay(base.name, {}, base._biases, base.meaning), base.name)


@dataclass(frozen=True, slots=True)
class Measured(Summed):
    """A text's outputs, with what can be learned of it: its words and pairs, and its length."""

    parts: tuple[str, ...]
    length: float


class Overlaid(Table):
    """A table read together with differences of words and pairs. A word that is new to it adds nothing to a length."""

    def __init__(self, base: Table, overlay: Overlay, called: str) -> None:
        # Nothing of the base is copied: it is most of the function's memory.
        self.name, self.meaning = called, overlay.meaning
        self.base, self.overlay = base, overlay
        self._scales, self._biases, self._length_scale = base._scales, overlay.biases, base._length_scale
        self._pad = base._pad
        self._row_bytes, self._place, self._lanes, self._word = base._row_bytes, base._place, base._lanes, base._word
        self._fine, self._moved = _lanes(overlay)
        self._nothing = (0.0,) * len(overlay.biases)
        self._moved_bytes = len(overlay.biases) * LANE_BYTES

    def read(self, text: str) -> Summed:
        return self.measured(text)

    def measured(self, text: str) -> Measured:
        """What it makes of a text, and of which parts."""
        found = tokens(text)
        words = tuple(dict.fromkeys(found))
        both = tuple(dict.fromkeys(pairs(found)))
        total = known = moved = count = 0
        for word in words:
            row, grams = self._word(word)
            total += row
            known += grams
        for pair in (*both, *dict.fromkeys(leaps(found))):
            place = self._place.get(pair)
            if place is not None:
                total += self._row(place)
                known += 1
        for part in (*words, *both):
            difference = self._moved.get(part)
            if difference is not None:
                moved += difference
                count += 1
        return self._measured(total, known, moved, count, (*words, *both))

    def weight(self, feature: str, output: int) -> float:
        return super().weight(feature, output) + self.overlay.rows.get(feature, self._nothing)[output]

    def weight_of_word(self, word: str, output: int) -> float:
        return super().weight_of_word(word, output) + self.overlay.rows.get(word, self._nothing)[output]

    def knows(self, feature: str) -> bool:
        return feature in self._place or feature in self._moved

    def _measured(self, total: int, known: int, moved: int, count: int, parts: tuple[str, ...]) -> Measured:
        squares, *lanes = self._lanes_of(total)
        length = self._length_of(squares)
        fine = memoryview(moved.to_bytes(self._moved_bytes, "little")).cast("I")
        shift, fine_shift = ZERO * known, NONE * count
        outputs = tuple(
            bias + ((lane - shift) * scale + (extra - fine_shift) * small) / length
            for lane, scale, bias, extra, small in zip(lanes, self._scales, self._biases, fine, self._fine, strict=True)
        )
        return Measured(outputs, known or count, parts, length)


def _lanes(overlay: Overlay) -> tuple[tuple[float, ...], dict[str, int]]:
    """Each output's scale, and each row as one long integer: see table.py."""
    width = range(len(overlay.biases))
    most = [max((abs(row[at]) for row in overlay.rows.values()), default=0.0) for at in width]
    scales = tuple(max(one, _LEAST_SCALE) / (NONE - 1) for one in most)
    moved = {
        part: int.from_bytes(
            b"".join(
                (round(value / scale) + NONE).to_bytes(LANE_BYTES, "little")
                for value, scale in zip(row, scales, strict=True)
            ),
            "little",
        )
        for part, row in overlay.rows.items()
    }
    return scales, moved
