"""What the documents say exists: commands, functions, targets, headings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import typer

from shared.cli.__main__ import app
from tests.harness.template import ROOT, functions

DOCUMENTS = ("README.md", "RUNBOOK.md", "CONTRIBUTING.md", "DECISIONS.md", "CHANGELOG.md")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands() -> set[str]:
    """Every command of `firebreak`, groups too: `ack`, `statement`, `statement approve`."""
    root: Any = typer.main.get_command(app)
    found: set[str] = set()
    for name, command in root.commands.items():
        found.add(name)
        found |= {f"{name} {inner}" for inner in getattr(command, "commands", {})}
    return found


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", text("Makefile"), re.MULTILINE))


def test_the_readme_fits_on_three_screens() -> None:
    assert len(text("README.md").splitlines()) <= 150


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_firebreak_command_that_a_document_types_exists(document: str) -> None:
    typed = re.findall(r"firebreak((?: --[a-z]+(?: dev| STAGE)?)*) ([a-z]+)(?: ([a-z]+))?", text(document))
    known = commands()
    for _, first, second in typed:
        if f"{first} {second}" in known or first in known:
            continue
        # Prose such as "Firebreak is" is capitalised; a lower-case word after the command must be one of its own.
        pytest.fail(f"{document} types `firebreak {first} {second}`, which is no command")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_target_that_a_document_types_exists(document: str) -> None:
    typed = set(re.findall(r"(?:`|^)make ([a-z-]+)", text(document), re.MULTILINE))
    assert typed <= targets()


def test_make_help_lists_every_target() -> None:
    listed = set(re.findall(r"^([a-z-]+):.*## ", text("Makefile"), re.MULTILINE))
    assert listed == targets()


def test_the_readme_has_a_row_for_every_function() -> None:
    rows = set(re.findall(r"^\| `([a-z_]+)` \|", text("README.md"), re.MULTILINE))
    assert rows == {str(properties["CodeUri"]).removeprefix("functions/") for properties in functions().values()}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_a_document_names_is_there(document: str) -> None:
    named = re.findall(r"`((?:functions|shared|infra|tests)/[\w./-]+)`", text(document))
    missing = [name for name in named if not Path(ROOT / name).exists()]
    assert missing == []
