"""The feeds: Atom and RSS as Statuspage writes them (readers look for `<strong>Resolved</strong>`), and JSON Feed.

One entry an incident, revised in place. Nothing here depends on `view.now` but the time of a feed without entries.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TypeAlias
from urllib.parse import urlsplit
from xml.etree import ElementTree as Xml

import msgspec

from shared.page.entry import Entry
from shared.page.incident import Incident
from shared.page.markup import ENVIRONMENT
from shared.page.moment import Moment, moment
from shared.page.text import paragraphs
from shared.page.view import View
from shared.page.wording.languages import wording

#: How many incidents a feed holds, the newest first.
MAX_ENTRIES = 50
#: An incident's history as HTML, of which every feed has the same.
Content: TypeAlias = Callable[[Incident], str]
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class JsonFeedItem:
    id: str
    url: str
    title: str
    content_html: str
    date_published: str
    date_modified: str


@dataclass(frozen=True, slots=True)
class JsonFeed:
    """JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

    version: str
    title: str
    home_page_url: str
    feed_url: str
    language: str
    items: tuple[JsonFeedItem, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One update in an entry's HTML. `label` is `Update` where the progress did not change.

    `language` is named where it is not the feed's; `corrects` and `corrected` are sentences, or empty.
    """

    at: Moment
    label: str
    parts: Sequence[str]
    language: str
    corrects: str
    corrected: str


def atom(view: View, told: Content) -> bytes:
    """`history.atom`, RFC 4287."""
    host = _host(view.url)
    root = Xml.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", _XML_LANG: view.language})
    _child(root, "id", f"tag:{host},2005:/history")
    _child(root, "link", rel="alternate", type="text/html", href=f"{view.url}/")
    _child(root, "link", rel="self", type="application/atom+xml", href=f"{view.url}/history.atom")
    _child(root, "title", _title(view))
    _child(root, "updated", _rfc3339(view.updated_at))
    _child(_child(root, "author"), "name", view.name)
    for one in view.incidents[:MAX_ENTRIES]:
        entry = _child(root, "entry")
        _child(entry, "id", f"tag:{host},2005:Incident/{one.id}")
        _child(entry, "published", _rfc3339(one.created_at))
        _child(entry, "updated", _rfc3339(one.updated_at))
        _child(entry, "link", rel="alternate", type="text/html", href=view.incident_url(one))
        _child(entry, "title", one.headline(view.language))
        _child(entry, "content", told(one), type="html")
    return _xml(root)


def rss(view: View, told: Content) -> bytes:
    """`history.rss`, RSS 2.0."""
    root = Xml.Element("rss", {"version": "2.0"})
    channel = _child(root, "channel")
    _child(channel, "title", _title(view))
    _child(channel, "link", f"{view.url}/")
    _child(channel, "description", f"What {view.name} says about trouble, and when the next word comes")
    _child(channel, "language", view.language)
    _child(channel, "pubDate", _rfc822(view.updated_at))
    for one in view.incidents[:MAX_ENTRIES]:
        item = _child(channel, "item")
        _child(item, "title", one.headline(view.language))
        _child(item, "description", told(one))
        _child(item, "pubDate", _rfc822(one.created_at))
        if one.window is not None:
            _child(item, "maintenanceEndDate", _rfc822(one.window.ends_at))
        _child(item, "link", view.incident_url(one))
        _child(item, "guid", view.incident_url(one), isPermaLink="true")
    return _xml(root)


def json_feed(view: View, told: Content) -> bytes:
    """`feed.json`."""
    return msgspec.json.encode(
        JsonFeed(
            version="https://jsonfeed.org/version/1.1",
            title=_title(view),
            home_page_url=f"{view.url}/",
            feed_url=f"{view.url}/feed.json",
            language=view.language,
            items=tuple(
                JsonFeedItem(
                    id=view.incident_url(one),
                    url=view.incident_url(one),
                    title=one.headline(view.language),
                    content_html=told(one),
                    date_published=_rfc3339(one.created_at),
                    date_modified=_rfc3339(one.updated_at),
                )
                for one in view.incidents[:MAX_ENTRIES]
            ),
        )
    )


def content_html(view: View, one: Incident) -> str:
    """The incident's history as HTML, newest first, in Statuspage's own markup and labels; times as the page's."""
    told = one.told(view.company.contact_page, view.languages)
    words = wording(view.language)
    return (
        ENVIRONMENT.get_template("feed_entry.html")
        .render(
            lines=[_paragraph(view, entry, before) for entry, before in zip(told, [*told[1:], None], strict=True)],
            next_at=one.promise and moment(one.promise.at, view.zone, words),
            scheduled=one.window
            and (moment(one.window.begins_at, view.zone, words), moment(one.window.ends_at, view.zone, words)),
            words=words,
        )
        .strip()
    )


def _paragraph(view: View, entry: Entry, before: Entry | None) -> Paragraph:
    words, said = wording(view.language), entry.said(view.language)
    same = before is not None and before.progress == entry.progress
    label = "Update" if same else entry.progress.replace("_", " ").capitalize()
    corrects, corrected = "", ""
    if entry.corrects:
        then = moment(entry.corrects.at, view.zone, words)
        corrects = words.corrects.format(time=then.at, day=then.short_day, because=entry.because)
    if entry.corrected:
        then = moment(entry.corrected.at, view.zone, words)
        corrected = words.corrected.format(time=then.at, day=then.short_day, because=entry.corrected.because)
    return Paragraph(
        at=moment(entry.at, view.zone, words),
        label=label,
        parts=paragraphs(said.body),
        language="" if said.language == view.language else said.language,
        corrects=corrects,
        corrected=corrected,
    )


def _host(url: str) -> str:
    """A plan may hold an address that is none: the page comes out all the same."""
    try:
        return urlsplit(url).hostname or "localhost"
    except ValueError:
        return "localhost"


def _title(view: View) -> str:
    return f"{view.name} Status - Incident History"


def _child(parent: Xml.Element, tag: str, text: str | None = None, **attributes: str) -> Xml.Element:
    child = Xml.SubElement(parent, tag, attributes)
    child.text = text
    return child


def _xml(root: Xml.Element) -> bytes:
    return _DECLARATION + Xml.tostring(root, encoding="unicode").encode()


def _rfc3339(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _rfc822(at: datetime) -> str:
    return format_datetime(at.astimezone(UTC).replace(microsecond=0))
