"""Cases: what people own, acknowledge and resolve."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import typer

from shared.case import Case, LogEntry, Notice
from shared.cli.context import As, AsJson, CaseId, found, session_of, settled, tell_machine
from shared.cli.deeds import deeds
from shared.cli.mentions import Seen, mentions_table, seen
from shared.cli.moments import ago, clock, when
from shared.cli.tables import Cell, Screen, colored

PANEL = "Own"

app = typer.Typer()


@dataclass(frozen=True, slots=True)
class CaseDocument:
    """A case with all that belongs to it, for machines."""

    case: Case
    log: tuple[LogEntry, ...]
    notices: tuple[Notice, ...]
    mentions: tuple[Seen, ...]


@app.command(rich_help_panel=PANEL, epilog="Example: firebreak cases --resolved")
def cases(
    ctx: typer.Context,
    resolved: Annotated[bool, typer.Option("--resolved", help="Those that are over, instead of the queue.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the cases in order of priority."""
    session = session_of(ctx)
    listed = session.care.cases(resolved)
    if as_json:
        tell_machine(listed)
    elif listed:
        Screen().listing(*cases_table(listed, session.now))
    else:
        Screen().say("No case is resolved yet." if resolved else "No case is open.")


@app.command(rich_help_panel=PANEL, epilog="Example: firebreak case case-0a1b2c3d4e")
def case(ctx: typer.Context, case: CaseId, as_json: AsJson = False) -> None:
    """Show one case: its log, who was told, and the mentions that it gathered."""
    session = session_of(ctx)
    file = found(session.care.case(case), f"case {case}", "cases")
    if as_json:
        tell_machine(CaseDocument(file.case, file.log, file.notices, tuple(seen(one) for one in file.mentions)))
        return
    screen = Screen()
    screen.say(f"{file.case.id}  {file.case.title}", style="bold")
    screen.facts(_facts(file.case, session.now))
    if file.case.reasons:
        screen.heading("Reasons")
        for reason in file.case.reasons:
            screen.text(reason)
    screen.heading("Log")
    screen.facts(deeds(file.log))
    if file.notices:
        screen.heading("Notices")
        screen.facts([_notice(one) for one in file.notices])
    if file.mentions:
        screen.heading(f"Mentions ({len(file.mentions)} of {max(file.case.mentions, len(file.mentions))})")
        screen.listing(*mentions_table(list(file.mentions), session.now))


@app.command(rich_help_panel=PANEL, epilog="Example: firebreak ack case-0a1b2c3d4e --as port-manager")
def ack(ctx: typer.Context, case: CaseId, who: As = None, as_json: AsJson = False) -> None:
    """Say that you have a case: nobody further is told, for some hours."""
    session = session_of(ctx)
    yours = settled(session.care.acknowledge(case, session.who(who), session.now))
    if as_json:
        tell_machine(yours)
        return
    screen = Screen()
    screen.say(f"{yours.id} is yours, {yours.acknowledged_by}: {yours.title}")
    if yours.due_at is not None:
        screen.say(f"You are asked again at {clock(yours.due_at)}, unless it is resolved:")
    screen.say(f'  firebreak resolve {yours.id} --cause "..."')


@app.command(
    rich_help_panel=PANEL,
    epilog='Example: firebreak resolve case-0a1b2c3d4e --cause "The card provider refused all Visa cards"',
)
def resolve(
    ctx: typer.Context,
    case: CaseId,
    cause: Annotated[
        str, typer.Option(metavar="TEXT", help="The root cause: the fault on the ground behind it.", show_default=False)
    ],
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """End a case, with its root cause."""
    if not cause.strip():
        raise typer.BadParameter("a case ends with its root cause; say what was behind it", param_hint="--cause")
    session = session_of(ctx)
    over = settled(session.care.resolve(case, session.who(who), session.now, cause.strip()))
    if as_json:
        tell_machine(over)
    else:
        Screen().say(f"{over.id} is resolved by {over.resolved_by}. Root cause: {over.root_cause}")


def cases_table(listed: list[Case], now: datetime) -> tuple[tuple[str, ...], list[list[Cell]]]:
    headings = ("case", "priority", "state", "person", "opened", "title")
    return headings, [
        [
            one.id,
            colored(one.priority),
            colored(one.state),
            one.resolved_by or one.acknowledged_by or one.owner,
            ago(one.opened_at, now),
            one.title + (f" ({one.mentions} mentions)" if one.mentions > 1 else ""),
        ]
        for one in listed
    ]


def _facts(case: Case, now: datetime) -> list[tuple[str, Cell]]:
    facts: list[tuple[str, Cell]] = [
        ("state", colored(case.state)),
        ("priority", colored(case.priority)),
        ("instance", case.instance),
        ("owner", case.owner),
        ("opened", when(case.opened_at, now)),
        ("plan", f"version {case.plan_version}"),
    ]
    if case.storm_id:
        facts.append(("storm", case.storm_id))
    if case.acknowledged_by:
        facts.append(("acknowledged", f"{case.acknowledged_by}, {when(case.acknowledged_at, now)}"))
    if case.due_at:
        facts.append(("next step", f"{when(case.due_at, now)}, from rung {case.rung}"))
    if case.resolved_by:
        facts.append(("resolved", f"{case.resolved_by}, {when(case.resolved_at, now)}"))
        facts.append(("root cause", case.root_cause or "-"))
    return facts


def _notice(notice: Notice) -> tuple[str, Cell]:
    if notice.failed is not None:
        became = f"failed: {notice.failed}"
    else:
        became = f"sent {clock(notice.sent_at)}" if notice.sent_at else "claimed, not sent yet"
    return f"rung {notice.rung}, {notice.person} by {notice.way}", became
