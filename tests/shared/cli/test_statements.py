"""Statements at a terminal: begun, changed, sent through the plan's forms, taken back; every no says what to do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import a_statement, an_update, some_words
from tests.shared.cli.conftest import Operator, Past, a_case, a_storm, a_storm_draft

DRAFT = ("statement", "draft", "--instance", "website_problem", "--title", "Booking is slow")


# ---------------------------------------------------------------- draft
def test_a_statement_can_be_started_without_a_storm(operator: Operator) -> None:
    drafted = operator.reads(*DRAFT, "--body", "We look.", "--as", "ada")
    assert drafted["draft"]["words"] == [
        {"language": "en", "title": "Booking is slow", "body": "We look.", "authors": ["ada"]}
    ]
    assert drafted["id"] in operator.sees("statement", "list")


def test_without_words_of_ones_own_it_starts_with_the_plans_and_says_what_is_next(operator: Operator) -> None:
    told = operator.sees("statement", "draft", "--instance", "website_problem", "--as", "ada")
    [drafted] = operator.reads("statement", "list")
    assert f"firebreak statement approve {drafted['id']}" in told
    shown = operator.sees("statement", "show", drafted["id"])
    assert "Since 14:00 CEST on 2 October 2026 some of you can't use Website." in shown
    assert "Draft by firebreak: investigating, not approved" in shown


def test_since_when_can_be_said_and_who_does_not_is_told_what_the_text_says(operator: Operator) -> None:
    draft = ("statement", "draft", "--instance", "website_problem", "--as", "ada")
    assert "the trouble began now" in operator.sees(*draft)
    operator.waits(1)
    assert "the trouble began now" not in operator.sees(*draft, "--since", "13:20")
    [last, _] = operator.reads("statement", "list")
    assert last["started_at"] == "2026-10-02T11:20:00Z"
    assert "is no time" in operator.misused(*draft, "--since", "noon")


def test_a_statement_about_a_case_is_there_once(operator: Operator, past: Past) -> None:
    case = past.case(a_case())
    draft = ("statement", "draft", "--case", case.id, "--as", "ada")
    drafted = operator.reads(*draft)
    assert (drafted["case_id"], drafted["instance"]) == (case.id, "website_problem")
    assert f"firebreak statement edit {drafted['id']}" in operator.refused(*draft)
    assert "firebreak cases" in operator.refused("statement", "draft", "--case", "case-9", "--as", "ada")
    assert "--instance, or --case" in operator.refused("statement", "draft", "--as", "ada")


def test_what_the_gate_would_refuse_is_told_at_once(operator: Operator) -> None:
    told = operator.sees(*DRAFT, "--body", "It will never happen again.", "--as", "ada")
    assert "refuses, forbidden_promise (en, body): “" in told


def test_the_words_can_come_through_a_pipe(operator: Operator) -> None:
    result = operator.types(*DRAFT, "--file", "-", "--as", "ada", "--json", given="Zeile eins – ☎\n\nZeile zwei\n")
    assert '"body":"Zeile eins – ☎\\n\\nZeile zwei"' in result.stdout


def test_a_draft_has_its_words_from_one_place(operator: Operator, tmp_path: Path) -> None:
    assert "not both" in operator.misused(*DRAFT, "--body", "a", "--file", "-", "--as", "ada")
    assert "can't be read" in operator.misused(*DRAFT, "--file", str(tmp_path / "none.md"), "--as", "ada")
    (tmp_path / "picture.md").write_bytes(b"\x89PNG\r\n")
    assert "not UTF-8" in operator.misused(*DRAFT, "--file", str(tmp_path / "picture.md"), "--as", "ada")


def test_a_slot_is_filled_by_name_and_a_wrong_name_loses_no_words(operator: Operator) -> None:
    draft = ("statement", "draft", "--instance", "website_problem", "--as", "ada", "--fill")
    assert "the shop" in operator.reads(*draft, "where=the shop")["draft"]["words"][0]["body"]
    assert "no slot 'wehre' to fill; they have: contact_page, since, where" in operator.refused(
        *draft, "wehre=the shop"
    )
    for wrong in ("where", "where=", "where= "):
        assert "fills nothing" in operator.misused(*draft, wrong)


def test_an_instance_that_the_plan_lacks_is_refused_with_those_that_it_has(operator: Operator) -> None:
    refusal = operator.refused(
        "statement", "draft", "--instance", "weather", "--title", "Rain", "--body", "It rains.", "--as", "ada"
    )
    assert "it has website_problem" in refusal


def test_planned_maintenance_is_announced_with_its_window(operator: Operator) -> None:
    announce = (*DRAFT, "--body", "We change a disk. More by {next_update}.", "--as", "ada", "--from", "18:00")
    planned = operator.reads(*announce, "--until", "20:00")
    assert planned["window"] == {"begins_at": "2026-10-02T16:00:00Z", "ends_at": "2026-10-02T18:00:00Z"}
    assert (planned["draft"]["progress"], planned["impact"]) == ("scheduled", "none")
    assert "both --from and --until" in operator.misused(*announce)
    assert "give other times" in operator.refused(*announce, "--until", "17:00")
    operator.sees("statement", "approve", planned["id"], "--as", "grace")
    said = operator.reads("statement", "publish", planned["id"], "--as", "grace")
    assert said["updates"][0]["next_update_at"] == "2026-10-02T16:00:00Z"


# ---------------------------------------------------------------- edit
def test_a_translation_is_added_approved_by_itself_and_dropped(operator: Operator, past: Past) -> None:
    draft = past.statement(a_storm_draft(a_storm()))
    edit = ("statement", "edit", draft.id, "--language", "pt", "--as", "ada")
    operator.sees(*edit, "--title", "Sem acesso", "--body", "Estamos a ver. Mais até {next_update}.")
    told = operator.sees("statement", "approve", draft.id, "--language", "en", "--as", "ada")
    assert "The text in pt still waits for somebody's approval." in told
    assert "ada wrote this" in operator.refused("statement", "approve", draft.id, "--language", "pt", "--as", "ada")
    refusal = operator.refused("statement", "publish", draft.id, "--as", "grace")
    assert f"firebreak statement edit {draft.id} --language pt --drop" in refusal
    assert "without a title and a text" in operator.misused(*edit, "--drop", "--body", "Olá.")
    operator.sees(*edit, "--drop")
    assert "is public" in operator.sees("statement", "publish", draft.id, "--as", "grace")


def test_who_changes_one_language_is_told_of_the_others(operator: Operator, past: Past) -> None:
    draft = past.statement(a_storm_draft(a_storm()))
    edit = ("statement", "edit", draft.id, "--as", "ada")
    assert "stays as it was" not in operator.sees(*edit, "--body", "Two of you wait. More by {next_update}.")
    told = operator.sees(*edit, "--language", "pt", "--title", "Espera", "--body", "Dois esperam. {next_update}.")
    assert "The text in en stays as it was" in told
    assert "The text in pt stays as it was" in operator.sees(*edit, "--body", "All of you wait. {next_update}.")


def test_a_language_that_the_last_update_had_is_missed_in_the_next(operator: Operator, past: Past) -> None:
    both = (some_words("We look.", "Login fails"), some_words("Estamos a ver.", "O login falha", "pt"))
    said = past.statement(a_statement(updates=[replace(an_update(), words=both)]))
    told = operator.sees("statement", "edit", said.id, "--body", "We found it. More by {next_update}.", "--as", "ada")
    assert "was in pt too" in told
    assert f"firebreak statement edit {said.id} --language pt" in told


def test_impact_and_parts_are_changed_by_name(operator: Operator, past: Past) -> None:
    draft = past.statement(a_storm_draft(a_storm()))
    edit = ("statement", "edit", draft.id, "--as", "ada")
    operator.sees(*edit, "--impact", "critical", "--component", "website", "--component", "checkout", "--body", "Both.")
    assert "investigating; critical; website, checkout" in operator.sees("statement", "show", draft.id)
    assert "no component 'shop'; it has website, checkout" in operator.refused(*edit, "--component", "shop")
    assert "Invalid value for '--impact'" in operator.misused(*edit, "--impact", "awful")


def test_a_correction_is_told_as_one(operator: Operator, past: Past) -> None:
    published = past.statement(a_statement())
    edit = ("statement", "edit", published.id, "--corrects", "1", "--body", "It began at one.", "--as", "ada")
    assert "what was wrong in update 1" in operator.refused(*edit)
    operator.sees(*edit, "--because", "The hour was wrong.")
    assert "corrects update 1: The hour was wrong." in operator.sees("statement", "show", published.id)
    operator.sees("statement", "approve", published.id, "--as", "grace")
    operator.sees("statement", "publish", published.id, "--as", "grace")
    shown = operator.sees("statement", "show", published.id)
    assert "corrects 1   The hour was wrong." in shown
    assert "grace  corrected update 1: The hour was wrong." in shown


# ---------------------------------------------------------------- form
def test_a_form_is_the_plans_words_with_ones_own_in_its_slots(operator: Operator, past: Past) -> None:
    published = past.statement(a_statement())
    form = ("statement", "form", published.id, "identified", "--as", "ada")
    told = operator.sees(*form, "--fill", "cause=a full disk")
    assert f"firebreak statement approve {published.id}" in told
    assert "We have found the cause: a full disk." in operator.sees("statement", "show", published.id)
    assert "unfilled_slot (en, body): “{cause}”" in operator.sees(*form)


def test_a_form_that_can_not_be_is_refused_with_what_can(operator: Operator, past: Past) -> None:
    published = past.statement(a_statement())
    form = ("statement", "form", published.id)
    fills = ("--fill", "wrong=it began at noon", "--fill", "right=it began at one")
    assert "say which update is corrected; st-0000000001 has 1" in operator.refused(
        *form, "correction", *fills, "--as", "ada"
    )
    assert "no slot 'because' to fill" in operator.refused(*form, "identified", "--fill", "because=x", "--as", "ada")
    assert "identified" in operator.misused(*form, "sorry", "--as", "ada")
    assert "a post-mortem comes after that" in operator.refused(
        *form, "fixed", "--progress", "postmortem", "--as", "ada"
    )


# ---------------------------------------------------------------- retract
def test_a_retraction_needs_a_reason(operator: Operator, past: Past) -> None:
    published = past.statement(a_statement())
    retract = ("statement", "retract", published.id, "--as", "ada")
    assert "--because" in operator.misused(*retract)
    assert "the public is told it" in operator.refused(*retract, "--because", " ")
    operator.sees(*retract, "--because", "It was about another company")
    shown = operator.sees("statement", "show", published.id)
    assert "It was about another company" in shown
    assert "retracted already" in operator.refused(*retract, "--because", "again")


def test_a_reason_that_must_not_be_public_is_put_otherwise(operator: Operator, past: Past) -> None:
    published = past.statement(a_statement())
    retract = ("statement", "retract", published.id, "--as", "ada", "--because")
    assert "put it otherwise" in operator.refused(*retract, "You are all liars and idiots.")
    assert operator.reads("statement", "show", published.id)["state"] == "published"


def test_a_draft_that_is_taken_back_was_never_public(operator: Operator, past: Past) -> None:
    draft = past.statement(a_storm_draft(a_storm()))
    told = operator.sees("statement", "retract", draft.id, "--because", "no storm", "--as", "ada")
    assert "nothing of it was ever public" in told


# ---------------------------------------------------------------- list and show
def test_an_empty_list_says_how_to_begin(operator: Operator) -> None:
    assert "firebreak statement draft" in operator.sees("statement", "list")
    assert operator.reads("statement", "list") == []


def test_what_is_not_there_is_told_with_where_to_look(operator: Operator) -> None:
    for command in (("show",), ("approve",), ("publish",), ("submit",), ("standby",), ("nothing-new",)):
        assert "firebreak statement list" in operator.refused("statement", *command, "st-9", *_as(command))


def _as(command: tuple[str, ...]) -> tuple[str, ...]:
    return () if command == ("show",) else ("--as", "ada")


def test_somebody_whom_the_plan_does_not_know_decides_nothing(operator: Operator, past: Past) -> None:
    published = past.statement(a_statement())
    refusal = operator.refused("statement", "retract", published.id, "--because", "x", "--as", "bob")
    assert "It has ada, grace, linus." in refusal


@pytest.mark.parametrize(
    ("state", "last", "can"),
    [("resolved", "resolved", "--corrects"), ("postmortem", "postmortem", "--corrects")],
)
def test_after_the_end_a_correction_is_what_can_still_come(
    operator: Operator, past: Past, state: str, last: str, can: str
) -> None:
    over = past.statement(
        a_statement(state=state, updates=[an_update(progress=last, next_update_at=None)])  # type: ignore[arg-type]  # both are
    )
    edit = ("statement", "edit", over.id, "--body", "More words", "--progress", last, "--as", "ada")
    assert "say which update this corrects" in operator.refused(*edit)
    operator.sees(*edit, can, "1", "--because", "The hour was wrong.")
