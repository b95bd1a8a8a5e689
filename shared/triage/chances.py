"""Scores and chances: logarithms of odds on one side, probabilities on the other."""

from __future__ import annotations

import math
from collections.abc import Sequence

#: No probability is nearer to 0 or 1 than this: its odds would have no logarithm.
LEAST = 1e-9
#: A model's probability is moved by what else is known from no nearer than this.
NEAREST = 1e-6
#: Beyond this many nats a probability is certain, and its power would overflow.
_CERTAIN = 30.0


def softmax(scores: Sequence[float]) -> tuple[float, ...]:
    """The probabilities of scores of which one is right; none for none."""
    most = max(scores, default=0.0)
    powers = [math.exp(score - most) for score in scores]
    whole = sum(powers)
    return tuple(power / whole for power in powers)


def sigmoid(odds: float) -> float:
    """The probability of what has these log odds."""
    return 1 / (1 + math.exp(-max(-_CERTAIN, min(_CERTAIN, odds))))


def logit(probability: float, least: float = LEAST) -> float:
    """The log odds of a probability, kept `least` away from certainty."""
    inside = min(max(probability, least), 1 - least)
    return math.log(inside / (1 - inside))
