"""Pure: the gate before Enter, held against a statement; what it refuses passes with a name and a reason, or not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shared.plan import Component, GateRules
from shared.statement import Statement
from shared.statement_gate import UNFORGIVABLE, findings_now, override, rules_of
from shared.statement_life import edit
from shared.statement_review import approve
from shared.statement_speech import publish
from tests.builders import NOON, a_draft, some_words
from tests.shared.speakers import a_speaking_plan, drafted, made, refused

PLAN = replace(a_speaking_plan(), gate=GateRules(forbidden_promises=("full refund",), jargon=("pax",)))
PROMISING = "Everybody gets a full refund. More by {next_update}."


def promising() -> Statement:
    return drafted(a_draft(PROMISING))


def passed() -> Statement:
    return made(override(promising(), "linus", NOON, PLAN, "forbidden_promise", " the board has decided it "))


def test_a_refused_text_is_neither_approved_nor_said_and_the_way_out_is_told() -> None:
    why = refused(approve(promising(), "grace", NOON, PLAN))
    assert "forbidden_promise: “full refund”" in why
    assert "firebreak statement override st-0000000001 --rule forbidden_promise" in why
    slipped = replace(made(approve(passed(), "grace", NOON, PLAN)), overrides=())
    assert "forbidden_promise" in refused(publish(slipped, "grace", NOON, PLAN))


def test_what_is_let_pass_has_a_name_and_a_reason_and_is_said_with_them() -> None:
    [one] = passed().overrides
    assert (one.rule, one.language, one.words) == ("forbidden_promise", "en", "full refund")
    assert (one.who, one.because, one.when) == ("linus", "the board has decided it", NOON)
    said = made(publish(made(approve(passed(), "grace", NOON, PLAN)), "grace", NOON, PLAN))
    assert said.updates[-1].overrides == passed().overrides
    assert (said.overrides, said.moves[0].what) == ((), "let forbidden_promise pass")


def test_the_log_of_what_passed_names_the_rule_and_not_the_words() -> None:
    line = passed().moves[-1]
    assert (line.who, line.what, line.why) == ("linus", "let forbidden_promise pass", "the board has decided it")


def test_what_passed_is_these_words_and_no_others() -> None:
    more = made(edit(passed(), "ada", NOON, body=PROMISING + " This will never happen again."))
    assert "never happen again" in refused(approve(more, "grace", NOON, PLAN))
    assert "full refund" not in refused(approve(more, "grace", NOON, PLAN))


def test_a_number_that_passed_lets_no_other_pass_that_looks_alike_once_masked() -> None:
    number = drafted(a_draft("Call Mia on +49 151 2345 6789. More by {next_update}."))
    [found] = [one for one in findings_now(number, PLAN, NOON) if one.level == "refuse"]
    ok = made(override(number, "linus", NOON, PLAN, found.rule, "she asked us to"))
    assert made(approve(ok, "grace", NOON, PLAN)).state == "approved"
    other = made(edit(ok, "ada", NOON, body="Call Mia on +49 151 2345 6780. More by {next_update}."))
    assert found.rule in refused(approve(other, "grace", NOON, PLAN))


def test_what_was_let_pass_and_then_taken_out_is_not_told_as_passed() -> None:
    without = made(edit(passed(), "ada", NOON, body="We are looking. More by {next_update}."))
    said = made(publish(made(approve(without, "grace", NOON, PLAN)), "grace", NOON, PLAN))
    assert said.updates[-1].overrides == ()


def test_an_override_without_a_reason_or_without_need_is_none() -> None:
    assert "say why" in refused(override(promising(), "linus", NOON, PLAN, "forbidden_promise", " "))
    assert "refuses nothing" in refused(override(drafted(), "linus", NOON, PLAN, "forbidden_promise", "so"))
    assert "refuses nothing" in refused(override(passed(), "linus", NOON, PLAN, "forbidden_promise", "again"))
    assert "refuses nothing" in refused(override(promising(), "linus", NOON, PLAN, "no_such_rule", "so"))
    assert "no draft" in refused(override(replace(drafted(), draft=None), "linus", NOON, PLAN, "blame", "so"))


@pytest.mark.parametrize("rule", UNFORGIVABLE)
def test_what_would_make_the_page_wrong_nobody_lets_pass(rule: str) -> None:
    assert "nobody can let" in refused(override(promising(), "linus", NOON, PLAN, rule, "so"))


def test_an_open_slot_is_refused_without_a_way_around() -> None:
    open_slot = drafted(a_draft("The cause is {cause}."))
    why = refused(approve(open_slot, "grace", NOON, PLAN))
    assert "{cause}" in why
    assert "override" not in why


def test_the_public_reason_of_a_correction_is_read_like_the_text() -> None:
    draft = a_draft("It began at 13:00.", corrects=1, because="We owe you a full refund.")
    assert "full refund" in refused(approve(drafted(draft), "grace", NOON, PLAN))


def test_each_language_is_read_for_itself() -> None:
    both = drafted(a_draft(translations=[some_words("Reembolso: full refund.", "Sem acesso", "pt")]))
    assert [one.language for one in findings_now(both, PLAN, NOON) if one.level == "refuse"] == ["pt"]


def test_the_companys_own_addresses_may_always_stand() -> None:
    contact = Component("phone", "Phone", contact="tel:+351800000000")
    plan = replace(PLAN, components=(contact,), gate=GateRules(allowed=("Mia",)))
    assert set(rules_of(plan).allowed) >= {
        *("Mia", "https://example.com/contact", "https://status.example.com", "tel:+351800000000", "+351800000000")
    }


def test_without_a_draft_there_is_nothing_to_find() -> None:
    assert findings_now(replace(drafted(), draft=None), PLAN, NOON) == ()
