"""One polite GET of a page that changes now and then: by ETag and date where the server has them, else by its body."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Mapping
from typing import Any

from shared.delivery import Delivery
from shared.ears.platform import Ask, Asking, Done, Heard, Round

_FEEDS = "application/atom+xml, application/rss+xml, application/feed+json, application/json;q=0.9, */*;q=0.5"
_NOT_MODIFIED = 304

#: A part of a cursor: what is known of one address.
Known = dict[str, Any]


def feed_get(
    url: str, known: Mapping[str, Any], *, accept: str = _FEEDS, told: Mapping[str, str] | None = None
) -> Generator[Ask, Heard, Known]:
    """Asks for what is new at that address, and returns what is known of it now ({} at first).

    A server that keeps no ETags answers with all of it each time: that is kept only where it says something else.
    """
    wanted = {"If-None-Match": _text(known, "etag"), "If-Modified-Since": _text(known, "last_modified")}
    heard = yield Ask(
        url,
        {"Accept": accept, **{name: value for name, value in wanted.items() if value}},
        allowed=(200, _NOT_MODIFIED),
        unless=_text(known, "body_hash"),
        told=told or {},
    )
    if heard.status == _NOT_MODIFIED:
        return dict(known)
    return {
        "etag": heard.headers.get("etag"),
        "last_modified": heard.headers.get("last-modified"),
        "body_hash": hashlib.sha256(heard.body).hexdigest(),
    }


def sweep_feed(round_: Round) -> Asking:
    """The round of a source that is one feed."""
    return Done((yield from feed_get(round_.source.url or "", round_.cursor)))


def check_feed(round_: Round) -> Asking:
    """Asks for the feed, keeps nothing, and says what it holds."""
    # Here, as it brings feedparser: a check is asked for by a person, a sweep runs each minute.
    from shared.platforms.parts.feed import parse

    source = round_.source
    heard = yield Ask(source.url or "", {"Accept": _FEEDS}, keep=False)
    kind = heard.headers.get("content-type", "")
    read = parse(
        Delivery(source.name, source.platform, "sweep", heard.body, {"content-type": kind}, round_.now), source
    )
    told = "".join(f"; {one.what}: {one.reason}" for one in read.skipped if one.what != "item")
    if read.faults and not read.mentions:
        return Done({}, problem="; ".join(f"{fault.where}: {fault.what}" for fault in read.faults))
    return Done({}, note=f"a feed of {len(read.mentions)} items{told}")


def _text(known: Mapping[str, Any], name: str) -> str:
    value = known.get(name)
    return value if isinstance(value, str) else ""
