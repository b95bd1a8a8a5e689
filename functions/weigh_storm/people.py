"""How many people make how much of the noise: distinct authors, their effective number, the share of the loudest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import ceil, exp, log, sqrt

from functions.weigh_storm.interval import Z
from functions.weigh_storm.loudest import loudest_share

#: The counters' sketch of distinct authors is taken to be right within this: more than twice its error, as measured in
#: tests/shared/test_authors.py, up to 200,000 authors.
SKETCH_ERROR = 0.1
#: The loudest tenth of the authors is looked at.
LOUDEST = 10


@dataclass(frozen=True, slots=True)
class People:
    """`low` to `high` is the interval of `authors`; `loudest` is the share of the busiest one alone."""

    authors: int
    low: int
    high: int
    effective: float
    top_share: float
    top_accounts: int
    loudest: float


def count_people(posts_of: Counter[str], in_all: int, told: int | None) -> People:
    """`posts_of` each author who was read, of `in_all` posts; `told` is what the counters say of distinct authors.

    Each of the authors has at least one post here, and there is at least one.
    """
    read, seen = posts_of.total(), len(posts_of)
    whole = in_all <= read
    authors, low, high = (seen, seen, seen) if whole else _unread_too(posts_of, in_all, told)
    top_accounts = ceil(authors / LOUDEST)
    return People(
        authors,
        low,
        high,
        min(_effective(posts_of, in_all), authors),
        loudest_share(posts_of, authors, in_all, top_accounts),
        top_accounts,
        max(posts_of.values()) / read,
    )


def _effective(posts_of: Counter[str], in_all: int) -> float:
    """The inverse of Simpson's concentration (Simpson, Nature 163, 1949): Hill's number of order 2 (Ecology 54, 1973).

    How many of the pairs that were read have one author estimates without bias how often two different posts do; and
    each post has one author with itself, once in `in_all`.
    """
    read = posts_of.total()
    meeting = sum(n * (n - 1) for n in posts_of.values()) / (read * (read - 1)) if read > 1 else 0.0
    return 1 / (meeting * (in_all - 1) / in_all + 1 / in_all)


def _unread_too(posts_of: Counter[str], in_all: int, told: int | None) -> tuple[int, int, int]:
    """The authors, those of the posts that were not read among them, with an interval."""
    seen, unread = len(posts_of), in_all - posts_of.total()
    if told is not None:
        about = min(max(told, seen), seen + unread)
        return (
            about,
            max(seen, round(about * (1 - SKETCH_ERROR))),
            min(seen + unread, round(about * (1 + SKETCH_ERROR))),
        )
    unseen, factor = _unseen(posts_of, in_all)
    return (
        seen + min(unread, round(unseen)),
        seen + min(unread, round(unseen / factor)),
        seen + min(unread, ceil(unseen * factor)),
    )


def _unseen(posts_of: Counter[str], in_all: int) -> tuple[float, float]:
    """How many authors no read post is by, from how many wrote one and two of them; and the factor of 95 % either way.

    Chao's estimate (Scand. J. Stat. 11, 1984) as it is without putting back (Chao and Lin, Biometrics 68, 2012), its
    variance and log-normal interval as of Chao (Biometrics 43, 1987).
    """
    read = posts_of.total()
    tally = Counter(posts_of.values())
    once, twice = tally[1], max(tally[2], 0.5)
    if once == 0:
        return 0.0, 1.0
    drawn = read / in_all
    unseen = once**2 / (2 * twice * read / max(1, read - 1) + once * drawn / (1 - drawn))
    rate = once / twice
    variance = twice * (rate**2 / 2 + rate**3 + rate**4 / 4)
    return unseen, exp(Z * sqrt(log(1 + variance / max(unseen, 1.0) ** 2)))
