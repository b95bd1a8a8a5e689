"""Items of a JSON Feed (https://www.jsonfeed.org/version/1.1/), for rss.py."""

from __future__ import annotations

from typing import Any

from shared.delivery import Delivery, Fault, Parsed, Skipped
from shared.mention import Author, Mention, milliseconds
from shared.plan import Source
from shared.platforms.html import plain_text
from shared.platforms.rss import feed_host, item_text, native_id, unwrapped
from shared.platforms.shape import Id, Instant, Shape, Text, read_object, read_shape


class _Author(Shape):
    name: Text | None = None
    url: Text | None = None


class _Item(Shape):
    id: Id | None = None
    url: Text | None = None
    title: Text | None = None
    content_text: Text | None = None
    content_html: Text | None = None
    date_published: Instant | None = None
    date_modified: Instant | None = None
    authors: tuple[_Author, ...] | None = None  # version 1.1
    author: _Author | None = None  # version 1
    language: Text | None = None


class _Feed(Shape):
    version: Text
    items: tuple[Any, ...]
    language: Text | None = None
    authors: tuple[_Author, ...] | None = None
    author: _Author | None = None


_SPARED = ("url", "title", "date_published", "date_modified", "authors", "author", "language")


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The mentions in a JSON Feed, with a fault for each item that can't be read."""
    body = read_object(delivery.body)
    if isinstance(body, Fault):
        return Parsed(faults=(body,))
    feed, faults = read_shape(_Feed, body, "feed", ("language", "authors", "author"))
    if feed is None:
        return Parsed(faults=tuple(faults))
    mentions: list[Mention] = []
    skipped: list[Skipped] = []
    for number, value in enumerate(feed.items):
        item, more = read_shape(_Item, value, f"items.{number}", _SPARED)
        faults += more
        text = "" if item is None else _text(item)
        if item is not None and text:
            mentions.append(_mention(item, text, feed, delivery, source))
        elif item is not None:
            skipped.append(Skipped("item", "no text"))
    return Parsed(tuple(mentions), skipped=tuple(skipped), faults=tuple(faults))


def _text(item: _Item) -> str:
    body = item.content_text if item.content_text is not None else plain_text(item.content_html or "")
    return item_text((item.title or "").strip(), body.strip())


def _mention(item: _Item, text: str, feed: _Feed, delivery: Delivery, source: Source) -> Mention:
    seen_at = delivery.received_at
    named = [*(item.authors or ()), item.author, *(feed.authors or ()), feed.author]
    author = next((one for one in named if one is not None), _Author())
    link = unwrapped(item.url)
    return Mention(
        source=source.name,
        platform=delivery.platform,
        native_id=native_id(item.id, link, f"{text}\n{item.date_published or ''}", feed_host(source)),
        brand=source.brand,
        version=milliseconds(item.date_modified or seen_at),
        author=Author(id=unwrapped(author.url), name=author.name or None),
        text=text,
        created_at=item.date_published or item.date_modified or seen_at,
        seen_at=seen_at,
        language=(item.language or feed.language or "").split("-")[0].lower() or None,
        url=link,
    )
