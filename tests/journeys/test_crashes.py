"""A crash between any two steps: whatever AWS call fails once, the end is the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from botocore.exceptions import EndpointConnectionError

from shared import aws
from shared.operations.care import Care
from shared.operations.upkeep import Upkeep
from shared.operations.voice import Voice
from shared.store.statements import StatementStore
from tests.builders import NOON
from tests.harness.world import World
from tests.journeys.story import MINUTE, MORNING, URGENT, a_line, let_cases_wait, post, prepare
from tests.shared.speakers import a_speaking_plan, published, standing_by

#: The services that functions call; Lambda itself calls the others.
WRITES = (
    "before-call.dynamodb.PutItem",
    "before-call.dynamodb.UpdateItem",
    "before-call.dynamodb.TransactWriteItems",
    "before-call.events.PutEvents",
    "before-call.sesv2.SendEmail",
    "before-call.s3.PutObject",
)


@contextmanager
def failing(nth: int, *, after: bool) -> Iterator[list[str]]:
    """The nth write fails, once: before it reached AWS or, `after`, when its answer was on the way back."""
    made: list[str] = []

    def note(event_name: str, **_: Any) -> None:
        made.append(event_name)
        if len(made) == nth:
            raise EndpointConnectionError(endpoint_url="https://example.invalid")

    names = [name.replace("before-call", "after-call") for name in WRITES] if after else list(WRITES)
    clients = [aws.dynamodb(), aws.events(), aws.sesv2(), aws.s3()]
    for client in clients:
        for name in names:
            client.meta.events.register(name, note)
    yield made
    for client in clients:
        for name in names:
            client.meta.events.unregister(name, note)


def journey(world: World, clock: time_machine.Traveller, nth: int, *, after: bool) -> tuple[Any, ...]:
    """An urgent mention, told to its owner and, ten minutes later, to the back-up; returns the end of it."""
    with failing(nth, after=after):
        while post(world, a_line(1, MORNING, URGENT)) != 200:
            pass
        world.settle()
        let_cases_wait(world, clock, MORNING + 8 * MINUTE)
    # What failed late is made good by the minutes that follow.
    let_cases_wait(world, clock, MORNING + 12 * MINUTE)
    care = Care(world.deployment())
    [case] = care.cases()
    file = care.case(case.id)
    assert file is not None
    waiting = sum(queue.messages for queue in Upkeep(world.deployment()).dead_letters())
    reached = {notice.person for notice in file.notices if notice.sent_at}
    # A mail that could not be sent at all is the one way to miss the owner; then it is told, and the next is asked.
    missed = any("reached nobody" in entry.what for entry in file.log)
    return (
        case.state,
        case.rung >= 1,
        case.mentions,
        ("safety-officer" in reached) != missed,
        len(reached) >= 1,
        waiting,
    )


@pytest.mark.slow
@pytest.mark.parametrize("after", [False, True], ids=["before it is written", "after it was written"])
@pytest.mark.parametrize("nth", range(1, 17))
def test_whichever_write_fails_once_the_same_people_are_told(world: World, nth: int, after: bool) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        world.lives_through(prepare)
        assert journey(world, clock, nth, after=after) == ("open", True, 1, True, True, 0)
    assert world.given_up == []


def own_words(world: World, nth: int, *, after: bool) -> tuple[Any, ...]:
    """The minute in which an approved "nothing new yet" goes out by itself; returns what came of it."""
    plan = a_speaking_plan(by_itself=True)
    Upkeep(world.deployment()).publish_plan(plan)
    assert StatementStore(world.deployment().statements_table).create(standing_by(published(plan), plan))
    world.settle()
    with failing(nth, after=after):
        world.tick()
        world.settle()
    world.tick()
    world.settle()
    [statement] = Voice(world.deployment()).statements()
    waiting = sum(queue.messages for queue in Upkeep(world.deployment()).dead_letters())
    on_page = aws.s3().get_object(Bucket=world.deployment().site_bucket, Key=f"incidents/{statement.id}.html")["Body"]
    said = on_page.read().decode("utf-8").count("Still looking.")
    return [update.form for update in statement.updates], statement.moves[-1].who, said >= 1, waiting


@pytest.mark.slow
@pytest.mark.parametrize("after", [False, True], ids=["before it is written", "after it was written"])
@pytest.mark.parametrize("nth", range(1, 5))
def test_whichever_write_fails_once_a_word_goes_out_by_itself_once(world: World, nth: int, after: bool) -> None:
    with time_machine.travel(NOON + 29 * MINUTE, tick=False):
        prepare(world)
        assert own_words(world, nth, after=after) == ([None, "nothing_new"], "firebreak", True, 0)
    assert world.given_up == []
