"""The drill: rehearses the plan in a checkout of Firebreak, as a process of its own, with nothing leaving the building.

What it needs (the template, doubles of AWS) is in no installed package: what is missing is told in words.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from shared.cli.context import RefusedError

PANEL = "Keep"
#: Packages of the development environment, which doubles of AWS and a clock that can be moved come with.
_NEEDED = ("moto", "time_machine", "standardwebhooks")

app = typer.Typer()


@app.command(
    rich_help_panel=PANEL,
    epilog="Example: firebreak drill night --plan plan.yaml --out drill",
)
def drill(
    scenario: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO",
            help="A YAML file, or a name: storm, night (nobody answers), crisis, quiet-week, airline (if it is there).",
        ),
    ],
    plan: Annotated[
        Path | None, typer.Option("--plan", metavar="FILE", help="The plan to rehearse; without it, the sample's.")
    ] = None,
    speed: Annotated[
        float | None, typer.Option(min=0.001, help="So many times real time; without it, as fast as it goes.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FOLDER", help="Write the report there, as a page, JSON and text.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON, for machines.")] = False,
) -> None:
    """Rehearse the plan: a storm on a clock of days in seconds, who would have been told when, what to change."""
    root = checkout()
    options = [_place(scenario)]
    options += [] if plan is None else ["--plan", str(plan.resolve())]
    options += [] if speed is None else ["--speed", str(speed)]
    options += [] if out is None else ["--out", str(out.resolve())]
    options += ["--json"] if as_json else []
    # A process of its own: the drill replaces the clock, the network and AWS in the whole of it.
    ended = subprocess.run([sys.executable, "-m", "infra.drill", *options], cwd=root, check=False)  # noqa: S603  # ours
    raise typer.Exit(ended.returncode if ended.returncode >= 0 else 1)


def checkout(beside: Path | None = None) -> Path:
    """The folder with the template. Raises RefusedError where there is none, or what a drill needs isn't installed.

    `beside` is where this program's own folder `shared` lies.
    """
    root = beside or Path(__file__).resolve().parent.parent.parent
    if not (root / "template.yaml").is_file() or not (root / "infra" / "drill").is_dir():
        raise RefusedError(
            "a drill runs the real functions by the template, which is in a checkout of Firebreak and not in an "
            "installed package; clone the repository, type `make setup` there, then .venv/bin/firebreak drill"
        )
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise RefusedError(
            f"a drill needs the development packages, and {', '.join(missing)} is not installed here; "
            f"type `make setup` in {root}, then .venv/bin/firebreak drill"
        )
    return root


def _place(scenario: str) -> str:
    """A file by its whole path, as the drill runs in another folder; a built-in name as it is."""
    path = Path(scenario)
    return str(path.resolve()) if path.suffix or path.is_file() else scenario
