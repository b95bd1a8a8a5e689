"""The Statuspage v2 answers, filled from the view. What each field means stands in statuspage.py."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from functions.publish_statement import statuspage
from functions.publish_statement.incident import Incident, Promise
from functions.publish_statement.view import STATE_BY_IMPACT, ComponentState, Part, View
from shared.statement import Progress

#: How many incidents `incidents.json` holds, the newest first.
MAX_INCIDENTS = 50
#: The plan doesn't say since when a component is there; readers want a time, and one that never moves.
UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


def answers(view: View) -> Iterator[tuple[str, statuspage.Answer]]:
    """Path below `api/v2/` and body, the all-in-one `summary.json` last.

    `view.now` shows in `promise.overdue`, and in `page.updated_at` where nothing has ever been said.
    """
    page = _page(view)
    components = _components(view.parts, page.id)
    status = statuspage.Status(indicator=view.indicator, description=view.description)
    unresolved = _incidents(view, view.unresolved)
    for which in ("scheduled-maintenances", "scheduled-maintenances/upcoming", "scheduled-maintenances/active"):
        yield f"{which}.json", statuspage.MaintenancesAnswer(page=page, scheduled_maintenances=())
    yield "incidents.json", statuspage.IncidentsAnswer(page, _incidents(view, view.incidents[:MAX_INCIDENTS]))
    yield "incidents/unresolved.json", statuspage.IncidentsAnswer(page, unresolved)
    yield "components.json", statuspage.ComponentsAnswer(page, components)
    yield "status.json", statuspage.StatusAnswer(page, status)
    yield "summary.json", statuspage.Summary(page, components, unresolved, (), status)


def _page(view: View) -> statuspage.Page:
    return statuspage.Page(
        id=hashlib.sha256(view.url.encode()).hexdigest()[:12],
        name=view.name,
        url=view.url,
        time_zone=view.zone.key,
        updated_at=statuspage.instant(view.updated_at),
        firebreak=statuspage.PagePlus(contact_page=view.company.contact_page),
    )


def _components(parts: Iterable[Part], page_id: str) -> tuple[statuspage.Component, ...]:
    return tuple(
        statuspage.Component(
            id=part.id,
            name=part.name,
            status=part.state,
            created_at=statuspage.instant(UNDATED),
            updated_at=statuspage.instant(part.changed_at or UNDATED),
            position=part.position,
            description=part.description or None,
            showcase=True,
            start_date=None,
            group_id=None,
            page_id=page_id,
            group=False,
            only_show_if_degraded=False,
        )
        for part in parts
    )


def _incidents(view: View, incidents: Iterable[Incident]) -> tuple[statuspage.Incident, ...]:
    return tuple(_incident(view, one) for one in incidents)


def _incident(view: View, one: Incident) -> statuspage.Incident:
    page_id = _page(view).id
    late = sum(1 for promise in one.answered if promise.minutes_late)
    return statuspage.Incident(
        id=one.id,
        name=one.headline[: statuspage.MAX_NAME_CHARACTERS],
        status=one.progress,
        created_at=statuspage.instant(one.created_at),
        updated_at=statuspage.instant(one.updated_at),
        monitoring_at=_instant_or_none(one.monitoring_at),
        resolved_at=_instant_or_none(one.resolved_at),
        impact=one.impact,
        shortlink=view.incident_url(one),
        started_at=statuspage.instant(one.started_at),
        page_id=page_id,
        incident_updates=tuple(_updates(view, one)),
        components=_components(view.affected(one), page_id),
        reminder_intervals=None,
        firebreak=statuspage.IncidentPlus(
            promise=_promise(one.promise, view.now),
            promises_kept=len(one.answered) - late,
            promises_late=late,
            retracted=None
            if one.retraction is None
            else statuspage.RetractedPlus(statuspage.instant(one.retraction.at), one.retraction.because),
        ),
    )


def _updates(view: View, one: Incident) -> Iterator[statuspage.IncidentUpdate]:
    """Newest first."""
    told = one.told(view.company.contact_page)
    affected = view.affected(one)
    for entry, before in zip(told, [*told[1:], None], strict=True):
        at = statuspage.instant(entry.at)
        old, new = _state(one, before.progress if before else "resolved"), _state(one, entry.progress)
        yield statuspage.IncidentUpdate(
            id=f"{one.id}-{entry.number}",
            status=entry.progress,
            body=entry.body,
            incident_id=one.id,
            created_at=at,
            updated_at=at,
            display_at=at,
            affected_components=tuple(statuspage.AffectedComponent(part.id, part.name, old, new) for part in affected)
            or None,
            deliver_notifications=False,
            custom_tweet=None,
            tweet_id=None,
            firebreak=statuspage.UpdatePlus(
                promise=_promise(entry.promise, view.now),
                retracted=one.retraction is not None and entry in one.entries,
            ),
        )


def _state(one: Incident, progress: Progress) -> ComponentState:
    return "operational" if progress == "resolved" else STATE_BY_IMPACT[one.impact]


def _promise(promise: Promise | None, now: datetime) -> statuspage.PromisePlus | None:
    if promise is None:
        return None
    return statuspage.PromisePlus(
        next_update_at=statuspage.instant(promise.at),
        answered_at=_instant_or_none(promise.answered_at),
        minutes_late=promise.minutes_late,
        overdue=promise.overdue(now),
    )


def _instant_or_none(at: datetime | None) -> str | None:
    return None if at is None else statuspage.instant(at)
