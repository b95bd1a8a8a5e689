"""Takes into a storm's case what was opened before anybody saw that it was one: one case, not a thousand pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from aws_lambda_powertools import Logger

from functions.open_case.opening import taken_in
from shared.case import Case
from shared.case_life import merge
from shared.merging import merge_into
from shared.statement_moves import Refused
from shared.store.cases import CaseStore
from shared.store.items import LostRaceError
from shared.store.plans import Plans
from shared.storm import Storm

#: More cases than this are not looked through; those that are left are told of as they are.
MOST_CASES = 500
#: A platform's clock may be so far ahead of ours: a post's case was then opened before the post.
CLOCKS_APART = timedelta(hours=1)

logger = Logger(child=True)


class Gathering:
    def __init__(self, cases: CaseStore, plans: Plans) -> None:
        self._cases, self._plans = cases, plans

    def take_in(self, storm: Storm, into: Case, running: Sequence[Storm], now: datetime) -> None:
        """Each case is merged whole before the next: a crash leaves some for the next time the storm is told.

        `running` are the brand's storms, each of which takes in its own.
        """
        # A mention's case is opened after its post, and is urgent: of a long queue no other one is read.
        for case in self._cases.opened_since(storm.began_at - CLOCKS_APART, MOST_CASES):
            if case.id != into.id and taken_in(case, into, storm, running):
                self._take(case, into, now)

    def _take(self, case: Case, into: Case, now: datetime) -> None:
        ended = merge(case, "firebreak", into, now, self._plans.version(case.plan_version))
        if isinstance(ended, Refused):
            return
        try:
            merge_into(self._cases, replace(ended, why="it is part of a storm"), into.id, "firebreak", now)
        except LostRaceError:
            logger.info("the case moved on by itself", case_id=case.id)
