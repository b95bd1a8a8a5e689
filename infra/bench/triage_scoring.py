"""Answers held against labels by ../shared/triage/score.py, in the environment that has what it needs."""

from __future__ import annotations

import csv
import os
import subprocess
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from infra.bench.triage_sets import Answers, Item
from infra.bench.triage_tasks import Said, Task

#: By what score.py calls them, and "f1", the F1 of class "1", which it does not tell.
Figures = Mapping[str, float]
#: Neither it nor a judge beside us may take more than one core: two run at a time.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class NoScoreError(Exception):
    """score.py did not do it; the message is what it said."""


@dataclass(frozen=True, slots=True)
class Scorer:
    """`python` has pandas, scikit-learn and scipy."""

    python: Path
    shared: Path

    def score(self, task: Task, found: Sequence[Item], answers: Answers) -> Figures:
        """The figures of one task. Raises NoScoreError."""
        labelled = [(one, label) for one in found if (label := task.truth(one.labels)) is not None]
        return self.figures(task, [(one, label, task.said(answers[one.id])) for one, label in labelled])

    def majority(self, task: Task, found: Sequence[Item]) -> Figures:
        """Who always says the commonest label; nobody else's ranks come of that."""
        labelled = [(one, label) for one in found if (label := task.truth(one.labels)) is not None]
        commonest = Counter(label for _, label in labelled).most_common(1)[0][0]
        return self.figures(task, [(one, label, (commonest, 0.5)) for one, label in labelled])

    def figures(self, task: Task, said: Sequence[tuple[Item, str, Said]]) -> Figures:
        with tempfile.TemporaryDirectory(prefix="firebreak-bench-") as folder:
            labels, predictions = Path(folder) / "labels.csv", Path(folder) / "predictions.csv"
            kept = ("annotated",) if task.where else ()
            _write(
                labels,
                ("id", task.column, *kept),
                [(i.id, label, *(i.labels[k] for k in kept)) for i, label, _ in said],
            )
            shaded = all(score is not None for _, _, (_, score) in said)
            _write(
                predictions,
                ("id", "pred", "score") if shaded else ("id", "pred"),
                [(i.id, pred, score) if shaded else (i.id, pred) for i, _, (pred, score) in said],
            )
            told = self._run(labels, task.column, predictions, *(("--where", task.where) if task.where else ()))
        return told | {"f1": f1([(label, pred) for _, label, (pred, _) in said])}

    def _run(self, labels: Path, column: str, predictions: Path, *more: str) -> dict[str, float]:
        command = [str(self.python), str(self.shared / "triage/score.py"), str(labels), column, str(predictions), *more]
        ran = subprocess.run(command, env=os.environ | ONE_THREAD, capture_output=True, text=True, check=False)
        if ran.returncode:
            raise NoScoreError(f"score.py on {column}: {ran.stderr.strip() or 'it ended without a word'}")
        words = ran.stdout.split()
        return {name: float(value) for name, value in zip(words[::2], words[1::2], strict=True)}


def f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Of class "1": the harmonic mean of precision and recall."""
    counts = Counter(pairs)
    right = counts["1", "1"]
    wrong = sum(count for (truth, said), count in counts.items() if truth != said and "1" in (truth, said))
    return 2 * right / (2 * right + wrong) if right else 0.0


def _write(path: Path, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)
