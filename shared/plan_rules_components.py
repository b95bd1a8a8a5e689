"""What makes components ones that can be shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shared.plan import Component, Plan
from shared.plan_broken import Broken, Place

#: A page, a telephone number (its signs are those of RFC 3966), or a mailbox.
_CONTACT = re.compile(r"https://[^\s/]+\S*|tel:\+?[0-9*#().-]+|mailto:[^\s@]+@[^\s@]+")


def broken_components(plan: Plan) -> Iterator[Broken]:
    for position, component in enumerate(plan.components):
        yield from _component(component, ("components", position))


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
