"""A small world in memory: the cases' clock, their deeds and their notices, over weeks, with all that goes wrong.

What decides and what tells is the real code; stores, bus and channels are doubles. `true` is the time that passes,
`now` is what the functions' clock says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import EndpointConnectionError

from functions.notify_owner.acts import Acts
from functions.notify_owner.echo import Echo
from functions.notify_owner.of_case import CaseTeller
from functions.notify_owner.sending import HeldError, Sender
from functions.notify_owner.together import Together
from shared.acting import Acting
from shared.case import Case, LogEntry
from shared.case_clocks import started
from shared.channels.message import ChannelError, Message
from shared.escalation import step
from shared.events import BundleDue, CaseChanged, Event, RungReached
from shared.on_call import ways_of
from shared.plan import Plan
from shared.rungs import LAST_RESORT_AGAIN, Moved, to_next_rung
from shared.statement_moves import Refused
from shared.store.held import Held
from shared.store.mentions import MentionStore
from shared.store.storms import StormStore
from shared.verdict import Priority
from tests.journeys.in_memory import (
    AnySecret,
    Fuse,
    KilledError,
    MemoryBus,
    MemoryCases,
    MemoryHeld,
    MemoryMarks,
    OnePlan,
)

MINUTE = timedelta(minutes=1)
#: A function that failed is called again so often by Lambda.
RETRIES = 2
#: A telling whose notices don't get out is given up after so long.
TRIES_OF_A_TELLING = 7 * MINUTE
Broken = (EndpointConnectionError, KilledError)
#: A notice as its reader meets it: of which case, which telling, to whom, by which way.
Told = tuple[str, int, str, str]


@dataclass(slots=True)
class Edge:
    """The channels' far end: what really went out, each with the state in which its case was."""

    cases: MemoryCases
    true: datetime
    down_until: datetime
    out: Counter[Told] = field(default_factory=Counter)
    #: Sentences about what should never have gone out.
    wrong: list[str] = field(default_factory=list)
    heard_at: dict[str, datetime] = field(default_factory=dict)
    last_resort_at: dict[str, datetime] = field(default_factory=dict)
    #: Done once, when the next message has just been read.
    on_read: Callable[[str], None] | None = None
    last_resort: str = ""

    def take(self, way: str, message: Message) -> None:
        if self.true < self.down_until:
            raise ChannelError("it is down", transient=True)
        about = [command.split() for command in message.commands if command.startswith("firebreak ack ")]
        for _, _, case_id, _, person in about:
            self._read(self.cases.all[case_id], person, way)
        if self.on_read is not None and about:
            do, self.on_read = self.on_read, None
            do(about[0][2])

    def _read(self, case: Case, person: str, way: str) -> None:
        told = (case.id, case.telling, person, way)
        item = self.cases.kept[case.id].get(f"{case.telling:03d}#{person}#{way}")
        if self.out[told] and item is not None and item.doc is not None:
            self.wrong.append(f"{told} was told twice, although the first was kept")
        if case.state == "resolved":
            self.wrong.append(f"{told} was told after the case was resolved")
        if case.state != "open" and case.cause not in ("asked", "customer"):
            self.wrong.append(f"{told} was told after the acknowledgement")
        if case.state != "open" and person != case.acknowledged_by:
            self.wrong.append(f"{told} has no part in the case while {case.acknowledged_by} has it")
        self.out[told] += 1
        self.heard_at[case.id] = self.true
        if person == self.last_resort:
            self.last_resort_at[case.id] = self.true


@dataclass(frozen=True, slots=True)
class Channel:
    """One way's module: sends end at the edge, and other systems take whatever they are told."""

    edge: Edge
    way: str

    def send(self, *told: Any) -> None:
        self.edge.take(self.way, told[-1])

    def acknowledge(self, *_: Any) -> None:
        self._echoed()

    def resolve(self, *_: Any) -> None:
        self._echoed()

    def tell(self, *_: Any) -> None:
        self._echoed()

    def _echoed(self) -> None:
        if self.edge.true < self.edge.down_until:
            raise ChannelError("it is down", transient=True)


@dataclass(frozen=True, slots=True)
class EdgeSender(Sender):
    edge: Edge

    def channel(self, way: str) -> Any:
        return Channel(self.edge, way)


class Night:
    def __init__(self, plan: Plan, true: datetime) -> None:
        self.plan, self.true, self.ahead = plan, true, timedelta()
        self.fuse = Fuse()
        self.cases, self.held, self.bus = MemoryCases(self.fuse), MemoryHeld(self.fuse), MemoryBus(self.fuse)
        self.edge = Edge(self.cases, true, true, last_resort=plan.last_resort)
        self.acting = Acting(self.cases, OnePlan(plan), self.bus)
        sender = EdgeSender(self.cases, AnySecret(), MemoryMarks(self.fuse), "us@example.com", self.edge)
        plans = OnePlan(plan)
        acts = Acts(AnySecret(), AnySecret(), "https://door.example.com")
        self.teller = CaseTeller(self.cases, self.held, MentionStore(""), plans, sender, acts, StormStore(""))
        self.echo = Echo(self.cases, plans, sender)
        self.held.on_told = self._given_back
        #: What went wrong: until when it stood in the way, and for how long.
        self.wrongs: list[tuple[datetime, timedelta]] = []

    @property
    def now(self) -> datetime:
        return self.true + self.ahead

    def open(self, instance: str, priority: Priority) -> str:
        case_id = f"case-{len(self.cases.all)}"
        of = self.plan.instance(instance)
        before = Case(
            case_id, "acme", of.id, priority, "Trouble", "open", 1, self.now, of.owner, -1, False, self.now, (),
            telling=-1, clocks=started(of, self.plan, self.now),
        )  # fmt: skip
        case, _ = to_next_rung(before, self.plan, self.now)
        self.cases.all[case_id] = case
        self.cases.logs[case_id].append(LogEntry("firebreak", "opened", self.now))
        self.edge.heard_at[case_id] = self.true
        self._tries(lambda: self.bus.publish([RungReached(case_id, case.telling)]))
        return case_id

    def do(self, case_id: str, who: str, decide: Callable[[Case, Plan], Moved | Refused]) -> Case | Refused:
        try:
            done = self.acting.do(case_id, who, self.now, decide)
        except Broken:
            return Refused("AWS failed")
        if isinstance(done, Case):
            self.edge.heard_at[case_id] = self.true
        return done

    def pass_to(self, true: datetime) -> None:
        self.true = self.edge.true = true

    def minute(self) -> bool:
        """What the minute tick does (functions/escalate); whether it ran whole."""
        try:
            for case in self.cases.due(self.now, 1000):
                moved = step(case, self.plan, self.now)
                if moved is None:
                    continue
                if moved.case.state == "open" != case.state:
                    self.edge.heard_at[case.id] = self.true
                self.acting.keep(moved, "firebreak", self.now)
            self.bus.publish([BundleDue(person) for person in self.held.due(self.now)])
        except Broken:
            self.stands_in_the_way(MINUTE)
            return False
        return True

    def stands_in_the_way(self, span: timedelta) -> None:
        self.wrongs.append((self.true + span, span))

    def deliver(self, order: Callable[[list[Event]], Iterable[Event]] = list) -> None:
        """Hands what waits to who subscribed, in some order, as often as Lambda would."""
        for _ in range(50):
            if not self.bus.waiting:
                return
            events, self.bus.waiting = list(order(self.bus.waiting)), []
            for event in events:
                self._tries(lambda event=event: self._handle(event))  # type: ignore[misc]  # bound at once
        raise AssertionError("this never settles")

    def _handle(self, event: Event) -> None:
        match event:
            case RungReached():
                self.teller.tell(event.case_id, event.telling, self.now)
            case BundleDue():
                Together(self.teller).tell(event.person, self.now)
            case CaseChanged():
                self.echo.tell(event.case_id, self.now)

    def _tries(self, deed: Callable[[], None]) -> None:
        for _ in range(1 + RETRIES):
            try:
                deed()
            except (*Broken, HeldError):
                continue
            return

    def _given_back(self, held: Held) -> None:
        """What was held is told by then, or needless: answered, followed by the next telling, or in quiet hours."""
        case = self.cases.all[held.case_id]
        person = self.plan.person(held.person)
        needless = case.telling != held.telling or case.state == "resolved" or (case.state != "open" and not case.tells)
        if needless or not ways_of(self.plan, person, case.priority, self.now):
            return
        if not any(one.person == held.person for one in self.cases.notices(case.id, held.telling)):
            self.edge.wrong.append(f"{held} was held, and given back untold")

    # ------------------------------------------------------------ what is to hold
    def unresolved(self) -> list[Case]:
        return [case for case in self.cases.all.values() if case.state != "resolved"]

    def next_due(self) -> datetime | None:
        """When the minute tick next has something to do, by the true time."""
        times = [case.due_at for case in self.cases.all.values() if case.due_at is not None]
        times += [pace.due_at for pace in self.held.paces.values() if pace.due_at is not None]
        return min(times) - self.ahead if times else None

    def longest(self, case: Case) -> timedelta:
        """How long an open case may be silent: its longest wait, what is told together, and what went wrong since."""
        of = self.plan.escalation(case.instance, case.escalation)
        waits = [rung.wait for rung in of.rungs]
        tries = TRIES_OF_A_TELLING * (len(of.rungs) + 1)
        since = self.edge.heard_at[case.id]
        wrong = sum((span for until, span in self.wrongs if until >= since), timedelta())
        return max(*waits, LAST_RESORT_AGAIN) + 2 * self.plan.cases.bundle_every + tries + wrong
