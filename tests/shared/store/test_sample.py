"""Pure: what is kept of a minute's ids stays small, and what is drawn from many minutes speaks for all of them."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.store.sample import GROWN_BYTES, KEPT_BYTES, KEPT_IDS, Part, change, drawn, lowest, place_of


def poured(ids: Sequence[str], items: int, batch: int, seed: int = 0) -> list[Part]:
    """The parts after these were counted in batches, each into one item by chance."""
    chance, held, counted = random.Random(seed), [set[str]() for _ in range(items)], [0] * items
    for start in range(0, len(ids), batch):
        item, new = chance.randrange(items), ids[start : start + batch]
        made = change(Part(counted[item], held[item]), new)
        held[item] = set(made.instead) if made.instead is not None else held[item] | made.add
        counted[item] += len(new)
    return [Part(count, kept) for count, kept in zip(counted, held, strict=True)]


def named(count: int, group: str = "a", length: int = 30) -> list[str]:
    return [f"{group}:{number}:".ljust(length, "x") for number in range(count)]


def test_few_are_drawn_whole_and_always_in_the_same_order() -> None:
    ids = named(300)
    parts = poured(ids, 3, 7)
    assert sorted(drawn(parts, 1_000)) == sorted(ids)
    assert drawn(parts, 1_000) == drawn(list(reversed(parts)), 1_000)
    assert drawn([], 10) == []


def test_hundreds_in_one_minute_of_a_storm_are_all_there() -> None:
    ids = named(900)
    assert sorted(drawn(poured(ids, 15, 67), 1_000)) == sorted(ids)


@pytest.mark.parametrize("length", [20, 40, 480])
def test_what_an_item_holds_is_bounded_however_many_and_long_the_ids_are(length: int) -> None:
    chance, held, counted, largest = random.Random(1), set[str](), 0, 0
    for start in range(0, 7_000, 67):
        new = [f"{chance.random()}".ljust(length, "x") for _ in range(start, start + 67)]
        made = change(Part(counted, held), new)
        held = set(made.instead) if made.instead is not None else held | made.add
        counted += len(new)
        largest = max(largest, sum(map(len, held)))
    assert KEPT_IDS * 20 < largest <= GROWN_BYTES
    assert len(lowest(held)) == min(KEPT_IDS, KEPT_BYTES // length)


def test_the_lowest_of_all_are_still_there_whatever_was_thinned_out() -> None:
    ids = named(5_000)
    [part] = poured(ids, 1, 30)
    assert len(part.ids) < 1_000
    assert lowest(part.ids) == lowest(ids)


def test_one_who_saw_less_of_an_item_than_there_was_leaves_the_lowest_in_place() -> None:
    ids = named(1_000)
    seen, unseen, new = ids[:500], ids[500:900], ids[900:]
    made = change(Part(500, {one for _, one in lowest(seen)}), new)
    assert made.instead is None
    after = {one for _, one in lowest(seen)} | {one for _, one in lowest([*seen, *unseen])} | made.add
    assert lowest(after) == lowest(ids)


@pytest.mark.parametrize(("share", "minutes"), [(0.5, 1), (0.1, 1), (0.1, 40)])
def test_a_groups_share_of_the_sample_is_its_share_of_the_mentions(share: float, minutes: int) -> None:
    """The group speaks early in a minute of a burst, the others later; other minutes are calm."""
    most, shares = 500, []
    for seed in range(12):
        burst = [*named(int(8_000 * share), f"g{seed}"), *named(int(8_000 * (1 - share)), f"o{seed}")]
        parts = poured(burst, 15, 67, seed)
        for minute in range(1, minutes):
            parts += poured(named(20, f"g{seed}-{minute}"), 1, 5)
        found = drawn(parts, most)
        assert 0.85 * most <= len(found) <= most
        shares.append(sum(one.startswith("g") for one in found) / len(found))
    total = 8_000 + 20 * (minutes - 1)
    truth = (8_000 * share + 20 * (minutes - 1)) / total
    # The standard error of a mean of twelve such shares is at most 0.007.
    assert abs(sum(shares) / len(shares) - truth) < 0.02
    assert all(abs(one - truth) < 0.09 for one in shares)


def test_calm_minutes_do_not_fill_up_what_a_thinned_one_lacks() -> None:
    """Uniform before large: the ids of this burst are long, and few of them are kept."""
    shares = []
    for seed in range(20):
        parts = poured(named(6_000, f"burst{seed}", 480), 6, 67, seed) + poured(named(1_500, f"calm{seed}", 20), 30, 5)
        found = drawn(parts, 1_000)
        assert 60 <= len(found) <= 300
        shares.append(sum(one.startswith("calm") for one in found) / len(found))
    assert abs(sum(shares) / len(shares) - 0.2) < 0.03


@settings(database=None, deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 400), min_size=1, max_size=4), st.integers(1, 300))
def test_at_most_so_many_are_drawn_and_each_was_counted(sizes: list[int], most: int) -> None:
    parts = [part for minute, size in enumerate(sizes) for part in poured(named(size, f"m{minute}"), 2, 60, minute)]
    found = drawn(parts, most)
    assert len(found) <= most
    assert len(set(found)) == len(found)
    assert set(found) <= {one for part in parts for one in part.ids}
    if sum(sizes) <= most:
        assert len(found) == sum(sizes)


def test_what_was_counted_before_ids_were_kept_is_passed_over() -> None:
    assert sorted(drawn([Part(500, ()), Part(2, ("a", "b"))], 10)) == ["a", "b"]


def test_places_are_spread_evenly() -> None:
    assert abs(sum(place_of(one) < 0.25 for one in named(4_000)) / 4_000 - 0.25) < 0.03
