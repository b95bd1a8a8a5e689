"""What an operator does with cases and storms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.bus import Bus
from shared.case import Case, LogEntry, Notice, case_id
from shared.escalation import ACKNOWLEDGED_FOR
from shared.events import StormConfirmed
from shared.operations.deployment import Deployment
from shared.statement_moves import Refused
from shared.store.cases import CaseStore
from shared.store.items import LostRaceError
from shared.store.mentions import MentionStore
from shared.store.storms import StormStore
from shared.storm import Decision, Storm, StormState
from shared.verdict import Known

#: How often a lost race is run again before the operator is told: somebody else is working on the same thing.
TRIES = 3


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with its log, the notices that went out, and the mentions that it gathered."""

    case: Case
    log: tuple[LogEntry, ...]
    notices: tuple[Notice, ...]
    mentions: tuple[Known, ...]


class Care:
    def __init__(self, deployment: Deployment) -> None:
        self._cases = CaseStore(deployment.cases_table)
        self._mentions = MentionStore(deployment.mentions_table)
        self._storms = StormStore(deployment.storms_table)
        self._bus = Bus(deployment.bus_name)

    def mentions(self, now: datetime, within: timedelta, most: int) -> list[Known]:
        return self._mentions.seen_between(now - within, now, most)

    def mention(self, mention_id: str) -> Known | None:
        return self._mentions.get(mention_id)

    def cases(self, resolved: bool = False) -> list[Case]:
        return self._cases.listed("resolved" if resolved else "open")

    def case(self, case_id: str) -> CaseFile | None:
        case = self._cases.get(case_id)
        if case is None:
            return None
        known = (self._mentions.get(mention_id) for mention_id in self._cases.mentions(case_id))
        return CaseFile(
            case=case,
            log=tuple(self._cases.log(case_id)),
            notices=tuple(self._cases.notices(case_id)),
            mentions=tuple(mention for mention in known if mention is not None),
        )

    def acknowledge(self, case_id: str, who: str, now: datetime) -> Case | Refused:
        """Stops the escalation until the acknowledgement expires."""

        def decide(case: Case) -> Case | Refused:
            if case.state == "resolved":
                return Refused(f"{case_id} was resolved by {case.resolved_by}")
            if case.state == "acknowledged":
                return Refused(
                    f"{case_id} was acknowledged by {case.acknowledged_by} at {case.acknowledged_at:%H:%M} UTC"
                )
            return replace(
                case,
                state="acknowledged",
                acknowledged_by=who,
                acknowledged_at=now,
                told=True,
                due_at=now + ACKNOWLEDGED_FOR,
            )

        return self._change_case(case_id, decide, LogEntry(who, "acknowledged", now))

    def resolve(self, case_id: str, who: str, now: datetime, root_cause: str) -> Case | Refused:
        """Ends a case, with the fault on the ground that was behind it."""

        def decide(case: Case) -> Case | Refused:
            if case.state == "resolved":
                return Refused(f"{case_id} was resolved by {case.resolved_by} already")
            if not root_cause.strip():
                return Refused("a case ends with its root cause; say what was behind it")
            return replace(case, state="resolved", resolved_by=who, resolved_at=now, root_cause=root_cause, due_at=None)

        return self._change_case(case_id, decide, LogEntry(who, "resolved", now, root_cause))

    def storms(self, running: bool | None = None) -> list[Storm]:
        return self._storms.listed(running)

    def storm(self, storm_id: str) -> Storm | None:
        found = self._storms.get(storm_id)
        return None if found is None else found.value

    def confirm(self, storm_id: str, who: str, now: datetime, why: str = "") -> Storm | Refused:
        """It is one; a statement is proposed at once, where none was. Confirmed again, that is asked for again."""
        confirmed = self._decide(storm_id, "confirmed", who, now, why)
        found = self._storms.get(storm_id)
        if found is not None and found.value.decisions and found.value.decisions[-1].what == "confirmed":
            self._bus.publish([StormConfirmed(storm_id, found.value.brand, found.value.instance)])
        return confirmed

    def dismiss(self, storm_id: str, who: str, now: datetime, why: str) -> Storm | Refused:
        """No storm after all: its case ends with it, so that nobody is told of it any more."""
        if not why.strip():
            return Refused("a dismissal needs a reason; say why it is no storm")
        dismissed = self._decide(storm_id, "dismissed", who, now, why)
        if isinstance(dismissed, Storm):
            self.resolve(case_id(storm_id), who, now, f"no storm: {why}")
        return dismissed

    def _decide(self, storm_id: str, state: StormState, who: str, now: datetime, why: str) -> Storm | Refused:
        for _ in range(TRIES):
            found = self._storms.get(storm_id)
            if found is None:
                return Refused(f"there is no storm {storm_id}; see: firebreak storms")
            storm = found.value
            if storm.decisions:
                before = storm.decisions[-1]
                return Refused(f"{storm_id} was {before.what} by {before.who} at {before.when:%H:%M} UTC already")
            # A storm that has passed can still be judged: whether it was one is worth knowing.
            after: StormState = storm.state if storm.state == "subsided" else state
            decided = replace(storm, state=after, decisions=(*storm.decisions, Decision(who, now, state, why)))
            try:
                self._storms.save(replace(found, value=decided))
            except LostRaceError:
                continue
            return decided
        return Refused(f"others are changing {storm_id}; look at it and try again")

    def _change_case(self, case_id: str, decide: Callable[[Case], Case | Refused], log: LogEntry) -> Case | Refused:
        for _ in range(TRIES):
            case = self._cases.get(case_id)
            if case is None:
                return Refused(f"there is no case {case_id}; see: firebreak cases")
            decided = decide(case)
            if isinstance(decided, Refused):
                return decided
            try:
                return self._cases.save(decided, log)
            except LostRaceError:
                continue
        return Refused(f"others are changing {case_id}; look at it and try again")
