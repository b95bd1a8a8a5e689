"""A model that has learned from people's corrections: made, judged on those that it had not seen, and told in figures.

Pure, and of Python's standard library alone: an operator's machine has no more. The same texts give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from shared.trained import Compared
from shared.triage.overlay import Overlaid, mark_of, packed
from shared.triage.refit_figures import compared, why_not
from shared.triage.refit_trial import WEIGHTS, Trial, least_agreement
from shared.triage.taught import Heard, Taught, both_ways

#: Of fewer new corrections nobody can tell whether a model is better.
LEAST_CORRECTIONS = 30
#: Nor of a shorter stream whether it turns the world round.
LEAST_HEARD = 100

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Refit:
    """What became of it: `why_not` says why the overlay is not to be installed, None where it is better.

    `corrections` are those that were learned from, `new` those of them that the model in force had not seen, `missing`
    how many more are needed. `agreement`: the share of the stream of which old and new say the same kind. `both_ways`:
    the ids of texts that read the same, and that people judged differently, a group each.
    """

    corrections: int
    new: int
    heard: int
    why_not: str | None = None
    missing: int = 0
    compared: Compared | None = None
    agreement: float | None = None
    least_agreement: float | None = None
    both_ways: tuple[tuple[str, ...], ...] = ()
    content: bytes = b""


def refit(
    model: Overlaid, taught: Sequence[Taught], heard: Sequence[Heard], progress: Progress = lambda _: None
) -> Refit:
    """Learns from what people said, and keeps what nobody corrected: `heard` are texts of the company's stream.

    `model` is the one in force. Raises OverlayTooLargeError.
    """
    said = sorted({one.id: one for one in taught if one.says}.values(), key=lambda one: one.id)
    learned = frozenset(model.overlay.learned)
    new = [one for one in said if mark_of(one.id) not in learned]
    corrected = {one.id for one in said}
    others = sorted({one.id: one for one in heard if one.id not in corrected}.values(), key=lambda one: one.id)
    told = Refit(len(said), len(new), len(others), both_ways=both_ways(said))
    if len(new) < LEAST_CORRECTIONS:
        missing = LEAST_CORRECTIONS - len(new)
        return replace(told, missing=missing, why_not=_too_few(len(new), missing, before=bool(learned)))
    if len(others) < LEAST_HEARD:
        return replace(told, why_not=f"{len(others)} mentions that nobody corrected; {LEAST_HEARD} are needed, too")
    progress(f"reading {len(said):,} corrections, and the stream beside them ({len(others):,} mentions)")
    return _tried(told, Trial(model, said, new, others), progress)


def _tried(told: Refit, trial: Trial, progress: Progress) -> Refit:
    least = least_agreement(told.corrections)
    for weight in WEIGHTS:
        progress(f"learning; the stream weighs {weight:g} to a correction's 1")
        moved = trial.moved(trial.said, weight)
        agreement = trial.agreement(moved)
        if agreement >= least:
            break
    else:
        why = f"it would name another kind for {1 - agreement:.1%} of the stream, of at most {1 - least:.1%}"
        return replace(told, agreement=agreement, least_agreement=least, why_not=why)
    progress("judging it on corrections that it has not seen")
    unseen = trial.unseen(weight)
    found = compared(trial.new, trial.said_before(), trial.said_unseen(unseen, moved), trial.said_doubting())
    return replace(
        told,
        why_not=why_not(found),
        compared=found,
        agreement=agreement,
        least_agreement=least,
        content=packed(trial.overlay(moved, unseen)),
    )


def _too_few(new: int, missing: int, *, before: bool) -> str:
    since = " that the model in force has not learned from" if before else ""
    return f"{new} corrections{since}: {missing} more are needed (firebreak mention correct, or confirm)"
