"""What a case says when it is opened: whose it is, why, and since when."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from shared.case import Case, case_id
from shared.case_clocks import started
from shared.mention import Mention
from shared.plan import Instance, Plan
from shared.rungs import to_next_rung
from shared.storm import Storm
from shared.verdict import Verdict

#: Before its first telling a case stands below its first rung.
_BEFORE = -1
_MINUTE = timedelta(minutes=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Opened:
    """A case as it is opened, and the words for its log: why, and which rung is told first."""

    case: Case
    why: str


def conversation(mention: Mention) -> str:
    """What belongs together: one author in one thread about one brand (hashed: a thread's id may be of any length)."""
    return hashlib.sha256(f"{mention.brand}#{mention.author_key}#{mention.thread or ''}".encode()).hexdigest()


def of_mention(mention: Mention, verdict: Verdict, plan: Plan, now: datetime) -> Opened:
    """A case of its own. None of the customer's words are kept in it: they can be deleted, and a case is kept."""
    instance = plan.instance(verdict.instance)
    return _opened(
        plan,
        now,
        instance,
        id=case_id(f"{mention.id}#{mention.version}"),
        brand=mention.brand,
        priority=verdict.priority,
        title=f"{instance.name} ({mention.source if mention.public else 'a private message'})",
        # The verdict's own reasons quote the post, and stay with it: who shows the case reads them there.
        reasons=(f"judged {verdict.priority}",),
        first_mention=mention.id,
        since=mention.created_at,
        clocks=started(instance, plan, now),
    )


def of_many(mention: Mention, verdict: Verdict, plan: Plan, window: datetime, now: datetime) -> Opened:
    """The case in which further mentions gather when too many of one instance come at once."""
    instance = plan.instance(verdict.instance)
    rules = plan.cases
    return _opened(
        plan,
        now,
        instance,
        id=many(mention.brand, instance.id, window),
        brand=mention.brand,
        priority=verdict.priority,
        title=f"{instance.name}: many at once",
        reasons=(
            f"more than {rules.most_at_once} cases of this kind within {rules.at_once // _MINUTE} minutes: "
            "from here on they gather in this one",
        ),
        first_mention=mention.id,
        since=mention.created_at,
        clocks=started(instance, plan, now),
    )


def of_storm(storm: Storm, plan: Plan, now: datetime) -> Opened:
    """A storm's own. It has no clock of answers: what is said to all is a statement, with a promise of its own."""
    instance = plan.instance(storm.instance)
    return _opened(
        plan,
        now,
        instance,
        id=case_id(storm.id),
        brand=storm.brand,
        priority="urgent",
        title=f"Suspected storm about {storm.brand}: {instance.name}",
        reasons=storm.reasons,
        storm_id=storm.id,
        since=storm.began_at,
    )


def many(brand: str, instance: str, window: datetime) -> str:
    return case_id(f"many#{brand}#{instance}#{window.isoformat()}")


def window_of(plan: Plan, now: datetime) -> datetime:
    """The start of the stretch of time in which cases of one instance are counted."""
    return now - (now - _EPOCH) % plan.cases.at_once


def belongs_to(storms: list[Storm], mention: Mention, verdict: Verdict) -> Storm | None:
    """The running storm that this mention is part of, where there is one: one case, not a thousand pages.

    Of several, the one about its own instance; then one about no single instance; then the newest.
    """
    part_of = [
        storm
        for storm in storms
        if storm.brand == mention.brand and storm.began_at <= mention.created_at and same_trouble(storm, verdict)
    ]
    return min(part_of, key=lambda storm: _distance(storm, verdict), default=None)


def same_trouble(storm: Storm, verdict: Verdict) -> bool:
    """Whether the storm's owner is the one for this mention: somebody hurt is not the web team's, storm or not."""
    return storm.instance is None or verdict.instance is None or verdict.instance == storm.instance


def taken_in(case: Case, storm_case: Case, storm: Storm, running: Sequence[Storm] = ()) -> bool:
    """Whether a case that was opened before the storm was seen is a part of it, and nobody is at work on it yet.

    `running` are the storms that run: a case about what another one is about is left to that one.
    """
    since = case.since or case.opened_at
    return (
        case.state == "open"
        and case.storm_id is None
        and case.brand == storm.brand
        and case.instance == storm_case.instance
        and since >= storm.began_at
        and not any(_nearer(other, storm, case.instance, since) for other in running)
    )


def _distance(storm: Storm, verdict: Verdict) -> int:
    if storm.instance == verdict.instance:
        return 0
    # Where nobody knows what a mention is about, it is sooner the whole brand's than one instance's.
    return 2 if storm.scope is not None else 1


def _nearer(other: Storm, storm: Storm, instance: str, since: datetime) -> bool:
    return (
        other.brand == storm.brand
        and other.instance == instance != storm.instance
        and other.began_at <= since
        and other.running
    )


def is_crisis(storm: Storm, plan: Plan) -> bool:
    rules = plan.crisis
    return rules is not None and storm.complaints >= rules.complaints and storm.authors >= rules.authors


def _opened(plan: Plan, now: datetime, instance: Instance, **facts: Any) -> Opened:
    before = Case(
        instance=instance.id,
        state="open",
        plan_version=plan.version,
        opened_at=now,
        owner=instance.owner,
        rung=_BEFORE,
        telling=_BEFORE,
        told=False,
        step_at=now,
        **facts,
    )
    case, what = to_next_rung(before, plan, now)
    return Opened(case, "; ".join((*case.reasons, what)))
