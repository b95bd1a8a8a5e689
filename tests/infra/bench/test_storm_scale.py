"""The measure of storms at scale ends with its figures: what they say of reads, writes and losses holds at any size."""

from __future__ import annotations

import pytest

from infra.bench import scale_burst, scale_series, scale_tick, storm_scale
from infra.bench.scale_burst import Burst
from infra.bench.scale_tick import SERIES, Tick


@pytest.fixture(scope="module")
def burst() -> Burst:
    return scale_burst.burst(600)


@pytest.fixture(scope="module")
def ticks() -> tuple[Tick, Tick]:
    return scale_tick.tick(2, runs=1, days=3), scale_tick.tick(6, runs=1, days=3)


def test_a_burst_is_counted_whole_and_its_claims_are_most_of_what_is_written(burst: Burst) -> None:
    assert (burst.counted, burst.failed) == (600, 0)
    assert burst.claims == 2 * 600
    assert sum(burst.partitions.values()) < burst.claims / 2
    assert abs(burst.distinct / burst.authors - 1) < 0.1


def test_no_key_of_a_burst_has_more_than_a_small_share_of_its_writes(burst: Burst) -> None:
    assert len(burst.partitions) >= 6
    assert burst.hottest[1] < 0.1 * (burst.claims + sum(burst.partitions.values()))
    assert burst.largest < 40_000


def test_a_sample_is_drawn_from_all_of_a_burst(burst: Burst) -> None:
    assert burst.sampled == 600
    assert burst.early == 0.5


def test_a_minute_judges_every_series_with_as_many_calls_a_brand_however_many_there_are(
    ticks: tuple[Tick, Tick],
) -> None:
    few, many = ticks
    assert (few.series, few.judged, many.judged) == (SERIES, 2, 6)
    made = [sum(calls.made for calls in one.meter.calls.values()) for one in ticks]
    assert (made[1] - made[0]) % 4 == 0
    assert made[1] - made[0] <= 4 * 8
    assert many.meter.units["events.custom_events"] == 0


def test_the_tables_say_it(burst: Burst, ticks: tuple[Tick, Tick]) -> None:
    said = storm_scale.burst_table(burst)
    assert "600, 600\n" in said
    assert "LOST" not in said
    assert "LOST" in storm_scale.burst_table(Burst(600, 500, counted=599))
    assert f"{6 * SERIES:,} (6 of 6 brands x {SERIES})" in storm_scale.tick_table(ticks[1])
    assert "µs a step" in storm_scale.series_table([scale_series.measure(5.0, steps=50, runs=1)])
