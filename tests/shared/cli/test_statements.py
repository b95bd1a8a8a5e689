from __future__ import annotations

import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from shared.operations.voice import Voice
from tests.builders import a_statement
from tests.shared.cli.conftest import Operator, Past, a_storm, a_storm_draft

DRAFT = ("statement", "draft", "--instance", "website_problem", "--title", "Booking is slow")


def test_a_statement_can_be_started_without_a_storm(operator: Operator) -> None:
    drafted = operator.reads(*DRAFT, "--body", "We look.", "--as", "ada")
    assert drafted["draft"]["author"] == "ada"
    assert drafted["id"] in operator.sees("statement", "list")


def test_the_words_can_come_through_a_pipe(operator: Operator) -> None:
    result = operator.types(*DRAFT, "--file", "-", "--as", "ada", "--json", given="Zeile eins – ☎\n\nZeile zwei\n")
    assert '"body":"Zeile eins – ☎\\n\\nZeile zwei"' in result.stdout


def test_a_draft_needs_words_from_one_place(operator: Operator, tmp_path: Path) -> None:
    assert "--body or --file" in operator.misused(*DRAFT, "--as", "ada")
    assert "not both" in operator.misused(*DRAFT, "--body", "a", "--file", "-", "--as", "ada")
    assert "can't be read" in operator.misused(*DRAFT, "--file", str(tmp_path / "none.md"), "--as", "ada")
    (tmp_path / "picture.md").write_bytes(b"\x89PNG\r\n")
    assert "not UTF-8" in operator.misused(*DRAFT, "--file", str(tmp_path / "picture.md"), "--as", "ada")


def test_an_instance_that_the_plan_lacks_is_refused_with_those_that_it_has(operator: Operator) -> None:
    refusal = operator.refused(
        "statement", "draft", "--instance", "weather", "--title", "Rain", "--body", "It rains.", "--as", "ada"
    )
    assert "it has website_problem" in refusal


def test_a_draft_is_edited_in_the_operators_own_editor(
    operator: Operator, past: Past, an_editor: Callable[[str], str]
) -> None:
    draft = past.statement(a_storm_draft(a_storm()))
    operator.sees(
        "statement", "edit", draft.id, "--as", "ada", env={"EDITOR": an_editor("A better title\n\nBetter words.\n")}
    )
    edited = operator.reads("statement", "show", draft.id)["draft"]
    assert (edited["title"], edited["body"], edited["author"]) == ("A better title", "Better words.", "ada")


def test_a_progress_alone_asks_for_the_words_of_the_next_update(
    operator: Operator, past: Past, an_editor: Callable[[str], str]
) -> None:
    published = past.statement(a_statement())
    edit = ("statement", "edit", published.id, "--progress", "identified", "--as", "ada")
    operator.sees(*edit, env={"EDITOR": an_editor(f"{published.title}\n\nA disk is full.\n")})
    draft = operator.reads("statement", "show", published.id)["draft"]
    assert (draft["progress"], draft["body"]) == ("identified", "A disk is full.")


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
    assert operator.reads("statement", "show", draft.id)["draft"]["author"] == "firebreak"


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
    assert operator.reads("statement", "show", draft.id)["draft"]["body"] == "Hers"


def test_a_retraction_needs_a_reason(operator: Operator, past: Past) -> None:
    published = past.statement(a_statement())
    retract = ("statement", "retract", published.id, "--as", "ada")
    assert "--because" in operator.misused(*retract)
    assert "the public is told it" in operator.refused(*retract, "--because", " ")
    operator.sees(*retract, "--because", "It was about another company")
    shown = operator.sees("statement", "show", published.id)
    assert "It was about another company" in shown
    assert "retracted already" in operator.refused(*retract, "--because", "again")


def test_a_draft_that_is_taken_back_was_never_public(operator: Operator, past: Past) -> None:
    draft = past.statement(a_storm_draft(a_storm()))
    told = operator.sees("statement", "retract", draft.id, "--because", "no storm", "--as", "ada")
    assert "nothing of it was ever public" in told


def test_a_resolved_statement_is_not_edited(operator: Operator, past: Past) -> None:
    over = past.statement(a_statement(state="resolved"))
    edit = ("statement", "edit", over.id, "--as", "ada")
    assert "Start another" in operator.refused(*edit, env={"EDITOR": "true"})
    assert "Start another" in operator.refused(*edit, "--body", "More words")


def test_an_empty_list_says_how_to_begin(operator: Operator) -> None:
    assert "firebreak statement draft" in operator.sees("statement", "list")
    assert operator.reads("statement", "list") == []
