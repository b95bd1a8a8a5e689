"""A list without a "since" is read from its top down to what was known."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from shared.ears.newest import Page, Read, known_until, read_newest, read_until, word_of
from shared.ears.platform import Ask, Heard
from tests.builders import NOON, minutes


def read(pages: list[list[int]], known: int | None, most: int = 5) -> tuple[Read, list[str]]:
    """Minutes before noon stand on the pages; what was read of them, and the addresses asked for."""
    asked: list[str] = []

    def page_of(heard: Heard) -> Page:
        number = int(heard.body)
        times = tuple(NOON - minutes(one) for one in pages[number - 1])
        return Page(times, "more" if number < len(pages) else "")

    conversation = read_newest(
        None if known is None else NOON - minutes(known), lambda word, number: Ask(f"{number}{word}"), page_of, most
    )
    try:
        ask = next(conversation)
        while True:
            asked.append(ask.url)
            ask = conversation.send(Heard(200, {}, str(len(asked)).encode()))
    except StopIteration as end:
        return end.value, asked


def test_the_first_time_one_page_is_enough() -> None:
    assert read([[1, 2], [3, 4]], None) == (Read(NOON - minutes(1)), ["1"])


def test_it_is_read_a_little_further_than_what_was_known() -> None:
    assert read([[1, 60], [65, 69], [71], [80]], 60) == (Read(NOON - minutes(1)), ["1", "2more", "3more"])


def test_an_end_is_an_end() -> None:
    assert read([[1, 2], [3]], 60) == (Read(NOON - minutes(1)), ["1", "2more"])
    assert read([[]], 60) == (Read(NOON - minutes(60)), ["1"])
    assert read([[]], None) == (Read(None), ["1"])


def test_more_than_the_pages_that_may_be_asked_for_is_told() -> None:
    assert read([[1], [2], [3]], 60, most=2) == (Read(NOON - minutes(1), cut=True), ["1", "2more"])


@pytest.mark.parametrize(
    ("value", "word"), [("CAoQ", "CAoQ"), ("\ud83d", ""), ("a\x00", ""), ("", ""), (None, ""), (5, ""), (["a"], "")]
)
def test_a_word_that_can_not_be_written_into_an_address_is_none(value: object, word: str) -> None:
    assert word_of(value) == word


def test_a_list_that_is_missing_is_told() -> None:
    conversation = read_newest(NOON, lambda _word, number: Ask(str(number)), lambda _: Page((), missing=True), 3)
    next(conversation)
    with pytest.raises(StopIteration) as end:
        conversation.send(Heard(404, {}, b""))
    assert end.value.value == Read(NOON, missing=True)


@examples(max_examples=60, deadline=None, database=None)
@given(st.lists(st.integers(0, 300), unique=True, min_size=1, max_size=30), st.integers(0, 300), st.integers(1, 7))
def test_nothing_that_came_since_is_missed_where_the_pages_suffice(ages: list[int], known: int, size: int) -> None:
    ordered = sorted(ages)
    pages = [ordered[at : at + size] for at in range(0, len(ordered), size)]
    result, asked = read(pages, known, most=50)
    seen = {age for page in pages[: len(asked)] for age in page}
    assert not result.cut
    assert {age for age in ages if age < known} <= seen
    assert result.newest == max(NOON - minutes(min(ages)), NOON - minutes(known))


def test_a_cursor_keeps_each_list_apart_and_takes_no_time_from_the_future() -> None:
    cursor = read_until({"units": 3}, "us/1", NOON - minutes(1), NOON)
    cursor = read_until(cursor, "gb/1", NOON + timedelta(days=9), NOON)
    assert json.loads(json.dumps(cursor)) == cursor
    assert (known_until(cursor, "us/1"), known_until(cursor, "gb/1")) == (NOON - minutes(1), NOON)
    assert (known_until(cursor, "de/1"), cursor["units"]) == (None, 3)


def test_a_list_on_which_nothing_stands_yet_is_read_until_now() -> None:
    cursor = read_until({}, "us/1", None, NOON)
    assert known_until(cursor, "us/1") == NOON


def test_a_page_that_is_no_answer_leaves_the_list_unread() -> None:
    conversation = read_newest(
        NOON - minutes(60), lambda _word, number: Ask(str(number)), lambda _: Page((NOON,), "more"), 3
    )
    next(conversation)
    conversation.send(Heard(200, {}, b"{}"))
    with pytest.raises(StopIteration) as end:
        conversation.send(Heard(200, {}, b"<html>come back later</html>"))
    assert end.value.value == Read(NOON - minutes(60))


def test_one_old_post_on_top_of_a_page_is_not_its_end() -> None:
    assert read([[9000, 1, 2], [65, 69, 80]], 60) == (Read(NOON - minutes(1)), ["1", "2more"])


@pytest.mark.parametrize("newest", [None, "x", {"a": 5}, {"a": "soon"}, {"a": datetime(2026, 10, 2).isoformat()}])  # noqa: DTZ001  # without a zone on purpose: it is no instant
def test_a_cursor_that_makes_no_sense_is_a_first_round(newest: object) -> None:
    assert known_until({"newest": newest}, "a") is None
