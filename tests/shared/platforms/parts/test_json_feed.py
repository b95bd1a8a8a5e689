"""Pure: a JSON Feed is a feed like the others."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.mention import Author
from tests.shared.platforms.deliveries import from_feed, only

ITEM = {
    "id": "https://news.example.com/1",
    "url": "https://news.example.com/1",
    "title": "Late again",
    "content_html": "<p>Three hours, <b>no word</b>.</p>",
    "date_published": "2026-10-02T08:00:00Z",
    "date_modified": "2026-10-02T09:00:00Z",
    "authors": [{"name": "Mia", "url": "https://news.example.com/mia"}],
}


def a_feed(*items: object, **more: Any) -> str:
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": items, **more})


def test_an_item_is_a_mention() -> None:
    mention = only(from_feed(a_feed(ITEM, language="en-US")))
    assert (mention.native_id, mention.url) == ("https://news.example.com/1", "https://news.example.com/1")
    assert mention.text == "Late again\n\nThree hours, no word."
    assert mention.author == Author(id="https://news.example.com/mia", name="Mia")
    assert mention.created_at == datetime(2026, 10, 2, 8, tzinfo=UTC)
    assert mention.version == int(datetime(2026, 10, 2, 9, tzinfo=UTC).timestamp() * 1000)
    assert mention.language == "en"


def test_the_feeds_author_stands_in_for_a_missing_one() -> None:
    item = {"id": "2", "content_text": "words"}
    mention = only(from_feed(a_feed(item, author={"name": "me"})))
    assert (mention.author.name, mention.native_id) == ("me", "news.example.com/2")


@pytest.mark.parametrize("items", [None, "items", {"a": 1}])
def test_a_feed_whose_items_are_no_list_is_one_fault(items: object) -> None:
    parsed = from_feed(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}))
    assert [fault.where for fault in parsed.faults] == ["feed.items"]


def test_json_that_is_no_feed_is_a_fault() -> None:
    assert [fault.where for fault in from_feed('{"error": "gone"}').faults] == ["feed.version", "feed.items"]
    assert [fault.where for fault in from_feed('{"a": ').faults] == ["body"]
    assert [fault.where for fault in from_feed('{"a":' * 100_000).faults] == ["body"]


def test_one_bad_item_costs_no_other() -> None:
    parsed = from_feed(
        a_feed("item", {"id": 1, "content_text": ["x"]}, {"id": 3}, ITEM, {**ITEM, "title": {}, "id": 5})
    )
    assert [mention.native_id for mention in parsed.mentions] == ["https://news.example.com/1", "news.example.com/5"]
    assert [fault.where for fault in parsed.faults] == ["items.0", "items.1.content_text", "items.4.title"]
    assert len(parsed.skipped) == 1


def test_a_mark_before_the_json_does_no_harm() -> None:
    assert only(from_feed(b"\xef\xbb\xbf" + a_feed(ITEM).encode())) == only(from_feed(a_feed(ITEM)))


@pytest.mark.parametrize(
    ("changed", "where"),
    [({"authors": 3}, "items.0.authors"), ({"authors": ["me"]}, "items.0.authors.0"), ({"url": []}, "items.0.url")],
)
def test_a_decoration_that_is_wrong_costs_no_item(changed: dict[str, Any], where: str) -> None:
    parsed = from_feed(a_feed({**ITEM, **changed}))
    assert [fault.where for fault in parsed.faults] == [where]
    assert len(parsed.mentions) == 1


def test_a_feed_of_a_thousand_items_and_more_is_read_that_far_and_that_is_told() -> None:
    parsed = from_feed(a_feed(*({"id": n, "content_text": "x"} for n in range(1002))))
    assert len(parsed.mentions) == 1000
    assert [skipped.reason for skipped in parsed.skipped] == ["1002 in one feed; the first 1,000 are read"]
