"""What all feeds have in common, whether XML or JSON: an item's id, its words, the page that it leads to."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qs, urlsplit

from shared.ears.links import web_link
from shared.mention import MAX_URL_CHARACTERS, well_formed
from shared.plan import Source

#: More items than this are no news of a quarter of an hour; the rest of such a feed is told and left.
MOST_ITEMS = 1_000
_GLOBAL_ID = re.compile(r"(https?:|tag:|urn:)", re.IGNORECASE)
_GOOGLE = re.compile(r"(www\.)?google\.[a-z.]+")


def item_text(title: str, body: str) -> str:
    """Title and body as one text, once where the title is only how the body begins."""
    beginning = title.rstrip(".… ")
    if not title or (beginning and body.startswith(beginning)):
        return body
    return f"{title}\n\n{body}" if body else title


def unwrapped(link: str | None) -> str | None:
    """The page that a link leads to, past Google's counter; None where it is no address of the Web."""
    page = web_link(link) if link is not None and len(link) <= MAX_URL_CHARACTERS else None
    if page is None:
        return None
    parts = urlsplit(page)
    if _GOOGLE.fullmatch(parts.netloc) and parts.path == "/url":
        query = parse_qs(parts.query)
        return unwrapped((query.get("url") or query.get("q") or [""])[0])
    return page


def native_id(guid: str | None, link: str | None, else_: str, host: str) -> str:
    """An item's id, the same in each sweep: guid, else link, else words. What is local to the feed gets its host."""
    if guid and _GLOBAL_ID.match(guid):
        return guid
    if guid:
        return f"{host}/{guid}"
    return link or f"{host}/{hashlib.sha256(well_formed(else_).encode()).hexdigest()[:32]}"


def feed_host(source: Source) -> str:
    """Where a feed lives: what its ids are local to."""
    return urlsplit(source.url or "").netloc or source.name


def language_of(written: str | None) -> str | None:
    """The language in `en-GB` or `en_gb`."""
    return (written or "").replace("_", "-").split("-")[0].strip().lower() or None
