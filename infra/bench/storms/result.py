"""Everybody at their threshold: as published, and at our rate of false alarms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from infra.bench.storms.race import Raced, Ran
from infra.bench.storms.rates import equal_threshold, false_alarms, seen_after
from infra.bench.storms.rivals import Rival

#: For each base (by its name) a rival's threshold there.
Thresholds = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Entrant:
    """Somebody with a threshold for each base; `after` says when each storm was seen, in minutes from its onset."""

    rival: Rival
    thresholds: Thresholds
    false: int
    after: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The race as run: `published` and `equal` stand in the order of the rivals, ours apart."""

    ran: Sequence[Ran]
    storms: tuple[Raced, ...]
    ours: Entrant
    published: tuple[Entrant, ...]
    equal: tuple[Entrant, ...]


def result(ran: Sequence[Ran], ours: Rival, rivals: Sequence[Rival]) -> Result:
    """Sets everybody's threshold: as published, and so that they are wrong as often as ours."""
    us = _entrant(ran, ours, {one.base: ours.published for one in ran})
    return Result(
        ran,
        tuple(raced for one in ran for raced in one.storms),
        us,
        tuple(_entrant(ran, rival, {one.base: rival.published for one in ran}) for rival in rivals),
        tuple(_entrant(ran, rival, equalised(ran, rival, ours)) for rival in rivals),
    )


def equalised(ran: Sequence[Ran], rival: Rival, ours: Rival) -> Thresholds:
    """One threshold for all brands, or one for each where the rival is set so, that is wrong as often as ours."""
    groups = [[one] for one in ran] if rival.by_brand else [list(ran)]
    return {
        one.base: threshold
        for group in groups
        for threshold in [equal_threshold(group, rival, false_alarms(group, ours, ours.published))]
        for one in group
    }


def _entrant(ran: Sequence[Ran], rival: Rival, thresholds: Thresholds) -> Entrant:
    after = tuple(seen_after(raced, rival, thresholds[one.base], one) for one in ran for raced in one.storms)
    return Entrant(rival, thresholds, sum(false_alarms([one], rival, thresholds[one.base]) for one in ran), after)
