"""An incident's updates in the API: what each said, of which components, and what it promised, corrected, took back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shared.page import plus, statuspage
from shared.page.entry import Entry, Promise
from shared.page.incident import Incident
from shared.page.state import ComponentState, state_of
from shared.page.statuspage import instant, instant_or_none
from shared.page.view import View


def updates(view: View, one: Incident) -> Iterator[statuspage.IncidentUpdate]:
    """Newest first; where all was taken back, an update of its own on top says so."""
    told = one.told(view.company.contact_page, view.languages)
    for entry, before in zip(told, [*told[1:], None], strict=True):
        at = instant(entry.at)
        yield statuspage.IncidentUpdate(
            id=f"{one.id}-{entry.number}",
            status=statuspage.status(entry.progress, planned=one.window is not None),
            body=entry.body,
            incident_id=one.id,
            created_at=at,
            updated_at=at,
            display_at=at,
            affected_components=_affected(view, one, entry, before) or None,
            deliver_notifications=False,
            custom_tweet=None,
            tweet_id=None,
            firebreak=plus.UpdatePlus(
                promise=promise_of(entry.promise, view.now),
                retracted=one.retraction is not None and entry in one.entries,
                corrects=entry.corrects.number if entry.corrects else None,
                corrected_by=entry.corrected.by if entry.corrected else None,
                because=entry.because or None,
                form=entry.form,
                translations={each.language: plus.TranslationPlus(each.title, each.body) for each in entry.words[1:]},
                language=entry.words[0].language,
            ),
        )


def promise_of(promise: Promise | None, now: datetime) -> plus.PromisePlus | None:
    if promise is None:
        return None
    return plus.PromisePlus(
        next_update_at=instant(promise.at),
        answered_at=instant_or_none(promise.answered_at),
        minutes_late=promise.minutes_late,
        overdue=promise.overdue(now),
    )


def _affected(
    view: View, one: Incident, entry: Entry, before: Entry | None
) -> tuple[statuspage.AffectedComponent, ...]:
    """Those that it names, and those that the word before it named; none in what is said after the end."""
    if one.ended_at is not None and entry.at > one.ended_at:
        return ()
    named = {*entry.components, *(before.components if before else ())}
    return tuple(
        statuspage.AffectedComponent(
            code=part.id,
            name=part.full_name,
            old_status=_state(one, before, part.id),
            new_status=_state(one, entry, part.id),
        )
        for part in view.parts
        if part.id in named
    )


def _state(one: Incident, entry: Entry | None, component: str) -> ComponentState:
    if entry is None or component not in entry.components:
        return "operational"
    return state_of(entry.progress, entry.impact, planned=one.window is not None)
