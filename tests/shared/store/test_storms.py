"""With moto: each mention is counted once whatever fails, and a storm's writers lose their races aloud."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared import aws
from shared.statement import Move
from shared.store.items import LostRaceError
from shared.store.storms import COUNTER_SHARDS, Counted, StormStore, Tallied, Versioned
from shared.storm import StormState
from tests.builders import NOON, minutes
from tests.harness.world import World, names
from tests.shared.nouns import a_storm
from tests.shared.store.failing import before, conflict, refuse

_numbers = itertools.count()


@pytest.fixture
def storms(world: World) -> StormStore:
    return StormStore(names()["Storms"])


def counted(
    mention: int, brand: str = "acme", at: datetime = NOON, complaint: bool = True, instance: str | None = "login"
) -> Counted:
    return Counted(f"m-{mention}", brand, at, complaint, f"{mention % 512:03x}", instance)


def tally(storms: StormStore, brand: str = "acme") -> list[Tallied]:
    return storms.tallied(brand, NOON - timedelta(hours=1), NOON + timedelta(hours=1))


# ---------------------------------------------------------------- counting
def test_the_same_batch_counted_twice_changes_nothing(storms: StormStore) -> None:
    batch = [counted(number) for number in range(60)]
    assert storms.count(batch, NOON) == 60
    once = tally(storms)
    assert storms.count(batch, NOON + minutes(5)) == 0
    assert tally(storms) == once
    assert (once[0].complaints, once[0].mentions, len(once[0].authors)) == (60, 60, 60)


def test_a_batch_that_holds_a_mention_twice_counts_it_once(storms: StormStore) -> None:
    assert storms.count([counted(1), counted(1), counted(2)], NOON) == 2
    assert storms.count([counted(2), counted(3)], NOON) == 1
    assert tally(storms)[0].mentions == 3


BATCHES = st.lists(
    st.lists(
        st.tuples(st.integers(0, 15), st.sampled_from("ab"), st.integers(0, 2), st.booleans()), min_size=1, max_size=8
    ),
    min_size=1,
    max_size=5,
)


@settings(database=None, deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BATCHES)
def test_any_overlapping_batches_count_each_mention_once(
    storms: StormStore, batches: list[list[tuple[int, str, int, bool]]]
) -> None:
    own = f"run{next(_numbers)}-"
    known: dict[int, Counted] = {}
    for batch in batches:
        nouns = []
        for number, brand, minute, complaint in batch:
            fresh = counted(number, own + brand, NOON + minutes(minute), complaint, "login" if complaint else None)
            nouns.append(known.setdefault(number, replace(fresh, mention_id=f"{own}{number}")))
        storms.count(nouns, NOON)
    for brand in (own + "a", own + "b"):
        expected = Counter(c.minute for c in known.values() if c.brand == brand)
        complaints = Counter(c.minute for c in known.values() if c.brand == brand and c.complaint)
        found = tally(storms, brand)
        assert {t.at: t.mentions for t in found} == dict(expected)
        assert {t.at: t.complaints for t in found if t.complaints} == dict(complaints)
        assert [t.at for t in found] == sorted(expected)


def test_minutes_are_kept_apart_and_what_is_asked_for_is_all_that_is_told(storms: StormStore) -> None:
    storms.count([counted(n, at=NOON + minutes(n)) for n in range(4)], NOON)
    told = storms.tallied("acme", NOON + minutes(1), NOON + minutes(3))
    assert [t.at for t in told] == [NOON + minutes(1), NOON + minutes(2)]
    assert storms.first_minute("acme") == NOON
    assert storms.first_minute("other") is None


def test_praise_is_a_mention_and_no_complaint_and_marks_no_author(storms: StormStore) -> None:
    storms.count([counted(1, complaint=False), counted(2, instance=None), counted(3, instance="slow")], NOON)
    [told] = tally(storms)
    assert (told.mentions, told.complaints, told.instances) == (3, 2, (("slow", 1),))
    assert told.authors == ("002", "003")


def test_counters_that_meet_look_again_and_count_once(storms: StormStore) -> None:
    with before("dynamodb", "TransactWriteItems", conflict) as calls:
        assert storms.count([counted(1)], NOON) == 1
    assert len(calls) == 2
    assert tally(storms)[0].mentions == 1


def test_what_another_counted_between_the_look_and_the_write_is_not_counted_again(storms: StormStore) -> None:
    with before("dynamodb", "TransactWriteItems", lambda: storms.count([counted(1), counted(2)], NOON)):
        assert storms.count([counted(1), counted(3)], NOON) == 1
    assert tally(storms)[0].mentions == 3


def test_counters_that_meet_for_ever_are_an_error_and_the_batch_comes_again(storms: StormStore) -> None:
    with before("dynamodb", "TransactWriteItems", conflict, times=99), pytest.raises(LostRaceError):
        storms.count([counted(1)], NOON)
    assert storms.count([counted(1)], NOON) == 1


def test_what_aws_refuses_is_an_error_and_nothing_is_counted_by_half(storms: StormStore) -> None:
    with (
        before("dynamodb", "TransactWriteItems", refuse("AccessDeniedException")),
        pytest.raises(ClientError, match="AccessDenied"),
    ):
        storms.count([counted(n) for n in range(120)], NOON)
    assert tally(storms) == []


def test_a_large_batch_stays_within_a_transactions_limit(storms: StormStore) -> None:
    batch = [counted(n, brand=f"b{n % 40}", at=NOON + minutes(n % 3)) for n in range(110)]
    assert storms.count(batch, NOON) == 110


def test_one_minute_is_spread_over_a_bounded_number_of_items(storms: StormStore) -> None:
    for number in range(30):
        storms.count([counted(number)], NOON)
    items = aws.dynamodb().scan(TableName=names()["Storms"])["Items"]
    shards = {item["part"]["S"] for item in items if item["id"]["S"] == "acme"}
    assert 1 < len(shards) <= COUNTER_SHARDS
    assert tally(storms)[0].mentions == 30
    assert all("expires" in item for item in items)


# ---------------------------------------------------------------- the list of what is to be judged
def test_a_series_is_pending_until_it_is_settled_unless_it_was_touched_again(storms: StormStore) -> None:
    storms.touch("acme", NOON)
    storms.touch("other", NOON + minutes(1))
    assert storms.pending() == {"acme": NOON, "other": NOON + minutes(1)}
    storms.touch("acme", NOON + minutes(2))
    storms.settle("acme", NOON)
    assert set(storms.pending()) == {"acme", "other"}
    storms.settle("acme", NOON + minutes(2))
    assert set(storms.pending()) == {"other"}
    storms.touch("acme", NOON + minutes(3))
    assert set(storms.pending()) == {"acme", "other"}


def test_settling_what_was_never_touched_makes_no_marker(storms: StormStore) -> None:
    storms.settle("acme", NOON)
    assert storms.pending() == {}


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


def test_the_last_minutes_of_a_year_are_in_order(storms: StormStore) -> None:
    new_year = datetime(2027, 1, 1, tzinfo=NOON.tzinfo)
    storms.count([counted(n, at=new_year + minutes(n - 2)) for n in range(5)], NOON)
    told = storms.tallied("acme", new_year - minutes(60), new_year + minutes(60))
    assert [t.at for t in told] == [new_year + minutes(n - 2) for n in range(5)]
