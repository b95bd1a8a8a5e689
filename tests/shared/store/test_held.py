"""With moto: nobody is told of cases more often than the plan's pace, and what is held back is never lost."""

from __future__ import annotations

from datetime import datetime

import pytest
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moto import mock_aws

from shared.store.held import LEASE, Held, HeldStore
from tests.builders import NOON, minutes
from tests.harness.world import World, names
from tests.shared.nouns import MINUTE
from tests.shared.store.failing import before, refuse

EVERY = minutes(2)
ONE, TWO, THREE = (Held("ada", f"case-{number}", 0) for number in (1, 2, 3))


@pytest.fixture
def held(world: World) -> HeldStore:
    return HeldStore(names()["Cases"])


def test_the_first_is_told_at_once_and_the_next_only_after_the_pace(held: HeldStore) -> None:
    assert held.may_tell(ONE, NOON, EVERY)
    assert not held.may_tell(TWO, NOON + MINUTE, EVERY)
    assert held.may_tell(TWO, NOON + EVERY, EVERY)


def test_one_persons_pace_is_not_anothers(held: HeldStore) -> None:
    assert held.may_tell(ONE, NOON, EVERY)
    assert held.may_tell(Held("grace", "case-1", 0), NOON, EVERY)


def test_an_event_that_comes_again_has_the_same_answer(held: HeldStore) -> None:
    assert held.may_tell(ONE, NOON, EVERY)
    assert held.may_tell(ONE, NOON + MINUTE, EVERY)


def test_who_has_a_bundle_waiting_is_told_by_that(held: HeldStore) -> None:
    held.may_tell(ONE, NOON, EVERY)
    held.hold(TWO, NOON + MINUTE, EVERY)
    assert not held.may_tell(THREE, NOON + minutes(9), EVERY)


def test_a_clock_that_jumped_far_ahead_and_back_keeps_nobody_from_being_told(held: HeldStore) -> None:
    assert held.may_tell(ONE, NOON + minutes(60 * 24), EVERY)
    assert held.may_tell(TWO, NOON, EVERY)


def test_what_is_held_is_due_after_the_pace_and_taken_by_one(held: HeldStore) -> None:
    held.hold(ONE, NOON, EVERY)
    held.hold(TWO, NOON + MINUTE, EVERY)
    assert held.due(NOON + EVERY - MINUTE) == []
    assert held.take("ada", NOON + MINUTE) == []
    assert held.due(NOON + EVERY) == ["ada"]
    assert held.take("ada", NOON + EVERY) == [ONE, TWO]
    assert held.take("ada", NOON + EVERY) == []
    held.told("ada", [ONE, TWO])
    assert held.due(NOON + minutes(99)) == []
    assert held.may_tell(THREE, NOON + 2 * EVERY, EVERY)


def test_a_bundle_whose_teller_died_is_due_again(held: HeldStore) -> None:
    held.hold(ONE, NOON, EVERY)
    assert held.take("ada", NOON + EVERY) == [ONE]
    assert held.due(NOON + EVERY + LEASE) == ["ada"]
    assert held.take("ada", NOON + EVERY + LEASE) == [ONE]


def test_a_bundle_that_waits_for_a_clock_that_jumped_ahead_is_due_after_the_pace(held: HeldStore) -> None:
    held.hold(ONE, NOON + minutes(60 * 24), EVERY)
    assert held.may_tell(TWO, NOON, EVERY)
    held.hold(THREE, NOON + MINUTE, EVERY)
    assert held.take("ada", NOON + MINUTE + EVERY) == [ONE, THREE]


def test_what_is_held_while_a_bundle_is_told_is_due_although_its_teller_dies(held: HeldStore) -> None:
    held.hold(ONE, NOON, EVERY)
    taken = held.take("ada", NOON + EVERY)
    held.hold(TWO, NOON + EVERY, EVERY)
    with before("dynamodb", "UpdateItem", lambda: None) as writes:
        held.told("ada", taken)
    assert len(writes) == 1, "one write gives it back: a crash has nothing to come between"
    assert held.due(NOON + EVERY + LEASE) == ["ada"]
    assert held.take("ada", NOON + EVERY + LEASE) == [TWO]


def test_a_bundle_that_was_told_but_not_given_back_holds_nobody_up(held: HeldStore) -> None:
    held.hold(ONE, NOON, EVERY)
    taken = held.take("ada", NOON + EVERY)
    with before("dynamodb", "UpdateItem", refuse("InternalServerError")), pytest.raises(ClientError):
        held.told("ada", taken)
    assert held.take("ada", NOON + EVERY + LEASE) == []
    assert held.due(NOON + minutes(99)) == []
    assert held.may_tell(TWO, NOON + 3 * EVERY, EVERY)


@settings(database=None, deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["hold", "take", "told", "die"]), max_size=14))
def test_whatever_comes_between_what_is_held_is_told_or_due(deeds: list[str]) -> None:
    with mock_aws():
        World().build()
        store, now = HeldStore(names()["Cases"]), NOON
        wanted: set[Held] = set()
        taken: list[Held] = []
        for number, deed in enumerate(deeds):
            now += MINUTE
            if deed == "hold":
                store.hold(Held("ada", f"case-{number}", 0), now, EVERY)
                wanted.add(Held("ada", f"case-{number}", 0))
            elif deed == "take":
                taken = store.take("ada", now) or taken
            else:
                if deed == "told" and taken:  # who died tells no more
                    store.told("ada", taken)
                    wanted -= {*taken}
                taken = []
        assert everything_left(store, now) >= wanted


def everything_left(store: HeldStore, now: datetime) -> set[Held]:
    later = now + 2 * LEASE + EVERY
    return {*store.take("ada", later)} if store.due(later) else set()
