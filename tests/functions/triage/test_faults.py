"""What is wrong with the files that judging reads is told once, in words that mend it, and judging goes on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from functions.triage.faults import Faults
from shared.store.ledger import Ledger
from shared.store.mentions import MentionStore
from tests.builders import a_mention, a_plan
from tests.functions.triage.test_handler import records, triage
from tests.harness.template import ROOT
from tests.harness.world import World, names

#: What a container looks for, one batch after the other.
TELL = """
from functions.triage.faults import Faults
faults = Faults()
for languages in ({"en"}, {"en"}, {"de", "ja"}, {"de", "und"}):
    faults.tell(languages)
"""


def told(found: Iterable[str]) -> tuple[Faults, list[str]]:
    lines: list[str] = []
    return Faults(lambda _: iter(found), lambda what, **more: lines.append(f"{what}: {more['why']}")), lines


def test_a_fault_is_told_once_however_many_languages_meet_it() -> None:
    faults, lines = told(["a.model is damaged; restore it"])
    for language in ("en", "en", "de", "ja"):
        faults.tell({language})
    assert lines == ["judged with less than we should have: a.model is damaged; restore it"]


def test_another_fault_that_shows_later_is_told_as_well() -> None:
    found = ["a.model is damaged; restore it"]
    faults, lines = told(found)
    faults.tell({"en"})
    found.append("b.model is damaged; restore it")
    faults.tell({"en"})
    assert len(lines) == 1
    faults.tell({"de"})
    assert len(lines) == 2


def test_triage_looks_for_what_the_languages_of_its_mentions_need(world: World) -> None:
    Ledger(names()["Ledger"]).publish_plan(a_plan())
    mention = a_mention()
    MentionStore(names()["Mentions"]).keep(mention)
    assert triage(world, records(mention)) == []
    assert world.handler("TriageFunction").faults.looked == {"en"}


def test_where_all_is_there_nothing_is_told() -> None:
    lines: list[str] = []
    Faults(complain=lambda what, **_: lines.append(what)).tell({"en", "es", "ja", "und"})
    assert lines == []


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """The code as Lambda has it, each file a link, so that one may be missing or damaged here alone."""
    for folder in ("functions/triage", "shared"):
        shutil.copytree(ROOT / folder, tmp_path / folder, copy_function=os.symlink)
    (tmp_path / "functions/__init__.py").touch()
    return tmp_path


def lines_of(code: Path) -> list[str]:
    environment = {**os.environ, "POWERTOOLS_LOG_LEVEL": "ERROR"}
    done = subprocess.run(
        [sys.executable, "-c", TELL], cwd=code, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line)["why"] for line in done.stdout.splitlines()]


def test_each_file_that_is_missing_or_damaged_is_named_once_it_is_wanted(elsewhere: Path) -> None:
    models = elsewhere / "shared/triage/models"
    (models / "vectors.model").unlink()
    (models / "tone_fr.model").unlink()
    for name in ("language.model", "tone_de.model"):
        (models / name).unlink()
        (models / name).write_bytes(b"damaged")
    routing, language, german = lines_of(elsewhere)
    assert routing.startswith("routing goes by shared words alone: vectors.model can't be read")
    assert language.startswith("language.model is")
    assert german.startswith("de is read by its words alone: tone_de.model is")
