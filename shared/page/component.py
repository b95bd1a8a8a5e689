"""The parts of the service as the page shows them: their state now, their groups, and the ways to reach us."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from shared.page.incident import Incident
from shared.page.line import Line
from shared.page.state import ComponentState, state_of, worst
from shared.page.text import clean, one_line
from shared.plan import Component

#: The first and the last midnight that every zone has a clock for.
_FIRST_DAY, _LAST_DAY = date(1, 1, 2), date(9999, 12, 30)
_ADDRESS = re.compile(r"(https|tel|mailto):[^\s<>\"]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A component with its state. `changed_at` is None for one that no statement has ever named.

    `contact` is the address by which customers reach us there, `contact_text` the same for people to read.
    """

    id: str
    name: str
    description: str
    position: int
    state: ComponentState
    changed_at: datetime | None
    since: date | None
    since_at: datetime | None
    group: str
    contact: str

    @property
    def contact_text(self) -> str:
        _, _, rest = self.contact.partition(":")
        return rest.removeprefix("//").partition("?")[0].rstrip("/")

    @property
    def full_name(self) -> str:
        """`Shop - Checkout`, as Statuspage names one of a group."""
        return f"{self.group} - {self.name}" if self.group else self.name


@dataclass(frozen=True, slots=True)
class Group:
    """Components that are shown together; one that belongs to no group stands alone in a group without a name."""

    name: str
    position: int
    parts: tuple[Part, ...]

    @property
    def id(self) -> str:
        return "group-" + hashlib.sha256(self.name.encode()).hexdigest()[:10]

    @property
    def state(self) -> ComponentState:
        return worst(part.state for part in self.parts)


def groups(
    components: Sequence[Component], incidents: Sequence[Incident], lines: Sequence[Line], zone: ZoneInfo
) -> tuple[Group, ...]:
    """In the plan's order, a group where its first component stands; positions begin with one, within a group too."""
    by_group: dict[str, list[Component]] = {}
    for component in components:
        name = one_line(component.group or "")
        by_group.setdefault(f"in {name}" if name else f"alone {component.id}", []).append(component)
    found = []
    for position, members in enumerate(by_group.values(), start=1):
        name = one_line(members[0].group or "")
        parts = [
            _part(member, at if name else position, name, incidents, lines, zone)
            for at, member in enumerate(members, start=1)
        ]
        found.append(Group(name, position, tuple(parts)))
    return tuple(found)


def _part(
    component: Component,
    position: int,
    group: str,
    incidents: Sequence[Incident],
    lines: Sequence[Line],
    zone: ZoneInfo,
) -> Part:
    about_it = [one for one in incidents if component.id in one.components and not one.over]
    changes = [
        *(at for one in incidents if not one.over and (at := _last_told(one, component.id)) is not None),
        *(one.ended_at for one in lines if component.id in one.components),
    ]
    since = min(max(component.since, _FIRST_DAY), _LAST_DAY) if component.since else None
    since_at = datetime.combine(since, time(), zone) if since else None
    contact = one_line(component.contact or "")
    return Part(
        id=component.id,
        name=one_line(component.name) or component.id,
        description=clean(component.description),
        position=position,
        state=worst(state_of(one.progress, one.impact, planned=one.window is not None) for one in about_it),
        changed_at=max(changes, default=None),
        since=component.since,
        since_at=since_at,
        group=group,
        contact=contact if _ADDRESS.fullmatch(contact) else "",
    )


def _last_told(one: Incident, component: str) -> datetime | None:
    """When an open incident last named it, or first did no longer."""
    older = [*one.entries[1:], None]
    told = (
        entry.at
        for entry, before in zip(one.entries, older, strict=True)
        if component in entry.components or (before is not None and component in before.components)
    )
    return max(told, default=None)
