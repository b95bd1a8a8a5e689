"""What the documents say exists: commands, functions, targets, headings."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from shared.cli.__main__ import app
from shared.ears.known import names, platform
from shared.plan_file import read_plan
from tests.builders import NOON
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


def section(document: str, heading: str) -> str:
    """What stands under a heading of the second level."""
    return text(document).partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def fenced(words: str, language: str = "") -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", words, re.MULTILINE | re.DOTALL)


def test_the_readme_fits_on_three_screens_beside_its_section_about_sources() -> None:
    # That one has a line for each platform: what it was checked against must stand where a reader looks first.
    listening = section("README.md", "Where it listens").splitlines()
    assert len(text("README.md").splitlines()) - len(listening) <= 155
    assert len(listening) <= 40 + len(names())


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
    rows = set(re.findall(r"^\| `([a-z_]+)` \|", section("README.md", "The functions"), re.MULTILINE))
    assert rows == {str(properties["CodeUri"]).removeprefix("functions/") for properties in functions().values()}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_a_document_names_is_there(document: str) -> None:
    named = re.findall(r"`((?:functions|shared|infra|tests)/[\w./-]+)`", text(document))
    missing = [name for name in named if not Path(ROOT / name).exists()]
    assert missing == []


def test_the_readme_has_a_row_for_every_platform_with_the_ways_by_which_it_is_heard() -> None:
    rows = re.findall(
        r"^\| [^|]*\(`([a-z0-9_]+)`\) \| ([a-z, ]+) \|", section("README.md", "Where it listens"), re.MULTILINE
    )
    known = {name: found for name in names() if (found := platform(name)) is not None}
    assert dict(rows) == {name: ", ".join(found.ways) for name, found in known.items()}
    assert [name for name, _ in rows] == sorted((name for name, _ in rows), key=lambda name: known[name].title.lower())


def test_the_sources_that_the_readme_shows_make_a_good_plan() -> None:
    shown = fenced(section("README.md", "Where it listens"))[0]
    sample = (ROOT / "infra/local/sample/plan.yaml").read_text(encoding="utf-8")
    before, _, _ = sample.partition("\nsources:\n")
    plan = read_plan(f"{before}\n{shown}", NOON)
    assert [source.name for source in plan.sources] == re.findall(r"name: ([a-z-]+)", shown)


def test_the_platform_that_contributing_shows_passes_its_own_tests(tmp_path: Path) -> None:
    module, its_test = fenced(section("CONTRIBUTING.md", "Add a platform"), "python")
    (tmp_path / "guestbook.py").write_text(module, encoding="utf-8")
    (tmp_path / "test_guestbook.py").write_text(its_test, encoding="utf-8")
    # In a process of its own, in which the package of the platforms has one more folder.
    code = (
        "import sys, pytest, shared.platforms as them; them.__path__.append(sys.argv[1]);"
        "sys.exit(pytest.main(['-c', 'pyproject.toml', '--rootdir', sys.argv[1], sys.argv[1]]))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout
    assert f"{its_test.count('def test_')} passed" in ran.stdout
    style = ["--config", "pyproject.toml", "--no-cache", str(tmp_path / "guestbook.py")]
    for command in (["check"], ["format", "--check"]):
        ran = subprocess.run(
            [sys.executable, "-m", "ruff", *command, *style], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stdout
