"""Items of a feed: RSS, Atom, JSON Feed; also Google Alerts, whose links lead through Google to the real page."""

from __future__ import annotations

import calendar
import hashlib
import io
import re
from datetime import UTC, datetime
from time import struct_time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import feedparser

from shared.delivery import Delivery, Fault, Parsed, Skipped
from shared.mention import MAX_URL_CHARACTERS, Author, Mention, milliseconds, well_formed
from shared.plan import Source
from shared.platforms.html import plain_text

Entry = dict[str, Any]

#: Where the first words of a page say what it is.
HEAD_BYTES = 1_000
_NUMBERED = re.compile(rb"&#([xX][0-9a-fA-F]{1,4000}|[0-9]{1,4000});?")
_GLOBAL_ID = re.compile(r"(https?:|tag:|urn:)", re.IGNORECASE)


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The mentions in a feed. Of a broken feed, what can be read; a fault only where nothing could."""
    if delivery.body.lstrip().startswith(b"{"):
        from shared.platforms import json_feed  # it brings pydantic, which no XML feed needs

        return json_feed.parse(delivery, source)
    if not delivery.body.strip():
        return Parsed(faults=(Fault("body", "empty, not a feed"),))
    if _declares_entities(delivery.body):
        return Parsed(faults=(Fault("DOCTYPE", "the feed declares entities of its own; it is not read"),))
    try:
        feed = _read(delivery, source)
    except Exception as error:  # noqa: BLE001  # feedparser fails on some broken feeds, in many ways: the feed's fault
        return Parsed(faults=(Fault("body", f"feedparser can't read it ({type(error).__name__}); look at the feed"),))
    if not feed.version and not feed.entries:
        return Parsed(faults=(_not_a_feed(delivery.body, feed),))
    parts = [_mention(entry, feed, delivery, source) for entry in feed.entries]
    return Parsed(
        mentions=tuple(part for part in parts if isinstance(part, Mention)),
        skipped=tuple(part for part in parts if isinstance(part, Skipped)),
    )


def _read(delivery: Delivery, source: Source) -> Any:
    return feedparser.parse(
        # A stream, never the bytes themselves: feedparser would take those for a path, and open it.
        io.BytesIO(_NUMBERED.sub(_character, delivery.body)),
        response_headers={
            "content-type": delivery.headers.get("content-type", "application/xml"),
            "content-location": source.url or "",
        },
        # All HTML becomes plain text here, so its own cleaning would be work twice.
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _character(reference: re.Match[bytes]) -> bytes:
    """A numeric reference, or that of U+FFFD where no such character is: on those feedparser fails as a whole."""
    digits = reference[1]
    number = int(digits[1:], 16) if digits[:1] in b"xX" else int(digits)
    return reference[0] if number < 0xD800 or 0xDFFF < number < 0x110000 else b"&#xFFFD;"


def _declares_entities(body: bytes) -> bool:
    """Entities of a feed's own making serve nothing but bombs (nine lines for a billion words) and theft of files."""
    # Without NULs UTF-16 reads like ASCII. No regex: a hostile page could make one take quadratic time.
    flat = body.replace(b"\0", b"").upper()
    start = flat.find(b"<!DOCTYPE")
    return start >= 0 and flat.find(b"<!ENTITY", start) >= 0


def _not_a_feed(body: bytes, feed: Entry) -> Fault:
    head = body[:HEAD_BYTES].lower()
    if b"<html" in head or b"<!doctype html" in head:
        return Fault("body", "an HTML page, not a feed; look whether the site's address has changed")
    return Fault("body", f"not a feed ({type(feed.get('bozo_exception')).__name__}); look at the source's url")


def _mention(entry: Entry, feed: Entry, delivery: Delivery, source: Source) -> Mention | Skipped:
    text = item_text(_plain(_part(entry, "title_detail")), _body(entry))
    if not text:
        return Skipped("item", "no text")
    published, updated = _instant(entry, "published_parsed"), _instant(entry, "updated_parsed")
    link = unwrapped(_word(entry, "link"))
    reply = _part(entry, "thr_in-reply-to")
    return Mention(
        source=source.name,
        platform=delivery.platform,
        native_id=native_id(_word(entry, "id"), link, f"{text}\n{_word(entry, 'published')}", feed_host(source)),
        brand=source.brand,
        # Many feeds change an item and not its date; the store drops what says the same.
        version=milliseconds(updated if updated and updated != published else delivery.received_at),
        author=_author(entry),
        text=text,
        created_at=published or updated or delivery.received_at,
        seen_at=delivery.received_at,
        language=_language(feed),
        url=link,
        thread=_word(reply, "href") or _word(reply, "ref"),
        parent=_word(reply, "ref") or _word(reply, "href"),
    )


def item_text(title: str, body: str) -> str:
    """Title and body as one text, once where the title is only how the body begins."""
    beginning = title.rstrip(".… ")
    if not title or (beginning and body.startswith(beginning)):
        return body
    return f"{title}\n\n{body}" if body else title


def unwrapped(link: str | None) -> str | None:
    """The page that a link leads to, past Google's counter; None where it is no address of the Web."""
    if link is None or len(link) > MAX_URL_CHARACTERS:
        return None
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    if re.fullmatch(r"(www\.)?google\.[a-z.]+", parts.netloc) and parts.path == "/url":
        query = parse_qs(parts.query)
        return unwrapped((query.get("url") or query.get("q") or [""])[0])
    return link if parts.scheme in ("https", "http") and parts.netloc else None


def native_id(guid: str | None, link: str | None, else_: str, host: str) -> str:
    """An item's id, the same in each sweep: guid, else link, else words. What is local to the feed gets its host."""
    if guid and _GLOBAL_ID.match(guid):
        return guid
    if guid:
        return f"{host}/{guid}"
    return link or f"{host}/{hashlib.sha256(well_formed(else_).encode()).hexdigest()[:32]}"


def feed_host(source: Source) -> str:
    return urlsplit(source.url or "").netloc or source.name


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


def _instant(entry: Entry, name: str) -> datetime | None:
    # Asked for with `in` first: feedparser lends `updated` the value of `published`, with a warning.
    parsed = entry[name] if name in entry else None  # noqa: SIM401
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if isinstance(parsed, struct_time) else None
    except (ValueError, OverflowError, OSError):
        return None


def _language(feed: Entry) -> str | None:
    return (_word(feed["feed"], "language") or "").replace("_", "-").split("-")[0].lower() or None


# feedparser keeps an element that it doesn't know under the element's own name, so any key can hold anything.
def _word(entry: Entry, name: str) -> str | None:
    value = entry.get(name)
    return value if isinstance(value, str) and value else None


def _part(entry: Entry, name: str) -> Entry:
    value = entry.get(name)
    return value if isinstance(value, dict) else {}
