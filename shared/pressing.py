"""A button about a case, pressed behind a link or in Slack: whether there is anything left to do, the deed, the words.

Pure. A button is good for one state of the case: pressed again, or too late, it does nothing and says who came first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from shared import case_life
from shared.case import Case
from shared.channels.message import Deed
from shared.plan import Plan
from shared.rungs import Moved, names, tell_of, to_next_rung
from shared.spoken import zone_name
from shared.statement_moves import Refused

#: How the log's line of each deed begins (shared/case_life.py; a test holds the two together).
LOGGED: dict[Deed, str] = {"acknowledge": "acknowledged", "escalate": "escalated by hand", "resolve": "resolved"}


@dataclass(frozen=True, slots=True)
class Press:
    """Who wants what done to which case; `telling` is the one that they were looking at."""

    case_id: str
    deed: Deed
    person: str
    telling: int


@dataclass(frozen=True, slots=True)
class View:
    """What words about a case need: `own` is the plan that the case began with, `plan` the one in force."""

    own: Plan
    plan: Plan
    now: datetime

    def name(self, who: str | None) -> str:
        """The name of a person or team, in force or as it was."""
        known = who or "nobody"
        return self.plan.name_of(known) if self.plan.named(known) else self.own.name_of(known)

    def clock(self, at: datetime | None) -> str:
        """`10:03 WET`; with its day where that is not today's. The company's zone."""
        if at is None:
            return "an unknown time"
        zone = ZoneInfo(self.plan.company.time_zone)
        local, today = at.astimezone(zone), self.now.astimezone(zone).date()
        told = f"{local:%H:%M} {zone_name(local)}"
        return told if local.date() == today else f"{told} on {local.day} {local:%B}"

    def holder(self, case: Case) -> str:
        """Who has the case now, or who was told of it and has not answered."""
        if case.state in ("acknowledged", "waiting"):
            return f"{self.name(case.acknowledged_by)}, since {self.clock(case.acknowledged_at)}"
        return f"nobody yet; told: {names(self.own, case, tell_of(case, self.own), self.now)}"

    def next_told(self, case: Case) -> str:
        """Who is told where the case is escalated now."""
        moved, _ = to_next_rung(case, self.own, self.now)
        return names(self.own, moved, tell_of(moved, self.own), self.now)


def needless(case: Case, press: Press, view: View) -> str | None:
    """Why there is nothing left to do for that press, with who did it and when; None where there is."""
    if case.state == "resolved":
        by, at = view.name(case.resolved_by), view.clock(case.resolved_at)
        if case.merged_into is not None:
            return f"{by} merged it into {case.merged_into} at {at}; look there."
        return f"{by} resolved it at {at}. Root cause: {case.root_cause}"
    if press.deed == "escalate" and case.telling != press.telling:
        return f"It has been escalated, or told anew, since you were told. Who has it now: {view.holder(case)}."
    if press.deed == "acknowledge" and case.state in ("acknowledged", "waiting"):
        since = view.clock(case.acknowledged_at)
        if case.acknowledged_by != press.person:
            take = f"firebreak reassign {case.id} --to {press.person}"
            return f"{view.name(case.acknowledged_by)} has it, since {since}. To take it over: {take}"
        # Whoever has it and is asked by name (does it still hold? the customer wrote) may say so again.
        return None if case.tells else f"You have it already, since {since}."
    return None


def pressed(case: Case, press: Press, view: View, cause: str = "") -> Moved | Refused:
    """The case after the press, or why not. Decided by the case's own state: pressed twice is pressed once."""
    why = needless(case, press, view)
    if why is not None:
        return Refused(why)
    match press.deed:
        case "acknowledge":
            return case_life.acknowledge(case, press.person, view.now, view.own)
        case "escalate":
            return case_life.escalate(case, view.now, view.own, as_of=press.telling)
        case "resolve":
            return case_life.resolve(case, press.person, view.now, cause, view.own)


def unfit(cause: str) -> str | None:
    """What is wrong with the words of a root cause; None where they will do."""
    if not cause.strip():
        return "a case ends with its root cause; say what was behind it"
    if len(cause) > case_life.MOST_WORDS:
        return (
            f"a root cause has at most {case_life.MOST_WORDS:,} characters, and this has {len(cause):,}; say it shorter"
        )
    return None


def did(case: Case, press: Press, view: View) -> str:
    """The deed that was done, in one sentence for all who were told of the case."""
    who, at = view.name(press.person), view.clock(view.now)
    match press.deed:
        case "acknowledge":
            return f"{who} has acknowledged {case.id}, {at}"
        case "escalate":
            told = names(view.own, case, tell_of(case, view.own), view.now)
            return f"{who} has escalated {case.id}, {at}; told now: {told}"
        case "resolve":
            return f"{who} has resolved {case.id}, {at}. Root cause: {case.root_cause}"
