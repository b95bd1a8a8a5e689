"""Statements: what we say in public, from the draft to the retraction."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shared.cli import checking
from shared.cli.context import As, AsJson, Session, StatementId, found, session_of, settled, tell_machine
from shared.cli.editor import Change, edit_by_hand
from shared.cli.files import read_text
from shared.cli.moments import moment, past_moment
from shared.cli.statement_views import notes, show_findings, show_statement, statements_table
from shared.cli.tables import Screen
from shared.statement import Form, Impact, Progress, Statement, Window
from shared.statement_start import Start

PANEL = "Speak"

app = typer.Typer(no_args_is_help=True)
app.add_typer(checking.app)

Title = Annotated[str | None, typer.Option(metavar="TEXT", help="A few words: what is going on.", show_default=False)]
Body = Annotated[
    str | None,
    typer.Option(metavar="TEXT", help="The words. {next_update} becomes the promised time.", show_default=False),
]
File = Annotated[
    Path | None, typer.Option(metavar="FILE", help="The words, from a file; - is standard input.", show_default=False)
]
Fill = Annotated[
    list[str] | None,
    typer.Option(
        "--fill", metavar="SLOT=TEXT", help="What goes into a slot, as cause='a full disk'.", show_default=False
    ),
]
Component = Annotated[
    list[str] | None,
    typer.Option(
        "--component", metavar="COMPONENT", help="A part that it affects; can be repeated.", show_default=False
    ),
]
HowBad = Annotated[Impact | None, typer.Option("--impact", help="How bad it is.", show_default=False)]
Correct = Annotated[
    int | None, typer.Option("--corrects", metavar="N", help="The update that this puts right.", show_default=False)
]
Because = Annotated[
    str | None,
    typer.Option("--because", metavar="TEXT", help="What was wrong there; the public is told.", show_default=False),
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
        str | None, typer.Option(metavar="INSTANCE", help="The instance that it is about.", show_default=False)
    ] = None,
    case: Annotated[
        str | None, typer.Option(metavar="CASE", help="The case that it is about.", show_default=False)
    ] = None,
    title: Title = None,
    body: Body = None,
    file: File = None,
    fill: Fill = None,
    impact: HowBad = None,
    component: Component = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="When the trouble began: 20m ago, 13:20; else now.", show_default=False),
    ] = None,
    begins: Annotated[
        str | None,
        typer.Option("--from", metavar="TIME", help="When planned maintenance begins.", show_default=False),
    ] = None,
    ends: Annotated[
        str | None, typer.Option("--until", metavar="TIME", help="When planned maintenance ends.", show_default=False)
    ] = None,
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Start a statement without a storm; without words of your own, in the plan's. With --from and --until, announce
    planned maintenance.
    """
    words = _words(body, file)
    session = session_of(ctx)
    start = Start(
        instance=instance,
        title=title,
        body=words,
        case=case,
        impact=impact,
        components=tuple(component) if component else None,
        window=_window(session, begins, ends),
        fills=_fills(fill),
        since=None if since is None else past_moment(since, session.now, session.zone),
    )
    drafted = settled(session.voice.draft(session.who(who), session.now, start))
    _drafted(session, drafted, as_json, f"{drafted.id} is a draft. Have it approved:")
    if not as_json and since is None and case is None and drafted.window is None:
        Screen().say("It says that the trouble began now. If it began before, give --since 20m or --since 13:20.")


@app.command(epilog="Example: firebreak statement edit st-0a1b2c3d4e --progress identified --file words.md")
def edit(
    ctx: typer.Context,
    statement: StatementId,
    title: Title = None,
    body: Body = None,
    file: File = None,
    progress: Annotated[Progress | None, typer.Option(help="How far we are.", show_default=False)] = None,
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="Whose text; a new one is added, as pt.", show_default=False)
    ] = None,
    drop: Annotated[bool, typer.Option("--drop", help="Leave that language's text out.")] = False,
    impact: HowBad = None,
    component: Component = None,
    corrects: Correct = None,
    because: Because = None,
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Change a draft, or start the next update's; without a text, in your $EDITOR. It needs a new approval."""
    words = _words(body, file)
    session = session_of(ctx)
    acting = session.who(who)
    if drop and (words is not None or title is not None):
        raise typer.BadParameter("--drop leaves a text out; give it without a title and a text")
    change = Change(progress, language, impact, component or None, corrects, because)
    if words is None and title is None and not drop:
        edited = edit_by_hand(session, statement, acting, change)
    else:
        edited = settled(change.made(session, statement, acting, title, words, drop=drop))
    reworded = None if drop or edited.draft is None else language or edited.draft.words[0].language
    _drafted(session, edited, as_json, f"{edited.id} is changed. Have it approved:", reworded)


@app.command(epilog="Example: firebreak statement form st-0a1b2c3d4e identified --fill cause='a full disk'")
def form(
    ctx: typer.Context,
    statement: StatementId,
    form: Annotated[Form, typer.Argument(metavar="FORM", help="The plan's ready words to start from.")],
    fill: Fill = None,
    progress: Annotated[Progress | None, typer.Option(help="How far we are.", show_default=False)] = None,
    corrects: Correct = None,
    because: Because = None,
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Start the next update from the plan's ready words: looking_into, identified, fixed, nothing_new, correction."""
    session = session_of(ctx)
    drafted = settled(
        session.voice.use_form(
            statement,
            session.who(who),
            session.now,
            form,
            progress=progress,
            fills=_fills(fill),
            corrects=corrects,
            because=because,
        )
    )
    _drafted(session, drafted, as_json, f"{drafted.id} has a new draft. Have it approved:")


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
    if as_json:
        tell_machine(retracted)
    else:
        Screen().say(f"{retracted.id} {told}.")


def _statement(session: Session, statement_id: str) -> Statement:
    return found(session.voice.statement(statement_id), f"statement {statement_id}", "statement list")


def _words(body: str | None, file: Path | None) -> str | None:
    if body is not None and file is not None:
        raise typer.BadParameter("give --body or --file, not both")
    return read_text(file) if file is not None else body


def _fills(given: list[str] | None) -> dict[str, str]:
    fills: dict[str, str] = {}
    for one in given or ():
        slot, sign, text = one.partition("=")
        if not sign or not text.strip():
            raise typer.BadParameter(f"{one!r} fills nothing; write it like cause='a full disk'")
        fills[slot.strip()] = text.strip()
    return fills


def _window(session: Session, begins: str | None, ends: str | None) -> Window | None:
    if begins is None and ends is None:
        return None
    if begins is None or ends is None:
        raise typer.BadParameter("planned maintenance needs both --from and --until")
    zone = session.zone
    return Window(moment(begins, session.now, zone), moment(ends, session.now, zone))


def _drafted(session: Session, statement: Statement, as_json: bool, told: str, changed: str | None = None) -> None:
    """What is to be mended is told at once, not when the approver reads it. `changed` is the language of an edit."""
    if as_json:
        tell_machine(statement)
        return
    screen = Screen()
    screen.say(told)
    screen.say(f"  firebreak statement approve {statement.id}")
    for note in notes(statement, changed):
        screen.say(note)
    show_findings(screen, session.voice.findings(statement.id, session.now))
