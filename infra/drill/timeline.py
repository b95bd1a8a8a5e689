"""The picture of a drill: a row for what was said in public, for each case, for each person; time from left to right.

Its places are percentages, so that it fits a phone and a wall without a script.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from itertools import groupby
from zoneinfo import ZoneInfo

from infra.drill.moments import clock
from infra.drill.nights import NIGHT, spans
from infra.drill.report import CaseReport, PersonReport, Report

#: Pixels: the height of a row, where its label stands, where its line runs, and the room for the hours at the top.
ROW, LABEL, LINE, TOP = 46, 15, 31, 26
#: Marks of one kind nearer than this (per cent of the width) are drawn as one.
NEAR = 1.1
#: No more hours than fit a phone are written at the top.
MOST_HOURS = 7
_STEPS = tuple(timedelta(minutes=each) for each in (5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 5760, 10_080))
#: A close-up shows so many tellings at most, and no less than this.
CLOSE_TELLINGS = 8
CLOSE_AT_LEAST = timedelta(minutes=20)
#: Each kind of mark has a shape of its own, so that colour is not needed to tell them apart. Drawn around 0, 0.
SHAPES = {
    "opened": '<path d="M0-8V8"/>',
    "told": '<circle r="4.5"/>',
    "failed": '<path d="M-5-5 5 5M-5 5 5-5"/>',
    "last": '<path d="M0-7 7 6H-7Z"/>',
    "acknowledged": '<path d="M-6 0-2 5 7-6"/>',
    "answered": '<circle r="5.5"/><circle r="2"/>',
    "escalated": '<path d="M-5 3 0-4 5 3"/>',
    "resolved": '<rect x="-5" y="-5" width="10" height="10"/>',
    "spoken": '<path d="M-6-5H6V3H0L-4 7V3H-6Z"/>',
    "promised": '<path d="M0-7 6 0 0 7-6 0Z"/>',
    "late": '<path d="M0-7 6 0 0 7-6 0Z"/><path d="M-3-3 3 3M-3 3 3-3"/>',
    "noticed": '<path d="M1-8-5 2H0L-1 8 5-2H0Z"/>',
}
CALLED = {
    "opened": "opened",
    "told": "told",
    "failed": "could not be told",
    "last": "last resort told",
    "acknowledged": "acknowledged",
    "answered": "customer answered",
    "escalated": "escalated by hand",
    "resolved": "resolved",
    "spoken": "said in public",
    "promised": "promise kept",
    "late": "promise late",
    "noticed": "storm noticed",
}


@dataclass(frozen=True, slots=True)
class Mark:
    at: datetime
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """`spans` are shaded (somebody sleeps), `line` is from when to when there is something."""

    label: str
    marks: tuple[Mark, ...]
    spans: tuple[tuple[datetime, datetime], ...] = ()
    line: tuple[datetime, datetime] | None = None


def picture(report: Report) -> str:
    """The whole drill, with a text for who can't see it; the tables say the same."""
    says = (
        f"Timeline: {len(report.cases)} cases and {len(report.people)} people, with marks for when they were told, "
        "acknowledged and resolved. The tables below say the same in words."
    )
    return _drawn(list(rows(report)), _Scale(report.started_at, report.ended_at), ZoneInfo(report.time_zone), says)


def close_up(case: CaseReport, report: Report) -> str:
    """The beginning of one case, until somebody had it or the first pass was over: who was told when."""
    last = [telling.at for telling in case.tellings if telling.at is not None][:CLOSE_TELLINGS]
    ends = max([*last, case.acknowledged_at or case.opened_at, case.opened_at + CLOSE_AT_LEAST])
    scale = _Scale(case.opened_at, ends + (ends - case.opened_at) * 0.06)
    names = {person.id: person for person in report.people}
    told = dict.fromkeys(one.person for telling in case.tellings for one in telling.told)
    drawn = []
    for of in told:
        person = _person(names[of], (case,)) if of in names else Row(of, ())
        marks = tuple(mark for mark in person.marks if mark.at <= scale.end)
        if marks:
            drawn.append(Row(person.label, marks, tuple(cut for one in person.spans if (cut := scale.cut(one)))))
    says = f"Close-up of {case.id}: when each person was told and acknowledged. The table below says the same."
    return _drawn(drawn, scale, ZoneInfo(report.time_zone), says)


def _drawn(drawn: list[Row], scale: _Scale, zone: ZoneInfo, says: str) -> str:
    height = TOP + ROW * len(drawn)
    night = "".join(
        f'<rect class="night" x="{scale.x(a)}%" width="{scale.x(b) - scale.x(a):.2f}%" y="{TOP - 6}" '
        f'height="{height - TOP + 6}"/>'
        for a, b in spans(NIGHT, scale.start, scale.end, zone)
    )
    body = "".join(_row(row, number, scale, zone) for number, row in enumerate(drawn))
    return (
        f'<svg class="picture" role="img" aria-label="{escape(says)}" width="100%" height="{height}">'
        f"{night}{''.join(_hours(scale, zone, height))}{body}</svg>"
    )


def legend(report: Report) -> str:
    """The marks that this picture has, each with its word."""
    used = {mark.kind for row in rows(report) for mark in row.marks}
    return "".join(
        f'<li><svg width="20" height="18" aria-hidden="true"><g class="mark {kind}" transform="translate(10 9)">'
        f"{SHAPES[kind]}</g></svg>{CALLED[kind]}</li>"
        for kind in SHAPES
        if kind in used
    )


def rows(report: Report) -> Iterator[Row]:
    public = tuple(_public(report))
    if public:
        yield Row("In public", public)
    yield from (_case(case, report.ended_at) for case in report.cases)
    yield from (_person(person, report.cases) for person in report.people)


def _public(report: Report) -> Iterable[Mark]:
    yield from (Mark(storm.noticed_at, "noticed") for storm in report.storms)
    for promise in report.promises:
        yield Mark(promise.said_at, "spoken")
        if promise.late is not None:
            yield Mark(promise.due_at, "late" if promise.late else "promised")


def _case(case: CaseReport, end: datetime) -> Row:
    marks = [Mark(case.opened_at, "opened")]
    for telling in case.tellings:
        if telling.at is not None:
            marks.append(Mark(telling.at, "last" if telling.last else "told"))
    marks += [Mark(act.at, act.what) for act in case.acts]
    return Row(f"{case.title} · {case.id}", tuple(marks), line=(case.opened_at, case.resolved_at or end))


def _person(person: PersonReport, cases: tuple[CaseReport, ...]) -> Row:
    marks = [
        Mark(at, "told" if one.at is not None else "failed")
        for case in cases
        for telling in case.tellings
        for one in telling.told
        if one.person == person.id and (at := one.at or telling.at) is not None
    ]
    marks += [Mark(act.at, act.what) for case in cases for act in case.acts if act.who == person.id]
    return Row(person.name, tuple(marks), person.nights)


def _row(row: Row, number: int, scale: _Scale, zone: ZoneInfo) -> str:
    top = TOP + ROW * number
    asleep = "".join(
        f'<rect class="asleep" x="{scale.x(a)}%" width="{scale.x(b) - scale.x(a):.2f}%" y="{top + LINE - 5}" '
        'height="10">'
        f"<title>asleep, {clock(a, zone)} to {clock(b, zone)}</title></rect>"
        for a, b in row.spans
    )
    begin, end = row.line or (scale.start, scale.end)
    line = (
        f'<line class="{"life" if row.line else "whole"}" x1="{scale.x(begin)}%" x2="{scale.x(end)}%" '
        f'y1="{top + LINE}" y2="{top + LINE}"/>'
    )
    marks = "".join(
        f'<svg x="{x}%" y="{top + LINE}" overflow="visible" width="1" height="1"><g class="mark {kind}">'
        f"<title>{escape(says)}</title>{SHAPES[kind]}</g></svg>"
        for x, kind, says in _placed(row.marks, scale, zone)
    )
    return f'<text x="0" y="{top + LABEL}">{escape(row.label)}</text>{asleep}{line}{marks}'


def _placed(marks: tuple[Mark, ...], scale: _Scale, zone: ZoneInfo) -> Iterator[tuple[float, str, str]]:
    """Each mark's place, kind and words; of one kind, those too near to be told apart are one."""
    for kind in SHAPES:
        places = sorted({(scale.x(mark.at), mark.at) for mark in marks if mark.kind == kind})
        for _, group in groupby(_clustered(places), key=lambda one: one[0]):
            found = [at for _, (_, at) in group]
            often = f" {len(found)} times" if len(found) > 1 else ""
            until = f" to {clock(found[-1], zone)}" if len(found) > 1 else ""
            yield scale.x(found[0]), kind, f"{CALLED[kind]}{often}, {clock(found[0], zone)}{until}"


def _clustered(places: list[tuple[float, datetime]]) -> Iterator[tuple[int, tuple[float, datetime]]]:
    number, began = -1, -NEAR
    for place in places:
        if place[0] - began >= NEAR:
            number, began = number + 1, place[0]
        yield number, place


def _hours(scale: _Scale, zone: ZoneInfo, height: int) -> Iterator[str]:
    lasts = scale.end - scale.start
    step = next((step for step in _STEPS if lasts / step <= MOST_HOURS), _STEPS[-1])
    first = scale.start.astimezone(zone)
    day = first.replace(hour=0, minute=0, second=0, microsecond=0)
    at, number = day, 0
    while at.astimezone(UTC) <= scale.end:
        x = scale.x(at.astimezone(UTC))
        if at.astimezone(UTC) >= scale.start and x <= 90:
            name = f"{at:%a} {at.day}" if step >= timedelta(days=1) or not at.hour else f"{at:%H:%M}"
            yield f'<line class="hour" x1="{x}%" x2="{x}%" y1="4" y2="{height}"/>'
            text = f'<text class="at{" odd" if number % 2 else ""}" x="4" y="14">{name}</text>'
            number += 1
            yield f'<svg x="{x}%" overflow="visible" width="1" height="1">{text}</svg>'
        at = (at + step).replace(tzinfo=zone)  # on the wall's clock


@dataclass(frozen=True, slots=True)
class _Scale:
    start: datetime
    end: datetime

    def x(self, at: datetime) -> float:
        """Per cent from the left, with room for a mark at either side."""
        share = (at - self.start) / (self.end - self.start)
        return round(1.5 + 97 * min(1.0, max(0.0, share)), 2)

    def cut(self, span: tuple[datetime, datetime]) -> tuple[datetime, datetime] | None:
        """What of a span lies inside."""
        begin, end = max(span[0], self.start), min(span[1], self.end)
        return (begin, end) if begin < end else None
