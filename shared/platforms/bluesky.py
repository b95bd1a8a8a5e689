"""Posts on Bluesky: swept by its search, or read from single records, threads and lines of Jetstream.

Shapes: bluesky-social/atproto, lexicons/app/bsky/feed (postView) and bluesky-social/jetstream, docs/README.md.
A post can't be edited. `createdAt` is what its author's program claims; `indexedAt` is when Bluesky saw it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from shared.delivery import Delivery, Fault, Parsed
from shared.ears.fields import Fields, as_count, as_flag, as_instant, as_milliseconds, as_text, as_word, read_value
from shared.ears.links import Span, web_link, with_links
from shared.ears.parts import first, parts_or_none
from shared.ears.platform import Credential, Platform, Setting, Sweep
from shared.ears.reading import Reading
from shared.mention import MAX_CLOCK_LEAD, Author, Media
from shared.plan import Source
from shared.platforms.parts.bluesky_search import check, sweep

_POST = re.compile(r"at://(did:[a-z]+:[A-Za-z0-9._:%-]+)/app\.bsky\.feed\.post/([A-Za-z0-9._~:-]+)", re.ASCII)
_HANDLE = re.compile(r"[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+", re.ASCII)
_CID = re.compile(r"[a-z0-9]+", re.ASCII)
#: The moderators' labels that take a post out of sight for everybody (docs.bsky.app, Labels and moderation).
_OUT_OF_SIGHT = ("!hide", "!takedown")
_COUNTS = ("likeCount", "replyCount", "repostCount", "quoteCount")
_PICTURES = "https://cdn.bsky.app/img/feed_fullsize/plain"


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The posts of a search's page, a thread or a record; posts and deletions of lines of Jetstream."""
    reading = _Reading(delivery, source)
    for where, value in _values(delivery.body):
        if isinstance(value, Fault):
            reading.faults.append(value)
        else:
            reading.try_(reading.one, value, where)
    return reading.parsed()


def _values(body: bytes) -> Iterator[tuple[str, Any]]:
    """The JSON in a body, or in each of its lines where the first of them is JSON."""
    whole, lines = read_value(body), [line for line in body.split(b"\n") if line.strip()]
    if not isinstance(whole, Fault) or len(lines) < 2 or isinstance(read_value(lines[0]), Fault):
        yield "body", whole
        return
    for number, line in enumerate(lines, 1):
        value = read_value(line)
        yield f"line {number}", Fault(f"line {number}", value.what) if isinstance(value, Fault) else value


class _Reading(Reading):
    def one(self, value: object, where: str) -> None:
        body = self.fields(value, where)
        if "posts" in body:
            self._page(list(body.parts("posts")))
        elif "thread" in body:
            self._thread(body.part("thread"))
        elif "kind" in body:
            self._event(body)
        elif "record" in body:
            self._view(body)
        elif "value" in body:
            self._keep(body.need(as_word, "uri"), body.part("value"), None)
        else:
            self.skip("answer", "no post of Bluesky's in it")

    def _page(self, posts: list[Fields]) -> None:
        if not posts:
            self.skip("page", "nothing new on it")
        self.each(posts, self._view)

    def _thread(self, node: Fields) -> None:
        nodes = [node]
        while nodes:
            node = nodes.pop()
            if "post" in node:
                self.each([node.part("post")], self._view)
            elif node.get(as_flag, "notFound"):
                self.gone(node.need(as_word, "uri"), "deleted on Bluesky")
            else:
                self.skip("post", "not shown to us")
            above = node.part_or_none("parent")
            nodes += [*([above] if above else []), *parts_or_none(node, "replies")]

    def _event(self, event: Fields) -> None:
        kind = event.need(as_word, "kind")
        if kind == "account" and event.given(as_flag, "account", "active") is False:
            self.skip("account", "no longer shown there: `firebreak forget` takes its posts away")
            return
        if kind != "commit" or event.given(as_text, "commit", "collection") != "app.bsky.feed.post":
            self.skip("event", "no post")
            return
        uri = f"at://{event.need(as_word, 'did')}/app.bsky.feed.post/{event.need(as_word, 'commit', 'rkey')}"
        at = event.given(_as_microseconds, "time_us")
        if event.need(as_word, "commit", "operation") == "delete":
            self.gone(uri, "deleted by its author", at)
        else:
            self._keep(uri, event.part("commit", "record"), at)

    def _view(self, post: Fields) -> None:
        uri = post.need(as_word, "uri")
        if _out_of_sight(post):
            self.gone(uri, "taken out of sight by Bluesky's moderators")
        else:
            self._keep(uri, post.part("record"), post.given(as_instant, "indexedAt"), post)

    def _keep(self, uri: str, record: Fields, seen_at: datetime | None, view: Fields | None = None) -> None:
        place = _POST.fullmatch(uri)
        if place is None or record.get(as_text, "$type") not in (None, "app.bsky.feed.post"):
            self.skip("record", "no post")
            return
        claimed = record.given(as_instant, "createdAt")
        author = _author(view.part_or_none("author") if view else None, place[1])
        counts = {name: view.get(as_count, name) or 0 for name in _COUNTS} if view else {}
        self.mention(
            uri,
            with_links(record.given(as_text, "text") or "", _links(record), "utf-8"),
            author=author,
            created_at=seen_at or claimed,
            claimed_at=claimed if claimed and seen_at and abs(claimed - seen_at) > MAX_CLOCK_LEAD else None,
            language=first(record, as_text, "langs"),
            url=f"https://bsky.app/profile/{author.handle or place[1]}/post/{place[2]}",
            thread=record.get(as_word, "reply", "root", "uri") or uri,
            parent=record.get(as_word, "reply", "parent", "uri"),
            engagement=sum(counts.values()),
            reposts=counts["repostCount"] + counts["quoteCount"] if counts else None,
            media=tuple(_media((view or record).part_or_none("embed"), place[1])),
        )


def _as_microseconds(value: object) -> datetime:
    return as_milliseconds(value / 1000 if isinstance(value, int) and not isinstance(value, bool) else None)


def _out_of_sight(post: Fields) -> bool:
    # Not spared: a label that can't be read might be the one that hides the post.
    labels = [one for one in post.parts("labels") if one.given(as_text, "val") in _OUT_OF_SIGHT]
    return any(not label.given(as_flag, "neg") for label in labels)


def _author(author: Fields | None, did: str) -> Author:
    if author is None:
        return Author(id=did)
    handle = author.get(as_text, "handle")
    known = handle is not None and _HANDLE.fullmatch(handle) is not None and handle != "handle.invalid"
    return Author(
        id=author.get(as_word, "did") or did,
        name=author.get(as_text, "displayName") or None,
        handle=handle if known else None,
        joined_at=author.get(as_instant, "createdAt"),
    )


def _links(record: Fields) -> Iterator[Span]:
    """The links of a text; its programs show long addresses cut short."""
    for facet in parts_or_none(record, "facets"):
        start, end = (facet.get(as_count, "index", name) for name in ("byteStart", "byteEnd"))
        for feature in parts_or_none(facet, "features"):
            address = feature.get(as_text, "uri")
            if address and start is not None and end is not None:
                yield Span(start, end, address)


def _media(embed: Fields | None, did: str) -> Iterator[Media]:
    """Pictures and videos, as a view or as a record tells them."""
    within = embed.part_or_none("media") if embed else None
    for holder in (embed, within):
        if holder is None:
            continue
        for image in parts_or_none(holder, "images"):
            address = web_link(image.get(as_text, "fullsize")) or _picture(image, did)
            if address:
                yield Media("image", address, image.get(as_text, "alt") or None)
        video = web_link(holder.get(as_text, "playlist"))
        if video:
            yield Media("video", video, holder.get(as_text, "alt") or None)


def _picture(image: Fields, did: str) -> str | None:
    cid = image.get(as_text, "image", "ref", "$link")
    return f"{_PICTURES}/{did}/{cid}@jpeg" if cid and _CID.fullmatch(cid) else None


PLATFORM = Platform(
    name="bluesky",
    title="Bluesky",
    parse=parse,
    sweep=Sweep(
        sweep,
        look_for='words to search for, in the form of its search box (`"acme ferries"`, `#acme`, `mentions:acme.com`)',
        needs=("look_for",),
        url="another server than Bluesky's own that answers searches",
        credentials=(
            Credential("token", "an app password", "Settings, Privacy and security, App passwords", optional=True),
        ),
        setup=(
            "Without an account, searches are refused at times: make an app password, and write the account's handle "
            "under `settings` as `account`",
            "One account may log in a hundred times a day: a source does so at most every 14.5 minutes",
        ),
    ),
    check=check,
    settings=(Setting("account", "the handle that searches, such as `acme.bsky.social`"),),
)
