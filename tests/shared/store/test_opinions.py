"""With moto: a day has so many readings, and what they cost adds up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.store.opinions import Opinions, Readings
from tests.builders import NOON
from tests.harness.world import World, names


@pytest.fixture
def opinions(world: World) -> Opinions:
    return Opinions(names()["Ledger"])


def test_a_day_has_so_many_readings_and_the_next_day_has_its_own(opinions: Opinions) -> None:
    assert opinions.readings(NOON) == Readings()
    assert [opinions.take_turn(NOON, 2) for _ in range(3)] == [True, True, False]
    assert opinions.take_turn(NOON + timedelta(days=1), 2)
    assert opinions.readings(NOON).asked == 2


def test_costs_add_up_to_the_thousand_millionth(opinions: Opinions) -> None:
    for cost in (0.000_000_3, 0.012_4, 0.1):
        opinions.spent(NOON, cost)
    assert opinions.readings(NOON).cost_usd == pytest.approx(0.112_400_3, abs=1e-12)


def test_a_reading_that_failed_is_none_and_says_why_until_one_does_not(opinions: Opinions) -> None:
    opinions.take_turn(NOON, 1)
    assert opinions.give_back(NOON, "it refuses")
    assert opinions.take_turn(NOON, 1)
    assert not opinions.give_back(NOON, "it refuses")
    assert opinions.readings(NOON) == Readings(0, 0.0, "it refuses")
    opinions.take_turn(NOON, 1)
    opinions.spent(NOON, 0.5)
    assert opinions.readings(NOON) == Readings(1, 0.5)
