"""What people write on a Facebook page, about it, and to it (Messenger).

Deliveries: developers.facebook.com/docs/graph-api/webhooks/reference/page, and those that restfb keeps for its tests
(commit ca24c19). Answers: .../graph-api/reference/page/feed, /page/tagged, /object/comments. Recommendations come by
webhook only: the API hands none out since v22.0 (.../graph-api/reference/recommendation).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from shared.delivery import Delivery, Parsed
from shared.ears.fields import Fields, as_any, as_count, as_flag, as_id, as_instant, as_text, as_word
from shared.ears.links import web_link
from shared.ears.platform import Platform, Sweep
from shared.ears.reading import pictures
from shared.mention import Media, milliseconds
from shared.plan import Source
from shared.platforms.parts.facebook_post import author_of, comment_url, linked, native_id_of, post_url
from shared.platforms.parts.facebook_sweep import fetch, sweep
from shared.platforms.parts.graph import APP, TOKEN, TOKEN_IF_ANY, check, renew
from shared.platforms.parts.meta import as_moment, door, me, named, web_address
from shared.platforms.parts.meta_reading import MetaReading

_FIELDS = ("feed", "mention", "ratings")
_POSTS = {"post", "status", "photo", "video", "share", "album", "note", "link", "event"}
_GONE = {"remove", "delete"}
#: What a page hides is not deleted: its author and their friends still see it, and it may be the very complaint.
_NOW = {"add", "edit", "edited", "update", "hide", "unhide"}
#: Since August 2018 a page is recommended or not (.../graph-api/changelog/non-versioned-changes/aug-17-2018): told as
#: the ends of the scale that it replaced, so that a bare "no" is still heard.
_RECOMMENDED = {"POSITIVE": 5, "NEGATIVE": 1}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The posts, comments, recommendations and messages of a delivery, or the posts and comments of an answer."""
    reading = _Reading(delivery, source)
    return reading.webhook() if delivery.how == "webhook" else reading.answer(reading.read)


class _Reading(MetaReading):
    about = "page"

    # ---------------------------------------------------------------- what the page is told
    def changed(self, entry: Fields, field: str, value: Fields) -> None:
        if field not in _FIELDS:
            self.skip(named(field), "not about what somebody wrote")
            return
        item = value.need(as_word, "item")
        if item not in {"comment", "rating", *_POSTS}:
            self.skip(named(item), "nothing that somebody wrote")
            return
        native_id, verb = native_id_of(entry, item, value), value.need(as_word, "verb")
        at = entry.given(as_moment, "time")
        if verb in _GONE:
            self.gone(native_id, "deleted on Facebook", at)
        elif verb not in _NOW:
            self.skip(named(verb), "nothing that somebody wrote")
        elif value.get(as_any, "published") == 0:
            self.skip("post", "not published")
        else:
            self._now(entry, item, value, native_id, None if verb == "add" else at, public=verb != "hide")
            if field == "mention" and not author_of(value).id:
                self.want("comment" if item == "comment" else "post", native_id)

    def _now(
        self, entry: Fields, item: str, value: Fields, native_id: str, changed_at: datetime | None, public: bool
    ) -> None:
        """What stands there now: its version is the second in which it was changed, or written."""
        created_at = value.given(as_moment, "created_time") or entry.given(as_moment, "time")
        changed_at = value.given(as_moment, "edited_time") or changed_at
        post_id, author = value.get(as_id, "post_id"), author_of(value)
        parent = value.get(as_id, "parent_id") if item == "comment" else None
        self.mention(
            native_id,
            value.given(as_text, "review_text" if item == "rating" else "message") or "",
            author=author,
            created_at=created_at,
            # An edit within the second of the post itself is the newer one.
            version=milliseconds(changed_at) + 1 if changed_at else None,
            url=comment_url(post_id, parent, native_id) if item == "comment" else post_url(native_id),
            thread=post_id or native_id,
            parent=parent,
            rating=_rating(value) if item == "rating" else None,
            media=tuple(_media(item, value)),
            public=public,
            from_staff=author.id is not None and author.id == entry.get(as_id, "id"),
        )

    # ---------------------------------------------------------------- what the page answers
    def read(self, found: Fields) -> None:
        link = web_address(found, "permalink_url") or ""
        told = self.delivery.headers
        if told.get("firebreak-edge") in ("comments", "comment") or "comment_id=" in link:
            self._comment(found, link, told.get("firebreak-post"))
        else:
            self._post(found, link)

    def _post(self, post: Fields, link: str) -> None:
        native_id = post.need(as_id, "id")
        if post.given(as_flag, "is_published") is False:
            self.skip("post", "not published")
            return
        shares = post.get(as_count, "shares", "count")
        counted = (post.get(as_count, name, "summary", "total_count") for name in ("comments", "reactions"))
        page = native_id.partition("_")[0] if self.delivery.headers.get("firebreak-edge") == "feed" else None
        self._stands(
            post,
            native_id,
            page,
            url=link or post_url(native_id),
            thread=native_id,
            engagement=sum(count or 0 for count in counted) + (shares or 0),
            reposts=shares,
            media=pictures("image", [web_address(post, "full_picture")]),
        )

    def _comment(self, comment: Fields, link: str, post_id: str | None) -> None:
        place = linked(link)
        native_id = comment.given(as_id, "id") or (place and place[0])
        if not native_id:
            native_id = comment.need(as_id, "id")
        thread = post_id or (place and place[1]) or None
        parent = comment.get(as_id, "parent", "id") or (place and place[2]) or thread
        self._stands(
            comment,
            native_id,
            post_id.partition("_")[0] if post_id else None,
            url=link or comment_url(thread, parent, native_id),
            thread=thread,
            parent=parent,
            engagement=sum(comment.get(as_count, name) or 0 for name in ("like_count", "comment_count")),
            media=pictures("image", [web_address(comment, "attachment", "media", "image", "src")]),
        )

    def _stands(self, found: Fields, native_id: str, page: str | None, **rest: Any) -> None:
        author, created_at = author_of(found), found.given(as_instant, "created_time")
        ours = author.id is not None and (author.id == page or author.id in self.source.look_for)
        self.mention(
            native_id,
            found.given(as_text, "message") or "",
            author=author,
            created_at=created_at,
            # The API tells no time of an edit; what it answers stands there now. Without its author (whom a token may
            # not see) it must give way to what a webhook told, whichever comes first.
            version=milliseconds(self.delivery.received_at if author.id else created_at or _EPOCH) - (not author.id),
            public=not found.given(as_flag, "is_hidden"),
            from_staff=ours,
            **rest,
        )


def _rating(value: Fields) -> int | None:
    stars = value.get(as_count, "rating")
    if stars is not None and 1 <= stars <= 5:
        return stars
    return _RECOMMENDED.get((value.get(as_text, "recommendation_type") or "").upper())


def _media(item: str, value: Fields) -> Iterator[Media]:
    photos = value.get(as_any, "photos")
    shown = [one for one in photos if isinstance(one, str)] if isinstance(photos, list) else []
    yield from pictures("image", [web_address(value, "photo")])
    yield from pictures("video", [web_address(value, "video")])
    yield from pictures("image", map(web_link, shown))
    if item in ("photo", "video"):
        yield from pictures({"photo": "image"}.get(item, item), [web_address(value, "link")])


PLATFORM = Platform(
    name="facebook",
    title="Facebook",
    parse=parse,
    door=door(
        "Choose Page there, and subscribe the fields feed, mention, ratings, messages, message_echoes, message_edits",
        "For each page: POST /{page id}/subscribed_apps?subscribed_fields=feed,mention,ratings,messages,... with the"
        " page's token; without that nothing comes",
        "Permissions of the app: pages_manage_metadata, pages_read_engagement, pages_read_user_content,"
        " pages_messaging",
        token=TOKEN_IF_ANY,
    ),
    sweep=Sweep(
        sweep,
        setup=("Beside the webhook, not instead: it brings what that missed. Recommendations and messages it can't",),
        credentials=(TOKEN,),
        look_for="ids of pages, where the token is for more than one",
    ),
    fetch=fetch,
    check=check(me, "id,name"),
    renew=renew,
    settings=(APP,),
)
