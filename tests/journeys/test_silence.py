"""Somebody is always told: owner, back-ups, the last resort; and nobody after an answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from msgspec.structs import replace

from shared.case import Case
from shared.operations.care import Care
from shared.operations.case_file import CaseFile
from tests.harness.world import World
from tests.journeys.story import MINUTE, MORNING, URGENT, a_line, let_cases_wait, post, prepare


@pytest.fixture
def urgent(world: World) -> Iterator[tuple[World, time_machine.Traveller]]:
    """One urgent mention, just told to its owner."""
    with time_machine.travel(MORNING, tick=False) as clock:
        world.lives_through(somebody_is_told)
        yield world, clock


def somebody_is_told(world: World) -> None:
    prepare(world)
    assert post(world, a_line(1, MORNING, URGENT)) == 200
    world.settle()


def the_case(world: World) -> CaseFile:
    care = Care(world.deployment())
    [case] = [*care.cases(), *care.cases(resolved=True)]
    file = care.case(case.id)
    assert file is not None
    return file


def told(world: World) -> list[str]:
    """Who was told, in order of rungs."""
    return [notice.person for notice in the_case(world).notices if notice.sent_at]


def let_pass(world: World, clock: time_machine.Traveller, span: timedelta) -> None:
    let_cases_wait(world, clock, datetime.now(UTC) + span)


def test_an_urgent_mention_is_a_case_and_its_owner_is_told_at_once(
    urgent: tuple[World, time_machine.Traveller],
) -> None:
    world, _ = urgent
    assert told(world) == ["safety-officer"]
    assert the_case(world).case.told
    assert world.failures == []


def test_a_silent_owner_is_followed_by_each_back_up_and_then_the_last_resort(
    urgent: tuple[World, time_machine.Traveller],
) -> None:
    world, clock = urgent
    let_pass(world, clock, timedelta(hours=2))
    assert told(world)[:4] == ["safety-officer", "port-manager", "port-deputy", "duty-director"]
    assert set(told(world)[4:]) <= {"duty-director"}


def test_the_last_resort_is_told_again_for_as_long_as_nobody_answers(
    urgent: tuple[World, time_machine.Traveller],
) -> None:
    world, clock = urgent
    let_pass(world, clock, timedelta(hours=2))
    before = told(world).count("duty-director")
    let_pass(world, clock, timedelta(hours=2))
    assert told(world).count("duty-director") > before


def test_an_acknowledgement_ends_the_telling(urgent: tuple[World, time_machine.Traveller]) -> None:
    world, clock = urgent
    answered = Care(world.deployment()).acknowledge(the_case(world).case.id, "safety-officer", datetime.now(UTC))
    assert isinstance(answered, Case)
    Care(world.deployment()).answered(answered.id, "safety-officer", datetime.now(UTC))
    let_pass(world, clock, timedelta(hours=1))
    assert told(world) == ["safety-officer"]


def test_an_acknowledgement_that_leads_to_nothing_expires(urgent: tuple[World, time_machine.Traveller]) -> None:
    world, clock = urgent
    Care(world.deployment()).acknowledge(the_case(world).case.id, "safety-officer", datetime.now(UTC))
    clock.shift(timedelta(hours=4))
    let_pass(world, clock, 3 * MINUTE)
    assert the_case(world).case.state == "open"
    assert told(world) == ["safety-officer", "port-manager"]


def test_a_resolved_case_never_escalates_again(urgent: tuple[World, time_machine.Traveller]) -> None:
    world, clock = urgent
    Care(world.deployment()).resolve(the_case(world).case.id, "safety-officer", datetime.now(UTC), "a loose plank")
    clock.shift(timedelta(days=2))
    let_pass(world, clock, 5 * MINUTE)
    assert told(world) == ["safety-officer"]


def test_a_clock_that_jumps_ahead_skips_nobody(urgent: tuple[World, time_machine.Traveller]) -> None:
    world, clock = urgent
    clock.shift(timedelta(days=1))
    let_pass(world, clock, 3 * MINUTE)
    assert told(world)[:2] == ["safety-officer", "port-manager"]


def test_the_same_author_in_the_same_thread_is_one_case(urgent: tuple[World, time_machine.Traveller]) -> None:
    world, clock = urgent
    clock.shift(MINUTE)
    post(world, a_line(2, datetime.now(UTC), URGENT + " Still no answer.", author="author-1"))
    world.settle()
    assert len(Care(world.deployment()).cases()) == 1
    assert the_case(world).case.mentions == 2
    assert told(world) == ["safety-officer"]


def test_a_deleted_mention_leaves_no_words_in_its_case(urgent: tuple[World, time_machine.Traveller]) -> None:
    world, clock = urgent
    clock.shift(MINUTE)
    line = a_line(1, MORNING, URGENT)
    post(world, replace(line, deleted=True, edited_at=datetime.now(UTC)))
    world.settle()
    assert the_case(world).mentions == ()
