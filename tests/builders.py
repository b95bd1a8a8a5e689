"""Fake nouns for tests: each builder gives a whole, valid one; a test names only what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from shared.mention import Author, Mention
from shared.plan import Company, Component, Instance, Person, Plan, Source, Template
from shared.statement import (
    Approval,
    Draft,
    Form,
    Impact,
    Move,
    Progress,
    Retraction,
    Statement,
    StatementState,
    Update,
    Window,
    Words,
)

#: Noon on an ordinary Friday: the instant around which the fakes happen.
NOON = datetime(2026, 10, 2, 12, tzinfo=UTC)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def a_person(person_id: str = "ada", *, authority: int = 1, slack: str | None = None) -> Person:
    return Person(
        id=person_id, name=person_id.title(), email=f"{person_id}@example.com", slack=slack, authority=authority
    )


def an_instance(
    instance_id: str = "website_problem",
    *,
    owner: str = "ada",
    backups: tuple[str, ...] = ("grace",),
    wait: timedelta = timedelta(minutes=10),
    component: str | None = "website",
    keywords: tuple[str, ...] = ("website", "login"),
    two_people_approve: bool = True,
) -> Instance:
    return Instance(
        id=instance_id,
        name=instance_id.replace("_", " ").capitalize(),
        keywords=keywords,
        examples=("I cannot log in since this morning",),
        owner=owner,
        backups=backups,
        wait=wait,
        template=Template(
            title="Trouble with {instance}",
            what_we_know="We have read your reports about {instance}.",
            next_update="We write here again by {next_update}.",
            more="{contact_page}",
        ),
        first_answer=minutes(30),
        component=component,
        two_people_approve=two_people_approve,
    )


def a_plan(
    *,
    version: int = 1,
    company: str = "Acme",
    time_zone: str = "Europe/Berlin",
    people: Sequence[Person] | None = None,
    instances: Sequence[Instance] | None = None,
    sources: Sequence[Source] | None = None,
    components: Sequence[Component] | None = None,
    last_resort: str = "linus",
    contact_page: str = "https://example.com/contact",
    status_page: str = "https://status.example.com",
) -> Plan:
    kinds = tuple(instances) if instances is not None else (an_instance(),)
    return Plan(
        version=version,
        company=Company(company, time_zone, ("en",), contact_page, status_page),
        people=tuple(people) if people is not None else tuple(map(a_person, ("ada", "grace", "linus"))),
        instances=kinds,
        sources=tuple(sources) if sources is not None else (Source("forum", "discourse", "webhook", "acme"),),
        components=tuple(components)
        if components is not None
        else (Component("website", "Website", "Shop and account pages"), Component("checkout", "Checkout")),
        last_resort=last_resort,
        default_instance=kinds[0].id,
        update_every=minutes(30),
    )


def some_words(body: str, title: str = "Some of you cannot log in", language: str = "en", author: str = "ada") -> Words:
    return Words(language, title, body, (author,))


def a_draft(
    body: str = "We have found the cause. We write here again by {next_update}.",
    *,
    title: str = "Some of you cannot log in",
    progress: Progress = "investigating",
    author: str = "ada",
    translations: Sequence[Words] = (),
    impact: Impact = "major",
    components: tuple[str, ...] = ("website",),
    corrects: int | None = None,
    because: str = "",
) -> Draft:
    return Draft(
        words=(some_words(body, title, author=author), *translations),
        progress=progress,
        impact=impact,
        components=components,
        corrects=corrects,
        because=because,
    )


def an_update(
    number: int = 1,
    *,
    progress: Progress = "investigating",
    body: str = "Some of you cannot log in. We are looking for the cause.",
    title: str = "Some of you cannot log in",
    published_at: datetime = NOON,
    next_update_at: datetime | None = NOON + timedelta(minutes=30),
    kept_at: datetime | None = None,
    translations: Sequence[Words] = (),
    impact: Impact = "major",
    components: tuple[str, ...] = ("website",),
    form: Form | None = None,
    corrects: int | None = None,
    because: str = "",
) -> Update:
    words = (some_words(body, title), *translations)
    return Update(
        number=number,
        progress=progress,
        words=words,
        published_at=published_at,
        approvals=tuple(Approval(one.language, "0" * 16, "grace", published_at) for one in words),
        next_update_at=next_update_at,
        kept_at=kept_at,
        impact=impact,
        components=components,
        form=form,
        corrects=corrects,
        because=because,
    )


def a_statement(
    statement_id: str = "st-0000000001",
    *,
    state: StatementState = "published",
    impact: Impact = "major",
    title: str = "Some of you cannot log in",
    draft: Draft | None = None,
    updates: Sequence[Update] | None = None,
    components: tuple[str, ...] = ("website",),
    started_at: datetime = NOON - timedelta(minutes=20),
    updated_at: datetime | None = None,
    retracted_because: str | None = None,
    window: Window | None = None,
    moves: tuple[Move, ...] = (),
) -> Statement:
    """Published at NOON with one update, and a promise for half an hour later; impact and parts as its last word's.

    Where a title, an impact or components are given, and no updates, its one update has them too.
    """
    told = tuple(updates) if updates is not None else (an_update(title=title, impact=impact, components=components),)
    updated = updated_at or (told[-1].published_at if told else NOON)
    retraction = Retraction(retracted_because or "", "ada", updated) if state == "retracted" else None
    return Statement(
        id=statement_id,
        brand="acme",
        instance="website_problem",
        state=state,
        impact=impact,
        title=title,
        draft=draft,
        created_at=NOON - minutes(10),
        started_at=started_at,
        updated_at=updated,
        components=components,
        updates=told,
        window=window,
        retraction=retraction,
        moves=moves,
    )


def a_mention(
    native_id: str = "1",
    *,
    text: str = "I cannot log in since this morning, order 4711 is gone",
    platform: str = "discourse",
    author: Author | None = None,
    version: int = 1,
    created_at: datetime = NOON,
    parent: str | None = None,
    public: bool = True,
    from_staff: bool = False,
) -> Mention:
    return Mention(
        source="forum",
        platform=platform,
        native_id=native_id,
        brand="acme",
        version=version,
        author=author or Author(id="u1", name="Mia", handle="mia"),
        text=text,
        created_at=created_at,
        seen_at=created_at + timedelta(seconds=30),
        language="en",
        url=f"https://forum.example.com/p/{native_id}",
        parent=parent,
        public=public,
        from_staff=from_staff,
    )
