"""A text in the operator's own editor: what they write is kept, or still lies where they wrote it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from shared.operations.voice import Voice
from tests.builders import a_statement
from tests.shared.cli.conftest import Operator, Past, a_storm, a_storm_draft
from tests.shared.speakers import published


def words(operator: Operator, statement_id: str, language: str = "en") -> tuple[str, str]:
    """The draft's title and text in that language."""
    draft = operator.reads("statement", "show", statement_id)["draft"]
    return next((one["title"], one["body"]) for one in draft["words"] if one["language"] == language)


def test_a_draft_is_edited_in_the_operators_own_editor(
    operator: Operator, past: Past, an_editor: Callable[[str], str]
) -> None:
    draft = past.statement(a_storm_draft(a_storm()))
    operator.sees(
        "statement", "edit", draft.id, "--as", "ada", env={"EDITOR": an_editor("A better title\n\nBetter words.\n")}
    )
    assert words(operator, draft.id) == ("A better title", "Better words.")


def test_a_progress_alone_asks_for_the_words_of_the_next_update(
    operator: Operator, past: Past, an_editor: Callable[[str], str]
) -> None:
    said = past.statement(a_statement())
    edit = ("statement", "edit", said.id, "--progress", "identified", "--as", "ada")
    operator.sees(*edit, env={"EDITOR": an_editor(f"{said.title}\n\nA disk is full.\n")})
    assert operator.reads("statement", "show", said.id)["draft"]["progress"] == "identified"
    assert words(operator, said.id) == (said.title, "A disk is full.")


def test_a_progress_alone_is_enough_where_the_draft_has_its_words(operator: Operator, past: Past) -> None:
    draft = past.statement(a_storm_draft(a_storm()))
    operator.sees("statement", "edit", draft.id, "--progress", "identified", "--as", "ada")
    assert operator.reads("statement", "show", draft.id)["draft"]["progress"] == "identified"


def test_a_text_that_was_left_as_it_is_changes_nothing(operator: Operator, past: Past) -> None:
    draft = past.statement(a_storm_draft(a_storm()))
    refusal = operator.refused("statement", "edit", draft.id, "--as", "ada", env={"EDITOR": "true"})
    assert "nothing was changed" in refusal


def test_an_editor_that_fails_changes_nothing(operator: Operator, past: Past) -> None:
    draft = past.statement(a_storm_draft(a_storm()))
    edit = ("statement", "edit", draft.id, "--as", "ada")
    assert "nothing was changed" in operator.refused(*edit, env={"EDITOR": "false"})
    assert "ended with 1, so" in operator.refused(*edit, env={"EDITOR": """sh -c 'echo new > "$0"; exit 1'"""})
    assert "can't be started" in operator.refused(*edit, env={"EDITOR": "/no/such/editor"})
    assert words(operator, draft.id) == (draft.title, draft.draft.body if draft.draft else "")


def test_without_an_editor_and_a_terminal_a_text_must_be_given(operator: Operator, past: Past) -> None:
    draft = past.statement(a_storm_draft(a_storm()))
    assert "use --body or --file, or set EDITOR" in operator.misused("statement", "edit", draft.id, "--as", "ada")


def test_a_written_text_that_is_refused_is_not_lost(
    operator: Operator, past: Past, an_editor: Callable[[str], str]
) -> None:
    draft = past.statement(a_storm_draft(a_storm()))
    long = "x" * 300 + "\n\nWords that took an hour.\n"
    refusal = operator.refused("statement", "edit", draft.id, "--as", "ada", env={"EDITOR": an_editor(long)})
    kept = Path(refusal.partition("not lost: ")[2].split("\n")[0])
    assert kept.read_text(encoding="utf-8") == long
    assert "255 at most" in refusal
    kept.unlink()


#: An editor whose user takes their time: it ends once somebody else is done.
SLOW_EDITOR = """
import pathlib, sys, time
here = pathlib.Path(__file__).parent
(here / "opened").touch()
while not (here / "changed").exists():
    time.sleep(0.01)
pathlib.Path(sys.argv[1]).write_text("Mine\\n\\nMy words\\n")
"""


def test_a_draft_that_another_changed_meanwhile_is_not_overwritten(
    operator: Operator, past: Past, tmp_path: Path
) -> None:
    draft = past.statement(a_storm_draft(a_storm()))
    (tmp_path / "editor.py").write_text(SLOW_EDITOR)

    def another() -> None:
        while not (tmp_path / "opened").exists():
            time.sleep(0.01)
        Voice(operator.deployment).edit(draft.id, "grace", operator.at, body="Hers")
        (tmp_path / "changed").touch()

    with ThreadPoolExecutor() as pool:
        pool.submit(another)
        edit = ("statement", "edit", draft.id, "--as", "ada")
        refusal = operator.refused(*edit, env={"EDITOR": f"{sys.executable} {tmp_path / 'editor.py'}"})
    assert "somebody else changed" in refusal
    kept = Path(refusal.partition("not lost: ")[2].split("\n")[0])
    assert kept.read_text(encoding="utf-8") == "Mine\n\nMy words\n"
    kept.unlink()
    assert words(operator, draft.id) == (draft.title, "Hers")


def test_a_word_that_came_out_while_the_next_was_written_is_read_first(
    operator: Operator, past: Past, tmp_path: Path
) -> None:
    said = past.statement(published())
    (tmp_path / "editor.py").write_text(SLOW_EDITOR)

    def another() -> None:
        while not (tmp_path / "opened").exists():
            time.sleep(0.01)
        Voice(operator.deployment).nothing_new(said.id, "grace", operator.at)
        (tmp_path / "changed").touch()

    with ThreadPoolExecutor() as pool:
        pool.submit(another)
        edit = ("statement", "edit", said.id, "--as", "ada")
        refusal = operator.refused(*edit, env={"EDITOR": f"{sys.executable} {tmp_path / 'editor.py'}"})
    assert "somebody else changed" in refusal
    assert "My words" in Path(refusal.partition("not lost: ")[2].split("\n")[0]).read_text(encoding="utf-8")


def test_a_correction_written_in_the_editor_is_one_and_its_reason_is_not_lost(
    operator: Operator, past: Past, an_editor: Callable[[str], str]
) -> None:
    said = past.statement(a_statement())
    edit = ("statement", "edit", said.id, "--corrects", "1", "--because", "The hour was wrong", "--as", "ada")
    operator.sees(*edit, env={"EDITOR": an_editor(f"{said.title}\n\nIt began at one.\n")})
    draft = operator.reads("statement", "show", said.id)["draft"]
    assert (draft["corrects"], draft["because"]) == (1, "The hour was wrong")
    assert words(operator, said.id) == (said.title, "It began at one.")


def test_an_impact_for_the_next_update_asks_for_its_words(
    operator: Operator, past: Past, an_editor: Callable[[str], str]
) -> None:
    said = past.statement(a_statement())
    edit = ("statement", "edit", said.id, "--impact", "critical", "--component", "checkout", "--as", "ada")
    operator.sees(*edit, env={"EDITOR": an_editor(f"{said.title}\n\nNobody can pay.\n")})
    draft = operator.reads("statement", "show", said.id)["draft"]
    assert (draft["impact"], draft["components"]) == ("critical", ["checkout"])


@pytest.mark.parametrize(
    ("change", "part", "value"),
    [
        (("--impact", "critical"), "impact", "critical"),
        (("--component", "checkout"), "components", ["checkout"]),
        (("--because", "The hour was wrong"), "because", "The hour was wrong"),
    ],
)
def test_what_needs_no_words_opens_no_editor(
    operator: Operator, past: Past, change: tuple[str, str], part: str, value: object
) -> None:
    draft = past.statement(a_storm_draft(a_storm()))
    operator.sees("statement", "edit", draft.id, *change, "--as", "ada")
    assert operator.reads("statement", "show", draft.id)["draft"][part] == value


def test_a_translation_is_written_beside_the_text_and_leaves_that_as_it_is(
    operator: Operator, past: Past, an_editor: Callable[[str], str]
) -> None:
    draft = past.statement(a_storm_draft(a_storm()))
    edit = ("statement", "edit", draft.id, "--language", "pt", "--as", "ada")
    operator.sees(*edit, env={"EDITOR": an_editor("Sem acesso\n\nEstamos a ver. Mais até {next_update}.\n")})
    assert words(operator, draft.id, "pt") == ("Sem acesso", "Estamos a ver. Mais até {next_update}.")
    assert words(operator, draft.id) == (draft.title, draft.draft.body if draft.draft else "")


def test_what_can_not_be_edited_is_told_before_an_hour_of_writing(operator: Operator, past: Past) -> None:
    over = past.statement(a_statement(state="retracted"))
    edit = ("statement", "edit", over.id, "--as", "ada")
    assert "Start another" in operator.refused(*edit, env={"EDITOR": "/no/such/editor"})
    assert "Start another" in operator.refused(*edit, "--body", "More words")
