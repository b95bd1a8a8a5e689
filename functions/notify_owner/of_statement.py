"""Tells those who keep a promise, who review a draft, or who have one back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from functions.notify_owner.acts import Acts
from functions.notify_owner.sending import End, HeldError, Sender
from functions.notify_owner.wording_statement import notice_of_promise, notice_of_return, notice_of_review
from shared.case import Notice
from shared.events import PromiseDue
from shared.plan import Person, Plan
from shared.promise import due_at, people
from shared.review import reviewers, turn, writers
from shared.statement import Statement
from shared.store.plans import Plans
from shared.store.statements import StatementStore
from shared.tap import GOOD_FOR, Tap

#: More than a promise can have, were it late for two months and told of each minute.
STEPS_A_PROMISE = 100_000
#: A review's notices are numbered by its turns, from here on: past any promise's.
REVIEWS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class StatementTeller:
    statements: StatementStore
    plans: Plans
    sender: Sender
    acts: Acts

    def of_promise(self, event: PromiseDue, now: datetime) -> None:
        statement = self.statements.get(event.statement_id)
        if statement is None or statement.promise is None or statement.promise.next_update_at is None:
            return
        plan, promise = self.plans.in_force(), statement.promise
        promised_at = statement.promise.next_update_at
        if due_at(promised_at, event.rung, plan) > now:
            return  # it was about the promise before, which has been kept; this one's step has its own time
        # Each promise of a statement has its own notices: the update's number tells them apart.
        number = promise.number * STEPS_A_PROMISE + event.rung
        ends: list[End] = []
        for person in people(plan, statement, event.rung, now):
            tap = self._tap(statement, promise.number, promised_at, person, plan)
            for way in person.ways():
                # A channel has many readers, and a tap is in the name of one.
                link = tap if way == "email" else None
                message = notice_of_promise(statement, promised_at, person, plan, now, link)
                ends.append(self.sender.deliver(Notice(statement.id, number, person.id, way), person, message, now))
        _all_known(ends, f"step {event.rung} of {statement.id}")

    def of_review(self, statement_id: str, now: datetime, *, asked: bool) -> None:
        """Asked: whoever can say yes; sent back: whoever wrote it. One that has gone on meanwhile is nobody's."""
        statement = self.statements.get(statement_id)
        if statement is None or statement.stage != ("in_review" if asked else "draft"):
            return
        plan = self.plans.in_force()
        ends: list[End] = []
        for person in (reviewers if asked else writers)(plan, statement, now):
            message = notice_of_review(statement, person) if asked else notice_of_return(statement, person)
            for way in person.ways():
                notice = Notice(statement.id, REVIEWS + turn(statement), person.id, way)
                ends.append(self.sender.deliver(notice, person, message, now))
        _all_known(ends, f"the review of {statement.id}")

    def _tap(self, statement: Statement, word: int, promised_at: datetime, person: Person, plan: Plan) -> str | None:
        """The link by which this person says "nothing new yet"; None where there are no words for it, or no key."""
        if statement.standby is None and not plan.templates(statement.instance, "nothing_new"):
            return None
        return self.acts.of_promise(Tap(statement.id, word, person.id, promised_at + GOOD_FOR))


def _all_known(ends: list[End], what: str) -> None:
    if {"held", "again"} & {*ends}:
        raise HeldError(f"a notice of {what} was claimed or could not be sent now; Lambda tries it again")
