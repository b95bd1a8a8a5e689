"""Looks on: who has been told of what since the last look, and, at the end, all that happened."""

from __future__ import annotations

from datetime import datetime

from infra.drill.facts import CaseFacts, TellingSeen
from shared.case import Case, Notice
from shared.operations.deployment import Deployment
from shared.plan import Plan
from shared.rungs import is_last, told
from shared.store.cases import CaseStore
from shared.store.counters import Counters
from shared.store.statements import StatementStore
from shared.store.storms import StormStore

#: More cases, notices or lines of a log than a drill can make.
ALL = 100_000


class Watch:
    def __init__(self, deployment: Deployment, plan: Plan) -> None:
        self.cases = CaseStore(deployment.cases_table)
        self.statements = StatementStore(deployment.statements_table)
        self.storms = StormStore(deployment.storms_table)
        self.counters = Counters(deployment.storms_table)
        self._plan = plan
        self._seen: dict[tuple[str, int], set[tuple[str, str]]] = {}
        self._tellings: dict[str, dict[int, TellingSeen]] = {}

    def told(self, now: datetime) -> list[tuple[Case, Notice]]:
        """The notices of open cases that were sent since the last look, in order of cases and tellings."""
        new = []
        for case in sorted(self.cases.listed("open", ALL), key=lambda one: (one.opened_at, one.id)):
            known = self._tellings.setdefault(case.id, {})
            known.setdefault(case.telling, TellingSeen(case.telling, case.rung, is_last(case, self._plan), case.cause))
            for notice in self._unseen(case, now):
                self._seen.setdefault((case.id, case.telling), set()).add((notice.person, notice.way))
                new.append((case, notice))
        return new

    def _unseen(self, case: Case, now: datetime) -> list[Notice]:
        """Only the newest telling's are still sent. Once all its people were seen told, nothing is looked up."""
        seen = self._seen.get((case.id, case.telling), set())
        wanted = set(told(case, self._plan, now))
        if wanted and wanted <= {person for person, _ in seen}:
            return []
        sent = [notice for notice in self.cases.notices(case.id, case.telling, ALL) if notice.sent_at is not None]
        return [notice for notice in sent if (notice.person, notice.way) not in seen]

    def all_cases(self) -> tuple[CaseFacts, ...]:
        found = [*self.cases.listed("open", ALL), *self.cases.listed("resolved", ALL)]
        return tuple(
            CaseFacts(
                case,
                tuple(self.cases.log(case.id, ALL)),
                tuple(self.cases.notices(case.id, most=ALL)),
                tuple(self._tellings.get(case.id, {}).values()),
            )
            for case in sorted(found, key=lambda one: (one.opened_at, one.id))
        )
