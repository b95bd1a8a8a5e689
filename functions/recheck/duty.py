"""What becomes of a post whose platform wants to be asked whether it is still there. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shared.delivery import Wanted
from shared.ears.platform import Platform
from shared.plan import Plan, Source
from shared.store.mentions_due import DuePost

#: A post that nobody can ask about (its source left the plan, or is paused) is kept for so long after it fell due: time
#: to put the source back. Then its words go, as nobody would hear that they have to.
MENDED_WITHIN = timedelta(days=5)
#: What was asked about is asked about again after this, unless an answer or the platform's own time comes first.
ASKED_AGAIN_AFTER = timedelta(days=1)
#: Clocks of different machines are apart by less than this.
A_CLOCKS_SLACK = timedelta(hours=1)

NOBODY_ASKS = "nobody here can ask any more whether it is still there"
NOT_SEEN_AGAIN = "not seen again within the time for which its platform lets us keep it"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of one source, about which posts."""

    wanted: Wanted
    posts: tuple[DuePost, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """What becomes of the posts that were due; of those that `wait`, nobody can ask now."""

    questions: tuple[Question, ...] = ()
    over: tuple[tuple[DuePost, str], ...] = ()
    wait: tuple[DuePost, ...] = field(default=())


def decide(posts: Sequence[DuePost], platform: Platform, plan: Plan, paused: Collection[str], now: datetime) -> Decided:
    """Each post is asked about by its own source, or by another one of its platform; or its time is over."""
    askers = [one for one in plan.sources if one.platform == platform.name and one.name not in paused]
    asked: dict[str, list[DuePost]] = {}
    over: list[tuple[DuePost, str]] = []
    wait: list[DuePost] = []
    for post in posts:
        asker = _asker(post, askers) if platform.fetch is not None else None
        why = _over(post, platform, asker, now)
        if why is not None:
            over.append((post, why))
        elif asker is None:
            wait.append(post)
        else:
            asked.setdefault(asker.name, []).append(post)
    questions = (one for name, some in asked.items() for one in _questions(name, some, platform, now))
    return Decided(tuple(questions), tuple(over), tuple(wait))


def next_look(post: DuePost, platform: Platform, now: datetime) -> datetime:
    """When a post is due again, if nothing is heard of it until then."""
    again, most = now + ASKED_AGAIN_AFTER, platform.kept_unseen
    return again if most is None else min(again, max(now, post.fresh_at + most))


def furthest_look(platform: Platform, now: datetime) -> datetime:
    """No look at a post of that platform is later than this, but for a clock that ran ahead."""
    return now + max(platform.recheck_every or ASKED_AGAIN_AFTER, ASKED_AGAIN_AFTER) + A_CLOCKS_SLACK


def _over(post: DuePost, platform: Platform, asker: Source | None, now: datetime) -> str | None:
    if platform.kept_unseen is not None and now - post.fresh_at >= platform.kept_unseen:
        return NOT_SEEN_AGAIN
    # Not by when it was last seen: a platform that names only what is gone never shows the others again.
    if asker is None and post.unasked_since is not None and now - post.unasked_since >= MENDED_WITHIN:
        return NOBODY_ASKS
    return None


def _asker(post: DuePost, askers: Sequence[Source]) -> Source | None:
    """Its own source, else one that is swept: that has the credentials to ask; else any other of its platform."""
    ranked = sorted(askers, key=lambda one: (one.name != post.source, one.how != "sweep", one.name))
    return ranked[0] if ranked else None


def _questions(source: str, posts: Sequence[DuePost], platform: Platform, now: datetime) -> Iterator[Question]:
    most = max(platform.fetch_most, 1)
    for start in range(0, len(posts), most):
        some = tuple(posts[start : start + most])
        ids = tuple(post.native_id for post in some)
        yield Question(Wanted(source, platform.name, "recheck", ids, now), some)
