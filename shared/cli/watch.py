"""The watch list: people to reach before they are angry, with why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from shared.cli.context import AsJson, MentionId, RefusedError, Session, session_of, settled, tell_machine
from shared.cli.moments import when
from shared.cli.tables import Cell, Screen

if TYPE_CHECKING:
    from datetime import datetime

    from shared.operations.watching import Watching
    from shared.watch import ToReach

PANEL = "Own"

HELP = "\n\n".join(  # a paragraph is a line: the terminal folds it
    (
        "List the people to reach before they are angry, the most pressing first, with why.",
        "Those who wait for an answer longer than the plan's first answer allows, whose tone turned, who wrote again "
        "after our answer, or who say that they will leave. Who was answered goes off by itself, at the latest after a "
        "week.",
    )
)

#: `firebreak watch` lists them; `done` takes one off.
group = typer.Typer(epilog="Example: firebreak watch --instance website_problem")


@group.callback(invoke_without_command=True, help=HELP)
def watch(
    ctx: typer.Context,
    instance: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only those of this kind of trouble.", show_default=False)
    ] = None,
    most: Annotated[int, typer.Option(min=1, max=400, help="At most so many.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List the people to reach before they are angry, the most pressing first, with why."""
    if ctx.invoked_subcommand is not None:
        return
    session = session_of(ctx)
    plan = session.plan
    kinds = [one.id for one in plan.instances]
    if instance is not None and instance not in kinds:
        raise RefusedError(f"the plan has no instance {instance!r}; it has {', '.join(kinds)}")
    found = watching(session).people(plan, session.now, instance, most)
    if as_json:
        tell_machine(found.people)
        return
    screen = Screen()
    if not found.people:
        screen.say("Nobody waits for us too long.")
    for person in found.people:
        screen.heading(f"{person.author} on {person.platform}{'' if person.public else ', private'}")
        screen.facts(_facts(person, session.now))
    if found.more:
        Screen(error=True).say(f"And {found.more:,} more: --most {most + found.more}")
    if not found.whole:
        Screen(error=True).say("More wait than were looked at: the most pressing by tone come first.")


@group.command(epilog="Example: firebreak watch done discourse:forum.example.com:4711 --by port-manager")
def done(
    ctx: typer.Context,
    mention: MentionId,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            "--as",
            metavar="PERSON",
            envvar="FIREBREAK_AS",
            help="Who reached them: the id of a person in the plan. Without it, your user name on this machine.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Take the author of a mention off the list: you reached them by another way than an answer there."""
    session = session_of(ctx)
    who = session.who(by)
    person = settled(watching(session).done(mention, who, session.plan, session.now))
    if as_json:
        tell_machine(person)
        return
    Screen().say(f"{person.author} is off the list: {who} reached them. What they write from now on counts anew.")


def watching(session: Session) -> Watching:
    from shared.operations.watching import Watching

    return Watching(session.deployment)


def _facts(person: ToReach, now: datetime) -> list[tuple[str, Cell]]:
    facts: list[tuple[str, Cell]] = [
        *(("why" if at == 0 else "", why) for at, why in enumerate(person.why)),
        ("since", when(person.since, now)),
        ("words", person.words),
        ("mention", person.mention_id),
        ("where", person.url or ""),
        ("case", person.case_id or ""),
        ("next", person.next),
    ]
    return [(name, words) for name, words in facts if words]
