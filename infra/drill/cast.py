"""The people of a drill at work: whoever is told plans what they will do, and does it when its time has come."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from infra.drill.doors import Deed, Done, Doors
from infra.drill.people import acts_at
from infra.drill.scenario import Scenario
from infra.drill.watch import Watch
from shared.case import Case, Notice


@dataclass(order=True)
class _Intent:
    at: datetime
    number: int
    do: Callable[[datetime], None] = field(compare=False)


class Agenda:
    """What is going to be done, in order of time."""

    def __init__(self) -> None:
        self._intents: list[_Intent] = []
        self._made = 0

    def add(self, at: datetime, do: Callable[[datetime], None]) -> None:
        self._made += 1
        heapq.heappush(self._intents, _Intent(at, self._made, do))

    @property
    def next_at(self) -> datetime | None:
        return self._intents[0].at if self._intents else None

    def act(self, now: datetime) -> bool:
        """Everything whose time has come; whether anything was done."""
        acted = False
        while self._intents and self._intents[0].at <= now:
            heapq.heappop(self._intents).do(now)
            acted = True
        return acted


class Carers:
    """Who answers cases, by the scenario's script."""

    def __init__(self, scenario: Scenario, zone: ZoneInfo, doors: Doors, watch: Watch, agenda: Agenda) -> None:
        self._scenario, self._zone = scenario, zone
        self._doors, self._watch, self._agenda = doors, watch, agenda
        self._planned: set[tuple[str, str, str]] = set()
        self.done: list[Done] = []

    def hear(self, case: Case, notice: Notice) -> None:
        """Somebody was told. Told again before they have acted, they don't act twice."""
        answers = self._scenario.of(notice.person)
        if answers.acknowledges is not None:
            self._plan(case.id, notice, "acknowledge", answers.acknowledges)
        if answers.escalates is not None:
            self._plan(case.id, notice, "escalate", answers.escalates)

    def _plan(self, case_id: str, notice: Notice, deed: Deed, after: timedelta) -> None:
        key = (case_id, notice.person, deed)
        if key in self._planned or notice.sent_at is None:
            return
        self._planned.add(key)

        def act(now: datetime) -> None:
            self._planned.discard(key)
            self._act(case_id, notice.person, deed, now)

        self._agenda.add(acts_at(self._scenario.of(notice.person), notice.sent_at, after, self._zone), act)

    def _act(self, case_id: str, person: str, deed: Deed, now: datetime) -> None:
        case = self._watch.cases.get(case_id)
        if case is None or case.state == "resolved" or (deed == "acknowledge" and self._has(case, person, now)):
            return
        done = self._doors.act(person, case_id, deed, now)
        self.done.append(done)
        if deed == "acknowledge" and done.refused is None:
            self._follow(case_id, person, now)

    def _has(self, case: Case, person: str, now: datetime) -> bool:
        """Whether somebody has it, so that nobody need press: they look before they do."""
        asked = case.asked_at is not None and case.acknowledged_by == person and case.asked_at <= now
        return case.state in ("acknowledged", "waiting") and not asked

    def _follow(self, case_id: str, person: str, now: datetime) -> None:
        """Who has it answers the customer and puts it right, while it is still theirs."""
        answers = self._scenario.of(person)
        for deed, after in (("answer", answers.answers), ("resolve", answers.resolves)):
            key = (case_id, person, deed)
            if after is None or key in self._planned:
                continue
            self._planned.add(key)
            self._agenda.add(now + after, self._follow_up(case_id, person, "answer" if deed == "answer" else "resolve"))

    def _follow_up(self, case_id: str, person: str, deed: Deed) -> Callable[[datetime], None]:
        def act(now: datetime) -> None:
            case = self._watch.cases.get(case_id)
            if case is None or case.state == "resolved" or case.acknowledged_by != person:
                self._planned.discard((case_id, person, deed))
                return
            self.done.append(self._doors.act(person, case_id, deed, now, self._scenario.of(person).cause))

        return act
