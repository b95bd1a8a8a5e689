"""The report as one page that needs nothing else: no script, no outside resource; light and dark, narrow and wide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

from infra.drill import as_text as words
from infra.drill.moments import clock, dated, lasted
from infra.drill.report import CaseReport, Report
from infra.drill.timeline import close_up, legend, picture
from shared.case_clocks import CALLED

STYLE = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
#: So many of a case's tellings are listed; a last resort who is told each hour for days fills the page otherwise.
MOST_TELLINGS = 12


def as_html(report: Report) -> str:
    zone = ZoneInfo(report.time_zone)
    held = not report.untold and not report.unowned
    title = f"Drill: {report.name}"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>"
        f'<header class="{"held" if held else "fell"}"><div class="wide"><p>{escape(report.company)}</p>'
        f"<h1>{escape(title)}</h1><p>{escape(words.verdict(report))}</p>"
        f"<p>{dated(report.started_at, zone)} to {dated(report.ended_at, zone)}, {escape(report.time_zone)}. "
        "Nothing of it left the building.</p></div></header>"
        f'<main class="wide">{_figures(report)}{_advice(report)}{_picture(report)}{_cases(report, zone)}'
        f"{_each(report, zone)}{_people(report)}{_public(report, zone)}{_gaps(report)}</main></body></html>\n"
    )


def _figures(report: Report) -> str:
    yes = sorted(case.acknowledged_after for case in report.cases if case.acknowledged_after is not None)
    middle = lasted(yes[len(yes) // 2]) if yes else "never"
    late = sum(1 for promise in report.promises if promise.late)
    over = sum(1 for promise in report.promises if promise.late is not None)
    figures = [
        (str(report.posted), "mentions came"),
        (str(len(report.cases)), "cases were opened"),
        (middle, "to the first yes, in the middle case"),
        (str(sum(1 for case in report.cases if case.last_resort_at)), "cases got to the last resort"),
        (str(sum(count for _, count in report.messages)), "messages were rendered, and caught"),
        (f"{over - late} of {over}" if over else "none made", "public promises kept"),
    ]
    return "<dl>" + "".join(f"<div><dd>{a}</dd><dt>{b}</dt></div>" for a, b in figures) + "</dl>"


def _advice(report: Report) -> str:
    found = report.advice or ("Nothing: in this scenario the plan held.",)
    return f"<section><h2>What to change</h2><ol>{_items(found)}</ol></section>"


def _picture(report: Report) -> str:
    return (
        f'<section><h2>Who was told when</h2><ul class="legend">{legend(report)}</ul>{picture(report)}'
        '<p class="soft">Shaded from top to bottom: night, 22:00 to 07:00. A grey bar in a person’s row: asleep, as '
        "the scenario has it. The tables below say the same.</p></section>"
    )


def _cases(report: Report, zone: ZoneInfo) -> str:
    rows = [
        (
            clock(case.opened_at, zone),
            f"{escape(case.title)} <small>{case.id}</small>",
            case.priority,
            _yes(case, report),
            str(case.rungs_passed),
            clock(case.last_resort_at, zone) if case.last_resort_at else "not told",
            ", ".join(CALLED[name] for name in dict.fromkeys(case.late)) or "none",
            clock(case.resolved_at, zone) if case.resolved_at else f"still {case.state}",
        )
        for case in report.cases
    ]
    heads = ("Opened", "Case", "Priority", "First yes", "Rungs passed", "Last resort", "Late", "Resolved")
    return _table("Cases", heads, rows, raw=(1,)) if rows else ""


def _yes(case: CaseReport, report: Report) -> str:
    if case.acknowledged_after is None:
        return "never"
    return f"after {lasted(case.acknowledged_after)}, by {report.name_of(case.acknowledged_by or '')}"


def _each(report: Report, zone: ZoneInfo) -> str:
    """Each case from near; the first is open."""
    if not report.cases:
        return ""
    parts = "".join(
        f"<details{' open' if not at else ''}><summary>{clock(case.opened_at, zone)}: {escape(case.title)} "
        f"<small>{case.id}</small></summary><p>{escape(_capital(words.ending(case, report, zone)))}.</p>"
        f"{close_up(case, report)}{_tellings(case, report, zone)}</details>"
        for at, case in enumerate(report.cases)
    )
    return f"<section><h2>Case by case</h2>{parts}</section>"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _tellings(case: CaseReport, report: Report, zone: ZoneInfo) -> str:
    rows = []
    for telling in case.tellings[:MOST_TELLINGS]:
        waited = f"{lasted(telling.waited)}: {telling.why_silent}" if telling.waited is not None else ""
        at = clock(telling.at, zone) if telling.at is not None else "never"
        rows.append((at, words.rung_name(telling), words.whom(telling, report), waited))
    rest = len(case.tellings) - MOST_TELLINGS
    if rest > 0:
        rows.append(("", f"and {rest} more", "", ""))
    return _rows(("When", "Rung", "Who, and by what", "Waited in vain"), rows)


def _people(report: Report) -> str:
    rows = [
        (one.name, str(one.messages), str(one.bundles), str(one.most_in_ten_minutes), str(one.acknowledged))
        for one in report.people
    ]
    heads = ("Person", "Messages", "Of these together", "Most in ten minutes", "Acknowledged")
    return _table("People", heads, rows) if rows else ""


def _public(report: Report, zone: ZoneInfo) -> str:
    storms = [words.storm_line(one, zone) for one in report.storms]
    rows = [
        (
            one.statement,
            clock(one.said_at, zone),
            clock(one.due_at, zone),
            clock(one.kept_at, zone) if one.kept_at is not None else "not said",
            "not due yet" if one.late is None else "kept" if not one.late else f"late by {one.late} min",
        )
        for one in report.promises
    ]
    said = f"<section><h2>Storms</h2><ul>{_items(storms)}</ul></section>" if storms else ""
    heads = ("Statement", "Said", "Next word promised for", "Came", "Promise")
    return said + (_table("Promises", heads, rows) if rows else "")


def _gaps(report: Report) -> str:
    if not report.gaps:
        return ""
    return f"<section><h2>What fell through</h2><ul>{_items(report.gaps)}</ul></section>"


def _items(sentences: Iterable[str]) -> str:
    return "".join(f"<li>{escape(one)}</li>" for one in sentences)


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], raw: tuple[int, ...] = ()) -> str:
    return f"<section><h2>{escape(title)}</h2>{_rows(heads, rows, raw)}</section>"


def _rows(heads: Sequence[str], rows: Sequence[Sequence[str]], raw: tuple[int, ...] = ()) -> str:
    """On a phone each row is a card: the column's name stands before its value."""
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "".join(f"<tr>{_cells(heads, row, raw)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cells(heads: Sequence[str], row: Sequence[str], raw: tuple[int, ...]) -> str:
    return "".join(
        f'<td data-of="{escape(heads[at])}">{cell if at in raw else escape(cell)}</td>' for at, cell in enumerate(row)
    )
