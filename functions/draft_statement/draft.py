"""A statement drafted from the instance's template: filled with what is known, for a person to change."""

from __future__ import annotations

from datetime import datetime

from shared.case import case_id
from shared.forms import drafted
from shared.plan import Plan
from shared.statement import Draft, Move, Statement, statement_id
from shared.statement_speech import impact_of
from shared.storm import Storm

#: Who wrote the draft: no person, so that any person may approve it.
AUTHOR = "firebreak"


def draft_of_storm(storm: Storm, plan: Plan, now: datetime) -> Statement:
    """The proposal, in every language that the plan has the instance's template in."""
    instance = plan.instance(storm.instance)
    draft = Draft(
        words=drafted(plan, instance.id, "looking_into", storm.began_at, AUTHOR),
        progress="investigating",
        impact=impact_of(storm.peak, storm.ratio),
        components=(instance.component,) if instance.component else (),
        form="looking_into",
    )
    return Statement(
        id=statement_id(storm.id),
        brand=storm.brand,
        instance=instance.id,
        state="draft",
        impact=draft.impact,
        title=draft.title,
        draft=draft,
        created_at=now,
        started_at=storm.began_at,
        updated_at=now,
        components=draft.components,
        storm_id=storm.id,
        case_id=case_id(storm.id),
        moves=(Move(AUTHOR, "drafted", now, "; ".join(storm.reasons)),),
    )
