"""What an operator does with statements."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from shared import statement_life
from shared.codec import encode
from shared.operations.deployment import Deployment
from shared.plan import Plan
from shared.statement import Draft, Move, Progress, Statement, statement_id
from shared.statement_life import Refused
from shared.store.items import LostRaceError
from shared.store.ledger import Ledger
from shared.store.statements import StatementStore

#: A statement with all its updates, in bytes: below DynamoDB's 400 KB an item.
MAX_BYTES = 350_000
#: How often a lost race is run again before the operator is told.
TRIES = 3


class Voice:
    def __init__(self, deployment: Deployment) -> None:
        self._statements = StatementStore(deployment.statements_table)
        self._ledger = Ledger(deployment.ledger_table)

    def statements(self) -> list[Statement]:
        return self._statements.listed()

    def statement(self, of: str) -> Statement | None:
        return self._statements.get(of)

    def draft(
        self, who: str, now: datetime, instance: str, title: str, body: str, brand: str | None = None
    ) -> Statement | Refused:
        """Starts a statement without a storm."""
        plan = self._plan()
        if instance not in {known.id for known in plan.instances}:
            return Refused(f"the plan has no instance {instance!r}; it has {', '.join(i.id for i in plan.instances)}")
        draft = Draft(title=title.strip(), body=body.strip(), progress="investigating", author=who)
        wrong = statement_life.fault(draft)
        if wrong is not None:
            return Refused(wrong)
        component = plan.instance(instance).component
        statement = Statement(
            id=statement_id(f"{who}#{now.isoformat()}"),
            brand=brand or plan.company.name,
            instance=instance,
            state="draft",
            impact="minor",
            title=draft.title,
            draft=draft,
            created_at=now,
            started_at=now,
            updated_at=now,
            components=(component,) if component else (),
            moves=(Move(who, "drafted", now),),
        )
        self._statements.create(statement)
        return statement

    def edit(
        self,
        of: str,
        who: str,
        now: datetime,
        title: str | None = None,
        body: str | None = None,
        progress: Progress | None = None,
    ) -> Statement | Refused:
        return self._change(of, lambda s, _: statement_life.edit(s, who, now, title, body, progress))

    def approve(self, of: str, who: str, now: datetime, read: str | None = None) -> Statement | Refused:
        """`read`: the hash of the text that the approver has read; another text is then not approved."""
        return self._change(of, lambda s, plan: statement_life.approve(s, who, now, plan, read))

    def publish(self, of: str, who: str, now: datetime, next_update_at: datetime | None = None) -> Statement | Refused:
        """Says it. The page follows within seconds: the table's stream starts its rendering."""
        return self._change(of, lambda s, plan: statement_life.publish(s, who, now, plan, next_update_at))

    def retract(self, of: str, who: str, now: datetime, because: str) -> Statement | Refused:
        return self._change(of, lambda s, _: statement_life.retract(s, who, now, because))

    def _plan(self) -> Plan:
        return self._ledger.plan()

    def _change(self, of: str, move: Callable[[Statement, Plan], Statement | Refused]) -> Statement | Refused:
        plan = self._plan()
        for _ in range(TRIES):
            statement = self._statements.get(of)
            if statement is None:
                return Refused(f"there is no statement {of}; see: firebreak statement list")
            moved = move(statement, plan)
            if isinstance(moved, Refused):
                return moved
            if len(encode(moved).encode()) > MAX_BYTES:
                return Refused(f"{of} has grown too long to be kept; resolve it, and go on in another statement")
            try:
                return self._statements.save(moved)
            except LostRaceError:
                continue
        return Refused(f"others are changing {of}; look at it and try again")
