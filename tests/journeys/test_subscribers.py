"""From the form on the page to the last word: who asked is told each word once, and nobody else is told anything.

Whatever fails once, a word reaches each active subscriber in the end; it reaches nobody twice but where the crash came
between a mail and the note of it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from botocore.exceptions import EndpointConnectionError
from hypothesis import given, settings
from hypothesis import strategies as st
from moto import mock_aws

from shared.store.subscribers import SubscriberStore
from tests.builders import NOON, minutes
from tests.functions.audience import ADDRESS, PAGE, STATUS, Audience, an_update, audience, put
from tests.harness.world import World, names
from tests.journeys.test_crashes import failing
from tests.shared.store.failing import before

__all__ = ["audience"]
STEPS = st.lists(
    st.sampled_from(["sign up", "confirm", "unsubscribe", "word", "old word again", "minute", "crash in a write"]),
    min_size=4,
    max_size=14,
)


def test_who_confirmed_is_told_every_word_once_until_they_leave(audience: Audience) -> None:
    with time_machine.travel(NOON - timedelta(hours=1), tick=False) as clock:
        who = audience.a_subscriber()
        clock.move_to(NOON)
        audience.says(an_update(1))
        audience.tells(audience.said[0])
        audience.world.settle()
        clock.move_to(NOON + minutes(30))
        audience.says(an_update(2, NOON + minutes(30), status="resolved"))
        assert audience.words_told() == ["1", "2"]
        query = f"token={audience.tokens('unsubscribe')[-1]}"
        assert audience.call("POST", "/unsubscribe", query=query)["statusCode"] == 200
        audience.says(an_update(3, NOON + minutes(60)))
    assert audience.words_told() == ["1", "2"]
    assert (audience.of(who).state, audience.of(who).address) == ("unsubscribed", "")
    assert ADDRESS not in str(list(audience.store.deliveries(who)))


def a_story(audience: Audience, nth: int, after: bool) -> list[str]:
    """Somebody signs up, confirms and is told two words, while the nth write fails once."""
    with time_machine.travel(NOON - timedelta(hours=1), tick=False) as clock:
        with failing(nth, after=after):
            _until_it_works(audience.signs_up)
            audience.world.settle()
            _minutes(audience, clock, 5)
            token = audience.tokens("confirm")[-1]
            _until_it_works(lambda: audience.call("POST", "/confirm", f"token={token}"))
            clock.move_to(NOON)
            _until_it_works(lambda: audience.shows(an_update(1)))
            _until_it_works(lambda: audience.tells(audience.said[0]))
            audience.world.settle()
        _minutes(audience, clock, 8)
        audience.says(an_update(2, datetime.now(UTC)))
        _minutes(audience, clock, 8)
    audience.world.failures.clear()
    return audience.words_told()


@pytest.mark.slow
@pytest.mark.parametrize("after", [False, True], ids=["before it is written", "after it was written"])
@pytest.mark.parametrize("nth", range(1, 13))
def test_whichever_write_fails_once_each_word_is_told(audience: Audience, nth: int, after: bool) -> None:
    told = a_story(audience, nth, after)
    assert set(told) == {"1", "2"}
    assert len(told) <= 3
    assert [function for function, _ in audience.world.given_up if function != "PublishStatementFunction"] == []


@settings(max_examples=6, deadline=None, database=None)
@given(STEPS)
def test_in_whatever_order_things_happen_each_word_is_told_once_and_only_to_who_wants_it(steps: list[str]) -> None:
    with mock_aws(), time_machine.travel(NOON, tick=False) as clock:
        audience = _a_new_audience()
        number, wanted, crash = 0, set[str](), False
        for step in [*steps, "minute"]:
            clock.shift(minutes(61) if step == "sign up" else minutes(4))
            known = audience.store.get(audience.id_of())
            if step == "sign up":
                audience.signs_up()
                audience.world.settle()
            elif step == "confirm" and audience.tokens("confirm"):
                audience.call("POST", "/confirm", f"token={audience.tokens('confirm')[-1]}")
            elif step == "unsubscribe" and audience.tokens("unsubscribe"):
                audience.call("POST", "/unsubscribe", query=f"token={audience.tokens('unsubscribe')[-1]}")
            elif step == "crash in a write":
                crash = True
            elif step == "word":
                number += 1
                if known is not None and known.state == "active":
                    wanted.add(str(number))
                with before("dynamodb", "PutItem", _crash, times=int(crash)):
                    audience.says(an_update(number, datetime.now(UTC)))
                crash = False
                _minutes(audience, clock, 6)
            elif step == "old word again" and audience.said:
                audience.tells(audience.said[0])
                audience.world.settle()
            elif step == "minute":
                _minutes(audience, clock, 6)
        told = audience.words_told()
    assert set(told) == wanted
    assert len(told) == len(wanted), "the write that failed was before the mail"


def _a_new_audience() -> Audience:
    world = World()
    world.build()
    put("api/v2/status.json", {"page": PAGE, "status": STATUS})
    return Audience(world, SubscriberStore(names()["Subscribers"]))


def _crash() -> None:
    raise EndpointConnectionError(endpoint_url="https://example.invalid")


def _until_it_works(deed: Callable[[], object]) -> None:
    for _ in range(3):
        try:
            deed()
        except EndpointConnectionError:
            continue
        return


def _minutes(audience: Audience, clock: time_machine.Traveller, count: int) -> None:
    for _ in range(count):
        clock.shift(minutes(1))
        audience.world.again("DeliverFunction", {})
        audience.world.settle()
