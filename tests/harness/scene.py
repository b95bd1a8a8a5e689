"""What a scene is: a state in which a reader may find the page, and the plan of the company whose page it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from shared.plan import Component, Plan
from shared.statement import Impact, Statement, StatementState, Update
from tests.builders import a_plan, a_statement, an_update
from tests.harness.rendered import Written, rendered

COMPONENTS = (
    Component("booking", "Booking", "Buying, changing and cancelling a ticket"),
    Component("website", "Website and app"),
    Component("sailings", "Sailings", "Departures, arrivals and boarding"),
)
#: The same in groups, and the ways in for customers.
GROUPED = (
    *(replace(one, group="Tickets") for one in COMPONENTS[:2]),
    COMPONENTS[2],
    Component("desk", "Service desk", "Every day from 7:00 to 22:00", contact="tel:+351210000000"),
    Component("form", "Contact form", contact="https://www.example.com/contact/tell-us-what-is-wrong"),
    Component("mail", "Mail", contact="mailto:care@example.com"),
)
#: Where people sign up: another origin than the page's.
DOOR = "https://door.example.com/prod"


@dataclass(frozen=True, slots=True)
class Scene:
    """`now` is when it was rendered, and what a reader's clock says. `incident` is the page that it is about."""

    name: str
    statements: tuple[Statement, ...]
    now: datetime
    incident: str | None = None
    languages: tuple[str, ...] = ("en",)
    components: tuple[Component, ...] = COMPONENTS
    door: str | None = None

    def site(self, url: str, plan: Plan | None = None) -> dict[str, Written]:
        """Every object of the site, for that address."""
        return rendered(self.statements, plan or self.plan(url), self.now, self.door)

    def plan(self, url: str) -> Plan:
        plan = a_plan(company="Example Ferries", time_zone="Europe/Lisbon", components=self.components, status_page=url)
        return replace(plan, company=replace(plan.company, languages=self.languages))


def about(title: str, impact: Impact, *components: str, **more: Any) -> partial[Update]:
    """Makes updates of one incident: each carries its title, impact and components."""
    return partial(an_update, title=title, impact=impact, components=components, **more)


def statement(
    key: str, state: StatementState, of: partial[Update], updates: tuple[Update, ...], **more: Any
) -> Statement:
    shared = {name: of.keywords[name] for name in ("title", "impact", "components")}
    return a_statement(key, state=state, updates=updates, **shared, **more)
