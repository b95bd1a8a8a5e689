"""With moto: a statement's life as its people live it, each step written before it is told, two at once or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.case import LogEntry
from shared.operations.voice import TRIES, Voice
from shared.promise import speaks_by_itself
from shared.statement import Statement
from shared.statement_room import MAX_BYTES
from shared.statement_start import Start
from shared.store.cases import CaseStore
from shared.store.ledger import Ledger, NoPlanError
from shared.store.statements import StatementStore
from tests.builders import NOON, a_statement, minutes
from tests.harness.world import World, names
from tests.shared.nouns import a_case
from tests.shared.speakers import a_speaking_plan, made, refused
from tests.shared.store.failing import before

OWN = Start("website_problem", " Login fails ", "We look for the cause. More by {next_update}.")


@pytest.fixture
def voice(world: World) -> Voice:
    Ledger(names()["Ledger"]).publish_plan(a_speaking_plan())
    return Voice(world.deployment())


@pytest.fixture
def store(world: World) -> StatementStore:
    return StatementStore(names()["Statements"])


def a_draft(voice: Voice) -> Statement:
    return made(voice.draft("ada", NOON, OWN))


def approved(voice: Voice) -> Statement:
    return made(voice.approve(a_draft(voice).id, "grace", NOON))


def published(voice: Voice) -> Statement:
    return made(voice.publish(approved(voice).id, "ada", NOON, NOON + minutes(30)))


def kept(voice: Voice, statement: Statement) -> Statement:
    found = voice.statement(statement.id)
    assert found is not None
    return found


# ---------------------------------------------------------------- starting
def test_a_draft_is_kept_with_the_instances_component_and_no_public_word(voice: Voice) -> None:
    draft = a_draft(voice)
    assert voice.statement(draft.id) == draft
    assert (draft.title, draft.components, draft.public, draft.state) == ("Login fails", ("website",), False, "draft")


def test_a_draft_about_what_nobody_knows_is_refused_with_what_is_known(voice: Voice) -> None:
    assert "it has website_problem" in refused(voice.draft("ada", NOON, replace(OWN, instance="weather")))
    assert "title is empty" in refused(voice.draft("ada", NOON, replace(OWN, title=" ")))
    assert "--instance, or --case" in refused(voice.draft("ada", NOON, replace(OWN, instance=None)))
    assert "firebreak cases" in refused(voice.draft("ada", NOON, Start(case="case-9")))
    assert voice.statements() == []


def test_a_case_has_one_statement_however_many_start_it(voice: Voice) -> None:
    CaseStore(names()["Cases"]).open(a_case(), LogEntry("firebreak", "opened", NOON))
    first = made(voice.draft("ada", NOON, Start(case="case-1")))
    assert (first.instance, first.case_id) == ("website_problem", "case-1")
    assert f"edit {first.id}" in refused(voice.draft("grace", NOON, Start(case="case-1")))
    assert voice.statements() == [first]


def test_after_one_about_a_case_was_taken_back_another_can_be_started(voice: Voice) -> None:
    CaseStore(names()["Cases"]).open(a_case(), LogEntry("firebreak", "opened", NOON))
    first = made(voice.draft("ada", NOON, Start(case="case-1")))
    made(voice.retract(first.id, "ada", NOON, "it was another ferry"))
    second = made(voice.draft("ada", NOON, Start(case="case-1")))
    assert (second.case_id, second.state) == ("case-1", "draft")
    assert f"edit {second.id}" in refused(voice.draft("grace", NOON, Start(case="case-1")))
    made(voice.retract(second.id, "ada", NOON, "that one too"))
    assert len({first.id, second.id, made(voice.draft("ada", NOON, Start(case="case-1"))).id}) == 3


# ---------------------------------------------------------------- each step
def test_each_step_is_kept_and_the_promise_is_due_by_its_clock(voice: Voice, store: StatementStore) -> None:
    said = published(voice)
    assert voice.statement(said.id) == said
    assert store.due(NOON + minutes(14)) == []
    assert [one.id for one in store.due(NOON + minutes(15))] == [said.id]
    taken_back = made(voice.retract(said.id, "grace", NOON + minutes(5), "It was another company."))
    assert store.due(NOON + timedelta(days=9)) == []
    assert [move.what for move in taken_back.moves] == ["drafted", "approved", "published", "retracted"]


def test_a_draft_goes_through_review_and_back(voice: Voice) -> None:
    draft = a_draft(voice)
    assert made(voice.submit(draft.id, "ada", NOON)).state == "in_review"
    assert made(voice.send_back(draft.id, "grace", NOON, "say since when")).state == "draft"
    made(voice.submit(draft.id, "ada", NOON))
    assert made(voice.approve(draft.id, "grace", NOON)).state == "approved"
    assert kept(voice, draft).state == "approved"


def test_a_form_of_the_plan_is_the_next_update(voice: Voice) -> None:
    said = published(voice)
    ready = made(voice.use_form(said.id, "ada", NOON, "identified", fills={"cause": "a full disk"}))
    assert ready.draft is not None
    assert "a full disk" in ready.draft.body
    assert voice.findings(said.id, NOON) == ()
    made(voice.approve(said.id, "grace", NOON))
    assert made(voice.publish(said.id, "ada", NOON)).progress == "identified"


def test_what_the_gate_refuses_is_found_told_and_let_pass_with_a_name(voice: Voice) -> None:
    draft = made(voice.draft("ada", NOON, replace(OWN, body="It will never happen again. More by {next_update}.")))
    assert "forbidden_promise" in {finding.rule for finding in voice.findings(draft.id, NOON)}
    assert "forbidden_promise" in refused(voice.approve(draft.id, "grace", NOON))
    made(voice.override(draft.id, "linus", NOON, "forbidden_promise", "the board says so"))
    assert made(voice.approve(draft.id, "grace", NOON)).state == "approved"


def test_a_part_of_the_service_that_the_plan_lacks_is_not_affected(voice: Voice) -> None:
    draft = a_draft(voice)
    assert "no component 'shop'; it has website, checkout" in refused(
        voice.edit(draft.id, "ada", NOON, components=["shop"])
    )
    changed = made(voice.edit(draft.id, "ada", NOON, components=["checkout"]))
    assert changed.draft is not None
    assert changed.draft.components == ("checkout",)


def test_nothing_new_is_said_at_once_and_its_speaker_approves_it(voice: Voice) -> None:
    said = published(voice)
    at = NOON + minutes(20)
    again = made(voice.nothing_new(said.id, "ada", at))
    assert again.updates[-1].approved_by == "ada"
    assert again.updates[-1].body.startswith("We are still looking for the cause of the trouble with Website.")
    assert [move.who for move in again.moves[-2:]] == ["ada", "ada"]
    assert again.moves[-2].what == "approved “nothing new yet”"
    more = made(voice.nothing_new(said.id, "grace", at + minutes(20), at + minutes(65)))
    assert (more.updates[-1].approved_by, more.updates[-1].next_update_at) == ("grace", at + minutes(65))


def test_who_says_nothing_new_now_has_not_approved_that_it_goes_out_by_itself(voice: Voice) -> None:
    plan = a_speaking_plan(by_itself=True)
    Ledger(names()["Ledger"]).publish_plan(plan)
    said = made(voice.nothing_new(published(voice).id, "ada", NOON + minutes(20)))
    assert said.standby is None
    assert not speaks_by_itself(said, plan)
    assert said.due_at == NOON + minutes(50) - plan.promise.writer_before


def test_nothing_new_is_nothing_to_say_before_the_first_word_or_after_the_last(voice: Voice) -> None:
    draft = a_draft(voice)
    assert "no promise" in refused(voice.nothing_new(draft.id, "ada", NOON))
    assert "no promise" in refused(voice.stand_by(draft.id, "ada", NOON))


def test_a_plan_without_words_for_it_has_no_nothing_new(voice: Voice) -> None:
    said = published(voice)
    Ledger(names()["Ledger"]).publish_plan(replace(a_speaking_plan(), forms=()))
    assert "under `forms`" in refused(voice.stand_by(said.id, "linus", NOON))
    assert "under `forms`" in refused(voice.nothing_new(said.id, "linus", NOON))


# ---------------------------------------------------------------- what is refused
def test_a_refused_step_writes_nothing(voice: Voice) -> None:
    draft = a_draft(voice)
    assert "another person" in refused(voice.approve(draft.id, "ada", NOON))
    assert "approve it first" in refused(voice.publish(draft.id, "grace", NOON))
    assert voice.statement(draft.id) == draft


def test_an_approval_of_a_text_that_changed_meanwhile_is_refused(voice: Voice) -> None:
    draft = a_draft(voice)
    assert draft.draft is not None
    voice.edit(draft.id, "ada", NOON, body="Other words.")
    assert "changed the text" in refused(voice.approve(draft.id, "grace", NOON, read=draft.draft.text_hash))


def test_what_has_grown_too_long_is_told_before_the_store_would_refuse_it(voice: Voice, store: StatementStore) -> None:
    said = published(voice)
    update = said.updates[0]
    long = replace(update, words=(replace(update.words[0], body="x" * (MAX_BYTES // 11)),))
    store.save(replace(said, updates=tuple(replace(long, number=number) for number in range(1, 12))))
    assert "grown too long" in refused(voice.edit(said.id, "ada", NOON, body="y" * 20_000, language="en"))


def test_half_a_letter_is_refused_in_words_and_nothing_is_written(voice: Voice) -> None:
    assert "half a letter" in refused(voice.draft("ada", NOON, replace(OWN, title="Login\ud800")))
    draft = a_draft(voice)
    assert "half a letter" in refused(voice.edit(draft.id, "ada", NOON, body="We look.\udcff"))
    assert "half a letter" in refused(voice.retract(draft.id, "ada", NOON, "\ud800"))
    assert voice.statements() == [draft]


def test_what_has_no_room_left_can_still_be_resolved_and_taken_back(voice: Voice, store: StatementStore) -> None:
    said = published(voice)
    update = said.updates[0]
    long = replace(update, words=(replace(update.words[0], body="x" * (MAX_BYTES // 11)),))
    full = tuple(replace(long, number=number) for number in range(1, 12))
    store.save(replace(said, updates=full))
    made(voice.edit(said.id, "ada", NOON, body="It works again. " * 1000, progress="resolved"))
    made(voice.approve(said.id, "grace", NOON))
    assert made(voice.publish(said.id, "grace", NOON)).state == "resolved"
    assert made(voice.retract(said.id, "grace", NOON, "It was another company.")).state == "retracted"


def test_what_is_not_there_is_told_with_where_to_look(voice: Voice) -> None:
    assert "firebreak statement list" in refused(voice.approve("st-9", "grace", NOON))
    assert (voice.statement("st-9"), voice.findings("st-9", NOON)) == (None, ())


def test_without_a_plan_nothing_can_be_said(world: World, store: StatementStore) -> None:
    store.create(a_statement())
    with pytest.raises(NoPlanError):
        Voice(world.deployment()).approve("st-0000000001", "grace", NOON)


# ---------------------------------------------------------------- two at once
def test_two_who_approve_at_once_are_one_yes(voice: Voice) -> None:
    draft = a_draft(voice)
    with before("dynamodb", "PutItem", lambda: voice.approve(draft.id, "linus", NOON)):
        assert "already, by linus" in refused(voice.approve(draft.id, "grace", NOON))
    assert [approval.who for approval in kept(voice, draft).approvals] == ["linus"]


def test_two_who_publish_at_once_say_it_once(voice: Voice) -> None:
    ready = approved(voice)
    with before("dynamodb", "PutItem", lambda: voice.publish(ready.id, "linus", NOON)):
        assert "no approved text" in refused(voice.publish(ready.id, "grace", NOON))
    assert [update.number for update in kept(voice, ready).updates] == [1]


def test_an_edit_that_comes_between_reading_and_publishing_is_not_said(voice: Voice) -> None:
    ready = approved(voice)
    with before("dynamodb", "PutItem", lambda: voice.edit(ready.id, "linus", NOON, body="Nobody read this.")):
        assert "approve it first" in refused(voice.publish(ready.id, "grace", NOON))
    assert not kept(voice, ready).public


def test_a_retraction_that_comes_before_the_publication_wins(voice: Voice) -> None:
    ready = approved(voice)
    with before("dynamodb", "PutItem", lambda: voice.retract(ready.id, "linus", NOON, "no storm after all")):
        assert "is retracted" in refused(voice.publish(ready.id, "grace", NOON))
    assert not kept(voice, ready).public


def test_a_retraction_that_meets_a_publication_takes_that_back_too(voice: Voice) -> None:
    ready = approved(voice)
    with before("dynamodb", "PutItem", lambda: voice.publish(ready.id, "grace", NOON)):
        back = made(voice.retract(ready.id, "linus", NOON, "It was about another company."))
    assert (back.state, back.public, back.promise) == ("retracted", True, None)


def test_a_retraction_whose_reason_was_only_for_us_is_read_again_once_the_text_is_public(voice: Voice) -> None:
    ready = approved(voice)
    with before("dynamodb", "PutItem", lambda: voice.publish(ready.id, "grace", NOON)):
        assert "put it otherwise" in refused(voice.retract(ready.id, "linus", NOON, "see {reason}"))
    assert kept(voice, ready).state == "published"


def test_a_reminder_that_is_kept_meanwhile_costs_the_next_word_nothing(voice: Voice, store: StatementStore) -> None:
    said = published(voice)
    made(voice.edit(said.id, "ada", NOON, body="We found it.", progress="identified"))

    def remind() -> None:
        found = store.get(said.id)
        if found is not None and found.due_rung == 0:
            store.save(replace(found, due_rung=1))

    with before("dynamodb", "PutItem", remind):
        assert made(voice.approve(said.id, "grace", NOON)).due_rung == 1


def test_who_loses_every_race_is_told_so(voice: Voice, store: StatementStore) -> None:
    draft = a_draft(voice)
    others = iter(range(2 * TRIES))

    def every_other() -> None:
        if next(others) % 2 == 0:
            store.save(kept(voice, draft))

    with before("dynamodb", "PutItem", every_other, times=2 * TRIES):
        assert "others are changing" in refused(voice.edit(draft.id, "ada", NOON, body="Other words."))
