"""The Statuspage v2 answers, filled from the view. What each field means stands in statuspage.py."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from shared.page import plus, statuspage
from shared.page.api_updates import promise_of, updates
from shared.page.component import Group, Part
from shared.page.incident import Incident
from shared.page.kept import Kept
from shared.page.statuspage import instant, instant_or_none
from shared.page.view import View

#: How many incidents `incidents.json` holds, the newest first; the same for planned maintenance.
MAX_INCIDENTS = 50
#: Where the plan doesn't say since when a component is there; readers want a time, and one that never moves.
UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


def answers(view: View) -> Iterator[tuple[str, statuspage.Answer]]:
    """Path below `api/v2/` and body, the all-in-one `summary.json` last.

    `view.now` shows in what a missed promise changes, and in `page.updated_at` where nothing has ever been said.
    """
    page = _page(view, _promises(view.kept))
    components, status = _components(view.groups, page.id), _status(view)
    unresolved = _incidents(view, view.unresolved)
    upcoming, active = _incidents(view, view.upcoming), _incidents(view, view.active)
    planned = _incidents(view, view.planned[:MAX_INCIDENTS])
    yield "scheduled-maintenances.json", statuspage.MaintenancesAnswer(page, planned)
    yield "scheduled-maintenances/upcoming.json", statuspage.MaintenancesAnswer(page, upcoming)
    yield "scheduled-maintenances/active.json", statuspage.MaintenancesAnswer(page, active)
    yield "incidents.json", statuspage.IncidentsAnswer(page, _incidents(view, view.unplanned[:MAX_INCIDENTS]))
    yield "incidents/unresolved.json", statuspage.IncidentsAnswer(page, unresolved)
    yield "components.json", statuspage.ComponentsAnswer(page, components)
    yield "status.json", statuspage.StatusAnswer(page, status)
    yield "summary.json", statuspage.Summary(page, components, unresolved, (*active, *upcoming), status)


def incident_answer(view: View, one: Incident) -> statuspage.IncidentAnswer:
    """`incidents/<id>.json`: all that is public about it. Mails and webhooks are written from it."""
    return statuspage.IncidentAnswer(_page(view, None), _status(view), _incident(view, one))


def _page(view: View, promises: plus.PromisesPlus | None) -> statuspage.Page:
    return statuspage.Page(
        id=hashlib.sha256(view.url.encode()).hexdigest()[:12],
        name=view.name,
        url=view.url,
        time_zone=view.zone.key,
        updated_at=instant(view.updated_at),
        firebreak=plus.PagePlus(
            contact_page=view.company.contact_page,
            languages=view.languages,
            promises=promises,
        ),
    )


def _status(view: View) -> statuspage.Status:
    return statuspage.Status(indicator=view.indicator, description=view.description)


def _components(groups: Iterable[Group], page_id: str) -> tuple[statuspage.Component, ...]:
    """A group stands before the components that are in it."""
    found: list[statuspage.Component] = []
    for group in groups:
        children = [_component(part, group, page_id) for part in group.parts]
        if group.name:
            found.append(_group(group, children, page_id))
        found += children
    return tuple(found)


def _component(part: Part, group: Group | None, page_id: str) -> statuspage.Component:
    created_at = part.since_at or UNDATED
    return statuspage.Component(
        id=part.id,
        name=part.name,
        status=part.state,
        created_at=instant(created_at),
        updated_at=instant(max(part.changed_at or created_at, created_at)),
        position=part.position,
        description=part.description or None,
        showcase=True,
        start_date=part.since.isoformat() if part.since else None,
        group_id=group.id if group and group.name else None,
        page_id=page_id,
        group=False,
        only_show_if_degraded=False,
    )


def _group(group: Group, children: list[statuspage.Component], page_id: str) -> statuspage.ComponentGroup:
    return statuspage.ComponentGroup(
        id=group.id,
        name=group.name,
        status=group.state,
        created_at=min(child.created_at for child in children),
        updated_at=max(child.updated_at for child in children),
        position=group.position,
        description=None,
        showcase=True,
        start_date=None,
        group_id=None,
        page_id=page_id,
        group=True,
        only_show_if_degraded=False,
        components=tuple(child.id for child in children),
    )


def _incidents(view: View, incidents: Iterable[Incident]) -> tuple[statuspage.Incident, ...]:
    return tuple(_incident(view, one) for one in incidents)


def _incident(view: View, one: Incident) -> statuspage.Incident:
    page_id = hashlib.sha256(view.url.encode()).hexdigest()[:12]
    group_of = {part.id: group for group in view.groups for part in group.parts}
    told = statuspage.Incident(
        id=one.id,
        name=one.headline(view.language)[: statuspage.MAX_NAME_CHARACTERS],
        status=statuspage.status(one.progress, planned=one.window is not None),
        created_at=instant(one.created_at),
        updated_at=instant(one.updated_at),
        monitoring_at=instant_or_none(one.monitoring_at),
        resolved_at=instant_or_none(one.ended_at),
        impact=one.impact if one.window is None else "maintenance",
        shortlink=view.incident_url(one),
        started_at=instant(one.started_at),
        page_id=page_id,
        incident_updates=tuple(updates(view, one)),
        components=tuple(_component(part, group_of[part.id], page_id) for part in view.affected(one)),
        reminder_intervals=None,
        firebreak=plus.IncidentPlus(
            promise=promise_of(one.promise, view.now),
            promises=_promises(one.kept_by(view.now)),
            retracted=None
            if one.retraction is None
            else plus.RetractedPlus(instant(one.retraction.at), one.retraction.because),
        ),
    )
    return told if one.window is None else statuspage.maintenance(told, one.window)


def _promises(kept: Kept) -> plus.PromisesPlus:
    return plus.PromisesPlus(kept.kept, kept.late, kept.rate, kept.minutes_late)
