"""What makes instances ones that a mention finds, and whose clocks can be kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import timedelta

from shared.plan import Instance, Plan
from shared.plan_broken import Broken, Place, empties, out_of_bounds, unknown
from shared.plan_rules_components import is_contact

_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
#: A customer who waits longer for a person has gone.
ANSWER = (_MINUTE, 7 * _DAY)
SOLUTION = (_MINUTE, 90 * _DAY)


def broken_instances(plan: Plan) -> Iterator[Broken]:
    components = frozenset(component.id for component in plan.components)
    for position, instance in enumerate(plan.instances):
        place: Place = ("instances", position)
        if instance.component is not None and instance.component not in components:
            yield unknown((*place, "component"), "component", instance.component, "components", components)
        yield from _knowable(plan, instance, place)
        yield from _clocks(plan, instance, place)
        if instance.private_channel is not None and not is_contact(instance.private_channel):
            what = f"`{instance.private_channel}` is no address to which a matter could move"
            mend = "write it whole and without spaces: `https://...`, `mailto:name@...` or `tel:+351...`"
            yield Broken((*place, "private_channel"), what, mend)
    yield from _claimed_twice(plan)
    if plan.default_instance not in {instance.id for instance in plan.instances}:
        known = [instance.id for instance in plan.instances]
        yield unknown(("default_instance",), "instance", plan.default_instance, "instances", known)


def folded(keyword: str) -> str:
    """As it is heard: case, accents, kinds of apostrophe and width of spaces make no other word."""
    plain = unicodedata.normalize("NFKD", keyword.casefold().replace("’", "'"))
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).casefold().split())


def _knowable(plan: Plan, instance: Instance, place: Place) -> Iterator[Broken]:
    if not (instance.keywords or instance.examples or instance.id == plan.default_instance):
        what = f"nothing would ever be known as `{instance.id}`"
        yield Broken(place, what, "add `keywords`, or `examples` of what customers write")
    yield from empties(place, "keywords", instance.keywords)
    yield from empties(place, "examples", instance.examples)


def _claimed_twice(plan: Plan) -> Iterator[Broken]:
    """A keyword of two instances would always be the first one's, whatever the second one's author believes."""
    claimed: dict[str, tuple[Instance, int]] = {}
    for position, instance in enumerate(plan.instances):
        for at, keyword in enumerate(instance.keywords):
            heard = folded(keyword)
            first, where = claimed.setdefault(heard, (instance, at)) if heard else (instance, at)
            place: Place = ("instances", position, "keywords", at)
            if first is not instance:
                what = f"`{keyword}` is a keyword of `{first.id}` and of `{instance.id}`"
                yield Broken(place, what, "keep it where it belongs, or make it longer in one of them")
            elif where != at:
                yield Broken(place, f"`{keyword}` stands twice here", "keep one of them")


def _clocks(plan: Plan, instance: Instance, place: Place) -> Iterator[Broken]:
    yield from out_of_bounds((*place, "first_answer"), instance.first_answer, *ANSWER)
    yield from out_of_bounds((*place, "next_answer"), instance.next_answer, *ANSWER)
    yield from out_of_bounds((*place, "solution"), instance.solution, *SOLUTION)
    if instance.solution is not None and instance.solution < instance.first_answer:
        what = f"`{instance.id}` would be put right before its first answer"
        yield Broken((*place, "solution"), what, "write at least as long as `first_answer`")
    if instance.clock == "business" and plan.company.hours is None:
        what = "this clock runs in the company's hours, and the plan names none"
        yield Broken((*place, "clock"), what, "add `hours` under `company`, or write `clock: always`")
