"""How well mentions find their instance: eight departments described in a few lines, and 77 questions to a bank."""

from __future__ import annotations

import csv
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from infra.bench.departments import an_instance, departments
from shared.plan import Instance
from shared.triage.fold import words_of
from shared.triage.model import Model
from shared.triage.plan_lines import plan_lines
from shared.triage.routing import Routed, routed
from shared.triage.vectors import shipped

#: Banking77: so many examples an intent are the plan's, drawn with each of these seeds.
EXAMPLES, SEEDS = 10, (0, 1, 2)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number; `aim` is what was aimed at, None where nothing was."""

    what: str
    value: float
    aim: float | None = None


def figures(shared: Path, model: Model | None, *, quick: bool = False) -> Iterator[Figure]:
    """All figures of routing on the sets under `shared`; `quick` judges a tenth of Banking77, by one seed.

    - support_topics: the macro-F1 of the likeliest department, a row with several being right with any of them; the
      same one against the rest, each of a row's departments counting; and with none where the router says none.
    - Banking77: accuracy, and milliseconds a mention with 77 instances.
    """
    yield from _support(shared, model)
    rows = _rows(shared, "banking77")
    found = [_banking(rows, seed, 10 if quick else 1) for seed in (SEEDS[:1] if quick else SEEDS)]
    yield Figure("banking77, 10 examples an intent: accuracy", sum(one for one, _ in found) / len(found), 0.85)
    yield Figure("banking77: milliseconds a mention, 77 instances", min(spent for _, spent in found), 3.0)


def likeliest(found: Routed) -> str | None:
    """The instance, or the best one where none was near enough."""
    return found.instance or next((other.instance for other in found.alternatives), None)


def macro_f1(truth: Sequence[frozenset[str]], said: Sequence[str | None], *, any_of_them: bool) -> float:
    """Mean F1 of the classes in `truth`. With `any_of_them` a row counts as of the class that was said, if it is one
    of its own, else as of its first by name; without, each of its classes wants to be said.
    """
    if any_of_them:
        truth = [
            frozenset([one if one in classes and one is not None else min(classes)])
            for classes, one in zip(truth, said, strict=True)
        ]
    return _mean([_f1(truth, said, one) for one in sorted(frozenset().union(*truth))])


def _f1(truth: Sequence[frozenset[str]], said: Sequence[str | None], of: str) -> float:
    right = sum(of in classes and one == of for classes, one in zip(truth, said, strict=True))
    wanted, named = sum(of in classes for classes in truth), sum(one == of for one in said)
    return 2 * right / (wanted + named) if wanted + named else 0.0


def _support(shared: Path, model: Model | None) -> Iterator[Figure]:
    instances = departments()
    known = {instance.id for instance in instances}
    rows = [
        (row["text"], classes)
        for row in _rows(shared, "support_topics")
        if (classes := frozenset(row["departments"].split("|")) & known)
    ]
    truth = [classes for _, classes in rows]
    ask = _asker(instances, model)
    found = [ask(text) for text, _ in rows]
    best = [likeliest(one) for one in found]
    yield Figure(
        "support_topics, 8 departments: macro-F1, any of a row's", macro_f1(truth, best, any_of_them=True), 0.7
    )
    yield Figure("support_topics: macro-F1, one against the rest", macro_f1(truth, best, any_of_them=False))
    ours = [one.instance for one in found]
    yield Figure("support_topics: macro-F1, none counted as wrong", macro_f1(truth, ours, any_of_them=True))
    yield Figure("support_topics: part of the rows given to none", _mean([float(one is None) for one in ours]))
    yield Figure(
        "support_topics: milliseconds a mention, 8 instances", _best_of_three(ask, [text for text, _ in rows]), 0.3
    )


def _banking(rows: Sequence[dict[str, str]], seed: int, every: int) -> tuple[float, float]:
    pick = random.Random(seed)  # noqa: S311  # a draw that is to be the same again
    by_intent: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        by_intent.setdefault(row["category"], []).append(row)
    drawn = {intent: pick.sample(by_intent[intent], EXAMPLES) for intent in sorted(by_intent)}
    instances = tuple(
        an_instance(intent, intent.replace("_", " "), "", tuple(row["text"] for row in some))
        for intent, some in drawn.items()
    )
    ids = {row["id"] for some in drawn.values() for row in some}
    rest = [row for row in rows if row["id"] not in ids][::every]
    # No model here: areas don't tell one bank's questions apart, and the plan's 770 lines would all have to be read.
    ask = _asker(instances, None)
    right = _mean([float(likeliest(ask(row["text"])) == row["category"]) for row in rest])
    return right, _best_of_three(ask, [row["text"] for row in rest[:300]])


def _asker(instances: tuple[Instance, ...], model: Model | None) -> Callable[[str], Routed]:
    plan_lines(instances, shipped(), model)
    return partial(_ask, instances=instances, model=model)


def _ask(text: str, *, instances: tuple[Instance, ...], model: Model | None) -> Routed:
    scores = model.read(text) if model is not None else None
    return routed(text, words_of(text), instances, model=model, scores=scores)


def _best_of_three(ask: Callable[[str], Routed], texts: Sequence[str]) -> float:
    # Of the processor, as the machine may have other things to do.
    spent = []
    for _ in range(3):
        began = time.process_time()
        for text in texts:
            ask(text)
        spent.append((time.process_time() - began) * 1000 / len(texts))
    return min(spent)


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)


def _rows(shared: Path, name: str) -> list[dict[str, str]]:
    with (shared / "triage" / name / "dev.csv").open(newline="") as file:
        return list(csv.DictReader(file))
