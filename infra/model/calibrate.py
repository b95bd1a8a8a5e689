"""How the model's numbers become probabilities that can be believed: on rows that no model was trained on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.optimize import minimize

from infra.model.fit import probabilities
from infra.model.rows import Row
from shared.triage.heads import KINDS, places

#: What the words "high" and "medium" promise: so often is the kind right, of verdicts with no less than that.
HIGH, MEDIUM = 0.85, 0.65


def calibrated(rows: Sequence[Row], outputs: np.ndarray) -> dict[str, Any]:
    """Platt's slope and shift for a complaint (Platt 1999), the share of `mood` in the sentiment, and the bands."""
    own = [i for i, row in enumerate(rows) if "complaint" in row.targets]
    says = probabilities(outputs)
    weight = joined(outputs[own])
    truth = np.array([rows[i].targets["complaint"][0] for i in own])

    def lost(line: np.ndarray) -> float:
        p = 1 / (1 + np.exp(-(line[0] * weight + line[1])))
        return -float((truth * np.log(p + 1e-9) + (1 - truth) * np.log(1 - p + 1e-9)).mean())

    slope, shift = minimize(lost, np.array([1.0, 0.0]), method="Nelder-Mead").x
    sure, right = _kinds(rows, own, says, 1 / (1 + np.exp(-(slope * weight + shift))))
    high, medium = _from(sure, right, HIGH), _from(sure, right, MEDIUM)
    return {
        "complaint": {"slope": round(float(slope), 4), "shift": round(float(shift), 4)},
        "mood_share": {"spoken_to": 0.0, "else": 0.5},
        "confidence": {"high": high, "medium": min(medium, high)},
        "kept_back": {"rows": len(own), "kind_accuracy": round(float(right.mean()), 4)},
    }


def joined(outputs: np.ndarray) -> np.ndarray:
    """The two heads' word on whether it is a complaint, as log odds: see shared/triage/model.py."""
    kinds = np.clip(probabilities(outputs)[:, list(places("kind"))][:, :2].sum(1), 1e-9, 1 - 1e-9)
    own = np.clip(outputs[:, places("complaint")[0]], -20, 20)
    return np.asarray((own + np.log(kinds / (1 - kinds))) / 2)


def _kinds(
    rows: Sequence[Row], own: list[int], says: np.ndarray, complaint: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """How sure of each kind, and whether it was right."""
    kinds = says[own][:, list(places("kind"))]
    truth = np.array([int(np.argmax(rows[i].targets["kind"])) if "kind" in rows[i].targets else -1 for i in own])
    sure, said = sureness(kinds, complaint)
    labelled = truth >= 0
    return sure[labelled], (said == truth)[labelled]


def sureness(kinds: np.ndarray, complaint: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How likely the chosen kind is: that it is a complaint (or none), times that it is this one among those."""
    c, n = len(KINDS[:2]), len(KINDS)
    among = np.where((complaint >= 0.5)[:, None], [1.0] * c + [0.0] * (n - c), [0.0] * c + [1.0] * (n - c)) * kinds
    said = among.argmax(1)
    share = among.max(1) / np.maximum(among.sum(1), 1e-9)
    return np.where(complaint >= 0.5, complaint, 1 - complaint) * share, said


def _from(sure: np.ndarray, right: np.ndarray, wanted: float) -> float:
    """The least sureness whose bin of nearest verdicts is right as often as wanted."""
    order = np.argsort(sure)
    width = max(20, len(order) // 12)
    for start in range(len(order) - width):
        if right[order[start : start + width]].mean() >= wanted and right[order[start:]].mean() >= wanted:
            return round(float(sure[order[start + width // 2]]), 4)
    return 0.99
