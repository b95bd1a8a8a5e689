"""Who is on duty: whom an instance's trouble would reach now, and everybody's weeks drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from shared.cli.context import AsJson, RefusedError, session_of, tell_machine
from shared.cli.moments import moment
from shared.cli.plan_source import PlanOption, given, titled
from shared.cli.tables import Screen
from shared.plan import Plan
from shared.plan_values_said import clock, span
from shared.roster import DutyNow, InstanceNow, Reached, RungNow, on_duty_now, told_now
from shared.wall_clock import instant

app = typer.Typer()


@dataclass(frozen=True, slots=True)
class Roster:
    """Whom a plan would tell at one instant, and who is on duty."""

    at: datetime
    plan_version: int
    instances: tuple[InstanceNow, ...]
    schedules: tuple[DutyNow, ...]


@app.command(epilog="Example: firebreak plan oncall --at 03:00 --instance website_problem")
def oncall(
    ctx: typer.Context,
    at: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help='Such as 8h (from now), 03:00 or "2026-12-24 22:00" (there), or 2026-12-24T22:00Z; without it, now.',
            show_default=False,
        ),
    ] = None,
    instance: Annotated[
        str | None, typer.Option(metavar="INSTANCE", help="Only this one of the plan.", show_default=False)
    ] = None,
    plan_file: PlanOption = None,
    as_json: AsJson = False,
) -> None:
    """Say who would be told now, rung by rung and by which ways, who has quiet hours, and who is on duty until when."""
    session = session_of(ctx)
    plan = given(session, plan_file)
    when = session.now if at is None else _moment(at, session.now, plan.company.time_zone)
    roster = Roster(
        when,
        plan.version,
        tuple(told_now(plan, id_, when) for id_ in _wanted(plan, instance)),
        tuple(on_duty_now(one, when, plan.company.time_zone) for one in plan.schedules),
    )
    if as_json:
        tell_machine(roster)
    else:
        _show(Screen(), plan, roster)


def _moment(at: str, now: datetime, zone: str) -> datetime:
    """Also a day with its time as the plan's own file has them, by the company's clock on the wall."""
    try:
        wall = datetime.strptime(at.replace("T", " "), "%Y-%m-%d %H:%M")  # noqa: DTZ007  # a wall clock has no zone
    except ValueError:
        return moment(at, now, ZoneInfo(zone))
    return instant(wall, zone)


def _wanted(plan: Plan, instance: str | None) -> list[str]:
    has = [one.id for one in plan.instances]
    if instance is not None and instance not in has:
        raise RefusedError(f"the plan has no instance {instance!r}; it has {', '.join(has)}")
    return has if instance is None else [instance]


def _show(screen: Screen, plan: Plan, roster: Roster) -> None:
    zone = ZoneInfo(plan.company.time_zone)
    screen.say(f"{titled(plan)}: {clock(roster.at.astimezone(zone))} ({zone.key})", style="bold")
    for one in roster.instances:
        screen.heading(f"{one.instance}: {one.priority} complaint")
        again = f", once all rungs were told {one.repeat + 1} times" if one.repeat else ""
        rungs = [(_after(rung), _rung(rung)) for rung in one.rungs]
        last = f"the last resort{again}: {_person(one.last_resort)}"
        screen.facts([*rungs, (f"after {span(one.last_after)}", last)])
    if roster.schedules:
        screen.heading("On duty")
        screen.facts([(one.schedule, _duty(one, zone)) for one in roster.schedules])


def _after(rung: RungNow) -> str:
    return f"after {span(rung.after)}" if rung.after else "at once"


def _rung(rung: RungNow) -> str:
    people = [one.person for one in rung.people]
    label = "" if list(rung.tell) == people else f"{', '.join(rung.tell)}: "
    told = "; ".join(map(_person, rung.people)) or "nobody"
    return f"{label}{told}" + (" (passed over at once)" if rung.passed_over else "")


def _person(reached: Reached) -> str:
    if not reached.quiet:
        return f"{reached.person} by {', '.join(reached.ways) or 'no way'}"
    by = f"only by {', '.join(reached.ways)}" if reached.ways else "not to be told"
    return f"{reached.person} has quiet hours, {by}"


def _duty(duty: DutyNow, zone: ZoneInfo) -> str:
    now = ", ".join(duty.people) or "nobody"
    if duty.until is None:
        return f"{now}, and nobody else for a year"
    return f"{now} until {clock(duty.until.astimezone(zone))}, then {', '.join(duty.then) or 'nobody'}"
