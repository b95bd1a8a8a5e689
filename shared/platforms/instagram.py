"""Comments on a company's Instagram posts, posts and comments that name it or bear a hashtag, and its direct messages.

Deliveries: developers.facebook.com/docs/graph-api/webhooks/reference/instagram, and those that restfb keeps for its
tests (commit ca24c19); the flat shape of Instagram's own login: .../docs/instagram-platform/webhooks/examples. Answers:
.../docs/instagram-platform/reference/instagram-media/comments, /instagram-graph-api/reference/ig-user/mentioned_media,
/ig-user/mentioned_comment, /ig-user/tags, /ig-hashtag/recent-media. No event tells of a deletion.
"""

from __future__ import annotations

from datetime import datetime

from shared.delivery import Delivery, Parsed
from shared.ears.fields import Fields, as_any, as_count, as_flag, as_id, as_text
from shared.ears.parts import parts_or_none
from shared.ears.platform import Platform, Round, Setting, Sweep
from shared.ears.reading import pictures
from shared.mention import Author, Media, milliseconds
from shared.plan import Source
from shared.platforms.parts.graph import APP, TOKEN, TOKEN_IF_ANY, check, renew
from shared.platforms.parts.instagram_sweep import fetch, sweep
from shared.platforms.parts.meta import as_moment, door, named, web_address
from shared.platforms.parts.meta_reading import MetaReading

_COMMENTS = ("comments", "live_comments")
_KINDS = {"IMAGE": "image", "VIDEO": "video", "CAROUSEL_ALBUM": "image"}
_CAPTIONED = ("caption", "media_type", "media_url")


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The comments and messages of a delivery, and what is to be fetched; or the posts and comments of an answer."""
    reading = _Reading(delivery, source)
    return reading.webhook() if delivery.how == "webhook" else reading.answer(reading.read)


class _Reading(MetaReading):
    about = "instagram"

    # ---------------------------------------------------------------- what the account is told
    def changed(self, entry: Fields, field: str, value: Fields) -> None:
        if field in _COMMENTS:
            self._told_comment(entry, value)
        elif field == "mentions":
            self._named(value)
        else:
            self.skip(named(field), "not about what somebody wrote")

    def _told_comment(self, entry: Fields, value: Fields) -> None:
        author = _author(value)
        own = value.get(as_id, "from", "self_ig_scoped_id")
        self._comment(
            value,
            author,
            # It has no time of its own; that of the delivery is never sooner than that of the comment.
            at=entry.given(as_moment, "time"),
            media_id=value.get(as_id, "media", "id"),
            ours=author.id is not None and author.id in (entry.get(as_id, "id"), own),
        )

    def _named(self, value: Fields) -> None:
        media_id, comment_id = value.given(as_id, "media_id"), value.given(as_id, "comment_id")
        if comment_id:
            self.want("comment", comment_id)
        else:
            self.want("media", media_id or value.need(as_id, "media_id"))

    # ---------------------------------------------------------------- what the account answers
    def read(self, found: Fields) -> None:
        if "mentioned_media" in found:
            self._media(found.part("mentioned_media"))
        elif "mentioned_comment" in found:
            self._answered_comment(found.part("mentioned_comment"))
        elif any(name in found for name in _CAPTIONED) or self.delivery.headers.get("firebreak-edge") == "media":
            self._media(found)
        else:
            self._answered_comment(found)

    def _answered_comment(self, comment: Fields) -> None:
        author = _author(comment)
        media_id = comment.get(as_id, "media", "id") or self.delivery.headers.get("firebreak-media")
        at = comment.given(as_moment, "timestamp")
        self._comment(comment, author, at, media_id, ours=self._ours(author))
        for reply in parts_or_none(comment.part_or_none("replies"), "data"):
            writer = _author(reply)
            written_at = reply.given(as_moment, "timestamp")
            self.try_(self._comment, reply, writer, written_at, media_id, self._ours(writer), comment.get(as_id, "id"))

    def _comment(
        self,
        comment: Fields,
        author: Author,
        at: datetime | None,
        media_id: str | None,
        ours: bool,
        above: str | None = None,
    ) -> None:
        """A comment. A delivery's is the newer version: the API's of the same one may not name its author."""
        native_id = comment.need(as_id, "id")
        if comment.given(as_flag, "hidden"):
            self.gone(native_id, "hidden on Instagram")
            return
        self.mention(
            native_id,
            comment.given(as_text, "text") or "",
            author=author,
            created_at=at,
            # Both are told in whole seconds: of the same one, that with its author counts, whichever comes first.
            version=milliseconds(at) - (not author.id) if at else None,
            thread=media_id,
            parent=comment.get(as_id, "parent_id") or above or media_id,
            engagement=comment.get(as_count, "like_count") or 0,
            from_staff=ours,
        )

    def _media(self, media: Fields) -> None:
        native_id, author = media.need(as_id, "id"), _author(media)
        if not any(name in media for name in _CAPTIONED):
            self.skip("post", "no caption and no picture in the answer")
            return
        self.mention(
            native_id,
            media.given(as_text, "caption") or "",
            author=author,
            created_at=media.given(as_moment, "timestamp"),
            url=web_address(media, "permalink"),
            thread=native_id,
            engagement=sum(media.get(as_count, name) or 0 for name in ("like_count", "comments_count")),
            media=_pictures(media),
            from_staff=self._ours(author),
        )

    def _ours(self, author: Author) -> bool:
        return author.id is not None and author.id == self.source.settings.get("account")


def _author(value: Fields) -> Author:
    """Webhooks tell `from`; answers mostly the name alone; hashtags nothing."""
    return Author(
        id=value.get(as_id, "from", "id") or value.get(as_id, "user", "id") or value.get(as_id, "owner", "id"),
        handle=value.get(as_text, "from", "username") or value.get(as_text, "username") or None,
    )


def _pictures(media: Fields) -> tuple[Media, ...]:
    kind = _KINDS.get(str(media.get(as_any, "media_type")), "file")
    return pictures(kind, [web_address(media, "media_url")])


def _account(round_: Round) -> str:
    return round_.source.settings.get("account", "me")


PLATFORM = Platform(
    name="instagram",
    title="Instagram",
    parse=parse,
    door=door(
        "Choose Instagram there, and subscribe the fields comments, live_comments, mentions, messages",
        "For the page that the account belongs to: POST /{page id}/subscribed_apps?subscribed_fields=feed with the"
        " page's token (with Instagram's own login: POST /me/subscribed_apps); without that nothing comes",
        "Permissions of the app: instagram_basic, instagram_manage_comments, instagram_manage_messages,"
        " pages_read_engagement, pages_manage_metadata",
        token=TOKEN_IF_ANY,
        whose="the app (with Instagram's own login: the Instagram app)",
    ),
    sweep=Sweep(
        sweep,
        setup=(
            "Beside the webhook, not instead: it brings what that missed, tags and hashtags; direct messages it can't",
        ),
        credentials=(TOKEN,),
        look_for="hashtags, at most 30 in any 7 days (the feature Instagram Public Content Access)",
    ),
    fetch=fetch,
    check=check(_account, "id,username"),
    renew=renew,
    settings=(Setting("account", "the id of the professional account (a number)", needed=True), APP),
)
