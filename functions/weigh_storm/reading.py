"""What of the mentions that were read is a storm's, and how its parts are weighed and summed up."""

from __future__ import annotations

from collections.abc import Iterable

from functions.weigh_storm.post import Post
from functions.weigh_storm.summary import Said
from shared.storm import Storm
from shared.verdict import Known


def is_complaint(known: Known) -> bool:
    """As the counters have it: public, of no one's staff, and judged to complain."""
    mention, verdict = known.mention, known.verdict
    return verdict is not None and verdict.is_complaint and mention.public and not mention.from_staff


def belongs(known: Known, storm: Storm) -> bool:
    """Whether the storm counts it: a newer version may say something else than the one that was counted."""
    scope = storm.scope
    verdict = known.verdict
    within = scope is None or (verdict is not None and verdict.instance == scope)
    return within and known.mention.brand == storm.brand and is_complaint(known)


def posts_of(some: Iterable[Known], customers: frozenset[str] | None) -> list[Post]:
    """`customers` are the ids of those mentions that are by one; None without a list."""
    return [
        Post(
            id=known.mention.id,
            author=known.mention.author_key,
            text=known.mention.text,
            created_at=known.mention.created_at,
            platform=known.mention.platform,
            complaint=True,
            followers=known.mention.author.followers,
            joined_at=known.mention.author.joined_at,
            # Engagement holds likes and answers too, and those are no reposts: a brigade's oldest post may be liked.
            reposts=0,
            customer=None if customers is None else known.mention.id in customers,
            language=None if known.verdict is None else known.verdict.language,
        )
        for known in some
    ]


def said_of(some: Iterable[Known]) -> list[Said]:
    return [
        Said(
            id=known.mention.id,
            author=known.mention.author_key,
            text=known.mention.text,
            created_at=known.mention.created_at,
            platform=known.mention.platform,
            source=known.mention.source,
            language=None if known.verdict is None else known.verdict.language,
            kind="other" if known.verdict is None else known.verdict.kind,
            spread=known.mention.engagement,
            followers=known.mention.author.followers,
        )
        for known in some
    ]
