"""With moto: a storm's writers lose their races aloud, and what is kept beside it comes back as it was."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Any

import pytest

from shared import aws
from shared.lesson import Lessons, taught
from shared.plan import StormRules
from shared.statement import Move
from shared.store.items import LostRaceError
from shared.store.storms import StormStore, Versioned
from shared.storm import StormState
from tests.builders import NOON, minutes
from tests.harness.world import World, names
from tests.shared.nouns import a_storm


@pytest.fixture
def storms(world: World) -> StormStore:
    return StormStore(names()["Storms"])


def kept(key: str, part: str) -> dict[str, Any]:
    answer = aws.dynamodb().get_item(TableName=names()["Storms"], Key={"id": {"S": key}, "part": {"S": part}})
    return dict(answer["Item"])


# ---------------------------------------------------------------- storms and records
def test_a_storm_that_is_judged_twice_is_one(storms: StormStore) -> None:
    assert storms.create(a_storm())
    assert not storms.create(replace(a_storm(), complaints=99))
    found = storms.get("storm-1")
    assert found is not None
    assert found.value == a_storm()


def test_a_persons_decision_and_the_machines_growth_can_not_overwrite_each_other(storms: StormStore) -> None:
    storms.create(a_storm())
    read = storms.get("storm-1")
    assert read is not None
    storms.save(replace(read, value=replace(read.value, state="dismissed")))
    with pytest.raises(LostRaceError):
        storms.save(replace(read, value=replace(read.value, complaints=99)))
    found = storms.get("storm-1")
    assert found is not None
    assert (found.value.state, found.value.complaints) == ("dismissed", 14)


def test_storms_are_listed_newest_first_those_that_run_and_those_that_are_over(storms: StormStore) -> None:
    states: tuple[StormState, ...] = ("candidate", "confirmed", "dismissed", "subsided")
    for age, state in enumerate(states):
        storms.create(a_storm(state, state=state, began_at=NOON - minutes(age)))
    assert [storm.id for storm in storms.listed()] == list(states)
    assert [storm.id for storm in storms.listed(running=True)] == ["candidate", "confirmed"]
    assert [storm.id for storm in storms.listed(running=False)] == ["dismissed", "subsided"]


def test_of_two_judges_that_read_the_same_record_the_second_loses(storms: StormStore) -> None:
    assert storms.record(Move, "acme") is None
    first = storms.save_record("acme", Versioned(Move("a", "b", NOON), 0))
    with pytest.raises(LostRaceError):
        storms.save_record("acme", Versioned(Move("c", "d", NOON), 0))
    assert storms.record(Move, "acme") == first
    assert storms.save_record("acme", first).revision == 2


def test_of_two_batches_that_move_the_stream_the_second_reads_again(storms: StormStore) -> None:
    stream = storms.stream("acme")
    storms.save_stream("acme", stream)
    with pytest.raises(LostRaceError):
        storms.save_stream("acme", stream)
    assert storms.stream("acme").revision == 1


# ---------------------------------------------------------------- what is kept packed, and beside
@dataclass(frozen=True, slots=True)
class Long:
    """A record of many series, as a brand of 200 instances has."""

    series: dict[str, tuple[float, ...]]


def a_long_record() -> Long:
    chance = random.Random(5)
    return Long({f"about:instance_{n}": tuple(float(chance.randrange(60)) for _ in range(60)) for n in range(400)})


def test_a_long_record_is_kept_packed_and_read_as_it_was(storms: StormStore) -> None:
    record = a_long_record()
    saved = storms.save_record("acme", Versioned(record, 0))
    assert storms.record(Long, "acme") == saved
    item = kept("acme", "series")
    assert "doc" not in item
    assert 0 < len(item["packed"]["B"]) < 40_000
    again = storms.save_record("acme", replace(saved, value=Long({"complaints": (1.0,)})))
    assert storms.record(Long, "acme") == again
    assert kept("acme", "series")["doc"]["S"] == '{"series":{"complaints":[1.0]}}'


def test_of_two_decisions_that_teach_at_once_the_second_reads_again(storms: StormStore) -> None:
    first = storms.lessons("acme")
    assert first == Versioned(Lessons(), 0)
    learned = replace(first, value=taught(first.value, "complaints", "storm-1", "dismissed", StormRules()))
    storms.save_lessons("acme", learned)
    with pytest.raises(LostRaceError):
        storms.save_lessons("acme", learned)
    assert storms.lessons("acme").value == learned.value
    assert storms.lessons("other").value == Lessons()


def test_what_is_beside_a_storm_is_the_newest_whatever_its_size(storms: StormStore) -> None:
    storms.create(a_storm())
    assert storms.beside("storm-1", "crowd", Long) is None
    storms.put_beside("storm-1", "crowd", a_long_record())
    assert storms.beside("storm-1", "crowd", Long) == a_long_record()
    storms.put_beside("storm-1", "crowd", Long({}))
    storms.put_beside("storm-1", "summary", Move("a", "b", NOON))
    assert storms.beside("storm-1", "crowd", Long) == Long({})
    assert storms.beside("storm-1", "summary", Move) == Move("a", "b", NOON)
    assert storms.get("storm-1") == Versioned(a_storm(), 1)
    assert [storm.id for storm in storms.listed()] == ["storm-1"]
