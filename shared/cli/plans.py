"""The crisis plan: checking its file, showing who owns what; its other commands stand beside."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from shared.cli import duty, plan_changes, plan_publishing
from shared.cli.context import AsJson, Session, session_of, tell_machine
from shared.cli.plan_source import PlanFile, PlanOption, complain, given, note, read_noted
from shared.cli.plan_view import counted, show_plan
from shared.cli.tables import Screen

if TYPE_CHECKING:
    from shared.plan import Plan
    from shared.plan_file import Finding
    from shared.plan_live import Met, MetSource

PANEL = "Keep"
#: More weeks than a year has are nobody's shifts any more.
MOST_WEEKS = 53

app = typer.Typer(no_args_is_help=True)


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong in a plan's file, and what a deployment says of the ways by which its people are told.

    `sources` are the credentials that its sources lack there.
    """

    findings: list[Finding]
    live: list[Met]
    sources: list[MetSource]


@app.command(epilog="Example: firebreak plan check plan.yaml")
def check(
    ctx: typer.Context,
    file: PlanFile,
    live: Annotated[
        bool,
        typer.Option("--live", help="Ask the deployment too: its secrets, and how each way's last test went."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Say what is wrong in a plan file, where, and how to mend it. Ends with 1 where anything is."""
    session = session_of(ctx)
    plan, findings, notes = read_noted(file, session.now, noted=True)
    met, lacking = _met(session, plan) if live and plan is not None else ([], [])
    if as_json:
        tell_machine(Checked(findings, met, lacking) if live else findings)
    elif plan is None:
        complain(Screen(), file, findings)
    else:
        Screen().say(f"{file} is a plan: {counted(plan)}.")
        _tell_live(Screen(), met, lacking, live=live)
    # Not among what is wrong, for a machine neither: a plan with notes is a plan.
    note(Screen(error=True), file, notes)
    if findings or lacking or any(one.wrong for one in met):
        raise typer.Exit(1)


@app.command(epilog="Example: firebreak plan schema > plan.schema.json")
def schema() -> None:
    """Print the JSON Schema of a plan file, by which an editor completes and explains its words."""
    # pydantic: only who asks for the schema waits for it.
    from shared.plan_schema import schema as schema_of_plan

    typer.echo(json.dumps(schema_of_plan(), indent=2, ensure_ascii=False))


@app.command(epilog="Example: firebreak plan show --weeks 4")
def show(
    ctx: typer.Context,
    weeks: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, max=MOST_WEEKS, help="Draw who is on duty in so many weeks instead.", show_default=False
        ),
    ] = None,
    plan_file: PlanOption = None,
    as_json: AsJson = False,
) -> None:
    """Show the plan: who owns what, and who is told next; or who is on duty when, and when nobody is."""
    session = session_of(ctx)
    plan = given(session, plan_file)
    if weeks is not None:
        from shared.cli.duty_weeks import show_weeks

        show_weeks(plan, session.now, weeks, as_json=as_json)
    elif as_json:
        tell_machine(plan)
    else:
        show_plan(Screen(), plan)


for beside in (plan_publishing, plan_changes, duty):
    app.add_typer(beside.app)


def _met(session: Session, plan: Plan) -> tuple[list[Met], list[MetSource]]:
    # The channels and boto3: only who asks a deployment waits for them.
    from shared.operations.plan_meeting import meet, meet_sources

    return meet(plan, session.deployment), meet_sources(plan, session.deployment)


def _tell_live(screen: Screen, met: list[Met], lacking: list[MetSource], *, live: bool) -> None:
    """What is to be mended, then who was never tried: each person once, with their ways."""
    wrong = [one for one in met if one.wrong]
    for one in (*wrong, *lacking):
        screen.say(str(one), style="bold red")
    never: dict[str, list[str]] = {}
    for one in met:
        if not one.wrong:
            never.setdefault(one.people[0], []).append(one.way)
    for person, ways in never.items():
        screen.say(f"Never tested: {person} by {', '.join(ways)}; try it: firebreak notify test {person}")
    if live and not wrong and not lacking:
        screen.say("In this deployment every way and every source has what it needs.")
