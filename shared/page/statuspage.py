"""The shapes of Atlassian Statuspage's public API v2, key for key and in its order, so that its readers can read us.

Enumerations are Statuspage's and are never widened. What is ours (plus.py) stands under an object's key `firebreak`.
Source: the API description at https://confluence.status.atlassian.com/api, and captured answers of live pages.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Literal

from shared.page.plus import IncidentPlus, PagePlus, UpdatePlus
from shared.page.state import ComponentState
from shared.statement import Impact, Progress, Window

#: Statuspage cuts an incident's name there.
MAX_NAME_CHARACTERS = 255


@dataclass(frozen=True, slots=True)
class Page:
    id: str
    name: str
    url: str
    time_zone: str
    updated_at: str
    firebreak: PagePlus


@dataclass(frozen=True, slots=True)
class Status:
    indicator: Impact
    description: str


@dataclass(frozen=True, slots=True)
class Component:
    id: str
    name: str
    status: ComponentState
    created_at: str
    updated_at: str
    position: int
    description: str | None
    showcase: bool
    start_date: str | None
    group_id: str | None
    page_id: str
    group: bool
    only_show_if_degraded: bool


@dataclass(frozen=True, slots=True)
class ComponentGroup(Component):
    components: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AffectedComponent:
    code: str
    name: str
    old_status: ComponentState
    new_status: ComponentState


@dataclass(frozen=True, slots=True)
class IncidentUpdate:
    id: str
    status: Progress
    body: str
    incident_id: str
    created_at: str
    updated_at: str
    display_at: str
    affected_components: tuple[AffectedComponent, ...] | None
    deliver_notifications: bool
    custom_tweet: str | None
    tweet_id: str | None
    firebreak: UpdatePlus


@dataclass(frozen=True, slots=True)
class Incident:
    id: str
    name: str
    status: Progress
    created_at: str
    updated_at: str
    monitoring_at: str | None
    resolved_at: str | None
    impact: Impact | Literal["maintenance"]
    shortlink: str
    started_at: str
    page_id: str
    incident_updates: tuple[IncidentUpdate, ...]
    components: tuple[Component, ...]
    reminder_intervals: str | None
    firebreak: IncidentPlus


@dataclass(frozen=True, slots=True)
class Maintenance(Incident):
    scheduled_for: str
    scheduled_until: str


@dataclass(frozen=True, slots=True)
class Summary:
    page: Page
    components: tuple[Component, ...]
    incidents: tuple[Incident, ...]
    scheduled_maintenances: tuple[Incident, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class StatusAnswer:
    page: Page
    status: Status


@dataclass(frozen=True, slots=True)
class ComponentsAnswer:
    page: Page
    components: tuple[Component, ...]


@dataclass(frozen=True, slots=True)
class IncidentsAnswer:
    page: Page
    incidents: tuple[Incident, ...]


@dataclass(frozen=True, slots=True)
class MaintenancesAnswer:
    page: Page
    scheduled_maintenances: tuple[Incident, ...]


@dataclass(frozen=True, slots=True)
class IncidentAnswer:
    """Ours, not Statuspage's: one statement with all that is public about it."""

    page: Page
    status: Status
    incident: Incident


Answer = Summary | StatusAnswer | ComponentsAnswer | IncidentsAnswer | MaintenancesAnswer


def status(progress: Progress, *, planned: bool) -> Progress:
    """What Statuspage calls it: its planned maintenance knows no post-mortem."""
    return "completed" if planned and progress == "postmortem" else progress


def instant(at: datetime) -> str:
    """`2026-10-02T15:00:00.000Z`: always with milliseconds, which strict readers ask for."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def maintenance(told: Incident, window: Window) -> Maintenance:
    """The same as planned maintenance: an incident with the times for which it is planned."""
    same = {one.name: getattr(told, one.name) for one in fields(told)}
    return Maintenance(**same, scheduled_for=instant(window.begins_at), scheduled_until=instant(window.ends_at))


def instant_or_none(at: datetime | None) -> str | None:
    return None if at is None else instant(at)
