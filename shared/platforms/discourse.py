"""Posts of a Discourse forum, from its webhooks or from its public `/posts.json` and `/t/ID.json`.

A webhook's body is `{type: {...}}` with the type in `X-Discourse-Event-Type` and the event in `X-Discourse-Event`
(discourse/discourse, app/jobs/regular/emit_web_hook_event.rb). Whatever the event, a post is told as it now stands.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from shared.delivery import Delivery, Fault, Parsed, Skipped
from shared.mention import Author, Mention, Tombstone, milliseconds
from shared.plan import Source
from shared.platforms.html import plain_text
from shared.platforms.shape import Count, Id, Instant, Shape, Text, Value, read_object, read_shape

_EVENT = re.compile(r"[a-z_]{1,40}")
#: What somebody wrote for all to read; the other types are the forum's own notes and whispers among staff.
_REGULAR_POST = 1
_PUBLIC_ARCHETYPES = ("regular", "banner")


class _Post(Shape):
    id: Id
    topic_id: Id | None = None
    post_number: Id | None = None
    reply_to_post_number: Id | None = None
    post_type: Count | None = None
    topic_archetype: Text | None = None
    topic_slug: Text | None = None
    post_url: Text | None = None
    user_id: Id | None = None
    username: Text | None = None
    name: Text | None = None
    raw: Text | None = None
    cooked: Text | None = None
    created_at: Instant | None = None
    updated_at: Instant | None = None
    deleted_at: Instant | None = None
    hidden: bool | None = None
    user_deleted: bool | None = None
    staff: bool | None = None
    admin: bool | None = None
    moderator: bool | None = None
    reply_count: Count | None = None
    reaction_users_count: Count | None = None


# Not `topic_archetype`, `hidden`, `deleted_at` and the like: without them a private or withdrawn word might be taken
# for a public one. Not `raw`, as `cooked` would stand in for it unseen.
_SPARED = (
    *("topic_id", "post_number", "reply_to_post_number", "topic_slug", "post_url"),
    *("user_id", "username", "name", "staff", "admin", "moderator", "reply_count", "reaction_users_count"),
)


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The mention or the tombstone in a webhook, or all the posts of a swept page."""
    body = read_object(delivery.body)
    if isinstance(body, Fault):
        return Parsed(faults=(body,))
    if delivery.how == "sweep":
        return _page(body, delivery, source)
    event = delivery.headers.get("x-discourse-event", "")
    if "post" not in body or delivery.headers.get("x-discourse-event-type", "post") != "post":
        return Parsed(skipped=(_no_post(event),))
    return _Reading(delivery, source, _instance(delivery, source)).post(body["post"], "post", event == "post_destroyed")


def _page(body: Value, delivery: Delivery, source: Source) -> Parsed:
    """Posts that were fetched without credentials: public, unless the page says otherwise."""
    stream = body.get("post_stream")
    posts = stream.get("posts") if isinstance(stream, dict) else body.get("latest_posts")
    if posts is None:
        return Parsed(skipped=(Skipped("page", "no posts on it; sweep /posts.json or /t/ID.json"),))
    if not isinstance(posts, list):
        return Parsed(faults=(Fault("posts", "a list was expected"),))
    reading = _Reading(delivery, source, _instance(delivery, source))
    archetype = body.get("archetype", "regular")
    known: list[Any] = [{"topic_archetype": archetype, **post} if isinstance(post, dict) else post for post in posts]
    parts = [reading.post(post, f"posts.{number}") for number, post in enumerate(known)]
    return Parsed(
        mentions=tuple(mention for part in parts for mention in part.mentions),
        tombstones=tuple(tombstone for part in parts for tombstone in part.tombstones),
        skipped=tuple(skipped for part in parts for skipped in part.skipped),
        faults=tuple(fault for part in parts for fault in part.faults),
    )


def _no_post(event: str) -> Skipped:
    what = event if _EVENT.fullmatch(event) else "event"
    if what == "topic_created":
        return Skipped(what, "its first post comes as post_created: counted once")
    if what == "topic_destroyed":
        return Skipped(what, "it doesn't name its posts; each comes as post_destroyed")
    return Skipped(what, "no post")


def _instance(delivery: Delivery, source: Source) -> str:
    """The forum's address. Ids are local to it, so it is a part of ours."""
    given = delivery.headers.get("x-discourse-instance") or source.url or ""
    try:
        parts = urlsplit(given)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc and parts.scheme in ("https", "http") else ""


class _Reading:
    """One delivery's posts, with what they share."""

    def __init__(self, delivery: Delivery, source: Source, instance: str) -> None:
        self._delivery = delivery
        self._source = source
        self._instance = instance
        self._host = urlsplit(instance).netloc.lower() or source.name

    def post(self, value: object, where: str, destroyed: bool = False) -> Parsed:
        post, faults = read_shape(_Post, value, where, _SPARED)
        if post is None:
            return Parsed(faults=tuple(faults))
        gone = _gone(post, destroyed)
        if gone is not None:
            return Parsed(tombstones=(self._tombstone(post, gone),), faults=tuple(faults))
        if post.post_type not in (None, _REGULAR_POST):
            return Parsed(skipped=(Skipped("post", "a note of the forum's own, or a whisper"),), faults=tuple(faults))
        text = post.raw if post.raw is not None else plain_text(post.cooked or "")
        if not text.strip():
            # Kept without words it would shut them out: they come later with the same version.
            return Parsed(skipped=(Skipped("post", "no text in the delivery, needs fetching"),), faults=tuple(faults))
        return Parsed(mentions=(self._mention(post, text),), faults=tuple(faults))

    def _tombstone(self, post: _Post, reason: str) -> Tombstone:
        deleted_at = post.deleted_at or self._delivery.received_at
        return Tombstone(self._source.name, self._delivery.platform, self._native_id(post), reason, deleted_at)

    def _mention(self, post: _Post, text: str) -> Mention:
        seen_at = self._delivery.received_at
        thread = f"{self._host}/t/{post.topic_id}" if post.topic_id else None
        return Mention(
            source=self._source.name,
            platform=self._delivery.platform,
            native_id=self._native_id(post),
            brand=self._source.brand,
            version=milliseconds(post.updated_at or post.created_at or seen_at),
            author=Author(
                id=f"{self._host}/u/{post.user_id}" if post.user_id else None,
                name=post.name or None,
                handle=post.username,
            ),
            text=text,
            created_at=post.created_at or post.updated_at or seen_at,
            seen_at=seen_at,
            url=self._url(post),
            thread=thread,
            parent=f"{thread}/{post.reply_to_post_number}" if thread and post.reply_to_post_number else None,
            engagement=(post.reply_count or 0) + (post.reaction_users_count or 0),
            public=post.topic_archetype in _PUBLIC_ARCHETYPES,
            from_staff=bool(post.staff or post.admin or post.moderator),
        )

    def _native_id(self, post: _Post) -> str:
        return f"{self._host}/p/{post.id}"

    def _url(self, post: _Post) -> str | None:
        path = post.post_url
        if path is None and post.topic_id and post.post_number:
            path = f"/t/{post.topic_slug or '-'}/{post.topic_id}/{post.post_number}"
        # Only a path of this forum: what stands there is shown to people as a link.
        if not path or not self._instance or not path.startswith("/") or path.startswith("//"):
            return None
        return self._instance + path


def _gone(post: _Post, destroyed: bool) -> str | None:
    if destroyed or post.deleted_at is not None:
        return "deleted on the forum"
    if post.user_deleted:
        return "deleted by its author"
    return "hidden on the forum" if post.hidden else None
