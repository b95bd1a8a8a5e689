"""The crisis plan: the company's own definition of what matters, who owns it, who is told, and by when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

Way = Literal["email", "slack"]


class PlanError(Exception):
    """Something asked of the plan that it does not hold; the message says what, and how to mend the plan."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be told. `slack` names a channel secret, not a URL."""

    id: str
    name: str
    email: str | None = None
    slack: str | None = None
    authority: int = 0

    def ways(self) -> tuple[Way, ...]:
        ways: tuple[tuple[Way, str | None], ...] = (("slack", self.slack), ("email", self.email))
        return tuple(way for way, address in ways if address)


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of an escalation: who is told, and how long we wait for an acknowledgement."""

    people: tuple[str, ...]
    wait: timedelta


@dataclass(frozen=True, slots=True)
class Template:
    """A statement drafted ahead, with its three required parts. `{slots}` are filled from the case."""

    title: str
    what_we_know: str
    next_update: str
    more: str


@dataclass(frozen=True, slots=True)
class Instance:
    """One kind of trouble: how to know it, who owns it, and what to say first."""

    id: str
    name: str
    keywords: tuple[str, ...]
    examples: tuple[str, ...]
    owner: str
    backups: tuple[str, ...]
    wait: timedelta
    template: Template
    first_answer: timedelta
    component: str | None = None
    two_people_approve: bool = True


@dataclass(frozen=True, slots=True)
class Source:
    """One place that we listen to. `brand` is whose mentions these are where the post itself doesn't say."""

    name: str
    platform: str
    how: Literal["webhook", "sweep"]
    brand: str
    url: str | None = None
    every: timedelta = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Component:
    """A part of the service that the status page shows."""

    id: str
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Company:
    name: str
    time_zone: str
    languages: tuple[str, ...]
    contact_page: str
    status_page: str


@dataclass(frozen=True, slots=True)
class StormRules:
    """When a burst is worth a person's look. Counts are complaints within `window`."""

    window: timedelta = timedelta(minutes=15)
    floor: int = 8
    authors: int = 5
    times_record: float = 1.5
    quiet: timedelta = timedelta(minutes=60)


@dataclass(frozen=True, slots=True)
class Plan:
    """`version` is given when the plan is published; a case keeps the version that it began with."""

    version: int
    company: Company
    people: tuple[Person, ...]
    instances: tuple[Instance, ...]
    sources: tuple[Source, ...]
    components: tuple[Component, ...]
    last_resort: str
    default_instance: str
    update_every: timedelta
    storm: StormRules = field(default_factory=StormRules)

    def person(self, person_id: str) -> Person:
        for person in self.people:
            if person.id == person_id:
                return person
        raise PlanError(f"plan {self.version} has no person {person_id!r}; add them under people")

    def instance(self, instance_id: str | None) -> Instance:
        """The instance of that name; the plan's default one where the name is None or not (any more) in the plan."""
        wanted = {instance.id: instance for instance in self.instances}
        return wanted.get(instance_id or "") or wanted[self.default_instance]

    def source(self, name: str) -> Source | None:
        return next((source for source in self.sources if source.name == name), None)

    def rungs(self, instance_id: str | None) -> tuple[Rung, ...]:
        """Owner, each back-up, then the last resort: never silence."""
        instance = self.instance(instance_id)
        people = [instance.owner, *instance.backups]
        if self.last_resort not in people:
            people.append(self.last_resort)
        return tuple(Rung(people=(person,), wait=instance.wait) for person in people)
