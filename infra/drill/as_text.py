"""The report for a terminal or a file, in lines that fit 100 columns where their words do."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from infra.drill.moments import clock, dated, lasted
from infra.drill.report import CaseReport, PersonReport, PromiseReport, Report, StormReport, Telling
from shared.case_clocks import CALLED


def as_text(report: Report) -> str:
    return "\n".join(_lines(report, ZoneInfo(report.time_zone))) + "\n"


def _lines(report: Report, zone: ZoneInfo) -> Iterator[str]:
    yield f"Drill: {report.name}"
    yield f"{report.company}, {dated(report.started_at, zone)} to {dated(report.ended_at, zone)} ({report.time_zone})"
    yield ""
    yield verdict(report)
    yield summary(report)
    yield from _section("What to change", [f"- {sentence}" for sentence in report.advice] or ["- nothing: it held"])
    yield from _section("Storms", [storm_line(one, zone) for one in report.storms])
    yield from _section("Cases", [line for case in report.cases for line in _case(case, report, zone)])
    yield from _section("People", [person_line(one) for one in report.people])
    yield from _section("Promises", [promise_line(one, zone) for one in report.promises])
    yield from _section("What fell through", [f"- {sentence}" for sentence in report.gaps])


def verdict(report: Report) -> str:
    """The one sentence that says whether the plan held."""
    if not report.cases:
        return "No case was opened: nothing in this scenario was urgent, or a storm."
    if report.untold:
        return f"The plan did not hold: of {_count(len(report.untold), 'case')} nobody was told at all."
    unowned = len(report.unowned)
    if unowned:
        return f"Somebody was told of every case, but {_count(unowned, 'case')} had no owner at the end."
    return "Somebody was told of every case, and every case had somebody."


def summary(report: Report) -> str:
    told = ", ".join(f"{count} by {way}" for way, count in report.messages) or "none"
    deeds = f"people acted {report.by_link} times by a link and {report.by_command} times by the command"
    return f"{_count(report.posted, 'mention')}, {_count(len(report.cases), 'case')}, messages: {told}; {deeds}."


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield from ("", title, *(f"  {line}" for line in lines))


def _case(case: CaseReport, report: Report, zone: ZoneInfo) -> Iterator[str]:
    yield f"{clock(case.opened_at, zone)}  {case.id}  {case.title} ({case.priority}, {case.state})"
    for telling in case.tellings[:8]:
        yield f"    {telling_line(telling, report, zone)}"
    if len(case.tellings) > 8:
        yield f"    and {len(case.tellings) - 8} tellings more"
    yield f"    {ending(case, report, zone)}"


def whom(telling: Telling, report: Report) -> str:
    """`Safety officer (email, slack)`; what failed is marked."""
    ways: dict[str, list[str]] = {}
    for one in telling.told:
        ways.setdefault(one.person, []).append(f"{one.way}, failed" if one.failed else one.way)
    return "; ".join(f"{report.name_of(person)} ({', '.join(by)})" for person, by in ways.items()) or "nobody"


def telling_line(telling: Telling, report: Report, zone: ZoneInfo) -> str:
    at = clock(telling.at, zone) if telling.at is not None else "never"
    waited = f"; waited {lasted(telling.waited)} in vain" if telling.waited is not None else ""
    return f"{at}  {rung_name(telling)}: {whom(telling, report)}{waited}"


def rung_name(telling: Telling) -> str:
    if telling.last:
        return "last resort"
    return f"rung {telling.rung}" if telling.cause == "rung" else f"rung {telling.rung}, {_CAUSES[telling.cause]}"


def ending(case: CaseReport, report: Report, zone: ZoneInfo) -> str:
    words = []
    if case.acknowledged_after is not None:
        who = report.name_of(case.acknowledged_by or "")
        words.append(f"acknowledged by {who} after {lasted(case.acknowledged_after)}")
    else:
        words.append("never acknowledged")
    if case.late:
        words.append(f"late: {', '.join(CALLED[name] for name in dict.fromkeys(case.late))}")
    if case.resolved_at is not None:
        words.append(f"resolved {clock(case.resolved_at, zone)}")
    return "; ".join(words)


def person_line(person: PersonReport) -> str:
    bundles = f", {_count(person.bundles, 'bundle')}" if person.bundles else ""
    return (
        f"{person.name}: {_count(person.messages, 'message')}{bundles}, at most {person.most_in_ten_minutes} "
        f"within ten minutes; acknowledged {_count(person.acknowledged, 'time')}"
    )


def promise_line(promise: PromiseReport, zone: ZoneInfo) -> str:
    due = f"{promise.statement}: next word promised for {clock(promise.due_at, zone)}"
    if promise.late is None:
        return f"{due}: not due yet"
    return f"{due}: {'kept' if not promise.late else f'late by {promise.late} min'}"


def storm_line(storm: StormReport, zone: ZoneInfo) -> str:
    spoken = f"first public word {clock(storm.spoken_at, zone)}" if storm.spoken_at else "nothing said in public"
    return (
        f"{storm.id} about {storm.brand}: noticed {clock(storm.noticed_at, zone)}, "
        f"{lasted(storm.noticed_at - storm.began_at)} and {_count(storm.after_mentions, 'mention')} in; {spoken}"
    )


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


_CAUSES = {
    "by_hand": "by hand",
    "first_answer": "the first answer is late",
    "next_answer": "the next answer is late",
    "solution": "the solution is late",
    "assigned": "reassigned",
    "asked": "asked again",
    "customer": "the customer wrote again",
    "crisis": "a crisis",
}
