"""A statement in public: published, kept up, put right, taken back. Pure; a legal "no" is a value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from shared.plan import Plan, PlanError
from shared.promise import after, cadence, timed, whole_minute
from shared.spoken import spoken
from shared.statement import (
    LAST_WORDS,
    Approval,
    Draft,
    Impact,
    Progress,
    Retraction,
    Standby,
    Statement,
    StatementState,
    Update,
    Words,
)
from shared.statement_gate import findings_of, refused_by_gate, unfit_reason
from shared.statement_life import NEXT_UPDATE_SLOT
from shared.statement_moves import Refused, illegal, moved

#: Who is named for a "nothing new yet" that went out without anybody; who approved it ahead is named beside it.
BY_ITSELF = "firebreak"
#: A promise for later than this is a slip of the pen.
MOST_AHEAD = timedelta(days=366)
_TOO_FAR = Refused("the next update would be more than a year away; give an earlier time")


def publish(
    statement: Statement,
    who: str,
    now: datetime,
    plan: Plan,
    next_update_at: datetime | None = None,
    every: timedelta | None = None,
) -> Statement | Refused:
    """Says the approved draft in public, with the promise of the next word; keeps the promise before it.

    The promise is for `next_update_at`, or one cadence later; `every` sets the cadence from here on.
    """
    no = illegal(statement, "publish")
    draft = statement.draft
    if draft is None or statement.stage != "approved":
        return no if no is not None and statement.state == "retracted" else _not_approved(statement)
    if no is not None:
        return no
    if max(every or timedelta(0), timedelta(0) if next_update_at is None else next_update_at - now) > MOST_AHEAD:
        return _TOO_FAR
    statement = replace(statement, every=every or statement.every)
    promised = _promised(statement, draft.progress, now, plan, next_update_at)
    found = findings_of(statement, plan, now, promised)
    refusal = refused_by_gate(statement, found)
    if refusal is not None:
        return refusal
    still_there = {(one.rule, one.language, one.words) for one in found}
    update = Update(
        number=len(statement.updates) + 1,
        progress=draft.progress,
        words=_filled(draft.words, promised, plan),
        published_at=now,
        approvals=tuple(one for one in map(statement.approved, draft.languages) if one is not None),
        next_update_at=promised,
        impact=draft.impact,
        components=draft.components,
        form=draft.form,
        corrects=draft.corrects,
        because=draft.because,
        overrides=tuple(one for one in statement.overrides if (one.rule, one.language, one.words) in still_there),
    )
    said = _said(statement, update, now)
    return moved(timed(said, plan), who, _deed(statement, draft), now, draft.because)


def stand_by(
    statement: Statement, who: str, now: datetime, plan: Plan, words: Sequence[Words], *, ahead: bool = True
) -> Statement | Refused:
    """Approves a "nothing new yet" ahead, word for word; it holds until the progress changes. Not `ahead`: for once."""
    if illegal(statement, "nothing_new") is not None or statement.promise is None:
        return Refused(f"{statement.id} is {statement.state}: it has no promise that “nothing new yet” could keep")
    try:
        approver = plan.person(who)
    except PlanError as error:
        return Refused(str(error))
    if plan.instance(statement.instance).two_people_approve and any(approver.id in one.authors for one in words):
        return Refused(f"{who} wrote this text; the plan asks for another person to approve it")
    draft = _nothing_new(statement, words)
    refusal = _unfit(statement, draft, plan, now, now + cadence(statement, plan))
    if refusal is not None:
        return refusal
    approvals = tuple(Approval(one.language, draft.hash_of(one.language), who, now) for one in words)
    standby = Standby(tuple(words), approvals, statement.progress)
    what = "approved “nothing new yet” ahead" if ahead else "approved “nothing new yet”"
    return moved(timed(replace(statement, standby=standby), plan), who, what, now)


def say_nothing_new(
    statement: Statement, who: str, now: datetime, plan: Plan, next_update_at: datetime | None = None
) -> Statement | Refused:
    """Says the "nothing new yet" that was approved ahead, with a new time. A draft in hand stays in hand."""
    no = illegal(statement, "nothing_new")
    if no is not None:
        return no
    standby = statement.standby
    if standby is None:
        return Refused(
            f"{statement.id} has no “nothing new yet” approved ahead: firebreak statement standby {statement.id}"
        )
    if standby.progress != statement.progress:
        return Refused(
            f"“nothing new yet” was approved while {statement.id} was {standby.progress}; it is {statement.progress}."
            f" Approve it anew: firebreak statement standby {statement.id}"
        )
    if next_update_at is not None and next_update_at - now > MOST_AHEAD:
        return _TOO_FAR
    promised = _promised(statement, standby.progress, now, plan, next_update_at)
    if promised is None or promised <= now:
        return Refused("the next update would be in the past; give a later time")
    # The plan may have changed since these words were approved: what it forbids now is not said.
    refusal = _unfit(statement, _nothing_new(statement, standby.words), plan, now, promised)
    if refusal is not None:
        return refusal
    update = Update(
        number=len(statement.updates) + 1,
        progress=standby.progress,
        words=_filled(standby.words, promised, plan),
        published_at=now,
        approvals=standby.approvals,
        next_update_at=promised,
        impact=statement.impact,
        components=statement.components,
        form="nothing_new",
    )
    in_hand = (statement.draft, statement.approvals, statement.overrides)
    said = _said(statement, update, now)
    said = replace(said, draft=in_hand[0], approvals=in_hand[1], overrides=in_hand[2], standby=standby)
    return moved(timed(said, plan), who, "said that there is nothing new yet", now)


def retract(statement: Statement, who: str, now: datetime, plan: Plan, because: str) -> Statement | Refused:
    """Takes a statement back, in public, with the reason: the old text stays, struck. A draft is just withdrawn."""
    if statement.state == "retracted":
        return Refused(f"{statement.id} is retracted already")
    if not because.strip():
        return Refused("a retraction needs a reason; the public is told it")
    refusal = unfit_reason(statement, because, plan, now) if statement.public else None
    if refusal is not None:
        return refusal
    retracted = replace(
        statement,
        state="retracted",
        retraction=Retraction(because.strip(), who, now),
        draft=None,
        approvals=(),
        overrides=(),
        standby=None,
        updates=_kept(statement.updates, now),
        updated_at=now,
        due_at=None,
    )
    return moved(retracted, who, "retracted", now, because.strip())


def impact_of(complaints: int, ratio: float) -> Impact:
    """A first guess, for a person to change."""
    return "major" if complaints >= 30 or ratio >= 10 else "minor"


def _nothing_new(statement: Statement, words: Sequence[Words]) -> Draft:
    return Draft(tuple(words), statement.progress, statement.impact, statement.components, form="nothing_new")


def _unfit(
    statement: Statement, draft: Draft, plan: Plan, now: datetime, next_update_at: datetime | None
) -> Refused | None:
    """What the gate refuses in a "nothing new yet"; nobody can let any of it pass."""
    asked = replace(statement, draft=draft, overrides=())
    return refused_by_gate(asked, findings_of(asked, plan, now, next_update_at))


def _not_approved(statement: Statement) -> Refused:
    missing = statement.unapproved
    if statement.draft is None and statement.public:
        return Refused(
            f"{statement.id} has no approved text that was not said yet; write the next update: "
            f"firebreak statement edit {statement.id}"
        )
    if statement.draft is not None and len(statement.draft.words) > 1 and missing != statement.draft.languages:
        return Refused(
            f"nobody has approved the text in {', '.join(missing)} yet; approve it, or leave it out: "
            f"firebreak statement edit {statement.id} --language {missing[-1]} --drop"
        )
    return Refused(f"{statement.id} has no approved text; approve it first (a changed text needs a new approval)")


def _promised(
    statement: Statement, progress: Progress, now: datetime, plan: Plan, given: datetime | None
) -> datetime | None:
    """When the next word comes. Planned maintenance promises its beginning, then its end."""
    if progress in LAST_WORDS:
        return None
    if given is None and statement.window is not None:
        planned = {"scheduled": statement.window.begins_at, "in_progress": statement.window.ends_at}.get(progress)
        given = planned if planned is not None and planned > now else None
    if given is None:
        given = after(now, cadence(statement, plan), plan)
    return whole_minute(given)


def _filled(texts: Sequence[Words], promised: datetime | None, plan: Plan) -> tuple[Words, ...]:
    zone = ZoneInfo(plan.company.time_zone)

    def fill(words: Words) -> Words:
        time = "" if promised is None else spoken(promised, zone, words.language)
        title, body = (part.replace(NEXT_UPDATE_SLOT, time) for part in (words.title, words.body))
        return replace(words, title=title, body=body)

    return tuple(map(fill, texts))


def _said(statement: Statement, update: Update, now: datetime) -> Statement:
    standby = statement.standby
    return replace(
        statement,
        state=_state_after(statement, update.progress),
        title=update.title,
        impact=update.impact,
        components=update.components,
        draft=None,
        approvals=(),
        overrides=(),
        # Words approved for one stage, or under another title, may be untrue in the next.
        standby=standby if update.progress == statement.progress and update.title == statement.title else None,
        updates=(*_kept(statement.updates, now), update),
        updated_at=now,
        due_rung=0,
    )


def _state_after(statement: Statement, progress: Progress) -> StatementState:
    if progress == "postmortem":
        return "postmortem"
    if progress in LAST_WORDS:
        return "resolved"
    return "updated" if statement.public else "published"


def _kept(updates: tuple[Update, ...], now: datetime) -> tuple[Update, ...]:
    """A new word keeps the open promise, late or not."""
    if not updates or updates[-1].next_update_at is None or updates[-1].kept_at is not None:
        return updates
    return (*updates[:-1], replace(updates[-1], kept_at=now))


def _deed(statement: Statement, draft: Draft) -> str:
    if draft.corrects is not None:
        return f"corrected update {draft.corrects}"
    if draft.progress in ("resolved", "completed"):
        return "resolved"
    if draft.progress == "postmortem":
        return "told the post-mortem"
    return "updated" if statement.public else "published"
