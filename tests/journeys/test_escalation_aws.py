"""Days of cases with the real functions between moto's doubles: the same that holds in memory (test_escalation.py)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import time_machine
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from moto import mock_aws
from moto.sesv2.models import sesv2_backends

from shared.case import Case, LogEntry
from shared.case_life import wrote_again
from shared.events import RungReached
from shared.operations.care import Care
from shared.rungs import to_next_rung
from shared.store.cases import CaseStore
from shared.store.held import HeldStore
from shared.store.ledger import Ledger
from tests.builders import a_plan
from tests.harness.world import ACCOUNT, REGION, World, names
from tests.journeys.story import let_cases_wait
from tests.journeys.test_crashes import failing
from tests.shared.nouns import MINUTE, a_case

#: The evening before Berlin's clocks go back.
STARTS = datetime(2026, 10, 24, 17, tzinfo=UTC)
FAR = datetime(2030, 1, 1, tzinfo=UTC)
CASES = ("case-0", "case-1")
DEEDS = (
    *("wait",) * 3, "wait a day", "crash before", "crash after", "acknowledge", "answer", "resolve", "escalate",
    "the customer writes", "old event", "cold start", "clock back",
)  # fmt: skip
STEPS = st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 8)), min_size=4, max_size=7)
_ACK = re.compile(r"firebreak ack (\S+) --as (\w+)")


class Days:
    """A world with two cases that nobody has answered, and what people found in their mail."""

    def __init__(self, clock: time_machine.Traveller) -> None:
        self.clock, self.world = clock, World()
        self.world.build()
        self.plan = a_plan()
        Ledger(names()["Ledger"]).publish_plan(self.plan)
        self.cases, self.care = CaseStore(names()["Cases"]), Care(self.world.deployment())
        self.read, self.told, self.crashes = 0, Counter[tuple[str, int, str]](), 0
        self.logs: dict[str, set[str]] = {}
        for case_id in CASES:
            before = replace(a_case(case_id, opened_at=STARTS, due_at=STARTS), rung=-1, telling=-1)
            self.cases.open(to_next_rung(before, self.plan, STARTS)[0], LogEntry("firebreak", "opened", STARTS))
            self.event(case_id, 0)
        self.look()

    def event(self, case_id: str, telling: int) -> None:
        detail = {"case_id": case_id, "telling": telling}
        self.world.again("NotifyOwnerFunction", {"detail-type": RungReached.__name__, "detail": detail})

    def all(self) -> list[Case]:
        return [case for case_id in CASES if (case := self.cases.get(case_id)) is not None]

    def take(self, step: str, number: int) -> None:
        now, case_id = datetime.now(UTC), CASES[number % 2]
        case = self.cases.get(case_id)
        assert case is not None
        match step:
            case "wait" | "wait a day":
                span = MINUTE * (3 * number + 1) if step == "wait" else timedelta(hours=5)
                let_cases_wait(self.world, self.clock, now + span, self.look)
            case "crash before" | "crash after":
                self.crashes += 1
                with failing(number + 1, after=step == "crash after"):
                    let_cases_wait(self.world, self.clock, now + 12 * MINUTE, self.look)
            case "acknowledge":
                self.care.acknowledge(case_id, "ada", now)
            case "answer":
                self.care.answered(case_id, "ada", now)
            case "resolve":
                self.care.resolve(case_id, "ada", now, "a plank")
            case "escalate":
                self.care.escalate(case_id, "ada", now)
            case "the customer writes":
                moved = wrote_again(case, self.plan, now)
                if moved is not None:
                    self.cases.save(moved.case, LogEntry("firebreak", moved.what, now))
            case "old event":
                self.event(case_id, max(0, case.telling - number % 2))
            case "cold start":
                self.world._modules.clear()
            case "clock back":
                self.clock.shift(-number * MINUTE)
        self.world.settle()

    def look(self) -> None:
        """Reads the mail that came, and holds against it what always holds."""
        sent = sesv2_backends[ACCOUNT][REGION].core_backend.sent_messages
        known = {case.id: case for case in self.all()}
        for message in sent[self.read :]:
            for case_id, person in _ACK.findall(message.body):
                self.told[case_id, known[case_id].telling, person] += 1
        self.read = len(sent)
        extra = sum(count - 1 for count in self.told.values())
        assert extra <= self.crashes, "told twice for one telling, and no crash came between"
        indexed = {case.id for case in self.cases.due(FAR)}
        assert {case.id for case in known.values() if case.state != "resolved"} <= indexed, "a case has lost its time"
        for case in known.values():
            lines = {str(line) for line in self.cases.log(case.id, 2000)}
            assert self.logs.get(case.id, set()) <= lines, "a line of the log is gone"
            self.logs[case.id] = lines

    def end(self) -> None:
        """Nobody says a word any more."""
        over = {case.id: self.of(case.id) for case in self.all() if case.state == "resolved"}
        before = {case.id: self.of(case.id, "linus") for case in self.all()}
        let_cases_wait(self.world, self.clock, datetime.now(UTC) + timedelta(hours=6), self.look)
        self.look()
        assert {case_id: self.of(case_id) for case_id in over} == over, "told after the case was resolved"
        for case in self.all():
            if case.state != "resolved":
                assert self.of(case.id, "linus") > before[case.id], f"{case.id} never came to the last resort"
        assert HeldStore(names()["Cases"]).due(FAR) == [], "a bundle was held, and never told"

    def of(self, case_id: str, person: str = "") -> int:
        """How often people, or this person, were told of this case."""
        return sum(count for (of, _, to), count in self.told.items() if of == case_id and person in ("", to))


@settings(max_examples=2, deadline=None, database=None, phases=[Phase.explicit, Phase.generate])
@given(STEPS)
def test_whatever_happens_somebody_is_told_and_nobody_twice(steps: list[tuple[str, int]]) -> None:
    with mock_aws(), time_machine.travel(STARTS, tick=False) as clock:
        days = Days(clock)
        for step, number in steps:
            days.take(step, number)
            days.look()
        days.end()
