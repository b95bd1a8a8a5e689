"""Constructed crowds whose truth is known, and what the verdict makes of them: a confusion matrix."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import get_args

from infra.bench.figures import Cell, median, table
from shared.crowd import Voice
from tests.functions.weigh_storm.crowds import CLEAR, HARD, Kind, crowds

SEED = 20
#: Crowds of each kind.
OF_EACH = 20
VOICES: tuple[Voice, ...] = get_args(Voice)
Told = Counter[tuple[str, Voice, Voice]]


def report(seed: int = SEED, of_each: int = OF_EACH) -> str:
    """The tables of crowds that are clear, and of those on the edge of two verdicts or in hiding."""
    began = time.process_time()
    clear, spent = judged(CLEAR, seed, of_each)
    hard, more = judged(HARD, seed, of_each)
    each = median([*spent, *more]) * 1_000
    notes = (
        f"Seed {seed}; 60 to 3,000 complaints each, and up to 40 % of posts that are none; of larger ones 1,000 posts "
        "are read, and the counters' number of authors is off by 4 % (one standard deviation) or not given.",
        "Crowds and thresholds are by one hand: this shows where the verdicts part, not how often they are right on "
        "storms of others. On 35 real days of airlines, ordinary or of a storm of snow, all verdicts are `many`.",
        f"Weighing one took {each:.0f} ms of CPU (median); all of it {time.process_time() - began:.0f} s.",
    )
    return "\n".join(
        (
            matrix("Whom a crowd speaks for: truth and verdict, clear crowds", clear),
            by_kind("The same, by kind", clear),
            by_kind("On the edge of two verdicts, or in hiding", hard, notes),
        )
    )


def judged(kinds: Sequence[Kind], seed: int, of_each: int) -> tuple[Told, list[float]]:
    """How often each kind, with its truth, got which verdict; and the seconds of CPU that each took."""
    told: Told = Counter()
    spent = []
    for made in crowds(seed, of_each, kinds):
        began = time.process_time()
        crowd = made.weighed(Random(seed))  # noqa: S311  # chance that anybody may repeat, no secret
        spent.append(time.process_time() - began)
        told[made.kind, made.truth, crowd.voice] += 1
    return told, spent


def matrix(title: str, told: Told) -> str:
    rows: list[Sequence[Cell]] = []
    for truth in VOICES:
        row = [sum(n for (_, was, said), n in told.items() if (was, said) == (truth, voice)) for voice in VOICES]
        right = row[VOICES.index(truth)]
        rows.append((truth, *row, f"{100 * right / max(1, sum(row)):.0f} %"))
    right = sum(n for (_, was, said), n in told.items() if was == said)
    note = f"Rows are the truth, columns the verdict: {right} of {told.total()} are right."
    return table(title, ("truth", *VOICES, "right"), rows, (note,))


def by_kind(title: str, told: Told, notes: Sequence[str] = ()) -> str:
    kinds = dict.fromkeys((kind, truth) for kind, truth, _ in told)
    rows: list[Sequence[Cell]] = [
        (f"{kind}: {truth}", *(told[kind, truth, voice] for voice in VOICES)) for kind, truth in kinds
    ]
    return table(title, ("kind: truth", *VOICES), rows, notes)
