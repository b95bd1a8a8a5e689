"""Pure: a statement is proposed in the plan's own words, filled with what is known, for a person to change."""

from __future__ import annotations

from dataclasses import replace

from functions.draft_statement.draft import AUTHOR, draft_of_storm
from shared.plan import Plan, Template
from shared.statement import Statement
from shared.statement_life import NEXT_UPDATE_SLOT
from shared.statement_review import approve
from shared.statement_speech import publish
from tests.builders import NOON, a_plan, an_instance, minutes
from tests.shared.nouns import BEGAN, a_storm

TEMPLATE = Template(
    title="{what}",
    what_we_know="Since {since} some of you can't use {where}. {company} is looking for the cause.",
    next_update="The next word comes by {next_update}.",
    more="Turn to {contact_page}",
)


def plan_with(template: Template = TEMPLATE, component: str | None = "website") -> Plan:
    return a_plan(instances=[replace(an_instance(component=component), template=template)])


def test_a_draft_is_filled_from_the_plan_and_the_storm() -> None:
    statement = draft_of_storm(a_storm(), plan_with(), NOON)
    assert statement.draft is not None
    assert statement.title == "Website problem"
    assert statement.draft.body == (
        "Since 13:40 CEST on 2 October 2026 some of you can't use Website. Acme is looking for the cause.\n\n"
        "The next word comes by {next_update}.\n\n"
        "Turn to https://example.com/contact"
    )


def test_a_draft_is_public_to_nobody_and_any_person_may_approve_it() -> None:
    statement = draft_of_storm(a_storm(), plan_with(), NOON)
    assert (statement.state, statement.public, statement.due_at) == ("draft", False, None)
    assert statement.draft is not None
    assert statement.draft.author == AUTHOR
    assert isinstance(approve(statement, "ada", NOON, plan_with()), Statement)


def test_the_promised_time_is_filled_when_the_text_is_said() -> None:
    statement = draft_of_storm(a_storm(), plan_with(), NOON)
    approved = approve(statement, "ada", NOON, plan_with())
    assert isinstance(approved, Statement)
    said = publish(approved, "ada", NOON, plan_with(), NOON + minutes(30))
    assert isinstance(said, Statement)
    assert "comes by 14:30 CEST" in said.updates[0].body
    assert NEXT_UPDATE_SLOT not in said.updates[0].body


def test_a_draft_is_in_every_language_that_the_plan_has_its_template_in() -> None:
    german = Template("Probleme", "Seit {since}.", "Mehr um {next_update}.", "{contact_page}", language="de")
    plan = a_plan(instances=[replace(an_instance(), template=TEMPLATE, translations=(german,))])
    draft = draft_of_storm(a_storm(), plan, NOON).draft
    assert draft is not None
    assert draft.languages == ("en", "de")
    assert draft.words[1].body.startswith("Seit 2. Oktober 2026, 13:40 Uhr CEST.")
    assert (draft.progress, draft.form, draft.words[1].authors) == ("investigating", "looking_into", (AUTHOR,))


def test_one_storm_has_one_draft_and_belongs_to_its_case() -> None:
    one, again = (draft_of_storm(a_storm(), plan_with(), at) for at in (NOON, NOON + minutes(5)))
    assert one.id == again.id
    assert one.id != draft_of_storm(a_storm("storm-2"), plan_with(), NOON).id
    assert (one.storm_id, one.started_at, one.components) == ("storm-1", BEGAN, ("website",))


def test_an_instance_without_a_component_is_about_the_company() -> None:
    statement = draft_of_storm(a_storm(), plan_with(component=None), NOON)
    assert statement.draft is not None
    assert "can't use Acme." in statement.draft.body
    assert statement.components == ()


def test_braces_that_are_no_slot_stay_as_they_are() -> None:
    statement = draft_of_storm(a_storm(), plan_with(replace(TEMPLATE, more="{0} {unknown} {")), NOON)
    assert statement.draft is not None
    assert statement.draft.body.endswith("{0} {unknown} {")
