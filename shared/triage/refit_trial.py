"""The steps of one training: what is held back, what keeps the rest in place, what is learned, how sure it may be."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any

from shared.triage.overlay import Overlaid, Overlay, mark_of
from shared.triage.refit_bands import bands, line_through
from shared.triage.refit_says import Line, Says, odds, says, weight_of
from shared.triage.refit_steps import Lesson, Moved, Text, moved_by, passes_for
from shared.triage.taught import COLUMNS, PARTS, WIDTH, Heard, Target, Taught, learnable, target_of
from shared.verdict import COMPLAINTS

#: So many texts of the stream keep the rest in place, and so many others tell whether it did.
MOST_KEPT, MOST_WATCHED = 1_500, 1_000
#: Of those that keep the rest in place: this many for a correction, and no fewer than so many.
KEPT_A_CORRECTION, LEAST_KEPT = 2, 300
#: So many words and pairs are moved at most: those of most corrections.
MOST_ROWS = 6_000
#: How much a text of the stream weighs beside a correction; the next one where too much of the stream would move.
WEIGHTS = (1.0, 4.0)
#: So much of the stream may move: the more was corrected, the more, and never more than the last one.
_MOVED, _MOVED_BY_ROOT, _MOVED_MOST = 0.03, 0.0075, 0.22
#: What the old outputs are divided by: a temperature (Guo et al., ICML 2017).
DOUBTS = (1.25, 1.5, 2.0, 3.0, 5.0, 8.0)
#: What moves an output by less than this is not kept.
_LEAST_MOVE = 0.01


def least_agreement(corrections: int) -> float:
    """Of how much of the stream the kind has to stay as it is."""
    return 1 - min(_MOVED_MOST, _MOVED + _MOVED_BY_ROOT * sqrt(corrections))


class Trial:
    """`said` is learned from; `new` is what the model in force has not seen, and what both are judged on."""

    def __init__(self, model: Overlaid, said: Sequence[Taught], new: Sequence[Taught], heard: Sequence[Heard]) -> None:
        self.said, self.new = said, new
        self._model = model
        line = model.meaning["complaint"]
        self._line = Line(line["slope"], line["shift"])
        drawn = sorted(heard, key=lambda one: _drawn(one.id))
        watched = min(MOST_WATCHED, len(drawn) // 2)
        self._texts = {one.id: _text(model, one) for one in said}
        self._watched = [_text(model, one) for one in drawn[:watched]]
        kept = min(MOST_KEPT, max(LEAST_KEPT, KEPT_A_CORRECTION * len(said)))
        self._kept = [_text(model, one) for one in drawn[watched : watched + kept]]
        self._before = [says(one.outputs, self._line) for one in self._watched]
        self._movable = self._may_move(heard)

    def moved(self, said: Sequence[Taught], weight: float) -> Moved:
        """What these corrections move, where the stream weighs so much."""
        lessons = [Lesson(self._texts[one.id], target_of(one), 1.0) for one in said]
        stays = [Lesson(one, Target(odds(one.outputs), (1.0,) * len(COLUMNS)), weight) for one in self._kept]
        return moved_by([*lessons, *stays], self._movable, passes_for(len(said)))

    def agreement(self, moved: Moved) -> float:
        """The share of the stream that has the kind that it had. None of these texts was learned from."""
        after = (says(moved.read(one), self._line).kind for one in self._watched)
        return sum(a.kind == b for a, b in zip(self._before, after, strict=True)) / len(self._watched)

    def unseen(self, weight: float) -> Mapping[str, tuple[float, ...]]:
        """The outputs of each new correction by a fit that had not seen it, by id."""
        outputs: dict[str, tuple[float, ...]] = {}
        new = {one.id for one in self.new}
        for part in range(PARTS):
            held = [one for one in self.new if one.part == part]
            if held:
                moved = self.moved([one for one in self.said if one.part != part or one.id not in new], weight)
                outputs |= {one.id: moved.read(self._texts[one.id]) for one in held}
        return outputs

    def said_before(self) -> list[Says]:
        """What the model in force says of the new corrections."""
        return [says(self._texts[one.id].outputs, self._line) for one in self.new]

    def said_doubting(self) -> list[list[Says]]:
        """What it would say of them if it were less and less sure of everything."""
        texts = [self._texts[one.id].outputs for one in self.new]
        return [[says([value / by for value in one], self._line) for one in texts] for by in DOUBTS]

    def said_unseen(self, unseen: Mapping[str, Sequence[float]], moved: Moved) -> list[Says]:
        """What the new one says of them, unseen; also how sure it is was learned from others."""
        lines = [self._line_of(unseen, moved, but=part) for part in range(PARTS)]
        return [says(unseen[one.id], lines[one.part]) for one in self.new]

    def overlay(self, moved: Moved, unseen: Mapping[str, Sequence[float]]) -> Overlay:
        """The overlay in force, moved, with what its numbers mean now."""
        before = self._model.overlay
        rows = {part: list(row) for part, row in before.rows.items()}
        for part, row in moved.rows.items():
            whole = rows.setdefault(part, [0.0] * WIDTH)
            for place, value in zip(COLUMNS, row, strict=True):
                whole[place] += value
        usual = sum(one.length for one in self._watched) / len(self._watched)
        size = {part: max(map(abs, row)) / usual for part, row in rows.items()}
        kept = sorted((part for part in rows if size[part] >= _LEAST_MOVE), key=lambda part: (-size[part], part))
        biases = list(before.biases)
        for place, value in zip(COLUMNS, moved.biases, strict=True):
            biases[place] += value
        return Overlay(
            before.base,
            {part: tuple(rows[part]) for part in kept[:MOST_ROWS]},
            tuple(biases),
            self._meaning(moved, unseen),
            tuple(sorted({*before.learned, *(mark_of(one.id) for one in self.said)})),
        )

    def _may_move(self, heard: Sequence[Heard]) -> frozenset[str]:
        counts = Counter(part for one in self.said for part in self._texts[one.id].parts)
        foreign = [part for part in counts if not self._model.knows(part)]
        allowed = learnable(self.said, heard, foreign)
        barred = frozenset(foreign) - allowed
        ordered = sorted((part for part in counts if part not in barred), key=lambda part: (-counts[part], part))
        return frozenset(ordered[:MOST_ROWS])

    def _line_of(self, unseen: Mapping[str, Sequence[float]], moved: Moved, but: int | None = None) -> Line:
        corrected = [
            (weight_of(unseen[one.id]), float(one.kind in COMPLAINTS))
            for one in self.new
            if one.kind is not None and one.part != but
        ]
        stream = [
            (weight_of(moved.read(one)), old.complaint) for one, old in zip(self._watched, self._before, strict=True)
        ]
        return line_through([*corrected, *stream], self._line)

    def _meaning(self, moved: Moved, unseen: Mapping[str, Sequence[float]]) -> dict[str, Any]:
        line = self._line_of(unseen, moved)
        by_people = [(says(unseen[one.id], line), one.kind) for one in self.new if one.kind is not None]
        stream = [(says(moved.read(one), line), old) for one, old in zip(self._watched, self._before, strict=True)]
        was = self._model.meaning["confidence"]
        high, medium = bands(
            [
                *((now.sure, float(now.kind == kind)) for now, kind in by_people),
                *((now.sure, old.of(now.kind)) for now, old in stream),
            ],
            (was["high"], was["medium"]),
        )
        return {
            **self._model.meaning,
            "complaint": {"slope": line.slope, "shift": line.shift},
            "confidence": {"high": high, "medium": medium},
        }


def _text(model: Overlaid, one: Heard) -> Text:
    measured = model.measured(one.text)
    return Text(one.id, measured.parts, measured.length, tuple(measured.outputs[place] for place in COLUMNS))


def _drawn(mention_id: str) -> bytes:
    """Where a text falls when some are drawn: at random, and always the same."""
    return hashlib.blake2b(mention_id.encode("utf-8", "replace"), digest_size=8).digest()
