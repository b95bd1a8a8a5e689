"""How many different people: a set of bounded size that batches add to in any order, and minutes join.

Each author marks one place of a bitmap of `LEVELS` rows: a row with half the odds of the row above it, and in that row
one of `PLACES`. A few people mark the first rows only, and where those are full the sparse ones still tell, so that one
set serves for a handful and for millions: the multiresolution bitmap of Estan, Varghese and Fisk ("Bitmap algorithms
for counting active flows on high-speed links", IEEE/ACM Transactions on Networking 14(5), 2006), with rows of one
width as Flajolet and Martin had them ("Probabilistic counting algorithms for data base applications", JCSS 31(2),
1985). The number of authors is the one that makes the marks that are there, and those that are not, likeliest.

The standard error is about 3 % at any size that matters; a handful is exact but for rare collisions.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache

PLACES = 512
LEVELS = 16
#: A mark is two of these: 512 x 16 places fit, and none of them has to be escaped in JSON.
_SIGNS = "".join(sign for sign in map(chr, range(33, 127)) if sign not in "\"'\\")
#: An earlier version marked 512 places of one row, with three hexadecimal digits each.
_EARLIER_LENGTH, _EARLIER_PLACES = 3, 512
#: No estimate is larger; and beyond this load an exponential says nothing more.
_MOST, _STEEP = 1e9, 700.0


def mark(author_key: str) -> str:
    """The place that this author marks."""
    number = int.from_bytes(hashlib.blake2b(author_key.encode(), digest_size=8).digest())
    rest, place = divmod(number, PLACES)
    # As many trailing zeros as a coin falls heads in a row.
    level = min((rest & -rest).bit_length() - 1, LEVELS - 1) if rest else LEVELS - 1
    return _spelled(level * PLACES + place)


def distinct(marks: Set[str]) -> int:
    """About how many different authors made these marks."""
    rows = [0] * LEVELS
    earlier = 0
    for one in marks:
        if len(one) == _EARLIER_LENGTH:
            earlier += 1
        elif (level := _levels().get(one)) is not None:
            rows[level] += 1
    return round(_likeliest(rows)) + _counted_earlier(earlier)


def _likeliest(rows: Sequence[int]) -> float:
    """The number of authors under which so many marks in each row are likeliest: where the likelihood's slope turns.

    With n authors a place of a row with odds p is marked with odds 1 - exp(-n p / PLACES), about independently.
    """
    unmarked = sum(odds * (PLACES - marked) for marked, odds in zip(rows, _odds(), strict=True))
    marked = [(count, odds) for count, odds in zip(rows, _odds(), strict=True) if count]
    low, high = 0.0, float(sum(rows)) + 1.0
    while _rising(marked, unmarked, high) and high < _MOST:
        low, high = high, 2 * high
    while high - low > max(0.1, low / 1000):
        middle = (low + high) / 2
        low, high = (middle, high) if _rising(marked, unmarked, middle) else (low, middle)
    return (low + high) / 2 if marked else 0.0


def _rising(marked: Iterable[tuple[int, float]], unmarked: float, authors: float) -> bool:
    """Whether more authors than these would be likelier still."""
    return sum(odds * count / math.expm1(min(authors * odds, _STEEP)) for count, odds in marked) > unmarked


def _counted_earlier(marks: int) -> int:
    """By linear counting, as the earlier version did it (Whang, Vander-Zanden and Taylor, ACM TODS 15(2), 1990)."""
    free = _EARLIER_PLACES - marks
    return round(-_EARLIER_PLACES * math.log(free / _EARLIER_PLACES)) if free > 0 else _EARLIER_PLACES * 10


def _spelled(number: int) -> str:
    return _SIGNS[number // len(_SIGNS)] + _SIGNS[number % len(_SIGNS)]


@lru_cache(maxsize=1)
def _levels() -> dict[str, int]:
    return {_spelled(number): number // PLACES for number in range(LEVELS * PLACES)}


@lru_cache(maxsize=1)
def _odds() -> tuple[float, ...]:
    """Of one place in each row: the last row takes all that went past the others."""
    return tuple(2.0 ** -min(level + 1, LEVELS - 1) / PLACES for level in range(LEVELS))
