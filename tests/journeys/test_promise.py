"""A promise, from its making until it is kept: who is told, and that it ends; routed by the template's own rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from shared import aws
from shared.operations.upkeep import Upkeep
from shared.operations.voice import Voice
from shared.plan import PromiseRules
from shared.statement import Statement
from shared.statement_start import Start
from shared.store.cases import CaseStore
from tests.harness.world import World
from tests.journeys.story import MINUTE, MORNING, pass_time, prepare
from tests.shared.speakers import made, refused

#: Only so that a person's own words are the first ones.
WORDS = Start("website_problem", "Booking is slow", "Since six o'clock booking is slow. More by {next_update}.")
PROMISED = MORNING + 30 * MINUTE
#: Who keeps promises by the minute.
MINUTELY = ("EscalateFunction", "PublishStatementFunction")


@pytest.fixture
def clock(world: World) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as clock:
        world.lives_through(prepare)
        yield clock


def published(world: World) -> Statement:
    """Written by the web lead, approved and said by the director, promised for half an hour later."""
    voice = Voice(world.deployment())
    draft = made(voice.draft("web-lead", datetime.now(UTC), WORDS))
    assert "another person" in refused(voice.approve(draft.id, "web-lead", datetime.now(UTC)))
    made(voice.approve(draft.id, "duty-director", datetime.now(UTC)))
    said = made(voice.publish(draft.id, "duty-director", datetime.now(UTC), PROMISED))
    world.settle()
    return said


def told(world: World, statement: Statement) -> list[tuple[int, str]]:
    """Who was told at which step, over all of its promises."""
    notices = CaseStore(world.deployment().cases_table).notices(statement.id)
    return [(notice.telling % 100_000, notice.person) for notice in notices if notice.sent_at]


def page(world: World) -> str:
    body = aws.s3().get_object(Bucket=world.deployment().site_bucket, Key="index.html")["Body"].read()
    return str(body.decode("utf-8"))


def test_a_promise_is_asked_for_by_its_steps_until_somebody_speaks(world: World, clock: time_machine.Traveller) -> None:
    said = published(world)
    pass_time(world, clock, PROMISED - 16 * MINUTE, tick_from=MORNING, ticking=MINUTELY)
    assert told(world, said) == []
    pass_time(world, clock, PROMISED - 6 * MINUTE, tick_from=MORNING, ticking=MINUTELY)
    assert told(world, said) == [(0, "web-lead")]
    pass_time(world, clock, PROMISED - MINUTE, tick_from=MORNING, ticking=MINUTELY)
    assert told(world, said) == [(0, "web-lead"), (1, "web-on-call")]
    pass_time(world, clock, PROMISED, tick_from=MORNING, ticking=MINUTELY)
    assert told(world, said)[2:] == [(2, "duty-director")]
    pass_time(world, clock, PROMISED + 15 * MINUTE, tick_from=MORNING, ticking=MINUTELY)
    everyone = ["care-lead", "duty-director", "web-lead", "web-on-call"]
    assert sorted(person for step, person in told(world, said) if step == 3) == everyone
    made(Voice(world.deployment()).nothing_new(said.id, "web-lead", datetime.now(UTC)))
    world.settle()
    before = len(told(world, said))
    pass_time(world, clock, PROMISED + 55 * MINUTE, tick_from=MORNING, ticking=MINUTELY)
    assert len(told(world, said)) == before
    pass_time(world, clock, PROMISED + 60 * MINUTE, tick_from=MORNING, ticking=MINUTELY)
    assert told(world, said)[before:] == [(0, "web-lead")]
    assert world.failures == []


def test_a_nothing_new_that_was_approved_ahead_is_on_the_page_before_the_promised_time(
    world: World, clock: time_machine.Traveller
) -> None:
    upkeep = Upkeep(world.deployment())
    rules = PromiseRules(nothing_new_by_itself=True, by_itself_at_most=1, authority="duty-director")
    upkeep.publish_plan(replace(upkeep.plan(), promise=rules, update_every=timedelta(minutes=30)))
    said = published(world)
    voice = Voice(world.deployment())
    ready = made(voice.stand_by(said.id, "duty-director", datetime.now(UTC)))
    assert ready.standby is not None
    pass_time(world, clock, PROMISED, tick_from=MORNING, ticking=MINUTELY)
    kept = voice.statement(said.id)
    assert kept is not None
    assert [update.form for update in kept.updates] == [None, "nothing_new"]
    assert kept.updates[0].minutes_late(PROMISED) == 0
    assert kept.updates[1].body.split("\n")[0] in page(world)
    # So often and no more: after that a person must speak, and is asked to.
    pass_time(world, clock, PROMISED + 45 * MINUTE, tick_from=MORNING, ticking=MINUTELY)
    later = voice.statement(said.id)
    assert later is not None
    assert len(later.updates) == 2
    assert (2, "duty-director") in told(world, said)
    assert world.failures == []


def test_a_retraction_ends_the_asking(world: World, clock: time_machine.Traveller) -> None:
    said = published(world)
    pass_time(world, clock, PROMISED - 10 * MINUTE, tick_from=MORNING, ticking=MINUTELY)
    made(Voice(world.deployment()).retract(said.id, "duty-director", datetime.now(UTC), "It was our test of the page."))
    world.settle()
    assert "It was our test of the page." in page(world)
    before = told(world, said)
    pass_time(world, clock, PROMISED + 20 * MINUTE, tick_from=MORNING, ticking=MINUTELY)
    assert told(world, said) == before == [(0, "web-lead")]
