"""What an operator does with statements."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from shared import nothing_new, statement_gate, statement_life, statement_review, statement_speech
from shared.bus import Bus
from shared.events import DraftSentBack, ReviewAsked
from shared.gate.finding import Finding
from shared.operations.deployment import Deployment
from shared.plan import Plan
from shared.promise import cadence
from shared.statement import Form, Impact, Progress, Statement, statement_id
from shared.statement_moves import Refused
from shared.statement_room import unkeepable
from shared.statement_start import Start, ready_draft, ready_words, started
from shared.store.cases import CaseStore
from shared.store.items import LostRaceError
from shared.store.ledger import Ledger
from shared.store.statements import StatementStore

#: How often a lost race is run again before the operator is told.
TRIES = 3


class Voice:
    def __init__(self, deployment: Deployment) -> None:
        self._statements = StatementStore(deployment.statements_table)
        self._cases = CaseStore(deployment.cases_table)
        self._ledger = Ledger(deployment.ledger_table)
        self._bus = Bus(deployment.bus_name)

    def statements(self) -> list[Statement]:
        return self._statements.listed()

    def statement(self, of: str) -> Statement | None:
        return self._statements.get(of)

    def draft(self, who: str, now: datetime, start: Start) -> Statement | Refused:
        """Starts a statement without a storm: about a case, or about what its author knows."""
        plan = self._ledger.plan()
        case = None if start.case is None else self._cases.get(start.case)
        if start.case is not None and case is None:
            return Refused(f"there is no case {start.case}; see: firebreak cases")
        instance = start.instance or (case.instance if case else None)
        if instance is None:
            return Refused("say what it is about: --instance, or --case")
        if instance not in {known.id for known in plan.instances}:
            return Refused(f"the plan has no instance {instance!r}; it has {', '.join(i.id for i in plan.instances)}")
        statement = started(plan, instance, case, who, now, start)
        return statement if isinstance(statement, Refused) else unkeepable(statement) or self._begun(statement)

    def _begun(self, statement: Statement) -> Statement | Refused:
        """One about a case has its id from that. After one that was taken back, the next has an id of its own."""
        wanted = statement
        while not self._statements.create(wanted):
            there = self._statements.get(wanted.id)
            if there is None or there.state != "retracted":
                return Refused(f"{wanted.id} is about that already; edit it: firebreak statement edit {wanted.id}")
            wanted = replace(statement, id=statement_id(f"{wanted.id}#after"))
        return wanted

    def edit(
        self,
        of: str,
        who: str,
        now: datetime,
        *,
        title: str | None = None,
        body: str | None = None,
        progress: Progress | None = None,
        language: str | None = None,
        drop: bool = False,
        impact: Impact | None = None,
        components: Sequence[str] | None = None,
        corrects: int | None = None,
        because: str | None = None,
    ) -> Statement | Refused:
        """Changes the draft, or starts the next update's; `corrects` makes it a correction of that update."""

        def change(statement: Statement, plan: Plan) -> Statement | Refused:
            unknown = set(components or ()) - {component.id for component in plan.components}
            if unknown:
                known = ", ".join(component.id for component in plan.components)
                return Refused(f"the plan has no component {sorted(unknown)[0]!r}; it has {known}")
            return statement_life.edit(
                statement,
                who,
                now,
                title=title,
                body=body,
                progress=progress,
                language=language,
                drop=drop,
                impact=impact,
                components=components,
                corrects=statement_life.UNCHANGED if corrects is None else corrects,
                because=because,
            )

        return self._change(of, change)

    def use_form(
        self,
        of: str,
        who: str,
        now: datetime,
        form: Form,
        *,
        progress: Progress | None = None,
        fills: Mapping[str, str] | None = None,
        corrects: int | None = None,
        because: str | None = None,
    ) -> Statement | Refused:
        """Starts the next update from the plan's ready words, in every language that the plan has them in."""

        def change(statement: Statement, plan: Plan) -> Statement | Refused:
            draft = ready_draft(plan, statement, form, who, fills or {}, progress, corrects, because)
            return draft if isinstance(draft, Refused) else statement_life.redraft(statement, draft, who, now)

        return self._change(of, change)

    def submit(self, of: str, who: str, now: datetime) -> Statement | Refused:
        """Asks for a review. Whoever can give it is told; asked again, they are told if that failed."""
        asked = self._change(of, lambda s, _: statement_review.submit(s, who, now))
        there = self._statements.get(of)
        if there is not None and there.stage == "in_review":
            self._bus.publish([ReviewAsked(of)])
        return asked

    def send_back(self, of: str, who: str, now: datetime, because: str) -> Statement | Refused:
        """Gives the draft back; whoever wrote it is told."""
        back = self._change(of, lambda s, _: statement_review.send_back(s, who, now, because))
        if isinstance(back, Statement):
            self._bus.publish([DraftSentBack(of)])
        return back

    def approve(
        self, of: str, who: str, now: datetime, read: str | None = None, language: str | None = None
    ) -> Statement | Refused:
        """`read`: the hash of the text that the approver has read; another text is then not approved."""
        return self._change(
            of, lambda s, plan: statement_review.approve(s, who, now, plan, language=language, read=read)
        )

    def override(self, of: str, who: str, now: datetime, rule: str, because: str) -> Statement | Refused:
        """Lets pass what the gate refuses by that rule in the draft as it stands."""
        return self._change(of, lambda s, plan: statement_gate.override(s, who, now, plan, rule, because))

    def findings(self, of: str, now: datetime) -> tuple[Finding, ...]:
        """What the gate finds in the draft in hand, overridden or not, as if it went out now."""
        statement, plan = self._statements.get(of), self._ledger.plan()
        if statement is None:
            return ()
        return statement_gate.findings_of(statement, plan, now, now + cadence(statement, plan))

    def publish(
        self,
        of: str,
        who: str,
        now: datetime,
        next_update_at: datetime | None = None,
        every: timedelta | None = None,
    ) -> Statement | Refused:
        """Says it. The page follows within seconds: the table's stream starts its rendering."""
        return self._change(of, lambda s, plan: statement_speech.publish(s, who, now, plan, next_update_at, every))

    def stand_by(self, of: str, who: str, now: datetime) -> Statement | Refused:
        """Approves the plan's "nothing new yet" ahead."""

        def change(statement: Statement, plan: Plan) -> Statement | Refused:
            words = ready_words(plan, statement, "nothing_new", who)
            return words if isinstance(words, Refused) else statement_speech.stand_by(statement, who, now, plan, words)

        return self._change(of, change)

    def nothing_new(
        self, of: str, who: str, now: datetime, next_update_at: datetime | None = None
    ) -> Statement | Refused:
        """Says that there is nothing new yet, with a new time; where nobody approved it ahead, `who` does so now."""
        return self._change(of, lambda s, plan: nothing_new.say(s, who, now, plan, next_update_at))

    def retract(self, of: str, who: str, now: datetime, because: str) -> Statement | Refused:
        return self._change(of, lambda s, plan: statement_speech.retract(s, who, now, plan, because))

    def _change(self, of: str, move: Callable[[Statement, Plan], Statement | Refused]) -> Statement | Refused:
        plan = self._ledger.plan()
        for _ in range(TRIES):
            statement = self._statements.get(of)
            if statement is None:
                return Refused(f"there is no statement {of}; see: firebreak statement list")
            moved = move(statement, plan)
            if isinstance(moved, Refused):
                return moved
            if (too_long := unkeepable(moved)) is not None:
                return too_long
            try:
                return self._statements.save(moved)
            except LostRaceError:
                continue
        return Refused(f"others are changing {of}; look at it and try again")
