"""What the whole site shows: the incidents, the planned work, the state of each component, and the line over it all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from shared.page.component import Group, Part, groups
from shared.page.incident import Incident, incident
from shared.page.kept import Kept, together
from shared.page.line import Line, line_of
from shared.page.state import AT_WORK, IMPACTS, worst_impact
from shared.page.text import one_line
from shared.page.wording.languages import is_tag
from shared.plan import Company, Plan
from shared.statement import Impact, Statement

DESCRIPTION_BY_IMPACT: dict[Impact, str] = {
    "none": "All Systems Operational",
    "minor": "Partially Degraded Service",
    "major": "Partial System Outage",
    "critical": "Major System Outage",
}
UNDER_MAINTENANCE = "Service Under Maintenance"


@dataclass(frozen=True, slots=True)
class View:
    """`incidents` are those given in full, planned work among them, newest first; `lines` all that is over, newest
    first, and `by_month` the same by the month of its first word (`2026-11`). `updated_at` is the last public word, or
    `now` where nothing was ever said. Customers sign up at `door`.
    """

    company: Company
    zone: ZoneInfo
    now: datetime
    updated_at: datetime
    indicator: Impact
    incidents: tuple[Incident, ...]
    lines: tuple[Line, ...]
    by_month: Mapping[str, tuple[Line, ...]]
    groups: tuple[Group, ...]
    door: str | None

    @property
    def name(self) -> str:
        return one_line(self.company.name)

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of the pages, the main one first."""
        fit = tuple(dict.fromkeys(language for language in self.company.languages if is_tag(language)))
        return fit or ("en",)

    @property
    def language(self) -> str:
        return self.languages[0]

    @property
    def url(self) -> str:
        """The address of the page, without a slash at its end."""
        return self.company.status_page.rstrip("/")

    @property
    def description(self) -> str:
        """In Statuspage's own words."""
        return UNDER_MAINTENANCE if self.maintained else DESCRIPTION_BY_IMPACT[self.indicator]

    @property
    def maintained(self) -> bool:
        """Whether planned work is all that is the matter."""
        return self.indicator == "none" and bool(self.active)

    @property
    def unplanned(self) -> tuple[Incident, ...]:
        return tuple(one for one in self.incidents if one.window is None)

    @property
    def planned(self) -> tuple[Incident, ...]:
        return tuple(one for one in self.incidents if one.window is not None)

    @property
    def unresolved(self) -> tuple[Incident, ...]:
        """The open incidents, the worst first, then the newest."""
        open_ones = [one for one in self.unplanned if not one.over]
        return tuple(sorted(open_ones, key=lambda one: -IMPACTS.index(one.impact)))

    @property
    def upcoming(self) -> tuple[Incident, ...]:
        """Planned work that has not begun, the nearest first."""
        waiting = [one for one in self.planned if not one.over and one.progress not in AT_WORK]
        return tuple(sorted(waiting, key=lambda one: (one.started_at, one.id)))

    @property
    def active(self) -> tuple[Incident, ...]:
        return tuple(one for one in self.planned if not one.over and one.progress in AT_WORK)

    @property
    def parts(self) -> tuple[Part, ...]:
        return tuple(part for group in self.groups for part in group.parts)

    @property
    def shown_groups(self) -> tuple[Group, ...]:
        """Without the contact points, which are told apart."""
        shown = [(group, tuple(part for part in group.parts if not part.contact)) for group in self.groups]
        return tuple(replace(group, parts=parts) for group, parts in shown if parts)

    @property
    def ways(self) -> tuple[Part, ...]:
        """The contact points."""
        return tuple(part for part in self.parts if part.contact)

    @property
    def records(self) -> tuple[Kept, ...]:
        """How the promises of each went that this page has ever told of, as far as their time is over."""
        still_open = [one.kept_by(self.now) for one in self.incidents if not one.over]
        return (*still_open, *(line.record for line in self.lines))

    @property
    def kept(self) -> Kept:
        """The same, of all together."""
        return together(self.records)

    @property
    def months(self) -> tuple[str, ...]:
        """Those in which anything began that is over, newest first: `2026-11`."""
        return tuple(self.by_month)

    def affected(self, one: Incident) -> tuple[Part, ...]:
        """The components that it names, in the plan's order; those that the plan no longer has are left out."""
        return tuple(part for part in self.parts if part.id in one.components)

    def incident_url(self, one: Incident) -> str:
        return f"{self.url}/incidents/{quote(one.id, safe='')}.html"


def view(
    statements: Sequence[Statement],
    plan: Plan,
    now: datetime,
    lines: Sequence[Line] = (),
    door: str | None = None,
) -> View:
    """The same whatever the order of the statements. Those that were never published are not in it.

    `statements` are given in full: all open ones, and the newest. `lines` are of those that are over, and not in full.
    """
    public = [incident(statement) for statement in statements if statement.public]
    incidents = tuple(sorted(public, key=lambda one: (one.created_at, one.id), reverse=True))
    ended = {line.id: line for line in (*lines, *filter(None, map(line_of, incidents)))}
    for one in incidents:
        if not one.over:
            ended.pop(one.id, None)
    past = tuple(sorted(ended.values(), key=lambda line: (line.created_at, line.id), reverse=True))
    zone = ZoneInfo(plan.company.time_zone)
    return View(
        company=plan.company,
        zone=zone,
        now=now,
        updated_at=max((*(one.updated_at for one in incidents), *(one.updated_at for one in past)), default=now),
        indicator=worst_impact(one.impact for one in incidents if not one.over and one.window is None),
        incidents=incidents,
        lines=past,
        by_month=_by_month(past, zone),
        groups=groups(plan.components, incidents, past, zone),
        door=(door or "").rstrip("/") or None,
    )


def _by_month(lines: Sequence[Line], zone: ZoneInfo) -> dict[str, tuple[Line, ...]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(f"{line.created_at.astimezone(zone):%Y-%m}", []).append(line)
    return {month: tuple(each) for month, each in found.items()}
