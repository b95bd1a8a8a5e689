"""What the whole site shows: the incidents, the state of each component, and the one line over it all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import quote
from zoneinfo import ZoneInfo

from functions.publish_statement.incident import Incident, incident
from functions.publish_statement.text import clean, one_line
from shared.plan import Company, Component, Plan
from shared.statement import Impact, Statement

ComponentState = Literal["operational", "degraded_performance", "partial_outage", "major_outage"]

IMPACTS: tuple[Impact, ...] = ("none", "minor", "major", "critical")

#: What an open incident of that impact makes of the components that it names (Statuspage's own words).
STATE_BY_IMPACT: dict[Impact, ComponentState] = {
    "none": "operational",
    "minor": "degraded_performance",
    "major": "partial_outage",
    "critical": "major_outage",
}
DESCRIPTION_BY_IMPACT: dict[Impact, str] = {
    "none": "All Systems Operational",
    "minor": "Partially Degraded Service",
    "major": "Partial System Outage",
    "critical": "Major System Outage",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A component with its state. `changed_at` is None for one that no statement has ever named."""

    id: str
    name: str
    description: str
    position: int
    state: ComponentState
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class View:
    """`incidents` are newest first. `updated_at` is the last public word, or `now` where nothing was ever said."""

    company: Company
    zone: ZoneInfo
    now: datetime
    updated_at: datetime
    indicator: Impact
    incidents: tuple[Incident, ...]
    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        return one_line(self.company.name)

    @property
    def language(self) -> str:
        """In which the statements are written, as far as the plan says: its first language."""
        return next(iter(self.company.languages), "en")

    @property
    def url(self) -> str:
        """The address of the page, without a slash at its end."""
        return self.company.status_page.rstrip("/")

    @property
    def description(self) -> str:
        return DESCRIPTION_BY_IMPACT[self.indicator]

    @property
    def unresolved(self) -> tuple[Incident, ...]:
        """The open ones, the worst first, then the newest."""
        open_ones = [one for one in self.incidents if not one.resolved]
        return tuple(sorted(open_ones, key=lambda one: -IMPACTS.index(one.impact)))

    @property
    def past(self) -> tuple[Incident, ...]:
        return tuple(one for one in self.incidents if one.resolved)

    def affected(self, one: Incident) -> tuple[Part, ...]:
        """The components that it names, in the plan's order; those that the plan no longer has are left out."""
        return tuple(part for part in self.parts if part.id in one.components)

    def incident_url(self, one: Incident) -> str:
        return f"{self.url}/incidents/{quote(one.id, safe='')}.html"


def view(statements: Sequence[Statement], plan: Plan, now: datetime) -> View:
    """The same whatever the order of the statements. Those that were never published are not in it."""
    public = [incident(statement) for statement in statements if statement.public]
    incidents = tuple(sorted(public, key=lambda one: (one.created_at, one.id), reverse=True))
    return View(
        company=plan.company,
        zone=ZoneInfo(plan.company.time_zone),
        now=now,
        updated_at=max((one.updated_at for one in incidents), default=now),
        indicator=_worst([one for one in incidents if not one.resolved]),
        incidents=incidents,
        parts=tuple(_part(component, at, incidents) for at, component in enumerate(plan.components, start=1)),
    )


def _part(component: Component, position: int, incidents: Sequence[Incident]) -> Part:
    about_it = [one for one in incidents if component.id in one.components]
    return Part(
        id=component.id,
        name=one_line(component.name) or component.id,
        description=clean(component.description),
        position=position,
        state=STATE_BY_IMPACT[_worst([one for one in about_it if not one.resolved])],
        changed_at=max((one.updated_at for one in about_it), default=None),
    )


def _worst(incidents: Sequence[Incident]) -> Impact:
    return max((one.impact for one in incidents), key=IMPACTS.index, default="none")
