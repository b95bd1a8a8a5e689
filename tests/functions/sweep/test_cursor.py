"""Pure: when a source is due, and where a round leaves it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.sweep.cursor import after_fetch, after_round, is_due, judged, may_ask
from shared.codec import encode
from shared.ears.asking import Ended
from shared.ears.cursor import Cursor, about, read_cursor
from shared.plan import Source
from tests.builders import NOON, minutes

NEWS = Source("news", "rss", "sweep", "acme", url="https://news.example.com/feed.xml")
EVERY = minutes(15)
KNOWN = Cursor(about(NEWS), NOON - EVERY, None, False, {"etag": '"1"'})


def test_a_source_that_was_never_asked_is_due() -> None:
    assert is_due(read_cursor(None, NEWS), EVERY, NOON)


@pytest.mark.parametrize(("since", "due"), [(15, True), (14.9, True), (16, True), (14, False), (0, False)])
def test_a_source_is_due_when_its_time_has_come_give_or_take_a_late_tick(since: float, due: bool) -> None:
    assert is_due(Cursor(tried_at=NOON - minutes(since)), EVERY, NOON) is due


def test_a_source_that_asked_for_a_pause_has_it() -> None:
    paused = Cursor(tried_at=NOON - minutes(60), not_before=NOON + minutes(1))
    assert not is_due(paused, EVERY, NOON)
    assert is_due(paused, EVERY, NOON + minutes(1))


def test_a_round_that_was_not_the_whole_goes_on_at_the_next_tick_but_never_before_it_may() -> None:
    cut = Cursor(tried_at=NOON - minutes(1), more=True)
    assert is_due(cut, EVERY, NOON)
    assert not is_due(replace(cut, not_before=NOON + minutes(3)), EVERY, NOON)
    assert is_due(replace(cut, not_before=NOON), EVERY, NOON)


@settings(max_examples=50)
@given(st.integers(31, 10**7), st.integers(0, 10**7))
def test_a_clock_that_was_set_back_holds_no_source_off(ahead: int, rest: int) -> None:
    tried = NOON + timedelta(seconds=ahead)
    assert is_due(Cursor(tried_at=tried, not_before=tried + timedelta(seconds=rest)), EVERY, NOON)


def test_a_cursor_survives_being_written_down() -> None:
    assert read_cursor(encode(KNOWN), NEWS) == KNOWN


@pytest.mark.parametrize("text", ["", "junk", "{", '{"tried_at": 3}', "[]", '{"url": "x", "etag": "an older form"}'])
def test_a_cursor_that_can_not_be_read_begins_anew(text: str) -> None:
    assert read_cursor(text, NEWS) == Cursor(about(NEWS))


@pytest.mark.parametrize("moved", [replace(NEWS, url="https://elsewhere.example.com/"), replace(NEWS, platform="x")])
def test_a_source_that_has_moved_begins_anew(moved: Source) -> None:
    assert read_cursor(encode(KNOWN), moved) == Cursor(about(moved))


def test_what_is_looked_for_may_change_and_what_was_spent_stays_spent() -> None:
    assert read_cursor(encode(KNOWN), replace(NEWS, look_for=("ferry",), every=minutes(1))) == KNOWN


def test_a_round_moves_the_platforms_own_part_only_where_it_says_so() -> None:
    moved = after_round(KNOWN, Ended({"etag": '"2"'}, done=True), NOON)
    assert moved == Cursor(KNOWN.about, NOON, None, False, {"etag": '"2"'})
    assert after_round(KNOWN, Ended({}), NOON).known == {}
    assert after_round(KNOWN, Ended(None, problem="it answered 500"), NOON).known == KNOWN.known


def test_a_round_that_failed_waits_for_its_turn_also_where_there_was_more() -> None:
    failed = after_round(KNOWN, Ended({"post": 7}, problem="it answered 500", more=True), NOON)
    assert (failed.more, failed.known, failed.tried_at) == (False, {"post": 7}, NOON)
    assert not is_due(failed, EVERY, NOON + minutes(1))


def test_what_is_fetched_between_the_rounds_moves_neither_the_round_nor_what_it_does_not_say() -> None:
    assert after_fetch(KNOWN, Ended({}, done=True)) == KNOWN
    assert after_fetch(KNOWN, Ended({"read": 3})) == replace(KNOWN, known={"read": 3})
    later = replace(KNOWN, not_before=NOON + minutes(9))
    assert after_fetch(later, Ended(not_before=NOON + minutes(4))) == later
    assert not may_ask(after_fetch(KNOWN, Ended(not_before=NOON + minutes(4))), NOON)


def test_a_pause_from_a_clock_that_was_far_ahead_holds_nobody_off() -> None:
    assert may_ask(Cursor(not_before=NOON + timedelta(days=365)), NOON)
    assert not may_ask(Cursor(not_before=NOON + timedelta(days=31)), NOON)


def test_a_round_that_runs_out_of_time_where_it_began_is_a_problem_and_not_begun_again_at_once() -> None:
    stuck = judged(KNOWN, Ended(dict(KNOWN.known), more=True))
    assert (stuck.more, "look for less" in (stuck.problem or "")) == (False, True)


@pytest.mark.parametrize(
    "ended",
    [
        Ended({"etag": '"2"'}, more=True),
        Ended(dict(KNOWN.known), more=True, not_before=NOON),
        Ended(dict(KNOWN.known), more=True, done=True),
        Ended(dict(KNOWN.known), problem="it answered 500"),
    ],
)
def test_a_round_that_went_on_or_was_stopped_is_none_of_that(ended: Ended) -> None:
    assert judged(KNOWN, ended) == ended
