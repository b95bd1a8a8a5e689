"""The crisis plan: the company's own definition of what matters, who owns it, who is told, and by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from shared.schedule import Hours, Schedule
from shared.statement import Form
from shared.verdict import Priority

Way = Literal["slack", "teams", "pagerduty", "sms", "webhook", "email"]
#: In the order in which one person is told by them.
WAYS: tuple[Way, ...] = ("slack", "teams", "pagerduty", "sms", "webhook", "email")
#: The name among the channels' secrets of what a Slack app signs with; once it is kept, presses of buttons come back.
SLACK_SIGNING = "slack-signing"
#: What a rung may tell beside people, teams and schedules: those whom the instance names.
OWNER, BACKUPS = "owner", "backups"


class PlanError(Exception):
    """Something asked of the plan that it does not hold; the message says what, and how to mend the plan."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """A person's quiet hours: an urgent matter comes by the ways named, any lesser one not at all (the next is told).

    `time_zone` is empty for the company's.
    """

    hours: Hours
    ways: tuple[Way, ...] = WAYS
    time_zone: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be told.

    `slack`, `teams`, `pagerduty` and `webhook` name a channel secret each, never an address or a key; `email` and `sms`
    are addresses themselves. `slack_user` is the member id by which Slack tells us who pressed a button.
    """

    id: str
    name: str
    email: str | None = None
    slack: str | None = None
    authority: int = 0
    teams: str | None = None
    pagerduty: str | None = None
    sms: str | None = None
    webhook: str | None = None
    slack_user: str | None = None
    quiet: Quiet | None = None

    def ways(self) -> tuple[Way, ...]:
        return tuple(way for way in WAYS if getattr(self, way))


@dataclass(frozen=True, slots=True)
class Team:
    """People who are told together."""

    id: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of an escalation: who is told, and how long we wait for an acknowledgement.

    `tell` holds ids of people, teams and schedules, or the words `owner` and `backups`.
    """

    tell: tuple[str, ...]
    wait: timedelta


@dataclass(frozen=True, slots=True)
class Escalation:
    """An escalation policy: its rungs in order, gone through `repeat` times more before the last resort is told."""

    id: str
    name: str
    rungs: tuple[Rung, ...]
    repeat: int = 0


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
    """One kind of trouble: how to know it, who owns it, by when, and what to say first.

    `owner` and `backups` are ids of people, teams or schedules; they are the rungs, `wait` apart, where no `escalation`
    is named. A complaint has at least this `priority`. `authority` is what its people need to put it right and to
    sign for it. The clocks of answers run in the company's hours, or in all (`always`). `solution` and `next_answer`
    are None where the plan promises none. `private_channel` is where matters move that are not for the public.
    """

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
    what: str = ""
    priority: Priority | None = None
    authority: int = 0
    escalation: str | None = None
    next_answer: timedelta | None = None
    solution: timedelta | None = None
    clock: Literal["business", "always"] = "always"
    private_channel: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One place that we listen to. `brand` is whose mentions these are where the post itself doesn't say.

    `look_for` is what is asked for there (words, tags, ids of apps or channels: the platform says which), `settings`
    what else it wants to know. `ours` are the company's own accounts there, by id or handle. `secret` names the
    credentials where they are not under the source's own name.

    A source that brought nothing for `quiet_after` is a fault to be looked at; None where its own rhythm tells, a span
    of zero where silence is usual.
    """

    name: str
    platform: str
    how: Literal["webhook", "sweep"]
    brand: str
    url: str | None = None
    every: timedelta = timedelta(minutes=15)
    quiet_after: timedelta | None = None
    look_for: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    secret: str | None = None
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def credentials(self) -> str:
        """The name under which its credentials lie."""
        return self.secret or self.name


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
    """`hours` are those in which it works (None: all), `holidays` the days on which it doesn't.

    `customers` is how many it has (None where it doesn't say): what part of them a storm can be is told of that.
    `keep_texts` is how long a post, its author and what was made of it are kept after its newest version came.
    """

    name: str
    time_zone: str
    languages: tuple[str, ...]
    contact_page: str
    status_page: str
    hours: Hours | None = None
    holidays: tuple[date, ...] = ()
    customers: int | None = None
    keep_texts: timedelta = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class StormRules:
    """When a burst is worth a person's look. Counts are complaints within `window`."""

    window: timedelta = timedelta(minutes=15)
    floor: int = 8
    authors: int = 5
    times_record: float = 1.1
    quiet: timedelta = timedelta(minutes=60)
    #: However often storms are dismissed, their series' bar rises to no more than so many times; and falls to no less.
    dismissed_most: float = 2.0
    confirmed_least: float = 0.8


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
class CaseRules:
    """How cases gather, and how long an acknowledgement is good.

    An author's further posts join the first one's case for `gather_for`, counted from its opening. After
    `most_at_once` cases of one instance within `at_once`, further mentions gather in one. Whoever acknowledged is asked
    again after `ask_after`, and has `answer_within` to say so; then the next rung is told.
    """

    gather_for: timedelta = timedelta(hours=24)
    most_at_once: int = 5
    at_once: timedelta = timedelta(minutes=10)
    ask_after: timedelta = timedelta(hours=4)
    answer_within: timedelta = timedelta(minutes=30)
    #: Nobody is told of cases more often than this; what comes between is told together. The first is told at once.
    bundle_every: timedelta = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class CrisisRules:
    """A storm is a crisis once it has so many complaints, by so many authors; it then takes this escalation."""

    escalation: str
    complaints: int = 100
    authors: int = 50


@dataclass(frozen=True, slots=True)
class SecondReader:
    """Who is asked about what we are unsure of. Prices are dollars for a million tokens, or (Comprehend) units."""

    by: Literal["bedrock", "comprehend"]
    model: str | None = None
    region: str | None = None
    most_a_day: int = 200
    price_in: float = 0.0
    price_out: float = 0.0


@dataclass(frozen=True, slots=True)
class GateRules:
    """What the company must not promise, its own jargon, and what may stand although the gate would refuse it."""

    forbidden_promises: tuple[str, ...] = ()
    jargon: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What counts whatever else a mention is taken for: words that raise its priority, or say whose it is.

    A built-in rule's id changes that one: its words are added, what is empty stays as it was. `priority` is the least
    that a mention then has. `off` rules are not heard.
    """

    id: str
    words: tuple[str, ...] = ()
    name: str = ""
    priority: Priority | None = None
    instance: str | None = None
    off: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """`version` is given when the plan is published; a case keeps the version that it began with.

    `last_resort` is a person. `alarms` are told when the system itself fails (the last resort, where there are none).
    Who signs a statement needs `approval_authority`, or its instance's where that is more.
    """

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
    teams: tuple[Team, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    cases: CaseRules = field(default_factory=CaseRules)
    crisis: CrisisRules | None = None
    #: None: nobody but a person is asked.
    second_reader: SecondReader | None = None
    approval_authority: int = 0
    alarms: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()

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

    def named(self, id_: str) -> Person | Team | Schedule | None:
        """The person, team or schedule of that id; the three share one set of ids."""
        parts: tuple[Person | Team | Schedule, ...] = (*self.people, *self.teams, *self.schedules)
        return next((one for one in parts if one.id == id_), None)

    def name_of(self, id_: str) -> str:
        """The name by which people know what stands behind an id; the id itself where the plan has nothing."""
        found = self.named(id_)
        return found.name if found is not None else id_

    def escalation(self, instance_id: str | None, override: str | None = None) -> Escalation:
        """The policy of that name or of the instance; without one, its owner and then each back-up, once."""
        instance = self.instance(instance_id)
        wanted = override or instance.escalation
        found = next((one for one in self.escalations if one.id == wanted), None)
        if found is not None:
            return found
        told = (instance.owner, *instance.backups)
        return Escalation(instance.id, instance.name, tuple(Rung((one,), instance.wait) for one in told))
