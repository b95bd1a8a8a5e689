"""What `firebreak train` makes of corrections: airline posts, so many of them corrected, the others to judge it by.

Nothing of these posts ships: they are only there to judge (their licence is for no commercial use).
"""

from __future__ import annotations

import csv
import os
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shared.triage.overlay import Overlaid, bare, overlaid, parsed
from shared.triage.refit import Refit, refit
from shared.triage.refit_says import Line, says
from shared.triage.table import Table, load
from shared.triage.taught import COLUMNS, Heard, Taught
from shared.verdict import Kind

COUNTS, DRAWS, STREAM, JUDGED = (30, 100, 300, 1_000), 3, 2_500, 1_000
#: The set has one name for what nobody complains or praises in.
_NEITHER: frozenset[Kind] = frozenset({"question", "other"})


@dataclass(frozen=True, slots=True)
class Post:
    id: str
    text: str
    kind: str

    def named(self, kind: Kind) -> bool:
        return self.kind == ("question_or_other" if kind in _NEITHER else kind)


@dataclass(frozen=True, slots=True)
class Learned:
    """Accuracies on posts that nobody corrected: before, after, and of what would really be in force."""

    before: float
    after: float
    in_force: float
    installed: bool
    seconds: float
    bytes: int


def posts(folder: Path) -> list[Post]:
    """One a text."""
    with (folder / "dev.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return list({row["text"]: Post(row["id"], row["text"], row["kind"]) for row in rows}.values())


def accuracy(model: Overlaid, judged: Sequence[Post]) -> float:
    line = Line(model.meaning["complaint"]["slope"], model.meaning["complaint"]["shift"])
    outputs = (model.read(post.text).outputs for post in judged)
    kinds = (says([one[place] for place in COLUMNS], line).kind for one in outputs)
    return sum(post.named(kind) for post, kind in zip(judged, kinds, strict=True)) / len(judged)


def corrected(model: Overlaid, post: Post) -> Taught:
    """As a person would: of posts that are neither, the likelier of the two kinds, as the set has but one name."""
    if post.kind != "question_or_other":
        kind: Any = post.kind
    else:
        outputs = model.read(post.text).outputs
        kinds = says([outputs[place] for place in COLUMNS], Line(1.0, 0.0))
        kind = max(sorted(_NEITHER), key=kinds.of)
    return Taught(post.id, post.text, post.id, kind=kind)


def learned(table: Table, drawn: Sequence[Post], count: int) -> Learned:
    model = bare(table)
    judged, stream = drawn[:JUDGED], drawn[JUDGED : JUDGED + STREAM]
    taught = [corrected(model, post) for post in drawn[JUDGED + STREAM :][:count]]
    began = time.perf_counter()
    made = refit(model, taught, [Heard(post.id, post.text, post.id) for post in stream])
    seconds = time.perf_counter() - began
    before = accuracy(model, judged)
    after = accuracy(_over(table, made), judged) if made.content else before
    return Learned(
        before, after, after if made.why_not is None else before, made.why_not is None, seconds, len(made.content)
    )


def _over(table: Table, made: Refit) -> Overlaid:
    return overlaid(table, parsed(made.content, "overlay"), "learned")


def main() -> None:
    shared = Path(os.environ.get("FIREBREAK_SHARED", Path(__file__).parents[2].parent / "shared"))
    model = os.environ.get("FIREBREAK_MODEL")
    table = load(Path(model)) if model else _shipped()
    every = posts(shared / "triage" / "airline")
    print(f"Corrections of {len(every):,} airline posts, drawn at random; kinds of {JUDGED:,} others, mean of {DRAWS}")
    print("corrections  before  after  in force  installed  seconds  bytes")
    for count in COUNTS:
        each = []
        for seed in range(DRAWS):
            drawn = list(every)
            random.Random(seed).shuffle(drawn)  # noqa: S311 - the same draw each time
            each.append(learned(table, drawn, count))
        mean = [sum(getattr(one, name) for one in each) / DRAWS for name in ("before", "after", "in_force", "seconds")]
        size = max(one.bytes for one in each)
        told = f"{sum(one.installed for one in each)} of {DRAWS}"
        print(
            f"{count:>11,}  {mean[0]:.1%}   {mean[1]:.1%}  {mean[2]:.1%}     {told}     {mean[3]:>7.1f}  {size:,}",
            flush=True,
        )


def _shipped() -> Table:
    from shared.triage.model import SHIPPED

    return load(SHIPPED)


if __name__ == "__main__":
    main()
