"""Old and new, compared on corrections that the new one had not seen: the figures, and whether it is better."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from shared.trained import Compared, Figures
from shared.triage.heads import KINDS
from shared.triage.refit_says import Says, lost, right
from shared.triage.taught import Taught
from shared.verdict import COMPLAINTS

#: How often the held-back corrections are drawn anew, and in how many of these draws its log loss must be less.
DRAWS, ENOUGH = 2_000, 0.9
#: In so many it must be right more often, too: a model that is only less sure of everything has learned nothing.
RIGHT_ENOUGH = 0.75
_SEED = 1


def why_not(found: Compared) -> str | None:
    """Why it is no better; None where it is."""
    if found.loss_better < ENOUGH:
        return (
            f"its log loss on held-back corrections is {found.new.loss:.3f}, the old one's {found.old.loss:.3f}: "
            "better than the old one, made as doubtful as suits these, in "
            f"{found.loss_better:.0%} of {DRAWS:,} draws, of at least {ENOUGH:.0%}"
        )
    if (found.new.accuracy or 0) < (found.old.accuracy or 0):
        return f"it names the kind right in {found.new.accuracy:.1%}, the old one in {found.old.accuracy:.1%}"
    if found.right_better < RIGHT_ENOUGH:
        return (
            "its log loss is less, but it is hardly more often right: in "
            f"{found.right_better:.0%} of {DRAWS:,} draws, of at least {RIGHT_ENOUGH:.0%}"
        )
    return None


def compared(
    taught: Sequence[Taught], old: Sequence[Says], new: Sequence[Says], doubting: Sequence[Sequence[Says]] = ()
) -> Compared:
    """By a paired bootstrap (Efron and Tibshirani 1993; Koehn, EMNLP 2004).

    `doubting` is what the old one would say if it were less sure of everything. The best of these is what the new one's
    log loss is held against: a model that has only become humble has learned nothing.
    """
    humblest = min((old, *doubting), key=lambda one: _whole(taught, one))
    gained = [
        (lost(c, one) - lost(b, one), right(b, one) - right(a, one))
        for one, a, b, c in zip(taught, old, new, humblest, strict=True)
    ]
    pick = random.Random(_SEED)  # noqa: S311 - a draw that comes out the same each time, and guards nothing
    loss_better = right_better = 0
    for _ in range(DRAWS):
        draw = pick.choices(gained, k=len(gained))
        loss_better += sum(one[0] for one in draw) > 0
        right_better += sum(one[1] for one in draw) > 0
    return Compared(len(taught), figures(taught, old), figures(taught, new), loss_better / DRAWS, right_better / DRAWS)


def _whole(taught: Sequence[Taught], said: Sequence[Says]) -> float:
    return sum(lost(by, one) for one, by in zip(taught, said, strict=True))


def figures(taught: Sequence[Taught], said: Sequence[Says]) -> Figures:
    kinds = [(one.kind, by) for one, by in zip(taught, said, strict=True) if one.kind is not None]
    complaints = [
        (kind in COMPLAINTS, by.complaint if kind in COMPLAINTS else 1 - by.complaint, by) for kind, by in kinds
    ]
    graves = [
        abs(by.level - one.level)
        for one, by in zip(taught, said, strict=True)
        if one.level is not None and one.kind in (None, *COMPLAINTS)
    ]
    only_kinds = [Taught("", "", kind=kind) for kind, _ in kinds]
    return Figures(
        loss=_short(_whole(taught, said) / len(taught)),
        complaint_loss=_mean([_lost(share) for _, share, _ in complaints]),
        complaint_accuracy=_mean([(by.complaint >= 0.5) == is_one for is_one, _, by in complaints]),
        accuracy=_mean([right(by, one) for one, (_, by) in zip(only_kinds, kinds, strict=True)]),
        macro_f1=_macro_f1([(kind, by.kind) for kind, by in kinds if kind is not None]),
        level_error=_mean(graves),
    )


def _lost(share: float) -> float:
    return -math.log(max(share, 1e-9))


def _macro_f1(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Over the kinds that people named."""
    each = []
    for kind in KINDS:
        named = sum(truth == kind for truth, _ in pairs)
        said = sum(guess == kind for _, guess in pairs)
        both = sum(truth == guess == kind for truth, guess in pairs)
        if named:
            each.append(2 * both / (named + said))
    return _mean(each)


def _mean(values: Sequence[float]) -> float | None:
    return _short(sum(values) / len(values)) if values else None


def _short(value: float) -> float:
    return round(value, 6)
