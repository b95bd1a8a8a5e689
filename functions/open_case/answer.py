"""What our own public answer is an answer to, and what it makes of the case. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from functions.open_case.opening import conversation
from shared.case import Case
from shared.case_life import answer as answer_move
from shared.mention import Mention
from shared.on_call import people_of
from shared.plan import Plan
from shared.rungs import Moved
from shared.statement_moves import Refused


@dataclass(frozen=True, slots=True)
class Asked:
    """When a case's customer first wrote, and last."""

    first_at: datetime
    last_at: datetime


def of_post(platform: str, native_id: str) -> str:
    return f"post {platform}:{native_id}"


def of_talk(mention: Mention) -> str:
    """One author in one thread: whichever of their posts is answered."""
    return f"talk {conversation(mention)}"


def of_thread(mention: Mention) -> str:
    return f"thread {mention.platform}:{mention.thread}"


def keys_of_question(mention: Mention) -> tuple[str, ...]:
    """All by which an answer may lead to this mention of a customer's."""
    named = (mention.native_id, *((mention.place,) if mention.place else ()))
    thread = (of_thread(mention),) if mention.thread else ()
    return (*(of_post(mention.platform, one) for one in named), of_talk(mention), *thread)


def is_for_all(ours: Mention) -> bool:
    """Whether an answer to a post that we don't have is one to its whole thread: in private there is one customer; in
    public it is somebody's whom we don't know, where it names a post below the thread itself.
    """
    return ours.thread is not None and (ours.parent in (None, ours.thread) or not ours.public)


def asked_by_one(case: Case, posts: Iterable[Mention]) -> Asked | None:
    """Since when and until when one customer wrote in a case. None where several did, or a storm: an answer to one of
    them is none to all, and a person has to say that those are answered too.
    """
    theirs = [post for post in posts if not post.from_staff]
    if case.storm_id is not None or len({post.author_key for post in theirs}) > 1:
        return None
    times = [post.created_at for post in theirs] or [case.since or case.opened_at]
    return Asked(min(times), max(times))


def answered_in_public(
    case: Case, plan: Plan, written: Mention, asked: Asked, who: str, now: datetime
) -> Moved | Refused:
    """The case after our answer, as if a person had said `firebreak answered`. Refused where that is known, or the
    answer is older than the question.
    """
    written_at = min(written.created_at, now)
    if written_at < asked.first_at:
        return Refused("it was written before the customer wrote")
    if case.answered_at is not None and written_at <= case.answered_at:
        return Refused("it is known that the customer was answered by then")
    moved = answer_move(case, who, now, plan, written.url or "")
    if isinstance(moved, Refused):
        return moved
    after = replace(moved.case, answered_at=written_at)
    if case.state != "open":
        return replace(moved, case=after)
    # Nobody knows who of us wrote it: who owns the case has it, so that a person is asked about it later.
    [holder, *_] = people_of(plan, (case.owner,), case.instance, now) or (plan.last_resort,)
    return replace(moved, case=replace(after, acknowledged_by=holder))
