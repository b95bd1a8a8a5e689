"""Where we listen: listing the sources and how each fares, pausing one, hearing it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from shared.cli import source_adding, source_checking, source_secret
from shared.cli.context import As, AsJson, RefusedError, Session, session_of, tell_machine
from shared.cli.moments import span, when
from shared.cli.source_named import Name, known, sources_of
from shared.cli.source_views import platforms_table, sources_table
from shared.cli.tables import Screen
from shared.mark import Paused
from shared.plan import Source

PANEL = "Hear"
#: So long what a paused source sends waits among the dead letters (the queue's own retention; a test compares).
PARKED_DAYS = 14

app = typer.Typer(no_args_is_help=True)


@dataclass(frozen=True, slots=True)
class PausedSource:
    """A source, and who paused it; None where it is heard."""

    name: str
    paused: Paused | None


@app.command("list", epilog="Example: firebreak source list --platforms")
def list_sources(
    ctx: typer.Context,
    platforms: Annotated[
        bool, typer.Option("--platforms", help="List the platforms that can be heard instead, and what each needs.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the sources of the plan in force: when each was last heard, and what is wrong with it."""
    if platforms:
        _list_platforms(as_json=as_json)
        return
    session = session_of(ctx)
    standings = sources_of(session).standings(session.plan.sources, session.now)
    if as_json:
        tell_machine(standings)
    elif not standings:
        Screen().say("The plan in force has no sources. Add one: firebreak source add NAME --platform PLATFORM")
    else:
        Screen().listing(*sources_table(standings, session.now))


@app.command(epilog='Example: firebreak source pause forum --for 2h --why "the forum moves to another server"')
def pause(
    ctx: typer.Context,
    name: Name,
    span_: Annotated[
        str | None, typer.Option("--for", metavar="SPAN", help="For so long: 30m, 2h, 1d.", show_default=False)
    ] = None,
    why: Annotated[str, typer.Option(metavar="TEXT", help="Why; others will ask.", show_default=False)] = "",
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Don't hear a source for a while. What it sends meanwhile is taken, and waits."""
    session = session_of(ctx)
    source = known(session, name)
    try:
        until = None if span_ is None else session.now + span(span_)
    except OverflowError:
        raise typer.BadParameter(f"{span_!r} from now is beyond the calendar") from None
    paused = Paused(session.now, session.typist(who), why.strip(), until)
    sources_of(session).pause(name, paused)
    if as_json:
        tell_machine(PausedSource(name, paused))
    else:
        _tell_paused(source, paused, session)


@app.command(epilog="Example: firebreak source resume forum")
def resume(ctx: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """Hear a paused source again."""
    session = session_of(ctx)
    before = sources_of(session).resume(name, session.now)
    if before is None:
        raise RefusedError(f"{name} is not paused; see: firebreak source list")
    if as_json:
        tell_machine(PausedSource(name, None))
        return
    screen = Screen()
    screen.say(f"{name} is heard again; {before.by} had paused it {when(before.since, session.now)}.")
    screen.say("  What came meanwhile waits among the dead letters: firebreak redrive")


for beside in (source_adding, source_checking, source_secret):
    app.add_typer(beside.app)


def _tell_paused(source: Source, paused: Paused, session: Session) -> None:
    screen = Screen()
    until = f"until {when(paused.until, session.now)}" if paused.until else "until it is resumed"
    screen.say(f"{source.name} is paused {until}.")
    if source.how == "sweep":
        screen.say("  It is not asked; the first round after that asks for what is new since the last one.")
        screen.say("  What its platform doesn't show any more by then is missed.")
    else:
        screen.say(
            f"  What its platform sends is taken, and waits among the dead letters for {PARKED_DAYS} days: then it is"
            " gone. Afterwards: firebreak redrive"
        )
        screen.say("  What the platform grants for a time only (a subscription, a token) is not renewed meanwhile.")
    screen.say(f"  firebreak source resume {source.name}")


def _list_platforms(*, as_json: bool) -> None:
    headings, rows, listed = platforms_table()
    if as_json:
        tell_machine(listed)
    else:
        Screen().listing(headings, rows)
