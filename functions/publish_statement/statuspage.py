"""The shapes of Atlassian Statuspage's public API v2, key for key and in its order, so that its readers can read us.

Enumerations are Statuspage's and are never widened. What is ours stands under the one key `firebreak` of an object.
Source: the API description at https://confluence.status.atlassian.com/api, and captured answers of live pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from functions.publish_statement.view import ComponentState
from shared.statement import Impact, Progress

#: Statuspage cuts an incident's name there.
MAX_NAME_CHARACTERS = 255


@dataclass(frozen=True, slots=True)
class PagePlus:
    contact_page: str


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
class AffectedComponent:
    code: str
    name: str
    old_status: ComponentState
    new_status: ComponentState


@dataclass(frozen=True, slots=True)
class PromisePlus:
    """`minutes_late` is null while the promise is open, and 0 where it was kept."""

    next_update_at: str
    answered_at: str | None
    minutes_late: int | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class UpdatePlus:
    promise: PromisePlus | None
    retracted: bool


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
class RetractedPlus:
    at: str
    because: str


@dataclass(frozen=True, slots=True)
class IncidentPlus:
    """`promise` is the open one; `promises_kept` and `promises_late` count those that are over."""

    promise: PromisePlus | None
    promises_kept: int
    promises_late: int
    retracted: RetractedPlus | None


@dataclass(frozen=True, slots=True)
class Incident:
    id: str
    name: str
    status: Progress
    created_at: str
    updated_at: str
    monitoring_at: str | None
    resolved_at: str | None
    impact: Impact
    shortlink: str
    started_at: str
    page_id: str
    incident_updates: tuple[IncidentUpdate, ...]
    components: tuple[Component, ...]
    reminder_intervals: str | None
    firebreak: IncidentPlus


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
    """Firebreak plans no maintenance: the lists are there, because readers ask for them, and empty."""

    page: Page
    scheduled_maintenances: tuple[Incident, ...]


Answer = Summary | StatusAnswer | ComponentsAnswer | IncidentsAnswer | MaintenancesAnswer


def instant(at: datetime) -> str:
    """`2026-10-02T15:00:00.000Z`: always with milliseconds, which strict readers ask for."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
