"""One deed on one case, kept with its line in the log, and told: the same for the command line, a tap and a button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from shared.bus import Bus
from shared.case import Case, LogEntry
from shared.events import CaseChanged, Event, RungReached
from shared.plan import Plan
from shared.rungs import Moved
from shared.statement_moves import Refused
from shared.store.cases import CaseStore
from shared.store.items import LostRaceError
from shared.store.plans import Plans

#: Tries of a deed that others changed the case under; more means that a machine is at work.
TRIES = 5
Decide = Callable[[Case, Plan], Moved | Refused]


class Acting:
    def __init__(self, cases: CaseStore, plans: Plans, bus: Bus) -> None:
        self._cases, self._plans, self._bus = cases, plans, bus

    def do(self, case_id: str, who: str, now: datetime, decide: Decide) -> Case | Refused:
        """The case after the deed, decided on its newest revision and its own version of the plan.

        It is kept before it is told: what a crash leaves untold, the minute tick tells.
        """
        for _ in range(TRIES):
            case = self._cases.get(case_id)
            if case is None:
                return Refused(f"there is no case {case_id}; see: firebreak cases")
            moved = decide(case, self._plans.version(case.plan_version))
            if isinstance(moved, Refused):
                return moved
            try:
                return self.keep(moved, who, now)
            except LostRaceError:
                continue
        return Refused(f"others are changing {case_id}; look at it and try again")

    def keep(self, moved: Moved, who: str, now: datetime) -> Case:
        """Writes the move and tells it. Raises LostRaceError where another came first."""
        kept = self._cases.save(moved.case, LogEntry(who, moved.what, now, moved.why))
        self.tell(moved)
        return kept

    def tell(self, moved: Moved) -> None:
        case = moved.case
        events: list[Event] = []
        if moved.tells:
            events.append(RungReached(case_id=case.id, telling=case.telling))
        if moved.echoes:
            events.append(CaseChanged(case_id=case.id))
        if events:
            self._bus.publish(events)
