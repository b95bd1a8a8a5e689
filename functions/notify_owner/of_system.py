"""Tells people that something of the system itself is wrong; and tries a person's ways, to know that they work."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from functions.notify_owner.clock import clock
from functions.notify_owner.sending import End, HeldError, Sender
from shared.case import Notice
from shared.channels.message import Message
from shared.events import AlarmRaised, TestAsked
from shared.on_call import people_of
from shared.plan import Plan
from shared.store.ledger import NoPlanError
from shared.store.marks import Marks
from shared.store.plans import Plans


@dataclass(frozen=True, slots=True)
class SystemTeller:
    plans: Plans
    sender: Sender
    marks: Marks

    def of_alarm(self, event: AlarmRaised, now: datetime) -> None:
        """Once a day for each thing that is wrong."""
        try:
            plan = self.plans.in_force()
        except NoPlanError:
            return  # nobody is named yet; the alarm of the cloud still rings
        told = people_of(plan, plan.alarms, None, now) or (plan.last_resort,)
        thing = hashlib.sha256(f"{event.kind}#{event.name}#{event.day}".encode()).hexdigest()[:10]
        message = Message(
            subject=f"Firebreak itself: {event.what}",
            lines=(event.what, "This is about Firebreak, not about a customer. Its runbook says what to do."),
            facts=(("Since", clock(event.since, plan)),),
            commands=("firebreak status",),
            thread=f"alarm-{event.kind}-{event.name}",
            priority="high",
        )
        ends: list[End] = []
        for person in (plan.person(of) for of in told):
            for way in person.ways():
                notice = Notice(f"alarm-{thing}", 0, person.id, way)
                ends.append(self.sender.deliver(notice, person, message, now))
        if {"held", "again"} & {*ends}:
            raise HeldError(f"an alarm about {event.kind} {event.name} was not sent now; Lambda tries it again")

    def of_test(self, event: TestAsked, now: datetime) -> None:
        """Each way is tried, and what became of it is kept for who asked."""
        plan = self.plans.in_force()
        person = plan.person(event.person)
        for way in (one for one in person.ways() if event.way in (None, one)):
            message = _test(person.name, event, plan, now)
            failed = self.sender.try_way(way, person, message, now)
            if way == "pagerduty" and failed is None:
                # Nobody would close it there, and the next test would call nobody.
                failed = self.sender.end(way, person, message)
            self.marks.tested(person.id, way, now, None if failed is None else str(failed), event.asked)


def _test(name: str, event: TestAsked, plan: Plan, now: datetime) -> Message:
    return Message(
        subject="A test from Firebreak: nothing has happened",
        lines=(f"This is a test for {name}: you can be told by this way.", "Nothing is to be done."),
        facts=(("Asked for by", event.by), ("At", clock(now, plan)), ("Plan", f"version {plan.version}")),
        thread=f"test-{event.asked}",
        priority="low",
    )
