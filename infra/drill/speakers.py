"""Who speaks in public in a drill: a draft is written, approved by another, said, and its promise kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from infra.drill.cast import Agenda
from infra.drill.people import acts_at
from infra.drill.scenario import Scenario, Speaking
from infra.drill.watch import Watch
from shared.operations.voice import Voice
from shared.statement import Statement
from shared.statement_moves import Refused

#: "Nothing new yet" is said so long before the promised time.
BEFORE = timedelta(minutes=10)


class Speakers:
    """`refused` is why something could not be said, once a reason."""

    def __init__(self, scenario: Scenario, zone: ZoneInfo, voice: Voice, watch: Watch, agenda: Agenda) -> None:
        self._scenario, self._zone = scenario, zone
        self._voice, self._watch, self._agenda = voice, watch, agenda
        self._begun: set[str] = set()
        self.refused: list[str] = []

    def look(self, now: datetime) -> None:
        """A draft that is new gets its writer."""
        speaking = self._scenario.speaking
        if speaking is None:
            return
        for statement in self._watch.statements.listed():
            if statement.id not in self._begun and not statement.public:
                self._begun.add(statement.id)
                self._write(statement.id, speaking, now)

    def _write(self, of: str, speaking: Speaking, now: datetime) -> None:
        def write(at: datetime) -> None:
            if self._went(self._voice.submit(of, speaking.writes, at)):
                approves_at = acts_at(self._scenario.of(speaking.approves), at, speaking.within, self._zone)
                self._agenda.add(approves_at, lambda then: self._say(of, speaking, then))

        self._agenda.add(acts_at(self._scenario.of(speaking.writes), now, speaking.after, self._zone), write)

    def _say(self, of: str, speaking: Speaking, now: datetime) -> None:
        if not self._went(self._voice.approve(of, speaking.approves, now)):
            return
        promised = now + speaking.next_update
        if self._went(self._voice.publish(of, speaking.approves, now, promised)) and speaking.keeps:
            self._keep(of, speaking, promised)

    def _keep(self, of: str, speaking: Speaking, promised: datetime) -> None:
        def keep(now: datetime) -> None:
            said = self._voice.nothing_new(of, speaking.writes, now, now + speaking.next_update)
            if self._went(said):
                self._keep(of, speaking, now + speaking.next_update)

        at = acts_at(self._scenario.of(speaking.writes), promised - BEFORE, timedelta(0), self._zone)
        self._agenda.add(at, keep)

    def _went(self, outcome: Statement | Refused) -> bool:
        if isinstance(outcome, Refused) and outcome.why not in self.refused:
            self.refused.append(outcome.why)
        return not isinstance(outcome, Refused)
