"""The sample's way through the functions can be recorded, played again, and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from infra.bench.cost import NAMES, billed_ms
from infra.bench.look import looker
from infra.bench.meter import Meter
from infra.bench.playing import Player
from infra.bench.recorded import Recorded, Step, record
from infra.bench.timing import Timed
from infra.bench.wire import Wire
from infra.bench.worlds import first_told, functions_environment
from infra.prices import read_prices

POSTS = 6
EACH_MENTION = ("ReceiveFunction", "IngestFunction", "TriageFunction", "DetectStormFunction")


@pytest.fixture(scope="module")
def played() -> Iterator[tuple[Wire, Recorded]]:
    with functions_environment():
        wire = Wire(looker())
        yield wire, record(wire, first_told()[:POSTS], (1, 3, 3))


def test_every_function_that_a_mention_meets_is_recorded_in_its_batches(played: tuple[Wire, Recorded]) -> None:
    runs = Counter((step.function, step.batch) for step in played[1].steps if step.function in EACH_MENTION)
    assert list(runs.items()) == [
        (("ReceiveFunction", 1), POSTS),
        (("IngestFunction", 1), POSTS),
        (("TriageFunction", 3), POSTS // 3),
        (("DetectStormFunction", 3), POSTS // 3),
    ]
    assert all(step.full and step.exchanges for step in played[1].steps)


def test_handler_and_floor_make_the_same_calls_again(played: tuple[Wire, Recorded]) -> None:
    wire, made = played
    ours, floor = Timed(), Timed()
    player = Player(wire)
    with player.at_work():
        for step in made.steps:
            player.play(step, ours)
            player.play_floor(step, floor)
    assert len(ours.wall) == len(floor.wall) == len(made.steps)


def test_the_meter_counts_a_write_and_a_verdict_for_each_mention(played: tuple[Wire, Recorded]) -> None:
    meter = Meter()
    for step in played[1].steps:
        meter.count(step)
    assert meter.units["http_api.requests"] == POSTS
    assert meter.units["events.custom_events"] >= POSTS
    assert meter.calls["dynamodb PutItem Mentions"].made == POSTS
    assert meter.calls["dynamodb PutItem Mentions"].written >= 2 * POSTS  # the item, and its entry in the index
    assert meter.calls["dynamodb TransactWriteItems Storms"].written >= 2 * POSTS
    assert meter.kept["firebreak-test-mentions"] > POSTS * 300


def test_lambda_charges_for_waiting_and_for_a_part_of_a_processor(played: tuple[Wire, Recorded]) -> None:
    step: Step = next(step for step in played[1].steps if step.function == "ReceiveFunction")
    assert billed_ms(step, cpu_ms=10, memory=1769) == 10 + 8
    assert billed_ms(step, cpu_ms=10, memory=512) == 35 + 8


def test_everything_that_is_counted_has_a_price() -> None:
    assert NAMES.keys() <= read_prices().keys()
