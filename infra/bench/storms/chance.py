"""Counts drawn by chance, alike on every Python: the standard library has none before 3.12."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

#: Up to so many are drawn one by one; more are first halved by an order statistic.
FEW = 20


def seeded(*words: object) -> Random:
    """A source of chance that gives the same again for the same words."""
    return Random(" ".join(map(str, words)))  # noqa: S311  # a storm must come again, and hides no secret


def binomial(rng: Random, count: int, chance: float) -> int:
    """How many of `count` happen, exactly, by order statistics (Devroye 1986, "Non-Uniform Random Variate Generation";
    from memory).
    """
    if chance <= 0:
        return 0
    if chance >= 1:
        return count
    got = 0
    while count > FEW:
        middle = (count + 1) // 2
        at = rng.betavariate(middle, count + 1 - middle)
        if at <= chance:
            got, count, chance = got + middle, count - middle, (chance - at) / (1 - at)
        else:
            count, chance = middle - 1, chance / at
    return got + sum(rng.random() < chance for _ in range(count))


def poisson(rng: Random, mean: float) -> int:
    """How many happen where so many do on average, exactly: Ahrens and Dieter 1974 (from memory)."""
    got = 0
    while mean > FEW:
        step = int(mean * 7 / 8)
        waited = rng.gammavariate(step, 1)
        if waited > mean:
            return got + binomial(rng, step - 1, mean / waited)
        got, mean = got + step, mean - waited
    left = math.exp(-mean)
    chance = rng.random()
    while chance > left:
        got, chance = got + 1, chance * rng.random()
    return got


def spread(rng: Random, count: int, over: int) -> list[int]:
    """A count over so many minutes, each as likely."""
    shares = [0] * over
    for place in range(over - 1):
        shares[place] = binomial(rng, count, 1 / (over - place))
        count -= shares[place]
    shares[-1] = count
    return shares


def largest_sum(values: Sequence[float], length: int) -> float:
    """The largest sum of so many values in a row."""
    running = best = math.fsum(values[:length])
    for place in range(length, len(values)):
        running += values[place] - values[place - length]
        best = max(best, running)
    return best
