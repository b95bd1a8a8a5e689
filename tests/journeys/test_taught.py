"""What a person says of one mention is known of the next one like it: real handlers, by the template's own rules."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from shared.operations.care import Care
from shared.operations.doubting import NONE, Parts
from tests.harness.world import World
from tests.journeys.story import COMPLAINT, MORNING, prepare
from tests.journeys.test_said import Started, heard, say, verdict

SUNDAY = "Your parking machine at the terminal swallowed my card on Sunday and I had to call my lawyer."
MONDAY = "The parking machine at your terminal swallowed my card on Monday, and I had to call my lawyer too!"
#: Whose it is in truth: where no machine would have put it.
THEIRS = "website_problem"
BY = "duty-director"


@pytest.fixture
def started(world: World) -> Iterator[Started]:
    with time_machine.travel(MORNING, tick=False) as clock:
        world.lives_through(prepare)
        yield world, clock


def routed(world: World, mention_id: str) -> tuple[str | None, list[str]]:
    """To whom, and why."""
    found = verdict(world, mention_id)
    return found.instance, [reason.why for reason in found.reasons if reason.about == "instance"]


def cases(world: World) -> dict[str, str]:
    """By its first mention, the instance of each case."""
    return {case.first_mention: case.instance for case in Care(world.deployment()).cases() if case.first_mention}


def test_who_reads_like_a_mention_that_a_person_moved_goes_where_it_went(started: Started) -> None:
    world, _ = started
    first = heard(world, 1, SUNDAY)
    before, _ = routed(world, first)
    assert before != THEIRS
    say(started, first, Parts(instance=THEIRS))
    second = heard(world, 2, MONDAY)
    assert routed(world, second) == (THEIRS, [f"like a mention that {BY} gave to {THEIRS} on 2 March"])
    # The next case begins where it belongs; the one that was open stays with its people until they pass it on.
    assert cases(world)[second] == THEIRS
    assert cases(world)[first] == (before or "negative_review")


def test_what_was_moved_is_moved_itself_and_says_who_moved_it(started: Started) -> None:
    world, _ = started
    first = heard(world, 1, SUNDAY)
    say(started, first, Parts(instance=THEIRS))
    assert routed(world, first) == (THEIRS, [f"{BY} said so on 2026-03-02"])
    assert verdict(world, first).judged_by == "person"


def test_a_strangers_other_matter_goes_where_it_would_have_gone(started: Started) -> None:
    world, _ = started
    before = routed(world, heard(world, 1, COMPLAINT))
    say(started, heard(world, 2, SUNDAY), Parts(instance="safety"))
    assert routed(world, heard(world, 3, COMPLAINT)) == before
    assert not any(BY in why for why in before[1])


def test_what_a_person_says_last_is_what_the_next_one_goes_by(started: Started) -> None:
    world, _ = started
    first = heard(world, 1, SUNDAY)
    say(started, first, Parts(instance=THEIRS))
    say(started, first, Parts(instance=NONE))
    second = heard(world, 2, MONDAY)
    assert routed(world, second) == (None, [f"like a mention that {BY} gave to none of the instances on 2 March"])
