"""What a rendering is given: the statements in full that it needs, and of all others one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from shared.page.line import Line, line
from shared.plan import Plan
from shared.statement import Statement

#: So many of the newest incidents are always given in full, and so much of the newest planned work: as many as
#: `incidents.json`, `scheduled-maintenances.json` and the feeds hold.
NEWEST = 50


@dataclass(frozen=True, slots=True)
class Shown:
    """`full` are the open statements and the newest, newest first; `lines` are of all others.

    `older` are those of the others whose own pages are to be looked at too. `door` is where people can ask to be told.
    """

    plan: Plan
    now: datetime
    full: tuple[Statement, ...]
    lines: tuple[Line, ...] = ()
    older: tuple[Statement, ...] = ()
    door: str | None = None

    @property
    def late(self) -> tuple[str, ...]:
        """Whose open promise has been missed by a whole minute: all that the time of day decides on the page."""
        return tuple(one.id for one in self.full if one.promise is not None and one.promise.minutes_late(self.now))


def shown(
    order: Iterable[str],
    read: Mapping[str, Statement],
    lines: Mapping[str, Line],
    plan: Plan,
    now: datetime,
    door: str | None = None,
) -> Shown:
    """Splits what is public, the newest first: `read` are the statements at hand, `lines` those of some that aren't."""
    full: list[Statement] = []
    older: list[Statement] = []
    told: list[Line] = []
    kinds = Counter[bool]()
    for which in (each for each in order if each in read or each in lines):
        of = line(read[which]) if which in read else lines[which]
        kind = of.maintenance if of is not None else read[which].window is not None
        kinds[kind] += 1
        if of is None or (kinds[kind] <= NEWEST and which in read):
            full.append(read[which])
        else:
            told.append(of)
            older += [read[which]] if which in read else []
    return Shown(plan, now, tuple(full), tuple(told), tuple(older), door)


def whole(statements: Iterable[Statement], plan: Plan, now: datetime, door: str | None = None) -> Shown:
    """Everything there is, split as it would be had it grown statement by statement."""
    public = {one.id: one for one in statements if one.public}
    return shown(sorted(public, key=lambda one: _begun(public[one]), reverse=True), public, {}, plan, now, door)


def _begun(statement: Statement) -> tuple[str, str]:
    """To the millisecond, as the store's index has it."""
    return statement.created_at.astimezone(UTC).isoformat(timespec="milliseconds"), statement.id
