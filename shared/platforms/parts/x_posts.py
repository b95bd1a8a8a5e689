"""A post on X as API 2 writes it (Activity API, filtered stream, search, lookup).

Every edit is a post with an id of its own, and lists the ids of all versions, the oldest first
(docs.x.com/x-api/fundamentals/edit-posts). Ids hold the millisecond at which they were given out, since November 2010
(twitter-archive/snowflake, IdWorker.scala: the time is above 22 bits, counted from 1288834974657).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from shared.ears.fields import Fields, as_any, as_count, as_flag, as_id, as_instant, as_milliseconds, as_text
from shared.ears.reading import Reading, pictures
from shared.mention import Author, Media, milliseconds

_IDS_COUNT_FROM = datetime(2010, 11, 4, 1, 42, 54, 657_000, UTC)
_TIME_ABOVE_BITS = 22
#: Younger ids hold their time; older ones were counted up.
_FIRST_WITH_A_TIME = 29_700_859_247
_ID = re.compile(r"[0-9]{1,19}", re.ASCII)
_HANDLE = re.compile(r"[A-Za-z0-9_]{1,20}", re.ASCII)
_SHORT_LINK = re.compile(r"https?://t\.co/\w+", re.ASCII)
#: Links that X hangs on a post for its own pictures, or for its own rest; nobody reads them there.
_OWN_LINK = re.compile(r"https?://(?:\w+\.)?(?:x|twitter)\.com/(?:\w+/status/\d+/(?:photo|video)/\d+|i/web/status/\d+)")
_REPOST = re.compile(r"RT @\w{1,20}: ", re.ASCII)
#: What X writes where it can't tell the language, or where there is none (only links, only hashtags).
_NO_LANGUAGE = re.compile(r"und|zxx|art|q\w\w", re.ASCII)
#: Who answered it, liked it or passed it on.
METRICS = ("like_count", "reply_count", "retweet_count", "quote_count")
#: What X calls its media, and what we do.
KINDS = {"photo": "image", "animated_gif": "video", "video": "video"}


def as_post_id(value: object) -> str:
    """Digits in a string. A number may have lost digits in a sender that counts with floats, so it is none."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise ValueError("is not an id, which is digits in a string")
    return value


def as_history(value: object) -> tuple[str, ...]:
    """The ids of all versions of a post, the oldest first."""
    if not isinstance(value, list):
        raise ValueError("is not a list of ids")  # noqa: TRY004  # `Fields` collects ValueErrors, as of every kind
    return tuple(sorted(map(as_post_id, value), key=int))


def written_at(post_id: str) -> datetime | None:
    """When that id was given out; None for one from before ids held their time."""
    number = int(post_id)
    if number < _FIRST_WITH_A_TIME:
        return None
    return _IDS_COUNT_FROM + timedelta(milliseconds=number >> _TIME_ABOVE_BITS)


def id_at(at: datetime) -> int:
    """The smallest id that could be given out at that time."""
    return max(ids_in(at - _IDS_COUNT_FROM), 0)


def ids_in(span: timedelta) -> int:
    """How far two ids are apart that were given out so long after each other."""
    return (span // timedelta(milliseconds=1)) << _TIME_ABOVE_BITS


class Posts(Reading):
    """Reads posts and messages, of both APIs."""

    def post(self, post: Fields, includes: Fields | None, *, again: bool = False) -> None:
        """A post of API 2. `again`: we asked for it by its id, so a newer version has to be asked for by its own."""
        post_id, history = _versions(post)
        if again and history[-1] != post_id:
            self.want("post", history[-1])
        author_id = post.get(as_id, "author_id")
        referenced = self._referenced(post)
        text = post.given(as_text, "note_tweet", "text") or post.given(as_text, "text") or ""
        # An answer without authors was not asked what its posts refer to either.
        if "retweeted" in referenced or (author_id is None and _REPOST.match(text)):
            self.skip("repost", "a repost: the words are another's")
            return
        user = self._user(includes, author_id)
        handle = user.get(as_text, "username") if user else None
        counts = {name: post.get(as_count, "public_metrics", name) or 0 for name in METRICS}
        known = "public_metrics" in post
        self.mention(
            history[0],
            self.readable(text, post.part_or_none("entities"), post.part_or_none("note_tweet", "entities")),
            author=author_of(user, author_id, as_instant),
            created_at=post.given(as_instant, "created_at") or written_at(history[0]),
            version=version_of(post_id, history.index(post_id)),
            url=address_of(handle, post_id),
            language=language_of(post.get(as_text, "lang")),
            thread=post.get(as_id, "conversation_id"),
            parent=referenced.get("replied_to"),
            engagement=sum(counts.values()),
            reposts=counts["retweet_count"] + counts["quote_count"] if known else None,
            media=self._media(post, includes),
            public=not (user and user.given(as_flag, "protected")),
        )

    # ------------------------------------------------------------ parts of a post
    def _referenced(self, post: Fields) -> dict[str, str]:
        """The posts that it answers, quotes or passes on, by that word."""
        found: dict[str, str] = {}

        def take(one: Fields) -> None:
            found.setdefault(one.need(as_text, "type"), one.need(as_post_id, "id"))

        self.try_(lambda: self.each(post.parts("referenced_tweets"), take))
        return found

    def _user(self, includes: Fields | None, author_id: str | None) -> Fields | None:
        found: list[Fields] = []

        def take(one: Fields) -> None:
            # The Activity API wraps some of its users once more.
            user = one.part("data") if "data" in one else one
            if user.get(as_id, "id") == author_id:
                found.append(user)

        if includes and author_id:
            # Not spared: in what can't be read may stand that the account is protected.
            self.each(includes.parts("users"), take)
        return found[0] if found else None

    def readable(self, text: str, *entities: Fields | None) -> str:
        """The words as X shows them: three characters are written as entities, and links behind t.co."""
        links: dict[str, str] = {}

        def take(one: Fields) -> None:
            short, target = one.need(as_text, "url"), one.get(as_text, "expanded_url") or ""
            if "media_key" in one or "media_url_https" in one or _OWN_LINK.match(target):
                links[short] = ""
            elif target.startswith(("https://", "http://")):
                links[short] = target

        for each in filter(None, entities):
            self.try_(lambda part=each: self.each(part.parts("urls"), take))
            self.try_(lambda part=each: self.each(part.parts("media"), take))
        plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        return _SHORT_LINK.sub(lambda link: links.get(link[0], link[0]), plain).strip()

    def _media(self, post: Fields, includes: Fields | None) -> tuple[Media, ...]:
        """What is attached, where the answer holds it: X charges for each, so a sweep doesn't ask."""
        keys = post.get(as_any, "attachments", "media_keys")
        found: list[Media] = []

        def take(one: Fields) -> None:
            if isinstance(keys, list) and one.get(as_any, "media_key") in keys:
                kind = KINDS.get(one.get(as_text, "type") or "", "file")
                found.extend(pictures(kind, [one.get(as_text, "url") or one.get(as_text, "preview_image_url")]))

        if includes and keys:
            self.try_(lambda: self.each(includes.parts("media"), take))
        return tuple(found)


def _versions(post: Fields) -> tuple[str, tuple[str, ...]]:
    """A post's id, and those of all its versions, itself among them."""
    post_id = post.need(as_post_id, "id")
    history = post.given(as_history, "edit_history_tweet_ids") or ()
    return post_id, history if post_id in history else tuple(sorted((*history, post_id), key=int))


def version_of(post_id: str, step: int) -> int | None:
    """Milliseconds of the id, and one for each edit before it: ids given out in one millisecond keep their order."""
    at = written_at(post_id)
    return milliseconds(at) + step if at else None


def author_of(user: Fields | None, author_id: str | None, time: Callable[[object], datetime]) -> Author:
    if user is None:
        return Author(id=author_id)
    handle = user.get(as_text, "username") or user.get(as_text, "screen_name")
    followers = user.get(as_count, "public_metrics", "followers_count")
    joined_at = user.get(time, "created_at") or user.get(as_milliseconds, "created_timestamp")
    return Author(
        id=author_id,
        name=user.get(as_text, "name") or None,
        handle=handle,
        followers=user.get(as_count, "followers_count") if followers is None else followers,
        joined_at=joined_at,
    )


def address_of(handle: str | None, post_id: str) -> str:
    return f"https://x.com/{handle if handle and _HANDLE.fullmatch(handle) else 'i/web'}/status/{post_id}"


def language_of(told: str | None) -> str | None:
    return None if told is None or _NO_LANGUAGE.fullmatch(told) else told
