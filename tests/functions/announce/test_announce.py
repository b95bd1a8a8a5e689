"""A word is given to each active subscriber once, however often and in whatever order it is told to the bus."""

from __future__ import annotations

import time
from datetime import timedelta
from functools import partial

import pytest
import time_machine

from functions.announce.public import NotPublicError
from shared import aws, link
from shared.store.audience import Announced, WordStore
from shared.subscriber import Subscriber, confirmed, signed_up
from tests.builders import NOON, minutes
from tests.functions.audience import STATEMENT, Audience, an_update, audience, key
from tests.harness.world import names
from tests.shared.store.failing import before, refuse

__all__ = ["audience"]
EVENT = {"detail-type": "StatementSpoken", "detail": {"statement_id": STATEMENT, "word": 1}}


def a_crowd(audience: Audience, count: int) -> list[str]:
    """So many who confirmed an hour before NOON."""
    ids = []
    for number in range(count):
        who = link.subscriber_id(key(), "email", f"a{number}@example.com")
        fresh = signed_up(who, "email", f"a{number}@example.com", "en", NOON - timedelta(hours=2))
        active = confirmed(fresh, NOON - timedelta(hours=1))
        audience.store.change(who, partial(_always, active))
        ids.append(who)
    return ids


def _always(wanted: Subscriber | None, _known: Subscriber | None) -> Subscriber | None:
    return wanted


def given(audience: Audience, ids: list[str]) -> list[int]:
    return [len(audience.store.deliveries(who)) for who in ids]


def test_a_repeated_event_adds_nothing(audience: Audience) -> None:
    ids = a_crowd(audience, 5)
    audience.shows(an_update(1))
    assert audience.world.call("AnnounceFunction", EVENT) == {"added": 5}
    assert audience.world.call("AnnounceFunction", EVENT) == {"added": 0}
    assert given(audience, ids) == [1] * 5


def test_words_out_of_order_are_all_told(audience: Audience) -> None:
    ids = a_crowd(audience, 3)
    first, second = an_update(1), an_update(2, NOON + minutes(5))
    audience.shows(first, second)
    audience.tells(second)
    audience.tells(first)
    audience.world.settle()
    assert given(audience, ids) == [2] * 3


def test_a_word_that_is_not_on_the_page_is_asked_for_again(audience: Audience) -> None:
    with pytest.raises(NotPublicError, match="not on the page"):
        audience.world.call("AnnounceFunction", EVENT)
    audience.shows(an_update(2))
    with pytest.raises(NotPublicError, match=f"{STATEMENT}-1"):
        audience.world.call("AnnounceFunction", EVENT)


def test_who_confirmed_after_the_word_is_not_told_it(audience: Audience) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        audience.shows(an_update(1))
        clock.shift(minutes(1))
        audience.a_subscriber()
        audience.tells(an_update(1))
        audience.world.settle()
        assert audience.words_told() == []
        audience.says(an_update(2, NOON + minutes(2)))
    assert audience.words_told() == ["2"]


def test_who_confirmed_before_the_page_had_the_word_is_told_it(audience: Audience) -> None:
    with time_machine.travel(NOON + minutes(10), tick=False) as clock:
        audience.a_subscriber()
        clock.shift(minutes(5))
        audience.says(an_update(1))
    assert audience.words_told() == ["1"]


def test_a_crash_half_way_is_gone_on_with_from_the_page_that_was_done(audience: Audience) -> None:
    ids = sorted(a_crowd(audience, 9))
    audience.shows(an_update(1))
    WordStore(names()["Subscribers"]).note(f"{STATEMENT}-1", Announced(after=ids[4]))
    assert audience.world.call("AnnounceFunction", EVENT) == {"added": 4}
    assert given(audience, ids) == [0] * 5 + [1] * 4


@pytest.mark.parametrize("nth", [1, 3, 6])
def test_a_write_that_fails_is_made_by_the_retry(audience: Audience, nth: int) -> None:
    ids = a_crowd(audience, 5)
    audience.shows(an_update(1))
    calls = iter(range(1, 99))

    def deed() -> None:
        if next(calls) == nth:
            refuse("InternalServerError")()

    audience.tells(an_update(1))
    with before("dynamodb", "PutItem", deed, times=99):
        audience.world.settle()
    audience.world.failures.clear()
    assert given(audience, ids) == [1] * 5
    assert audience.world.given_up == []
    assert WordStore(names()["Subscribers"]).announced(f"{STATEMENT}-1").done


def test_a_run_without_time_does_one_page_and_asks_the_bus_for_the_next(audience: Audience) -> None:
    ids = a_crowd(audience, 4)
    announce = audience.world.handler("AnnounceFunction")
    word = f"{STATEMENT}-1"
    seen = announce.announce(word, "2026-10-02T12:00:00.000Z", Announced(), time.monotonic() - 1)
    assert seen == (4, False)
    assert WordStore(names()["Subscribers"]).announced(word) == Announced(after=sorted(ids)[-1])
    audience.shows(an_update(1))
    audience.tells(an_update(1))
    audience.world.settle()
    assert given(audience, ids) == [1] * 4
    assert WordStore(names()["Subscribers"]).announced(word).done


def test_nobody_to_tell_is_told_too(audience: Audience) -> None:
    audience.shows(an_update(1))
    assert audience.world.call("AnnounceFunction", EVENT) == {"added": 0}
    assert len(aws.dynamodb().scan(TableName=names()["Subscribers"])["Items"]) == 1
