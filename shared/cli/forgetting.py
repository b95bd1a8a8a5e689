"""Erasure: what one author wrote goes, and a report says what was erased, and what remains until when."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from shared.cli.context import AsJson, session_of, settled, tell_machine
from shared.cli.moments import when
from shared.cli.source_named import known_platform
from shared.cli.tables import Screen
from shared.cli.upkeep import PANEL
from shared.erasure import Erasure

app = typer.Typer()


@app.command(rich_help_panel=PANEL, epilog="Example: firebreak forget @mia --platform bluesky --dry-run")
def forget(
    ctx: typer.Context,
    author: Annotated[
        str,
        typer.Argument(
            metavar="AUTHOR",
            help="Whose posts: the handle, the id, or the name, as `firebreak mentions` shows it.",
            show_default=False,
        ),
    ],
    platform: Annotated[
        str | None, typer.Option(metavar="NAME", help="On this platform. Needed where several have such an author.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would be erased.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Erase without asking first.")] = False,
    as_json: AsJson = False,
) -> None:
    """Erase all that one author wrote, with their name, and report what remains until when."""
    from shared.operations.forgetting import Forgetting

    session = session_of(ctx)
    if platform is not None:
        known_platform(platform)
    forgetting = Forgetting(session.deployment)
    posts = settled(forgetting.posts(author.strip(), platform))
    if not (dry_run or yes):
        typer.confirm(
            f"Erase {len(posts):,} posts by one author on {posts[0].platform}, for good?", abort=True, err=True
        )
    erasure = forgetting.forget(posts, session.now, dry_run=dry_run)
    if as_json:
        tell_machine(erasure)
        return
    screen = Screen()
    screen.say(_headline(erasure), style="bold")
    screen.facts(_facts(erasure))
    screen.heading("What remains")
    screen.facts([(_until(one.until), one.what) for one in erasure.remains])
    screen.heading("Notices that may quote the posts, and can't be taken back")
    if erasure.told:
        rows = [(one.case_id, when(one.sent_at, session.now), one.way, one.person) for one in erasure.told]
        screen.listing(("case", "sent", "by", "to"), rows)
    else:
        screen.say("  None went out.")
    screen.say("")
    screen.say(
        "The same posts stay out when they come again. New posts by this author come in as before: "
        "whoever must not be heard at all has to be left out at the source."
    )


def _headline(erasure: Erasure) -> str:
    done = "are erased: words, author and verdicts" if erasure.erased_at else "would be erased; nothing was done"
    return f"{erasure.posts:,} posts on {erasure.platform} {done}."


def _facts(erasure: Erasure) -> list[tuple[str, str]]:
    facts = [("by source", ", ".join(f"{one.source} ({one.posts:,})" for one in erasure.places))]
    facts.append(("in cases", ", ".join(erasure.cases) or "none"))
    if erasure.noted:
        facts.append(("named in notes", f"{', '.join(erasure.noted)}: people's own notes there name the author"))
    if erasure.named_only:
        facts.append(("careful", "the platform gave a name only: different people may have written under it"))
    return facts


def _until(until: datetime | None) -> str:
    """A day: what goes by itself goes some time after its hour."""
    return "stays" if until is None else f"until {until:%Y-%m-%d}"
