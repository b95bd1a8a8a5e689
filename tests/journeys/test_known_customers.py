"""Whom the company knows is more pressing with the same words: real handlers, by the template's own rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from shared import aws
from shared.operations.care import Care
from shared.operations.customers import Customers
from shared.operations.doubting import Parts
from shared.verdict import Verdict
from tests.harness.world import World
from tests.journeys.story import COMPLAINT, MORNING, prepare
from tests.journeys.test_said import Started, heard, say, verdict
from tests.shared.store.failing import hooked

WHY = "a known customer"
READS = "provide-client-params.secretsmanager.GetSecretValue"
#: 30 points for a complaint and 16 for its severity, so that ten more are the step from normal to high.
GRAVE = Parts("specific_complaint", "billing", 2)


@pytest.fixture
def started(world: World) -> Iterator[Started]:
    with time_machine.travel(MORNING, tick=False) as clock:
        world.lives_through(prepare)
        yield world, clock


def load(world: World, *authors: str) -> None:
    """`firebreak customers load`, with authors of the source `stream`."""
    Customers(world.deployment()).load((("stream", author) for author in authors), "care-lead", datetime.now(UTC))


def known(of: Verdict) -> bool:
    return WHY in [reason.why for reason in of.reasons]


def test_the_same_words_by_a_known_customer_are_more_pressing_than_by_a_stranger(started: Started) -> None:
    world, _ = started
    load(world, "author-1")
    customer, stranger = heard(world, 1, COMPLAINT), heard(world, 2, COMPLAINT)
    assert [known(verdict(world, one)) for one in (customer, stranger)] == [True, False]
    say(started, customer, GRAVE)
    say(started, stranger, GRAVE)
    assert [verdict(world, one).priority for one in (customer, stranger)] == ["high", "normal"]
    # Who reads it is told no more than that.
    assert "author-1" not in str(verdict(world, customer))


def test_where_no_list_is_loaded_its_key_is_never_read(started: Started) -> None:
    world, _ = started
    read: list[str] = []
    with hooked("secretsmanager", READS, lambda params, **_: read.append(params["SecretId"])):
        stranger = heard(world, 1, COMPLAINT)
        assert read.count(world.deployment().link_secret) == 0
        load(world, "author-2")
        read.clear()
        world._modules.clear()  # as if a minute had passed: another container looks anew
        customer = heard(world, 2, COMPLAINT)
    assert [known(verdict(world, one)) for one in (stranger, customer)] == [False, True]
    assert world.deployment().link_secret in read


def test_a_key_that_is_broken_stops_nothing(started: Started) -> None:
    world, _ = started
    load(world, "author-1")
    aws.secretsmanager().put_secret_value(SecretId=world.deployment().link_secret, SecretString="no JSON")
    assert not known(verdict(world, heard(world, 1, COMPLAINT)))
    assert world.failures == []
    assert Care(world.deployment()).cases() == []
