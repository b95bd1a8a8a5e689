"""Putting a plan in force, going back to an earlier one, and who did so when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from shared.cli.context import As, AsJson, RefusedError, Session, session_of, tell_machine
from shared.cli.moments import clock
from shared.cli.plan_source import PlanFile, checked
from shared.cli.plan_view import counted
from shared.cli.tables import Screen
from shared.plan import Plan
from shared.plan_change import Change
from shared.storm import Decision

if TYPE_CHECKING:
    from collections.abc import Callable

#: So many sentences on what changes are shown at once; `firebreak plan diff` has them all.
MOST_CHANGES = 8

app = typer.Typer()

Why = Annotated[str, typer.Option(metavar="TEXT", help="Why; others will ask.", show_default=False)]


@dataclass(frozen=True, slots=True)
class InForce:
    """What publishing did. `published` is false where that very plan was in force already.

    `open_cases` counts the cases that keep an earlier version, by that.
    """

    version: int
    published: bool
    changes: tuple[Change, ...] = ()
    open_cases: dict[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """Who published a version; `who` is None where that was not kept."""

    version: int
    in_force: bool
    when: datetime | None
    who: str | None
    what: str
    why: str


@app.command(epilog="Example: firebreak plan publish plan.yaml")
def publish(ctx: typer.Context, file: PlanFile, why: Why = "", who: As = None, as_json: AsJson = False) -> None:
    """Put a plan in force. Cases that are open keep the version that they began with."""
    session = session_of(ctx)
    plan = checked(file, session.now)
    decision = Decision(session.typist(who), session.now, "plan published", why.strip())
    answer = _put(session, plan, lambda: session.upkeep.publish_plan(plan, decision))
    _tell(answer, plan, as_json=as_json)


@app.command(epilog='Example: firebreak plan restore 3 --why "the new rota has holes"')
def restore(
    ctx: typer.Context,
    version: Annotated[
        int, typer.Argument(metavar="VERSION", min=1, help="As `firebreak plan versions` shows it.", show_default=False)
    ],
    why: Why = "",
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Go back: put an earlier version in force again, as a new one."""
    session = session_of(ctx)
    plan = session.upkeep.plan(version)
    typist = session.typist(who)
    answer = _put(session, plan, lambda: session.upkeep.restore_plan(version, typist, session.now, why.strip()))
    _tell(answer, plan, as_json=as_json)
    _warn(plan, session.now)


@app.command(epilog="Example: firebreak plan versions")
def versions(
    ctx: typer.Context,
    most: Annotated[int, typer.Option(min=1, max=500, help="So many, the newest first.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Show who put which plan in force, and when."""
    found = session_of(ctx).upkeep.plan_versions(most)
    rows = [
        Published(
            version,
            at == 0,
            decision.when if decision else None,
            decision.who if decision else None,
            decision.what if decision else "plan published",
            decision.why if decision else "",
        )
        for at, (version, decision) in enumerate(found)
    ]
    if as_json:
        tell_machine(rows)
    elif not rows:
        raise RefusedError("no crisis plan was ever published; publish one: firebreak plan publish FILE")
    else:
        Screen().listing(
            ("version", "when", "who", "what"),
            [
                [
                    f"{row.version}{' (in force)' if row.in_force else ''}",
                    "-" if row.when is None else clock(row.when),
                    row.who or "-",
                    row.what + (f": {row.why}" if row.why else ""),
                ]
                for row in rows
            ],
        )


def _put(session: Session, plan: Plan, publish_it: Callable[[], int]) -> InForce:
    before = session.plan_if_any
    if before is not None and replace(plan, version=before.version) == before:
        # Told again: the first telling may have failed, and with it the page.
        session.upkeep.announce_plan(before.version)
        return InForce(before.version, published=False)
    # Two plans and their shifts: only who changes a plan waits for that.
    from shared.operations.plan_meeting import versions_of_open_cases
    from shared.plan_changes import changes

    found = () if before is None else tuple(changes(before, plan, session.now))
    return InForce(publish_it(), published=True, changes=found, open_cases=versions_of_open_cases(session.deployment))


def _tell(answer: InForce, plan: Plan, *, as_json: bool) -> None:
    if as_json:
        tell_machine(answer)
        return
    screen = Screen()
    if not answer.published:
        screen.say(f"That very plan is in force already, as version {answer.version}.")
        return
    screen.say(f"Plan {answer.version} is in force: {counted(plan)}.")
    for change in answer.changes[:MOST_CHANGES]:
        screen.say(f"  {change}")
    if len(answer.changes) > MOST_CHANGES:
        see = f"firebreak plan diff {answer.version - 1} {answer.version}"
        screen.say(f"  and {len(answer.changes) - MOST_CHANGES} changes more; see: {see}")
    if answer.open_cases:
        kept = ", ".join(f"{count} version {version}" for version, count in answer.open_cases.items())
        screen.say(f"Open cases keep the plan that they began with: {kept}.")


def _warn(plan: Plan, now: datetime) -> None:
    """An earlier plan may break a rule by now; going back is not refused for that: it was good enough once."""
    from shared.plan_rules import broken_rules

    for broken in broken_rules(plan, now):
        Screen(error=True).say(f"Note: {broken.what}; {broken.mend}")
