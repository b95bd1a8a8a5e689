"""The crisis plan: the company's own definition of what matters, who owns it, who is told, and by when."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from shared.statement import Form

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
    """A text drafted ahead, with its three required parts. `{slots}` are filled from the case, or by a person.

    `language` is empty for the company's main one; a form without a `title` keeps the statement's.
    """

    title: str
    what_we_know: str
    next_update: str
    more: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class ReadyForm:
    """The words ready for one kind of update, in each language that the plan has them in."""

    form: Form
    templates: tuple[Template, ...]


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
    translations: tuple[Template, ...] = ()
    forms: tuple[ReadyForm, ...] = ()
    update_every: timedelta | None = None


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
    """A part of the service that the status page shows.

    `contact` makes it a contact point: the address (`https:`, `tel:` or `mailto:`) by which customers reach us there.
    `since` is the day from which the page tells its state; `group` the name of those that it is shown with.
    """

    id: str
    name: str
    description: str = ""
    group: str | None = None
    since: date | None = None
    contact: str | None = None


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
class PromiseRules:
    """When the promise clock speaks, and to whom; and whether an approved "nothing new yet" may go out by itself."""

    writer_before: timedelta = timedelta(minutes=15)
    backup_before: timedelta = timedelta(minutes=5)
    late_every: timedelta = timedelta(minutes=15)
    authority: str | None = None
    nothing_new_by_itself: bool = False
    by_itself_at_most: int = 2


@dataclass(frozen=True, slots=True)
class GateRules:
    """What the company must not promise, its own jargon, and what may stand although the gate would refuse it."""

    forbidden_promises: tuple[str, ...] = ()
    jargon: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()


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
    promise: PromiseRules = field(default_factory=PromiseRules)
    gate: GateRules = field(default_factory=GateRules)
    forms: tuple[ReadyForm, ...] = ()

    @property
    def language(self) -> str:
        """The company's main one: the first that the plan names."""
        return next(iter(self.company.languages), "en")

    def templates(self, instance_id: str | None, form: Form) -> tuple[Template, ...]:
        """The words ready for that form, each with its language, the main one first; none where the plan has none."""
        instance = self.instance(instance_id)
        if form == "looking_into":
            found: tuple[Template, ...] = (instance.template, *instance.translations)
        else:
            ready = (*instance.forms, *self.forms)
            found = next((one.templates for one in ready if one.form == form), ())
        named = [replace(one, language=one.language or self.language) for one in found]
        return tuple(sorted(named, key=lambda one: one.language != self.language))

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
