"""What makes owners ones who can act: two ways to reach them, and the authority to put things right and to sign."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from shared.plan import Instance, Person, Plan
from shared.plan_broken import Broken, Place, named
from shared.plan_rules_names import Names

#: One way fails on the day on which much fails.
LEAST_WAYS = 2


def broken_reach(plan: Plan, names: Names) -> Iterator[Broken]:
    yield from _two_ways(plan, names)
    for position, instance in enumerate(plan.instances):
        yield from _authority(instance, names, ("instances", position))
    yield from _signers(plan)


def _two_ways(plan: Plan, names: Names) -> Iterator[Broken]:
    owned: defaultdict[str, list[str]] = defaultdict(list)
    for instance in plan.instances:
        for person in names.behind(instance.owner):
            owned[person.id].append(instance.id)
    for position, person in enumerate(plan.people):
        if person.id not in owned and person.id != plan.last_resort:
            continue
        ways = person.ways()
        if len(ways) == 1:  # none at all is told for everybody
            does = f"owns {named(owned[person.id])}" if person.id in owned else "is the last resort"
            what = f"`{person.id}` {does}, and can be reached by `{ways[0]}` only"
            yield Broken(("people", position), what, f"add a second way, such as {_another(person)}")


def _another(person: Person) -> str:
    return "`slack` or `sms`" if person.email else "`email` or `sms`"


def _authority(instance: Instance, names: Names, place: Place) -> Iterator[Broken]:
    told = [((*place, "owner"), instance.owner)]
    told += [((*place, "backups", position), backup) for position, backup in enumerate(instance.backups)]
    for where, id_ in told:
        below = [person for person in names.behind(id_) if person.authority < instance.authority]
        if below:
            who = f"`{id_}`" if id_ in names.people else f"{named(one.id for one in below)} of `{id_}`"
            need = f"the `authority` of {instance.authority} that putting right and signing for `{instance.id}` needs"
            what = f"{who} has less than {need}"
            yield Broken(where, what, "give them more, ask for less there, or name somebody else")


def _signers(plan: Plan) -> Iterator[Broken]:
    """The plan's own bar is told once, an instance's higher one where it stands."""
    if plan.instances:
        most = 2 if any(instance.two_people_approve for instance in plan.instances) else 1
        yield from _too_few(plan, plan.approval_authority, most, ("approvals", "authority"), "the plan")
    for position, instance in enumerate(plan.instances):
        if instance.authority > plan.approval_authority:
            least = 2 if instance.two_people_approve else 1
            yield from _too_few(
                plan, instance.authority, least, ("instances", position, "authority"), f"`{instance.id}`"
            )


def _too_few(plan: Plan, authority: int, least: int, place: Place, whose: str) -> Iterator[Broken]:
    able = [person.id for person in plan.people if person.authority >= authority]
    if len(able) < least:
        who = f"only {named(able)} has" if able else "nobody has"
        what = f"{who} the `authority` of {authority} that signing a statement needs in {whose}"
        mend = f"give it to {'two people' if least > 1 else 'somebody'} at least, or ask for less"
        yield Broken(place, f"{what}, and its author may not be the one who approves" if least > 1 else what, mend)
