"""Pure: how far one source's stream is complete, whatever the order and the batches in which its mentions come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.watermark import IDLE, LATENESS, OVERTAKING, Watermark, advance, closed_to
from tests.builders import NOON, minutes

Pair = tuple[datetime, datetime]
SECOND = timedelta(seconds=1)

#: When each was seen, and how old it was by then (a negative age: the platform's clock is ahead).
PAIRS = st.lists(
    st.builds(
        lambda seen, age: (NOON + seen * SECOND, NOON + (seen - age) * SECOND),
        st.integers(0, 1800),
        st.integers(-300, 900),
    ),
    min_size=1,
    max_size=40,
)


def taken(batches: Sequence[Sequence[Pair]], now: datetime | None = None) -> Watermark:
    watermark = Watermark()
    for batch in batches:
        watermark = advance(watermark, batch, now or max(seen for seen, _ in batch))
    return watermark


def split(pairs: Sequence[Pair], cuts: Sequence[int]) -> list[Sequence[Pair]]:
    places = sorted({0, len(pairs), *(cut % (len(pairs) + 1) for cut in cuts)})
    return [pairs[start:end] for start, end in pairwise(places)]


@settings(database=None, deadline=None)
@given(PAIRS, st.randoms(use_true_random=False), st.lists(st.integers(0, 40), max_size=6))
def test_order_and_batches_make_no_difference_once_all_is_quiet(
    pairs: list[Pair], random: Random, cuts: list[int]
) -> None:
    end = max(seen for seen, _ in pairs)
    mixed = list(pairs)
    random.shuffle(mixed)
    for quiet in (IDLE, minutes(5)):
        now = end + quiet
        assert closed_to(taken(split(mixed, cuts), end), now) == closed_to(taken([pairs], end), now)


@settings(database=None, deadline=None)
@given(PAIRS, st.lists(st.integers(0, 40), max_size=6))
def test_it_never_goes_back_while_mentions_come_in_the_order_in_which_they_were_seen(
    pairs: list[Pair], cuts: list[int]
) -> None:
    watermark = Watermark()
    last: datetime | None = None
    for batch in split(sorted(pairs), cuts):
        now = max(seen for seen, _ in batch)
        watermark = advance(watermark, batch, now)
        closed = closed_to(watermark, now)
        assert last is None or (closed is not None and closed >= last)
        last = closed


@settings(database=None, deadline=None)
@given(PAIRS)
def test_no_minute_closes_before_what_was_seen_with_it_had_time_to_come(pairs: list[Pair]) -> None:
    end = max(seen for seen, _ in pairs)
    for later in (end, end + 5 * SECOND, end + 20 * SECOND):
        closed = closed_to(taken([pairs], end), later)
        complete = [created for seen, created in pairs if seen <= later - OVERTAKING]
        assert closed is None or (complete and closed <= max(complete) - LATENESS)


@settings(database=None, deadline=None)
@given(PAIRS)
def test_it_stays_small_however_much_comes(pairs: list[Pair]) -> None:
    watermark = Watermark()
    for seen, created in sorted(pairs) * 3:
        watermark = advance(watermark, [(seen, created)], seen)
    assert len(watermark.samples) <= 2 * OVERTAKING / SECOND + 3


def test_nothing_is_judged_before_anything_was_seen() -> None:
    assert closed_to(Watermark(), NOON) is None
    assert closed_to(advance(Watermark(), [], NOON), NOON + minutes(60)) is None


def test_when_nothing_comes_any_more_time_passes_by_our_clock() -> None:
    watermark = taken([[(NOON, NOON - SECOND)]])
    assert closed_to(watermark, NOON + IDLE) is not None
    first = closed_to(watermark, NOON + minutes(10))
    assert first is not None
    assert closed_to(watermark, NOON + minutes(11)) == first + minutes(1)


def test_a_recording_of_last_year_is_closed_by_its_own_clock() -> None:
    long_ago = NOON - timedelta(days=365)
    recording = [[(NOON + step * SECOND, long_ago + step * minutes(5))] for step in range(60)]
    closed = closed_to(taken(recording), NOON + 59 * SECOND)
    assert closed is not None
    assert long_ago + minutes(200) < closed < long_ago + minutes(300)


def test_a_platform_whose_clock_is_ahead_closes_no_minute_that_others_still_write() -> None:
    ahead = [[(NOON + step * SECOND, NOON + step * SECOND + minutes(5))] for step in range(60)]
    for now in (NOON + minutes(1), NOON + minutes(1) + IDLE):
        closed = closed_to(taken(ahead), now)
        assert closed is not None
        assert closed <= now - LATENESS


def test_our_own_clock_may_jump_back_and_nothing_breaks() -> None:
    watermark = taken([[(NOON, NOON - SECOND)]])
    earlier = advance(watermark, [(NOON - minutes(60), NOON - minutes(61))], NOON - minutes(60))
    assert closed_to(earlier, NOON + minutes(5)) == closed_to(watermark, NOON + minutes(5))
