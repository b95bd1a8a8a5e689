"""A statement's text, checked before anybody approves it: what must not be said, and what could be said better."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shared.cli.context import AsJson, session_of, tell_machine
from shared.cli.files import read_text
from shared.cli.moments import moment
from shared.cli.tables import Screen
from shared.cli.text_file import PROGRESSES, TextFile, read_text_file
from shared.gate.finding import Finding
from shared.gate.gate import Rules, Text, check, refusals
from shared.statement import Progress

if TYPE_CHECKING:
    from shared.plan import Plan

app = typer.Typer()

_STYLES = {"refuse": "bold red", "warn": "yellow"}

Words = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="The text; - is standard input. It may begin with lines such as `title: ...`, `language: en`, "
        "`progress: identified` and `next_update: 30m`, and an empty line after them.",
        show_default=False,
    ),
]


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding, and where it stands in the file (both None where it is not about words of the file)."""

    finding: Finding
    line: int | None
    column: int | None


@app.command("check", epilog="Example: firebreak statement check words.md --language en --next-update 30m")
def check_text(
    ctx: typer.Context,
    file: Words,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="A few words: what is going on.", show_default=False)
    ] = None,
    language: Annotated[
        str | None, typer.Option(metavar="TAG", help="The text's language: en, pt-BR.", show_default=False)
    ] = None,
    progress: Annotated[Progress | None, typer.Option(help="How far we are.", show_default=False)] = None,
    next_update: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="When the next word comes: 30m, or 2026-11-21T18:00Z.", show_default=False),
    ] = None,
    plan: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The plan, for what it forbids and allows.", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say what must not be published in a text, and what could be better. Ends with 1 where anything is refused."""
    now = session_of(ctx).now
    read = read_text_file(str(file), read_text(file), now)
    given = _given(read, title, language, progress, None if next_update is None else moment(next_update, now))
    rules, given = (Rules(), given) if plan is None else _planned(_plan(plan), given, now)
    placed = [_placed(finding, given) for finding in _checked(given, now, rules)]
    if as_json:
        tell_machine(placed)
    else:
        _tell(Screen(), str(file), placed)
    if refusals(one.finding for one in placed):
        raise typer.Exit(1)


def _given(
    read: TextFile, title: str | None, language: str | None, progress: Progress | None, at: datetime | None
) -> TextFile:
    """What the options say beats what the file says; a title from them has no place in the file."""
    if title is not None:
        read = replace(read, title=title, title_at=None)
    return replace(
        read,
        language=language or read.language,
        progress=progress or read.progress,
        next_update_at=at or read.next_update_at,
    )


def _plan(file: Path) -> Plan:
    # pydantic and yaml: only who reads a plan file waits for them.
    from shared.plan_file import PlanFileError, read_plan

    try:
        return read_plan(read_text(file))
    except PlanFileError as error:
        first = error.findings[0]
        more = f" (and {len(error.findings) - 1} more)" if len(error.findings) > 1 else ""
        raise typer.BadParameter(
            f"{file}:{first.line}:{first.column}: {first.what}; {first.mend}{more}. See: firebreak plan check {file}"
        ) from None


def _planned(plan: Plan, given: TextFile, now: datetime) -> tuple[Rules, TextFile]:
    """The plan's rules; its language, and its time of the next word, where neither file nor option names one."""
    from shared.statement_gate import rules_of

    language = given.language or (plan.company.languages or ("en",))[0]
    at = given.next_update_at or now + plan.update_every
    return rules_of(plan), replace(given, language=language, next_update_at=at)


def _checked(given: TextFile, now: datetime, rules: Rules) -> list[Finding]:
    text = Text(given.language or "en", given.title or "", given.body)
    found = check(
        text, progress=given.progress or PROGRESSES[0], next_update_at=given.next_update_at, now=now, rules=rules
    )
    return [one for one in found if one.where != "title" or given.title is not None]


def _placed(finding: Finding, given: TextFile) -> Placed:
    at = {"title": given.title_at, "body": given.body_at, "promise": given.promise_at}[finding.where]
    if at is None:
        return Placed(finding, None, None)
    before = given.whole[: at + finding.start]
    return Placed(finding, before.count("\n") + 1, at + finding.start - before.rfind("\n"))


def _tell(screen: Screen, file: str, placed: list[Placed]) -> None:
    for one in placed:
        finding = one.finding
        place = f"{file}:{one.line}:{one.column}" if one.line else finding.where
        words = f" “{finding.words}”" if finding.words.strip() else ""
        screen.say(f"{place}: {finding.level}: {finding.rule}{words}", style=_STYLES[finding.level])
        screen.say(f"  {finding.why}")
        screen.say(f"  {finding.mend}")
    refused = len(refusals(one.finding for one in placed))
    warned = len(placed) - refused
    if refused:
        screen.say(f"Refused: {refused} to mend" + (f", {warned} to think about." if warned else "."))
    else:
        screen.say("Nothing is refused" + (f"; {warned} to think about." if warned else "."))
