"""More fake nouns, for what is kept: a case, a storm, a verdict, a tombstone, each whole and valid."""

from __future__ import annotations

from datetime import datetime, timedelta

from shared.case import Case, CaseState
from shared.mention import Mention, Tombstone
from shared.storm import Decision, Storm, StormState
from shared.verdict import Priority, Reason, Verdict
from tests.builders import NOON, minutes

MINUTE = timedelta(minutes=1)
#: When the trouble began.
BEGAN = NOON - minutes(20)


def a_case(
    case_id: str = "case-1",
    *,
    state: CaseState = "open",
    rung: int = 0,
    told: bool = False,
    due_at: datetime | None = NOON + MINUTE,
    priority: Priority = "urgent",
    opened_at: datetime = NOON,
    plan_version: int = 1,
    first_mention: str | None = None,
    storm_id: str | None = None,
) -> Case:
    """Opened at NOON, its owner not told yet."""
    return Case(
        id=case_id,
        brand="acme",
        instance="website_problem",
        priority=priority,
        title="Website problem: I cannot log in",
        state=state,
        plan_version=plan_version,
        opened_at=opened_at,
        owner="ada",
        rung=rung,
        told=told,
        step_at=due_at,
        reasons=("says that money is gone",),
        first_mention=first_mention,
        storm_id=storm_id,
    )


def a_storm(
    storm_id: str = "storm-1",
    *,
    state: StormState = "candidate",
    brand: str = "acme",
    began_at: datetime = BEGAN,
    instance: str | None = "website_problem",
    decisions: tuple[Decision, ...] = (),
) -> Storm:
    return Storm(
        id=storm_id,
        brand=brand,
        series=f"complaints about {brand}",
        began_at=began_at,
        suspected_at=began_at + minutes(8),
        noticed_at=began_at + minutes(10),
        state=state,
        complaints=14,
        authors=12,
        peak=14,
        ratio=4.7,
        reasons=("14 complaints in 15 minutes; the most before was 3", "by 12 different authors"),
        instance=instance,
        decisions=decisions,
    )


def a_verdict(of: Mention, *, priority: Priority = "urgent", triaged_at: datetime = NOON) -> Verdict:
    return Verdict(
        mention_id=of.id,
        mention_version=of.version,
        kind="specific_complaint",
        sentiment="negative",
        severity=3,
        priority=priority,
        confidence="high",
        language="en",
        instance="website_problem",
        reasons=(Reason("priority", "says that money is gone"),),
        triaged_at=triaged_at,
    )


def a_tombstone(native_id: str = "1", *, deleted_at: datetime = NOON) -> Tombstone:
    return Tombstone("forum", "discourse", native_id, "deleted by its author", deleted_at)
