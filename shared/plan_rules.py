"""What makes a plan whole: everybody named is known and can be reached, and every template says what it must."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import NamedTuple
from zoneinfo import available_timezones

from shared.plan import Instance, Plan, Source

#: What a template may ask to have filled in; from the case, the clock and the plan.
SLOTS = ("company", "what", "where", "since", "next_update", "contact_page")

Place = tuple[str | int, ...]

_NAME = re.compile(r"[a-z0-9-]+")
_ID = re.compile(r"[a-z0-9_-]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_SLOT = re.compile(r"\{([^{}]*)\}")
#: What can be read, and how it comes: a module of shared/platforms/ each (a test holds them together).
PLATFORMS = {"discourse": "webhook", "standard_webhooks": "webhook", "rss": "sweep"}
#: A storm that must be so many times the record is none that anybody will see.
MOST_TIMES = 20


class Broken(NamedTuple):
    """One rule that the plan breaks: where, in what way, and how to mend it."""

    place: Place
    what: str
    mend: str


def broken_rules(plan: Plan) -> Iterator[Broken]:
    """Every rule that this plan breaks, in the order of the file's parts; none where it is whole."""
    yield from _company(plan)
    yield from _people(plan)
    yield from _doubles("components", (component.id for component in plan.components))
    yield from _doubles("instances", (instance.id for instance in plan.instances))
    for position, instance in enumerate(plan.instances):
        place: Place = ("instances", position)
        yield from _owners(plan, instance, place)
        yield from _knowable(plan, instance, place)
        yield from _template(instance, place)
    yield from _doubles("sources", (source.name for source in plan.sources), word="name")
    for position, source in enumerate(plan.sources):
        yield from _source(source, ("sources", position))
    yield from _last_words(plan)


def _company(plan: Plan) -> Iterator[Broken]:
    company = plan.company
    if company.time_zone not in available_timezones():
        mend = "write a zone of the tz database, such as `Europe/Lisbon` or `Etc/UTC`"
        yield Broken(("company", "time_zone"), f"`{company.time_zone}` is no time zone", mend)
    if not company.languages:
        yield Broken(("company", "languages"), "no language is named", "name at least one, such as `en`")
    for position, language in enumerate(company.languages):
        if not _LANGUAGE.fullmatch(language):
            mend = "write its code, such as `en` or `pt`"
            yield Broken(("company", "languages", position), f"`{language}` is no language code", mend)
    for word in ("contact_page", "status_page"):
        address: str = getattr(company, word)
        if not address.startswith(("https://", "http://")):
            mend = "write the whole address, with `https://`"
            yield Broken(("company", word), f"`{address}` is no address of a page", mend)


def _people(plan: Plan) -> Iterator[Broken]:
    yield from _doubles("people", (person.id for person in plan.people))
    for position, person in enumerate(plan.people):
        if not person.ways():
            what = f"`{person.id}` can't be told anything: neither `email` nor `slack` is given"
            yield Broken(("people", position), what, "add an `email` or a `slack`")
        if person.email and "@" not in person.email:
            yield Broken(("people", position, "email"), f"`{person.email}` is no e-mail address", "write it with its @")


def _owners(plan: Plan, instance: Instance, place: Place) -> Iterator[Broken]:
    known = {person.id for person in plan.people}
    if instance.owner not in known:
        yield _unknown((*place, "owner"), "person", instance.owner, "people")
    if not instance.backups:
        what = f"`{instance.id}` has no back-up: when the owner sleeps, nobody is told until the last resort"
        yield Broken((*place, "backups"), what, "name at least one person under `backups`")
    for position, backup in enumerate(instance.backups):
        where = (*place, "backups", position)
        if backup not in known:
            yield _unknown(where, "person", backup, "people")
        if backup in (instance.owner, *instance.backups[:position]):
            yield Broken(where, f"`{backup}` is already told before this", "name somebody else")


def _knowable(plan: Plan, instance: Instance, place: Place) -> Iterator[Broken]:
    if instance.component is not None and instance.component not in {component.id for component in plan.components}:
        yield _unknown((*place, "component"), "component", instance.component, "components")
    if not (instance.keywords or instance.examples or instance.id == plan.default_instance):
        what = f"nothing would ever be known as `{instance.id}`"
        yield Broken(place, what, "add `keywords`, or `examples` of what customers write")
    for word in ("keywords", "examples"):
        for position, text in enumerate(getattr(instance, word)):
            if not text.strip():
                yield Broken((*place, word, position), f"an empty text under `{word}` fits nothing", "remove it")


def _template(instance: Instance, place: Place) -> Iterator[Broken]:
    for part in ("title", "what_we_know", "next_update", "more"):
        text: str = getattr(instance.template, part)
        where = (*place, "template", part)
        if not text.strip():
            yield Broken(where, f"`{part}` is empty", "say something true, even where little is known")
        for slot in _SLOT.findall(text):
            if slot not in SLOTS:
                mend = f"use one of {', '.join('{' + name + '}' for name in SLOTS)}"
                yield Broken(where, f"`{{{slot}}}` can't be filled in", mend)
        if re.search(r"[{}]", _SLOT.sub("", text)):
            yield Broken(where, "a `{` or `}` stands alone", "close it, or leave it out")
    if instance.template.next_update.strip() and "{next_update}" not in instance.template.next_update:
        what = "`next_update` promises no time"
        yield Broken((*place, "template", "next_update"), what, "put `{next_update}` where the time belongs")


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
        yield _unknown(("default_instance",), "instance", plan.default_instance, "instances")
    if plan.last_resort not in {person.id for person in plan.people}:
        yield _unknown(("last_resort",), "person", plan.last_resort, "people")
    for word, least in (("floor", 1), ("authors", 1), ("times_record", 1.0)):
        if not getattr(plan.storm, word) >= least:
            mend = f"write {least:g} or more; everything would be a storm otherwise"
            yield Broken(("storm", word), f"`{word}` is below {least:g}", mend)
    if plan.storm.times_record > MOST_TIMES:
        mend = f"write {MOST_TIMES} or less; nothing would be a storm otherwise"
        yield Broken(("storm", "times_record"), f"`times_record` is above {MOST_TIMES}", mend)
    for word, shortest, longest in (("window", 1, 6 * 60), ("quiet", 5, 24 * 60)):
        if not timedelta(minutes=shortest) <= getattr(plan.storm, word) <= timedelta(minutes=longest):
            mend = f"write from {shortest}m to {longest // 60}h"
            yield Broken(("storm", word), f"`{word}` is too short or too long", mend)


def _doubles(part: str, ids: Iterable[str], word: str = "id") -> Iterator[Broken]:
    seen: set[str] = set()
    for position, id_ in enumerate(ids):
        if id_ in seen:
            yield Broken((part, position, word), f"`{id_}` stands twice under `{part}`", "give each its own")
        elif word == "id" and not _ID.fullmatch(id_):
            mend = "use only a to z, 0 to 9, `-` and `_`"
            yield Broken((part, position, word), f"`{id_}` can't be an id", mend)
        seen.add(id_)


def _unknown(place: Place, noun: str, name: str, part: str) -> Broken:
    return Broken(place, f"no {noun} `{name}` in the plan", f"correct the name, or add `{name}` under `{part}`")
