"""What people decide of storms: one or none, over, and whom it speaks for."""

from __future__ import annotations

from typing import Annotated

import typer

from shared.case import case_id
from shared.cli.context import As, AsJson, Session, StormId, session_of, settled, tell_machine
from shared.cli.storms import PANEL, group
from shared.cli.tables import Screen
from shared.crowd import Voice
from shared.statement import statement_id
from shared.storm import Storm
from shared.storm_life import verdict_of

app = typer.Typer()


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
    """Say that a suspected storm (a candidate) is one. The next of its kind needs a little less."""
    session = session_of(ctx)
    confirmed = settled(session.care.confirm(storm, session.who(who), session.now, why.strip()))
    if as_json:
        tell_machine(confirmed)
        return
    screen = Screen()
    screen.say(f"{confirmed.id} is confirmed. {confirmed.brand}: {confirmed.total or confirmed.complaints} complaints.")
    _tell_lesson(screen, confirmed)
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
    """Say that a suspected storm (a candidate) is none, and why. The next of its kind needs more, within limits."""
    if not why.strip():
        raise typer.BadParameter("say why it is none; others will ask", param_hint="--why")
    session = session_of(ctx)
    dismissed = settled(session.care.dismiss(storm, session.who(who), session.now, why.strip()))
    if as_json:
        tell_machine(dismissed)
        return
    screen = Screen()
    screen.say(f"{dismissed.id} is dismissed.")
    _tell_lesson(screen, dismissed)
    if (left := _case_left(session, dismissed)) is not None:
        screen.say(f"Its case {left} stays open: urgent mentions in it wait for an answer.")


@group.command(epilog='Example: firebreak storms close storm-0a1b2c3d4e --why "the ferry sails again"')
def close(
    ctx: typer.Context,
    storm: StormId,
    why: Annotated[str, typer.Option(metavar="TEXT", help="Why it is over.", show_default=False)],
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """End a storm (it has subsided from then on) before quiet does. At four times as much it is a new candidate."""
    if not why.strip():
        raise typer.BadParameter("say why it is over; others will ask", param_hint="--why")
    session = session_of(ctx)
    closed = settled(session.care.of_storms.close(storm, session.who(who), session.now, why.strip()))
    if as_json:
        tell_machine(closed)
        return
    screen = Screen()
    screen.say(f"{closed.id} is closed: it has subsided.")
    if verdict_of(closed) is None:
        screen.say(
            f"Nobody has said whether it was one: firebreak confirm {closed.id}, or dismiss {closed.id} --why ..."
        )
    if (left := _case_left(session, closed)) is not None:
        screen.say(f'Its case {left} stays open until its root cause is known: firebreak resolve {left} --cause "..."')


@group.command(epilog='Example: firebreak storms judge storm-0a1b2c3d4e "vocal minority" --why "one fan forum"')
def judge(
    ctx: typer.Context,
    storm: StormId,
    voice: Annotated[
        Voice,
        typer.Argument(
            metavar="VOICE", help="bulk, many, vocal minority, brigade, or not enough to say.", show_default=False
        ),
    ],
    why: Annotated[str, typer.Option(metavar="TEXT", help="What makes you say so.", show_default=False)] = "",
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Say yourself whom a storm speaks for; it is kept, and shown beside what the machine says."""
    session = session_of(ctx)
    judged = settled(session.care.of_storms.judge(storm, voice, session.who(who), session.now, why.strip()))
    if as_json:
        tell_machine(judged)
        return
    weighed = session.care.of_storms.voices([judged]).get(judged.id)
    Screen().say(f"Kept: by you, {judged.id} speaks for “{voice}”; weighed, it is “{weighed or 'not weighed yet'}”.")


def _tell_lesson(screen: Screen, storm: Storm) -> None:
    verdict = verdict_of(storm)
    if verdict is not None and verdict.taught:
        screen.say(f"{verdict.taught[:1].upper()}{verdict.taught[1:]}.")


def _case_left(session: Session, storm: Storm) -> str | None:
    """The id of its case, where that is still somebody's."""
    file = session.care.case(case_id(storm.id))
    return None if file is None or file.case.state == "resolved" else file.case.id
