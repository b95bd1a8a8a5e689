"""The state of a component, in Statuspage's own words, and which of two is the worse."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from shared.statement import LAST_WORDS, Impact, Progress

ComponentState = Literal["operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance"]

IMPACTS: tuple[Impact, ...] = ("none", "minor", "major", "critical")
#: From the best to the worst; Statuspage's group of components has its worst child's, maintenance the second worst.
STATES: tuple[ComponentState, ...] = (
    "operational", "degraded_performance", "partial_outage", "under_maintenance", "major_outage",
)  # fmt: skip
#: What an open incident of that impact makes of the components that it names.
STATE_BY_IMPACT: dict[Impact, ComponentState] = {
    "none": "operational",
    "minor": "degraded_performance",
    "major": "partial_outage",
    "critical": "major_outage",
}
#: While planned work goes on.
AT_WORK: tuple[Progress, ...] = ("in_progress", "verifying")


def state_of(progress: Progress, impact: Impact, *, planned: bool) -> ComponentState:
    """What such a word makes of the components that it names."""
    if progress in LAST_WORDS:
        return "operational"
    if planned:
        return "under_maintenance" if progress in AT_WORK else "operational"
    return STATE_BY_IMPACT[impact]


def worst(states: Iterable[ComponentState]) -> ComponentState:
    return max(states, key=STATES.index, default="operational")


def worst_impact(impacts: Iterable[Impact]) -> Impact:
    return max(impacts, key=IMPACTS.index, default="none")
