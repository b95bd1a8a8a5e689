"""What an operator does with cases and storms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from shared import case_life
from shared.acting import Acting
from shared.bus import Bus
from shared.case import Case
from shared.operations.case_file import CaseFile, Queue, merged_of
from shared.operations.deployment import Deployment
from shared.operations.doubting import Doubting
from shared.operations.merging import Merging
from shared.operations.storms import Storms
from shared.plan import Plan
from shared.statement_moves import Refused
from shared.store.cases import CaseStore
from shared.store.ledger import Ledger
from shared.store.mentions import MentionStore
from shared.store.mentions_of import mentions_of
from shared.store.plans import Plans
from shared.storm import Storm
from shared.verdict import Known, told_reasons

#: More cases than this are not looked through for one list.
LOOKED_THROUGH = 5_000
#: A log, and what went out, are shown whole up to so many lines; mentions, of which a storm has thousands, up to fewer.
MOST_LINES = 10_000
MOST_MENTIONS = 50


class Care:
    def __init__(self, deployment: Deployment) -> None:
        self._mentions_table = deployment.mentions_table
        self._cases = CaseStore(deployment.cases_table)
        self._mentions = MentionStore(deployment.mentions_table)
        self.of_storms = Storms(deployment)
        self.of_doubts = Doubting(deployment)
        self._plans = Plans(Ledger(deployment.ledger_table))
        self._bus = Bus(deployment.bus_name)
        self._acting = Acting(self._cases, self._plans, self._bus)
        self._merging = Merging(self._cases, self._plans, self._acting)

    def mentions(self, now: datetime, within: timedelta, most: int) -> list[Known]:
        return self._mentions.seen_between(now - within, now, most)

    def mention(self, mention_id: str) -> Known | None:
        return self._mentions.get(mention_id)

    def cases(self, resolved: bool = False) -> list[Case]:
        """In order of priority."""
        return self._listed(resolved)[0]

    def queue(self, resolved: bool, fits: Callable[[Case, Plan], bool], most: int) -> Queue:
        """The first cases that fit, with the words of their first mentions as they are now."""
        found, known = self._listed(resolved)
        fitting = [case for case in found if fits(case, self.plan(case))]
        shown = fitting[:most]
        return Queue(
            cases=tuple(shown),
            more=len(fitting) - len(shown),
            whole=len(found) < LOOKED_THROUGH,
            known=known,
            plans={case.plan_version: self.plan(case) for case in shown},
        )

    def _listed(self, resolved: bool) -> tuple[list[Case], dict[str, Known]]:
        cases = self._cases.listed("resolved" if resolved else "open", LOOKED_THROUGH)
        known = mentions_of(self._mentions_table, [case.first_mention for case in cases if case.first_mention])
        return cases, known

    def plan(self, of: Case) -> Plan:
        """The version that the case began with, and keeps."""
        return self._plans.version(of.plan_version)

    def case(self, case_id: str) -> CaseFile | None:
        case = self._cases.get(case_id)
        if case is None:
            return None
        gathered = self._cases.mentions(case_id, MOST_MENTIONS)
        first = case.first_mention
        known = mentions_of(self._mentions_table, [*gathered, *([first] if first is not None else [])])
        log = tuple(self._cases.log(case_id, MOST_LINES))
        return CaseFile(
            case=case,
            log=log,
            notices=tuple(self._cases.notices(case_id, most=MOST_LINES)),
            mentions=tuple(known[one] for one in gathered if one in known),
            plan=self.plan(case),
            merged=merged_of(log),
            reasons=told_reasons(known.get(first or "")) or case.reasons,
            storm=None if case.storm_id is None else self.of_storms.file(case.storm_id),
        )

    def acknowledge(self, case_id: str, who: str, now: datetime) -> Case | Refused:
        """Stops the escalation until the acknowledgement expires."""
        return self._acting.do(case_id, who, now, lambda case, plan: case_life.acknowledge(case, who, now, plan))

    def resolve(self, case_id: str, who: str, now: datetime, root_cause: str) -> Case | Refused:
        """Ends a case, with the fault on the ground that was behind it."""
        return self._acting.do(
            case_id, who, now, lambda case, plan: case_life.resolve(case, who, now, root_cause, plan)
        )

    def answered(self, case_id: str, who: str, now: datetime, note: str = "") -> Case | Refused:
        """The customer was answered: the clocks of answers stop."""
        return self._acting.do(case_id, who, now, lambda case, plan: case_life.answer(case, who, now, plan, note))

    def wait(self, case_id: str, who: str, now: datetime, note: str = "") -> Case | Refused:
        """The customer was answered and has to answer us: all clocks stand."""
        return self._acting.do(case_id, who, now, lambda case, plan: case_life.wait(case, who, now, plan, note))

    def reassign(self, case_id: str, to: str, who: str, now: datetime, why: str = "") -> Case | Refused:
        """Somebody else owns it from now on, and is told."""
        newest = self._plans.in_force()
        return self._acting.do(
            case_id, who, now, lambda case, plan: case_life.reassign(case, to, now, plan, why, newest)
        )

    def escalate(
        self, case_id: str, who: str, now: datetime, *, to: int | None = None, as_of: int | None = None, why: str = ""
    ) -> Case | Refused:
        """The next rung, or that one, is told at once."""
        return self._acting.do(
            case_id, who, now, lambda case, plan: case_life.escalate(case, now, plan, to=to, as_of=as_of, why=why)
        )

    def note(self, case_id: str, who: str, now: datetime, words: str) -> Case | Refused:
        """One more line in its log."""
        return self._acting.do(case_id, who, now, lambda case, _: case_life.note(case, words))

    def merge(self, case_id: str, into: str, who: str, now: datetime) -> Case | Refused:
        """Ends a case as a part of another."""
        return self._merging.merge(case_id, into, who, now)

    def storms(self, running: bool | None = None) -> list[Storm]:
        return self.of_storms.listed(running)

    def storm(self, storm_id: str) -> Storm | None:
        return self.of_storms.get(storm_id)

    def confirm(self, storm_id: str, who: str, now: datetime, why: str = "") -> Storm | Refused:
        return self.of_storms.confirm(storm_id, who, now, why)

    def dismiss(self, storm_id: str, who: str, now: datetime, why: str) -> Storm | Refused:
        return self.of_storms.dismiss(storm_id, who, now, why)
