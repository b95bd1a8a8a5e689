"""A draft's review: who is asked to read it, who has it back, and which turn of the two this is. Pure."""

from __future__ import annotations

from shared.plan import Person, Plan
from shared.statement import Statement

ASKED, SENT_BACK = "asked for review", "sent back"


def turn(statement: Statement) -> int:
    """How often it has been asked for and sent back, in all: each time people are told anew."""
    return sum(1 for move in statement.moves if move.what in (ASKED, SENT_BACK))


def reviewers(plan: Plan, statement: Statement) -> tuple[Person, ...]:
    """The owner and the back-ups of its instance who wrote none of it; where there are none, the last resort."""
    wrote = authors_of(statement)
    instance = plan.instance(statement.instance)
    ids = [of for of in dict.fromkeys((instance.owner, *instance.backups)) if of not in wrote]
    return tuple(plan.person(of) for of in ids or [plan.last_resort])


def writers(plan: Plan, statement: Statement) -> tuple[Person, ...]:
    """Those of the plan's people who wrote any of it; the instance's owner, where it is the plan's own words."""
    wrote = authors_of(statement)
    known = tuple(person for person in plan.people if person.id in wrote)
    return known or (plan.person(plan.instance(statement.instance).owner),)


def authors_of(statement: Statement) -> frozenset[str]:
    words = statement.draft.words if statement.draft is not None else ()
    return frozenset(author for one in words for author in one.authors)
