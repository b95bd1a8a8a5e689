"""Tells other systems that keep a case, because they were told of it, that it is acknowledged or over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from functions.notify_owner.sending import Sender
from shared.case import Case
from shared.channels.message import ChannelError
from shared.plan import Person, Plan
from shared.secrets import SecretError
from shared.store.cases import CaseStore
from shared.store.items import LostRaceError
from shared.store.plans import Plans

#: One that fails for longer than this has to be mended by a person.
ECHOED_FOR = timedelta(hours=1)

logger = Logger(child=True)


@dataclass(frozen=True, slots=True)
class Echo:
    cases: CaseStore
    plans: Plans
    sender: Sender

    def tell(self, case_id: str, now: datetime) -> None:
        case = self.cases.get(case_id)
        if case is None or case.echo_at is None:
            return
        plan = self.plans.version(case.plan_version)
        changed_at = case.resolved_at or case.acknowledged_at or case.opened_at
        failed = [] if case.state == "open" else self._each(case, plan, changed_at)
        if any(error.transient for error in failed) and now - changed_at < ECHOED_FOR:
            return  # the minute tick asks again
        try:
            self.cases.save(replace(case, echo_at=None))
        except LostRaceError:
            logger.info("the case moved on while others were told", case_id=case.id)

    def _each(self, case: Case, plan: Plan, changed_at: datetime) -> list[ChannelError]:
        """Each way that opened something elsewhere; one failing stops no other."""
        # Who came into the plan after the case began, and was given it, stands in the newest one alone.
        people = {person.id: person for person in (*self.plans.in_force().people, *plan.people)}
        told = {(one.person, one.way) for one in self.cases.notices(case.id, most=None) if one.sent_at}
        failed: list[ChannelError] = []
        for person_id, way in sorted(told):
            if person_id not in people or way not in ("pagerduty", "webhook"):
                continue
            try:
                self._one(case, people[person_id], way, changed_at)
            except ChannelError as error:
                failed.append(error)
            except (SecretError, ClientError, BotoCoreError) as error:
                failed.append(ChannelError(str(error), transient=False))
        for fault in failed:
            logger.error("a change of the case was not heard", case_id=case.id, reason=str(fault))
        return failed

    def _one(self, case: Case, person: Person, way: str, changed_at: datetime) -> None:
        """Both can be repeated: the one has the case as its key, the other the same id each time."""
        address, channel = self.sender.address(way, person), self.sender.channel(way)
        over = case.state == "resolved"
        if way == "pagerduty":
            (channel.resolve if over else channel.acknowledge)(address, case.id)
            return
        kind = "case.resolved" if over else "case.acknowledged"
        by = (case.resolved_by if over else case.acknowledged_by) or ""
        channel.tell(address, kind, case.id, changed_at, {"case": case.id, "state": case.state, "by": by})
