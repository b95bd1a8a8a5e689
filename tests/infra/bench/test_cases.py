"""The measure of cases at scale ends with its figures: what they say of reads and of notices holds at any size."""

from __future__ import annotations

import pytest

from infra.bench.bursting import Burst, burst
from infra.bench.cases import measure
from tests.builders import minutes


@pytest.fixture(scope="module")
def storm() -> Burst:
    return burst(40, minutes(25))


def test_a_minute_reads_what_is_due_and_nothing_of_what_is_open() -> None:
    few, many = measure(4, (0, 3)), measure(20, (0, 3))
    assert [(one.calls, one.items) for one in few] == [(one.calls, one.items) for one in many]
    assert few[0].items == 0
    assert few[1].items >= 3


def test_a_storm_is_one_open_case_that_has_every_mention(storm: Burst) -> None:
    assert (storm.open, storm.opened - storm.merged) == (1, 1)
    assert storm.merged >= 1
    assert storm.gathered == storm.mentions == 40


def test_nobody_is_told_of_a_storm_more_often_than_the_pace_allows(storm: Burst) -> None:
    people = {person for _, person in storm.notices}
    assert {"ada", "grace"} <= people <= {"ada", "grace", "linus"}
    assert all(1 <= storm.most_within(person) <= 6 for person in people)
    assert len(storm.notices) <= 12
