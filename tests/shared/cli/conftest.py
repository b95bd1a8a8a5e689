"""An operator at a terminal: the command runs in this process, against the doubles of the template's resources."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer.main
import typer.testing
from typer.testing import CliRunner, Result

from shared.case import Case, LogEntry
from shared.cli.__main__ import app
from shared.cli.context import Session
from shared.operations.deployment import Deployment
from shared.operations.upkeep import Upkeep
from shared.statement import Statement, statement_id
from shared.store.cases import CaseStore
from shared.store.mentions import MentionStore
from shared.store.statements import StatementStore
from shared.store.storms import StormStore
from shared.storm import Storm
from shared.verdict import Priority
from tests.builders import NOON, a_draft, a_mention, a_statement, minutes
from tests.harness.template import ROOT
from tests.harness.world import World
from tests.shared.speakers import a_speaking_plan

SAMPLE_PLAN = ROOT / "infra" / "local" / "sample" / "plan.yaml"
#: Settings of the machine that runs the tests must not reach the command.
UNSET = ("FIREBREAK_AS", "FIREBREAK_STAGE", "FIREBREAK_LOCAL", "FIREBREAK_STATE", "COLUMNS", "VISUAL", "EDITOR")


@dataclass
class Operator:
    """`at` is what the operator's clock says."""

    deployment: Deployment
    at: datetime = NOON
    width: int | None = None
    #: What happens elsewhere while the command waits a moment.
    meanwhile: Callable[[float], None] = lambda _seconds: None
    asked: list[tuple[str, bool]] = field(default_factory=list)

    def types(self, *words: str, given: str | None = None, env: dict[str, str] | None = None) -> Result:
        def find(stage: str, local: bool) -> Deployment:
            self.asked.append((stage, local))
            return self.deployment

        settings = dict(env or {}) | ({"COLUMNS": str(self.width)} if self.width else {})
        session = Session(find=find, clock=lambda: self.at, pause=self.meanwhile)
        return CliRunner().invoke(app, list(words), input=given, env=settings, obj=session, prog_name="firebreak")

    def sees(self, *words: str, given: str | None = None, env: dict[str, str] | None = None) -> str:
        """What stands on standard output; the command must have done what it was told."""
        result = self.types(*words, given=given, env=env)
        assert result.exit_code == 0, result.output
        assert result.stderr == ""
        return result.stdout

    def reads(self, *words: str) -> Any:
        """The JSON document of a command."""
        return json.loads(self.sees(*words, "--json"))

    def refused(self, *words: str, given: str | None = None, env: dict[str, str] | None = None) -> str:
        """Why the command said no."""
        result = self.types(*words, given=given, env=env)
        assert result.exit_code == 1, result.output
        assert result.stdout == ""
        return result.stderr

    def misused(self, *words: str, given: str | None = None) -> str:
        """What the command said of its own usage, as one line without frames."""
        result = self.types(*words, given=given)
        assert result.exit_code == 2, result.output
        assert result.stdout == ""
        return " ".join(result.stderr.replace("│", " ").split())

    def waits(self, minutes_passed: float) -> None:
        self.at += timedelta(minutes=minutes_passed)


@dataclass(frozen=True)
class Past:
    """What happened before the operator sat down."""

    deployment: Deployment

    def case(self, case: Case) -> Case:
        assert CaseStore(self.deployment.cases_table).open(case, LogEntry("firebreak", "opened", case.opened_at))
        return case

    def storm(self, storm: Storm) -> Storm:
        assert StormStore(self.deployment.storms_table).create(storm)
        return storm

    def statement(self, statement: Statement) -> Statement:
        assert StatementStore(self.deployment.statements_table).create(statement)
        return statement

    def mentions(self) -> MentionStore:
        return MentionStore(self.deployment.mentions_table)


@pytest.fixture(scope="package", autouse=True)
def _one_tree_of_commands() -> Iterator[None]:
    """Typer's runner makes all of our commands anew for each line that is typed: that takes longer than most lines."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(typer.testing, "_get_command", cache(typer.main.get_command))
        yield


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in UNSET:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.fixture
def bare(world: World) -> Operator:
    """At a deployment where no plan was ever published."""
    return Operator(world.deployment())


@pytest.fixture
def operator(world: World, bare: Operator) -> Operator:
    world.lives_through(a_plan_comes_into_force)
    return bare


def a_plan_comes_into_force(world: World) -> None:
    Upkeep(world.deployment()).publish_plan(a_speaking_plan())


@pytest.fixture
def past(world: World) -> Past:
    return Past(world.deployment())


@pytest.fixture
def an_editor(tmp_path: Path) -> Callable[[str], str]:
    """An editor that leaves that text in the file; gives what to put into EDITOR."""

    def editor(text: str) -> str:
        (tmp_path / "wanted.md").write_text(text, encoding="utf-8")
        return f"cp {tmp_path / 'wanted.md'}"

    return editor


def a_case(case_id: str = "case-0000000001", *, priority: Priority = "high", title: str = "Login fails") -> Case:
    return Case(
        id=case_id,
        brand="acme",
        instance="website_problem",
        priority=priority,
        title=title,
        state="open",
        plan_version=1,
        opened_at=NOON - minutes(12),
        owner="ada",
        rung=0,
        told=True,
        step_at=NOON + minutes(3),
        reasons=("it says “I cannot log in”",),
        first_mention=a_mention().id,
    )


def a_storm(storm_id: str = "storm-0000000001") -> Storm:
    return Storm(
        id=storm_id,
        brand="acme",
        series="acme",
        began_at=NOON - minutes(20),
        suspected_at=NOON - minutes(6),
        noticed_at=NOON - minutes(5),
        state="candidate",
        complaints=34,
        authors=29,
        peak=41,
        ratio=4.25,
        reasons=("34 complaints in 15 minutes; the most ever in quiet times was 8",),
        instance="website_problem",
    )


def a_storm_draft(storm: Storm) -> Statement:
    """What the system proposes to say of a storm."""
    draft = a_draft("We are looking. We write by {next_update}.", title="Trouble with login", author="firebreak")
    return a_statement(statement_id(storm.id), state="draft", title=draft.title, draft=draft, updates=())
