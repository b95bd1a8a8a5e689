"""Cases: the queue, and one of them with all that belongs to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import typer

from shared.case import Case, LogEntry, Notice
from shared.case_outlook import Clock, Step, clocks, coming, is_late
from shared.cli.case_views import facts_of, notice_line, queue_table
from shared.cli.context import AsJson, CaseId, RefusedError, Session, found, session_of, tell_machine
from shared.cli.deeds import deeds
from shared.cli.mention_views import mentions_table
from shared.cli.mentions import Seen, seen
from shared.cli.tables import Screen
from shared.on_call import people_of
from shared.operations.case_file import CaseFile, Queue
from shared.plan import Plan
from shared.rungs import told
from shared.storm_words import Heard

PANEL = "Own"

app = typer.Typer()


@dataclass(frozen=True, slots=True)
class CaseDocument:
    """A case with all that belongs to it, for machines. `told` are the ids of whom its rung reaches at this moment.

    `storm` is what is heard in the storm that it is about.
    """

    case: Case
    log: tuple[LogEntry, ...]
    notices: tuple[Notice, ...]
    mentions: tuple[Seen, ...]
    told: tuple[str, ...]
    next: Step | None
    clocks: tuple[Clock, ...]
    authority: int
    private_channel: str | None
    merged: tuple[str, ...]
    storm: Heard | None


@app.command(rich_help_panel=PANEL, epilog="Example: firebreak cases --mine port-manager --late")
def cases(
    ctx: typer.Context,
    resolved: Annotated[bool, typer.Option("--resolved", help="Those that are over, instead of the queue.")] = False,
    mine: Annotated[
        str | None,
        typer.Option(
            metavar="PERSON", help="Only those that this person owns, or has acknowledged.", show_default=False
        ),
    ] = None,
    instance: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only those of this kind of trouble.", show_default=False)
    ] = None,
    late: Annotated[bool, typer.Option("--late", help="Only those of which a clock ran out.")] = False,
    most: Annotated[int, typer.Option(min=1, max=5000, help="At most so many, the most urgent first.")] = 100,
    as_json: AsJson = False,
) -> None:
    """List the cases in order of priority: who is next and when, and the most pressing clock."""
    session = session_of(ctx)
    _known(session, mine, instance)
    queue = session.care.queue(resolved, _fits(mine, instance, late, session.now), most)
    if as_json:
        tell_machine(queue.cases)
    elif queue.cases:
        Screen().listing(*queue_table(queue, session.now))
    elif mine or instance or late:
        Screen().say("No such case.")
    else:
        Screen().say("No case is resolved yet." if resolved else "No case is open.")
    _tell_rest(queue, most)


@app.command(rich_help_panel=PANEL, epilog="Example: firebreak case case-0a1b2c3d4e")
def case(ctx: typer.Context, case: CaseId, as_json: AsJson = False) -> None:
    """Show one case: who has it and who is next, its clocks, its log, who was told, and what it gathered."""
    session = session_of(ctx)
    file = found(session.care.case(case), f"case {case}", "cases")
    if as_json:
        tell_machine(_document(file, session.now))
        return
    screen = Screen()
    screen.say(f"{file.case.id}  {file.case.title}", style="bold")
    screen.facts(facts_of(file, session.now))
    if file.reasons:
        screen.heading("Reasons")
        for reason in file.reasons:
            screen.text(reason)
    screen.heading("Log")
    screen.facts(deeds(file.log))
    if file.notices:
        screen.heading("Notices")
        screen.facts([notice_line(one) for one in file.notices])
    if file.mentions:
        screen.heading(f"Mentions ({len(file.mentions)} of {max(file.case.mentions, len(file.mentions))})")
        screen.listing(*mentions_table(list(file.mentions), session.now))


def _known(session: Session, mine: str | None, instance: str | None) -> None:
    """A word that the plan doesn't know would list nothing, as if all were well."""
    plan = session.plan_if_any
    if plan is None:
        return
    if mine is not None and plan.named(mine) is None:
        people = ", ".join(person.id for person in plan.people)
        raise RefusedError(f"the plan has nobody {mine!r}; it has {people}")
    kinds = [one.id for one in plan.instances]
    if instance is not None and instance not in kinds:
        raise RefusedError(f"the plan has no instance {instance!r}; it has {', '.join(kinds)}")


def _fits(mine: str | None, instance: str | None, late: bool, now: datetime) -> Callable[[Case, Plan], bool]:
    def fits(case: Case, plan: Plan) -> bool:
        if instance is not None and case.instance != instance:
            return False
        if late and not is_late(case, now):
            return False
        # Where a team or a schedule owns it, it is also theirs who stand behind it now.
        return mine is None or mine in (
            case.owner,
            case.acknowledged_by,
            *people_of(plan, (case.owner,), case.instance, now),
        )

    return fits


def _tell_rest(queue: Queue, most: int) -> None:
    if queue.more:
        Screen(error=True).say(
            f"{queue.more:,} more {'are' if queue.more > 1 else 'is'} not shown: --most {most + queue.more}"
        )
    if not queue.whole:
        Screen(error=True).say("There are more cases than were looked through; the rest are less urgent.")


def _document(file: CaseFile, now: datetime) -> CaseDocument:
    case, plan = file.case, file.plan
    instance = plan.instance(case.instance)
    return CaseDocument(
        case=case,
        log=file.log,
        notices=file.notices,
        mentions=tuple(seen(one) for one in file.mentions),
        told=() if case.state == "resolved" else told(case, plan, now),
        next=coming(case, plan, now),
        clocks=tuple(clocks(case, now)),
        authority=instance.authority,
        private_channel=instance.private_channel,
        merged=file.merged,
        storm=None if file.storm is None else file.storm.heard,
    )
