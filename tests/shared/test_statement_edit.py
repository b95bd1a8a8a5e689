"""Pure: a draft is changed, in each of its languages, and what can follow what was said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from shared.statement import Draft, Statement, Window, Words
from shared.statement_life import BODY_CHARACTERS, TITLE_CHARACTERS, edit, redraft
from shared.statement_review import approve
from shared.statement_speech import publish
from tests.builders import NOON, a_draft, a_statement, an_update, minutes
from tests.shared.speakers import a_speaking_plan, approved, drafted, made, published, refused

PLAN = a_speaking_plan()


def the_draft(statement: Statement) -> Draft:
    assert statement.draft is not None
    return statement.draft


def authors(statement: Statement, language: str = "en") -> tuple[str, ...]:
    return next(words.authors for words in the_draft(statement).words if words.language == language)


# ---------------------------------------------------------------- editing
@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({"title": " "}, "title is empty"),
        ({"body": " \n"}, "text is empty"),
        ({"title": "x" * (TITLE_CHARACTERS + 1)}, f"{TITLE_CHARACTERS} at most"),
        ({"body": "x" * (BODY_CHARACTERS + 1)}, f"{BODY_CHARACTERS} at most"),
        ({"language": "pt"}, "title (pt) is empty"),
        ({"language": "pt", "title": "T"}, "text (pt) is empty"),
    ],
)
def test_what_is_empty_or_endless_is_no_text(words: dict[str, Any], why: str) -> None:
    assert why in refused(edit(drafted(), "ada", NOON, **words))


def test_a_language_is_added_and_dropped_but_never_the_main_one() -> None:
    both = made(edit(drafted(), "grace", NOON, language="pt", title=" Sem acesso ", body="Procuramos."))
    assert the_draft(both).words[1] == Words("pt", "Sem acesso", "Procuramos.", ("grace",))
    assert the_draft(made(edit(both, "ada", NOON, language="pt", drop=True))).languages == ("en",)
    assert "no language code" in refused(edit(both, "ada", NOON, language="EN", title="T", body="x"))
    assert "'en' can't be dropped" in refused(edit(both, "ada", NOON, drop=True))
    assert "'de' can't be dropped" in refused(edit(both, "ada", NOON, language="de", drop=True))


def test_a_part_that_is_named_twice_is_shown_once() -> None:
    twice = made(edit(drafted(), "ada", NOON, components=["checkout", "website", "checkout"]))
    assert the_draft(twice).components == ("checkout", "website")


def test_the_next_update_starts_with_what_was_said_last() -> None:
    next_one = made(edit(published(), "grace", NOON + minutes(9), body="We found the cause."))
    assert next_one.state == "published"
    assert the_draft(next_one) == Draft(
        (Words("en", "Some of you cannot log in", "We found the cause.", ("grace",)),),
        *("investigating", "major", ("website",)),
    )


def test_a_whole_new_draft_takes_the_place_of_the_one_in_hand_and_its_approvals() -> None:
    anew = made(redraft(approved(), a_draft("Other words.", author="linus"), "linus", NOON))
    assert (anew.state, anew.approvals, authors(anew)) == ("draft", (), ("linus",))


# ---------------------------------------------------------------- what can follow
@pytest.mark.parametrize(
    ("window", "progress", "why"),
    [(False, "scheduled", "is an incident"), (False, "completed", "is an incident"), (True, "resolved", "maintenance")],
)
def test_an_incident_and_planned_maintenance_have_their_own_words(window: bool, progress: Any, why: str) -> None:
    statement = drafted(a_draft(progress="scheduled" if window else "investigating"))
    if window:
        statement = replace(statement, window=Window(NOON + minutes(60), NOON + minutes(120)))
    assert why in refused(edit(statement, "ada", NOON, progress=progress))


def test_a_post_mortem_comes_after_the_end_and_nothing_else_does() -> None:
    assert "not resolved yet" in refused(edit(published(), "ada", NOON, body="x", progress="postmortem"))
    over = a_statement(state="resolved", updates=[an_update(progress="resolved", next_update_at=None)])
    assert the_draft(made(edit(over, "ada", NOON, body="What we learned."))).progress == "postmortem"
    assert "only a post-mortem" in refused(edit(over, "ada", NOON, body="x", progress="monitoring"))
    assert "say which update this corrects" in refused(edit(over, "ada", NOON, body="x", progress="resolved"))
    told = a_statement(state="postmortem", updates=[an_update(progress="postmortem", next_update_at=None)])
    assert "say which update" in refused(edit(told, "ada", NOON, body="x"))
    assert "only a post-mortem" in refused(edit(told, "ada", NOON, body="x", progress="resolved"))


def test_a_correction_names_its_update_and_says_what_was_wrong() -> None:
    correct: dict[str, Any] = {"body": "It began at 13:00.", "corrects": 1}
    assert "what was wrong in update 1" in refused(edit(published(), "ada", NOON, **correct))
    assert "no update 7" in refused(edit(published(), "ada", NOON, body="x", corrects=7, because="wrong"))
    draft = the_draft(made(edit(published(), "ada", NOON, because=" the hour ", **correct)))
    assert (draft.corrects, draft.because, draft.progress) == (1, "the hour", "investigating")


def test_what_is_corrected_is_corrected_again_through_its_correction() -> None:
    twice = a_statement(state="updated", updates=[an_update(kept_at=NOON), an_update(2, corrects=1, because="wrong")])
    again: dict[str, Any] = {"body": "It began at 12:30.", "because": "the hour, again"}
    assert "correct its correction" in refused(edit(twice, "ada", NOON, corrects=1, **again))
    assert the_draft(made(edit(twice, "ada", NOON, corrects=2, **again))).corrects == 2


def test_a_correction_of_what_is_over_keeps_its_last_word() -> None:
    over = a_statement(state="resolved", updates=[an_update(progress="resolved", next_update_at=None)])
    right = made(edit(over, "ada", NOON, body="It ended at 14:00.", corrects=1, because="the hour"))
    assert the_draft(right).progress == "resolved"
    done = made(publish(made(approve(right, "grace", NOON, PLAN)), "grace", NOON, PLAN))
    assert (done.state, done.promise, done.moves[-1].what) == ("resolved", None, "corrected update 1")
    assert done.moves[-1].why == "the hour"
