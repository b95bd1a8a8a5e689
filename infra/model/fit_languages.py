"""A softmax over few outputs on sparse rows, fitted by L-BFGS, and put into the few bytes of a table.

Features are scaled by how unevenly they lie among the outputs: the log-count ratio of Wang and Manning, "Baselines and
Bigrams" (ACL 2012), to a power that cross-validation chose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize

from infra.model.fit import Vocabulary, matrix, vocabulary
from shared.triage.table import ZERO, pack

#: A weight beyond all but so many of its column is cut: one outlier would cost all others their digits.
_CUT = 99.97


@dataclass(frozen=True, slots=True)
class Labelled:
    """Texts' features, the number of each one's output, and how much each counts."""

    read: Sequence[Sequence[str]]
    output: np.ndarray
    weight: np.ndarray


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a table is fitted: `least` texts to a feature, `most` features, `penalty` for weights (1 / C), `ratio` the
    power of the log-count ratio, `balance` 1 where all outputs count the same, 0 where each text does."""

    least: int
    most: int
    penalty: float
    ratio: float
    balance: float
    rounds: int = 100


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights by feature and output, for rows as `infra.model.fit.matrix` makes them."""

    known: Vocabulary
    weights: np.ndarray
    biases: np.ndarray


def fitted(rows: Labelled, outputs: int, recipe: Recipe) -> Fitted:
    """The fit to these rows: once roughly, on twice as many features, then on the `most` that moved the sums most."""
    every = vocabulary(rows.read, recipe.least, 2 * recipe.most)
    if len(every.features) <= recipe.most:
        return _fit(rows, outputs, recipe, every)
    first = _fit(rows, outputs, replace(recipe, rounds=recipe.rounds // 4), every)
    x = matrix(rows.read, first.known)
    moved = np.sqrt(np.asarray(x.multiply(x).sum(0)).ravel()) * np.abs(first.weights).max(1)
    kept = sorted(np.argsort(-moved, kind="stable")[: recipe.most])
    known = first.known
    fewer = Vocabulary(tuple(known.features[place] for place in kept), known.idf[kept], known.squares[kept], known.unit)
    return _fit(rows, outputs, recipe, fewer)


def scores(one: Fitted, read: Sequence[Sequence[str]]) -> np.ndarray:
    """What the table will give for these texts, but for rounding."""
    return np.asarray(matrix(read, one.known) @ one.weights + one.biases)


def packed(name: str, one: Fitted, meaning: dict[str, object]) -> bytes:
    """The fit as a table's file: see shared/triage/table.py."""
    rows = one.known.idf[:, None] * one.weights
    scales = np.maximum(np.percentile(np.abs(rows), _CUT, axis=0) / (ZERO - 1), 1e-9)
    small = np.clip(np.rint(rows / scales), 1 - ZERO, ZERO - 1).astype(np.int64) + ZERO
    numbers = np.hstack([one.known.squares[:, None], small]).astype(np.uint8).tobytes()
    return pack(
        name, one.known.features, numbers, _short(scales), _short(one.biases), float(f"{one.known.unit:.7g}"), meaning
    )


def _fit(rows: Labelled, outputs: int, recipe: Recipe, known: Vocabulary) -> Fitted:
    x = matrix(rows.read, known)
    counted = np.bincount(rows.output, rows.weight, outputs)
    weight = rows.weight * ((counted.sum() / outputs / counted) ** recipe.balance)[rows.output]
    scale = (_ratio(x, rows.output, weight, outputs) ** recipe.ratio).astype(np.float32)
    weights, biases = _softmax(sp.csr_matrix(x @ sp.diags(scale)), rows.output, weight, outputs, recipe)
    return Fitted(known, weights * scale[:, None], biases)


def _ratio(x: sp.csr_matrix, output: np.ndarray, weight: np.ndarray, outputs: int) -> np.ndarray:
    """How unevenly each feature lies among the outputs: the root of the mean square of its log-count ratios."""
    has = sp.csr_matrix((np.ones_like(x.data), x.indices, x.indptr), shape=x.shape)
    counts = np.vstack([np.asarray(has[output == k].T @ weight[output == k]).ravel() for k in range(outputs)]) + 1
    others = counts.sum(0) - counts
    ratios = np.log(counts / counts.sum(1, keepdims=True)) - np.log(others / others.sum(1, keepdims=True))
    return np.asarray(np.sqrt((ratios**2).mean(0)))


def _softmax(
    x: sp.csr_matrix, output: np.ndarray, weight: np.ndarray, outputs: int, recipe: Recipe
) -> tuple[np.ndarray, np.ndarray]:
    count, features = x.shape
    across = sp.csr_matrix(x.T)
    truth = np.zeros((count, outputs))
    truth[np.arange(count), output] = 1

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        w = flat.reshape(features + 1, outputs)
        z = (x @ w[:features].astype(np.float32)).astype(np.float64) + w[features]
        z -= z.max(1, keepdims=True)
        log_p = z - np.log(np.exp(z).sum(1, keepdims=True))
        off = (np.exp(log_p) - truth) * weight[:, None]
        slope = np.vstack([across @ off.astype(np.float32) + recipe.penalty * w[:features], off.sum(0)])
        lost = -float((log_p[np.arange(count), output] * weight).sum())
        return lost + 0.5 * recipe.penalty * float((w[:features] ** 2).sum()), slope.ravel()

    start = np.zeros((features + 1) * outputs)
    options = {"maxiter": recipe.rounds, "maxcor": 8, "ftol": 1e-6}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x.reshape(features + 1, outputs)
    return found[:features], found[features]


def _short(numbers: np.ndarray) -> list[float]:
    """Seven digits of each: what lies below them differs between machines."""
    return [float(f"{number:.7g}") for number in numbers]
