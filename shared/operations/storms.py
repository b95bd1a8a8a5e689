"""What an operator does with storms: looks at them, decides, ends them, and says whom they speak for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from shared import case_life, storm_life
from shared.acting import TRIES, Acting
from shared.bus import Bus
from shared.case import case_id
from shared.crowd import Crowd, Voice
from shared.events import StormConfirmed, StormSubsided
from shared.lesson import Lessons, taught
from shared.operations.deployment import Deployment
from shared.operations.storm_file import StormFile, named_posts
from shared.plan import StormRules
from shared.statement_moves import Refused
from shared.store.cases import CaseStore
from shared.store.items import LostRaceError
from shared.store.ledger import Ledger
from shared.store.mentions_of import mentions_of
from shared.store.plans import Plans
from shared.store.storms import StormStore
from shared.storm import Storm
from shared.storm_summary import Summary
from shared.storm_words import Heard


class Storms:
    def __init__(self, deployment: Deployment) -> None:
        self._mentions_table = deployment.mentions_table
        self._storms = StormStore(deployment.storms_table)
        self._cases = CaseStore(deployment.cases_table)
        self._plans = Plans(Ledger(deployment.ledger_table))
        self._bus = Bus(deployment.bus_name)
        self._acting = Acting(self._cases, self._plans, self._bus)

    def listed(self, running: bool | None = None) -> list[Storm]:
        """The newest first."""
        return self._storms.listed(running)

    def get(self, storm_id: str) -> Storm | None:
        found = self._storms.get(storm_id)
        return None if found is None else found.value

    def voices(self, storms: Iterable[Storm]) -> dict[str, Voice]:
        """Whom each storm that was weighed speaks for, by its id: as the machine says."""
        weighed = ((one.id, self._storms.beside(one.id, "crowd", Crowd)) for one in storms)
        return {storm_id: crowd.voice for storm_id, crowd in weighed if crowd is not None}

    def file(self, storm_id: str) -> StormFile | None:
        """The storm with what it was weighed and summed up to; the posts' words as they are now."""
        storm = self.get(storm_id)
        if storm is None:
            return None
        heard = Heard(
            self._storms.beside(storm_id, "crowd", Crowd),
            self._storms.beside(storm_id, "summary", Summary),
            storm.judgement,
        )
        return StormFile(storm, heard, mentions_of(self._mentions_table, named_posts(heard)))

    def confirm(self, storm_id: str, who: str, now: datetime, why: str = "") -> Storm | Refused:
        """It is one; a statement is proposed at once, where none was. Confirmed again, that is asked for again."""
        confirmed = self._do(storm_id, lambda storm: storm_life.decide(storm, "confirmed", who, now, why))
        storm = self._decided(storm_id, "confirmed")
        if storm is None:
            return confirmed
        self._bus.publish([StormConfirmed(storm_id, storm.brand, storm.instance)])
        after = self._teach(storm)
        return confirmed if isinstance(confirmed, Refused) else after

    def dismiss(self, storm_id: str, who: str, now: datetime, why: str) -> Storm | Refused:
        """No storm after all: its case ends with it, unless it took in mentions, which are still to be answered."""
        dismissed = self._do(storm_id, lambda storm: storm_life.decide(storm, "dismissed", who, now, why))
        storm = self._decided(storm_id, "dismissed")
        if storm is None:
            return dismissed
        # Also where it was dismissed before: the case, or the lesson, may have been left by a crash.
        self._end_case_of(storm, now)
        after = self._teach(storm)
        return dismissed if isinstance(dismissed, Refused) else after

    def close(self, storm_id: str, who: str, now: datetime, why: str) -> Storm | Refused:
        """It is over, says a person. Closed again, that is told again: a crash may have come before the word."""
        closed = self._do(storm_id, lambda storm: storm_life.close(storm, who, now, why))
        storm = self.get(storm_id)
        if storm is not None and storm_life.closing_of(storm) is not None:
            self._bus.publish([StormSubsided(storm_id, storm.brand)])
        return closed

    def judge(self, storm_id: str, voice: Voice, who: str, now: datetime, why: str = "") -> Storm | Refused:
        """That person's word on whom it speaks for, beside the machine's."""
        return self._do(storm_id, lambda storm: storm_life.judge(storm, voice, who, now, why))

    def _decided(self, storm_id: str, what: storm_life.Verdict) -> Storm | None:
        """The storm as it is kept, where that is what was decided of it, by whomever."""
        storm = self.get(storm_id)
        verdict = None if storm is None else storm_life.verdict_of(storm)
        return storm if verdict is not None and verdict.what == what else None

    def _teach(self, storm: Storm) -> Storm:
        """What was decided teaches the series' threshold, once; the storm with what it learned, in words.

        After the decision is kept, as two that decide at once must teach what was decided. A lesson knows its storms,
        and the words stand in the decision last: after a crash the same deed, done again, goes on where it ended.
        """
        verdict = storm_life.verdict_of(storm)
        if verdict is None or verdict.taught:
            return storm
        rules = self._plans.in_force().storm
        lessons = self._learn(storm, "dismissed" if verdict.what == "dismissed" else "confirmed", rules)
        words = storm_life.lesson_words(storm, lessons, rules)
        said = self._do(storm.id, lambda newest: storm_life.learned(newest, words))
        return storm if isinstance(said, Refused) else said

    def _learn(self, storm: Storm, what: storm_life.Verdict, rules: StormRules) -> Lessons:
        for _ in range(TRIES):
            kept = self._storms.lessons(storm.brand)
            after = taught(kept.value, storm.series, storm.id, what, rules)
            if after == kept.value:
                return after
            try:
                self._storms.save_lessons(storm.brand, replace(kept, value=after))
            except LostRaceError:
                continue
            return after
        raise LostRaceError(f"what {storm.brand} was taught")

    def _end_case_of(self, storm: Storm, now: datetime) -> None:
        """No storm is no answer to the customers whose urgent words its case took in: with any of them it stays."""
        case, verdict = self._cases.get(case_id(storm.id)), storm_life.verdict_of(storm)
        if case is None or case.state == "resolved" or verdict is None:
            return
        if case.mentions:
            words = f"{storm.id} is none: {verdict.why}"[: case_life.MOST_WORDS]
            self._acting.do(case.id, verdict.who, now, lambda of, _: case_life.note(of, words))
            return
        cause = f"no storm: {verdict.why}"[: case_life.MOST_WORDS]
        self._acting.do(
            case.id, verdict.who, now, lambda of, plan: case_life.resolve(of, verdict.who, now, cause, plan)
        )

    def _do(self, storm_id: str, decide: Callable[[Storm], Storm | Refused]) -> Storm | Refused:
        """The storm after the deed, decided on its newest revision."""
        for _ in range(TRIES):
            found = self._storms.get(storm_id)
            if found is None:
                return Refused(f"there is no storm {storm_id}; see: firebreak storms --all")
            decided = decide(found.value)
            if isinstance(decided, Refused) or decided == found.value:
                return decided
            try:
                self._storms.save(replace(found, value=decided))
            except LostRaceError:
                continue
            return decided
        return Refused(f"others are changing {storm_id}; look at it and try again")
