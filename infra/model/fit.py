"""Logistic regression of all heads at once, on targets that may be soft, by L-BFGS."""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize

from infra.model.rows import Row
from shared.triage.features import features, leaps, tokens
from shared.triage.heads import HEADS, OUTPUTS, places


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The features that the model knows, and how much each weighs in a text's length."""

    features: tuple[str, ...]
    idf: np.ndarray
    #: idf squared as it lies in the file: a whole number up to 255, in units of `unit`.
    squares: np.ndarray
    unit: float


def vocabulary(read: Sequence[Sequence[str]], least: int, most: int) -> Vocabulary:
    """The features that at least so many texts have; of too many, those that most texts have."""
    counts = Counter(feature for one in read for feature in one)
    known = sorted((f for f, n in counts.items() if n >= least), key=lambda f: (-counts[f], f))[:most]
    kept = tuple(sorted(known))
    idf = np.array([1 + np.log((1 + len(read)) / (1 + counts[f])) for f in kept])
    unit = float((idf**2).max() / 255)
    return Vocabulary(kept, idf, np.maximum(np.rint(idf**2 / unit), 1).astype(np.uint8), unit)


def matrix(read: Sequence[Sequence[str]], known: Vocabulary, pad: float = 0.0) -> sp.csr_matrix:
    """A row a text, of length 1 by the measure that the reader uses."""
    place = {feature: i for i, feature in enumerate(known.features)}
    columns: list[int] = []
    ends = [0]
    for one in read:
        columns += [place[feature] for feature in one if feature in place]
        ends.append(len(columns))
    at = np.array(columns, dtype=np.int32)
    x = sp.csr_matrix((known.idf[at], at, np.array(ends)), shape=(len(read), len(known.features)), dtype=np.float32)
    squares = sp.csr_matrix((known.squares[at].astype(np.float64), at, np.array(ends)), shape=x.shape)
    length = np.sqrt(np.maximum(np.asarray(squares.sum(1)).ravel(), 1) * known.unit + pad)
    return sp.csr_matrix(sp.diags((1 / length).astype(np.float32)) @ x)


def fit(x: sp.csr_matrix, targets: np.ndarray, weights: np.ndarray, penalty: float, rounds: int) -> np.ndarray:
    """Weights (features + 1, outputs); the last row is the biases.

    `targets` (texts, outputs), `weights` (texts, heads): zero where a head is not labelled. The loss is the sum of
    weighted cross-entropies, and `penalty` half the squares of the weights (not of the biases). Each head is fitted by
    itself: one line search for all of them converges many times more slowly.
    """
    # Forked processes share the matrix; what they find does not depend on how many there are.
    _share(x, targets, weights)
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("fork")) as pool:
        found = list(pool.map(_head, range(len(HEADS)), [penalty] * len(HEADS), [rounds] * len(HEADS)))
    return np.concatenate(found, axis=1)


_shared: dict[str, Any] = {}


def _share(x: sp.csr_matrix, targets: np.ndarray, weights: np.ndarray) -> None:
    _shared.update(x=x, xt=sp.csr_matrix(x.T), targets=targets.astype(np.float32), weights=weights.astype(np.float32))


def _head(h: int, penalty: float, rounds: int) -> np.ndarray:
    x, xt, head = _shared["x"], _shared["xt"], HEADS[h]
    at = list(places(head.name))
    y, by = _shared["targets"][:, at], _shared["weights"][:, [h]]
    n = x.shape[1]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        w = flat.reshape(n + 1, len(at))
        z = x @ w[:n].astype(np.float32) + w[n].astype(np.float32)
        if head.choice == "one of":
            z -= z.max(1, keepdims=True)
            logs = z - np.log(np.exp(z).sum(1, keepdims=True))
            p, lost = np.exp(logs), -(y * logs)
        else:
            p, lost = 1 / (1 + np.exp(-z)), np.logaddexp(0, z) - y * z
        g = ((p - y) * by).astype(np.float32)
        slope = np.concatenate([xt @ g + penalty * w[:n], g.sum(0, dtype=np.float64)[None]])
        return float((lost * by).sum(dtype=np.float64)) + 0.5 * penalty * float((w[:n] ** 2).sum()), slope.ravel()

    start = np.zeros((n + 1) * len(at))
    options = {"maxiter": rounds, "maxcor": 10, "ftol": 1e-9}
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x.reshape(n + 1, len(at)))


def probabilities(z: np.ndarray) -> np.ndarray:
    p = np.empty_like(z)
    for head in HEADS:
        at = list(places(head.name))
        if head.choice == "one of":
            e = np.exp(z[:, at] - z[:, at].max(1, keepdims=True))
            p[:, at] = e / e.sum(1, keepdims=True)
        else:
            p[:, at] = 1 / (1 + np.exp(-np.clip(z[:, at], -30, 30)))
    return p


def arrays(rows: Sequence[Row]) -> tuple[np.ndarray, np.ndarray]:
    """Targets and weights of rows (see rows.Row)."""
    targets = np.zeros((len(rows), len(OUTPUTS)))
    weights = np.zeros((len(rows), len(HEADS)))
    for i, row in enumerate(rows):
        for h, head in enumerate(HEADS):
            if head.name in row.targets:
                targets[i, list(places(head.name))] = row.targets[head.name]
                weights[i, h] = row.weight
    return targets, weights


def read(text: str) -> list[str]:
    """All that the reader of the model's file looks up."""
    return [*features(text), *dict.fromkeys(leaps(tokens(text)))]
