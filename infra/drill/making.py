"""Makes the report of what happened. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from infra.drill.advice import advice, gaps
from infra.drill.facts import CaseFacts, Facts
from infra.drill.nights import nights
from infra.drill.people import asleep
from infra.drill.report import Act, CaseReport, PersonReport, PromiseReport, Report, StormReport, Telling, Told
from shared.case import Case
from shared.storm import Storm

TEN_MINUTES = timedelta(minutes=10)
#: How log lines begin that the picture shows, and what it calls them (shared/case_life.py, shared/escalation.py).
_SHOWN = (
    ("acknowledged again", "acknowledged"),
    ("acknowledged", "acknowledged"),
    ("answered the customer", "answered"),
    ("resolved", "resolved"),
    ("merged into", "resolved"),
    ("escalated by hand", "escalated"),
)


def report_of(facts: Facts) -> Report:
    cases = tuple(_case(one, facts) for one in facts.cases)
    people = _people(facts, cases)
    storms = tuple(_storm(one, facts) for one in facts.storms)
    promises = _promises(facts)
    doors = Counter(done.by for done in facts.done if done.refused is None)
    return Report(
        name=facts.scenario.name,
        company=facts.plan.company.name,
        time_zone=facts.plan.company.time_zone,
        started_at=facts.started_at,
        ended_at=facts.ended_at,
        posted=len(facts.posted),
        messages=tuple(sorted(Counter(sent.way for sent in facts.sent).items())),
        by_link=doors["link"],
        by_command=doors["command"],
        cases=cases,
        people=people,
        storms=storms,
        promises=promises,
        gaps=gaps(facts, cases),
        advice=advice(facts, cases, people, storms, promises),
    )


def _case(found: CaseFacts, facts: Facts) -> CaseReport:
    case = found.case
    acts = tuple(_acts(found))
    first = next((act for act in acts if act.what in ("acknowledged", "answered")), None)
    tellings = _tellings(found, facts)
    last = next((telling.at for telling in tellings if telling.last and telling.reached), None)
    return CaseReport(
        id=case.id,
        title=title_of(case, facts),
        instance=case.instance,
        priority=case.priority,
        storm=case.storm_id is not None,
        opened_at=case.opened_at,
        state=case.state,
        mentions=case.mentions,
        tellings=tellings,
        acts=acts,
        acknowledged_by=first.who if first else None,
        acknowledged_at=first.at if first else None,
        rungs_passed=max((telling.rung for telling in tellings), default=0),
        last_resort_at=last,
        late=case.late,
        resolved_at=case.resolved_at,
    )


def title_of(case: Case, facts: Facts) -> str:
    """What it is about in the plan's words: a case's own title may hold a customer's."""
    about = facts.plan.instance(case.instance).name
    return f"Suspected storm about {case.brand}: {about}" if case.storm_id is not None else about


def _acts(found: CaseFacts) -> Iterable[Act]:
    for entry in sorted(found.log, key=lambda one: one.when):
        shown = next((name for begins, name in _SHOWN if entry.what.startswith(begins)), None)
        if shown is not None and entry.who != "firebreak":
            yield Act(entry.when, shown, entry.who)


def _tellings(found: CaseFacts, facts: Facts) -> tuple[Telling, ...]:
    told: dict[int, list[Told]] = {}
    for notice in found.notices:
        told.setdefault(notice.telling, []).append(Told(notice.person, notice.way, notice.sent_at, notice.failed))
    seen = {one.number: one for one in found.tellings}
    numbers = sorted({*told, *(number for number, one in seen.items() if one.number in told)})
    made: list[Telling] = []
    for number in numbers:
        ways = tuple(told[number])
        at = min((one.at for one in ways if one.at is not None), default=None)
        known = seen.get(number)
        made.append(
            Telling(
                number=number,
                at=at,
                rung=known.rung if known else 0,
                last=known.last if known else False,
                cause=known.cause if known else "rung",
                told=ways,
            )
        )
    return tuple(
        _with_wait(one, made[at + 1] if at + 1 < len(made) else None, facts, found) for at, one in enumerate(made)
    )


def _with_wait(telling: Telling, following: Telling | None, facts: Facts, found: CaseFacts) -> Telling:
    """How long its people were waited for in vain, and what each of them was doing."""
    until = following.at if following is not None else None
    if telling.at is None or (following is not None and until is None):
        return telling
    answered = any(act.at >= telling.at and (until is None or act.at <= until) for act in _acts(found))
    if answered or (until is None and found.case.state != "open"):
        return telling
    end = until or facts.ended_at
    why = ", ".join(f"{_name(facts, person)} {_silence(facts, person, telling.at)}" for person in telling.reached)
    return _replaced(telling, end - telling.at, why)


def _replaced(telling: Telling, waited: timedelta, why: str) -> Telling:
    return Telling(telling.number, telling.at, telling.rung, telling.last, telling.cause, telling.told, waited, why)


def _silence(facts: Facts, person: str, at: datetime) -> str:
    answers = facts.scenario.of(person)
    if asleep(answers, at, facts.zone):
        return "was asleep"
    return "did not answer" if answers.silent else "had not answered yet"


def _name(facts: Facts, person: str) -> str:
    return facts.plan.name_of(person)


def _people(facts: Facts, cases: tuple[CaseReport, ...]) -> tuple[PersonReport, ...]:
    return tuple(
        person for one in facts.plan.people if (person := _person(one.id, facts, cases)) is not None and person.notices
    )


def _person(of: str, facts: Facts, cases: tuple[CaseReport, ...]) -> PersonReport | None:
    person = facts.plan.person(of)
    heard = [
        (one.at, one.way, case.id)
        for case in cases
        for telling in case.tellings
        for one in telling.told
        if one.person == of and one.at is not None
    ]
    reached = {str(getattr(person, way)): way for way in person.ways()}
    # A channel has many readers: what is posted there counts for those who were told by it at that moment.
    moments = {(way, at) for at, way, _ in heard}
    times = sorted(
        sent.at
        for sent in facts.sent
        if reached.get(sent.to) == sent.way and (sent.way in ("email", "sms") or (sent.way, sent.at) in moments)
    )
    together = Counter((way, at) for at, way, _ in heard)
    mailed: Counter[tuple[str, datetime]] = Counter(
        (sent.way, sent.at) for sent in facts.sent if reached.get(sent.to) == sent.way
    )
    bundles = {at for (way, at), cases_told in together.items() if cases_told > mailed[way, at] > 0}
    ways = max(1, len({way for _, way, _ in heard}))
    return PersonReport(
        id=of,
        name=person.name,
        notices=len(heard),
        messages=len(times),
        most_in_ten_minutes=-(-_most(times) // ways),
        bundles=len(bundles),
        acknowledged=sum(1 for case in cases for act in case.acts if act.who == of and act.what == "acknowledged"),
        nights=tuple(nights(facts.scenario.of(of), facts.started_at, facts.ended_at, facts.zone)),
    )


def _most(times: list[datetime]) -> int:
    """The most within any ten minutes; `times` are in order."""
    most = begin = 0
    for at, time in enumerate(times):
        while time - times[begin] > TEN_MINUTES:
            begin += 1
        most = max(most, at - begin + 1)
    return most


def _storm(storm: Storm, facts: Facts) -> StormReport:
    came = sum(1 for at, brand in facts.posted if brand == storm.brand and storm.began_at <= at <= storm.noticed_at)
    words = [
        update.published_at
        for statement in facts.statements
        if statement.storm_id == storm.id
        for update in statement.updates
    ]
    return StormReport(
        storm.id,
        storm.brand,
        storm.began_at,
        storm.noticed_at,
        came,
        storm.complaints,
        min(words, default=None),
    )


def _promises(facts: Facts) -> tuple[PromiseReport, ...]:
    return tuple(
        PromiseReport(
            statement.id,
            update.published_at,
            update.next_update_at,
            update.kept_at,
            update.minutes_late(facts.ended_at)
            if update.kept_at is not None or update.next_update_at <= facts.ended_at
            else None,
        )
        for statement in facts.statements
        for update in statement.updates
        if update.next_update_at is not None
    )
