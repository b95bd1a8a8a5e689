"""How sure a share is that was found in a sample: intervals of 95 %."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, lgamma, sqrt

#: The normal deviate of 95 %, and what is left out at either end.
Z = 1.96
TAIL = 0.025


def wilson(found: int, of: int) -> tuple[float, float]:
    """The interval of a share (Wilson, JASA 22, 1927); all that is possible where nothing was looked at."""
    if of == 0:
        return 0.0, 1.0
    share, spare = found / of, Z * Z / of
    middle = (share + spare / 2) / (1 + spare)
    half = Z * sqrt(share * (1 - share) / of + spare / (4 * of)) / (1 + spare)
    return max(0.0, middle - half), min(1.0, middle + half)


def how_many(found: int, read: int, of: int) -> tuple[int, int]:
    """How many of `of` have what `found` of the `read` had: exact where all were read.

    Clopper and Pearson's exact interval (Biometrika 26, 1934) for draws without putting back (hypergeometric).
    """
    least, most = found, of - (read - found)
    low = _first(least, most, lambda have: _tail(range(found, min(read, have) + 1), have, read, of) > TAIL)
    high = _first(least, most, lambda have: _tail(range(found + 1), have, read, of) <= TAIL)
    return low, high if _tail(range(found + 1), high, read, of) > TAIL else max(least, high - 1)


def _first(least: int, most: int, fits: Callable[[int], bool]) -> int:
    """The smallest for which it is so, or `most`; what fits once fits from there on."""
    while least < most:
        middle = (least + most) // 2
        if fits(middle):
            most = middle
        else:
            least = middle + 1
    return least


def _tail(counts: range, have: int, read: int, of: int) -> float:
    """The chance of seeing so many of those that have it."""
    seen = (n for n in counts if n <= have and read - n <= of - have)
    return sum(exp(_ways(have, n) + _ways(of - have, read - n) - _ways(of, read)) for n in seen)


def _ways(of: int, taken: int) -> float:
    return lgamma(of + 1) - lgamma(taken + 1) - lgamma(of - taken + 1)
