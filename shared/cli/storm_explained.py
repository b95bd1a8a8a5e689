"""Why a storm was suspected, step by step, in words and figures. Pure."""

from __future__ import annotations

import math

from shared.cli.moments import clock
from shared.cli.storm_views import trust_words
from shared.storm import Factor, Grounds, Storm

#: The window's last third is judged beside the window.
_SHORT = 3
#: A score so high is certain enough: beyond these two a figure would be divided by nearly nothing.
_WHOLE_SCORE = 0.999
_LEAST_SCORE = 0.001

Step = tuple[str, tuple[str, ...]]


def explained(storm: Storm) -> tuple[Step, ...]:
    """Headed steps; only its reasons, where it was held against no record (it woke by its size)."""
    if storm.grounds is None:
        return (("Reasons", storm.reasons), ("Grounds", ("It was held against no record: those are all its reasons.",)))
    grounds = storm.grounds
    return (
        ("What was counted", _counted(storm, grounds)),
        ("The record", _record(grounds)),
        ("What moved the bar", tuple(map(_moved, grounds.factors)) or ("Nothing.",)),
        ("The score", _score(grounds)),
        ("What would have been needed", _needed(grounds)),
    )


def _counted(storm: Storm, grounds: Grounds) -> tuple[str, ...]:
    last = max(1, grounds.minutes // _SHORT)
    about = storm.said or storm.series
    whole, short = _figure(grounds.whole), _figure(grounds.short)
    at = clock(storm.suspected_at)
    return (f"{about}: {whole} in {grounds.minutes} minutes, {short} of them in the last {last} (up to {at}).",)


def _record(grounds: Grounds) -> tuple[str, ...]:
    return (
        f"On the busiest days of the record the highest {grounds.minutes} minutes came to {_figure(grounds.usual)} "
        f"(the geometric mean of up to five days); the highest of all to {_figure(grounds.most)}.",
        f"Trust: {trust_words(grounds.days, grounds.trust)}; the shorter the record, the higher the bar.",
    )


def _moved(factor: Factor) -> str:
    if factor.times == 1:
        return f"{factor.what}: it moved nothing."
    return f"{factor.what}: {'raised' if factor.times > 1 else 'lowered'} the bar to {factor.times:.3g} times."


def _score(grounds: Grounds) -> tuple[str, ...]:
    told = [
        f"All of this asked for {_figure(grounds.bar)} in {grounds.minutes} minutes; {_figure(grounds.whole)} is "
        f"{grounds.whole / max(grounds.bar, 1e-9):.2g} times that. The last third is held against a bar of its own, "
        "as what is sudden stands out in both.",
        f"The score is {grounds.score:.2f} of 1, which means the same for every brand: 0.5 is just enough.",
    ]
    if grounds.score < _WHOLE_SCORE:
        told.append(f"Both together stand {_height(grounds):.2g} times as high as was needed.")
    return tuple(told)


def _needed(grounds: Grounds) -> tuple[str, ...]:
    if grounds.score >= _WHOLE_SCORE:
        return ("Far less.",)
    least = math.ceil(round(grounds.whole / _height(grounds), 6))
    return (
        f"Of a burst of this shape about {_figure(least)} in {grounds.minutes} minutes would have been just enough; "
        "with fewer, nothing would have been said.",
    )


def _height(grounds: Grounds) -> float:
    """How many times as high as needed it stood: a score of 0.5 is once."""
    return max(grounds.score, _LEAST_SCORE) / (1 - grounds.score)


def _figure(count: float) -> str:
    return f"{count:,.1f}".removesuffix(".0")
