"""The command's own words."""

from __future__ import annotations

import importlib.metadata
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import typer.main
from typer.testing import CliRunner

from shared.cli.__main__ import app

EXAMPLE = "Example: firebreak "


def commands(of: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command of the tree, with the words that lead to it."""
    for name, command in of.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        # A group may do something by itself: `firebreak storms` lists them.
        if not hasattr(command, "commands") or command.invoke_without_command:
            yield (*path, name), command


COMMANDS = dict(commands(typer.main.get_command(app)))
#: One runs until it is stopped, the others give nothing but documents for machines.
WITHOUT_ANSWER = {("page", "serve"), ("page", "export"), ("plan", "schema"), ("parse",), ("triage",)}
every_command = pytest.mark.parametrize("path", COMMANDS, ids=" ".join)


def test_the_commands_are_those_of_the_design() -> None:
    assert {" ".join(path) for path in COMMANDS} == {
        *(
            "mentions",
            "mention show",
            "mention correct",
            "mention confirm",
            "doubts",
            "cases",
            "case",
            "ack",
            "resolve",
            "storms",
            "storm",
            "confirm",
            "dismiss",
        ),
        *("storms explain", "storms close", "storms judge", "detect", "triage"),
        *("train", "train back", "train list", "train show", "train export"),
        *(f"source {verb}" for verb in ("list", "add", "check", "pause", "resume", "secret")),
        "parse",
        *("answered", "wait", "reassign", "escalate", "note", "merge", "notify test", "notify ways"),
        *(f"statement {verb}" for verb in ("list", "show", "draft", "edit", "form", "check", "submit", "send-back")),
        *(f"statement {verb}" for verb in ("approve", "override", "publish", "standby", "nothing-new", "retract")),
        *(f"subscriber {verb}" for verb in ("list", "show", "add", "remove", "resume")),
        *("page build", "page serve", "page export"),
        *(
            "plan check",
            "plan publish",
            "plan show",
            "plan schema",
            "plan versions",
            "plan restore",
            "plan diff",
            "plan oncall",
        ),
        *("drill", "status", "redrive", "secret source", "secret channel", "customers load", "customers forget"),
        *("customers", "forget", "watch", "watch done"),
    }


@every_command
def test_every_command_shows_an_example_in_its_help(path: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*path, "--help"], env={"COLUMNS": "200"})
    assert result.exit_code == 0
    assert f"{EXAMPLE}{' '.join(path)}" in result.stdout


@every_command
def test_every_example_can_be_typed(path: tuple[str, ...]) -> None:
    words = shlex.split(re.split(" [<>] ", COMMANDS[path].epilog.removeprefix(EXAMPLE))[0])
    assert tuple(words[: len(path)]) == path
    with COMMANDS[path].make_context(path[-1], words[len(path) :]) as context:
        assert context.params or path in WITHOUT_ANSWER


@every_command
def test_every_command_answers_machines_too(path: tuple[str, ...]) -> None:
    if path in WITHOUT_ANSWER:
        pytest.skip("it has no answer of its own, or only one for machines")
    assert "--json" in {name for parameter in COMMANDS[path].params for name in parameter.opts}


def test_help_loads_no_aws_client_and_no_plan_reader() -> None:
    script = (
        "import sys\nfrom shared.cli.__main__ import app\n"
        "try: app(['--help'], prog_name='firebreak')\n"
        "except SystemExit: pass\n"
        "print(sorted({'boto3', 'botocore', 'pydantic', 'yaml', 'msgspec'} & set(sys.modules)), file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ended.stderr == "[]\n"


def test_the_version_is_the_projects() -> None:
    try:
        version = importlib.metadata.version("firebreak")
    except importlib.metadata.PackageNotFoundError:
        version = ""
    assert version in CliRunner().invoke(app, ["--version"]).stdout


def test_a_shell_is_offered_completion() -> None:
    assert "--install-completion" in CliRunner().invoke(app, ["--help"], env={"COLUMNS": "120"}).stdout


def test_an_unknown_command_is_wrong_usage() -> None:
    assert CliRunner().invoke(app, ["explode"]).exit_code == 2
