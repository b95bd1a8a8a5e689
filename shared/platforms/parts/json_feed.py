"""Items of a JSON Feed (https://www.jsonfeed.org/version/1.1/), for feed.py."""

from __future__ import annotations

from shared.delivery import Delivery, Fault, Parsed
from shared.ears.fields import FieldError, Fields, Value, as_any, as_id, as_instant, as_text, as_word, read_object
from shared.ears.html import plain_text
from shared.ears.reading import Reading
from shared.mention import Author, milliseconds
from shared.plan import Source
from shared.platforms.parts.feed_item import MOST_ITEMS, feed_host, item_text, language_of, native_id, unwrapped
from shared.platforms.parts.feed_text import UTF8_MARK


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The mentions in a JSON Feed, with a fault for each item that can't be read."""
    body = read_object(delivery.body.removeprefix(UTF8_MARK))
    if isinstance(body, Fault):
        return Parsed(faults=(body,))
    reading = _Reading(delivery, source)
    reading.try_(reading.feed, body)
    return reading.parsed()


class _Reading(Reading):
    """One feed; its language and author stand in for those of its items."""

    def feed(self, body: Value) -> None:
        feed = self.fields(body, "feed")
        # Both are looked at, as what lacks both is no feed at all.
        self.try_(feed.need, as_word, "version")
        items = feed.need(as_any, "items")
        if self.faults:
            return
        self._language, self._author = feed.get(as_text, "language"), _author(feed)
        if not isinstance(items, list):
            raise FieldError(Fault("feed.items", "is not a list"))
        for number, item in enumerate(items[:MOST_ITEMS]):
            self.try_(self._item, item, f"items.{number}")
        if len(items) > MOST_ITEMS:
            self.skip("items", f"{len(items)} in one feed; the first {MOST_ITEMS:,} are read")

    def _item(self, value: object, where: str) -> None:
        item = self.fields(value, where)
        published, modified = (item.get(as_instant, name) for name in ("date_published", "date_modified"))
        text = _text(item)
        if not text:
            self.skip("item", "no text")
            return
        link = unwrapped(item.get(as_text, "url"))
        self.mention(
            native_id(item.given(as_id, "id"), link, f"{text}\n{published or ''}", feed_host(self.source)),
            text,
            # Many feeds change an item and not its date; the store drops what says the same.
            version=milliseconds(modified or self.delivery.received_at),
            author=_author(item) or self._author,
            created_at=published or modified,
            language=language_of(item.get(as_text, "language") or self._language),
            url=link,
        )


def _text(item: Fields) -> str:
    words, markup = (item.given(as_text, name) for name in ("content_text", "content_html"))
    body = words if words is not None else plain_text(markup or "")
    return item_text((item.get(as_text, "title") or "").strip(), body.strip())


def _author(part: Fields) -> Author | None:
    """The first one named: a list since version 1.1, one author in version 1."""
    try:
        authors = list(part.parts("authors"))
    except FieldError as error:
        part.faults.append(error.fault)
        authors = []
    author = authors[0] if authors else part.part_or_none("author")
    if author is None:
        return None
    return Author(id=unwrapped(author.get(as_text, "url")), name=author.get(as_text, "name") or None)
