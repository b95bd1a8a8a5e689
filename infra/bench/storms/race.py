"""Each storm is run against everybody who watches, over the same days with it and without it.

A score that is reached without the storm as well tells nothing of it, so an alarm counts in the first minute in which
the same days without the storm give none.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import accumulate

from infra.bench.storms.bases import Base, Choice, build
from infra.bench.storms.chance import seeded
from infra.bench.storms.minute import Minute
from infra.bench.storms.rivals import Rival
from infra.bench.storms.shapes import LAUNCH, SHAPES, Storm, a_storm, over
from infra.bench.storms.watching import Watcher

TIMES = (1, 2, 5, 10, 20, 50)
SECOND = "two_peaks, the second"


@dataclass(frozen=True, slots=True)
class Rung:
    """Thresholds above `low` and up to `high` are first reached, because of the storm, so long after its onset."""

    low: float
    high: float
    minute: int


@dataclass(frozen=True, slots=True)
class Raced:
    """One storm; `said` holds its complaints by the end of each minute (a launch's: its mentions), `rungs` who saw it.

    `led` says who saw the peak before it, where it is a second one.
    """

    base: str
    shape: str
    times: int
    onset: int
    said: tuple[int, ...]
    rungs: Mapping[str, tuple[Rung, ...]]
    led: Mapping[str, tuple[Rung, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Calm:
    """The scores of note that one watcher gave one base without a storm, by the minute."""

    at: array[int] = field(default_factory=lambda: array("l"))
    score: array[float] = field(default_factory=lambda: array("d"))


@dataclass(frozen=True, slots=True)
class Ran:
    """A base, the minutes in which an alarm is false, what everybody said there, and every storm laid over it."""

    base: str
    false_in: tuple[tuple[int, int], ...]
    calm: Mapping[str, Calm]
    storms: tuple[Raced, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """What is raced over each base: every shape at every size, so many onsets each."""

    entrants: tuple[Rival, ...]
    seed: int
    onsets: int = 2
    shapes: tuple[str, ...] = tuple(SHAPES)
    times: tuple[int, ...] = TIMES


def run(choice: Choice, card: Card) -> Ran:
    """Everything over one base."""
    base = build(choice)
    onsets = base.onsets(card.onsets, seeded(card.seed, base.name, "onsets"))
    kept: dict[int, dict[str, Watcher]] = {}
    scores = _alone(base, card.entrants, onsets, kept)
    deciding = frozenset(rival.name for rival in card.entrants if rival.decides)
    storms = [
        raced
        for onset in onsets
        for shape in card.shapes
        for times in card.times
        for raced in _raced(base, onset, _storm(base, shape, times, onset, card.seed), kept[onset], scores, deciding)
    ]
    calm = {rival.name: _noted(scores[rival.name], rival.least) for rival in card.entrants}
    return Ran(base.name, _false_in(base), calm, tuple(storms))


def rungs(storm: Sequence[float], twin: Sequence[float]) -> tuple[Rung, ...]:
    """For every threshold, the first minute at which the storm's score reaches it and its twin's does not."""
    found: list[Rung] = []
    for minute, (high, low) in enumerate(zip(storm, twin, strict=True)):
        if high > low:
            found += [Rung(one, other, minute) for one, other in _left(low, high, found)]
    return tuple(found)


def first(found: Iterable[Rung], threshold: float) -> int | None:
    """When a watcher with that threshold saw it, in minutes from the onset (the first is 0)."""
    return next((rung.minute for rung in found if rung.low < threshold <= rung.high), None)


def _left(low: float, high: float, found: Sequence[Rung]) -> list[tuple[float, float]]:
    parts = [(low, high)]
    for rung in found:
        parts = [
            part
            for one, other in parts
            for part in ((one, min(other, rung.low)), (max(one, rung.high), other))
            if part[0] < part[1]
        ]
    return parts


def _storm(base: Base, shape: str, times: int, onset: int, seed: int) -> Storm:
    usual = base.usual_mentions if shape == LAUNCH else base.usual
    return a_storm(SHAPES[shape], times, usual, seeded(seed, base.name, shape, times, onset))


def _alone(
    base: Base, entrants: Sequence[Rival], onsets: Sequence[int], kept: dict[int, dict[str, Watcher]]
) -> dict[str, array[float]]:
    """Everybody's scores without a storm; as they are before each onset, they are kept to be gone on with."""
    watchers = {rival.name: rival.start() for rival in entrants}
    scores = {rival.name: array("d") for rival in entrants}
    due = set(onsets)
    for at, minute in enumerate(base.minutes):
        if at in due:
            kept[at] = {name: watcher.copy() for name, watcher in watchers.items()}
        for name, watcher in watchers.items():
            scores[name].append(watcher.step(minute))
    return scores


def _raced(
    base: Base,
    onset: int,
    storm: Storm,
    kept: Mapping[str, Watcher],
    scores: Mapping[str, array[float]],
    deciding: Set[str],
) -> list[Raced]:
    days = base.minutes[onset : onset + len(storm.minutes)]
    calm = {name: scores[name][onset : onset + len(days)] for name in kept}
    # Who decides has said all with the first alarm; what there is of a second peak takes the whole storm.
    until = {name: calm[name] for name in deciding if not storm.before}
    stormy = over(days, storm.minutes, 0)
    storming = {name: _scores(watcher, stormy, until.get(name)) for name, watcher in kept.items()}
    seen = {name: rungs(storming[name], calm[name]) for name in kept}
    raced = [Raced(base.name, storm.shape, storm.times, onset, _said(storm, 0), seen)]
    if storm.before:
        since = storm.second_at
        once = {name: _scores(watcher, over(days, storm.before, 0)) for name, watcher in kept.items()}
        again = {name: rungs(storming[name][since:], once[name][since:]) for name in kept}
        led = {name: rungs(once[name][:since], calm[name][:since]) for name in kept}
        raced.append(Raced(base.name, SECOND, storm.times, onset + since, _said(storm, since), again, led))
    return raced


def _scores(watcher: Watcher, minutes: Sequence[Minute], until: Sequence[float] | None = None) -> list[float]:
    """Its scores of these minutes; with `until`, zeros after the first that is higher than there."""
    going, scores = watcher.copy(), []
    for place, minute in enumerate(minutes):
        scores.append(going.step(minute))
        if until is not None and scores[-1] > until[place]:
            break
    return scores + [0.0] * (len(minutes) - len(scores))


def _said(storm: Storm, since: int) -> tuple[int, ...]:
    of = [minute.mentions if storm.shape == LAUNCH else minute.complaints for minute in storm.minutes]
    return tuple(accumulate(of[since:]))


def _noted(scores: Sequence[float], least: float) -> Calm:
    calm = Calm()
    for at, score in enumerate(scores):
        if score >= least:
            calm.at.append(at)
            calm.score.append(score)
    return calm


def _false_in(base: Base) -> tuple[tuple[int, int], ...]:
    """The stretches outside every labelled window, after learning: first minute, and the one after the last."""
    stretches: list[tuple[int, int]] = []
    for at in (at for at in range(len(base.minutes)) if base.calm(at, at)):
        if stretches and stretches[-1][1] == at:
            stretches[-1] = (stretches[-1][0], at + 1)
        else:
            stretches.append((at, at + 1))
    return tuple(stretches)
