"""Tells the people of a case: at once, or together with others where they have been told a moment ago."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from aws_lambda_powertools import Logger

from functions.notify_owner.acts import Acts
from functions.notify_owner.sending import End, Sender
from functions.notify_owner.wording_case import notice_of_case
from shared.case import Case, LogEntry, Notice
from shared.codec import CodecError
from shared.crowd import Crowd
from shared.escalation import wait_of
from shared.on_call import ways_of
from shared.plan import Person, Plan, Way
from shared.rungs import told
from shared.store.cases import CaseStore
from shared.store.held import Held, HeldStore
from shared.store.items import LostRaceError
from shared.store.mentions import MentionStore
from shared.store.plans import Plans
from shared.store.storms import StormStore
from shared.storm_summary import Summary
from shared.storm_words import Heard
from shared.verdict import Known

logger = Logger(child=True)


@dataclass(frozen=True, slots=True)
class CaseTeller:
    cases: CaseStore
    held: HeldStore
    mentions: MentionStore
    plans: Plans
    sender: Sender
    acts: Acts
    storms: StormStore

    def tell(self, case_id: str, telling: int, now: datetime) -> None:
        """The case is looked at before each send: nothing goes out that an acknowledgement has made needless."""
        case = self.cases.get(case_id)
        if case is None or not untold(case, telling):
            return
        plan = self.plans.version(case.plan_version)
        known = self.known(case)
        heard = {notice.person for notice in self.cases.notices(case.id, telling)}
        ends: list[End] = []
        waits: list[str] = []
        audience = self.audience(case, plan)
        for person in (audience.person(of) for of in told(case, audience, now)):
            held = Held(person.id, case.id, telling)
            if person.id not in heard and not self.held.may_tell(held, now, plan.cases.bundle_every):
                self.held.hold(held, now, plan.cases.bundle_every)
                waits.append(person.id)
                continue
            for way in ways_of(audience, person, case.priority, now):
                current = self.cases.get(case.id)
                if current is None or not untold(current, telling):
                    return
                ends.append(self.tell_one(current, person, way, plan, known, now))
        # A claim whose end isn't known may be a crash's, and a channel may work again in a minute: the minute tick asks
        # again until the end of each is known.
        if {"held", "again"} & {*ends}:
            return
        self._settle(case.id, telling, plan, waits, now)

    def audience(self, case: Case, plan: Plan) -> Plan:
        """The plan that knows whom this telling names: the case's own, or the newest, where they came in later."""
        return plan if all(plan.named(one) is not None for one in case.tells) else self.plans.in_force()

    def end_unheard(self, case_id: str, telling: int, now: datetime) -> None:
        """A telling that was to be heard in a bundle, and reached nobody: the next minute takes the next."""
        case = self.cases.get(case_id)
        if case is None or not case.told or not still_wanted(case, telling):
            return
        notices = self.cases.notices(case_id, telling)
        audience = self.audience(case, self.plans.version(case.plan_version))
        waits = {*told(case, audience, now)} - {notice.person for notice in notices}
        if waits or any(notice.sent_at for notice in notices):
            return
        try:
            self.cases.save(replace(case, step_at=now), LogEntry("firebreak", "reached nobody", now))
        except LostRaceError:
            logger.info("the case moved on while its notices were sent", case_id=case_id, telling=telling)

    def tell_one(self, case: Case, person: Person, way: Way, plan: Plan, known: Known | None, now: datetime) -> End:
        buttons = self.acts.of(case, person, way, now)
        message = notice_of_case(case, person, plan, known, now, buttons, self.heard(case))
        return self.sender.deliver(Notice(case.id, case.telling, person.id, way), person, message, now)

    def known(self, case: Case) -> Known | None:
        """The mention that it began with, where that is still there."""
        return self.mentions.get(case.first_mention) if case.first_mention else None

    def heard(self, case: Case) -> Heard | None:
        """What its storm was weighed and summed up to by now; the first notice of a storm mostly comes before that."""
        storm = self.storms.get(case.storm_id) if case.storm_id is not None else None
        if storm is None:
            return None
        of = storm.value.id
        try:
            crowd, summary = self.storms.beside(of, "crowd", Crowd), self.storms.beside(of, "summary", Summary)
        except CodecError:
            # Kept by another version of this system: the notice matters more than what would stand in it.
            logger.warning("what is kept beside a storm can't be read", storm_id=of)
            return Heard(judgement=storm.value.judgement, storm=storm.value)
        return Heard(crowd, summary, storm.value.judgement, storm.value)

    def _settle(self, case_id: str, telling: int, plan: Plan, waits: list[str], now: datetime) -> None:
        """From here the wait runs. A telling that reached nobody is over at once: the next minute takes the next."""
        case = self.cases.get(case_id)
        if case is None or not untold(case, telling):
            return
        sent = [notice for notice in self.cases.notices(case_id, telling) if notice.sent_at]
        words = [f"told {', '.join(f'{one.person} by {one.way}' for one in sent)}"] if sent else []
        words += [f"{', '.join(waits)} to be told in a moment, together with others"] if waits else []
        log = LogEntry("firebreak", "; ".join(words) or "reached nobody", now)
        # Who is told in a moment has the whole wait, too.
        later = plan.cases.bundle_every if waits else timedelta()
        step_at = now + wait_of(case, plan) + later if words else now
        try:
            self.cases.save(replace(case, told=True, step_at=step_at), log)
        except LostRaceError:
            logger.info("the case moved on while its notices were sent", case_id=case_id, telling=telling)


def untold(case: Case, telling: int) -> bool:
    return not case.told and still_wanted(case, telling)


def still_wanted(case: Case, telling: int) -> bool:
    """Whether this telling's notices are of any use: it is the newest, and nobody has answered it."""
    if case.telling != telling or case.state == "resolved":
        return False
    return case.state == "open" or bool(case.tells)
