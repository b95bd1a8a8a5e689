"""The model learns from what people said: trained, listed, shown, taken back, and its texts in a file."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from shared.correction import Correction, was_of
from shared.mention import Author
from shared.store.corrections import Corrections
from shared.store.models import Models
from shared.triage.taught import Heard
from shared.verdict import Kind
from tests.builders import NOON, a_mention, minutes
from tests.shared.cli.conftest import Operator, Past
from tests.shared.nouns import a_verdict
from tests.shared.triage.small_model import grounded, small_bytes, small_table, stream

KEPT = timedelta(days=400)
#: A week is looked through hour by hour, which takes some seconds on a table that plays DynamoDB.
TODAY = ("--days", "1")


@pytest.fixture
def trainer(operator: Operator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Operator:
    (tmp_path / "small.model").write_bytes(small_bytes())
    monkeypatch.setenv("FIREBREAK_MODEL", str(tmp_path / "small.model"))
    monkeypatch.setenv("FIREBREAK_AS", "ada")
    return operator


@pytest.fixture
def heard(past: Past) -> None:
    for one in stream(120):
        hear(past, one)


def hear(past: Past, one: Heard) -> Any:
    mention = a_mention(one.id, text=one.text, author=Author(id=one.author), created_at=NOON - minutes(5))
    past.mentions().keep(mention)
    return mention


def correct(past: Past, count: int, kind: Kind = "praise") -> None:
    corrections = Corrections(past.deployment.ledger_table)
    for one in grounded(count):
        verdict = a_verdict(hear(past, one))
        corrections.put(Correction(verdict.mention_id, 1, "ada", NOON, was_of(verdict), kind=kind), KEPT)


def models(past: Past) -> Models:
    return Models(past.deployment.ledger_table)


def plain(result: Result) -> str:
    return " ".join(result.stdout.split())


def test_what_people_said_is_learned_compared_and_installed_and_can_be_undone(
    trainer: Operator, past: Past, heard: None
) -> None:
    correct(past, 40)
    told = " ".join(trainer.sees("train", *TODAY).split())
    assert "40 corrections, 40 of them not learned from before; 120 mentions" in told
    assert "On 40 held-back corrections" in told
    assert "kind: right 0.0%" in told
    assert "installed: version 1" in told
    assert models(past).in_force().version == 1
    listed = trainer.reads("train", "list")
    assert (listed["in_force"]["version"], listed["due"]) == (1, None)
    assert "in force" in trainer.sees("train", "list")
    shown = trainer.sees("train", "show", "1")
    assert small_table().name in shown
    assert "by ada" in shown
    assert trainer.reads("train", "show", "1")["corrections"] == 40
    assert "is used" in trainer.sees("train", "--check")
    again = trainer.types("train", *TODAY)
    assert (again.exit_code, "30 more are needed" in plain(again)) == (1, True)
    assert "the shipped model judges" in trainer.sees("train", "back")
    assert models(past).in_force().version == 0
    assert "in force already" in trainer.refused("train", "back")
    assert trainer.reads("train", "back", "--to", "1")["version"] == 1
    assert "version 7 is not there" in trainer.refused("train", "back", "--to", "7")


def test_a_dry_run_and_what_is_no_better_install_nothing(trainer: Operator, past: Past, heard: None) -> None:
    correct(past, 40)
    assert "without --dry-run" in trainer.sees("train", *TODAY, "--dry-run")
    correct(past, 40, "specific_complaint")
    result = trainer.types("train", *TODAY)
    assert result.exit_code == 1
    assert "not installed: " in plain(result)
    assert models(past).in_force().newest == 0


def test_of_the_stream_no_more_is_read_than_of_the_corrections(trainer: Operator, past: Past) -> None:
    for days, one in enumerate(stream(3)):
        past.mentions().keep(a_mention(one.id, text=one.text, created_at=NOON - timedelta(days=days, minutes=5)))
    assert "1 mentions" in plain(trainer.types("train", *TODAY))
    assert "3 mentions" in plain(trainer.types("train", "--days", "3"))


def test_machines_are_told_the_figures(trainer: Operator, past: Past, heard: None) -> None:
    correct(past, 40)
    told = trainer.reads("train", *TODAY, "--dry-run")
    assert (told["installed"], told["refit"]["compared"]["held_back"], told["refit"]["content"]) == (None, 40, "")


def test_corrections_of_posts_that_are_gone_or_edited_are_left_out_and_counted(
    trainer: Operator, past: Past, heard: None
) -> None:
    correct(past, 5)
    edited = a_mention("said:0", text="something else", version=9, created_at=NOON)
    past.mentions().keep(edited)
    result = trainer.types("train", *TODAY)
    assert "4 corrections, 4 of them" in plain(result)
    assert "1 more are of mentions that are deleted, or were edited" in plain(result)
    assert "26 more are needed" in plain(result)


def test_what_was_learned_on_another_model_is_told_to_be_due(
    trainer: Operator, past: Past, heard: None, tmp_path: Path
) -> None:
    correct(past, 40)
    trainer.sees("train", *TODAY)
    (tmp_path / "small.model").write_bytes(small_bytes("newer"))
    assert "ships newer-" in trainer.refused("train", "--check")
    assert "train anew" in trainer.sees("train", "list")
    assert "installed: version 2" in trainer.sees("train", *TODAY)
    assert "is used" in trainer.sees("train", "--check")


def test_a_model_that_is_not_there_is_told(trainer: Operator, tmp_path: Path) -> None:
    (tmp_path / "small.model").unlink()
    assert "no model to start from" in trainer.refused("train")


def test_what_is_exported_can_be_learned_from_elsewhere(
    trainer: Operator, past: Past, heard: None, tmp_path: Path
) -> None:
    correct(past, 3)
    file = tmp_path / "said.jsonl"
    assert "customers' words" in trainer.sees("train", "export", str(file))
    assert file.stat().st_mode & 0o077 == 0
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert {(line["kind"], line["by"]) for line in lines} == {("praise", "ada")}
    more = [{"id": f"more:{one.id}", "text": one.text, "kind": "praise"} for one in grounded(40)]
    file.write_text("\n".join(map(json.dumps, [*lines, *more])))
    assert "43 corrections" in trainer.sees("train", *TODAY, "--from", str(file), "--dry-run")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "line 1 is no JSON"),
        ("[1]", "line 1 is no JSON object"),
        ('{"text": "x"}', "line 1: id has to be a text"),
        ('{"id": "1", "text": ""}', "text has to be a text"),
        ('{"id": "1", "text": "x", "kind": "rant"}', "kind has to be one of praise"),
        ('{"id": "1", "text": "x", "sentiment": 3}', "sentiment has to be one of"),
        ('{"id": "1", "text": "x", "severity": 5}', "severity has to be 0 to 4"),
        ('{"id": "1", "text": "x", "severity": true}', "severity has to be 0 to 4"),
        ('{"id": "1", "text": "x", "author": 4}', "author has to be a text"),
    ],
)
def test_a_line_that_is_wrong_is_named(trainer: Operator, tmp_path: Path, line: str, why: str) -> None:
    (tmp_path / "said.jsonl").write_text(line)
    assert why in trainer.refused("train", "--from", str(tmp_path / "said.jsonl"))


def test_a_file_that_can_not_be_read_or_written_is_told(trainer: Operator, tmp_path: Path) -> None:
    assert "can't be read" in trainer.refused("train", "--from", str(tmp_path / "none.jsonl"))
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe")
    assert "not UTF-8" in trainer.refused("train", "--from", str(tmp_path / "bytes.jsonl"))
    assert "can't be written" in trainer.refused("train", "export", str(tmp_path / "no" / "such"))


def test_a_stranger_to_the_plan_trains_nothing(trainer: Operator) -> None:
    assert "no person 'mallory'" in trainer.refused("train", "--by", "mallory")
    assert "no person 'mallory'" in trainer.refused("train", "back", "--by", "mallory")


def test_a_version_that_is_not_kept_is_told(trainer: Operator) -> None:
    assert "there is no version 4" in trainer.refused("train", "show", "4")
