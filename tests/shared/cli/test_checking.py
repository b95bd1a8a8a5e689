from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.builders import NOON, minutes
from tests.shared.cli.conftest import SAMPLE_PLAN, Operator

HEADER = "title: Booking is slow\nlanguage: en\nprogress: identified\nnext_update: 30m\n\n"
GOOD = "Since 09:10 some customers can't book.\nWe write again by {next_update}.\n"


@pytest.fixture
def words(tmp_path: Path) -> Path:
    return tmp_path / "words.md"


def test_a_good_text_passes_without_a_deployment(operator: Operator, words: Path) -> None:
    words.write_text(HEADER + GOOD, encoding="utf-8")
    assert operator.sees("statement", "check", str(words)) == "Nothing is refused.\n"
    assert operator.asked == []


def test_each_finding_names_its_line_and_column_the_words_and_the_remedy(operator: Operator, words: Path) -> None:
    words.write_text(f"{HEADER}{GOOD}Sadly this was user error.\n", encoding="utf-8")
    result = operator.types("statement", "check", str(words))
    assert result.exit_code == 1
    told = result.stdout.split("\n")
    assert told[0] == f"{words}:8:16: refuse: blame “user error”"
    assert told[1].startswith("  It lays the fault on somebody else")
    assert told[2].startswith("  Say what happened as an event")
    assert "Refused: 1 to mend." in told


def test_a_title_is_found_in_its_own_line(operator: Operator, words: Path) -> None:
    words.write_text("language: en\r\ntitle:  Some idiots\r\nnext_update: 30m\r\n\r\nWe are sorry.", encoding="utf-8")
    assert f"{words}:2:14: refuse: attack “idiots”" in operator.types("statement", "check", str(words)).stdout


def test_warnings_let_a_text_pass(operator: Operator, words: Path) -> None:
    words.write_text("Mistakes were made.", encoding="utf-8")
    told = operator.sees("statement", "check", str(words), "--next-update", "30m")
    assert f"{words}:1:1: warn: vague_passive" in told
    assert told.endswith("Nothing is refused; 1 to think about.\n")


def test_a_text_without_a_header_is_all_body_and_has_no_title(operator: Operator) -> None:
    result = operator.types("statement", "check", "-", given="Note: we are sorry.")
    assert result.exit_code == 1
    assert result.stdout.startswith("promise: refuse: next_update_missing\n")
    assert "Refused: 1 to mend." in result.stdout


def test_options_beat_the_header(operator: Operator, words: Path) -> None:
    words.write_text(HEADER + "Wir garantieren das.", encoding="utf-8")
    operator.sees("statement", "check", str(words))
    result = operator.types("statement", "check", str(words), "--language", "de", "--title", "Idioten")
    assert result.exit_code == 1
    assert f"{words}:6:1: refuse: forbidden_promise “Wir garantieren”" in result.stdout
    assert "\ntitle: refuse: attack “Idioten”\n" in f"\n{result.stdout}"
    assert operator.sees("statement", "check", str(words), "--progress", "resolved").startswith("Nothing is refused")


def test_a_promise_of_the_past_is_refused_where_it_stands(operator: Operator, words: Path) -> None:
    at = f"{NOON - minutes(1):%Y-%m-%dT%H:%MZ}"
    words.write_text(f"title: A delay\nnext_update: {at}\n\nWe are sorry.", encoding="utf-8")
    assert f"{words}:2:14: refuse: next_update_past" in operator.types("statement", "check", str(words)).stdout


def test_the_plan_says_what_is_allowed_and_when_the_next_word_comes(operator: Operator, words: Path) -> None:
    words.write_text("The form is at https://www.example.com/contact, more at {next_update}.", encoding="utf-8")
    assert operator.types("statement", "check", str(words)).exit_code == 1
    assert operator.sees("statement", "check", str(words), "--plan", str(SAMPLE_PLAN)) == "Nothing is refused.\n"


def test_a_plan_that_is_none_is_wrong_usage(operator: Operator, words: Path, tmp_path: Path) -> None:
    words.write_text(GOOD, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text("company: [", encoding="utf-8")
    told = operator.misused("statement", "check", str(words), "--plan", str(tmp_path / "plan.yaml"))
    assert "firebreak plan check" in told


def test_findings_can_be_read_by_machines(operator: Operator, words: Path) -> None:
    words.write_text(f"{HEADER}We are SORRY.", encoding="utf-8")
    result = operator.types("statement", "check", str(words), "--json")
    assert result.exit_code == 1
    (found,) = json.loads(result.stdout)
    assert (found["line"], found["column"], found["finding"]["rule"]) == (6, 8, "shouting")
    words.write_text(HEADER + GOOD, encoding="utf-8")
    assert operator.reads("statement", "check", str(words)) == []


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("title: A\ntone: kind\n\nx", ":2: `tone` is no word of the header"),
        ("title: A\nWe are sorry.", ":2: this is no line of the header"),
        ("title: A\nTitle: B\n\nx", ":2: `Title` stands twice in the header"),
        ("title: A\nlanguage: en glish\n\nx", ":2: language: 'en glish' is no tag of a language"),
        ("title: A\nprogress: found\n\nx", ":2: progress: 'found' is none; it is one of investigating"),
        ("title: A\nnext_update: soon\n\nx", ":2: next_update: 'soon' is no"),
    ],
)
def test_a_wrong_header_is_wrong_usage_and_says_where(operator: Operator, header: str, told: str) -> None:
    assert f"-{told}" in operator.misused("statement", "check", "-", given=header)


def test_a_file_that_is_not_there_is_wrong_usage(operator: Operator, tmp_path: Path) -> None:
    assert "can't be read" in operator.misused("statement", "check", str(tmp_path / "none.md"))
    assert "'found' is not one of" in operator.misused("statement", "check", "-", "--progress", "found", given="x")


def test_the_longest_file_that_is_read_is_answered(operator: Operator) -> None:
    result = operator.types("statement", "check", "-", "--next-update", "30m", given="We are sorry. " * 70_000)
    assert result.exit_code == 1
    assert "too_long" in result.stdout
