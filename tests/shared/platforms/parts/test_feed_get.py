"""Pure: one polite GET, by ETag and date where the server has them, else by what it said the last time."""

from __future__ import annotations

import hashlib

import pytest

from shared.ears.platform import Heard
from shared.plan import Source
from shared.platforms.parts.feed_get import check_feed, sweep_feed
from tests.shared.platforms.heard import a_round, hold

NEWS = Source("news", "rss", "sweep", "acme", url="https://news.example.com/feed.xml")
FEED = b"<rss version='2.0'><channel><item><title>late</title><guid>urn:1</guid></item></channel></rss>"
HASH = hashlib.sha256(FEED).hexdigest()


def an_answer(**headers: str) -> Heard:
    return Heard(200, {name.replace("_", "-"): value for name, value in headers.items()}, FEED)


def test_the_first_round_asks_without_conditions_and_keeps_the_answer() -> None:
    held = hold(sweep_feed(a_round(NEWS)), an_answer(etag='"1"', last_modified="Fri, 02 Oct 2026 10:00:00 GMT"))
    [ask] = held.asked
    assert (ask.url, ask.keep, ask.unless) == (NEWS.url, True, "")
    assert set(ask.headers) == {"Accept"}
    assert held.done is not None
    assert held.done.cursor == {
        "etag": '"1"',
        "last_modified": "Fri, 02 Oct 2026 10:00:00 GMT",
        "body_hash": HASH,
    }


def test_the_next_round_asks_only_for_news() -> None:
    cursor = {"etag": '"1"', "last_modified": "Fri, 02 Oct 2026 10:00:00 GMT", "body_hash": HASH}
    held = hold(sweep_feed(a_round(NEWS, cursor)), 304)
    [ask] = held.asked
    assert ask.headers["If-None-Match"] == '"1"'
    assert ask.headers["If-Modified-Since"] == "Fri, 02 Oct 2026 10:00:00 GMT"
    assert ask.unless == HASH
    assert held.done is not None
    assert held.done.cursor == cursor


def test_a_server_without_etags_is_known_by_its_body() -> None:
    held = hold(sweep_feed(a_round(NEWS, {"etag": '"1"', "body_hash": "of another body"})), an_answer())
    assert held.done is not None
    assert held.done.cursor == {"etag": None, "last_modified": None, "body_hash": HASH}
    [ask] = hold(sweep_feed(a_round(NEWS, held.done.cursor)), an_answer()).asked
    assert ask.unless == HASH


@pytest.mark.parametrize("cursor", [{"etag": 3, "body_hash": []}, {"etag": None}, {"url": "x"}])
def test_a_cursor_that_holds_something_else_asks_for_all_of_it(cursor: dict[str, object]) -> None:
    [ask] = hold(sweep_feed(a_round(NEWS, cursor)), an_answer()).asked
    assert (set(ask.headers), ask.unless) == ({"Accept"}, "")


@pytest.mark.parametrize("status", [404, 410, 429, 500, 503])
def test_any_other_answer_ends_the_round_where_it_was(status: int) -> None:
    held = hold(sweep_feed(a_round(NEWS, {"etag": '"1"'})), status)
    assert held.done is None
    assert held.asked[0].so_far is None


def test_a_check_says_what_the_feed_holds_and_keeps_nothing() -> None:
    held = hold(check_feed(a_round(NEWS)), an_answer())
    assert not held.kept
    assert held.done is not None
    assert held.done.note is not None
    assert held.done.note.startswith("a feed of 1 items; dates: 1 of 1 items")


def test_a_check_says_what_is_wrong_with_what_is_no_feed() -> None:
    held = hold(check_feed(a_round(NEWS)), b"<!DOCTYPE html><html><body>One moment, please</body></html>")
    assert held.done is not None
    assert held.done.problem == "body: an HTML page, not a feed; look whether the site's address has changed"
