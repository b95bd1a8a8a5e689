"""How much a phrase sets people of now apart from people of before, counted by people.

Log-likelihood of the table of four cells (Dunning, "Accurate methods for the statistics of surprise and coincidence",
Computational Linguistics 19(1), 1993), over people that wrote a phrase at least once instead of over its occurrences:
one who repeats it must not count again (Egbert and Biber, "Incorporating text dispersion into keyword analyses",
Corpora 14(1), 2019, do so with texts). As many phrases are tried at once, the bar rises with their number (Bonferroni).
"""

from __future__ import annotations

import math
from statistics import NormalDist

#: The chance, over all phrases tried, that one is shown which differs by chance alone.
ERROR = 0.05


def keyness(now: int, of_now: int, before: int, of_before: int) -> float:
    """G2, with one degree of freedom; `now` of `of_now` people have the phrase, `before` of `of_before` had it."""
    people = of_now + of_before
    share = (now + before) / people
    cells = (
        (now, of_now * share),
        (of_now - now, of_now * (1 - share)),
        (before, of_before * share),
        (of_before - before, of_before * (1 - share)),
    )
    return max(0.0, 2 * sum(seen * math.log(seen / expected) for seen, expected in cells if seen))


def bar(tried: int) -> float:
    """What G2 must reach where so many phrases are tried: chi-squared of one degree is the square of a normal."""
    return NormalDist().inv_cdf(ERROR / max(1, tried) / 2) ** 2
