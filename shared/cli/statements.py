"""Statements: what we say in public, from the draft to the retraction."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shared.cli.context import (
    As,
    AsJson,
    Session,
    StatementId,
    found,
    session_of,
    settled,
    tell_machine,
)
from shared.cli.editor import edit_by_hand
from shared.cli.files import read_text
from shared.cli.moments import moment
from shared.cli.statement_views import promise_words, show_draft, show_statement, statements_table
from shared.cli.tables import Screen
from shared.statement import Progress, Statement

PANEL = "Speak"

app = typer.Typer(no_args_is_help=True)

Title = Annotated[str | None, typer.Option(metavar="TEXT", help="A few words: what is going on.", show_default=False)]
Body = Annotated[
    str | None,
    typer.Option(metavar="TEXT", help="The words. {next_update} becomes the promised time.", show_default=False),
]
File = Annotated[
    Path | None, typer.Option(metavar="FILE", help="The words, from a file; - is standard input.", show_default=False)
]


@app.command("list", epilog="Example: firebreak statement list")
def list_statements(ctx: typer.Context, as_json: AsJson = False) -> None:
    """List all statements, drafts too, the newest first."""
    session = session_of(ctx)
    listed = session.voice.statements()
    if as_json:
        tell_machine(listed)
    elif listed:
        Screen().listing(*statements_table(listed, session.now))
    else:
        Screen().say("There is no statement yet. Start one: firebreak statement draft")


@app.command(epilog="Example: firebreak statement show st-0a1b2c3d4e")
def show(ctx: typer.Context, statement: StatementId, as_json: AsJson = False) -> None:
    """Show one statement: what was said, the promise, the draft in hand, and who did what."""
    session = session_of(ctx)
    shown = _statement(session, statement)
    if as_json:
        tell_machine(shown)
    else:
        show_statement(Screen(), shown, session.plan_if_any, session.now)


@app.command(
    epilog="Example: firebreak statement draft --instance website_problem --title 'Booking is slow' --file words.md"
)
def draft(
    ctx: typer.Context,
    instance: Annotated[
        str, typer.Option(metavar="INSTANCE", help="The instance of the plan that it is about.", show_default=False)
    ],
    title: Annotated[str, typer.Option(metavar="TEXT", help="A few words: what is going on.", show_default=False)],
    body: Body = None,
    file: File = None,
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Start a statement without a storm."""
    words = _words(body, file)
    if words is None:
        raise typer.BadParameter("the words are missing: give --body or --file")
    session = session_of(ctx)
    drafted = settled(session.voice.draft(session.who(who), session.now, instance, title, words))
    _told(drafted, as_json, f"{drafted.id} is a draft. Have it approved:", f"firebreak statement approve {drafted.id}")


@app.command(epilog="Example: firebreak statement edit st-0a1b2c3d4e --progress identified --file words.md")
def edit(
    ctx: typer.Context,
    statement: StatementId,
    title: Title = None,
    body: Body = None,
    file: File = None,
    progress: Annotated[Progress | None, typer.Option(help="How far we are.", show_default=False)] = None,
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Change a draft, or start the next update's; without a text, in your $EDITOR. It needs a new approval."""
    words = _words(body, file)
    session = session_of(ctx)
    acting = session.who(who)
    if words is not None or title is not None:
        edited = settled(session.voice.edit(statement, acting, session.now, title, words, progress))
    else:
        edited = edit_by_hand(session, statement, acting, progress)
    _told(edited, as_json, f"{edited.id} is changed. Have it approved:", f"firebreak statement approve {edited.id}")


@app.command(epilog="Example: firebreak statement approve st-0a1b2c3d4e --text 9c1185a5c5e9fc54 --as care-lead")
def approve(
    ctx: typer.Context,
    statement: StatementId,
    text: Annotated[
        str | None,
        typer.Option(metavar="HASH", help="The text that you read, as `statement show` names it.", show_default=False),
    ] = None,
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Approve the draft as it stands, and show it. Not your own, where the plan asks for two people."""
    session = session_of(ctx)
    approved = settled(session.voice.approve(statement, session.who(who), session.now, text))
    if as_json:
        tell_machine(approved)
        return
    screen = Screen()
    if approved.draft is not None:
        # Somebody may have changed it since the approver read it.
        show_draft(screen, approved, approved.draft)
    screen.say(f"{approved.id} is approved by {approved.approved_by}. Say it:")
    screen.say(f"  firebreak statement publish {approved.id}")


@app.command(epilog="Example: firebreak statement publish st-0a1b2c3d4e --next-update 30m")
def publish(
    ctx: typer.Context,
    statement: StatementId,
    next_update: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="When the next word comes: 30m, or 2026-11-21T18:00Z. Without it, after what the plan says.",
            show_default=False,
        ),
    ] = None,
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Say the approved text in public, with the promise of the next word."""
    session = session_of(ctx)
    next_update_at = None if next_update is None else moment(next_update, session.now)
    published = settled(session.voice.publish(statement, session.who(who), session.now, next_update_at))
    if as_json:
        tell_machine(published)
        return
    screen = Screen()
    screen.say(f"{published.id} is public: {published.title}")
    screen.facts(
        [
            ("page", session.deployment.site_url),
            ("promise", promise_words(published, session.plan, session.now)),
        ]
    )
    screen.say("The page shows it within seconds.")


@app.command(epilog='Example: firebreak statement retract st-0a1b2c3d4e --because "It was about another company"')
def retract(
    ctx: typer.Context,
    statement: StatementId,
    because: Annotated[str, typer.Option(metavar="TEXT", help="Why; the public is told it.", show_default=False)],
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Take a statement back, in public, with the reason. A draft is just withdrawn."""
    session = session_of(ctx)
    retracted = settled(session.voice.retract(statement, session.who(who), session.now, because))
    told = "is taken back; the page says why" if retracted.public else "is withdrawn; nothing of it was ever public"
    _told(retracted, as_json, f"{retracted.id} {told}.")


def _statement(session: Session, statement_id: str) -> Statement:
    return found(session.voice.statement(statement_id), f"statement {statement_id}", "statement list")


def _words(body: str | None, file: Path | None) -> str | None:
    if body is not None and file is not None:
        raise typer.BadParameter("give --body or --file, not both")
    return read_text(file) if file is not None else body


def _told(statement: Statement, as_json: bool, *lines: str) -> None:
    if as_json:
        tell_machine(statement)
        return
    screen = Screen()
    screen.say(lines[0])
    for line in lines[1:]:
        screen.say(f"  {line}")
