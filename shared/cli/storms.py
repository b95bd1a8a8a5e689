"""Storms: what the system suspects, and what a person says of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from shared.case import case_id
from shared.cli.context import As, AsJson, StormId, found, session_of, settled, tell_machine
from shared.cli.deeds import deeds
from shared.cli.moments import ago, when
from shared.cli.tables import Cell, Screen, colored
from shared.statement import statement_id
from shared.storm import Storm

PANEL = "Own"

app = typer.Typer()


@app.command(rich_help_panel=PANEL, epilog="Example: firebreak storms --all")
def storms(
    ctx: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="Also those that are over.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the storms that run, the newest first."""
    session = session_of(ctx)
    listed = session.care.storms(None if every else True)
    if as_json:
        tell_machine(listed)
    elif listed:
        Screen().listing(*storms_table(listed, session.now))
    else:
        Screen().say("There was no storm yet." if every else "No storm runs.")


@app.command(rich_help_panel=PANEL, epilog="Example: firebreak storm storm-0a1b2c3d4e")
def storm(ctx: typer.Context, storm: StormId, as_json: AsJson = False) -> None:
    """Show one storm: its figures, the reasons for the suspicion, and what was decided."""
    session = session_of(ctx)
    shown = found(session.care.storm(storm), f"storm {storm}", "storms --all")
    if as_json:
        tell_machine(shown)
        return
    screen = Screen()
    screen.say(f"{shown.id}  {shown.brand}", style="bold")
    screen.facts(
        [
            ("state", colored(shown.state)),
            ("instance", shown.instance or "no one kind"),
            ("complaints", f"{shown.complaints} by {shown.authors} people; {shown.peak} at the peak"),
            ("record", f"{shown.ratio:g} times this brand's own record"),
            ("began", when(shown.began_at, session.now)),
            ("noticed", when(shown.noticed_at, session.now)),
            ("subsided", when(shown.subsided_at, session.now)),
            ("case", case_id(shown.id)),
            ("statement", statement_id(shown.id)),
        ]
    )
    screen.heading("Reasons")
    for reason in shown.reasons:
        screen.text(reason)
    screen.heading("Decisions")
    if not shown.decisions:
        screen.say(f"  None yet: firebreak confirm {shown.id}, or firebreak dismiss {shown.id} --why ...")
    screen.facts(deeds(shown.decisions))


@app.command(
    rich_help_panel=PANEL, epilog='Example: firebreak confirm storm-0a1b2c3d4e --why "the booking site is down"'
)
def confirm(
    ctx: typer.Context,
    storm: StormId,
    why: Annotated[str, typer.Option(metavar="TEXT", help="What you know about it.", show_default=False)] = "",
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Say that a suspected storm is one."""
    session = session_of(ctx)
    confirmed = settled(session.care.confirm(storm, session.who(who), session.now, why.strip()))
    if as_json:
        tell_machine(confirmed)
        return
    screen = Screen()
    screen.say(f"{confirmed.id} is confirmed. {confirmed.brand}: {confirmed.complaints} complaints.")
    draft = session.voice.statement(statement_id(confirmed.id))
    if draft is not None and not draft.public:
        screen.say("A statement waits for you to read it, change it and have it approved:")
        screen.say(f"  firebreak statement show {draft.id}")


@app.command(rich_help_panel=PANEL, epilog='Example: firebreak dismiss storm-0a1b2c3d4e --why "a game of our fan club"')
def dismiss(
    ctx: typer.Context,
    storm: StormId,
    why: Annotated[str, typer.Option(metavar="TEXT", help="Why it is none.", show_default=False)],
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Say that a suspected storm is none, and why."""
    if not why.strip():
        raise typer.BadParameter("say why it is none; others will ask", param_hint="--why")
    session = session_of(ctx)
    dismissed = settled(session.care.dismiss(storm, session.who(who), session.now, why.strip()))
    if as_json:
        tell_machine(dismissed)
    else:
        screen, file = Screen(), session.care.case(case_id(dismissed.id))
        screen.say(f"{dismissed.id} is dismissed.")
        if file is not None and file.case.state != "resolved":
            screen.say(f"Its case {file.case.id} stays open: urgent mentions in it wait for an answer.")


def storms_table(listed: list[Storm], now: datetime) -> tuple[tuple[str, ...], list[list[Cell]]]:
    headings = ("storm", "state", "began", "complaints", "people", "record", "about")
    return headings, [
        [
            one.id,
            colored(one.state),
            ago(one.began_at, now),
            str(one.complaints),
            str(one.authors),
            f"x{one.ratio:g}",
            " ".join(filter(None, (one.brand, one.instance and f"({one.instance})"))),
        ]
        for one in listed
    ]
