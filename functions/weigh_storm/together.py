"""Who posts the same words together: reposts that say whose words they are, copies, and copies in lock-step."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from functions.weigh_storm.likeness import alike, same_words, says_enough
from functions.weigh_storm.pace import busy_beyond_pace, in_lock_step
from functions.weigh_storm.post import Post

#: Copies by several accounts within a minute: the window of Keller and others (Political Communication 37, 2020) and of
#: Schoch and others (Scientific Reports 12, 2022), in whose campaigns it was common, and in their control groups rare.
WINDOW = timedelta(minutes=1)
#: Where only each n-th post was read, the neighbours of a copy are n times as far; past this, nothing is told.
WIDEST = timedelta(minutes=10)
#: Two people can meet by chance; this many accounts are several.
SEVERAL = 3
#: An account younger than this when it posted is young.
YOUNG = timedelta(days=30)
#: Half of the group's accounts: most of it, not a few.
MOST = 0.5
#: The signs of a group of copies. Who shares a text does so once: what is posted again and again needs no lock-step.
NEW = "their accounts are less than 30 days old"
AGAIN = "their accounts post such copies again and again"
BURSTS = "they come in bursts that the rest of the crowd does not explain"

#: So much of a text is searched for whom it reposts.
MOST_READ = 2_000
_REPOST = re.compile(r"(?:^|(?<=\s))(?:RT|MT|repost(?:ed)?(?: from)?)\s*:?\s*@\w+", re.IGNORECASE)
_QUOTED_LINE = re.compile(r"^\s*>.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Together:
    """Ids of posts. `unexplained` are copies in lock-step for which nothing else speaks: people can do that too."""

    copies: frozenset[str] = frozenset()
    coordinated: frozenset[str] = frozenset()
    unexplained: frozenset[str] = frozenset()
    spread: frozenset[str] = frozenset()
    repeated: frozenset[str] = frozenset()
    signs: tuple[str, ...] = ()


def own_words(text: str) -> str:
    """What the writer adds: without quoted lines, and without what follows the name of whom it reposts."""
    return _REPOST.split(_QUOTED_LINE.sub("", text[:MOST_READ]), maxsplit=1)[0]


def find_together(posts: Sequence[Post], in_all: int) -> Together:
    """Posts, oldest first, a uniform sample of `in_all`."""
    marked = {post.id for post in posts if _is_repost(post)}
    written = [replace(post, text=own_words(post.text)) for post in posts if post.id not in marked]
    groups: dict[int, list[Post]] = {}
    for post, number in zip(written, alike([post.text for post in written]), strict=True):
        groups.setdefault(number, []).append(post)
    shared = [group for group in groups.values() if len({post.author for post in group}) > 1]
    spread = marked | {post.id for group in shared for post in _counted_as_reposts(group)}
    shared = [[post for post in group if post.id not in spread] for group in shared]
    several = [group for group in shared if len({post.author for post in group}) >= SEVERAL]
    grouped = {post.id for group in several for post in group}
    others = [post.created_at for post in posts if post.id not in grouped and post.id not in spread]
    window = min(WIDEST, WINDOW * max(1.0, in_all / max(1, len(posts))))
    busy = Counter(post.author for group in several for post in group)
    coordinated: set[str] = set()
    unexplained: set[str] = set()
    signs: set[str] = set()
    for group in several:
        together = in_lock_step([(post.created_at, post.author) for post in group], window, SEVERAL)
        found = _signs(group, busy, others)
        if not together and AGAIN not in found:
            continue
        # Where most of a group keeps step, all of it belongs to that; else only those who do.
        whole = AGAIN in found or len(together) >= MOST * len(group)
        ids = {post.id for at, post in enumerate(group) if whole or at in together}
        (coordinated if found else unexplained).update(ids)
        signs.update(found)
    return Together(
        frozenset(post.id for group in shared for post in group if len({p.author for p in group}) > 1),
        frozenset(coordinated),
        frozenset(unexplained),
        frozenset(spread),
        frozenset(post.id for group in shared for post in group[1:]),
        tuple(sorted(signs)),
    )


def is_young(post: Post) -> bool | None:
    """Whether the account was young when it posted; None where the platform doesn't say."""
    return None if post.joined_at is None else post.created_at - post.joined_at < YOUNG


def share_young(posts: Iterable[Post]) -> tuple[int, int]:
    """How many of the accounts whose age is known are young, and how many are known."""
    ages = {post.author: young for post in posts if (young := is_young(post)) is not None}
    return sum(ages.values()), len(ages)


def _is_repost(post: Post) -> bool:
    """It names whom it repeats, and adds nothing that could stand alone."""
    return _REPOST.search(post.text, 0, MOST_READ) is not None and not says_enough(same_words(own_words(post.text)))


def _counted_as_reposts(group: Sequence[Post]) -> list[Post]:
    """Word-for-word copies that the platform itself counts as reposts: at the oldest one, or at each of them."""
    same = [post for post in group if post.text.strip() == group[0].text.strip()]
    counted = max(group[0].reposts, min(post.reposts for post in same))
    return same[1:] if counted >= len(same) - 1 else []


def _signs(group: Sequence[Post], busy: Counter[str], others: Sequence[datetime]) -> list[str]:
    """What people who happen to share a text don't do. A text that is passed on in a hurry keeps step, too."""
    accounts = {post.author for post in group}
    young, known = share_young(group)
    found = []
    if known >= max(SEVERAL, MOST * len(accounts)) and young >= MOST * known:
        found.append(NEW)
    if sum(busy[account] > 1 for account in accounts) >= MOST * len(accounts):
        found.append(AGAIN)
    if busy_beyond_pace([(post.created_at, post.author) for post in group], others):
        found.append(BURSTS)
    return found
