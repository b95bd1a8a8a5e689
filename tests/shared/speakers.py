"""People who speak: a plan with words ready, and the short way to each stage of a statement's life."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from shared.plan import Plan, PromiseRules, ReadyForm, Template
from shared.statement import Draft, Statement, Words
from shared.statement_life import edit
from shared.statement_moves import Refused
from shared.statement_review import approve
from shared.statement_speech import publish, stand_by
from tests.builders import NOON, a_draft, a_plan, a_statement, an_instance

#: What the plan has ready, in two languages where a company has two.
NOTHING_NEW = Template(
    title="",
    what_we_know="We are still looking for the cause of the trouble with {where}.",
    next_update="The next word comes by {next_update}.",
    more="Turn to {contact_page}.",
)
IDENTIFIED = replace(NOTHING_NEW, what_we_know="We have found the cause: {cause}.")
FIXED = replace(NOTHING_NEW, what_we_know="It works again since we have mended it.")
CORRECTION = replace(NOTHING_NEW, what_we_know="We wrote that {wrong}. In truth {right}.")
FORMS = (
    ReadyForm("identified", (IDENTIFIED,)),
    ReadyForm("fixed", (FIXED,)),
    ReadyForm("nothing_new", (NOTHING_NEW,)),
    ReadyForm("correction", (CORRECTION,)),
)
FIRST_ANSWER = Template(
    title="Trouble with {where}",
    what_we_know="Since {since} some of you can't use {where}. We are looking for the cause.",
    next_update="We write here again by {next_update}.",
    more="Turn to {contact_page}.",
)


def a_speaking_plan(
    *,
    two_people: bool = True,
    by_itself: bool = False,
    at_most: int = 2,
    every: timedelta = timedelta(minutes=30),
    promise: PromiseRules | None = None,
    time_zone: str = "Europe/Berlin",
) -> Plan:
    """A plan whose instance has a first answer that fits, and whose ready forms have words."""
    instance = replace(an_instance(two_people_approve=two_people), template=FIRST_ANSWER)
    rules = promise or PromiseRules(nothing_new_by_itself=by_itself, by_itself_at_most=at_most)
    return replace(a_plan(instances=[instance], time_zone=time_zone), forms=FORMS, promise=rules, update_every=every)


def made(answer: Statement | Refused) -> Statement:
    assert not isinstance(answer, Refused), answer.why
    return answer


def refused(answer: Statement | Refused) -> str:
    assert isinstance(answer, Refused), f"it was done: {answer.moves[-1]}"
    return answer.why


def drafted(draft: Draft | None = None) -> Statement:
    """Written by ada, read by nobody yet."""
    return a_statement(state="draft", updates=[], draft=draft or a_draft())


def approved(draft: Draft | None = None, plan: Plan | None = None) -> Statement:
    """Written by ada, approved by grace."""
    return made(approve(drafted(draft), "grace", NOON, plan or a_speaking_plan()))


def published(
    plan: Plan | None = None, *, at: datetime = NOON, next_update_at: datetime | None = None, draft: Draft | None = None
) -> Statement:
    """Said by grace, and promised for half an hour later where no time is given."""
    plan = plan or a_speaking_plan()
    return made(publish(approved(draft, plan), "grace", at, plan, next_update_at))


def said_next(
    statement: Statement, body: str, at: datetime, plan: Plan, *, progress: str | None = None, title: str | None = None
) -> Statement:
    """The next update: written by ada, approved and said by grace."""
    written = edit(statement, "ada", at, title=title, body=body, progress=progress)  # type: ignore[arg-type]  # a word
    return made(publish(made(approve(made(written), "grace", at, plan)), "grace", at, plan))


def standing_by(statement: Statement, plan: Plan, at: datetime = NOON, body: str | None = None) -> Statement:
    """With a "nothing new yet" that linus approved ahead."""
    words = Words("en", statement.title, body or "Still looking. The next word comes by {next_update}.", ("firebreak",))
    return made(stand_by(statement, "linus", at, plan, [words]))
