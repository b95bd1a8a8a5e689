"""The model that ships: linear, taught by labels and by the teacher's soft labels, then rounded to a byte a weight."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from infra.model import fit, pool, soft
from infra.model.calibrate import calibrated
from infra.model.rows import Row, kept_back, own, permitted
from shared.triage.heads import HEADS, OUTPUTS, places
from shared.triage.model import SHIPPED
from shared.triage.table import ZERO, Table, pack, parse

NAME = "firebreak-english"
#: Texts made of the project's own, for the teacher alone to label.
MADE, SEED = 80_000, 7
MADE_OF = frozenset(
    f"own/{name}" for name in ("border", "electronics", "replies", "retail", "services", "threads", "transport")
)
#: Features that fewer texts have tell nothing; of more than this the file would be too large.
LEAST_TEXTS, MOST_FEATURES = 4, 190_000
PENALTY, ROUNDS = 0.15, 100
#: Added to the squared length of each text (the median one has about 5,000).
PAD = 5_000.0
#: How much a soft label counts beside a label of a person.
SOFT = 1.0


#: Among posts on anything, complaints to a company are rare, and the teacher was taught by posts of which half are: its
#: log odds are lowered there by so much (a change of prior: Elkan 2001, "The foundations of cost-sensitive learning").
RARE = {"semeval": 1.0, "umsab": 1.0, "acts": 1.0}


def texts(shared: Path) -> list[Row]:
    """All rows, in order: the labelled ones, then those made of the project's own."""
    labelled = [*own(), *permitted(shared)]
    seeds = [row.text for row in labelled if row.source in MADE_OF and not kept_back(row)]
    made = pool.made(seeds, MADE, SEED)
    return [*labelled, *(Row(text, "made", 0.0) for text in made)]


def built(rows: Sequence[Row], logits: np.ndarray) -> bytes:
    """The model's file from rows and the teacher's logits for them (rows, outputs)."""
    at = [place for place, row in enumerate(rows) if not kept_back(row)]
    chosen = [rows[i] for i in at]
    read = [fit.read(row.text) for row in chosen]
    known = fit.vocabulary(read, LEAST_TEXTS, MOST_FEATURES)
    x = fit.matrix(read, known, PAD)
    targets, weights = mixed(chosen, logits[at])
    w = fit.fit(x, targets, weights, PENALTY, ROUNDS)
    back = [row for row in rows if kept_back(row)]
    return packed(known, w, meaning(parse(packed(known, w, {}), NAME), back))


def mixed(rows: Sequence[Row], logits: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Targets and weights: a person's label where there is one, drawn towards the teacher's by its share."""
    targets, weights = fit.arrays(rows)
    says = fit.probabilities(rarer(rows, logits.astype(np.float64)))
    for h, head in enumerate(HEADS):
        columns = list(places(head.name))
        total = weights[:, h] + SOFT
        mix = (SOFT / total)[:, None]
        targets[:, columns] = (1 - mix) * targets[:, columns] + mix * says[:, columns]
        weights[:, h] = total
    return targets, weights


def rarer(rows: Sequence[Row], logits: np.ndarray) -> np.ndarray:
    """The logits with the prior of where each text is from."""
    by = np.array([RARE.get(row.source, 0.0) for row in rows])[:, None]
    lowered = logits.copy()
    for columns in (places("complaint"), places("level"), places("kind")[:2]):
        lowered[:, list(columns)] -= by
    return lowered


def rounded(known: fit.Vocabulary, w: np.ndarray) -> tuple[np.ndarray, list[float]]:
    """Weights as whole numbers 1 to 255 around ZERO, with the scale of each output."""
    effective = w[: len(known.features)] * known.idf[:, None]
    # A few large weights would make all others coarse: what lies beyond is cut off.
    most = np.maximum(np.quantile(np.abs(effective), 0.9999, axis=0), 1e-6)
    scales = most / (ZERO - 1)
    return np.clip(np.rint(effective / scales), 1 - ZERO, ZERO - 1).astype(int) + ZERO, scales.tolist()


def packed(known: fit.Vocabulary, w: np.ndarray, said: dict[str, Any]) -> bytes:
    numbers, scales = rounded(known, w)
    rows = np.concatenate([known.squares[:, None], numbers.astype(np.uint8)], axis=1)
    biases = [round(float(one), 6) for one in w[len(known.features)]]
    return pack(NAME, known.features, rows.tobytes(), scales, biases, known.unit, said, PAD)


def meaning(table: Table, back: Sequence[Row]) -> dict[str, Any]:
    """What the numbers mean, calibrated on rows that were kept back."""
    outputs = np.array([table.read(row.text).outputs for row in back]).reshape(len(back), len(OUTPUTS))
    return {"heads": [[head.name, *head.outputs] for head in HEADS], **calibrated(back, outputs)}


def build(shared: Path) -> None:
    """`python -m infra.model english`: the same bytes from the same inputs and packages."""
    SHIPPED.write_bytes(built(texts(shared), soft.read()))
