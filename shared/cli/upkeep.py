"""The system itself: how it is, what waits, and giving that another try."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from shared.audit import Audit
from shared.case import Case
from shared.cli.case_views import cases_table
from shared.cli.context import AsJson, Session, session_of, tell_machine
from shared.cli.moments import ago, when
from shared.cli.statement_views import promise_words
from shared.cli.storm_views import storms_table
from shared.cli.tables import Screen
from shared.cli.watch import watching
from shared.statement import Statement
from shared.storm import Storm

if TYPE_CHECKING:
    from shared.operations.upkeep import Waiting

PANEL = "Keep"
#: The audit runs each minute; an older result says nothing of now.
AUDIT_GOOD_FOR = timedelta(minutes=5)

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

    It is well where no dead letters wait, no promise is late, and the audit runs and finds nothing; `audit` is None
    before its first minute. `to_reach` is how many people the watch list names.
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
    audit: Audit | None
    well: bool
    to_reach: int = 0


@app.command(rich_help_panel=PANEL, epilog="Example: firebreak status --check")
def status(
    ctx: typer.Context,
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="End with 1 where it is not well: dead letters wait, or something is late, dead or quiet."
        ),
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
    audit = session.upkeep.last_audit()
    letters, late = any(one.messages for one in dead_letters), any(one.minutes_late is not None for one in promises)
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
        audit=audit,
        well=not letters and not late and _in_order(audit, session.now),
        to_reach=_to_reach(session),
    )


def _to_reach(session: Session) -> int:
    if session.plan_if_any is None:
        return 0
    found = watching(session).people(session.plan_if_any, session.now)
    return len(found.people) + found.more


def _in_order(audit: Audit | None, now: datetime) -> bool:
    return audit is None or (not audit.findings and now - audit.at <= AUDIT_GOOD_FOR)


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
    screen.heading("Audit")
    _show_audit(screen, seen.audit, session.now)
    screen.heading(f"Open cases ({len(seen.cases)})")
    if seen.cases:
        screen.listing(*cases_table(list(seen.cases), session.now))
    else:
        screen.say("  None.")
    if seen.to_reach:
        screen.say(f"  {seen.to_reach:,} {'person' if seen.to_reach == 1 else 'people'} to reach: firebreak watch")
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
        screen.heading("Not well: dead letters wait, or something is late, dead or quiet.")


def _show_audit(screen: Screen, audit: Audit | None, now: datetime) -> None:
    if audit is None:
        screen.say("  It has not run yet.")
        return
    if now - audit.at > AUDIT_GOOD_FOR:
        screen.say(
            f"  It last ran {ago(audit.at, now)}: nobody knows whether anything is late (RUNBOOK: The audit is silent)."
        )
    elif not audit.findings:
        screen.say("  Nothing is late, dead or quiet.")
    else:
        screen.say("  It failed." if not audit.passed else "  Nothing is late or dead.")
    screen.facts([(one.kind, f"{one.what}, since {when(one.since, now)}") for one in audit.findings])
