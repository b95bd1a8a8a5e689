"""A statement drafted from the instance's template: filled with what is known, for a person to change."""

from __future__ import annotations

from datetime import datetime

from shared.case import case_id
from shared.plan import Instance, Plan
from shared.statement import Draft, Move, Statement, statement_id
from shared.statement_life import NEXT_UPDATE_SLOT, impact_of, spoken
from shared.storm import Storm

#: Who wrote the draft: no person, so that any person may approve it.
AUTHOR = "firebreak"


def draft_of_storm(storm: Storm, plan: Plan, now: datetime) -> Statement:
    instance = plan.instance(storm.instance)
    fills = fillings(instance, storm.began_at, plan)
    template = instance.template
    body = "\n\n".join(fill(part, fills) for part in (template.what_we_know, template.next_update, template.more))
    draft = Draft(title=fill(template.title, fills), body=body, progress="investigating", author=AUTHOR)
    return Statement(
        id=statement_id(storm.id),
        brand=storm.brand,
        instance=instance.id,
        state="draft",
        impact=impact_of(storm.peak, storm.ratio),
        title=draft.title,
        draft=draft,
        created_at=now,
        started_at=storm.began_at,
        updated_at=now,
        components=(instance.component,) if instance.component else (),
        storm_id=storm.id,
        case_id=case_id(storm.id),
        moves=(Move(AUTHOR, "drafted", now, "; ".join(storm.reasons)),),
    )


def fillings(instance: Instance, since: datetime, plan: Plan) -> dict[str, str]:
    """What each slot of a template is filled with. The next update's time is filled in when the text is published."""
    component = next((c.name for c in plan.components if c.id == instance.component), None)
    return {
        "{company}": plan.company.name,
        "{what}": instance.name,
        "{where}": component or plan.company.name,
        "{since}": spoken(since, plan),
        "{contact_page}": plan.company.contact_page,
        NEXT_UPDATE_SLOT: NEXT_UPDATE_SLOT,
    }


def fill(text: str, fills: dict[str, str]) -> str:
    for slot, value in fills.items():
        text = text.replace(slot, value)
    return text.strip()
