"""Pure: how many people, how unevenly they write, and what the loudest tenth of them wrote, also from a sample."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import ceil
from random import Random

import pytest

from functions.weigh_storm.people import People, count_people


def people(*posts_each: int) -> Counter[str]:
    return Counter({f"person-{number}": count for number, count in enumerate(posts_each)})


def sampled(posts_each: Sequence[int], read: int, random: Random, told: bool = False) -> People:
    posts = [f"person-{number}" for number, count in enumerate(posts_each) for _ in range(count)]
    return count_people(Counter(random.sample(posts, read)), len(posts), len(posts_each) if told else None)


def test_people_who_write_once_are_as_many_as_they_are() -> None:
    found = count_people(people(*[1] * 40), 40, None)
    assert (found.authors, found.low, found.high, found.top_accounts) == (40, 40, 40, 4)
    assert found.effective == pytest.approx(40)
    assert found.top_share == pytest.approx(0.1)


def test_one_who_writes_half_of_it_leaves_less_than_four_effective() -> None:
    """Simpson: 1 / (0.5² + 50 × 0.01²)."""
    found = count_people(people(50, *[1] * 50), 100, None)
    assert found.effective == pytest.approx(1 / (0.25 + 50 * 0.0001))
    assert found.loudest == 0.5


def test_the_counters_are_believed_within_their_error_but_not_below_what_was_seen() -> None:
    told = count_people(people(*[1] * 100), 1_000, 500)
    assert (told.authors, told.low, told.high) == (500, 450, 550)
    assert count_people(people(*[1] * 100), 1_000, 20).low == 100


def test_there_are_no_more_authors_than_posts() -> None:
    assert count_people(people(*[1] * 100), 120, None).high <= 120


CROWDS = {
    "once each": [1] * 3_000,
    "now and then again": [1 + (number % 4 == 0) + 2 * (number % 12 == 0) for number in range(2_000)],
    "one loud": [800] + [1] * 2_000,
    "a loud few": [45] * 30 + [1] * 1_000,
    "two hundred loud": [50] * 200 + [1] * 10_000,
}


@pytest.mark.parametrize("kind", CROWDS)
def test_a_sample_tells_the_effective_number_and_the_loudest_tenth(kind: str) -> None:
    posts_each = CROWDS[kind]
    whole = count_people(people(*posts_each), sum(posts_each), None)
    random = Random(2)
    tries = [sampled(posts_each, 700, random, told=True) for _ in range(9)]
    shares = sorted(found.top_share for found in tries)
    assert abs(shares[4] - whole.top_share) < 0.06
    # Few pairs of posts have one author where hardly any does: the estimate is free of bias, not of chance.
    effective = [1 / found.effective for found in tries]
    assert sum(effective) / 9 == pytest.approx(1 / whole.effective, rel=0.35)
    assert tries[0].top_accounts == ceil(len(posts_each) / 10)


def test_the_interval_of_authors_holds_the_truth_where_most_write_once_or_twice() -> None:
    random = Random(3)
    posts_each = [1 + (number % 4 == 0) + 2 * (number % 12 == 0) for number in range(1_500)]
    found = [sampled(posts_each, 500, random) for _ in range(60)]
    assert sum(one.low <= 1_500 <= one.high for one in found) >= 0.85 * len(found)
