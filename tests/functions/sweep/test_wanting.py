"""Pure: what waits to be fetched is asked for together, and is answered when all of it is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.sweep.wanting import ALONE_FROM, WAITS, is_answered, questions, wait
from shared.delivery import Wanted
from shared.inbox import Waiting, as_delivery
from tests.builders import NOON


def waits(*ids: str, kind: str = "review", tries: int = 1) -> Waiting:
    wanted = Wanted("reviews", "trustpilot", kind, ids, NOON)
    return Waiting(f"{kind}/{'+'.join(ids)}/{tries}", as_delivery(wanted), wanted, tries)


def asked(waiting: list[Waiting], most: int) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.kind, one.ids) for one in questions(waiting, most)]


def test_each_id_is_asked_for_once_and_no_more_at_a_time_than_the_platform_takes() -> None:
    waiting = [waits("1", "2"), waits("2", "3"), waits("9", kind="photo"), waits("4")]
    assert asked(waiting, 2) == [("review", ("1", "2")), ("review", ("3", "4")), ("photo", ("9",))]


def test_what_failed_again_and_again_is_asked_for_last_and_by_itself() -> None:
    waiting = [waits("bad", tries=ALONE_FROM), waits("1"), waits("2", tries=2), waits("3")]
    assert asked(waiting, 10) == [("review", ("1", "3", "2")), ("review", ("bad",))]


def test_a_message_is_answered_when_all_that_it_names_is() -> None:
    one = waits("1", "2")
    assert not is_answered(one, {("review", "1")})
    assert not is_answered(one, {("review", "1"), ("photo", "2")})
    assert is_answered(one, {("review", "1"), ("review", "2"), ("review", "3")})


@pytest.mark.parametrize(("tries", "minutes"), [(0, 1), (1, 1), (2, 5), (3, 25), (4, 125), (5, 360), (40, 360)])
def test_it_waits_longer_each_time(tries: int, minutes: int) -> None:
    assert wait(tries) == timedelta(minutes=minutes)
    assert wait(tries) <= WAITS[-1]


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.lists(st.sampled_from("abcdef"), max_size=6), st.integers(1, 5)), max_size=8),
    st.integers(1, 4),
)
def test_whatever_waits_all_of_it_is_asked_for(given_: list[tuple[list[str], int]], most: int) -> None:
    waiting = [waits(*ids, tries=tries) for ids, tries in given_]
    all_asked = list(questions(waiting, most))
    assert all(0 < len(one.ids) <= most for one in all_asked)
    answered = {(one.kind, id_) for one in all_asked for id_ in one.ids}
    assert all(is_answered(one, answered) for one in waiting)
