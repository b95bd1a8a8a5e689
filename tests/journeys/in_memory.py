"""The stores of cases as values in memory, for walks of weeks; they fail where a fuse says so, as AWS would.

What the real ones promise and these repeat is tested with moto (tests/shared/store, test_escalation_aws.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from botocore.exceptions import EndpointConnectionError

from shared.bus import Bus
from shared.case import Case, LogEntry, Notice
from shared.events import Event
from shared.mark import ChannelName
from shared.plan import Plan
from shared.secrets import Secrets
from shared.store.cases import CLAIM_HOLDS, CaseStore, Claim
from shared.store.held import LEASE, Held, HeldStore
from shared.store.items import LostRaceError
from shared.store.ledger import Ledger
from shared.store.marks import Marks
from shared.store.plans import Plans


class KilledError(Exception):
    """The process ended there: out of time, or out of memory."""


@dataclass(slots=True)
class Fuse:
    """Lets so many writes pass, then one fails; before it took effect or after."""

    left: int | None = None
    kind: Literal["refused", "killed"] = "refused"
    blown: int = 0

    def burn(self) -> None:
        """To be called before each write takes effect, and after it did."""
        if self.left is None:
            return
        self.left -= 1
        if self.left < 0:
            self.left, self.blown = None, self.blown + 1
            raise KilledError if self.kind == "killed" else EndpointConnectionError(endpoint_url="https://aws.invalid")


@dataclass(slots=True)
class Kept:
    """A notice's item."""

    claimed_at: datetime | None
    tries: int = 0
    doc: Notice | None = None


class MemoryCases(CaseStore):
    def __init__(self, fuse: Fuse) -> None:
        super().__init__("")
        self.fuse = fuse
        self.all: dict[str, Case] = {}
        self.logs: dict[str, list[LogEntry]] = defaultdict(list)
        self.kept: dict[str, dict[str, Kept]] = defaultdict(dict)

    def open(self, case: Case, log: LogEntry) -> bool:
        self.fuse.burn()
        if case.id in self.all:
            return False
        self.all[case.id] = case
        self.logs[case.id].append(log)
        self.fuse.burn()
        return True

    def save(self, case: Case, log: LogEntry | None = None) -> Case:
        self.fuse.burn()
        if self.all[case.id].revision != case.revision:
            raise LostRaceError(case.id)
        self.all[case.id] = after = replace(case, revision=case.revision + 1)
        self.logs[case.id] += [log] if log is not None else []
        self.fuse.burn()
        return after

    def get(self, case_id: str) -> Case | None:
        return self.all.get(case_id)

    def due(self, now: datetime, most: int = 200) -> list[Case]:
        due = [(case.due_at, case.id) for case in self.all.values() if case.due_at is not None and case.due_at <= now]
        return [self.all[case_id] for _, case_id in sorted(due)[:most]]

    def claim_notice(self, notice: Notice, now: datetime) -> Claim:
        self.fuse.burn()
        kept = self.kept[notice.case_id].setdefault(notice.key, Kept(None))
        if kept.doc is not None:
            return Claim("settled")
        if kept.claimed_at is not None and kept.claimed_at >= now - CLAIM_HOLDS:
            return Claim("held")
        kept.claimed_at, kept.tries = now, kept.tries + 1
        self.fuse.burn()
        return Claim("claimed", kept.tries)

    def release_notice(self, notice: Notice) -> None:
        self.fuse.burn()
        self.kept[notice.case_id][notice.key].claimed_at = None
        self.fuse.burn()

    def settle_notice(self, notice: Notice, now: datetime) -> None:
        self.fuse.burn()
        kept = self.kept[notice.case_id].setdefault(notice.key, Kept(now))
        kept.doc = notice
        self.fuse.burn()

    def notices(self, case_id: str, telling: int | None = None, most: int | None = 200) -> list[Notice]:
        found = [kept.doc for _, kept in sorted(self.kept[case_id].items()) if kept.doc is not None]
        return [one for one in found if telling in (None, one.telling)][:most]


@dataclass(slots=True)
class Pace:
    """A person's item, and what waits for them."""

    last_at: datetime | None = None
    last_for: str = ""
    due_at: datetime | None = None
    waits: dict[str, Held] = field(default_factory=dict)


class MemoryHeld(HeldStore):
    def __init__(self, fuse: Fuse) -> None:
        super().__init__("")
        self.fuse = fuse
        self.paces: dict[str, Pace] = defaultdict(Pace)
        #: Hears of each notice that is given back, before it is.
        self.on_told: Callable[[Held], None] = lambda held: None

    def may_tell(self, held: Held, now: datetime, every: timedelta) -> bool:
        self.fuse.burn()
        pace = self.paces[held.person]
        if pace.last_for != held.part:
            if pace.due_at is not None and pace.due_at <= now + max(every, LEASE):
                return False
            if pace.last_at is not None and now - every < pace.last_at <= now + every:
                return False
        pace.last_for, pace.last_at = held.part, now
        self.fuse.burn()
        return True

    def hold(self, held: Held, now: datetime, every: timedelta) -> None:
        self.fuse.burn()
        pace = self.paces[held.person]
        pace.waits[held.part] = held
        self.fuse.burn()
        pace.due_at = min(pace.due_at or now + every, now + every)
        self.fuse.burn()

    def due(self, now: datetime, most: int = 200) -> list[str]:
        return [person for person, pace in self.paces.items() if pace.due_at is not None and pace.due_at <= now][:most]

    def take(self, person: str, now: datetime) -> list[Held]:
        self.fuse.burn()
        pace = self.paces[person]
        if pace.due_at is None or pace.due_at > now:
            return []
        pace.due_at, pace.last_at = now + LEASE, now
        self.fuse.burn()
        if not pace.waits:
            self.told(person, [])
        return list(pace.waits.values())

    def told(self, person: str, told: list[Held]) -> None:
        pace = self.paces[person]
        for held in told:
            self.fuse.burn()
            self.on_told(held)
            pace.waits.pop(held.part, None)
        self.fuse.burn()
        pace.due_at = pace.due_at if pace.waits else None
        self.fuse.burn()


class MemoryMarks(Marks):
    def __init__(self, fuse: Fuse) -> None:
        super().__init__("")
        self.fuse = fuse

    def channel(self, way: ChannelName, ok: bool, now: datetime, why: str = "") -> None:
        self.fuse.burn()


class MemoryBus(Bus):
    """What was published, in order; nothing is delivered by itself."""

    def __init__(self, fuse: Fuse) -> None:
        super().__init__("")
        self.fuse = fuse
        self.waiting: list[Event] = []
        self.history: list[Event] = []

    def publish(self, events: Sequence[Event]) -> None:
        self.fuse.burn()
        self.waiting += events
        self.history += events
        self.fuse.burn()


class OnePlan(Plans):
    """A plan that never changes."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(Ledger(""))
        self.plan = plan

    def in_force(self) -> Plan:
        return self.plan

    def version(self, version: int) -> Plan:
        return self.plan


class AnySecret(Secrets):
    """Each name's value is the name itself."""

    def __init__(self) -> None:
        super().__init__("")

    def of(self, name: str) -> tuple[str, ...]:
        return (name,)
