"""Posts of a Discourse forum, from its webhooks or from `/posts.json`, `/search.json`, `/t/ID.json`, `/posts/ID.json`.

A webhook's body is `{type: {...}}` with the type in `X-Discourse-Event-Type` and the event in `X-Discourse-Event`
(discourse/discourse, app/jobs/regular/emit_web_hook_event.rb). Whatever the event, a post is told as it now stands.
Signature: https://meta.discourse.org/t/49045 (`sha256=` and the HMAC in lower-case hex).
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from shared.delivery import Delivery, Fault, Parsed
from shared.ears.fields import Fields, Value, as_count, as_flag, as_id, as_instant, as_text, read_object
from shared.ears.html import plain_text
from shared.ears.platform import Credential, Door, Platform, Setting, Sweep
from shared.ears.reading import Reading
from shared.ears.signing import signed_body
from shared.mention import Author
from shared.plan import Source
from shared.platforms.parts.discourse_asking import sweep

_EVENT = re.compile(r"[a-z_]{1,40}")
#: What somebody wrote for all to read; the other types are the forum's own notes and whispers among staff.
_REGULAR_POST = 1
_PUBLIC_ARCHETYPES = ("regular", "banner")


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The mention or the tombstone in a webhook, or all the posts of a swept page."""
    body = read_object(delivery.body)
    if isinstance(body, Fault):
        return Parsed(faults=(body,))
    reading = _Reading(delivery, source)
    if delivery.how == "webhook":
        reading.webhook(body)
    elif "firebreak-status" in delivery.headers:
        reading.missing()
    else:
        reading.page(body)
    return reading.parsed()


class _Reading(Reading):
    """One delivery's posts, with what they share."""

    def __init__(self, delivery: Delivery, source: Source) -> None:
        super().__init__(delivery, source)
        self._forum = _forum(delivery, source)
        self._host = urlsplit(self._forum).netloc.lower() or source.name
        self._archetype: str | None = None

    def webhook(self, body: Value) -> None:
        event = self.delivery.headers.get("x-discourse-event", "")
        if "post" not in body or self.delivery.headers.get("x-discourse-event-type", "post") != "post":
            self._no_post(event)
            return
        self.try_(self._post, body["post"], "post", event == "post_destroyed")

    def page(self, body: Value) -> None:
        """Posts that were fetched without credentials: public, unless the page says otherwise."""
        stream = body.get("post_stream")
        posts = stream.get("posts") if isinstance(stream, dict) else body.get("latest_posts")
        self._archetype = body.get("archetype", "regular")
        if posts is None and "topic_id" in body and "cooked" in body:
            self.try_(self._post, body, "post")
        elif posts is None:
            self.skip("page", "no posts on it; sweep the forum's own address")
        elif not isinstance(posts, list):
            self.faults.append(Fault("posts", "is not a list"))
        else:
            for number, post in enumerate(posts):
                self.try_(self._post, post, f"posts.{number}")

    def missing(self) -> None:
        """A post that was asked for by its id and is not shown: deleted, or hidden from us."""
        post = self.delivery.headers.get("firebreak-asked")
        if post is None:
            self.skip("page", "not shown by the forum")
        elif self.delivery.headers["firebreak-status"] == "403":
            # A key with too few rights is told the same of every post.
            self.skip("post", "not shown to us; it may still be there")
        else:
            self.gone(f"{self._host}/p/{post}", "no longer shown on the forum")

    def _post(self, value: object, where: str, destroyed: bool = False) -> None:
        post = self.fields(value, where)
        native_id = f"{self._host}/p/{post.need(as_id, 'id')}"
        gone = _gone(post, destroyed)
        if gone is not None:
            self.gone(native_id, gone, post.get(as_instant, "deleted_at"))
            return
        if post.given(as_count, "post_type") not in (None, _REGULAR_POST):
            self.skip("post", "a note of the forum's own, or a whisper")
            return
        archetype = post.given(as_text, "topic_archetype") or self._archetype
        raw = post.given(as_text, "raw")
        text = raw if raw is not None else plain_text(post.given(as_text, "cooked") or "")
        if not text.strip():
            # Kept without words it would shut them out: they come later with the same version.
            self.skip("post", "no text in the delivery, needs fetching")
            return
        topic, user = post.get(as_id, "topic_id"), post.get(as_id, "user_id")
        number, parent = post.get(as_id, "post_number"), post.get(as_id, "reply_to_post_number")
        thread = f"{self._host}/t/{topic}" if topic else None
        self.mention(
            native_id,
            text,
            author=Author(
                id=f"{self._host}/u/{user}" if user else None,
                name=post.get(as_text, "name") or None,
                handle=post.get(as_text, "username"),
            ),
            created_at=post.given(as_instant, "created_at"),
            edited_at=post.given(as_instant, "updated_at"),
            url=self._url(post, topic),
            thread=thread,
            parent=f"{thread}/{parent}" if thread and parent else None,
            place=f"{thread}/{number}" if thread and number else None,
            engagement=sum(post.get(as_count, name) or 0 for name in ("reply_count", "reaction_users_count")),
            public=archetype in _PUBLIC_ARCHETYPES and not self._restricted(post),
            from_staff=any(post.get(as_flag, name) for name in ("staff", "admin", "moderator")),
        )

    def _restricted(self, post: Fields) -> bool:
        """Whether not everybody may read its category. A webhook tells of all categories, and not who may read them."""
        category, closed = post.given(as_id, "category_id"), self.source.settings.get("private_categories", "")
        if self.delivery.how != "webhook" or not closed.strip():
            return False
        return category is None or category in [one.strip() for one in closed.split(",")]

    def _no_post(self, event: str) -> None:
        what = event if _EVENT.fullmatch(event) else "event"
        if what == "topic_created":
            self.skip(what, "its first post comes as post_created: counted once")
        elif what == "topic_destroyed":
            self.skip(what, "it names no posts: its first comes as post_destroyed, those below not at all")
        else:
            self.skip(what, "no post")

    def _url(self, post: Fields, topic: str | None) -> str | None:
        path, number = post.get(as_text, "post_url"), post.get(as_id, "post_number")
        if path is None and topic and number:
            path = f"/t/{post.get(as_text, 'topic_slug') or '-'}/{topic}/{number}"
        # Only a path of this forum: what stands there is shown to people as a link.
        if not path or not self._forum or not path.startswith("/") or path.startswith("//"):
            return None
        return self._forum + path


def _gone(post: Fields, destroyed: bool) -> str | None:
    # All are read, also where the first decides: one that can't be read might say that the post is gone.
    deleted_at, by_author = post.given(as_instant, "deleted_at"), post.given(as_flag, "user_deleted")
    hidden = post.given(as_flag, "hidden")
    if destroyed or deleted_at is not None:
        return "deleted on the forum"
    if by_author:
        return "deleted by its author"
    return "hidden on the forum" if hidden else None


def _forum(delivery: Delivery, source: Source) -> str:
    """The forum's address. Ids are local to it, so it is a part of ours."""
    given = delivery.headers.get("x-discourse-instance") or source.url or ""
    try:
        parts = urlsplit(given)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc and parts.scheme in ("https", "http") else ""


PLATFORM = Platform(
    name="discourse",
    title="Discourse",
    parse=parse,
    door=Door(
        refused=signed_body("x-discourse-event-signature", prefix="sha256="),
        pinged=lambda request: request.headers.get("x-discourse-event-type") == "ping",
        headers=(
            "content-type",
            "x-discourse-instance",
            "x-discourse-event",
            "x-discourse-event-type",
            "x-discourse-event-id",
        ),
        credentials=(Credential("secret", "the webhook's secret", "Admin, API, Webhooks: you choose it there"),),
        setup=(
            "In the forum's Admin, API, Webhooks, add one with the payload URL {address}",
            "Content type application/json; under events, all of Post events",
            "Where not everybody may read all categories, choose the public ones there, or write the ids of the others "
            "as the setting private_categories: a delivery does not tell them apart",
        ),
    ),
    sweep=Sweep(
        sweep,
        url="the forum's address",
        needs=("url",),
        look_for="words to search for; without any, every new post",
        credentials=(
            Credential(
                "token",
                "an API key, read only, of an ordinary user: all that this user sees counts as public",
                "Admin, API, Keys; for a forum that shows nothing without one",
                optional=True,
            ),
        ),
    ),
    settings=(
        Setting("username", "whose eyes to read with, where the API key is for all users"),
        Setting("private_categories", "ids of the categories that not everybody may read, with commas between"),
    ),
)
