"""The HTML pages. `view.now` shows in one thing only: whether an open promise has been missed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from functions.publish_statement.incident import Incident, Promise
from functions.publish_statement.markup import ENVIRONMENT, STYLE, policy
from functions.publish_statement.moment import Moment, duration, minutes, moment
from functions.publish_statement.text import excerpt, paragraphs
from functions.publish_statement.view import ComponentState, View
from shared.statement import Impact, Progress

#: The index is a first look, at most 14 KB compressed: longer texts and older incidents are one link away.
INDEX_BODY_CHARACTERS = 1_200
INDEX_PAST_INCIDENTS = 8
INDEX_ANSWERED_PROMISES = 6

STATE_NAMES: dict[ComponentState, str] = {
    "operational": "Operational",
    "degraded_performance": "Degraded performance",
    "partial_outage": "Partial outage",
    "major_outage": "Major outage",
}
IMPACT_NAMES: dict[Impact, str] = {
    "none": "No outage",
    "minor": "Degraded service",
    "major": "Partial outage",
    "critical": "Major outage",
}
PROGRESS_NAMES: dict[Progress, str] = {
    "investigating": "Investigating",
    "identified": "Cause found",
    "monitoring": "Mended, watching",
    "resolved": "Resolved",
}


@dataclass(frozen=True, slots=True)
class Writer:
    """What the templates may ask: the view, and how an instant, a span or a promise reads."""

    view: View

    def when(self, at: datetime) -> Moment:
        return moment(at, self.view.zone)

    def overdue(self, promise: Promise) -> bool:
        return promise.overdue(self.view.now)

    def lasted(self, one: Incident) -> str:
        return duration((one.resolved_at or one.updated_at) - one.started_at)

    def late(self, promise: Promise) -> str:
        """`12 minutes late`, `on time`; empty while the promise is open."""
        if promise.minutes_late is None:
            return ""
        return f"{minutes(promise.minutes_late)} late" if promise.minutes_late else "on time"

    def record(self, one: Incident) -> str:
        """How the promises went that are no longer open, in one sentence; empty where there were none."""
        late = [promise.minutes_late for promise in one.answered if promise.minutes_late]
        made = len(one.answered)
        if not made:
            return ""
        if not late:
            which = {1: "The one promised update", 2: "Both promised updates"}.get(made, f"All {made} promised updates")
            return f"{which} came on time"
        worst = minutes(max(late))
        if made == 1:
            return f"The one promised update came {worst} late"
        by = f"by {worst}" if len(late) == 1 else f"by up to {worst}"
        return f"{made - len(late)} of {made} promised updates came on time, {len(late)} late {by}"


def index(view: View) -> str:
    """`index.html`: what is wrong, since when, when the next word comes, where to turn."""
    return _page(view, "index.html", root="", past=view.past[:INDEX_PAST_INCIDENTS])


def incident_page(view: View, one: Incident) -> str:
    """`incidents/<id>.html`: all that was said, newest first."""
    return _page(view, "incident.html", root="../", one=one)


def history(view: View) -> str:
    """`history.html`: every incident that is over, newest first, without its texts."""
    return _page(view, "history.html", root="", past=view.past)


def not_found(view: View) -> str:
    """`404.html`. It is served at any depth, so its links are absolute."""
    return _page(view, "404.html", root=f"{view.url}/")


def _page(view: View, template: str, **about: object) -> str:
    return ENVIRONMENT.get_template(template).render(
        view=view,
        write=Writer(view),
        style=STYLE,
        policy=policy(STYLE),
        state_names=STATE_NAMES,
        impact_names=IMPACT_NAMES,
        progress_names=PROGRESS_NAMES,
        paragraphs=paragraphs,
        excerpt=excerpt,
        body_characters=INDEX_BODY_CHARACTERS,
        answered_promises=INDEX_ANSWERED_PROMISES,
        **about,
    )
