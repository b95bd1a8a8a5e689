"""Pure: an alert is the post that it found."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings

from shared.mention import Author
from shared.plan import Source
from tests.shared.platforms.heard import holds, mangled, only, parsed
from tests.shared.platforms.knocks import OLD, SECRET, knock

WORDS = Source("words", "f5bot", "webhook", "acme")
ALERT: dict[str, Any] = {
    "id": "F5BOT-alert-1",
    "url": "https://www.reddit.com/r/ferries/comments/abc/late_again/",
    "title": "acme - Reddit Posts - Late again",
    "content_html": "The <b>acme</b> ferry &amp; its crew",
    "date_published": "2026-10-02T13:00:00+02:00",
    "group": "",
    "username": "mia",
    "tags": ["acme", "Reddit Posts"],
}


def test_an_alert_is_a_mention_of_the_post_that_it_found() -> None:
    mention = only(parsed(WORDS, ALERT))
    assert mention.native_id == "reddit.com/r/ferries/comments/abc/late_again"
    assert mention.text == "Late again\n\nThe acme ferry & its crew"
    assert mention.author == Author(id="reddit.com/mia", name="mia")
    assert mention.created_at == datetime(2026, 10, 2, 11, tzinfo=UTC)
    assert mention.url == "https://www.reddit.com/r/ferries/comments/abc/late_again/"
    assert (mention.truncated, mention.public) == (True, True)


def test_a_comments_heading_is_its_threads_and_not_its_authors() -> None:
    comment = ALERT | {"tags": ["acme", "Reddit Comments"], "title": "acme - Reddit Comments - Late again"}
    assert only(parsed(WORDS, comment)).text == "The acme ferry & its crew"


def test_a_post_with_two_of_our_words_is_one_mention() -> None:
    second = ALERT | {"id": "F5BOT-alert-2", "tags": ["ferry", "Reddit Posts"], "url": ALERT["url"].rstrip("/")}
    assert only(parsed(WORDS, second)).id == only(parsed(WORDS, ALERT)).id


def test_on_hacker_news_the_number_is_in_the_query() -> None:
    story = ALERT | {"url": "https://news.ycombinator.com/item?id=7"}
    assert only(parsed(WORDS, story)).native_id == "news.ycombinator.com/item?id=7"


@pytest.mark.parametrize("url", [None, "", "javascript:alert(1)", "https://[", "/r/x"])
def test_without_the_posts_address_there_is_no_mention(url: str | None) -> None:
    result = parsed(WORDS, ALERT | {"url": url})
    assert ([fault.where for fault in result.faults], result.mentions) == (["alert.url"], ())


@pytest.mark.parametrize("field", ["username", "tags", "title"])
def test_what_decorates_a_mention_costs_only_itself(field: str) -> None:
    result = parsed(WORDS, ALERT | {field: {"odd": 1}})
    assert (len(result.mentions), [fault.where for fault in result.faults]) == (1, [f"alert.{field}"])


@settings(max_examples=60, deadline=None, database=None)
@given(mangled(ALERT))
def test_any_alert_is_read_or_told(body: Any) -> None:
    holds(parsed(WORDS, body))


def test_only_who_knows_the_address_gets_in() -> None:
    assert knock(WORDS, key=SECRET) is None
    assert knock(WORDS, key=OLD, secrets=(SECRET, OLD)) is None
    assert knock(WORDS, key="x") == "signature_wrong"
    assert knock(WORDS) == "signature_missing"
