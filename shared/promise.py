"""The promise of the next word: when it is due, how it is said, who is told when it is near or late, and its record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from shared.on_call import people_of
from shared.plan import BACKUPS, OWNER, Person, Plan
from shared.statement import Statement, Update

DAY = timedelta(days=1)
#: An approved "nothing new yet" goes out by itself so long before the promised time: the minute tick, and the page,
#: need a little of it.
BY_ITSELF_BEFORE = timedelta(minutes=2)
#: The steps before the promised time has passed: to the writer, to the back-up, to the person with authority.
STEPS = 3


@dataclass(frozen=True, slots=True)
class Record:
    """How promises went: those kept, and by how many whole minutes each of the others was late."""

    kept: int
    minutes_late: tuple[int, ...]

    @property
    def made(self) -> int:
        return self.kept + len(self.minutes_late)

    @property
    def rate(self) -> float | None:
        """The share that was kept, 0 to 1; None where no promise is over yet."""
        return self.kept / self.made if self.made else None


def record(updates: Iterable[Update], now: datetime, retracted_at: datetime | None = None) -> Record:
    """Of the promises that are over: the next word came, or their time has passed.

    A retraction is no next word: in time, it takes the promise back too, which then counts for nothing.
    """
    late = [
        update.minutes_late(now) or 0
        for update in updates
        if update.next_update_at is not None
        and (update.kept_at is not None or update.minutes_late(now))
        and (retracted_at is None or update.kept_at != retracted_at or update.minutes_late(now))
    ]
    return Record(kept=sum(1 for minutes in late if not minutes), minutes_late=tuple(m for m in late if m))


def cadence(statement: Statement, plan: Plan) -> timedelta:
    """How long after one word the next is promised, where its author names no time."""
    return statement.every or plan.instance(statement.instance).update_every or plan.update_every


def after(now: datetime, every: timedelta, plan: Plan) -> datetime:
    """One cadence later. Whole days keep the company's wall clock, also over a change to or from daylight saving."""
    if every % DAY:
        return now + every
    zone = ZoneInfo(plan.company.time_zone)
    return (now.astimezone(zone) + every).astimezone(now.tzinfo)


def whole_minute(at: datetime) -> datetime:
    """That minute, or the next one where seconds are left over: what is promised is what is said."""
    minute = at.replace(second=0, microsecond=0)
    return minute if minute == at else minute + timedelta(minutes=1)


def due_at(promised: datetime, rung: int, plan: Plan) -> datetime:
    """When the promise clock takes that step."""
    rules = plan.promise
    steps = (promised - rules.writer_before, promised - rules.backup_before, promised)
    return steps[rung] if rung < STEPS else promised + rules.late_every * (rung - STEPS + 1)


def next_due(statement: Statement, plan: Plan) -> datetime | None:
    """When this statement next needs the minute tick: the clock's next step, or its own word; None: no promise."""
    promise = statement.promise
    if promise is None or promise.next_update_at is None:
        return None
    step = due_at(promise.next_update_at, statement.due_rung, plan)
    if speaks_by_itself(statement, plan):
        return min(step, promise.next_update_at - BY_ITSELF_BEFORE)
    return step


def speaks_by_itself(statement: Statement, plan: Plan) -> bool:
    """Whether its "nothing new yet" may go out without anybody: the plan says so, and a person approved it ahead.

    Not for ever: after so many in a row somebody has to speak.
    """
    standby = statement.standby
    if standby is None or not plan.promise.nothing_new_by_itself or standby.progress != statement.progress:
        return False
    in_a_row = 0
    for update in reversed(statement.updates):
        if update.form != "nothing_new":
            break
        in_a_row += 1
    return in_a_row < plan.promise.by_itself_at_most


def step(statement: Statement, plan: Plan, now: datetime) -> Statement | None:
    """The statement after its promise clock's step (the one that it took is `due_rung` before); None: none is due."""
    promise = statement.promise
    if promise is None or promise.next_update_at is None or statement.due_at is None:
        return None
    if due_at(promise.next_update_at, statement.due_rung, plan) > now:
        return None
    rung = statement.due_rung + 1
    # After an outage one late notice says what many would have; the steps before are not skipped, each has its people.
    while rung >= STEPS and due_at(promise.next_update_at, rung, plan) <= now:
        rung += 1
    return timed(replace(statement, due_rung=rung), plan)


def timed(statement: Statement, plan: Plan) -> Statement:
    """The statement with the time at which it next needs the minute tick."""
    return replace(statement, due_at=next_due(statement, plan))


def people(plan: Plan, statement: Statement, rung: int, now: datetime) -> tuple[Person, ...]:
    """The writer; the back-up; at the time the person with authority; after it all of them, and the last resort.

    Of a team or a schedule it is who is on duty now. The writer is told whoever that is; their word is their word.
    """
    last_resort = plan.person(plan.last_resort)
    owners = [plan.person(of) for of in people_of(plan, (OWNER,), statement.instance, now)]
    backups = [plan.person(of) for of in people_of(plan, (BACKUPS,), statement.instance, now)]
    owner = owners[0] if owners else last_resort
    writer = _writer(plan, statement) or owner
    backup = next((one for one in backups if one.id != writer.id), last_resort)
    if plan.promise.authority is not None:
        authority = plan.person(plan.promise.authority)
    else:
        authority = max((*owners, *backups, last_resort), key=lambda one: one.authority)
    if rung < STEPS:
        return ((writer,), (backup,), (authority,))[rung]
    everyone = {one.id: one for one in (writer, authority, *owners, *backups, last_resort)}
    return tuple(everyone.values())


def _writer(plan: Plan, statement: Statement) -> Person | None:
    """Who wrote the newest word, where the plan still has them."""
    known = {person.id: person for person in plan.people}
    authors = [author for update in reversed(statement.updates) for author in reversed(update.words[0].authors)]
    return next((known[author] for author in authors if author in known), None)
