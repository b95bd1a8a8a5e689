"""A draft's review: who is asked to read it, who has it back, and which turn of the two this is. Pure."""

from __future__ import annotations

from datetime import datetime

from shared.on_call import people_of
from shared.plan import BACKUPS, OWNER, Person, Plan
from shared.statement import Statement

ASKED, SENT_BACK = "asked for review", "sent back"


def turn(statement: Statement) -> int:
    """How often it has been asked for and sent back, in all: each time people are told anew."""
    return sum(1 for move in statement.moves if move.what in (ASKED, SENT_BACK))


def reviewers(plan: Plan, statement: Statement, now: datetime) -> tuple[Person, ...]:
    """The owner and the back-ups of its instance who wrote none of it and may sign; where there are none, the last
    resort.
    """
    wrote, needed = authors_of(statement), authority_for(plan, statement.instance)
    asked = (plan.person(of) for of in people_of(plan, (OWNER, BACKUPS), statement.instance, now))
    able = tuple(person for person in asked if person.id not in wrote and person.authority >= needed)
    return able or (plan.person(plan.last_resort),)


def writers(plan: Plan, statement: Statement, now: datetime) -> tuple[Person, ...]:
    """Those of the plan's people who wrote any of it; the instance's owner, where it is the plan's own words."""
    wrote = authors_of(statement)
    known = tuple(person for person in plan.people if person.id in wrote)
    owners = people_of(plan, (OWNER,), statement.instance, now) or (plan.last_resort,)
    return known or tuple(plan.person(of) for of in owners)


def authority_for(plan: Plan, instance_id: str | None) -> int:
    """What it takes to sign a statement about that instance."""
    return max(plan.approval_authority, plan.instance(instance_id).authority)


def authors_of(statement: Statement) -> frozenset[str]:
    words = statement.draft.words if statement.draft is not None else ()
    return frozenset(author for one in words for author in one.authors)
