"""From a draft to the public word: reviewed, approved, published, and the promise kept."""

from __future__ import annotations

from typing import Annotated

import typer

from shared.cli.context import As, AsJson, Session, StatementId, session_of, settled, tell_machine
from shared.cli.moments import every as cadence
from shared.cli.moments import moment
from shared.cli.statement_views import promise_words, show_draft, show_findings
from shared.cli.tables import Screen
from shared.promise import speaks_by_itself
from shared.statement import Statement

app = typer.Typer()

NextUpdate = Annotated[
    str | None,
    typer.Option(
        metavar="TIME",
        help="When the next word comes: 30m, 18:00, or 2026-11-21T18:00Z. Else by the cadence, or the plan.",
        show_default=False,
    ),
]
Language = Annotated[
    str | None, typer.Option(metavar="CODE", help="Only the text in that language, as pt.", show_default=False)
]


@app.command(epilog="Example: firebreak statement submit st-0a1b2c3d4e --as web-lead")
def submit(ctx: typer.Context, statement: StatementId, who: As = None, as_json: AsJson = False) -> None:
    """Ask for a review of the draft."""
    session = session_of(ctx)
    asked = settled(session.voice.submit(statement, session.who(who), session.now))
    _told(
        asked,
        as_json,
        f"{asked.id} is in review; those who can approve it are told. They approve it, or send it back:",
        f"firebreak statement approve {asked.id}",
        f'firebreak statement send-back {asked.id} --because "..."',
    )
    if not as_json:
        show_findings(Screen(), session.voice.findings(asked.id, session.now))


@app.command("send-back", epilog='Example: firebreak statement send-back st-0a1b2c3d4e --because "Say since when"')
def send_back(
    ctx: typer.Context,
    statement: StatementId,
    because: Annotated[str, typer.Option(metavar="TEXT", help="What is to be mended.", show_default=False)],
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Give the draft back to its author, with what is to be mended."""
    session = session_of(ctx)
    back = settled(session.voice.send_back(statement, session.who(who), session.now, because))
    _told(back, as_json, f"{back.id} is a draft again, and its author is told:", f"firebreak statement edit {back.id}")


@app.command(epilog="Example: firebreak statement approve st-0a1b2c3d4e --text 9c1185a5c5e9fc54 --as care-lead")
def approve(
    ctx: typer.Context,
    statement: StatementId,
    text: Annotated[
        str | None,
        typer.Option(metavar="HASH", help="The text that you read, as `statement show` names it.", show_default=False),
    ] = None,
    language: Language = None,
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Approve the draft as it stands, and show it. Not your own, where the plan asks for two people."""
    session = session_of(ctx)
    approved = settled(session.voice.approve(statement, session.who(who), session.now, text, language))
    if as_json:
        tell_machine(approved)
        return
    screen = Screen()
    if approved.draft is not None:
        # Somebody may have changed it since the approver read it.
        show_draft(screen, approved, approved.draft)
    if approved.unapproved:
        screen.say(f"The text in {', '.join(approved.unapproved)} still waits for somebody's approval.")
        return
    screen.say(f"{approved.id} is approved. Say it:")
    screen.say(f"  firebreak statement publish {approved.id}")


@app.command(
    epilog='Example: firebreak statement override st-0a1b2c3d4e --rule order_number --because "the ship\'s own number"'
)
def override(
    ctx: typer.Context,
    statement: StatementId,
    rule: Annotated[str, typer.Option(metavar="RULE", help="The rule, as the gate names it.", show_default=False)],
    because: Annotated[str, typer.Option(metavar="TEXT", help="Why it may stand; it is kept.", show_default=False)],
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Let pass what the gate refuses by that rule, with your name and reason."""
    session = session_of(ctx)
    passed = settled(session.voice.override(statement, session.who(who), session.now, rule, because))
    _told(passed, as_json, f"{passed.id}: {rule} passes, with your name and reason.")


@app.command(epilog="Example: firebreak statement publish st-0a1b2c3d4e --next-update 30m")
def publish(
    ctx: typer.Context,
    statement: StatementId,
    next_update: NextUpdate = None,
    every: Annotated[
        str | None,
        typer.Option(metavar="SPAN", help="The cadence from here on: 30m, hourly, daily.", show_default=False),
    ] = None,
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Say the approved text in public, with the promise of the next word."""
    session = session_of(ctx)
    next_update_at = None if next_update is None else moment(next_update, session.now, session.zone)
    rhythm = None if every is None else cadence(every)
    published = settled(session.voice.publish(statement, session.who(who), session.now, next_update_at, rhythm))
    _public(session, published, as_json)


@app.command(epilog="Example: firebreak statement standby st-0a1b2c3d4e --as care-lead")
def standby(ctx: typer.Context, statement: StatementId, who: As = None, as_json: AsJson = False) -> None:
    """Approve the plan's "nothing new yet" ahead, and show it: it can then go out at once."""
    session = session_of(ctx)
    ready = settled(session.voice.stand_by(statement, session.who(who), session.now))
    if as_json or ready.standby is None:
        tell_machine(ready)
        return
    screen = Screen()
    for words in ready.standby.words:
        screen.heading(f"{words.language}: {words.title}")
        screen.text(words.body)
    by_itself = speaks_by_itself(ready, session.plan)
    screen.say("It goes out by itself if nobody speaks in time." if by_itself else "It goes out when somebody says so:")
    if not by_itself:
        screen.say(f"  firebreak statement nothing-new {ready.id}")


@app.command("nothing-new", epilog="Example: firebreak statement nothing-new st-0a1b2c3d4e --next-update 1h")
def nothing_new(
    ctx: typer.Context,
    statement: StatementId,
    next_update: NextUpdate = None,
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Say that there is nothing new yet, in the plan's words, with a new time. You approve them with this."""
    session = session_of(ctx)
    next_update_at = None if next_update is None else moment(next_update, session.now, session.zone)
    said = settled(session.voice.nothing_new(statement, session.who(who), session.now, next_update_at))
    _public(session, said, as_json)


def _public(session: Session, statement: Statement, as_json: bool) -> None:
    if as_json:
        tell_machine(statement)
        return
    screen = Screen()
    screen.say(f"{statement.id} is public: {statement.title}")
    screen.text(statement.updates[-1].body)
    screen.facts(
        [
            ("page", session.deployment.site_url),
            ("promise", promise_words(statement, session.plan, session.now)),
        ]
    )
    screen.say("The page shows it within seconds.")


def _told(statement: Statement, as_json: bool, *lines: str) -> None:
    if as_json:
        tell_machine(statement)
        return
    screen = Screen()
    screen.say(lines[0])
    for line in lines[1:]:
        screen.say(f"  {line}")
