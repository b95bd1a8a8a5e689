"""Weeks of cases, in memory: whatever people, channels, crashes and the clock do, somebody is told, and nobody twice.

Each walk moves the clock over days or weeks; the functions that decide and tell are the real ones (night.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from shared import case_life
from shared.case import Case
from shared.escalation import WAITING_ANSWER_WITHIN, WAITING_ASKED_AFTER
from shared.events import Event
from shared.plan import CaseRules, Escalation, Instance, Person, Plan, Quiet, Rung, Team
from shared.schedule import Holiday, Hours, Rotation, Schedule
from shared.statement_moves import Refused
from tests.builders import a_person, a_plan, an_instance, minutes
from tests.journeys.night import MINUTE, Night

#: Two nights on which clocks change in Berlin: an hour that comes twice, and one that doesn't come.
STARTS = (datetime(2026, 10, 24, 17, tzinfo=UTC), datetime(2027, 3, 27, 17, tzinfo=UTC))
HOUR = timedelta(hours=1)
NIGHT = Hours(time(22), time(7))


def people() -> tuple[Person, ...]:
    """Four who can be told by two ways; grace sleeps at night, mary hears of nothing then."""
    ada, grace, mary, linus = (replace(a_person(name), sms="+4930123") for name in ("ada", "grace", "mary", "linus"))
    hook = replace(a_person("hook"), email=None, webhook="hook")
    return (
        ada,
        replace(grace, quiet=Quiet(NIGHT, ("sms",))),
        replace(mary, quiet=Quiet(NIGHT, ())),
        replace(linus, quiet=Quiet(NIGHT, ())),
        hook,
    )


WEB = Schedule(
    "web",
    "Web",
    (Rotation("Days", ("ada", "grace"), datetime(2026, 10, 5, 9), hours=Hours(time(9), time(17), (0, 1, 2, 3, 4))),),  # noqa: DTZ001  # a wall clock's
    holidays=(Holiday(date(2026, 10, 26)),),
)
NOBODY = Schedule("nobody", "Nobody", ())
TEAM = Team("team", "Team", ("grace", "mary", "hook"))


def a_night_plan(name: str) -> Plan:
    instance = replace(an_instance(backups=("grace",)), next_answer=2 * HOUR, solution=8 * HOUR)
    plan = replace(a_plan(people=people(), instances=[instance]), schedules=(WEB, NOBODY), teams=(TEAM,))
    match name:
        case "owner and back-up":
            return plan
        case "schedules with gaps, and repeats":
            rungs = (Rung(("web",), minutes(5)), Rung(("nobody",), minutes(9)), Rung(("team",), minutes(12)))
            return _escalated(plan, instance, Escalation("e", "E", rungs, 2), clock="business")
        case "nobody but the last resort":
            return _escalated(plan, instance, Escalation("e", "E", (Rung(("nobody",), minutes(3)),), 9))
        case _:
            two = (Rung(("team", "owner"), minutes(1)), Rung(("web", "backups"), HOUR))
            short = _escalated(plan, instance, Escalation("e", "E", two, 1))
            return replace(short, cases=CaseRules(bundle_every=minutes(20)))


def _escalated(plan: Plan, instance: Instance, of: Escalation, clock: str = "always") -> Plan:
    named = replace(instance, escalation="e", clock=clock)  # type: ignore[arg-type]  # one of the two
    company = replace(plan.company, hours=Hours(time(8), time(18), (0, 1, 2, 3, 4)))
    return replace(plan, company=company, instances=(named,), escalations=(of,))


PLANS = ("owner and back-up", "schedules with gaps, and repeats", "nobody but the last resort", "short waits")
#: After so long without a word from anybody, each case is the last resort's.
LONGEST = WAITING_ASKED_AFTER + WAITING_ANSWER_WITHIN + timedelta(days=3)
WHO = st.sampled_from(["ada", "grace", "mary", "linus"])
WHICH = st.integers(0, 5)
ORDERS: dict[str, Callable[[list[Event]], Iterable[Event]]] = {
    "in order": list,
    "backwards": lambda events: events[::-1],
    "each twice": lambda events: [*events, *events],
}


class Weeks(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.night = Night(a_night_plan(PLANS[0]), STARTS[0])
        self.logged: dict[str, list[str]] = {}
        self.telling: dict[str, int] = {}

    @initialize(plan=st.sampled_from(PLANS), start=st.sampled_from(STARTS), cases=st.integers(1, 4))
    def begins(self, plan: str, start: datetime, cases: int) -> None:
        self.night = Night(a_night_plan(plan), start)
        for _ in range(cases):
            self.opened("urgent")

    # ------------------------------------------------------------ time
    @rule(
        passed=st.sampled_from([1, 2, 3, 6, 15, 61, 250, 800, 4500]),
        order=st.sampled_from([*ORDERS]),
        late=st.booleans(),
    )
    def time_passes(self, passed: int, order: str, late: bool) -> None:
        """Minute by minute; those in which nothing is due are skipped. `late`: events come a minute after they went."""
        night, end = self.night, self.night.true + minutes(passed)
        if late:
            night.stands_in_the_way(minutes(min(passed, 5)))
        for number in range(2000):
            due = night.next_due()
            if due is None or due > end:
                break
            night.pass_to(min(end, max(due, night.true + MINUTE)))
            self.a_minute()
            if not (late and number < 5):
                night.deliver(ORDERS[order])
            if night.true >= end:
                break
        night.pass_to(end)
        night.deliver(ORDERS[order])

    def a_minute(self) -> None:
        night = self.night
        due = [case for case in night.unresolved() if is_due(case, night.now)]
        if night.minute():
            left = [case for case in due if not has_moved(case, night.cases.all[case.id])]
            assert left == [], "a minute ran whole, and left something due that it didn't move"
        self.somebody_is_told()

    @rule(missed=st.sampled_from([1, 4, 30, 200]))
    def minutes_are_missed(self, missed: int) -> None:
        self.night.stands_in_the_way(minutes(missed))
        self.night.pass_to(self.night.true + minutes(missed))

    @rule(ahead=st.sampled_from([0, -40, -3, 3, 90, 1500]))
    def the_clock_is_set(self, ahead: int) -> None:
        self.the_clock_jumps(ahead)

    def the_clock_jumps(self, ahead: int) -> None:
        """What was put down for a time by a clock that was ahead is due so much later by one that isn't."""
        late = max(timedelta(), self.night.ahead - minutes(ahead))
        self.night.ahead = minutes(ahead)
        self.night.stands_in_the_way(late)

    # ------------------------------------------------------------ what goes wrong
    @rule(calls=st.integers(0, 14), kind=st.sampled_from(["refused", "killed"]))
    def a_call_will_fail(self, calls: int, kind: str) -> None:
        self.night.stands_in_the_way(minutes(5))
        self.night.fuse.left, self.night.fuse.kind = calls, kind  # type: ignore[assignment]  # one of the two

    @rule(down=st.sampled_from([1, 2, 5, 40, 40]))
    def the_channels_fail(self, down: int) -> None:
        self.night.stands_in_the_way(minutes(down))
        self.night.edge.down_until = self.night.true + minutes(down)

    @rule(which=st.integers(0, 40))
    def an_old_event_comes_again(self, which: int) -> None:
        history = self.night.bus.history
        if history:
            self.night.bus.waiting.append(history[-1 - which % len(history)])
            self.night.deliver()

    # ------------------------------------------------------------ people
    @precondition(lambda self: len(self.night.cases.all) < 6)
    @rule(priority=st.sampled_from(["urgent", "high", "low"]))
    def opened(self, priority: str) -> None:
        self.night.open("website_problem", priority)  # type: ignore[arg-type]  # one of them
        self.night.deliver()

    @rule(which=WHICH, who=WHO, deed=st.sampled_from(["acknowledge", "acknowledge", "answer", "wait"]))
    def somebody_answers(self, which: int, who: str, deed: str) -> None:
        decide = {"acknowledge": case_life.acknowledge, "answer": case_life.answer, "wait": case_life.wait}[deed]
        night = self.night
        night.do(self.one(which), who, lambda case, plan: decide(case, who, night.now, plan))
        night.deliver()

    @rule(which=WHICH, to=st.sampled_from(["ada", "mary", "web", "nobody", "team"]))
    def reassigned(self, which: int, to: str) -> None:
        self.night.do(self.one(which), "ada", lambda case, plan: case_life.reassign(case, to, self.night.now, plan))
        self.night.deliver()

    @rule(which=WHICH, to=st.sampled_from([None, 0, 1]))
    def escalated_by_hand(self, which: int, to: int | None) -> None:
        self.night.do(self.one(which), "ada", lambda case, plan: case_life.escalate(case, self.night.now, plan, to=to))
        self.night.deliver()

    @rule(which=WHICH)
    def the_customer_writes(self, which: int) -> None:
        now = self.night.now
        self.night.do(self.one(which), "firebreak", lambda at, of: case_life.wrote_again(at, of, now) or Refused("no"))
        self.night.deliver()

    @rule(which=WHICH, into=st.sampled_from([None, None, 0, 1]))
    def resolved(self, which: int, into: int | None) -> None:
        night, now = self.night, self.night.now
        if into is None:
            night.do(self.one(which), "ada", lambda case, plan: case_life.resolve(case, "ada", now, "a plank", plan))
        else:
            other = night.cases.all[self.one(into)]
            night.do(self.one(which), "ada", lambda case, plan: case_life.merge(case, "ada", other, now, plan))
        night.deliver()

    @rule(who=WHO, end=st.booleans())
    def the_next_notice_is_answered_at_once(self, who: str, end: bool) -> None:
        """While further notices of the same telling go out."""
        night = self.night

        def read(case_id: str) -> None:
            night.do(
                case_id,
                who,
                lambda case, plan: (
                    case_life.resolve(case, who, night.now, "a plank", plan)
                    if end
                    else case_life.acknowledge(case, who, night.now, plan)
                ),
            )

        night.edge.on_read = read

    def one(self, which: int) -> str:
        return sorted(self.night.cases.all)[which % len(self.night.cases.all)]

    # ------------------------------------------------------------ what always holds
    @invariant()
    def somebody_is_told(self) -> None:
        night = self.night
        for case in night.unresolved():
            silent = night.true - night.edge.heard_at[case.id]
            if case.state == "open":
                assert silent <= night.longest(case), f"{case.id} is open, and nobody was told for {silent}"

    @invariant()
    def nothing_goes_out_twice_or_after_an_answer(self) -> None:
        assert self.night.edge.wrong == []

    @invariant()
    def each_case_that_is_not_over_is_due_some_time(self) -> None:
        night = self.night
        indexed = {case.id for case in night.cases.due(datetime.max.replace(tzinfo=UTC))}
        assert {case.id for case in night.unresolved()} <= indexed, "a case has lost its time"

    @invariant()
    def what_is_held_is_due(self) -> None:
        lost = [person for person, pace in self.night.held.paces.items() if pace.waits and pace.due_at is None]
        # A crash between the notice and its time leaves the case itself untold, and due.
        for person in lost:
            for held in self.night.held.paces[person].waits.values():
                case = self.night.cases.all[held.case_id]
                assert not (case.told and wanted(case, held.telling)), "a notice is held, and nothing will ever tell it"

    @invariant()
    def a_log_only_grows_and_tellings_only_count_up(self) -> None:
        for case_id, log in self.night.cases.logs.items():
            before, lines = self.logged.get(case_id, []), [str(line) for line in log]
            assert lines[: len(before)] == before, "a line of the log has changed"
            assert self.night.cases.all[case_id].telling >= self.telling.get(case_id, 0), "a telling was counted down"
            self.logged[case_id], self.telling[case_id] = lines, self.night.cases.all[case_id].telling

    def teardown(self) -> None:
        """Nobody answers any more, and nothing fails: each case comes to the last resort."""
        night = self.night
        night.fuse.left, night.edge.on_read = None, None
        self.the_clock_jumps(0)
        night.edge.down_until = began = night.true
        self.time_passes(LONGEST // MINUTE, "in order", late=False)
        for case in night.unresolved():
            told = night.edge.last_resort_at.get(case.id)
            assert told is not None, f"{case.id} never came to the last resort"
            assert told > began, f"{case.id} came to the last resort no more"
        self.nothing_goes_out_twice_or_after_an_answer()


def is_due(case: Case, now: datetime) -> bool:
    """Whether time asks something of people: other systems that are to be told aside."""
    return any(at <= now for at in (case.step_at, *case.clocks.running().values()) if at is not None)


def has_moved(before: Case, after: Case) -> bool:
    return (after.telling, after.retold, after.late) != (before.telling, before.retold, before.late)


def wanted(case: Case, telling: int) -> bool:
    return case.telling == telling and case.state == "open"


TestWeeks = Weeks.TestCase
TestWeeks.settings = settings(max_examples=15, stateful_step_count=30, deadline=None, database=None)
