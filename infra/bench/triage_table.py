"""The figures of every task in one table: ours, others', what was published, and whether our aims are met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from infra.bench.figures import table
from infra.bench.triage_cost import met
from infra.bench.triage_routing import Figure
from infra.bench.triage_scoring import Figures
from infra.bench.triage_tasks import YES, Measure, Task

COLUMNS = (
    "set: question",
    "rows",
    "measure",
    "ours",
    "95 %",
    "majority",
    "VADER",
    "TF-IDF",
    "in domain",
    "trained",
    "aim",
)
#: What a model's file must say; all else is told of it.
NEEDED = ("heads", "complaint", "mood_share", "confidence")
_SAID = {
    "macro_f1": "macro-F1",
    "auc": "AUC",
    "auc_level_3_up": "AUC of level 3 and up",
    "spearman": "Spearman",
    "macro_recall": "macro-recall",
    "weighted_f1": "weighted F1",
    "accuracy": "accuracy",
    "f1": "F1",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A task with our figures, and others' by their names."""

    task: Task
    ours: Figures
    theirs: Mapping[str, Figures]


def report(lines: Sequence[Line], beside_rows: int) -> str:
    rows = [_cells(line, measure) for line in lines for measure in line.task.measures]
    notes = (
        "Scored by ../shared/triage/score.py (F1 of an ask is reckoned here). 95 %: its bootstrap interval.",
        f"majority, VADER, TF-IDF: the same question on {beside_rows:,} rows at most; TF-IDF is word 1-2 and letters"
        " 2-5 with logistic regression, trained on the same permitted rows as ours. VADER takes what is negative for a"
        " complaint.",
        "in domain: such a model trained on rows of the very set, on texts kept aside (triage-notes.md, section 3);"
        " ours saw none of complaints and airline.",
        "trained: yes = our model was trained on these very rows, so that the figure is too good: an aim is met there"
        " only on texts kept aside. kept back = rows that training leaves out.",
        *_published(lines),
    )
    return table("Judging, by labelled set", COLUMNS, rows, notes)


def routing(figures: Iterable[Figure]) -> str:
    rows = [
        (
            one.what,
            f"{one.value:.3f}",
            "" if one.aim is None else f"{one.aim:g}: {met(round(one.value, 4) >= one.aim)}",
        )
        for one in figures
        if "milliseconds" not in one.what
    ]
    return table("Routing", ("question", "ours", "aim"), rows)


def told_by(meaning: Mapping[str, object]) -> Iterator[str]:
    """What the model's file says beside what is needed to read it: what training measured on rows kept back."""
    for name, value in meaning.items():
        if name not in NEEDED:
            said = ", ".join(f"{key} {one}" for key, one in value.items()) if isinstance(value, dict) else str(value)
            yield f"  the model's file, {name.replace('_', ' ')}: {said}"


def _cells(line: Line, measure: Measure) -> tuple[str, ...]:
    task, ours = line.task, line.ours[measure.name]
    interval = f"{line.ours['macro_f1_low']:.3f}-{line.ours['macro_f1_high']:.3f}" if measure.name == "macro_f1" else ""
    others = (line.theirs.get(by, {}).get(measure.name) for by in ("majority", "VADER", "TF-IDF"))
    return (
        f"{task.set}: {task.title}",
        f"{line.ours['n']:.0f}",
        _SAID[measure.name],
        f"{ours:.3f}",
        interval,
        *("" if figure is None else f"{figure:.3f}" for figure in others),
        measure.plain,
        task.trained,
        _aims(measure, ours, task.trained),
    )


def _aims(measure: Measure, ours: float, trained: str) -> str:
    if trained == YES:
        return ", ".join(f"{aim:g}: trained on" for aim in measure.aims)
    return ", ".join(f"{aim:g}: {met(round(ours, 4) >= aim)}" for aim in measure.aims)


def _published(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        for measure in line.task.measures:
            if measure.published:
                yield f"Published, {line.task.title} ({_SAID[measure.name]}): {measure.published}."
