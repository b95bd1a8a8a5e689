"""The crisis plan: checking it, putting it in force, looking at who owns what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shared.cli.context import As, AsJson, session_of, tell_machine
from shared.cli.files import read_text
from shared.cli.moments import length
from shared.cli.tables import Cell, Screen
from shared.plan import Plan
from shared.storm import Decision

if TYPE_CHECKING:
    from shared.plan_file import Finding

PANEL = "Keep"

app = typer.Typer(no_args_is_help=True)

PlanFile = Annotated[
    Path, typer.Argument(metavar="FILE", help="The plan, in YAML; - is standard input.", show_default=False)
]


@dataclass(frozen=True, slots=True)
class InForce:
    """What publishing did. `published` is false where that very plan was in force already."""

    version: int
    published: bool


@app.command(epilog="Example: firebreak plan check plan.yaml")
def check(file: PlanFile, as_json: AsJson = False) -> None:
    """Say what is wrong in a plan file, where, and how to mend it. Ends with 1 where anything is."""
    plan, findings = _read(file)
    if as_json:
        tell_machine(findings)
    elif plan is not None:
        Screen().say(f"{file} is a plan: {_counted(plan)}.")
    else:
        _complain(Screen(), file, findings)
    if findings:
        raise typer.Exit(1)


@app.command(epilog="Example: firebreak plan publish plan.yaml")
def publish(ctx: typer.Context, file: PlanFile, who: As = None, as_json: AsJson = False) -> None:
    """Put a plan in force. Cases that are open keep the version that they began with."""
    plan, findings = _read(file)
    if plan is None:
        _complain(Screen(error=True), file, findings)
        raise typer.Exit(1)
    session = session_of(ctx)
    before = session.plan_if_any
    if before is not None and replace(plan, version=before.version) == before:
        answer = InForce(before.version, published=False)
        # Told again: the first telling may have failed, and with it the page.
        session.upkeep.announce_plan(before.version)
    else:
        decision = Decision(session.typist(who), session.now, "plan published")
        answer = InForce(session.upkeep.publish_plan(plan, decision), published=True)
    if as_json:
        tell_machine(answer)
    elif answer.published:
        Screen().say(f"Plan {answer.version} is in force: {_counted(plan)}.")
    else:
        Screen().say(f"That very plan is in force already, as version {answer.version}.")


@app.command(epilog="Example: firebreak plan show")
def show(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Show the plan in force: who owns what, and who is told next."""
    plan = session_of(ctx).plan
    if as_json:
        tell_machine(plan)
        return
    screen = Screen()
    screen.say(f"Plan {plan.version}, {plan.company.name}", style="bold")
    screen.facts(
        [
            ("last resort", plan.last_resort),
            ("next word", f"after {length(plan.update_every)}, where nothing else is said"),
            ("promise clock", _promise_clock(plan)),
            ("ready forms", ", ".join(one.form for one in plan.forms) or "none"),
            ("contact points", ", ".join(one.id for one in plan.components if one.contact) or "none"),
            ("time zone", plan.company.time_zone),
            ("languages", ", ".join(plan.company.languages)),
            ("contact page", plan.company.contact_page),
            ("sources", ", ".join(f"{one.name} ({one.platform}, {one.how})" for one in plan.sources) or "none"),
        ]
    )
    screen.heading("Instances")
    screen.listing(
        ("instance", "owner", "wait", "answer", "back-ups"),
        [
            [one.id, one.owner, length(one.wait), length(one.first_answer), _order(one.backups)]
            for one in plan.instances
        ],
    )
    screen.heading("People")
    screen.listing(
        ("person", "authority", "told by", "name"),
        [[one.id, str(one.authority), " and ".join(one.ways()) or "nothing", one.name] for one in plan.people],
    )


def _read(file: Path) -> tuple[Plan | None, list[Finding]]:
    # pydantic and yaml: only who reads a plan file waits for them.
    from shared.plan_file import PlanFileError, read_plan

    try:
        return read_plan(read_text(file)), []
    except PlanFileError as error:
        return None, error.findings


def _complain(screen: Screen, file: Path, findings: list[Finding]) -> None:
    for finding in findings:
        screen.say(f"{file}:{finding.line}:{finding.column}: {finding.what}; {finding.mend}")
    screen.say(f"{len(findings)} to mend." if len(findings) > 1 else "One to mend.")


def _promise_clock(plan: Plan) -> str:
    rules = plan.promise
    by_itself = f"by itself, {rules.by_itself_at_most} times" if rules.nothing_new_by_itself else "by hand"
    return (
        f"writer {length(rules.writer_before)} before, back-up {length(rules.backup_before)} before, "
        f"{rules.authority or 'the highest authority'} at the time, then all each {length(rules.late_every)}; "
        f"nothing new yet {by_itself}"
    )


def _counted(plan: Plan) -> str:
    return f"{len(plan.instances)} instances, {len(plan.people)} people, {len(plan.sources)} sources"


def _order(people: tuple[str, ...]) -> Cell:
    return ", then ".join(people) or "none"
