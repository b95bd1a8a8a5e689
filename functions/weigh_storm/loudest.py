"""What the loudest tenth of all authors wrote, also where only a sample of the posts was read.

A sample alone misleads: who was read twice by chance looks loud, and of many loud ones most were read once. So the
most likely numbers of posts per author are sought, given what was read (maximum likelihood without a shape: Laird, JASA
73, 1978; by EM: Dempster, Laird and Rubin, JRSS B 39, 1977).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import exp, lgamma, log

#: Steps of the grid of numbers of posts, each so much larger than the one before; and how often it is refined.
STEP, ROUNDS = 1.4, 200


def loudest_share(posts_of: Counter[str], authors: int, in_all: int, accounts: int) -> float:
    """The share of `in_all` posts that the `accounts` busiest of `authors` wrote."""
    read = posts_of.total()
    if read >= in_all:
        return sum(count for _, count in posts_of.most_common(accounts)) / read
    return _share(_most_likely(posts_of, authors, read / in_all), accounts)


def _most_likely(posts_of: Counter[str], authors: int, drawn: float) -> dict[int, float]:
    """How many authors wrote so many posts each."""
    seen = Counter(posts_of.values())
    seen[0] = max(0, authors - len(posts_of))
    grid = _grid(max(seen) / drawn)
    chances = {count: [_drawn(count, wrote, drawn) for wrote in grid] for count in seen}
    weights = [1 / len(grid)] * len(grid)
    for _ in range(ROUNDS):
        weights = _refined(weights, seen, chances)
    return {wrote: weight * seen.total() for wrote, weight in zip(grid, weights, strict=True)}


def _refined(weights: Sequence[float], seen: Mapping[int, int], chances: Mapping[int, Sequence[float]]) -> list[float]:
    """One step of EM: each author is shared out among the numbers of posts that could have shown as it did."""
    new = [0.0] * len(weights)
    for count, times in seen.items():
        parts = [weight * chance for weight, chance in zip(weights, chances[count], strict=True)]
        total = sum(parts)
        if times and total > 0:
            for at, part in enumerate(parts):
                new[at] += times * part / total
    total = sum(new)
    return [weight / total for weight in new]


def _grid(most: float) -> list[int]:
    """1, 2, 3 and so on, ever further apart, past the largest that can be expected."""
    grid, wrote = [1], 1.0
    while grid[-1] < 2 * most:
        wrote = max(wrote * STEP, grid[-1] + 1)
        grid.append(round(wrote))
    return grid


def _drawn(count: int, wrote: int, drawn: float) -> float:
    """The chance that so many of the posts that somebody wrote were read."""
    if count > wrote:
        return 0.0
    ways = lgamma(wrote + 1) - lgamma(count + 1) - lgamma(wrote - count + 1)
    return exp(ways + count * log(drawn) + (wrote - count) * log(1 - drawn))


def _share(authors_by_posts: Mapping[int, float], accounts: int) -> float:
    total = sum(wrote * authors for wrote, authors in authors_by_posts.items())
    left, posts = float(accounts), 0.0
    for wrote in sorted(authors_by_posts, reverse=True):
        taken = min(left, authors_by_posts[wrote])
        left -= taken
        posts += taken * wrote
    return min(1.0, posts / total)
