"""A person's word about a verdict, and the queue of those that wait for one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from shared.cli.context import AsJson, MentionId, RefusedError, session_of, settled, tell_machine
from shared.cli.mention_views import doubts_table, moved
from shared.cli.moments import span
from shared.cli.tables import Screen
from shared.verdict import Kind, Sentiment

if TYPE_CHECKING:
    from shared.operations.doubting import Corrected

PANEL = "Hear"
#: Each day is asked for by itself.
LONGEST_DAYS = 31

#: `firebreak mention correct` and `firebreak mention confirm`.
deeds = typer.Typer()
app = typer.Typer()

By = Annotated[
    str | None,
    typer.Option(
        "--by",
        "--as",
        metavar="PERSON",
        envvar="FIREBREAK_AS",
        help="Who says so: the id of a person in the plan. Without it, your user name on this machine.",
    ),
]


@deeds.command(
    epilog="Example: firebreak mention correct discourse:forum.example.com:4711 --kind specific_complaint --by ana"
)
def correct(
    ctx: typer.Context,
    mention: MentionId,
    kind: Annotated[Kind | None, typer.Option(help="What it is.")] = None,
    instance: Annotated[
        str | None, typer.Option(metavar="ID", help="Which of the plan's instances it is about, or `none`.")
    ] = None,
    severity: Annotated[int | None, typer.Option(min=0, max=4, help="Of a complaint: 1 mild to 4 blame.")] = None,
    sentiment: Annotated[Sentiment | None, typer.Option(help="Its mood.")] = None,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Say what a mention is. It is judged again with your word, and what is like it is judged by it, too.

    A case that it has opened stays: see firebreak reassign, note and resolve.
    """
    from shared.operations.doubting import Parts

    parts = Parts(kind, instance, severity, sentiment)
    if parts == Parts():
        raise RefusedError("say what it is: --kind, --instance, --severity, --sentiment; or: firebreak mention confirm")
    session = session_of(ctx)
    who = session.who(by)
    _tell(mention, settled(session.care.of_doubts.correct(mention, parts, who, session.now)), as_json=as_json)


@deeds.command(epilog="Example: firebreak mention confirm discourse:forum.example.com:4711 --by ana")
def confirm(ctx: typer.Context, mention: MentionId, by: By = None, as_json: AsJson = False) -> None:
    """Say that a mention is what we think: it leaves the doubts, and is learned from."""
    session = session_of(ctx)
    who = session.who(by)
    _tell(mention, settled(session.care.of_doubts.confirm(mention, who, session.now)), as_json=as_json)


@app.command(rich_help_panel=PANEL, epilog="Example: firebreak doubts --last 7d")
def doubts(
    ctx: typer.Context,
    last: Annotated[str, typer.Option(metavar="SPAN", help="How far back: 30m, 24h, 7d.")] = "24h",
    most: Annotated[int, typer.Option(min=1, max=1000, help="At most so many.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List what a person should read: we are unsure of it, and it may matter. The most pressing first, then the newest.

    firebreak mention correct ID, or confirm ID, takes one off.
    """
    within = span(last)
    if within.days > LONGEST_DAYS:
        raise RefusedError(f"--last goes back {LONGEST_DAYS} days at most")
    session = session_of(ctx)
    found = session.care.of_doubts.doubts(session.now, within, most)
    reader = session.plan_if_any.second_reader if session.plan_if_any else None
    readings = None if reader is None else session.care.of_doubts.readings(session.now)
    if as_json:
        tell_machine({"doubts": found, "second_reader": reader, "readings": readings})
        return
    screen = Screen()
    if found:
        screen.listing(*doubts_table(found, session.now))
    else:
        screen.say(f"Nothing of the last {last} waits for a person.")
    if len(found) == most:
        screen.say(f"There may be more than these {most}: --most shows up to 1,000.")
    if reader is not None and readings is not None:
        spent = f"{readings.asked:,} of {reader.most_a_day:,} readings today, {readings.cost_usd:.4f} $"
        screen.say(f"second reader ({reader.by}): {spent}")
        if readings.trouble is not None:
            screen.say(f"  its last reading failed: {readings.trouble}")


def _tell(mention_id: str, told: Corrected, *, as_json: bool) -> None:
    if as_json:
        tell_machine(told)
        return
    screen = Screen()
    screen.say(f"{mention_id}: {'confirmed' if told.before == told.after or told.correction.confirms else 'corrected'}")
    screen.facts(moved(told.before, told.after))
