"""What a change of the plan means, in sentences: between files, versions, and the plan in force."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated, Any

import typer

from shared.cli.context import AsJson, session_of, tell_machine
from shared.cli.plan_source import named
from shared.cli.tables import Screen
from shared.plan_change import Change

HEADINGS = {"person": "For people", "instance": "For instances", "plan": "The rest"}
NO_CHANGE = "No change."

app = typer.Typer()


def _plan(metavar: str) -> Any:
    # Where there is no letter before a file's number, it is a version: `./3` is the file.
    return typer.Argument(metavar=metavar, help="A plan file, a version such as 3, or in-force.", show_default=False)


@app.command(epilog="Example: firebreak plan diff in-force plan.yaml")
def diff(
    ctx: typer.Context,
    before: Annotated[str, _plan("BEFORE")],
    after: Annotated[str, _plan("AFTER")],
    as_json: AsJson = False,
) -> None:
    """Say what another plan means for whom: who is told sooner or later, who gains duty, when nobody would answer."""
    # Two plans and their shifts: only who compares them waits for that.
    from shared.plan_changes import changes

    session = session_of(ctx)
    old, new = named(session, before), named(session, after)
    found = changes(old, new, session.now)
    if as_json:
        tell_machine(found)
    elif found:
        screen = Screen()
        screen.say(f"What changes from {before} to {after} (times: {new.company.time_zone})", style="bold")
        tell(screen, found)
    else:
        Screen().say(NO_CHANGE)


def tell(screen: Screen, found: list[Change]) -> None:
    """Under a heading for each group, and there by person, instance or part."""
    for about, group in groupby(found, lambda change: change.about):
        screen.heading(HEADINGS[about])
        said = ""
        facts = []
        for change in group:
            facts.append(("" if change.id == said else change.id, change.what))
            said = change.id
        screen.facts(facts)
