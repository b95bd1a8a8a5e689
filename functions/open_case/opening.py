"""What a case says when it is opened: whose it is, why, and since when."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from shared.case import Case, case_id
from shared.mention import Mention
from shared.plan import Plan
from shared.storm import Storm
from shared.verdict import Verdict

#: A case that was opened but not told of by then is told of by the minute tick.
TOLD_WITHIN = timedelta(minutes=1)
#: One author's further urgent mentions in one thread join the first one's case for so long.
CONVERSATION = timedelta(hours=24)
#: Words of a mention that make a case's title (characters).
TITLE_CHARACTERS = 80


def conversation(mention: Mention) -> str:
    """What belongs together: one author in one thread about one brand (hashed: a thread's id may be of any length)."""
    return hashlib.sha256(f"{mention.brand}#{mention.author_key}#{mention.thread or ''}".encode()).hexdigest()


def case_of_mention(mention: Mention, verdict: Verdict, plan: Plan, now: datetime) -> Case:
    instance = plan.instance(verdict.instance)
    return Case(
        id=case_id(f"{mention.id}#{mention.version}"),
        brand=mention.brand,
        instance=instance.id,
        priority=verdict.priority,
        title=f"{instance.name}: {_clipped(mention.text) if mention.public else 'a private message'}",
        state="open",
        plan_version=plan.version,
        opened_at=now,
        owner=instance.owner,
        rung=0,
        told=False,
        due_at=now + TOLD_WITHIN,
        # A verdict's reasons quote; of a private message nothing is quoted.
        reasons=tuple(reason.why for reason in verdict.reasons) if mention.public else ("it is urgent",),
        first_mention=mention.id,
        since=mention.created_at,
    )


def case_of_storm(storm: Storm, plan: Plan, now: datetime) -> Case:
    instance = plan.instance(storm.instance)
    return Case(
        id=case_id(storm.id),
        brand=storm.brand,
        instance=instance.id,
        priority="urgent",
        title=f"Suspected storm about {storm.brand}: {instance.name}",
        state="open",
        plan_version=plan.version,
        opened_at=now,
        owner=instance.owner,
        rung=0,
        told=False,
        due_at=now + TOLD_WITHIN,
        reasons=storm.reasons,
        storm_id=storm.id,
        since=storm.began_at,
    )


def belongs_to(storms: list[Storm], mention: Mention) -> Storm | None:
    """The running storm that this mention is part of, where there is one: one case, not a thousand pages."""
    return next(
        (storm for storm in storms if storm.brand == mention.brand and storm.began_at <= mention.created_at), None
    )


def same_trouble(storm: Storm, verdict: Verdict) -> bool:
    """Whether the storm's owner is the one for this mention: somebody hurt is not the web team's, storm or not."""
    return storm.instance is None or verdict.instance is None or verdict.instance == storm.instance


def _clipped(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TITLE_CHARACTERS else line[: TITLE_CHARACTERS - 1].rstrip() + "…"
