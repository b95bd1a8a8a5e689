"""How a statement and its promise look."""

from __future__ import annotations

from datetime import datetime

from shared.cli.deeds import deeds
from shared.cli.moments import clock, length, when
from shared.cli.tables import Cell, Screen, colored
from shared.plan import Plan
from shared.statement import Draft, Statement
from shared.statement_life import spoken


def statements_table(listed: list[Statement], now: datetime) -> tuple[tuple[str, ...], list[list[Cell]]]:
    headings = ("statement", "state", "updates", "next word", "title")
    return headings, [
        [one.id, colored(stage(one)), str(len(one.updates)), _next_word(one, now), one.title] for one in listed
    ]


def stage(statement: Statement) -> str:
    """The public state, and the draft in hand beside it."""
    if statement.state in ("draft", "approved") or statement.draft is None:
        return statement.state
    approved = statement.approved_hash == statement.draft.text_hash
    return f"{statement.state} + {'approved' if approved else 'draft'}"


def promise_words(statement: Statement, plan: Plan | None, now: datetime) -> Cell:
    """The open promise, in the company's zone where there is a plan, and how far it is."""
    promise = statement.promise
    if promise is None or promise.next_update_at is None:
        return "none is open"
    at = promise.next_update_at
    told = clock(at) if plan is None else spoken(at, plan)
    if at < now:
        return colored(f"late by {length(now - at)}; the next word was promised by {told}")
    return f"the next word by {told}, in {length(at - now)}"


def show_statement(screen: Screen, statement: Statement, plan: Plan | None, now: datetime) -> None:
    screen.say(f"{statement.id}  {statement.title}", style="bold")
    about = [of for of in (statement.storm_id, statement.case_id) if of]
    screen.facts(
        [
            ("state", colored(stage(statement))),
            ("instance", statement.instance),
            ("impact", statement.impact),
            ("shown at", ", ".join(statement.components) or "no component"),
            ("about", ", ".join(about) or "neither a storm nor a case"),
            ("began", when(statement.started_at, now)),
            ("promise", promise_words(statement, plan, now)),
        ]
    )
    if statement.retracted_because:
        screen.heading("Taken back, because")
        screen.text(statement.retracted_because)
    for update in reversed(statement.updates):
        screen.heading(f"Update {update.number}, {clock(update.published_at)}: {update.progress}")
        screen.text(update.body)
        screen.facts([("approved by", update.approved_by), *_kept(update.minutes_late(now), update.kept_at)])
    if statement.draft is not None:
        show_draft(screen, statement, statement.draft)
    screen.heading("What was done")
    screen.facts(deeds(statement.moves))


def show_draft(screen: Screen, statement: Statement, draft: Draft) -> None:
    approved = statement.approved_hash == draft.text_hash
    state = f"approved by {statement.approved_by}" if approved else "not approved"
    screen.heading(f"Draft by {draft.author}: {draft.progress}, {state}, text {draft.text_hash}")
    screen.text(draft.title)
    screen.text("")
    screen.text(draft.body)


def _next_word(statement: Statement, now: datetime) -> Cell:
    promise = statement.promise
    if promise is None or promise.next_update_at is None:
        return "-"
    at = promise.next_update_at
    return colored(f"late by {length(now - at)}") if at < now else f"in {length(at - now)}"


def _kept(minutes_late: int | None, kept_at: datetime | None) -> list[tuple[str, Cell]]:
    if minutes_late is None or kept_at is None:
        return []
    return [("promise", "kept" if minutes_late == 0 else colored(f"late by {minutes_late} min"))]
