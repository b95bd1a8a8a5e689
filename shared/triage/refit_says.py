"""What the learned outputs of a text say, and how far that is from what people said. The formulas are model.py's."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from shared.triage.chances import LEAST, logit, sigmoid, softmax
from shared.triage.heads import KINDS, SENTIMENTS
from shared.triage.taught import Taught
from shared.verdict import COMPLAINTS, Kind

#: Among COLUMNS: the outputs of each learned head.
COMPLAINT, KIND, LEVEL, TONE = 0, slice(1, 6), slice(6, 10), slice(10, 13)
_COMPLAINTS = len(COMPLAINTS)


@dataclass(frozen=True, slots=True)
class Line:
    """Platt's slope and shift of a complaint (Platt 1999): from log odds to log odds."""

    slope: float
    shift: float

    def of(self, weight: float) -> float:
        return sigmoid(self.slope * weight + self.shift)


@dataclass(frozen=True, slots=True)
class Says:
    """Probabilities: of a complaint, of each kind (as they agree with that), of each tone; `level` is expected."""

    complaint: float
    kinds: tuple[float, ...]
    level: float
    levels: tuple[float, ...]
    tones: tuple[float, ...]

    @property
    def kind(self) -> Kind:
        among = KINDS[:_COMPLAINTS] if self.complaint >= 0.5 else KINDS[_COMPLAINTS:]
        return max(among, key=lambda kind: self.kinds[KINDS.index(kind)])

    @property
    def sure(self) -> float:
        """How likely the kind is."""
        return self.of(self.kind)

    def of(self, kind: Kind) -> float:
        return self.kinds[KINDS.index(kind)]


def weight_of(outputs: Sequence[float]) -> float:
    """The two heads' word on whether it is a complaint, as log odds."""
    kinds = softmax(outputs[KIND])
    return (logit(sigmoid(outputs[COMPLAINT])) + logit(sum(kinds[:_COMPLAINTS]))) / 2


def says(outputs: Sequence[float], line: Line) -> Says:
    complaint, kinds = line.of(weight_of(outputs)), softmax(outputs[KIND])
    yes, no = sum(kinds[:_COMPLAINTS]), sum(kinds[_COMPLAINTS:])
    levels = tuple(sigmoid(one) for one in outputs[LEVEL])
    return Says(
        complaint,
        (
            *(complaint * one / max(yes, LEAST) for one in kinds[:_COMPLAINTS]),
            *((1 - complaint) * one / max(no, LEAST) for one in kinds[_COMPLAINTS:]),
        ),
        sum(levels),
        levels,
        softmax(outputs[TONE]),
    )


def lost(said: Says, one: Taught) -> float:
    """The log loss over what people said of it: the mean of kind, severity and tone, as far as they said them."""
    losses = []
    if one.kind is not None:
        losses.append(_log(said.kinds[KINDS.index(one.kind)]))
    if one.level is not None and one.kind in (None, *COMPLAINTS):
        each = [_log(p if one.level >= least else 1 - p) for least, p in enumerate(said.levels, 1)]
        losses.append(sum(each) / len(each))
    if one.tone is not None:
        losses.append(_log(said.tones[SENTIMENTS.index(one.tone)]))
    return sum(losses) / len(losses)


def right(said: Says, one: Taught) -> float:
    """The share of what people said that it says, too; a severity may be off by less than one."""
    hits = []
    if one.kind is not None:
        hits.append(said.kind == one.kind)
    if one.level is not None and one.kind in (None, *COMPLAINTS):
        hits.append(abs(said.level - one.level) < 1)
    if one.tone is not None:
        hits.append(SENTIMENTS[max(range(len(SENTIMENTS)), key=said.tones.__getitem__)] == one.tone)
    return sum(hits) / len(hits)


def odds(outputs: Sequence[float]) -> tuple[float, ...]:
    """Each output's probability, as the heads choose."""
    return (
        sigmoid(outputs[COMPLAINT]),
        *softmax(outputs[KIND]),
        *(sigmoid(one) for one in outputs[LEVEL]),
        *softmax(outputs[TONE]),
    )


def _log(probability: float) -> float:
    return -math.log(max(probability, LEAST))
