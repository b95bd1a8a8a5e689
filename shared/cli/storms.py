"""Storms: what the system suspects, why, and whom it speaks for."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from shared.cli.context import AsJson, StormId, found, session_of, tell_machine
from shared.cli.deeds import deeds
from shared.cli.storm_explained import explained
from shared.cli.storm_views import facts_of, show_summary, show_voice, storms_table
from shared.cli.tables import Screen
from shared.operations.storm_file import StormFile
from shared.storm import Storm
from shared.storm_life import verdict_of

PANEL = "Own"

HELP = "\n\n".join(  # a paragraph is a line: the terminal folds it
    (
        "List the storms that run, the newest first; or explain, close or judge one.",
        "A storm is a candidate until it is confirmed or dismissed by a person; it has subsided once it was quiet for "
        "as long as the plan says, or a person closed it.",
        "Its voice is whom it speaks for: bulk, many, vocal minority, brigade, or not enough to say. At the end stands "
        "what a person said of that.",
    )
)

app = typer.Typer()
#: `firebreak storms` lists them; words behind it say what to do with one.
group = typer.Typer(epilog="Example: firebreak storms --all")


@group.callback(invoke_without_command=True, help=HELP)
def storms(
    ctx: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="Also those that are over.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the storms that run, the newest first; or explain, close or judge one."""
    if ctx.invoked_subcommand is not None:
        if every or as_json:
            raise typer.BadParameter(
                f"write it behind the storm's id: firebreak storms {ctx.invoked_subcommand} ID ..."
            )
        return
    session = session_of(ctx)
    of = session.care.of_storms
    listed = of.listed(None if every else True)
    voices = of.voices(listed)
    if as_json:
        tell_machine([{**_plain(one), "voice": voices.get(one.id)} for one in listed])
    elif listed:
        Screen().listing(*storms_table(listed, session.now, voices))
    else:
        Screen().say("There was no storm yet." if every else "No storm runs.")


@app.command(rich_help_panel=PANEL, epilog="Example: firebreak storm storm-0a1b2c3d4e")
def storm(ctx: typer.Context, storm: StormId, as_json: AsJson = False) -> None:
    """Show one storm: its figures, what they say, whom it speaks for, and what was decided."""
    session = session_of(ctx)
    file = found(session.care.of_storms.file(storm), f"storm {storm}", "storms --all")
    if as_json:
        tell_machine(_document(file))
        return
    screen, shown = Screen(), file.storm
    screen.say(f"{shown.id}  {shown.brand}", style="bold")
    screen.facts(facts_of(shown, session.now))
    screen.heading("Reasons")
    for reason in shown.reasons:
        screen.text(reason)
    screen.say(f"  All of it: firebreak storms explain {shown.id}")
    show_summary(screen, file)
    show_voice(screen, file)
    screen.heading("Decisions")
    if verdict_of(shown) is None:
        screen.say(f"  None yet: firebreak confirm {shown.id}, or firebreak dismiss {shown.id} --why ...")
    screen.facts(deeds(shown.decisions))
    for one in shown.decisions:
        if one.taught:
            screen.say(f"  Learned: {one.taught}.")


@group.command(epilog="Example: firebreak storms explain storm-0a1b2c3d4e")
def explain(ctx: typer.Context, storm: StormId, as_json: AsJson = False) -> None:
    """Say why a storm was suspected, step by step: sums, record, what moved the bar, the score, what was needed."""
    session = session_of(ctx)
    shown = found(session.care.of_storms.get(storm), f"storm {storm}", "storms --all")
    steps = explained(shown)
    if as_json:
        said = [{"step": name, "says": sentences} for name, sentences in steps]
        tell_machine({"id": shown.id, "series": shown.series, "grounds": shown.grounds, "steps": said})
        return
    screen = Screen()
    screen.say(f"{shown.id}  {shown.brand}", style="bold")
    for name, sentences in steps:
        screen.heading(name)
        for sentence in sentences:
            screen.text(sentence)


def _document(file: StormFile) -> dict[str, Any]:
    """The storm with all that belongs to it; `posts` are the words that its summary names, as they are now."""
    posts = {one: known.mention.text for one, known in file.known.items() if known.mention.public}
    return {**_plain(file.storm), "crowd": file.heard.crowd, "summary": file.heard.summary, "posts": posts}


def _plain(storm: Storm) -> dict[str, Any]:
    """Its own fields: a storm's document has them where it had them before it had more beside them."""
    return {name: getattr(storm, name) for name in storm.__slots__}
