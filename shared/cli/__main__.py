"""`firebreak`: the operator's command."""

from __future__ import annotations

import importlib.metadata
import re
import sys
from dataclasses import replace
from io import TextIOWrapper
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from shared.cli import (
    cases,
    customers,
    detect,
    drill,
    forgetting,
    mention_said,
    mentions,
    notify,
    owning,
    page,
    parsing,
    plans,
    secrets,
    sources,
    speaking,
    statements,
    storm_deeds,
    storms,
    subscribers,
    train,
    triage,
    upkeep,
    watch,
)
from shared.cli.context import Session
from shared.cli.tables import Screen
from shared.cli.trouble import trouble

#: CloudFormation's own rule for names of stacks, less `firebreak-`.
_STAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,99}")


class Firebreak(TyperGroup):
    """Tells every expected trouble in a sentence on standard error, with its exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:
            told = trouble(error)
            if told is None:
                raise
            Screen(error=True).say(f"firebreak: {told.told}")
            raise typer.Exit(told.code) from error


app = typer.Typer(
    name="firebreak",
    cls=Firebreak,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    epilog="Exit codes: 0 done, 1 refused, 2 wrong usage, 3 the deployment can't be reached.",
)
app.add_typer(sources.app, name="source", rich_help_panel=sources.PANEL, help="Where you listen, and how it fares.")
for group in (parsing, mentions, mention_said, cases, owning, storms, storm_deeds):
    app.add_typer(group.app)
app.add_typer(mentions.one, name="mention", rich_help_panel=mentions.PANEL, help="Show one mention, or say what it is.")
app.add_typer(storms.group, name="storms", rich_help_panel=storms.PANEL)
app.add_typer(train.group, name="train", rich_help_panel=train.PANEL)
app.add_typer(watch.group, name="watch", rich_help_panel=watch.PANEL)
app.add_typer(detect.app)
app.add_typer(triage.app)
app.add_typer(
    statements.app, name="statement", rich_help_panel=statements.PANEL, help="Say something true in public, in time."
)
statements.app.add_typer(speaking.app)
app.add_typer(
    subscribers.app, name="subscriber", rich_help_panel=statements.PANEL, help="Who asked to be told what we say."
)
app.add_typer(page.app, name="page", rich_help_panel=page.PANEL, help="Build the status page, or look at it here.")
app.add_typer(upkeep.app)
app.add_typer(forgetting.app)
app.add_typer(notify.app, name="notify", rich_help_panel=upkeep.PANEL, help="Try the ways by which people are told.")
app.add_typer(plans.app, name="plan", rich_help_panel=plans.PANEL, help="Check, publish and show the crisis plan.")
app.add_typer(drill.app)
app.add_typer(
    customers.app, name="customers", rich_help_panel=plans.PANEL, help="Which accounts are customers, hashed."
)
app.add_typer(secrets.app, name="secret", rich_help_panel=plans.PANEL, help="Set secrets of sources and channels.")


def _version(asked: bool) -> None:
    if not asked:
        return
    try:
        typer.echo(f"firebreak {importlib.metadata.version('firebreak')}")
    except importlib.metadata.PackageNotFoundError:
        typer.echo("firebreak, from its source folder")
    raise typer.Exit


def _stage(value: str) -> str:
    if not _STAGE.fullmatch(value):
        raise typer.BadParameter("a stage is named with letters, digits and -")
    return value


@app.callback()
def firebreak(
    ctx: typer.Context,
    stage: Annotated[
        str,
        typer.Option(
            metavar="NAME", envvar="FIREBREAK_STAGE", callback=_stage, help="Which deployment: stack firebreak-NAME."
        ),
    ] = "dev",
    local: Annotated[
        bool, typer.Option("--local", envvar="FIREBREAK_LOCAL", help="The one that `make run` runs on this machine.")
    ] = False,
    _asked: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Hear customers, own their complaints, say something true in public, and keep its time."""
    ctx.obj = replace(ctx.obj or Session(), stage=stage, local=local)


def main() -> None:
    # A customer's words may hold what the terminal's encoding doesn't.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    app(prog_name="firebreak")


if __name__ == "__main__":
    main()
