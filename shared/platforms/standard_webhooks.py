"""Mentions in Firebreak's own envelope, for any listening service that can sign as Standard Webhooks describes.

    {
      "type": "mention.created",              or "mention.updated", "mention.deleted"; any other type is passed over
      "timestamp": "2026-03-01T10:00:00Z",    when it happened; the time of an update or deletion
      "data": {
        "id": "post-1",                       needed: the post's id, the same in all three types
        "text": "My sailing was cancelled",   needed, but for a deletion; may be "" where there is a rating
        "created_at": "2026-03-01T09:59:00Z", where missing, the timestamp counts
        "updated_at": null,                   orders the versions of a post; where missing, the timestamp does
        "author": {"id": "u1", "name": "Mia", "handle": "mia", "followers": 12,    or just a name
                   "joined_at": "2019-05-04T00:00:00Z"},                           when the account was made
        "brand": "acme",                      where missing, the source's brand
        "url": "https://example.com/p/1",
        "thread": "t1", "parent": "post-0",
        "language": "en",
        "rating": 1, "engagement": 3,
        "public": true                        false: never answered in public
      }
    }

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md (the payload's three fields)
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator

from shared.delivery import Delivery, Fault, Parsed, Skipped
from shared.mention import Author, Mention, Tombstone, milliseconds
from shared.plan import Source
from shared.platforms.shape import Count, Id, Instant, Shape, Text, Value, read_object, read_shape

_TYPE = re.compile(r"[a-z0-9_.-]{1,60}", re.IGNORECASE)


def _as_author(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


class _Author(Shape):
    id: Id | None = None
    name: Text | None = None
    handle: Text | None = None
    followers: Count | None = None
    joined_at: Instant | None = None


class _Deleted(Shape):
    id: Id


class _Post(Shape):
    id: Id
    text: Text
    created_at: Instant | None = None
    updated_at: Instant | None = None
    author: Annotated[_Author | None, BeforeValidator(_as_author)] = None
    brand: Text | None = None
    url: Text | None = None
    thread: Id | None = None
    parent: Id | None = None
    language: Text | None = None
    rating: Count | None = None
    engagement: Count | None = None
    public: bool = True


class _Envelope(Shape):
    timestamp: Instant | None = None
    data: Value


# Where one of these can't be read, the mention is worth having without it. `public` is not among them: nobody may
# take a private word for a public one.
_SPARED = (
    *("author", "author.id", "author.name", "author.handle", "author.followers", "author.joined_at"),
    *("brand", "url", "thread", "parent", "language", "rating", "engagement"),
)


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The mention, or the tombstone, in one envelope."""
    body = read_object(delivery.body)
    if isinstance(body, Fault):
        return Parsed(faults=(body,))
    kind = body.get("type")
    if kind is not None and not isinstance(kind, str):
        return Parsed(faults=(Fault("type", "is not a text"),))
    if kind not in ("mention.created", "mention.updated", "mention.deleted"):
        what = kind if kind and _TYPE.fullmatch(kind) else "event"
        return Parsed(skipped=(Skipped(what, "its type is none of ours"),))
    envelope, faults = read_shape(_Envelope, body, "body", spared=("timestamp",))
    if envelope is None:
        return Parsed(faults=tuple(faults))
    if kind == "mention.deleted":
        return _tombstone(envelope, faults, delivery, source)
    return _mention(envelope, faults, delivery, source)


def _tombstone(envelope: _Envelope, faults: list[Fault], delivery: Delivery, source: Source) -> Parsed:
    post, more = read_shape(_Deleted, envelope.data, "data")
    if post is None:
        return Parsed(faults=(*faults, *more))
    deleted_at = envelope.timestamp or delivery.received_at
    grave = Tombstone(source.name, delivery.platform, f"{source.name}/{post.id}", "deleted by the sender", deleted_at)
    return Parsed(tombstones=(grave,), faults=tuple(faults))


def _mention(envelope: _Envelope, faults: list[Fault], delivery: Delivery, source: Source) -> Parsed:
    post, more = read_shape(_Post, envelope.data, "data", _SPARED)
    if post is None:
        return Parsed(faults=(*faults, *more))
    if not post.text.strip() and post.rating is None:
        return Parsed(skipped=(Skipped("mention", "no text and no rating"),), faults=(*faults, *more))
    author = post.author or _Author()
    mention = Mention(
        source=source.name,
        platform=delivery.platform,
        native_id=f"{source.name}/{post.id}",
        brand=post.brand or source.brand,
        version=milliseconds(post.updated_at or envelope.timestamp or post.created_at or delivery.received_at),
        author=Author(author.id, author.name, author.handle, author.followers, author.joined_at),
        text=post.text,
        created_at=post.created_at or envelope.timestamp or delivery.received_at,
        seen_at=delivery.received_at,
        language=post.language,
        url=post.url,
        thread=post.thread,
        parent=post.parent,
        engagement=post.engagement or 0,
        rating=post.rating,
        public=post.public,
    )
    return Parsed(mentions=(mention,), faults=(*faults, *more))
