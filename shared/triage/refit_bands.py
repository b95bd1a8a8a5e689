"""How sure the moved model may be: calibrated on corrections that it had not seen, beside the company's own stream.

People correct what is wrong: corrections alone would teach that nothing can be believed. So the stream stands beside
them, each text with the probability that the model in force gave it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from shared.triage.chances import sigmoid
from shared.triage.refit_says import Line

#: What the words "high" and "medium" promise: so often is the kind right, of verdicts with no less than that.
HIGH, MEDIUM = 0.85, 0.65
#: With fewer texts than this the bands stay as they are.
LEAST_TEXTS = 60
_ROUNDS = 30
#: How strongly a line is held to the one before: as by so many texts at a border.
_HELD = 4.0
#: A slope outside of these is no calibration, but a model that is wrong.
_FLATTEST, _STEEPEST = 0.3, 3.0

#: Log odds, and the probability that it is a complaint.
Weighed = tuple[float, float]
#: How sure it is of a kind, and how likely that is right.
Sure = tuple[float, float]


def line_through(weighed: Sequence[Weighed], before: Line) -> Line:
    """Platt's line through these, held to the one before; by Newton's steps."""
    slope, shift = before.slope, before.shift
    for _ in range(_ROUNDS):
        g0, g1 = _HELD * (slope - before.slope), _HELD * (shift - before.shift)
        h00, h01, h11 = _HELD, 0.0, _HELD
        for weight, wanted in weighed:
            p = sigmoid(slope * weight + shift)
            off, bend = p - wanted, max(p * (1 - p), 1e-6)
            g0, g1 = g0 + off * weight, g1 + off
            h00, h01, h11 = h00 + bend * weight * weight, h01 + bend * weight, h11 + bend
        whole = h00 * h11 - h01 * h01
        step0, step1 = (h11 * g0 - h01 * g1) / whole, (h00 * g1 - h01 * g0) / whole
        # A step that is too long overshoots where the curve is flat.
        size = min(1.0, 1.0 / max(abs(step0), abs(step1), 1e-12))
        slope, shift = slope - size * step0, shift - size * step1
        if math.hypot(step0, step1) < 1e-9:
            break
    return Line(round(min(_STEEPEST, max(_FLATTEST, slope)), 4), round(shift, 4))


def bands(sure: Sequence[Sure], before: tuple[float, float]) -> tuple[float, float]:
    """From which sureness on a verdict is of high, and of medium confidence."""
    if len(sure) < LEAST_TEXTS:
        return before
    high, medium = _from(sure, HIGH, before[0]), _from(sure, MEDIUM, before[1])
    return high, min(medium, high)


def _from(sure: Sequence[Sure], wanted: float, else_: float) -> float:
    """The least sureness whose bin of nearest texts is right as often as wanted, and all above it."""
    ordered = sorted(sure)
    width = max(20, len(ordered) // 12)
    above, beyond = [0.0] * (len(ordered) + 1), 0.0
    for at in range(len(ordered) - 1, -1, -1):
        beyond += ordered[at][1]
        above[at] = beyond
    for start in range(len(ordered) - width):
        near = (above[start] - above[start + width]) / width
        if near >= wanted and above[start] / (len(ordered) - start) >= wanted:
            return round(ordered[start + width // 2][0], 4)
    return max(else_, 0.99 if wanted == HIGH else else_)
