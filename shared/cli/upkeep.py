"""The system itself: how it is, what waits, and giving that another try."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from shared.case import Case
from shared.cli.cases import cases_table
from shared.cli.context import AsJson, Session, session_of, tell_machine
from shared.cli.statement_views import promise_words
from shared.cli.storms import storms_table
from shared.cli.tables import Screen
from shared.statement import Statement
from shared.storm import Storm

if TYPE_CHECKING:
    from shared.operations.upkeep import Waiting

PANEL = "Keep"

app = typer.Typer()


@dataclass(frozen=True, slots=True)
class Promised:
    """An open promise; it is late where `minutes_late` is not None."""

    statement_id: str
    title: str
    next_update_at: datetime
    minutes_late: int | None


@dataclass(frozen=True, slots=True)
class Status:
    """How a deployment is, at one instant. `plan_version` is None where no plan is in force.

    It is well where no dead letters wait and no promise is late.
    """

    at: datetime
    plan_version: int | None
    page: str
    webhooks: str
    queues: tuple[Waiting, ...]
    dead_letters: tuple[Waiting, ...]
    cases: tuple[Case, ...]
    storms: tuple[Storm, ...]
    promises: tuple[Promised, ...]
    well: bool


@app.command(rich_help_panel=PANEL, epilog="Example: firebreak status --check")
def status(
    ctx: typer.Context,
    check: Annotated[
        bool, typer.Option("--check", help="End with 1 where dead letters wait or a promise is late.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show on one screen how everything is."""
    session = session_of(ctx)
    statements = [one for one in session.voice.statements() if one.promise is not None]
    seen = _status(session, statements)
    if as_json:
        tell_machine(seen)
    else:
        _show(session, seen, statements)
    if check and not seen.well:
        raise typer.Exit(1)


@app.command(rich_help_panel=PANEL, epilog="Example: firebreak redrive")
def redrive(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Give everything that waits in a dead letter queue another try. What fails again waits again."""
    session = session_of(ctx)
    redriven = session.upkeep.redrive(session.now)
    if as_json:
        tell_machine(redriven)
        return
    Screen().listing(("queue", "tried again"), [[name, str(count)] for name, count in redriven.items()])


def _status(session: Session, statements: list[Statement]) -> Status:
    plan = session.plan_if_any
    dead_letters = tuple(session.upkeep.dead_letters())
    promises = sorted(_promises(statements, session.now), key=lambda one: one.next_update_at)
    return Status(
        at=session.now,
        plan_version=None if plan is None else plan.version,
        page=session.deployment.site_url,
        webhooks=session.deployment.webhooks_url,
        queues=tuple(session.upkeep.queues()),
        dead_letters=dead_letters,
        cases=tuple(sorted(session.care.cases(), key=lambda case: case.state != "open")),
        storms=tuple(session.care.storms(running=True)),
        promises=tuple(promises),
        well=not any(one.messages for one in dead_letters) and all(one.minutes_late is None for one in promises),
    )


def _promises(statements: list[Statement], now: datetime) -> list[Promised]:
    promises = []
    for one in statements:
        if one.promise is not None and one.promise.next_update_at is not None:
            at = one.promise.next_update_at
            promises.append(Promised(one.id, one.title, at, one.promise.minutes_late(now) if at < now else None))
    return promises


def _show(session: Session, seen: Status, statements: list[Statement]) -> None:
    screen = Screen()
    plan = session.plan_if_any
    said = "no plan in force (firebreak plan publish FILE)" if plan is None else f"plan {plan.version}"
    screen.say(f"Firebreak {'local' if session.local else session.stage}, {said}", style="bold")
    screen.facts([("page", seen.page), ("webhooks", f"{seen.webhooks.rstrip('/')}/SOURCE")])
    screen.heading("Queues")
    screen.facts([(one.queue, f"{one.messages} waiting") for one in seen.queues])
    dead = [one for one in seen.dead_letters if one.messages]
    screen.heading("Dead letters")
    if dead:
        screen.facts([(one.queue, f"{one.messages}: {'; '.join(one.reasons) or 'no reason given'}") for one in dead])
        screen.say("  Once the cause is mended: firebreak redrive")
    else:
        screen.say("  None.")
    screen.heading(f"Open cases ({len(seen.cases)})")
    if seen.cases:
        screen.listing(*cases_table(list(seen.cases), session.now))
    else:
        screen.say("  None.")
    screen.heading(f"Running storms ({len(seen.storms)})")
    if seen.storms:
        screen.listing(*storms_table(list(seen.storms), session.now))
    else:
        screen.say("  None.")
    screen.heading(f"Promises ({len(seen.promises)})")
    for one in sorted(statements, key=lambda one: (one.promise and one.promise.next_update_at) or one.created_at):
        screen.facts([(one.id, one.title), ("", promise_words(one, plan, session.now))])
    if not seen.promises:
        screen.say("  None.")
    if not seen.well:
        screen.heading("Not well: dead letters wait, or a promise is late.")
