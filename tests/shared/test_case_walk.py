"""Pure: any sequence of deeds, and of minutes, against a small model of what a case may be.

The model knows states, who has the case and what the solution's clock has left; it knows nothing of rungs.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from shared import case_life, escalation
from shared.case import Case, LogEntry
from shared.case_clocks import started
from shared.codec import decode, encode
from shared.plan import Person
from shared.rungs import LAST_RESORT_AGAIN, Moved
from shared.statement_moves import Refused
from tests.builders import NOON, a_person, a_plan, an_instance, minutes
from tests.shared.nouns import a_case

SOLUTION = timedelta(hours=8)
INSTANCE = replace(
    an_instance(backups=("grace", "mary"), wait=minutes(10)), solution=SOLUTION, next_answer=timedelta(hours=2)
)
PEOPLE: tuple[Person, ...] = (*map(a_person, ("ada", "grace", "mary")), replace(a_person("linus"), pagerduty="pd"))
PLAN = a_plan(people=PEOPLE, instances=[INSTANCE])
#: The longest that an unresolved case is left alone: until a wait of three days is over.
LONGEST = max(escalation.WAITING_ASKED_AFTER, PLAN.cases.ask_after, LAST_RESORT_AGAIN)

WHO = st.sampled_from(["ada", "grace", "mary", "linus"])


class Walk(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.now = NOON
        self.case: Case = a_case()
        self.log: list[LogEntry] = []
        # The model.
        self.state = "open"
        self.holder: str | None = None
        self.asked = False
        self.left = SOLUTION

    @initialize()
    def opened(self) -> None:
        self.case = replace(a_case(), clocks=started(INSTANCE, PLAN, self.now))

    # ------------------------------------------------------------ what time and channels do
    @rule(passed=st.sampled_from([1, 1, 5, 11, 31, 61, 241, 5000]))
    def minutes_pass(self, passed: int) -> None:
        """As the minute tick does, but that minutes in which nothing is due are skipped."""
        end = self.now + minutes(passed)
        for _ in range(30):
            if self.case.due_at is None or self.case.due_at > end:
                break
            self.pass_to(max(self.now, self.case.due_at))
            self.tick()
        self.pass_to(max(self.now, end))

    def pass_to(self, now: datetime) -> None:
        if self.state in ("open", "acknowledged"):
            self.left -= now - self.now
        self.now = now

    def tick(self) -> None:
        before = self.case
        moved = escalation.step(before, PLAN, self.now)
        if moved is None:
            return
        assert self.state != "resolved" or not moved.tells, "it escalated once it was resolved"
        self.keep(moved, "firebreak")
        if moved.case.telling == before.telling:
            assert moved.case.state == self.state
            return
        clock_ran_out = len(moved.case.late) > len(before.late)
        expired = self.state in ("acknowledged", "waiting") and self.asked
        if clock_ran_out or expired or self.state == "open":
            self.reopened()
        else:
            self.asked = True

    @rule()
    def notices_go_out(self) -> None:
        if not self.case.told:
            self.case = replace(self.case, told=True, step_at=self.now + escalation.wait_of(self.case, PLAN))

    @rule()
    def other_systems_are_told(self) -> None:
        self.case = replace(self.case, echo_at=None)

    @rule()
    def customer_writes(self) -> None:
        moved = case_life.wrote_again(self.case, PLAN, self.now)
        if moved is None:
            assert self.state != "waiting"
            return
        self.keep(moved, "firebreak")
        if self.state == "open":
            # Its rungs are being told anyway; only the clock of the next answer begins.
            assert not moved.tells
            assert self.case.answered_at is not None
            return
        self.state, self.asked = "acknowledged", False

    # ------------------------------------------------------------ what people do
    @rule(who=WHO)
    def acknowledge(self, who: str) -> None:
        legal = self.state == "open" or (self.state in ("acknowledged", "waiting") and self.holder == who)
        if self.done(case_life.acknowledge(self.case, who, self.now, PLAN), who, legal):
            self.state, self.holder, self.asked = "acknowledged", who, False

    @rule(who=WHO)
    def answer(self, who: str) -> None:
        if self.done(case_life.answer(self.case, who, self.now, PLAN), who, self.state != "resolved"):
            assert self.case.clocks.first_answer is None
            if self.state == "open":
                self.state, self.holder, self.asked = "acknowledged", who, False

    @rule(who=WHO)
    def wait(self, who: str) -> None:
        legal = self.state in ("open", "acknowledged") or (self.state == "waiting" and self.asked)
        if self.done(case_life.wait(self.case, who, self.now, PLAN), who, legal):
            self.holder = who if self.state == "open" else self.holder
            self.state, self.asked = "waiting", False
            self.left = max(self.left, timedelta(0))

    # Mostly without a cause: a walk that ends at once shows little.
    @rule(who=WHO, cause=st.sampled_from([" "] * 9 + ["a full disk"]))
    def resolve(self, who: str, cause: str) -> None:
        legal = self.state != "resolved" and bool(cause.strip())
        if self.done(case_life.resolve(self.case, who, self.now, cause, PLAN), who, legal):
            self.state, self.asked = "resolved", False

    @rule(to=WHO)
    def reassign(self, to: str) -> None:
        legal = self.state != "resolved" and not (self.case.owner == to and self.holder in (to, None))
        if self.done(case_life.reassign(self.case, to, self.now, PLAN), "ada", legal):
            assert self.case.owner == to
            self.reopened()

    @rule(to=st.sampled_from([None, 0, 1, 3, 4]), stale=st.booleans())
    def escalate(self, to: int | None, stale: bool) -> None:
        as_of = self.case.telling - 1 if stale else self.case.telling
        legal = self.state != "resolved" and not stale and to != 4
        if self.done(case_life.escalate(self.case, self.now, PLAN, to=to, as_of=as_of), "ada", legal):
            self.reopened()

    @rule(words=st.sampled_from(["the port knows", ""]))
    def note(self, words: str) -> None:
        before = self.case
        self.done(case_life.note(self.case, words), "ada", bool(words))
        assert self.case == replace(before, revision=self.case.revision)

    @rule(into=st.sampled_from([a_case()] * 9 + [a_case("case-2")]))
    def merge(self, into: Case) -> None:
        legal = self.state != "resolved" and into.id != self.case.id
        if self.done(case_life.merge(self.case, "ada", into, self.now, PLAN), "ada", legal):
            self.state, self.asked = "resolved", False

    # ------------------------------------------------------------ what always holds
    @invariant()
    def it_is_what_the_model_says(self) -> None:
        assert self.case.state == self.state
        if self.state != "resolved":
            assert self.case.acknowledged_by == self.holder

    @invariant()
    def the_store_can_read_it(self) -> None:
        assert decode(Case, encode(self.case)) == self.case
        assert [decode(LogEntry, encode(line)) for line in self.log] == self.log

    @invariant()
    def somebody_is_told_in_the_end_or_it_is_over(self) -> None:
        if self.state == "resolved":
            assert (self.case.step_at, self.case.clocks.running()) == (None, {})
        else:
            assert self.case.step_at is not None
            assert self.case.step_at <= self.now + LONGEST

    @invariant()
    def the_clock_of_the_solution_stands_only_while_the_customer_is_awaited(self) -> None:
        clocks = self.case.clocks
        if self.state == "waiting":
            assert clocks.running() == {}
        elif self.state != "resolved":
            assert clocks.left is None
        told = clocks.left if clocks.solution is None else clocks.solution - self.now
        assert told in (None, self.left)

    # ------------------------------------------------------------
    def done(self, answer: Moved | Refused, who: str, legal: bool) -> bool:
        assert isinstance(answer, Moved) == legal, answer
        if isinstance(answer, Moved):
            self.keep(answer, who)
        return legal

    def keep(self, moved: Moved, who: str) -> None:
        """What Acting does, without a store."""
        assert moved.what
        before = self.case
        assert moved.case.telling - before.telling in ((1,) if moved.tells and before.told else (0, 1))
        if moved.case.telling > before.telling:
            assert moved.tells
            assert not moved.case.told
        assert set(before.late) <= set(moved.case.late)
        self.log.append(LogEntry(who, moved.what, self.now, moved.why))
        self.case = replace(moved.case, revision=before.revision + 1)

    def reopened(self) -> None:
        self.state, self.holder, self.asked = "open", None, False


TestWalk = Walk.TestCase
TestWalk.settings = settings(max_examples=60, stateful_step_count=40, deadline=None, database=None)
