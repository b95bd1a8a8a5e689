"""With moto: mentions are counted once, judged by their own clock, and what is found is told at least once."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from functions.detect_storm.brand import Record
from shared.codec import encode
from shared.operations.storms import Storms
from shared.store.counters import Counters
from shared.store.ledger import Ledger, NoPlanError
from tests.builders import NOON, a_plan, minutes
from tests.functions.detect_storm.calls import (
    BREAKS,
    LAST_TOLD_AT,
    brewed,
    burst,
    calm,
    counted,
    loud,
    quiet,
    store,
    take,
    the_storm,
    tick,
    told,
    triaged,
)
from tests.harness.world import World, names
from tests.shared.nouns import MINUTE


def test_a_burst_is_suspected_at_the_minute_tick_and_told_once(world: World) -> None:
    world.lives_through(brewed)
    tick(world, BREAKS + minutes(13))
    storm = the_storm()
    assert (storm.state, storm.brand, storm.instance) == ("candidate", "acme", "website_problem")
    assert (storm.began_at, storm.series, storm.total) == (BREAKS, "complaints", LAST_TOLD_AT)
    assert storm.grounds is not None
    assert f"{storm.grounds.whole:.0f} complaints in 15 minutes" in storm.reasons[0]
    assert told()["StormSuspected"] == 1


def test_the_same_messages_again_change_nothing(world: World) -> None:
    world.lives_through(brewed)
    before_it, _, counts = the_storm(), told(), counted()
    take(world, [*quiet(), *burst()], at=BREAKS + minutes(13))
    tick(world, BREAKS + minutes(14))
    assert counted() == counts
    assert (the_storm(), told()) == (before_it, Counter())


def test_batches_of_any_size_find_the_same_storm(world: World) -> None:
    Ledger(names()["Ledger"]).publish_plan(a_plan())
    everything = [*quiet(), *burst()]
    for start in range(0, len(everything), 5):
        take(world, everything[start : start + 5])
    tick(world, BREAKS + minutes(12))
    in_parts = the_storm()
    world.lives_through(brewed)
    # When we noticed it is our clock.
    assert replace(in_parts, noticed_at=NOON) == replace(the_storm(), noticed_at=NOON)


def test_a_quiet_brand_is_no_storm_and_leaves_the_list_in_the_end(world: World) -> None:
    world.lives_through(calm)
    counters = Counters(names()["Storms"])
    assert set(counters.pending()) == {"acme"}
    tick(world, NOON + timedelta(hours=8))
    assert counters.pending() == {}
    assert store().listed() == []


def test_a_storm_subsides_by_the_ticks_alone_and_not_while_it_runs(world: World) -> None:
    world.lives_through(brewed)
    tick(world, BREAKS + minutes(60))
    assert the_storm().state == "candidate"
    tick(world, BREAKS + minutes(100))
    assert the_storm().state == "subsided"
    assert told()["StormSubsided"] == 1


def test_one_brands_storm_is_not_anothers(world: World) -> None:
    world.lives_through(calm)
    take(world, quiet("other", start=500))
    take(world, burst(brand="other"))
    tick(world, BREAKS + minutes(12))
    assert the_storm().brand == "other"


def test_private_messages_and_praise_make_no_storm(world: World) -> None:
    world.lives_through(calm)
    changes: tuple[dict[str, Any], ...] = ({"public": False}, {"complaint": False, "kind": "praise"})
    for number, change in enumerate(changes):
        take(world, [replace(mention, **change) for mention in burst(40, start=1000 * (number + 1))])
    tick(world, BREAKS + minutes(30))
    assert store().listed() == []
    assert sum(minute.mentions for minute in counted()) == 12 + 40


def test_our_own_answers_are_counted_nowhere_so_who_answers_each_complaint_hides_no_storm(world: World) -> None:
    world.lives_through(calm)
    answer: dict[str, Any] = {"from_staff": True, "complaint": False, "kind": "other", "author": "c0ffee000000"}
    take(world, [replace(mention, **answer) for mention in burst(40, start=1000)])
    assert sum(minute.mentions for minute in counted()) == 12
    assert {name for minute in counted() for name, _ in minute.kinds} == {"specific_complaint"}
    # They say all the same that their source is there, and up to when.
    tick(world, BREAKS + minutes(30))
    assert store().stream("acme").value.sources["forum"].samples[-1].newest >= BREAKS


def test_a_message_that_is_no_mention_is_given_back_and_stops_no_other(world: World) -> None:
    good = json.dumps({"detail": json.loads(encode(triaged(1, NOON)))})
    bodies = ["", "not json", "[]", "{}", '{"detail": {"mention_id": 1}}', good]
    records = [{"messageId": str(n), "body": body} for n, body in enumerate(bodies)]
    with time_machine.travel(NOON + MINUTE, tick=False):
        answer = world.call("DetectStormFunction", {"Records": records})
    assert [failure["itemIdentifier"] for failure in answer["batchItemFailures"]] == ["0", "1", "2", "3", "4"]
    assert [minute.mentions for minute in counted()] == [1]


def test_without_a_plan_the_counts_are_kept_for_when_there_is_one(world: World) -> None:
    take(world, quiet())
    with pytest.raises(NoPlanError):
        tick(world, NOON + timedelta(hours=8))
    assert set(Counters(names()["Storms"]).pending()) == {"acme"}
    assert sum(minute.mentions for minute in counted()) == 12


def noisy(world: World) -> None:
    """Six hours with a complaint a minute, judged by one plan; and then another, whose window is an hour."""
    ledger = Ledger(names()["Ledger"])
    ledger.publish_plan(a_plan())
    take(world, [triaged(n, NOON + minutes(n)) for n in range(360)])
    tick(world, NOON + minutes(362))
    hour = a_plan(version=2)
    ledger.publish_plan(replace(hour, storm=replace(hour.storm, window=timedelta(hours=1))))


def test_a_plan_with_another_window_makes_no_storm_of_a_steady_noise(world: World) -> None:
    # Functions start cold, as a plan is remembered for half a minute.
    world.lives_through(noisy)
    take(world, [triaged(n, NOON + minutes(n)) for n in range(360, 420)])
    tick(world, NOON + minutes(425))
    assert store().listed() == []
    record = store().record(Record, "acme")
    assert record is not None
    assert record.value.sums_of == timedelta(hours=1)


# ---------------------------------------------------------------- what a person ended
@pytest.mark.parametrize("end", ["dismiss", "close"])
def test_a_storm_that_a_person_ended_grows_and_passes_and_is_not_told_of_again(world: World, end: str) -> None:
    world.lives_through(brewed)
    storms, storm_id = Storms(world.deployment()), the_storm().id
    with time_machine.travel(BREAKS + minutes(12), tick=False):
        deed = storms.dismiss if end == "dismiss" else storms.close
        deed(storm_id, "ada", BREAKS + minutes(12), "a quiz of our own")
    ended = the_storm().state
    told()
    take(world, burst(20, start=3000, at=BREAKS + minutes(8)), at=BREAKS + minutes(20))
    for after in (22, 60, 140):
        tick(world, BREAKS + minutes(after))
    assert (the_storm().state, told()) == (ended, Counter())


# ---------------------------------------------------------------- while it runs
def test_that_a_storm_goes_on_is_told_at_most_once_in_five_minutes(world: World) -> None:
    world.lives_through(brewed)
    told()
    for number in range(8):
        at = BREAKS + minutes(7 + number)
        take(world, burst(2, start=2000 + 2 * number, at=at), at=at + MINUTE)
        tick(world, at + 6 * MINUTE)
    assert 1 <= told()["StormGoesOn"] <= 8 / 5 + 1


def test_a_storm_that_a_replay_brings_at_once_is_told_in_few_words(world: World) -> None:
    world.lives_through(calm)
    take(world, burst(60, every=30), at=BREAKS + minutes(50))
    tick(world, BREAKS + minutes(55))
    names_told = told()
    assert names_told["StormSuspected"] == 1
    assert names_told["StormGrew"] + names_told["StormGoesOn"] <= 2
    assert the_storm().complaints > 20


def test_a_burst_that_nobody_judged_yet_is_in_the_counts(world: World) -> None:
    world.lives_through(loud)
    assert store().listed() == []
    assert sum(minute.complaints for minute in counted(first=BREAKS)) == 14
