"""Pure: when a source is due, and what follows from its answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from functions.sweep.cursor import Cursor, answered, conditions, failed, is_due, read_cursor
from shared.codec import encode
from shared.plan import Source
from tests.builders import NOON, minutes

NEWS = Source("news", "rss", "sweep", "acme", url="https://news.example.com/feed.xml")
EVERY = minutes(15)
KNOWN = Cursor(NEWS.url, NOON - EVERY, '"1"', "Fri, 02 Oct 2026 10:00:00 GMT", "abc")


def test_a_source_that_was_never_asked_is_due() -> None:
    assert is_due(read_cursor(None, NEWS), EVERY, NOON)


@pytest.mark.parametrize(("since", "due"), [(15, True), (14.9, True), (16, True), (14, False), (0, False)])
def test_a_source_is_due_when_its_time_has_come_give_or_take_a_late_tick(since: float, due: bool) -> None:
    assert is_due(Cursor(tried_at=NOON - minutes(since)), EVERY, NOON) is due


def test_a_source_that_asked_for_a_pause_has_it() -> None:
    paused = Cursor(tried_at=NOON - minutes(60), not_before=NOON + minutes(1))
    assert not is_due(paused, EVERY, NOON)
    assert is_due(paused, EVERY, NOON + minutes(1))


def test_a_cursor_survives_being_written_down() -> None:
    assert read_cursor(encode(KNOWN), NEWS) == KNOWN


@pytest.mark.parametrize("text", ["", "junk", "{", '{"tried_at": 3}', "[]"])
def test_a_cursor_that_can_not_be_read_begins_anew(text: str) -> None:
    assert read_cursor(text, NEWS) == Cursor(NEWS.url)


def test_a_source_that_has_moved_begins_anew() -> None:
    moved = Source("news", "rss", "sweep", "acme", url="https://elsewhere.example.com/")
    assert read_cursor(encode(KNOWN), moved) == Cursor(moved.url)


def test_what_we_have_is_asked_for_only_if_it_changed() -> None:
    assert conditions(KNOWN) == {"If-None-Match": '"1"', "If-Modified-Since": "Fri, 02 Oct 2026 10:00:00 GMT"}
    assert conditions(Cursor()) == {}


def test_a_changed_body_is_news_and_the_same_one_is_not() -> None:
    first = answered(Cursor(NEWS.url), 200, {"etag": '"2"'}, b"body", NOON)
    assert first.news
    assert (first.cursor.etag, first.cursor.last_modified, first.cursor.tried_at) == ('"2"', None, NOON)
    again = answered(first.cursor, 200, {"etag": '"3"'}, b"body", NOON + EVERY)
    assert not again.news
    assert again.cursor.etag == '"3"'
    assert answered(again.cursor, 200, {}, b"another", NOON).news


def test_nothing_new_moves_only_the_time() -> None:
    step = answered(KNOWN, 304, {"etag": '"9"'}, b"", NOON)
    assert (step.news, step.problem) == (False, None)
    assert step.cursor == Cursor(NEWS.url, NOON, KNOWN.etag, KNOWN.last_modified, KNOWN.body_hash)


@pytest.mark.parametrize(
    ("retry_after", "pause"),
    [
        ("120", minutes(2)),
        ("0", minutes(0)),
        ("Fri, 02 Oct 2026 12:05:00 GMT", minutes(5)),
        ("Fri, 02 Oct 2026 12:05:00 -0000", minutes(5)),
        ("99999999999999999999", timedelta(days=1)),
        ("Fri, 02 Oct 2099 12:05:00 GMT", timedelta(days=1)),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_pause_is_kept_and_is_no_failure(status: int, retry_after: str, pause: timedelta) -> None:
    step = answered(KNOWN, status, {"retry-after": retry_after}, b"", NOON)
    assert (step.cursor.not_before, step.problem, step.news) == (NOON + pause, None, False)
    assert step.cursor.etag == KNOWN.etag


@pytest.mark.parametrize("retry_after", ["soon", "-5", "²", "Fri, 99 Oct 2026", ""])
def test_a_pause_that_can_not_be_read_is_none(retry_after: str) -> None:
    assert answered(KNOWN, 429, {"retry-after": retry_after}, b"", NOON).cursor.not_before is None
    assert answered(KNOWN, 503, {"retry-after": retry_after}, b"", NOON).problem == "it answered 503"


@pytest.mark.parametrize("status", [204, 301, 400, 401, 403, 404, 410, 500, 502])
def test_any_other_answer_is_a_problem_that_costs_no_knowledge(status: int) -> None:
    step = answered(KNOWN, status, {}, b"oops", NOON)
    assert step.problem == f"it answered {status}"
    assert (step.cursor.etag, step.cursor.body_hash, step.cursor.tried_at) == (KNOWN.etag, KNOWN.body_hash, NOON)


def test_after_a_failure_a_source_waits_for_its_turn() -> None:
    step = failed(KNOWN, "no answer", NOON)
    assert (step.problem, step.cursor.tried_at, step.cursor.etag) == ("no answer", NOON, KNOWN.etag)
    assert not is_due(step.cursor, EVERY, NOON + minutes(1))
