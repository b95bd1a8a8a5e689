"""Items of a feed as mentions: RSS, Atom, and JSON Feed (json_feed.py). It brings feedparser; import it to read."""

from __future__ import annotations

import calendar
import io
import re
from datetime import UTC, datetime
from time import struct_time
from typing import Any

import feedparser

from shared.delivery import Delivery, Fault, Parsed
from shared.ears.html import plain_text
from shared.ears.reading import Reading
from shared.mention import Author, Media, milliseconds
from shared.plan import Source
from shared.platforms.parts.feed_item import MOST_ITEMS, feed_host, item_text, language_of, native_id, unwrapped
from shared.platforms.parts.feed_text import UTF8_MARK, told

Entry = dict[str, Any]

#: Where the first words of a page say what it is.
HEAD_CHARACTERS = 1_000
_NUMBERED = re.compile(r"&#([xX][0-9a-fA-F]{1,4000}|[0-9]{1,4000});?")
_NOTHING = " \t\r\n\0\ufeff"
_MEDIA = ("image", "video", "audio")


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The mentions in a feed. Of a broken feed, what can be read; a fault only where nothing could."""
    if delivery.body.removeprefix(UTF8_MARK).lstrip().startswith(b"{"):
        from shared.platforms.parts import json_feed

        return json_feed.parse(delivery, source)
    feed = told(delivery.body, delivery.headers.get("content-type", ""))
    if not feed.text.strip(_NOTHING):
        return Parsed(faults=(Fault("body", "empty, not a feed"),))
    reading = _Reading(delivery, source)
    if feed.note:
        reading.skip("charset", feed.note)
    reading.feed(feed.text)
    return reading.parsed()


class _Reading(Reading):
    """One feed, and what its items lack."""

    def feed(self, text: str) -> None:
        if _declares_entities(text):
            self.faults.append(Fault("DOCTYPE", "the feed declares entities of its own; it is not read"))
            return
        try:
            feed = _read(text, self.source)
        except Exception as error:  # noqa: BLE001  # feedparser fails on some broken feeds, in many ways: their fault
            what = f"feedparser can't read it ({type(error).__name__}); look at the feed"
            self.faults.append(Fault("body", what))
            return
        if not feed.get("version") and not feed.entries:
            self.faults.append(_not_a_feed(text, feed))
            return
        for entry in feed.entries[:MOST_ITEMS]:
            self._item(entry, language_of(_word(feed["feed"], "language")))
        self._lacks(feed.entries)

    def _item(self, entry: Entry, language: str | None) -> None:
        text = item_text(_plain(_part(entry, "title_detail")), _body(entry))
        if not text:
            self.skip("item", "no text")
            return
        published, updated = _instant(entry, "published_parsed"), _instant(entry, "updated_parsed")
        link, host, reply = unwrapped(_word(entry, "link")), feed_host(self.source), _part(entry, "thr_in-reply-to")
        ref, href = _word(reply, "ref"), unwrapped(_word(reply, "href"))
        self.mention(
            native_id(_word(entry, "id"), link, f"{text}\n{_word(entry, 'published')}", host),
            text,
            # Many feeds change an item and not its date; the store drops what says the same.
            version=milliseconds(updated if updated and updated != published else self.delivery.received_at),
            author=_author(entry),
            created_at=published or updated,
            language=language,
            url=link,
            thread=href or ref,
            parent=native_id(ref, href, "", host) if ref or href else None,
            media=_media(entry),
        )

    def _lacks(self, entries: list[Entry]) -> None:
        """Tells what its items don't say: a feed that lies is no fault as long as it can be read."""
        dateless = sum(not (_instant(one, "published_parsed") or _instant(one, "updated_parsed")) for one in entries)
        nameless = sum(_word(one, "id") is None for one in entries)
        if dateless:
            self.skip("dates", f"{dateless} of {len(entries)} items have none that can be read: as old as their coming")
        if nameless:
            self.skip("ids", f"{nameless} of {len(entries)} items have none: known by their link, or else their words")
        if len(entries) > MOST_ITEMS:
            self.skip("items", f"{len(entries)} in one feed; the first {MOST_ITEMS:,} are read")


def _read(text: str, source: Source) -> Any:
    return feedparser.parse(
        # A stream, never the text itself: feedparser would take that for a path, and open it.
        io.BytesIO(_NUMBERED.sub(_character, text).encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": source.url or ""},
        # All HTML becomes plain text here, so its own cleaning would be work twice.
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _character(reference: re.Match[str]) -> str:
    """A numeric reference, or that of U+FFFD where no such character is: on those feedparser fails as a whole."""
    digits = reference[1]
    number = int(digits[1:], 16) if digits[:1] in "xX" else int(digits)
    return reference[0] if number < 0xD800 or 0xDFFF < number < 0x110000 else "&#xFFFD;"


def _declares_entities(text: str) -> bool:
    """Entities of a feed's own making serve nothing but bombs (nine lines for a billion words) and theft of files."""
    # No regex: a hostile page could make one take quadratic time. No NULs, which would hide the words.
    flat = text.replace("\0", "").upper()
    start = flat.find("<!DOCTYPE")
    return start >= 0 and flat.find("<!ENTITY", start) >= 0


def _not_a_feed(text: str, feed: Entry) -> Fault:
    head = text[:HEAD_CHARACTERS].lower()
    if "<html" in head or "<!doctype html" in head:
        return Fault("body", "an HTML page, not a feed; look whether the site's address has changed")
    return Fault("body", f"not a feed ({type(feed.get('bozo_exception')).__name__}); look at the source's url")


def _plain(detail: Entry) -> str:
    value = _word(detail, "value") or ""
    return value.strip() if detail.get("type") == "text/plain" else plain_text(value)


def _body(entry: Entry) -> str:
    contents = entry.get("content")
    content = contents[0] if isinstance(contents, list) and contents else None
    return _plain(content if isinstance(content, dict) else _part(entry, "summary_detail"))


def _author(entry: Entry) -> Author:
    detail = _part(entry, "author_detail")
    # Only a name and a page: an e-mail address in a feed is not for us to keep.
    return Author(id=_word(detail, "href"), name=(_word(detail, "name") or "").strip() or None)


def _media(entry: Entry) -> tuple[Media, ...]:
    """Its enclosures and Media RSS's contents, each once: pictures, films and sounds."""
    enclosures = [(one, "href") for one in _parts(entry, "links") if one.get("rel") == "enclosure"]
    contents = [(one, "url") for one in _parts(entry, "media_content")]
    found: dict[str, Media] = {}
    for one, address in (*enclosures, *contents):
        kind = (_word(one, "medium") or _word(one, "type") or "").partition("/")[0].lower()
        url = unwrapped(_word(one, address))
        if url is not None and kind in _MEDIA:
            found.setdefault(url, Media(kind, url))
    return tuple(found.values())


def _instant(entry: Entry, name: str) -> datetime | None:
    # Asked for with `in` first: feedparser lends `updated` the value of `published`, with a warning.
    parsed = entry[name] if name in entry else None  # noqa: SIM401
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if isinstance(parsed, struct_time) else None
    except (ValueError, OverflowError, OSError):
        return None


# feedparser keeps an element that it doesn't know under the element's own name, so any key can hold anything.
def _word(entry: Entry, name: str) -> str | None:
    value = entry.get(name)
    return value if isinstance(value, str) and value else None


def _part(entry: Entry, name: str) -> Entry:
    value = entry.get(name)
    return value if isinstance(value, dict) else {}


def _parts(entry: Entry, name: str) -> list[Entry]:
    value = entry.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
