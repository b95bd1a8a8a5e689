"""One case taken into another, by an operator's word."""

from __future__ import annotations

from datetime import datetime

from shared.acting import TRIES, Acting
from shared.case import Case
from shared.case_life import merge
from shared.merging import join_all, merge_into
from shared.statement_moves import Refused
from shared.store.cases import CaseStore
from shared.store.items import LostRaceError
from shared.store.plans import Plans


class Merging:
    def __init__(self, cases: CaseStore, plans: Plans, acting: Acting) -> None:
        self._cases, self._plans, self._acting = cases, plans, acting

    def merge(self, case_id: str, into_id: str, who: str, now: datetime) -> Case | Refused:
        """Ends a case as a part of another, with a line in both logs.

        A crash after the end was kept is mended by a repeat, which joins once more before it says that it was done
        already. The bus is told last, and by the minute tick where that is lost.
        """
        for _ in range(TRIES):
            case, into = self._cases.get(case_id), self._cases.get(into_id)
            if case is None or into is None:
                return Refused(f"there is no case {case_id if case is None else into_id}; see: firebreak cases")
            moved = merge(case, who, into, now, self._plans.version(case.plan_version))
            if isinstance(moved, Refused):
                if case.merged_into == into_id:
                    join_all(self._cases, case_id, into_id, now)
                return moved
            try:
                ended = merge_into(self._cases, moved, into_id, who, now)
            except LostRaceError:
                continue
            self._acting.tell(moved)
            return ended
        return Refused(f"others are changing {case_id}; look at it and try again")
