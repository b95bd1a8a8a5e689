"""What people do with a case: they take it, answer, hand it on, and end it."""

from __future__ import annotations

from typing import Annotated

import typer

from shared.case import Case
from shared.case_outlook import clocks, coming, rung_name
from shared.cli.case_views import CLOCKS, clock_words, named
from shared.cli.context import As, AsJson, CaseId, Session, session_of, settled, tell_machine
from shared.cli.moments import clock
from shared.cli.tables import Screen
from shared.rungs import told as told_now

PANEL = "Own"

app = typer.Typer()

IntoCase = Annotated[str, typer.Option("--into", metavar="CASE", help="The case that takes it in.", show_default=False)]
Why = Annotated[str, typer.Option(metavar="TEXT", help="The reason, for its log.", show_default=False)]
Note = Annotated[str, typer.Option(metavar="TEXT", help="What was said, for its log.", show_default=False)]


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
    _tell_next(screen, yours, session)
    screen.say(f'  firebreak answered {yours.id};  firebreak resolve {yours.id} --cause "..."')


@app.command(rich_help_panel=PANEL, epilog='Example: firebreak answered case-0a1b2c3d4e --note "by mail, we are at it"')
def answered(ctx: typer.Context, case: CaseId, note: Note = "", who: As = None, as_json: AsJson = False) -> None:
    """Say that the customer was answered: the clocks of answers stop. A case that nobody had is yours."""
    session = session_of(ctx)
    told = settled(session.care.answered(case, session.who(who), session.now, note.strip()))
    if as_json:
        tell_machine(told)
        return
    screen = Screen()
    screen.say(f"The customer of {told.id} was answered. {told.acknowledged_by} has it.")
    _tell_next(screen, told, session)


@app.command(
    rich_help_panel=PANEL, epilog='Example: firebreak wait case-0a1b2c3d4e --note "asked for the booking number"'
)
def wait(ctx: typer.Context, case: CaseId, note: Note = "", who: As = None, as_json: AsJson = False) -> None:
    """Say that the customer was answered and has to answer us: its clocks stand until then."""
    session = session_of(ctx)
    waiting = settled(session.care.wait(case, session.who(who), session.now, note.strip()))
    if as_json:
        tell_machine(waiting)
        return
    screen = Screen()
    screen.say(f"{waiting.id} waits for the customer. {waiting.acknowledged_by} has it.")
    _tell_next(screen, waiting, session)


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


@app.command(
    rich_help_panel=PANEL, epilog='Example: firebreak reassign case-0a1b2c3d4e --to billing --why "it is about money"'
)
def reassign(
    ctx: typer.Context,
    case: CaseId,
    to: Annotated[
        str, typer.Option("--to", metavar="ID", help="A person, team or schedule of the plan.", show_default=False)
    ],
    why: Why = "",
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Give a case to somebody else: they own it, and are told at once."""
    session = session_of(ctx)
    moved = settled(session.care.reassign(case, to.strip(), session.who(who), session.now, why.strip()))
    if as_json:
        tell_machine(moved)
        return
    plan = session.care.plan(moved)
    Screen().say(f"{moved.id} belongs to {named(plan, moved.owner)} now; {_people(session, moved)} is told.")


@app.command(
    rich_help_panel=PANEL, epilog='Example: firebreak escalate case-0a1b2c3d4e --to 1 --why "it is in the news"'
)
def escalate(
    ctx: typer.Context,
    case: CaseId,
    to: Annotated[
        int | None,
        typer.Option("--to", metavar="RUNG", min=0, help="This rung instead of the next one.", show_default=False),
    ] = None,
    as_of: Annotated[
        int | None,
        typer.Option(
            metavar="TELLING",
            min=0,
            help="Only if nobody was told anew since that telling: typed twice, it moves once.",
            show_default=False,
        ),
    ] = None,
    why: Why = "",
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Tell the next rung at once, whoever has acknowledged."""
    session = session_of(ctx)
    moved = settled(session.care.escalate(case, session.who(who), session.now, to=to, as_of=as_of, why=why.strip()))
    if as_json:
        tell_machine(moved)
        return
    on = rung_name(moved, session.care.plan(moved))
    Screen().say(f"{moved.id} is on {on}: {_people(session, moved)} is told (telling {moved.telling}).")


@app.command(
    rich_help_panel=PANEL, epilog='Example: firebreak note case-0a1b2c3d4e "The port has called the coast guard"'
)
def note(
    ctx: typer.Context,
    case: CaseId,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What the next person should know.", show_default=False)],
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Write a line into the log of a case."""
    session = session_of(ctx)
    noted = settled(session.care.note(case, session.who(who), session.now, text))
    if as_json:
        tell_machine(noted)
    else:
        Screen().say(f"Noted in {noted.id}.")


@app.command(rich_help_panel=PANEL, epilog="Example: firebreak merge case-0a1b2c3d4e --into case-9f8e7d6c5b")
def merge(ctx: typer.Context, case: CaseId, into: IntoCase, who: As = None, as_json: AsJson = False) -> None:
    """End a case as a part of another, which has its mentions from now on."""
    session = session_of(ctx)
    ended = settled(session.care.merge(case, into.strip(), session.who(who), session.now))
    if as_json:
        tell_machine(ended)
    else:
        Screen().say(f"{ended.id} is over, as a part of {ended.merged_into}: firebreak case {ended.merged_into}")


def _tell_next(screen: Screen, case: Case, session: Session) -> None:
    """What happens if nothing more is done, and what the customer was promised."""
    step = coming(case, session.care.plan(case), session.now)
    if step is not None:
        screen.say(f"Next, at {clock(step.at)}: {step.what}.")
    screen.facts([(CLOCKS[one.name], clock_words(one)) for one in clocks(case, session.now) if one.state != "ran out"])


def _people(session: Session, case: Case) -> str:
    plan = session.care.plan(case)
    people = told_now(case, plan, session.now)
    return ", ".join(plan.name_of(one) for one in people) or "nobody on duty"
