"""How many different people: a set of bounded size that batches can add to in any order.

Linear counting (Whang, Vander-Zanden and Taylor, "A linear-time probabilistic counting algorithm for database
applications", ACM TODS 15(2), 1990): each author marks one of `MARKS` places; the number of marks left free tells how
many authors there were. A handful is counted exactly but for rare collisions; past a few thousand it only says "many".
"""

from __future__ import annotations

import math
from collections.abc import Set

MARKS = 512


def mark(author_key: str) -> str:
    """The place that this author marks; the key is hexadecimal."""
    return f"{int(author_key, 16) % MARKS:03x}"


def distinct(marks: Set[str]) -> int:
    """About how many different authors made these marks."""
    free = MARKS - len(marks)
    return round(-MARKS * math.log(free / MARKS)) if free > 0 else MARKS * 10
