"""A post as it is weighed: its words, its author's pseudonym, and what the platform says of the account."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Post:
    """`author` is a pseudonym. `language` is the verdict's; `customer` is None where there is no list of customers."""

    id: str
    author: str
    text: str
    created_at: datetime
    platform: str
    complaint: bool
    followers: int | None = None
    joined_at: datetime | None = None
    reposts: int = 0
    customer: bool | None = None
    language: str | None = None


def once_each(posts: Iterable[Post]) -> list[Post]:
    """Each post once, the oldest first, whatever the order and the repeats in which they came."""
    # The last part only decides between versions of one post that are of the same instant.
    ordered = sorted(posts, key=lambda post: (post.created_at, post.id, repr(post)))
    known: dict[str, Post] = {}
    for post in ordered:
        known.setdefault(post.id, post)
    return list(known.values())
