"""Tells a person together what came too soon after their last notice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from functions.notify_owner.of_case import CaseTeller, still_wanted
from functions.notify_owner.sending import End, HeldError
from functions.notify_owner.wording_case import notice_of_case, notice_of_many
from shared.case import Case, Notice
from shared.channels.message import Button, Message
from shared.on_call import ways_of
from shared.plan import Person, Plan, Way
from shared.store.held import Held

#: A notice of many cases has buttons for so many of them; the others are named with what to type.
MOST_BUTTONS = 5
#: Systems that keep each case under its own key, by which they hear that it is over: no two of them in one message.
KEEPS_CASES: tuple[Way, ...] = ("pagerduty", "webhook")
_RANK = ("urgent", "high", "normal", "low")


@dataclass(frozen=True, slots=True)
class Together:
    teller: CaseTeller

    def tell(self, person_id: str, now: datetime) -> None:
        """What was held back for a person and is still wanted, as one notice by each of their ways."""
        holds = self.teller.held.take(person_id, now)
        ends = self._tell(holds, person_id, now)
        if "held" in ends:
            raise HeldError(f"a notice that was held for {person_id} is claimed, and its end isn't known")
        # A channel may work again in a moment: until then the bundle is left as taken, and due again by itself.
        if holds and "again" not in ends:
            for hold in holds:
                self.teller.end_unheard(hold.case_id, hold.telling, now)
            self.teller.held.told(person_id, holds)

    def _tell(self, holds: list[Held], person_id: str, now: datetime) -> list[End]:
        """By the plan that each case keeps, which has the ways by which others hear that it is over.

        The cases are looked at before each way: nothing goes out that an acknowledgement has made needless.
        """
        versions: dict[int, list[Held]] = {}
        for hold in holds:
            for case in self._wanted([hold]):
                versions.setdefault(case.plan_version, []).append(hold)
        ends: list[End] = []
        for version, held in versions.items():
            ends += self._tell_under(self.teller.plans.version(version), held, person_id, now)
        return ends

    def _tell_under(self, plan: Plan, holds: list[Held], person_id: str, now: datetime) -> list[End]:
        wanted = self._wanted(holds)
        if not wanted:
            return []
        known = (*plan.people, *self.teller.audience(wanted[0], plan).people)
        person = next((one for one in known if one.id == person_id), None)
        if person is None:
            return []
        ends: list[End] = []
        for way in ways_of(plan, person, wanted[0].priority, now):
            for together in [[hold] for hold in holds] if way in KEEPS_CASES else [holds]:
                came = self._tell_by(way, self._wanted(together), person, plan, now)
                ends += came
                if "again" in came:
                    break  # the others wait for it too
        return ends

    def _tell_by(self, way: Way, wanted: list[Case], person: Person, plan: Plan, now: datetime) -> list[End]:
        cases = {case.id: case for case in wanted}

        def word(notices: list[Notice]) -> Message:
            return self._message([cases[notice.case_id] for notice in notices], person, way, plan, now)

        notices = [Notice(case.id, case.telling, person.id, way) for case in wanted]
        return self.teller.sender.deliver_all(notices, person, word, now)

    def _message(self, cases: list[Case], person: Person, way: Way, plan: Plan, now: datetime) -> Message:
        if len(cases) > 1:
            return notice_of_many(cases, person, plan, now, self._buttons(cases, person, way, now))
        [case] = cases
        known = self.teller.known(case)
        buttons = self.teller.acts.of(case, person, way, now)
        return notice_of_case(case, person, plan, known, now, buttons, self.teller.heard(case))

    def _buttons(self, wanted: list[Case], person: Person, way: Way, now: datetime) -> tuple[Button, ...]:
        return tuple(
            replace(button, label=f"Acknowledge {case.id}")
            for case in wanted[:MOST_BUTTONS]
            for button in self.teller.acts.of(case, person, way, now)
            if button.deed == "acknowledge"
        )

    def _wanted(self, holds: list[Held]) -> list[Case]:
        """The most urgent first, then the oldest."""
        found = [(self.teller.cases.get(hold.case_id), hold.telling) for hold in holds]
        wanted = [case for case, telling in found if case is not None and still_wanted(case, telling)]
        return sorted(wanted, key=lambda case: (_RANK.index(case.priority), case.opened_at))
