"""What a storm says: the phrases that set it apart from the record before it, where, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Phrase:
    """One to four words as people write them, in lower case; in scripts without spaces a run of characters.

    `authors` is how many different people in the sample wrote it, `share` what part of all its people they are.
    `times_usual` is that share over the one in the record before the storm; None where the record never had it.
    """

    words: str
    authors: int
    share: float
    times_usual: float | None


@dataclass(frozen=True, slots=True)
class Place:
    """A platform, a source, a language or a kind, with its posts and their share of those read."""

    name: str
    posts: int
    share: float


@dataclass(frozen=True, slots=True)
class Summary:
    """`posts` are all that were counted, `read` those that this was made from; `since` is the first one's own time.

    It quotes nobody: posts are named by their ids, and read from the store when they are shown, so that one that was
    deleted is not repeated. `first_post` and `most_spread` are the first and the most spread of those read; None where
    none was read, or none was spread. `typical` are up to three by different authors. `people_before` wrote what was
    read of the record before it: 0 where there is none to compare with.
    """

    summed_at: datetime
    posts: int
    read: int
    since: datetime
    phrases: tuple[Phrase, ...]
    platforms: tuple[Place, ...]
    sources: tuple[Place, ...]
    languages: tuple[Place, ...]
    first_post: str | None
    most_spread: str | None
    typical: tuple[str, ...]
    kinds: tuple[Place, ...]
    people_before: int = 0
