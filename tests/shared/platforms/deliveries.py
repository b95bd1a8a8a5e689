"""Deliveries for the parsers: as `receive` or `sweep` would have queued them."""

from __future__ import annotations

import json
from typing import Any

from shared.delivery import Delivery, Parsed
from shared.mention import Mention
from shared.plan import Source
from shared.platforms import discourse, rss, standard_webhooks
from tests.builders import NOON

FORUM = Source("forum", "discourse", "webhook", "acme")
STREAM = Source("stream", "standard_webhooks", "webhook", "acme")
NEWS = Source("news", "rss", "sweep", "acme", url="https://news.example.com/feed.xml")

POST: dict[str, Any] = {
    "id": 7,
    "topic_id": 3,
    "post_number": 2,
    "reply_to_post_number": 1,
    "post_type": 1,
    "topic_archetype": "regular",
    "topic_slug": "login",
    "post_url": "/t/login/3/2",
    "user_id": 5,
    "username": "mia",
    "name": "Mia",
    "raw": "I can't log in",
    "cooked": "<p>I can&#39;t log in</p>",
    "created_at": "2026-10-02T11:00:00.000Z",
    "updated_at": "2026-10-02T11:30:00.500Z",
    "deleted_at": None,
    "hidden": False,
    "staff": False,
    "reply_count": 2,
}
ENVELOPE: dict[str, Any] = {
    "type": "mention.created",
    "timestamp": "2026-10-02T11:00:05Z",
    "data": {
        "id": "post-1",
        "text": "My sailing was cancelled",
        "created_at": "2026-10-02T11:00:00Z",
        "updated_at": "2026-10-02T11:10:00Z",
        "author": {"id": "u1", "name": "Mia", "handle": "mia", "followers": 12},
        "brand": "acme ferries",
        "url": "https://example.com/p/1",
        "thread": "t1",
        "parent": "post-0",
        "language": "en",
        "rating": 1,
        "engagement": 3,
        "public": True,
    },
}


def from_forum(post: object = POST, event: str = "post_created", instance: str = "https://forum.example.com") -> Parsed:
    headers = {"x-discourse-event": event, "x-discourse-event-type": event.split("_")[0]}
    if instance:
        headers["x-discourse-instance"] = instance
    body = json.dumps({"post": post}).encode()
    return discourse.parse(Delivery("forum", "discourse", "webhook", body, headers, NOON), FORUM)


def from_stream(envelope: object = ENVELOPE) -> Parsed:
    body = envelope if isinstance(envelope, bytes) else json.dumps(envelope).encode()
    return standard_webhooks.parse(Delivery("stream", "standard_webhooks", "webhook", body, {}, NOON), STREAM)


def from_feed(body: bytes | str, content_type: str = "", source: Source = NEWS) -> Parsed:
    headers = {"content-type": content_type} if content_type else {}
    raw = body.encode() if isinstance(body, str) else body
    return rss.parse(Delivery("news", "rss", "sweep", raw, headers, NOON), source)


def only(parsed: Parsed) -> Mention:
    """The one mention of a delivery that holds nothing else; a feed may be told to lack ids or dates."""
    assert (parsed.tombstones, parsed.faults) == ((), ())
    assert {skipped.what for skipped in parsed.skipped} <= {"ids", "dates"}
    [mention] = parsed.mentions
    return mention


def a_post(**changed: Any) -> dict[str, Any]:
    return POST | changed


def an_envelope(kind: str = "mention.created", **changed: Any) -> dict[str, Any]:
    """An envelope with changed fields in its data; those that are `...` are left out."""
    merged = ENVELOPE["data"] | changed
    return {**ENVELOPE, "type": kind, "data": {name: value for name, value in merged.items() if value is not ...}}
