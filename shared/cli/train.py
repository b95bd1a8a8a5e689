"""The model learns from the company's own corrections; one command, and one to go back."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shared.cli.context import AsJson, RefusedError, Session, found, session_of, settled, tell_machine
from shared.cli.tables import Screen

if TYPE_CHECKING:
    from shared.operations.training import Training
    from shared.triage.refit import Refit

PANEL = "Hear"

HELP = "\n\n".join(  # a paragraph is a line: the terminal folds it
    (
        "Learn from people's corrections: refit the model, compare old and new, install what is better.",
        "Both are compared on corrections that they have not seen, and on the stream that nobody corrected. What is "
        "learned holds no text: words of customers that are new to the model are in it only where 3 authors wrote "
        "them. firebreak train back undoes it.",
    )
)

group = typer.Typer(epilog="Example: firebreak train --days 90 --by ana")

By = Annotated[
    str | None,
    typer.Option(
        "--by",
        "--as",
        metavar="PERSON",
        envvar="FIREBREAK_AS",
        help="Who decides: the id of a person in the plan. Without it, your user name on this machine.",
    ),
]
Days = Annotated[
    int, typer.Option(min=1, max=3650, help="What was said in so many days; of the stream, seven at the most.")
]
Version = Annotated[int, typer.Argument(metavar="VERSION", min=1, help="As `firebreak train list` shows it.")]


@dataclass(frozen=True, slots=True)
class Outcome:
    """For machines: what became of it, and the version that is in force by it."""

    refit: Refit
    gone: int
    installed: int | None


@group.callback(invoke_without_command=True, help=HELP)
def train(
    ctx: typer.Context,
    days: Days = 90,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Compare, and install nothing.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Only say whether what is in force is used; end with 1 where it isn't.")
    ] = False,
    from_: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE.jsonl",
            help="Learn from these, too: a JSON object a line, with id, text, author, kind, severity, sentiment.",
        ),
    ] = None,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Learn from people's corrections: refit the model, compare old and new, install what is better."""
    if ctx.invoked_subcommand is not None:
        return
    session = session_of(ctx)
    if check:
        _check(session, as_json=as_json)
        return
    who = "" if dry_run else session.who(by)
    told = _trained(session, days, from_, who, as_json=as_json)
    if as_json:
        tell_machine(replace(told, refit=replace(told.refit, content=b"")))
    elif told.installed is not None:
        Screen().say(f"installed: version {told.installed} (firebreak train back undoes it)")
    elif told.refit.why_not is None:
        Screen().say("better: without --dry-run it would be installed")
    else:
        Screen().say(f"not installed: {told.refit.why_not}")
    if told.refit.why_not is not None:
        raise typer.Exit(1)


@group.command(epilog="Example: firebreak train back --by ana")
def back(
    ctx: typer.Context,
    to: Annotated[int | None, typer.Option(metavar="VERSION", min=0, help="That one; 0: the model that ships.")] = None,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Put the model in force that was before this one; what is judged from now on is judged by it."""
    from shared.operations.training import named

    session = session_of(ctx)
    state = settled(_training(session).back(to, session.who(by), session.now))
    if as_json:
        tell_machine(state)
    else:
        Screen().say(f"{named(state.version)} judges from now on, within a minute")


@group.command(name="list", epilog="Example: firebreak train list")
def list_(ctx: typer.Context, as_json: AsJson = False) -> None:
    """List the versions that are kept, and which one judges."""
    from shared.cli.train_views import versions_table

    session = session_of(ctx)
    training = _training(session)
    state, versions, due = training.in_force(), training.versions(), training.due()
    if as_json:
        tell_machine({"in_force": state, "versions": versions, "due": due})
        return
    Screen().listing(*versions_table(versions, state, session.now))
    if due is not None:
        Screen().say(f"What was learned is not used: {due}")


@group.command(epilog="Example: firebreak train show 3")
def show(ctx: typer.Context, version: Version, as_json: AsJson = False) -> None:
    """Show one version: what it learned from, its figures, and who put it in force."""
    from shared.cli.train_views import show_version

    session = session_of(ctx)
    training = _training(session)
    one = found(training.version(version), f"version {version} (the last 10 are kept)", "train list")
    if as_json:
        tell_machine(one)
    else:
        show_version(Screen(), one, training.in_force(), session.now)


@group.command(epilog="Example: firebreak train export corrections.jsonl")
def export(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to; a JSON object a line.", show_default=False)],
    days: Days = 3650,
    as_json: AsJson = False,
) -> None:
    """Write the corrections with their texts to a file: customers' words, for your company's own use."""
    from shared.cli.train_file import write_labelled

    session = session_of(ctx)
    labelled = _training(session).labelled(session.now, timedelta(days=days))
    write_labelled(file, labelled)
    if as_json:
        tell_machine({"corrections": len(labelled), "file": str(file)})
    else:
        Screen().say(
            f"{len(labelled):,} corrections are in {file}. They are customers' words: keep it as you keep those."
        )


def _trained(session: Session, days: int, file: Path | None, who: str, *, as_json: bool) -> Outcome:
    """`who` is empty where nothing is to be installed."""
    from shared.cli.train_file import read_labelled
    from shared.cli.train_views import show_made

    training = _training(session)
    more = [] if file is None else read_labelled(file)
    material = training.material(session.now, timedelta(days=days), more)
    made = settled(training.train(material, (lambda _: None) if as_json else Screen().say))
    if not as_json:
        show_made(Screen(), made, material.gone)
    if made.why_not is not None or not who:
        return Outcome(made, material.gone, None)
    return Outcome(made, material.gone, training.install(made, who, session.now).version)


def _check(session: Session, *, as_json: bool) -> None:
    due = _training(session).due()
    if as_json:
        tell_machine({"due": due})
    elif due is None:
        Screen().say("The model in force is used.")
    if due is not None:
        raise RefusedError(f"what was learned is not used: {due}")


def _training(session: Session) -> Training:
    from shared.operations.training import Training
    from shared.triage.model import SHIPPED

    # To try a model before it ships; the function has its own, and says so where they differ.
    return Training(session.deployment, Path(os.environ.get("FIREBREAK_MODEL", SHIPPED)))
