"""One case taken into another, by an operator's word."""

from __future__ import annotations

from datetime import datetime

from shared.acting import TRIES, Acting
from shared.case import Case, LogEntry
from shared.case_life import merge
from shared.operations.case_file import took_in
from shared.statement_moves import Refused
from shared.store.cases import CaseStore
from shared.store.items import LostRaceError
from shared.store.plans import Plans


class Merging:
    def __init__(self, cases: CaseStore, plans: Plans, acting: Acting) -> None:
        self._cases, self._plans, self._acting = cases, plans, acting

    def merge(self, case_id: str, into_id: str, who: str, now: datetime) -> Case | Refused:
        """Ends a case as a part of another, with a line in both logs.

        All its mentions join the other first, page by page; then the end and both lines are kept together; then joins
        what came between. A crash after a join leaves a mention in both, and the next try goes on; one after the end
        is mended by a repeat, which joins once more before it says that it was done already. The bus is told last,
        and by the minute tick where that is lost.
        """
        for _ in range(TRIES):
            case, into = self._cases.get(case_id), self._cases.get(into_id)
            if case is None or into is None:
                return Refused(f"there is no case {case_id if case is None else into_id}; see: firebreak cases")
            moved = merge(case, who, into, now, self._plans.version(case.plan_version))
            if isinstance(moved, Refused):
                if case.merged_into == into_id:
                    self._join_all(case_id, into_id, now)
                return moved
            count = self._join_all(case_id, into_id, now)
            lines = LogEntry(who, moved.what, now, moved.why), LogEntry(who, took_in(case_id, count), now)
            try:
                ended = self._cases.merge(moved.case, lines[0], into_id, lines[1])
            except LostRaceError:
                continue
            self._join_all(case_id, into_id, now)
            self._acting.tell(moved)
            return ended
        return Refused(f"others are changing {case_id}; look at it and try again")

    def _join_all(self, case_id: str, into_id: str, now: datetime) -> int:
        """Returns how many there are; those that joined before stay as they are."""
        mentions = self._cases.mentions(case_id, most=None)
        for mention_id in mentions:
            self._cases.join(into_id, mention_id, now)
        return len(mentions)
