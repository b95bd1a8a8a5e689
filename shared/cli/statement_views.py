"""How a statement and its promise look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from shared.cli.deeds import deeds
from shared.cli.moments import clock, length, when
from shared.cli.tables import Cell, Screen, colored
from shared.gate.finding import Finding
from shared.plan import Plan
from shared.promise import record
from shared.spoken import spoken
from shared.statement import Draft, Statement


def statements_table(listed: list[Statement], now: datetime) -> tuple[tuple[str, ...], list[list[Cell]]]:
    headings = ("statement", "state", "updates", "next word", "title")
    return headings, [
        [one.id, colored(stage(one)), str(len(one.updates)), _next_word(one, now), one.title] for one in listed
    ]


def stage(statement: Statement) -> str:
    """The public state, and the draft in hand beside it."""
    if not statement.public or statement.draft is None:
        return statement.state.replace("_", " ")
    return f"{statement.state} + {(statement.stage or 'draft').replace('_', ' ')}"


def promise_words(statement: Statement, plan: Plan | None, now: datetime) -> Cell:
    """The open promise, in the company's zone where there is a plan, and how far it is."""
    promise = statement.promise
    if promise is None or promise.next_update_at is None:
        return "none is open"
    at = promise.next_update_at
    told = clock(at) if plan is None else spoken(at, ZoneInfo(plan.company.time_zone))
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
            ("kept", _kept_rate(statement, now)),
            ("nothing new yet", _standby_words(statement)),
        ]
    )
    if statement.retraction is not None:
        screen.heading(f"Taken back by {statement.retraction.who}, because")
        screen.text(statement.retraction.because)
    for update in reversed(statement.updates):
        screen.heading(f"Update {update.number}, {clock(update.published_at)}: {update.progress}")
        for words in update.words:
            _show_words(screen, words.language, len(update.words) > 1, words.title, words.body)
        told: list[tuple[str, Cell]] = [("approved by", update.approved_by)]
        if update.corrects is not None:
            told.append((f"corrects {update.corrects}", update.because))
        told += [(f"let {one.rule} pass", f"{one.who}: {one.because}") for one in update.overrides]
        screen.facts([*told, *_kept(update.minutes_late(now), update.kept_at)])
    if statement.draft is not None:
        show_draft(screen, statement, statement.draft)
    screen.heading("What was done")
    screen.facts(deeds(statement.moves))


def show_draft(screen: Screen, statement: Statement, draft: Draft) -> None:
    about = [draft.progress, draft.impact, ", ".join(draft.components) or "no component"]
    if draft.corrects is not None:
        about.append(f"corrects update {draft.corrects}: {draft.because}")
    for words in draft.words:
        approval = statement.approved(words.language)
        state = f"approved by {approval.who}" if approval else "not approved"
        of = f" ({words.language})" if len(draft.words) > 1 else ""
        by = ", ".join(words.authors)
        screen.heading(f"Draft{of} by {by}: {draft.progress}, {state}, text {draft.hash_of(words.language)}")
        screen.text(words.title)
        screen.text("")
        screen.text(words.body)
    screen.facts([("would say", "; ".join(about))])
    for one in statement.overrides:
        screen.facts([(f"let {one.rule} pass", f"{one.who}: {one.because}")])


def notes(statement: Statement, changed: str | None = None) -> Iterator[str]:
    """What an author may overlook in the draft: languages whose text is another's, or is missing now."""
    if statement.draft is None:
        return
    here = statement.draft.languages
    others = [language for language in here if language != changed] if changed else []
    if others:
        yield f"The text in {', '.join(others)} stays as it was; if it says something else now, change it:"
        yield f"  firebreak statement edit {statement.id} --language {others[0]}   (or with --drop)"
    before = [one.language for one in statement.updates[-1].words] if statement.updates else []
    gone = [language for language in before if language not in here]
    if gone:
        yield f"The last update was in {', '.join(gone)} too; readers of that get this one in {here[0]}. Add it:"
        yield f"  firebreak statement edit {statement.id} --language {gone[0]}"


def show_findings(screen: Screen, findings: Sequence[Finding]) -> None:
    """What the gate would say, refusals first."""
    if not findings:
        return
    screen.heading("The gate")
    long = [one for one in findings if one.rule.startswith("too_long_for_")]
    for one in findings:
        if one in long:
            continue
        level = "refuses" if one.level == "refuse" else "warns"
        found = f" “{one.words}”" if one.words else ""
        screen.text(f"{level}, {one.rule} ({one.language}, {one.where}):{found} {one.why} {one.mend}")
    if long:
        # One line for all of them: what can't be cut is no reason to overlook what must be changed.
        channels = ", ".join(dict.fromkeys(one.rule.removeprefix("too_long_for_").replace("_", " ") for one in long))
        screen.text(f"warns, too long for: {channels}. The page has room for it.")


def _show_words(screen: Screen, language: str, named: bool, title: str, body: str) -> None:
    if named:
        screen.text(f"[{language}] {title}")
    screen.text(body)


def _kept_rate(statement: Statement, now: datetime) -> str:
    retraction = statement.retraction
    kept = record(statement.updates, now, None if retraction is None else retraction.when)
    if not kept.made:
        return "no promise is over yet"
    late = f"; late by {', '.join(str(minutes) for minutes in kept.minutes_late)} min" if kept.minutes_late else ""
    return f"{kept.kept} of {kept.made} promises{late}"


def _standby_words(statement: Statement) -> str:
    if statement.standby is None:
        return "not approved ahead"
    return f"approved ahead by {', '.join(dict.fromkeys(one.who for one in statement.standby.approvals))}"


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
