"""With moto: a crash at any write, two judges at once, and what comes late or from the future."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from botocore.exceptions import ClientError

from shared.store.counters import Counters
from tests.builders import NOON, minutes
from tests.functions.detect_storm.calls import (
    BREAKS,
    LAST_TOLD_AT,
    brewed,
    burst,
    calm,
    counted,
    loud,
    quiet,
    records,
    store,
    take,
    the_storm,
    tick,
    told,
    triaged,
)
from tests.harness.world import World, names
from tests.shared.store.failing import before, refuse


class Nth:
    """Fails the nth call, and no other."""

    def __init__(self, nth: int) -> None:
        self.nth, self.calls = nth, 0

    def __call__(self) -> None:
        self.calls += 1
        if self.calls == self.nth:
            refuse("InternalServerError")()


# ---------------------------------------------------------------- a crash
@pytest.mark.parametrize(
    ("operation", "nth"),
    [
        ("TransactWriteItems", 1),
        ("PutItem", 1),
        ("PutItem", 2),
        ("UpdateItem", 1),
        ("UpdateItem", 2),
        ("UpdateItem", 3),
    ],
)
def test_whichever_write_of_a_batch_fails_the_batch_again_counts_once_and_finds_the_storm(
    world: World, operation: str, nth: int
) -> None:
    world.lives_through(calm)
    fail = Nth(nth)
    with (
        before("dynamodb", operation, fail, times=99),
        time_machine.travel(BREAKS + minutes(12), tick=False),
        suppress(ClientError, ExceptionGroup),
    ):
        world.call("DetectStormFunction", records(burst()))
    assert fail.calls >= nth
    take(world, burst(), at=BREAKS + minutes(12))
    assert sum(minute.complaints for minute in counted(first=BREAKS)) == 14
    tick(world, BREAKS + minutes(14))
    assert (the_storm().began_at, the_storm().total) == (BREAKS, LAST_TOLD_AT)
    assert told()["StormSuspected"] == 1


@pytest.mark.parametrize(("operation", "nth"), [("PutItem", 1), ("PutItem", 2), ("PutItem", 3), ("UpdateItem", 1)])
def test_whichever_write_of_the_judging_fails_the_storm_is_found_and_told(
    world: World, operation: str, nth: int
) -> None:
    world.lives_through(loud)
    fail = Nth(nth)
    with before("dynamodb", operation, fail, times=99), suppress(ExceptionGroup, ClientError):
        tick(world, BREAKS + minutes(12))
    assert fail.calls >= nth
    tick(world, BREAKS + minutes(13))
    assert told()["StormSuspected"] >= 1
    assert (the_storm().began_at, the_storm().waves) == (BREAKS, 1)


def test_what_was_found_but_not_told_is_told_by_the_next_minute(world: World) -> None:
    world.lives_through(loud)
    with before("events", "PutEvents", refuse("InternalFailure")), pytest.raises(ExceptionGroup):
        tick(world, BREAKS + minutes(12))
    assert not told()
    tick(world, BREAKS + minutes(13))
    assert told()["StormSuspected"] == 1
    assert the_storm().began_at == BREAKS


def test_what_came_late_while_something_was_left_to_tell_is_judged_all_the_same(world: World) -> None:
    world.lives_through(brewed)
    take(world, burst(4, start=2000, at=BREAKS + minutes(14)), at=BREAKS + minutes(15))
    over = BREAKS + timedelta(hours=3)
    with before("events", "PutEvents", refuse("InternalFailure")), pytest.raises(ExceptionGroup):
        tick(world, over)
    late = burst(40, start=4000, at=BREAKS + timedelta(hours=2), every=10, seen_at=over)
    with time_machine.travel(over + minutes(1), tick=False), before("events", "PutEvents", lambda: None):
        world.call("DetectStormFunction", records(late))
    for after in (2, 3):
        tick(world, over + minutes(after))
    assert BREAKS + timedelta(hours=2) in {storm.began_at for storm in store().listed()}


def test_a_feed_without_dates_that_was_silent_catches_up_without_a_storm_and_is_believed_after_that(
    world: World,
) -> None:
    world.lives_through(calm)
    feed = [replace(one, source="news", created_at=one.seen_at) for one in burst(40, start=6000, every=1)]
    take(world, feed, at=BREAKS + minutes(2))
    tick(world, BREAKS + minutes(12))
    assert store().listed() == []
    later = burst(40, start=7000, at=BREAKS + minutes(30), every=1)
    again = [replace(one, source="news", created_at=one.seen_at) for one in later]
    take(world, again, at=BREAKS + minutes(32))
    tick(world, BREAKS + minutes(42))
    assert the_storm().began_at == BREAKS + minutes(30)


def test_one_brand_that_can_not_be_judged_stops_no_other(world: World) -> None:
    world.lives_through(loud)
    take(world, quiet("other", start=500), at=BREAKS + minutes(7))
    take(world, burst(brand="other", start=2000))
    with before("dynamodb", "PutItem", refuse("InternalServerError")), pytest.raises(ExceptionGroup):
        tick(world, BREAKS + minutes(12))
    assert len(store().listed()) == 1
    tick(world, BREAKS + minutes(13))
    assert {storm.brand for storm in store().listed()} == {"acme", "other"}


def test_two_judges_at_once_find_one_storm(world: World) -> None:
    world.lives_through(loud)
    handler = world.handler("DetectStormFunction")
    with (
        time_machine.travel(BREAKS + minutes(12), tick=False),
        before("dynamodb", "PutItem", lambda: handler.handle({}, None)),
    ):
        handler.handle({}, None)
    assert the_storm().state == "candidate"
    assert told()["StormSuspected"] == 1


def test_a_batch_that_is_counted_while_another_judge_is_at_it_is_not_lost(world: World) -> None:
    world.lives_through(calm)
    handler = world.handler("DetectStormFunction")
    now = BREAKS + minutes(30)
    with (
        time_machine.travel(now, tick=False),
        before("dynamodb", "PutItem", lambda: handler.handle(records(burst(seen_at=now)), None)),
    ):
        handler.handle({}, None)
    tick(world, now + minutes(1))
    assert the_storm().began_at == BREAKS


# ---------------------------------------------------------------- late, and early
def test_posts_that_a_sweep_finds_a_quarter_of_an_hour_late_are_the_storm_that_they_are(world: World) -> None:
    world.lives_through(calm)
    swept = BREAKS + minutes(22)
    tick(world, swept)
    take(world, burst(seen_at=swept), at=swept)
    storm = the_storm()
    assert (storm.began_at, storm.total) == (BREAKS, LAST_TOLD_AT)
    assert told()["StormSuspected"] == 1
    # The same as if they had come in time.
    world.lives_through(brewed)
    in_time = the_storm()
    assert (storm.id, storm.suspected_at, storm.complaints) == (in_time.id, in_time.suspected_at, in_time.complaints)


def test_what_is_out_of_order_by_a_day_lands_in_its_own_minute(world: World) -> None:
    world.lives_through(calm)
    now = NOON + timedelta(hours=25)
    tick(world, now)
    late = [triaged(900 + hours, now - timedelta(hours=hours), seen_at=now) for hours in (23, 11, 2)]
    before_it = {minute.at: minute.complaints for minute in counted()}
    take(world, late, at=now)
    after = {minute.at: minute.complaints for minute in counted()}
    for mention in late:
        assert after[mention.created_at] == before_it.get(mention.created_at, 0) + 1
    assert sum(after.values()) == 15
    assert store().listed() == []
    # Looked at, and taken off the list.
    assert Counters(names()["Storms"]).touched("acme") == {}


def test_a_source_that_catches_up_with_a_silent_day_makes_no_storm(world: World) -> None:
    world.lives_through(calm)
    now = NOON + timedelta(hours=26)
    tick(world, now)
    missed = [triaged(700 + n, NOON + timedelta(hours=7, minutes=20 * n), seen_at=now) for n in range(54)]
    take(world, missed, at=now)
    tick(world, now + minutes(5))
    assert sum(minute.complaints for minute in counted()) == 12 + 54
    assert store().listed() == []


def test_a_clock_that_is_an_hour_ahead_closes_nobodys_minutes(world: World) -> None:
    world.lives_through(calm)
    now = BREAKS + minutes(1)
    ahead = burst(10, start=5000, at=BREAKS + timedelta(hours=1), seen_at=now)
    take(world, ahead, at=now)
    take(world, burst())
    tick(world, BREAKS + minutes(12))
    assert (the_storm().began_at, the_storm().total) == (BREAKS, LAST_TOLD_AT)
