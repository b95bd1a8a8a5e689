"""What makes a plan whole: everybody named is known and can be reached, and every template says what it must."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from shared.plan import Component, Instance, Plan, Source
from shared.plan_broken import Broken, Place, doubles, empties, out_of_bounds, time_zones, unknown
from shared.plan_rules_promise import broken_promise_rules
from shared.plan_rules_words import broken_words

_NAME = re.compile(r"[a-z0-9-]+")
#: A page, a telephone number (its signs are those of RFC 3966), or a mailbox.
_CONTACT = re.compile(r"https://[^\s/]+\S*|tel:\+?[0-9*#().-]+|mailto:[^\s@]+@[^\s@]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
#: What can be read, and how it comes: a module of shared/platforms/ each (a test holds them together).
PLATFORMS = {"discourse": "webhook", "standard_webhooks": "webhook", "rss": "sweep"}
#: A storm that must be so many times the record is none that anybody will see.
MOST_TIMES = 20


def broken_rules(plan: Plan) -> Iterator[Broken]:
    """Every rule that this plan breaks, in the order of the file's parts; none where it is whole."""
    yield from _company(plan)
    yield from _people(plan)
    yield from doubles("components", (component.id for component in plan.components))
    for position, component in enumerate(plan.components):
        yield from _component(component, ("components", position))
    yield from doubles("instances", (instance.id for instance in plan.instances))
    for position, instance in enumerate(plan.instances):
        place: Place = ("instances", position)
        yield from _owners(plan, instance, place)
        yield from _knowable(plan, instance, place)
    yield from doubles("sources", (source.name for source in plan.sources), word="name")
    for position, source in enumerate(plan.sources):
        yield from _source(source, ("sources", position))
    yield from broken_words(plan)
    yield from broken_promise_rules(plan)
    yield from _last_words(plan)


def _company(plan: Plan) -> Iterator[Broken]:
    company = plan.company
    if company.time_zone not in time_zones():
        mend = "write a zone of the tz database, such as `Europe/Lisbon` or `Etc/UTC`"
        yield Broken(("company", "time_zone"), f"`{company.time_zone}` is no time zone", mend)
    if not company.languages:
        yield Broken(("company", "languages"), "no language is named", "name at least one, such as `en`")
    for position, language in enumerate(company.languages):
        if not _LANGUAGE.fullmatch(language):
            mend = "write its code, such as `en` or `pt`"
            yield Broken(("company", "languages", position), f"`{language}` is no language code", mend)
        if language in company.languages[:position]:
            yield Broken(("company", "languages", position), f"`{language}` stands twice", "name each language once")
    for word in ("contact_page", "status_page"):
        address: str = getattr(company, word)
        if not _is_page(address):
            mend = "write the whole address, with `https://`"
            yield Broken(("company", word), f"`{address}` is no address of a page", mend)


def _is_page(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("https", "http") and bool(parts.hostname) and not re.search(r"\s", address)
    except ValueError:
        return False


def _people(plan: Plan) -> Iterator[Broken]:
    yield from doubles("people", (person.id for person in plan.people))
    for position, person in enumerate(plan.people):
        if not person.ways():
            what = f"`{person.id}` can't be told anything: neither `email` nor `slack` is given"
            yield Broken(("people", position), what, "add an `email` or a `slack`")
        if person.email and "@" not in person.email:
            yield Broken(("people", position, "email"), f"`{person.email}` is no e-mail address", "write it with its @")


def _owners(plan: Plan, instance: Instance, place: Place) -> Iterator[Broken]:
    known = {person.id for person in plan.people}
    if instance.owner not in known:
        yield unknown((*place, "owner"), "person", instance.owner, "people")
    if not instance.backups:
        what = f"`{instance.id}` has no back-up: when the owner sleeps, nobody is told until the last resort"
        yield Broken((*place, "backups"), what, "name at least one person under `backups`")
    for position, backup in enumerate(instance.backups):
        where = (*place, "backups", position)
        if backup not in known:
            yield unknown(where, "person", backup, "people")
        if backup in (instance.owner, *instance.backups[:position]):
            yield Broken(where, f"`{backup}` is already told before this", "name somebody else")


def _knowable(plan: Plan, instance: Instance, place: Place) -> Iterator[Broken]:
    if instance.component is not None and instance.component not in {component.id for component in plan.components}:
        yield unknown((*place, "component"), "component", instance.component, "components")
    if not (instance.keywords or instance.examples or instance.id == plan.default_instance):
        what = f"nothing would ever be known as `{instance.id}`"
        yield Broken(place, what, "add `keywords`, or `examples` of what customers write")
    yield from empties(place, "keywords", instance.keywords)
    yield from empties(place, "examples", instance.examples)


def _component(component: Component, place: Place) -> Iterator[Broken]:
    if component.group is not None and not component.group.strip():
        yield Broken((*place, "group"), "`group` is empty", "name the group, or remove the word")
    if component.contact is not None and not _CONTACT.fullmatch(component.contact):
        what = f"`{component.contact}` is no address by which customers could reach you"
        mend = "write it whole and without spaces: `https://...`, `tel:+351...` or `mailto:name@...`"
        yield Broken((*place, "contact"), what, mend)


def _source(source: Source, place: Place) -> Iterator[Broken]:
    if not _NAME.fullmatch(source.name):
        mend = "use only a to z, 0 to 9 and `-`: the name is part of an address"
        yield Broken((*place, "name"), f"a source can't be named `{source.name}`", mend)
    if source.platform not in PLATFORMS:
        mend = f"use one of {', '.join(PLATFORMS)}"
        yield Broken((*place, "platform"), f"nobody can read `{source.platform}`", mend)
    elif source.how != PLATFORMS[source.platform]:
        mend = f"write `how: {PLATFORMS[source.platform]}`"
        yield Broken((*place, "how"), f"`{source.platform}` comes by {PLATFORMS[source.platform]}", mend)
    if source.how == "sweep" and not source.url:
        yield Broken(place, f"`{source.name}` is swept, but no address is given", "add its `url`")
    if source.url and not source.url.startswith(("https://", "http://")):
        yield Broken((*place, "url"), f"`{source.url}` is no address", "write the whole address, with `https://`")
    elif source.url and not source.url.startswith(("https://", "http://127.0.0.1")):
        yield Broken((*place, "url"), f"`{source.url}` can't be fetched", "only `https://` is fetched")


def _last_words(plan: Plan) -> Iterator[Broken]:
    if plan.default_instance not in {instance.id for instance in plan.instances}:
        yield unknown(("default_instance",), "instance", plan.default_instance, "instances")
    if plan.last_resort not in {person.id for person in plan.people}:
        yield unknown(("last_resort",), "person", plan.last_resort, "people")
    for word, least in (("floor", 1), ("authors", 1), ("times_record", 1.0)):
        if not getattr(plan.storm, word) >= least:
            mend = f"write {least:g} or more; everything would be a storm otherwise"
            yield Broken(("storm", word), f"`{word}` is below {least:g}", mend)
    if plan.storm.times_record > MOST_TIMES:
        mend = f"write {MOST_TIMES} or less; nothing would be a storm otherwise"
        yield Broken(("storm", "times_record"), f"`times_record` is above {MOST_TIMES}", mend)
    yield from out_of_bounds(("storm", "window"), plan.storm.window, timedelta(minutes=1), timedelta(hours=6))
    yield from out_of_bounds(("storm", "quiet"), plan.storm.quiet, timedelta(minutes=5), timedelta(hours=24))
