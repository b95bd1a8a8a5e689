"""What was heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from shared.cli import mention_said
from shared.cli.context import AsJson, MentionId, RefusedError, found, session_of, tell_machine
from shared.cli.mention_views import circumstances, mentions_table, said_so
from shared.cli.moments import span, when
from shared.cli.tables import Screen, colored
from shared.correction import Correction
from shared.mention import Mention
from shared.verdict import Kind, Priority, Verdict

if TYPE_CHECKING:
    from shared.verdict import Known

PANEL = "Hear"
#: Each hour is asked for on its own: longer than this would take minutes.
LONGEST = timedelta(days=31)
#: Where a kind or priority is asked for, so many mentions are looked through.
LOOKED_THROUGH = 2_000

app = typer.Typer()


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention for machines: with its id, which is made of its other parts."""

    id: str
    mention: Mention
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Shown(Seen):
    """One of them, with what people said of it, the newest first."""

    corrections: tuple[Correction, ...]


@app.command(
    rich_help_panel=PANEL, epilog="Example: firebreak mentions --last 2h --kind specific_complaint --priority urgent"
)
def mentions(
    ctx: typer.Context,
    last: Annotated[str, typer.Option(metavar="SPAN", help="How far back: 90s, 30m, 24h, 7d.")] = "24h",
    kind: Annotated[Kind | None, typer.Option(help="Only mentions of this kind.")] = None,
    priority: Annotated[Priority | None, typer.Option(help="Only mentions of this priority.")] = None,
    most: Annotated[int, typer.Option(min=1, max=1000, help="At most so many, the newest first.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List what was heard, the newest first. Private messages and our own answers are marked."""
    within = span(last)
    if within > LONGEST:
        raise RefusedError(f"--last goes back {LONGEST.days} days at most")
    session = session_of(ctx)
    narrowed = kind is not None or priority is not None
    known = session.care.mentions(session.now, within, LOOKED_THROUGH if narrowed else most)
    fitting = [one for one in known if fits(one.verdict, kind, priority)][:most]
    if as_json:
        tell_machine([seen(one) for one in fitting])
        return
    screen = Screen()
    if fitting:
        screen.listing(*mentions_table(fitting, session.now))
    else:
        screen.say(f"No such mention in the last {last}.")
    if narrowed and len(known) == LOOKED_THROUGH:
        Screen(error=True).say(f"Looked through the newest {LOOKED_THROUGH:,} only; ask for less with --last.")


class OneMention(TyperGroup):
    """`firebreak mention ID` shows it: what is no word of ours is an id."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        known = not args or args[0] in self.commands or args[0] == "--help"
        return list(super().parse_args(ctx, args if known else ["show", *args]))


#: `firebreak mention`: one of them.
one = typer.Typer(
    cls=OneMention, no_args_is_help=True, epilog="Example: firebreak mention discourse:forum.example.com:4711"
)
one.add_typer(mention_said.deeds)


@one.command(epilog="Example: firebreak mention show discourse:forum.example.com:4711")
def show(ctx: typer.Context, mention: MentionId, as_json: AsJson = False) -> None:
    """Show one mention with its verdict, the reasons for each part of it, and what people said of it."""
    session = session_of(ctx)
    known = found(session.care.mention(mention), f"mention {mention} (or it was deleted)", "mentions")
    corrections = session.care.of_doubts.said(mention)
    if as_json:
        tell_machine(Shown(known.mention.id, known.mention, known.verdict, corrections))
        return
    screen = Screen()
    said, verdict = known.mention, known.verdict
    screen.say(said.id, style="bold")
    screen.facts(circumstances(said, session.now))
    screen.heading("Words")
    screen.text(said.text + (" […]" if said.truncated else ""))
    screen.heading("Verdict")
    if verdict is None:
        screen.say("  None yet: triage has not reached it, or could not judge it (see: firebreak status).")
        return
    screen.facts(
        [
            ("kind", colored(verdict.kind)),
            ("priority", colored(verdict.priority)),
            ("sentiment", f"{verdict.sentiment}, severity {verdict.severity} of 4"),
            ("instance", verdict.instance or "none fits"),
            ("language", verdict.language),
            ("confidence", verdict.confidence),
            ("triaged", when(verdict.triaged_at, session.now)),
        ]
    )
    screen.heading("Reasons")
    screen.facts([(reason.about, reason.why) for reason in verdict.reasons])
    if corrections:
        screen.heading("People said")
        screen.facts(said_so(corrections, session.now))


def fits(verdict: Verdict | None, kind: Kind | None, priority: Priority | None) -> bool:
    """Whether a mention with this verdict is asked for. One without a verdict is, only where all are."""
    if verdict is None:
        return kind is None and priority is None
    return kind in (None, verdict.kind) and priority in (None, verdict.priority)


def seen(known: Known) -> Seen:
    return Seen(known.mention.id, known.mention, known.verdict)
