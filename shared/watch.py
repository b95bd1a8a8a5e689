"""Whom to reach before they are angry, and why: what of an author's history is pressing now. Pure.

A silence shows without a new post: it depends on what time it is, and on the plan's clocks.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from shared.case import Case
from shared.mention import Mention
from shared.plan import Plan
from shared.triage.history import RECENT, History, Post, again, overdue, turned_with

#: Whoever has waited longer, without another word, has given up on us: nobody reaches them in time.
WATCHED = RECENT
#: Of what they wrote so much is shown.
MOST_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Pressing:
    """An author who should hear from us: their most pressing post, since when they wait, and why now.

    `weight` is the greater, the sooner.
    """

    post: Post
    since: datetime
    why: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class ToReach:
    """The same for people, with the words as they are now. `next` is what to do."""

    mention_id: str
    author: str
    platform: str
    url: str | None
    public: bool
    words: str
    why: tuple[str, ...]
    since: datetime
    instance: str | None
    case_id: str | None
    next: str


def pressing(history: History, plan: Plan, now: datetime) -> Pressing | None:
    """Why to reach that author now; None where nobody waits, or not for too long, and nothing else is wrong."""
    waiting = [post for post in history.waiting if now - post.written_at <= WATCHED]
    found = [(_signs(history, post), post) for post in waiting]
    weight, most = max(((len(signs), post) for signs, post in found), key=lambda one: one[0], default=(0, None))
    silent = next((why for post in waiting if (why := overdue(post, plan, now))), None)
    if most is None or (weight == 0 and silent is None):
        return None
    told = dict.fromkeys(sign for signs, _ in reversed(found) for sign in signs)
    reasons = (*told, *((silent,) if silent else ()))
    # The one that says most; where none says anything, what they asked first.
    return Pressing(most, waiting[0].written_at, reasons, 2 * weight + (silent is not None))


def there(history: History, mention_ids: Container[str]) -> History:
    """The history without posts of which nothing is left."""
    return replace(history, posts=tuple(post for post in history.posts if post.id in mention_ids))


def in_hand(found: Pressing, case: Case | None) -> bool:
    """Whether the case says that they were answered, or helped, after they wrote, or that we wait for them."""
    if case is None:
        return False
    over = case.resolved_at if case.state == "resolved" else case.answered_at
    return case.state == "waiting" or (over is not None and over >= found.post.written_at)


def ordered(some: Sequence[tuple[Pressing, str]]) -> list[tuple[Pressing, str]]:
    """The most pressing first, of these the longest waiting."""
    return sorted(some, key=lambda one: (-one[0].weight, one[0].since, one[1]))


def to_reach(found: Pressing, mention: Mention, case: Case | None) -> ToReach:
    words = " ".join(mention.text.split())
    author = mention.author.handle or mention.author.name or mention.author.id or "unknown"
    return ToReach(
        mention_id=mention.id,
        author=author,
        platform=mention.platform,
        url=mention.url,
        public=mention.public,
        words=words if len(words) <= MOST_CHARACTERS else f"{words[:MOST_CHARACTERS].rstrip()} …",
        why=found.why,
        since=found.since,
        instance=found.post.instance,
        case_id=None if case is None else case.id,
        next=_next(mention, case),
    )


def _signs(history: History, post: Post) -> tuple[str, ...]:
    before = history.posts[: history.posts.index(post)]
    turn, more = turned_with(post, before), again(history, post)
    return (
        *(("says they will leave",) if post.leaving else ()),
        *((turn,) if turn else ()),
        *((more,) if more else ()),
    )


def _next(mention: Mention, case: Case | None) -> str:
    if case is not None and case.state != "resolved":
        return f"firebreak case {case.id}"
    where = "there" if mention.url else f"on {mention.platform}"
    how = f"answer them {where}" if mention.public else f"answer their private message on {mention.platform}"
    return f"{how}; where you reached them otherwise: firebreak watch done {mention.id}"
