"""From a draft to the public word at a terminal: each command in its ordinary way, and where it says no."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shared.operations.upkeep import Upkeep
from shared.statement import Statement
from tests.builders import NOON, a_draft, a_statement, minutes, some_words
from tests.shared.cli.conftest import Operator, Past, a_storm, a_storm_draft
from tests.shared.speakers import a_speaking_plan, drafted, published


@pytest.fixture
def draft(past: Past) -> Statement:
    """Proposed by the system, in the plan's words."""
    return past.statement(a_storm_draft(a_storm()))


@pytest.fixture
def said(past: Past) -> Statement:
    """Public, and promised for half an hour later."""
    return past.statement(published())


# ---------------------------------------------------------------- review
def test_a_review_says_what_its_reader_may_do(operator: Operator, draft: Statement) -> None:
    told = operator.sees("statement", "submit", draft.id, "--as", "ada")
    assert f"firebreak statement approve {draft.id}" in told
    assert f'firebreak statement send-back {draft.id} --because "..."' in told
    assert "in review" in operator.sees("statement", "list")
    assert "no submit now" in operator.refused("statement", "submit", draft.id, "--as", "ada")


def test_a_draft_that_is_sent_back_says_what_is_to_be_mended(operator: Operator, draft: Statement) -> None:
    back = ("statement", "send-back", draft.id, "--because", "Say since when", "--as", "grace")
    assert "no send back now" in operator.refused(*back)
    operator.sees("statement", "submit", draft.id, "--as", "ada")
    assert f"firebreak statement edit {draft.id}" in operator.sees(*back)
    assert "grace  sent back: Say since when" in operator.sees("statement", "show", draft.id)
    assert "--because" in operator.misused("statement", "send-back", draft.id, "--as", "grace")


# ---------------------------------------------------------------- approve
def test_an_approval_shows_what_was_approved_and_what_is_next(operator: Operator, draft: Statement) -> None:
    told = operator.sees("statement", "approve", draft.id, "--as", "grace")
    assert "We are looking. We write by {next_update}." in told
    assert "approved by grace" in told
    assert f"firebreak statement publish {draft.id}" in told
    assert "already, by grace" in operator.refused("statement", "approve", draft.id, "--as", "linus")


def test_an_approval_of_the_text_that_was_read_is_of_no_other(operator: Operator, past: Past) -> None:
    both = past.statement(drafted(a_draft(translations=[some_words("Estamos a ver.", "Sem acesso", "pt", "grace")])))
    assert both.draft is not None
    approve = ("statement", "approve", both.id, "--as", "linus", "--text")
    shown = operator.sees("statement", "show", both.id)
    assert f"text {both.draft.hash_of('pt')}" in shown
    assert "The text in en still waits" in operator.sees(*approve, both.draft.hash_of("pt"))
    operator.sees("statement", "edit", both.id, "--body", "Other words.", "--as", "ada")
    assert "ada has changed the text since you read it" in operator.refused(*approve, both.draft.hash_of("en"))
    assert "no text in 'de'; it has en, pt" in operator.refused(
        "statement", "approve", both.id, "--language", "de", "--as", "linus"
    )


# ---------------------------------------------------------------- override
def test_what_the_gate_refuses_passes_with_a_name_and_a_reason(operator: Operator, draft: Statement) -> None:
    operator.sees("statement", "edit", draft.id, "--body", "This will never happen again.", "--as", "ada")
    refusal = operator.refused("statement", "approve", draft.id, "--as", "grace")
    assert "firebreak statement override" in refusal
    override = ("statement", "override", draft.id, "--rule", "forbidden_promise", "--because", "The quay is gone")
    assert "passes, with your name and reason" in operator.sees(*override, "--as", "linus")
    operator.sees("statement", "approve", draft.id, "--as", "grace")
    operator.sees("statement", "publish", draft.id, "--as", "grace")
    shown = operator.sees("statement", "show", draft.id)
    assert "let forbidden_promise pass  linus: The quay is gone" in shown


def test_nothing_passes_that_would_make_the_page_wrong(operator: Operator, draft: Statement) -> None:
    override = ("statement", "override", draft.id, "--as", "linus", "--because", "so", "--rule")
    assert "nobody can let unfilled_slot pass" in operator.refused(*override, "unfilled_slot")
    assert "refuses nothing" in operator.refused(*override, "forbidden_promise")


# ---------------------------------------------------------------- publish
@pytest.mark.parametrize(
    ("time", "promised", "told"),
    [
        (("--next-update", "30m"), "2026-10-02T12:30:00Z", "in 30 min"),
        (("--next-update", "18:00"), "2026-10-02T16:00:00Z", "the next word by 18:00 CEST on 2 October 2026, in 4 h"),
        (("--next-update", "2026-10-03T09:00+02:00"), "2026-10-03T07:00:00Z", "by 09:00 CEST on 3 October 2026"),
        (("--every", "hourly"), "2026-10-02T13:00:00Z", "in 60 min"),
        (("--every", "daily"), "2026-10-03T12:00:00Z", "by 14:00 CEST on 3 October 2026"),
        (("--every", "45m"), "2026-10-02T12:45:00Z", "in 45 min"),
        ((), "2026-10-02T12:30:00Z", "in 30 min"),
    ],
    ids=" ".join,
)
def test_the_next_word_is_promised_in_the_ways_that_people_say_it(
    operator: Operator, draft: Statement, time: tuple[str, ...], promised: str, told: str
) -> None:
    operator.sees("statement", "approve", draft.id, "--as", "grace")
    screen = operator.sees("statement", "publish", draft.id, *time, "--as", "grace")
    assert told in screen
    assert "https://status.example.com" in screen
    [update] = operator.reads("statement", "show", draft.id)["updates"]
    assert update["next_update_at"] == promised


def test_a_cadence_that_was_given_holds_for_the_updates_to_come(operator: Operator, draft: Statement) -> None:
    operator.sees("statement", "approve", draft.id, "--as", "grace")
    operator.sees("statement", "publish", draft.id, "--every", "hourly", "--as", "grace")
    operator.sees("statement", "edit", draft.id, "--body", "Still looking.", "--as", "ada")
    operator.sees("statement", "approve", draft.id, "--as", "grace")
    assert "in 60 min" in operator.sees("statement", "publish", draft.id, "--as", "grace")


def test_what_is_no_time_or_no_cadence_is_wrong_usage(operator: Operator, draft: Statement) -> None:
    publish = ("statement", "publish", draft.id, "--as", "grace")
    assert "is no time" in operator.misused(*publish, "--next-update", "soon")
    assert "is no time of day" in operator.misused(*publish, "--next-update", "25:00")
    assert "not a length of time" in operator.misused(*publish, "--every", "weekly")


def test_what_was_said_is_not_said_twice(operator: Operator, said: Statement) -> None:
    assert "write the next update" in operator.refused("statement", "publish", said.id, "--as", "grace")


# ---------------------------------------------------------------- nothing new
def test_nothing_new_is_said_in_the_plans_words_with_a_new_time(operator: Operator, said: Statement) -> None:
    operator.waits(20)
    told = operator.sees("statement", "nothing-new", said.id, "--next-update", "1h", "--as", "ada")
    assert "We are still looking for the cause of the trouble with Website." in told
    assert "the next word by 15:20 CEST on 2 October 2026, in 60 min" in told
    shown = operator.sees("statement", "show", said.id)
    assert "1 of 1 promises" in shown
    assert "not approved ahead" in shown
    assert "in the past" in operator.refused(
        "statement", "nothing-new", said.id, "--next-update", "2026-10-02T12:00Z", "--as", "ada"
    )


def test_an_approval_ahead_shows_the_words_and_who_will_say_them(operator: Operator, said: Statement) -> None:
    told = operator.sees("statement", "standby", said.id, "--as", "linus")
    assert "We are still looking for the cause of the trouble with Website." in told
    assert f"firebreak statement nothing-new {said.id}" in told
    Upkeep(operator.deployment).publish_plan(a_speaking_plan(by_itself=True))
    assert "goes out by itself" in operator.sees("statement", "standby", said.id, "--as", "linus")
    assert operator.reads("statement", "standby", said.id, "--as", "linus")["standby"]["progress"] == "investigating"


def test_where_nothing_is_promised_there_is_nothing_new_to_say(operator: Operator, draft: Statement) -> None:
    for command in ("standby", "nothing-new"):
        assert "no promise" in operator.refused("statement", command, draft.id, "--as", "ada")


def test_a_plan_without_the_words_says_where_to_write_them(operator: Operator, said: Statement) -> None:
    Upkeep(operator.deployment).publish_plan(replace(a_speaking_plan(), forms=()))
    assert "write them under `forms`" in operator.refused("statement", "standby", said.id, "--as", "linus")


# ---------------------------------------------------------------- how it went
def test_a_promise_says_how_late_it_is_and_then_how_late_it_was(operator: Operator, said: Statement) -> None:
    assert "no promise is over yet" in operator.sees("statement", "show", said.id)
    operator.waits(42)
    assert "late by 12 min; the next word was promised by 14:30 CEST on 2 October 2026" in operator.sees(
        "statement", "show", said.id
    )
    assert "late by 12 min" in operator.sees("statement", "list")
    operator.sees("statement", "nothing-new", said.id, "--as", "ada")
    assert "0 of 1 promises; late by 12 min" in operator.sees("statement", "show", said.id)


def test_a_screen_shows_each_language_of_each_word(operator: Operator, past: Past) -> None:
    pt = some_words("Procuramos a causa.", "Sem acesso", "pt")
    update = replace(published().updates[0], words=(published().updates[0].words[0], pt))
    past.statement(a_statement(updates=[update], draft=a_draft(translations=[pt]), updated_at=NOON + minutes(1)))
    shown = operator.sees("statement", "show", "st-0000000001")
    assert "[pt] Sem acesso" in shown
    assert "Draft (pt) by ada: investigating, not approved, text " in shown
    assert "published + draft" in shown
