"""What makes components and sources ones that can be shown, and heard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from shared.plan import Component, Plan, Source
from shared.plan_broken import Broken, Place, out_of_bounds

_NAME = re.compile(r"[a-z0-9-]+")
#: A page, a telephone number (its signs are those of RFC 3966), or a mailbox.
_CONTACT = re.compile(r"https://[^\s/]+\S*|tel:\+?[0-9*#().-]+|mailto:[^\s@]+@[^\s@]+")
#: What can be read, and how it comes: a module of shared/platforms/ each (a test holds them together).
PLATFORMS = {"discourse": "webhook", "standard_webhooks": "webhook", "rss": "sweep"}
#: Sooner, a quiet night would be a fault; later, nobody would miss it.
QUIET_AFTER = (timedelta(minutes=5), timedelta(days=90))


def broken_components(plan: Plan) -> Iterator[Broken]:
    for position, component in enumerate(plan.components):
        yield from _component(component, ("components", position))
    for position, source in enumerate(plan.sources):
        yield from _source(source, ("sources", position))


def is_contact(address: str) -> bool:
    """Whether that is an address by which somebody can be reached."""
    return _CONTACT.fullmatch(address) is not None


def _component(component: Component, place: Place) -> Iterator[Broken]:
    if component.group is not None and not component.group.strip():
        yield Broken((*place, "group"), "`group` is empty", "name the group, or remove the word")
    if component.contact is not None and not is_contact(component.contact):
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
    yield from out_of_bounds((*place, "quiet_after"), source.quiet_after, *QUIET_AFTER)
    if source.quiet_after is not None and source.how == "sweep" and source.quiet_after <= source.every:
        what = f"`{source.name}` would be a fault before it is swept again"
        yield Broken((*place, "quiet_after"), what, "write more than its `every`")
