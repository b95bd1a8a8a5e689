"""Pure: how a statement begins, and its next draft: in the plan's words, or a person's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from shared.case import Case
from shared.plan import Plan, ReadyForm
from shared.statement import Draft, Statement, Window
from shared.statement_life import redraft
from shared.statement_moves import Refused
from shared.statement_review import approve
from shared.statement_start import THE_PLAN, Start, ready_draft, started
from tests.builders import NOON, a_statement, an_update, minutes, some_words
from tests.shared.nouns import a_case
from tests.shared.speakers import FORMS, IDENTIFIED, a_speaking_plan, made, published, refused

PLAN = a_speaking_plan()
OWN: dict[str, Any] = {"title": " Login fails ", "body": " We look. "}


def begun(case: Case | None = None, **start: Any) -> Statement | Refused:
    return started(PLAN, "website_problem", case, "ada", NOON, Start(**start))


def ready(answer: Draft | Refused) -> Draft:
    assert isinstance(answer, Draft), answer
    return answer


def no(answer: Draft | Refused) -> str:
    assert isinstance(answer, Refused), answer
    return answer.why


# ---------------------------------------------------------------- a first draft
def test_a_persons_own_words_are_theirs_and_public_to_nobody() -> None:
    statement = made(begun(**OWN))
    assert statement.draft is not None
    assert (statement.title, statement.draft.body, statement.draft.author) == ("Login fails", "We look.", "ada")
    assert (statement.state, statement.public, statement.due_at) == ("draft", False, None)
    assert (statement.brand, statement.components, statement.impact) == ("Acme", ("website",), "minor")
    assert [(line.who, line.what, line.when) for line in statement.moves] == [("ada", "drafted", NOON)]


def test_without_words_of_ones_own_the_plans_are_there() -> None:
    statement = made(begun())
    assert statement.draft is not None
    assert statement.draft.form == "looking_into"
    assert statement.draft.body.startswith("Since 14:00 CEST on 2 October 2026 some of you can't use Website.")
    assert statement.draft.author == THE_PLAN
    assert made(approve(statement, "ada", NOON, PLAN)).state == "approved"


@pytest.mark.parametrize(
    "own",
    [
        {"title": "Login fails"},
        {"fills": {"where": "the shop"}},
        {"impact": "critical"},
        {"components": ("checkout",)},
        {"since": NOON - minutes(40)},
    ],
    ids=lambda own: next(iter(own)),
)
def test_who_changes_any_of_the_plans_words_has_written_them(own: dict[str, Any]) -> None:
    assert "ada wrote this" in refused(approve(made(begun(**own)), "ada", NOON, PLAN))


def test_a_statement_about_a_case_is_one_and_about_since_when_its_trouble_began() -> None:
    case = replace(a_case(), since=NOON - minutes(90))
    one, again = made(begun(case)), made(started(PLAN, "website_problem", case, "grace", NOON + minutes(9), Start()))
    assert one.id == again.id
    assert (one.case_id, one.brand, one.started_at) == ("case-1", "acme", NOON - minutes(90))
    assert made(begun(replace(case, storm_id="storm-1"))).id != one.id
    assert made(begun()).id != one.id


def test_since_when_is_what_its_author_knows_and_never_later_than_now() -> None:
    earlier = made(begun(since=NOON - minutes(40)))
    assert earlier.draft is not None
    assert earlier.started_at == NOON - minutes(40)
    assert earlier.draft.body.startswith("Since 13:20 CEST")
    assert "earlier time" in refused(begun(since=NOON + minutes(1)))


def test_two_people_who_start_at_once_start_two() -> None:
    by_grace = made(started(PLAN, "website_problem", None, "grace", NOON, Start()))
    assert by_grace.id != made(begun()).id


def test_planned_maintenance_is_announced_with_words_of_its_own() -> None:
    window = Window(NOON + minutes(60), NOON + minutes(120))
    planned = made(begun(window=window, **OWN))
    assert planned.draft is not None
    assert (planned.draft.progress, planned.impact, planned.started_at) == ("scheduled", "none", window.begins_at)
    assert "words of its own" in refused(begun(window=window))


def test_maintenance_is_announced_for_a_year_at_most() -> None:
    window = Window(NOON + minutes(60), NOON + timedelta(days=367))
    assert "a year at most" in refused(begun(window=window, **OWN))


@pytest.mark.parametrize(("begins", "ends"), [(0, 60), (-10, 60), (60, 60), (60, 30)])
def test_maintenance_begins_after_now_and_ends_after_it_begins(begins: int, ends: int) -> None:
    window = Window(NOON + minutes(begins), NOON + minutes(ends))
    assert "give other times" in refused(begun(window=window, **OWN))


@pytest.mark.parametrize(
    ("start", "why"),
    [
        ({"body": "We look."}, "title is missing"),
        ({"title": " ", "body": "We look."}, "title is empty"),
        ({"title": "T", "body": " "}, "text is empty"),
        ({**OWN, "components": ("shop",)}, "no component 'shop'; it has website, checkout"),
        ({"fills": {"cuase": "a full disk"}}, "no slot 'cuase'"),
    ],
)
def test_what_can_not_be_a_statement_is_refused_with_what_is_missing(start: dict[str, Any], why: str) -> None:
    assert why in refused(begun(**start))


# ---------------------------------------------------------------- the ready forms
def test_a_form_is_the_plans_words_filled_for_the_next_update() -> None:
    draft = ready(ready_draft(PLAN, published(), "identified", "ada", {"cause": "a full disk"}))
    assert (draft.progress, draft.form, draft.author) == ("identified", "identified", "ada")
    assert draft.body.startswith("We have found the cause: a full disk.\n\nThe next word comes by {next_update}.")
    assert draft.title == "Some of you cannot log in"


def test_a_form_without_a_persons_words_is_the_plans() -> None:
    draft = ready(ready_draft(PLAN, published(), "fixed", "ada", {}))
    assert (draft.progress, draft.author) == ("monitoring", THE_PLAN)
    taken = made(redraft(published(), draft, "ada", NOON))
    assert made(approve(taken, "ada", NOON, PLAN)).stage == "approved"


@pytest.mark.parametrize("own", [{"progress": "resolved"}, {"corrects": 1, "because": "the hour was wrong"}])
def test_who_gives_a_form_another_progress_or_a_reason_has_written_it(own: dict[str, Any]) -> None:
    taken = made(redraft(published(), ready(ready_draft(PLAN, published(), "fixed", "ada", {}, **own)), "ada", NOON))
    assert "ada wrote this" in refused(approve(taken, "ada", NOON, PLAN))


def test_a_last_word_promises_no_next_one() -> None:
    assert "{next_update}" not in ready(ready_draft(PLAN, published(), "fixed", "ada", {}, "resolved")).body


def test_nothing_new_leaves_the_progress_as_it_was_said_last() -> None:
    found = a_statement(updates=[an_update(progress="identified")])
    assert ready(ready_draft(PLAN, found, "nothing_new", "ada", {})).progress == "identified"


def test_a_correction_names_its_update() -> None:
    fills = {"wrong": "it began at noon", "right": "it began at one"}
    assert "st-0000000001 has 1" in no(ready_draft(PLAN, published(), "correction", "ada", fills))
    draft = ready(ready_draft(PLAN, published(), "correction", "ada", fills, corrects=1, because=" the hour "))
    assert (draft.corrects, draft.because, draft.progress) == (1, "the hour", "investigating")


def test_a_form_that_the_plan_has_no_words_for_is_told_with_where_to_write_them() -> None:
    bare = replace(PLAN, forms=())
    assert "under `forms`" in no(ready_draft(bare, published(), "identified", "ada", {"cause": "x"}))


def test_words_that_the_form_has_no_place_for_are_not_silently_lost() -> None:
    why = no(ready_draft(PLAN, published(), "identified", "ada", {"cuase": "a full disk"}))
    assert "no slot 'cuase' to fill; they have: cause, contact_page" in why
    assert "no slot 'next_update'" in no(ready_draft(PLAN, published(), "fixed", "ada", {"next_update": "noon"}))


def test_a_word_in_another_language_fills_that_languages_slot() -> None:
    pt = replace(IDENTIFIED, language="pt", what_we_know="A causa: {cause}.")
    plan = replace(PLAN, forms=(ReadyForm("identified", (IDENTIFIED, pt)), *FORMS[1:]))
    fills = {"cause": "a full disk", "pt:cause": "um disco cheio"}
    english, portuguese = ready(ready_draft(plan, published(), "identified", "ada", fills)).words
    assert "a full disk" in english.body
    assert portuguese.body.startswith("A causa: um disco cheio.")


# ---------------------------------------------------------------- titles
def two_languages() -> Plan:
    pt = replace(FORMS[2].templates[0], language="pt", what_we_know="Ainda não há novidades.")
    first = replace(PLAN.instances[0].template, language="pt", title="Problema com {where}")
    instance = replace(PLAN.instances[0], translations=(first,))
    return replace(PLAN, instances=(instance,), forms=(ReadyForm("nothing_new", (FORMS[2].templates[0], pt)),))


def test_a_translation_is_never_called_by_a_title_that_is_about_something_else() -> None:
    plan = two_languages()
    own = made(started(plan, "website_problem", None, "ada", NOON, Start(title="Login fails")))
    assert own.draft is not None
    assert [words.title for words in own.draft.words] == ["Login fails", "Login fails"]
    said = published()
    assert [words.title for words in ready(ready_draft(plan, said, "nothing_new", "ada", {})).words] == [said.title] * 2


def test_a_title_that_was_corrected_in_a_translation_stays_corrected() -> None:
    words = (some_words("More.", "Trouble with Website"), some_words("Mais.", "Login lento", "pt"))
    said = a_statement(title="Trouble with Website", updates=[replace(an_update(), words=words)])
    draft = ready(ready_draft(two_languages(), said, "nothing_new", "ada", {}))
    assert [one.title for one in draft.words] == ["Trouble with Website", "Login lento"]
