"""Pure: a draft is written, reviewed and approved, each by somebody; a changed text needs another yes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.statement import Draft, Statement, Words
from shared.statement_life import edit
from shared.statement_review import approve, send_back, submit
from shared.statement_speech import publish
from tests.builders import NOON, a_draft, a_person, a_plan, a_statement, an_instance, some_words
from tests.shared.speakers import a_speaking_plan, approved, drafted, made, published, refused

PLAN = a_speaking_plan()
ALONE = a_speaking_plan(two_people=False)
OLA = some_words("Estamos a procurar a causa. Mais até {next_update}.", "Sem acesso", "pt", author="grace")


def in_two_languages() -> Statement:
    """In English by ada, in Portuguese by grace."""
    return drafted(a_draft(translations=[OLA]))


def the_draft(statement: Statement) -> Draft:
    assert statement.draft is not None
    return statement.draft


def authors(statement: Statement, language: str = "en") -> tuple[str, ...]:
    return next(words.authors for words in the_draft(statement).words if words.language == language)


# ---------------------------------------------------------------- the very text
TEXTS = st.text(st.sampled_from(["a", " ", "\x00", ",", '"', "\\", "\n", "é"]), max_size=6)


@settings(database=None, deadline=None, max_examples=100)
@given(*[st.tuples(TEXTS, TEXTS, TEXTS)] * 2)
def test_two_texts_have_one_hash_only_where_they_are_the_same(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    hashes = {a_draft(body, title=title, because=because).text_hash for title, body, because in (one, other)}
    assert (len(hashes) == 1) == (one == other)


def test_the_hash_holds_all_that_the_public_reads() -> None:
    first = a_draft()
    changed: list[dict[str, Any]] = [
        {"words": (some_words("Other"),)},
        {"progress": "identified"},
        {"impact": "minor"},
        {"components": ()},
        {"components": ("website", "checkout")},
        {"corrects": 1},
        {"because": "wrong"},
    ]
    hashes = [replace(first, **change).text_hash for change in changed]
    assert len({first.text_hash, *hashes}) == len(changed) + 1
    assert replace(first, submitted_by="ada", form="fixed").text_hash == first.text_hash
    with pytest.raises(KeyError):
        first.hash_of("pt")


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Other"},
        {"body": "Other."},
        {"progress": "identified"},
        {"impact": "minor"},
        {"components": ("checkout",)},
        {"components": ()},
        {"because": "it was wrong"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_approval_is_for_the_very_text_and_a_changed_text_needs_another(change: dict[str, Any]) -> None:
    changed = made(edit(approved(), "ada", NOON, **change))
    assert (changed.state, changed.approvals) == ("draft", ())
    assert "approve it first" in refused(publish(changed, "grace", NOON, PLAN))


def test_a_text_that_was_changed_behind_its_approval_is_not_said() -> None:
    slipped = replace(approved(), draft=a_draft("Other words."))
    assert "approve it first" in refused(publish(slipped, "grace", NOON, PLAN))


def test_an_edit_that_changes_nothing_costs_no_approval_and_makes_no_author() -> None:
    same = made(edit(approved(), "grace", NOON, title=the_draft(approved()).title, body=the_draft(approved()).body))
    assert (same.state, same.approvals) == ("approved", approved().approvals)
    assert authors(same) == ("ada",)


def test_an_edit_of_one_language_leaves_the_approval_of_the_other() -> None:
    both = made(approve(in_two_languages(), "linus", NOON, PLAN))
    changed = made(edit(both, "grace", NOON, language="pt", body="Ainda a procurar."))
    assert [approval.language for approval in changed.approvals] == ["en"]
    assert (changed.state, changed.unapproved) == ("draft", ("pt",))
    assert made(edit(changed, "grace", NOON, language="pt", drop=True)).state == "approved"


# ---------------------------------------------------------------- who wrote it
def test_the_author_can_not_approve_where_the_plan_asks_for_two_people() -> None:
    assert "another person" in refused(approve(drafted(), "ada", NOON, PLAN))
    assert made(approve(drafted(), "ada", NOON, ALONE)).approvals[0].who == "ada"


@pytest.mark.parametrize("needed", [{"approval_authority": 3}, {"instances": (replace(an_instance(), authority=3),)}])
def test_who_has_too_little_authority_can_not_sign_and_is_told_who_can(needed: Any) -> None:
    people = (*PLAN.people, a_person("mary", authority=3))
    plan = replace(PLAN, people=people, **needed)
    assert "one of these can: mary" in refused(approve(drafted(), "grace", NOON, plan))
    assert made(approve(drafted(), "mary", NOON, plan)).state == "approved"


def test_who_wrote_a_part_of_what_stands_there_is_an_author_of_it() -> None:
    changed = made(edit(drafted(), "grace", NOON, body="Other words."))
    assert authors(changed) == ("ada", "grace")
    for author in ("ada", "grace"):
        assert f"{author} wrote this" in refused(approve(changed, author, NOON, PLAN))
    anew = made(edit(changed, "grace", NOON, title="Other title", body="More words."))
    assert authors(anew) == ("grace",)
    assert made(approve(anew, "ada", NOON, PLAN)).state == "approved"


@pytest.mark.parametrize(
    "change",
    [{"progress": "identified"}, {"impact": "critical"}, {"components": ()}, {"because": "the hour was wrong"}],
    ids=lambda change: next(iter(change)),
)
def test_who_changes_what_every_text_says_is_an_author_of_them_all(change: dict[str, Any]) -> None:
    changed = made(edit(in_two_languages(), "linus", NOON, **change))
    assert (authors(changed), authors(changed, "pt")) == (("ada", "linus"), ("grace", "linus"))
    assert "linus wrote this" in refused(approve(changed, "linus", NOON, PLAN))


def test_a_translation_is_its_translators_and_who_wrote_the_original_may_approve_it() -> None:
    both = in_two_languages()
    assert "grace wrote this" in refused(approve(both, "grace", NOON, PLAN, language="pt"))
    assert made(approve(both, "ada", NOON, PLAN, language="pt")).unapproved == ("en",)
    assert "ada wrote this" in refused(approve(both, "ada", NOON, PLAN))


def test_words_of_the_plan_may_be_approved_by_any_person_of_the_plan_and_by_nobody_else() -> None:
    proposed = drafted(a_draft(author="firebreak"))
    assert made(approve(proposed, "ada", NOON, PLAN)).approvals[0].who == "ada"
    assert "no person 'firebreak'" in refused(approve(proposed, "firebreak", NOON, PLAN))
    assert "no person 'bob'" in refused(approve(proposed, "bob", NOON, PLAN))


def test_the_instance_says_whether_two_people_are_needed() -> None:
    plan = a_plan(instances=[an_instance("other"), an_instance(two_people_approve=False)])
    assert made(approve(drafted(), "ada", NOON, plan)).state == "approved"


# ---------------------------------------------------------------- approving
def test_a_second_approval_of_the_same_text_is_told_who_gave_the_first() -> None:
    assert "already, by grace" in refused(approve(approved(), "linus", NOON, PLAN))
    assert "already, by grace" in refused(approve(approved(), "grace", NOON, PLAN))


def test_who_read_another_text_approves_nothing() -> None:
    read = the_draft(drafted()).text_hash
    assert made(approve(drafted(), "grace", NOON, PLAN, read=read)).state == "approved"
    changed = made(edit(drafted(), "ada", NOON, body="Other words."))
    assert "ada has changed the text" in refused(approve(changed, "grace", NOON, PLAN, read=read))
    assert "read it again" in refused(approve(changed, "grace", NOON, PLAN, read="0" * 16))


def test_who_has_read_one_language_approves_no_other() -> None:
    both = in_two_languages()
    english = the_draft(both).text_hash
    one = made(approve(both, "linus", NOON, PLAN, read=english))
    assert [(approval.language, approval.text_hash) for approval in one.approvals] == [("en", english)]
    assert one.state == "draft"
    assert "read it again" in refused(approve(both, "linus", NOON, PLAN, read=english, language="pt"))


def test_a_language_that_is_not_there_is_told_with_those_that_are() -> None:
    assert "no text in 'de'; it has en, pt" in refused(approve(in_two_languages(), "linus", NOON, PLAN, language="de"))


def test_each_language_is_approved_by_itself_and_the_draft_once_all_are() -> None:
    one = made(approve(in_two_languages(), "linus", NOON, PLAN, language="pt"))
    assert (one.state, one.unapproved, one.moves[-1].what) == ("draft", ("en",), "approved pt")
    assert "nobody has approved the text in en yet" in refused(publish(one, "linus", NOON, PLAN))
    assert "already, by linus" in refused(approve(one, "grace", NOON, PLAN, language="pt"))
    both = made(approve(one, "grace", NOON, PLAN))
    assert (both.state, both.unapproved) == ("approved", ())
    assert [(approval.language, approval.who) for approval in both.approvals] == [("pt", "linus"), ("en", "grace")]


def test_a_text_with_the_slot_of_the_promised_time_can_be_approved_unless_nothing_is_promised() -> None:
    assert made(approve(drafted(a_draft("More by {next_update}.")), "grace", NOON, PLAN)).state == "approved"
    last = drafted(a_draft("More by {next_update}.", progress="resolved"))
    assert "no next update is promised" in refused(approve(last, "grace", NOON, PLAN))


def test_what_the_gate_refuses_in_one_language_keeps_no_other_waiting() -> None:
    bad = drafted(a_draft(translations=[Words("pt", "Sem acesso", "Mais: {cause}", ("grace",))]))
    assert made(approve(bad, "linus", NOON, PLAN, language="en")).unapproved == ("pt",)
    assert "{cause}" in refused(approve(bad, "linus", NOON, PLAN, language="pt"))


def test_what_has_no_draft_can_not_be_approved() -> None:
    assert "edit it first" in refused(approve(published(), "linus", NOON, PLAN))
    assert "Start another" in refused(approve(a_statement(state="retracted"), "linus", NOON, PLAN))


# ---------------------------------------------------------------- reviewing
def test_a_review_is_asked_for_once_and_ends_with_a_yes_or_a_reason() -> None:
    asked = made(submit(drafted(), "ada", NOON))
    assert (asked.state, asked.moves[-1].what) == ("in_review", "asked for review")
    assert refused(submit(asked, "linus", NOON))
    assert made(approve(asked, "grace", NOON, PLAN)).state == "approved"
    back = made(send_back(asked, "grace", NOON, " say since when "))
    assert (back.state, back.moves[-1].why) == ("draft", "say since when")
    assert "what is to be mended" in refused(send_back(asked, "grace", NOON, " "))


def test_a_public_statements_next_draft_is_reviewed_like_its_first() -> None:
    next_one = made(edit(published(), "ada", NOON, body="We found it."))
    asked = made(submit(next_one, "ada", NOON))
    assert (asked.state, asked.stage) == ("published", "in_review")
    assert "in review already; ada asked" in refused(submit(asked, "linus", NOON))
    assert made(send_back(asked, "grace", NOON, "how long?")).stage == "draft"
    done = made(approve(asked, "grace", NOON, PLAN))
    assert (done.state, done.stage) == ("published", "approved")
    assert "approved already" in refused(submit(done, "ada", NOON))


def test_what_is_sent_back_has_lost_its_approvals() -> None:
    back = made(send_back(approved(), "linus", NOON, "say since when"))
    assert (back.state, back.approvals, back.unapproved) == ("draft", (), ("en",))


def test_an_edit_takes_a_draft_out_of_review() -> None:
    asked = made(submit(drafted(), "ada", NOON))
    assert made(edit(asked, "ada", NOON, body="Other words.")).state == "draft"


def test_what_nobody_works_on_is_neither_reviewed_nor_sent_back() -> None:
    assert "no draft to submit" in refused(submit(published(), "ada", NOON))
    assert "nothing to send back" in refused(send_back(published(), "ada", NOON, "why"))
    assert "nothing to send back" in refused(
        send_back(made(edit(published(), "ada", NOON, body="New.")), "grace", NOON, "why")
    )
