"""A storm, from its first post to a kept promise: real handlers, routed by the template's own rules."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from shared import aws
from shared.operations.care import Care
from shared.operations.voice import Voice
from shared.statement import Statement
from shared.statement_moves import Refused
from tests.harness.world import World
from tests.journeys.story import MINUTE, MORNING, a_burst, pass_time, prepare, quiet_hours, replay

BREAKS = MORNING + timedelta(hours=6)
LATER = BREAKS + timedelta(minutes=12)


def page(world: World, key: str = "index.html") -> str:
    body = aws.s3().get_object(Bucket=world.deployment().site_bucket, Key=key)["Body"].read()
    return str(body.decode("utf-8"))


def statement(found: Statement | Refused) -> Statement:
    assert isinstance(found, Statement), found
    return found


@pytest.fixture
def storm(world: World) -> World:
    world.lives_through(it_storms)
    return world


def it_storms(world: World) -> None:
    """A quiet morning, a burst of complaints at noon, and twelve minutes of it."""
    with time_machine.travel(MORNING - MINUTE, tick=False) as clock:
        prepare(world)
        replay(world, clock, [*quiet_hours(), *a_burst(BREAKS)], tick_from=BREAKS)
        pass_time(world, clock, LATER, tick_from=BREAKS)


def test_a_burst_is_one_storm_seen_within_five_minutes_one_case_told_once_and_one_proposal(storm: World) -> None:
    care = Care(storm.deployment())
    [found] = care.storms()
    assert found.state == "candidate"
    assert BREAKS <= found.began_at < BREAKS + 10 * MINUTE
    [case] = care.cases()
    assert case.storm_id == found.id
    [proposed] = Voice(storm.deployment()).statements()
    assert (proposed.storm_id, proposed.state) == (found.id, "draft")
    assert found.noticed_at - found.suspected_at <= 5 * MINUTE
    assert storm.failures == []
    file = care.case(case.id)
    assert file is not None
    told = Counter((notice.telling, notice.person, notice.way) for notice in file.notices)
    assert told
    assert set(told.values()) == {1}


def test_nothing_is_public_before_it_is_approved_and_then_it_is_with_the_time_of_the_next_word(storm: World) -> None:
    voice = Voice(storm.deployment())
    [proposed] = voice.statements()
    with time_machine.travel(LATER, tick=False):
        assert isinstance(voice.publish(proposed.id, "care-lead", LATER), Refused)
        storm.settle()
        assert proposed.title not in page(storm)
        statement(voice.approve(proposed.id, "duty-director", LATER))
        said = statement(voice.publish(proposed.id, "duty-director", LATER, LATER + 45 * MINUTE))
        storm.settle()
    index = page(storm)
    assert said.title in index
    assert "2026-03-02T12:57:00Z" in index  # 12:12 and 45 minutes, for machines
    [incident] = json.loads(page(storm, "api/v2/incidents.json"))["incidents"]
    assert incident["firebreak"]["promise"]["next_update_at"] == "2026-03-02T12:57:00.000Z"
    assert "12:57" in page(storm, f"incidents/{said.id}.html")


def test_a_promise_that_is_not_kept_is_asked_for_until_it_is(storm: World) -> None:
    voice, care = Voice(storm.deployment()), Care(storm.deployment())
    [proposed] = voice.statements()
    with time_machine.travel(LATER, tick=False) as clock:
        voice.approve(proposed.id, "duty-director", LATER)
        voice.publish(proposed.id, "duty-director", LATER, LATER + 20 * MINUTE)
        pass_time(storm, clock, LATER + 60 * MINUTE, tick_from=LATER, ticking=("EscalateFunction",))
        reminded = [notice.telling % 100_000 for notice in care._cases.notices(proposed.id)]
        assert set(reminded) >= {0, 1, 2, 3}
        statement(voice.edit(proposed.id, "care-lead", datetime.now(UTC), body="It works again.", progress="resolved"))
        statement(voice.approve(proposed.id, "duty-director", datetime.now(UTC)))
        done = statement(voice.publish(proposed.id, "duty-director", datetime.now(UTC)))
        storm.settle()
        before = len(care._cases.notices(proposed.id))
        pass_time(storm, clock, LATER + 120 * MINUTE, tick_from=LATER, ticking=("EscalateFunction",))
        assert len(care._cases.notices(proposed.id)) == before
    assert done.updates[0].minutes_late(LATER) == 40


def test_a_storm_that_goes_quiet_subsides_by_itself(storm: World) -> None:
    with time_machine.travel(LATER, tick=False) as clock:
        pass_time(storm, clock, LATER + 100 * MINUTE, tick_from=LATER, ticking=("DetectStormFunction",))
    [found] = Care(storm.deployment()).storms()
    assert found.state == "subsided"


def test_the_same_stream_delivered_twice_changes_nothing(storm: World) -> None:
    before = Care(storm.deployment()).storms(), len(Care(storm.deployment()).mentions(LATER, timedelta(days=1), 500))
    with time_machine.travel(LATER, tick=False) as clock:
        replay(storm, clock, [*quiet_hours(), *a_burst(BREAKS)], tick_from=LATER)
    after = Care(storm.deployment()).storms(), len(Care(storm.deployment()).mentions(LATER, timedelta(days=1), 500))
    assert after == before
