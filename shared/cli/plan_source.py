"""Where a command takes its plan from: a file, a published version, or what is in force."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shared.cli.context import Session
from shared.cli.files import read_text
from shared.cli.tables import Screen
from shared.plan import Plan

if TYPE_CHECKING:
    from shared.plan_file import Finding

IN_FORCE = "in-force"

PlanFile = Annotated[
    Path, typer.Argument(metavar="FILE", help="The plan, in YAML; - is standard input.", show_default=False)
]
PlanOption = Annotated[
    Path | None,
    typer.Option(
        "--plan",
        metavar="FILE",
        help="Look at this plan file, which needs no deployment, instead of the plan in force.",
        show_default=False,
    ),
]


def read(file: Path, now: datetime) -> tuple[Plan | None, list[Finding]]:
    """The plan in a file, or all that is wrong in it; `now` is when the look ahead at who is on duty begins."""
    plan, findings, _ = read_noted(file, now)
    return plan, findings


def read_noted(file: Path, now: datetime, *, noted: bool = False) -> tuple[Plan | None, list[Finding], list[Finding]]:
    """The same; and, if asked for, what is not wrong in the plan, and may still not be meant."""
    # pydantic and yaml: only who reads a plan file waits for them.
    from shared.plan_file import PlanFileError, notes_on, read_plan

    text = read_text(file)
    try:
        plan = read_plan(text, now)
    except PlanFileError as error:
        return None, error.findings, []
    return plan, [], notes_on(text, plan, now) if noted else []


def checked(file: Path, now: datetime) -> Plan:
    """The plan in a file. Where it is broken, all findings go to standard error, and the command ends with 1."""
    plan, findings = read(file, now)
    if plan is None:
        complain(Screen(error=True), file, findings)
        raise typer.Exit(1)
    return plan


def complain(screen: Screen, file: Path, findings: list[Finding]) -> None:
    for finding in findings:
        screen.say(f"{file}:{finding.line}:{finding.column}: {finding.what}; {finding.mend}")
    screen.say(f"{len(findings)} to mend." if len(findings) > 1 else "One to mend.")


def note(screen: Screen, file: Path, notes: list[Finding]) -> None:
    for one in notes:
        screen.say(f"Note: {file}:{one.line}:{one.column}: {one.what}; {one.mend}")


def given(session: Session, file: Path | None) -> Plan:
    """The plan of a file, or the one in force; hours with nobody are to be seen in it, and keep it from nothing."""
    return session.plan if file is None else whole(file)


def whole(file: Path) -> Plan:
    """The plan in a file, be it with hours in which nobody is on duty: only `check` and `publish` look for these."""
    from shared.plan_file import PlanFileError, read_plan

    try:
        return read_plan(read_text(file))
    except PlanFileError as error:
        complain(Screen(error=True), file, error.findings)
        raise typer.Exit(1) from None


def named(session: Session, words: str) -> Plan:
    """The plan behind a version's number, `in-force`, or a file's name."""
    if words == IN_FORCE:
        return session.plan
    if words.isascii() and words.isdecimal():
        return session.upkeep.plan(int(words))
    return whole(Path(words))


def titled(plan: Plan) -> str:
    """What a plan is called on screen: a file's has no version yet."""
    return (
        f"Plan {plan.version}, {plan.company.name}" if plan.version else f"A plan of {plan.company.name}, not published"
    )
