"""A storm, as its operators live it: from the suspicion to the kept promise."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from shared.case import case_id
from shared.store.cases import CaseStore
from tests.builders import NOON
from tests.shared.cli.conftest import Operator, Past, a_case, a_storm, a_storm_draft


def test_a_storm_becomes_a_promise_in_public_and_the_promise_is_kept(
    operator: Operator, past: Past, tmp_path: Path
) -> None:
    storm = past.storm(a_storm())
    draft = past.statement(a_storm_draft(storm))
    words = tmp_path / "words.md"
    words.write_text("Some of you can't log in. The next word comes by {next_update}.\n", encoding="utf-8")

    assert "candidate" in operator.sees("storms")
    assert f"firebreak statement show {draft.id}" in operator.sees("confirm", storm.id, "--as", "ada")
    assert re.search("confirmed.* already", operator.refused("confirm", storm.id, "--as", "grace"))
    operator.sees("statement", "edit", draft.id, "--file", str(words), "--as", "ada")
    assert "ada wrote this text" in operator.refused("statement", "approve", draft.id, "--as", "ada")
    assert "approve it first" in operator.refused("statement", "publish", draft.id, "--as", "ada")
    assert "Some of you can't log in." in operator.sees("statement", "approve", draft.id, "--as", "grace")

    told = operator.sees("statement", "publish", draft.id, "--next-update", "30m", "--as", "ada")
    assert "https://status.example.com" in told
    assert "the next word by 14:30 CEST on 2 October 2026, in 30 min" in told
    assert "comes by 14:30 CEST on 2 October 2026." in operator.sees("statement", "show", draft.id)
    assert "in 30 min" in operator.sees("status")

    operator.waits(42)
    assert "late by 12 min" in operator.sees("status")
    operator.sees(
        "statement", "edit", draft.id, "--body", "Mended at 12:40.", "--progress", "resolved", "--as", "grace"
    )
    assert "published + draft" in operator.sees("statement", "list")
    operator.sees("statement", "approve", draft.id, "--as", "ada")
    assert "promise  none is open" in operator.sees("statement", "publish", draft.id, "--as", "ada")
    shown = operator.sees("statement", "show", draft.id)
    assert "promise      late by 12 min" in shown
    assert shown.index("Update 2") < shown.index("Update 1")


def test_without_a_time_the_next_word_is_promised_after_what_the_plan_says(operator: Operator, past: Past) -> None:
    draft = past.statement(a_storm_draft(a_storm()))
    operator.sees("statement", "approve", draft.id, "--as", "grace")
    published = operator.reads("statement", "publish", draft.id, "--as", "grace")
    assert published["updates"][-1]["next_update_at"] == "2026-10-02T12:30:00Z"


def test_the_next_word_can_be_promised_for_an_instant_of_any_zone(operator: Operator, past: Past) -> None:
    draft = past.statement(a_storm_draft(a_storm()))
    operator.sees("statement", "approve", draft.id, "--as", "grace")
    published = operator.reads(
        "statement", "publish", draft.id, "--next-update", "2026-10-02T18:00+02:00", "--as", "grace"
    )
    assert published["updates"][-1]["next_update_at"] == "2026-10-02T16:00:00Z"


def test_a_promise_for_the_past_is_refused(operator: Operator, past: Past) -> None:
    draft = past.statement(a_storm_draft(a_storm()))
    operator.sees("statement", "approve", draft.id, "--as", "grace")
    publish = ("statement", "publish", draft.id, "--as", "grace")
    assert "Promise a later time" in operator.refused(*publish, "--next-update", "2026-10-02T11:59Z")
    assert "names no zone" in operator.misused(*publish, "--next-update", "2026-10-02T18:00")


def test_a_dismissal_needs_a_reason(operator: Operator, past: Past) -> None:
    storm = past.storm(a_storm())
    assert "--why" in operator.misused("dismiss", storm.id, "--as", "ada")
    assert "--why" in operator.misused("dismiss", storm.id, "--why", " ", "--as", "ada")
    operator.sees("dismiss", storm.id, "--why", "a quiz of our own", "--as", "ada")
    assert "ada  dismissed: a quiz of our own" in operator.sees("storm", storm.id)
    assert operator.sees("storms") == "No storm runs.\n"
    assert storm.id in operator.sees("storms", "--all")


def test_the_case_of_a_dismissed_storm_that_took_mentions_in_stays_and_is_named(operator: Operator, past: Past) -> None:
    storm = past.storm(a_storm())
    case = past.case(replace(a_case(), id=case_id(storm.id), storm_id=storm.id))
    CaseStore(past.deployment.cases_table).join(case.id, "forum:1", NOON)
    told = operator.sees("dismiss", storm.id, "--why", "a quiz of our own", "--as", "ada")
    assert f"Its case {case.id} stays open" in told


def test_a_storm_that_is_not_there_is_told_with_where_to_look(operator: Operator) -> None:
    assert "see: firebreak storms --all" in operator.refused("storm", "storm-none")
