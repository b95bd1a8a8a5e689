"""A draft on its way to the public: asked for a review, sent back, approved, each by somebody. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from shared.plan import Plan, PlanError
from shared.review import ASKED, SENT_BACK, authority_for
from shared.statement import Approval, Draft, Statement
from shared.statement_gate import findings_now, refused_by_gate
from shared.statement_moves import Refused, illegal, moved, staged


def submit(statement: Statement, who: str, now: datetime) -> Statement | Refused:
    """Asks for a review: from here on it waits for somebody's yes."""
    no = illegal(statement, "submit")
    if no is not None:
        return no
    if statement.draft is None:
        return _nothing_in_hand(statement, "submit")
    if statement.stage == "approved":
        return Refused(f"{statement.id} is approved already; say it: firebreak statement publish {statement.id}")
    if statement.draft.submitted_by is not None:
        return Refused(f"{statement.id} is in review already; {statement.draft.submitted_by} asked for it")
    asked = replace(statement, draft=replace(statement.draft, submitted_by=who))
    return moved(staged(asked), who, ASKED, now)


def send_back(statement: Statement, who: str, now: datetime, because: str) -> Statement | Refused:
    """Gives the draft back to who wrote it, with what is to be mended; approvals are gone."""
    no = illegal(statement, "send_back")
    if no is not None:
        return no
    if statement.draft is None or statement.stage == "draft":
        return Refused(f"{statement.id} has no draft in review; nothing to send back")
    if not because.strip():
        return Refused("say what is to be mended: its author reads it there")
    back = replace(statement, draft=replace(statement.draft, submitted_by=None), approvals=())
    return moved(staged(back), who, SENT_BACK, now, because.strip())


def approve(
    statement: Statement,
    who: str,
    now: datetime,
    plan: Plan,
    *,
    language: str | None = None,
    read: str | None = None,
) -> Statement | Refused:
    """Approves one language's very text (None: each that still waits); `read` is the hash of the text that was read.

    Where the plan asks for two people, who wrote any of it can't.
    """
    no = illegal(statement, "approve")
    draft = statement.draft
    if draft is None:
        return no or _nothing_in_hand(statement, "approve")
    if language is not None and language not in draft.languages:
        return Refused(f"{statement.id} has no text in {language!r}; it has {', '.join(draft.languages)}")
    meant = [one for one in draft.languages if language in (None, one) and read in (None, draft.hash_of(one))]
    if not meant:
        return Refused(
            f"{draft.author} has changed the text since you read it, or {read!r} is mistyped; read it again, then "
            f"approve: firebreak statement show {statement.id}"
        )
    waiting = [one for one in statement.unapproved if one in meant]
    if not waiting:
        by = ", ".join(dict.fromkeys(one.who for one in statement.approvals))
        return Refused(f"{statement.id} is approved already, by {by}")
    if no is not None:
        return no
    refusal = may_not_approve(statement, draft, who, waiting, plan) or _gate(statement, waiting, plan, now)
    if refusal is not None:
        return refusal
    fresh = tuple(Approval(one, draft.hash_of(one), who, now) for one in waiting)
    approved = replace(statement, approvals=(*statement.approvals, *fresh))
    what = "approved" if len(draft.words) == 1 else f"approved {', '.join(waiting)}"
    return moved(staged(approved), who, what, now)


def may_not_approve(
    statement: Statement, draft: Draft, who: str, languages: Sequence[str], plan: Plan
) -> Refused | None:
    """Why that person can't say yes to these texts; None where they can."""
    try:
        approver = plan.person(who)
    except PlanError as error:
        return Refused(str(error))
    needed = authority_for(plan, statement.instance)
    if approver.authority < needed:
        return Refused(
            f"{who} has an authority of {approver.authority}, and the plan asks for {needed} to sign this; "
            f"one of these can: {_able(plan, needed)}"
        )
    if not plan.instance(statement.instance).two_people_approve:
        return None
    for words in draft.words:
        if words.language in languages and approver.id in words.authors:
            return Refused(f"{who} wrote this text; the plan asks for another person to approve it")
    return None


def _able(plan: Plan, needed: int) -> str:
    return ", ".join(person.id for person in plan.people if person.authority >= needed) or "nobody in the plan"


def _gate(statement: Statement, languages: Sequence[str], plan: Plan, now: datetime) -> Refused | None:
    """What the gate has against these texts. The time of the next update is looked at when they are published."""
    found = findings_now(statement, plan, now)
    return refused_by_gate(statement, [one for one in found if one.language in languages])


def _nothing_in_hand(statement: Statement, act: str) -> Refused:
    return Refused(f"{statement.id} has no draft to {act}; edit it first")
