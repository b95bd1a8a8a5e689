"""A statement's life: which moves are legal, and what each does. Pure; a legal "no" is a value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from shared.escalation import promise_due_at
from shared.plan import Plan, PlanError
from shared.statement import Draft, Impact, Move, Progress, Statement, Update

#: Titles are cut by readers of the status API at this many characters.
TITLE_CHARACTERS = 255
BODY_CHARACTERS = 20_000
#: The slot that only publishing fills: the promise is made when the text goes out.
NEXT_UPDATE_SLOT = "{next_update}"


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a move is not made, and what to do instead."""

    why: str


def edit(
    statement: Statement, who: str, now: datetime, title: str | None, body: str | None, progress: Progress | None
) -> Statement | Refused:
    """Changes the draft, or starts the next update's. An approval was for the old text and is gone."""
    if statement.state in ("resolved", "retracted"):
        return Refused(f"{statement.id} is {statement.state}; what was said stays as it is. Start another statement.")
    before = statement.draft or Draft(statement.title, "", _progress(statement), who)
    draft = Draft(
        title=(before.title if title is None else title).strip(),
        body=(before.body if body is None else body).strip(),
        progress=progress or before.progress,
        author=who,
    )
    wrong = fault(draft)
    if wrong is not None:
        return Refused(wrong)
    state = "draft" if statement.state == "approved" else statement.state
    return _moved(
        replace(statement, draft=draft, state=state, approved_hash=None, approved_by=None), who, "edited", now
    )


def fault(draft: Draft) -> str | None:
    """What is wrong with a text, in a sentence; None where nothing is."""
    if not draft.title:
        return "the title is empty; say in a few words what is going on"
    if len(draft.title) > TITLE_CHARACTERS:
        return f"the title has {len(draft.title)} characters, {TITLE_CHARACTERS} at most"
    if not draft.body:
        return "the text is empty; say what we know, when the next word comes, and where to turn"
    if len(draft.body) > BODY_CHARACTERS:
        return f"the text has {len(draft.body)} characters, {BODY_CHARACTERS} at most"
    return None


def approve(statement: Statement, who: str, now: datetime, plan: Plan, read: str | None = None) -> Statement | Refused:
    """Approves the draft's very text; `read` is the hash of the one that the approver has read, if that is known.

    Where the plan asks for two people, its author can't.
    """
    if statement.draft is None:
        return Refused(f"{statement.id} has no draft to approve; edit it first")
    if read is not None and read != statement.draft.text_hash:
        return Refused(f"{statement.draft.author} has changed the text since you read it; read it again, then approve")
    if statement.approved_hash == statement.draft.text_hash:
        return Refused(f"{statement.id} is approved already, by {statement.approved_by}")
    try:
        approver = plan.person(who)
    except PlanError as error:
        return Refused(str(error))
    if plan.instance(statement.instance).two_people_approve and approver.id == statement.draft.author:
        return Refused(f"{who} wrote this text; the plan asks for another person to approve it")
    wrong = fault(statement.draft)
    if wrong is not None:
        return Refused(wrong)
    state = "approved" if statement.state == "draft" else statement.state
    approved = replace(statement, state=state, approved_hash=statement.draft.text_hash, approved_by=who)
    return _moved(approved, who, "approved", now)


def publish(
    statement: Statement, who: str, now: datetime, plan: Plan, next_update_at: datetime | None
) -> Statement | Refused:
    """Says the approved draft in public, with the promise of the next word; keeps the promise before it."""
    draft = statement.draft
    if draft is None or statement.approved_hash != draft.text_hash:
        return Refused(f"{statement.id} has no approved text; approve it first (a changed text needs a new approval)")
    resolved = draft.progress == "resolved"
    if resolved:
        next_update_at = None
    elif next_update_at is None:
        next_update_at = now + plan.update_every
    if next_update_at is not None:
        if next_update_at <= now:
            return Refused("the next update would be in the past; give a later time")
        next_update_at = whole_minute(next_update_at)
    title, body = draft.title, draft.body
    if next_update_at is not None:
        title, body = (text.replace(NEXT_UPDATE_SLOT, spoken(next_update_at, plan)) for text in (title, body))
    elif NEXT_UPDATE_SLOT in title + body:
        return Refused(f"a resolved text promises nothing; take {NEXT_UPDATE_SLOT} out of it")
    update = Update(
        number=len(statement.updates) + 1,
        progress=draft.progress,
        body=body,
        published_at=now,
        approved_by=statement.approved_by or who,
        next_update_at=next_update_at,
    )
    published = replace(
        statement,
        state="resolved" if resolved else "published",
        title=title,
        draft=None,
        approved_hash=None,
        approved_by=None,
        updates=(*_kept(statement.updates, now), update),
        updated_at=now,
        due_at=None if next_update_at is None else promise_due_at(next_update_at, 0),
        due_rung=0,
    )
    return _moved(published, who, "resolved" if resolved else "published", now)


def retract(statement: Statement, who: str, now: datetime, because: str) -> Statement | Refused:
    """Takes a statement back, in public, with the reason: the old text stays, struck. A draft is just withdrawn."""
    if statement.state == "retracted":
        return Refused(f"{statement.id} is retracted already")
    if not because.strip():
        return Refused("a retraction needs a reason; the public is told it")
    retracted = replace(
        statement,
        state="retracted",
        retracted_because=because.strip(),
        draft=None,
        approved_hash=None,
        approved_by=None,
        updates=_kept(statement.updates, now),
        updated_at=now,
        due_at=None,
    )
    return _moved(retracted, who, "retracted", now, because)


def spoken(at: datetime, plan: Plan) -> str:
    """A time as the public is told it: in the company's zone, named, with the date."""
    local = at.astimezone(ZoneInfo(plan.company.time_zone))
    return f"{local:%H:%M} {local:%Z} on {local.day} {local:%B %Y}"


def whole_minute(at: datetime) -> datetime:
    """That minute, or the next one where seconds are left over: what is promised is what is said."""
    minute = at.replace(second=0, microsecond=0)
    return minute if minute == at else minute + timedelta(minutes=1)


def impact_of(complaints: int, ratio: float) -> Impact:
    """A first guess, for a person to change."""
    return "major" if complaints >= 30 or ratio >= 10 else "minor"


def _kept(updates: tuple[Update, ...], now: datetime) -> tuple[Update, ...]:
    """A new word keeps the open promise, late or not."""
    if not updates or updates[-1].next_update_at is None or updates[-1].kept_at is not None:
        return updates
    return (*updates[:-1], replace(updates[-1], kept_at=now))


def _progress(statement: Statement) -> Progress:
    return statement.updates[-1].progress if statement.updates else "investigating"


def _moved(statement: Statement, who: str, what: str, now: datetime, why: str = "") -> Statement:
    return replace(statement, moves=(*statement.moves, Move(who, what, now, why)))
