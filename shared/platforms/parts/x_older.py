"""Posts of X's API 1.1 (the Account Activity API still sends them), and direct messages, which are the same in both.

docs.x.com/x-api/account-activity/introduction. Ids come twice; the number may have lost digits before it was sent.
"""

from __future__ import annotations

from datetime import UTC, datetime

from shared.ears.fields import Fields, as_count, as_flag, as_id, as_instant, as_milliseconds, as_text
from shared.ears.reading import pictures
from shared.mention import Media
from shared.platforms.parts.x_posts import (
    KINDS,
    METRICS,
    Posts,
    address_of,
    as_history,
    as_post_id,
    author_of,
    language_of,
    version_of,
    written_at,
)


def as_old_time(value: object) -> datetime:
    """A time as API 1.1 writes it: `Mon Mar 17 12:00:00 +0000 2026`."""
    try:
        return datetime.strptime(as_text(value), "%a %b %d %H:%M:%S %z %Y").astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("is not a time") from None


class OlderPosts(Posts):
    """Reads posts of API 1.1, and messages."""

    def older_post(self, post: Fields, ours: str | None) -> None:
        """A post of API 1.1; `ours` is the account whose activity this is."""
        post_id, history = _versions(post)
        if "retweeted_status" in post:
            self.skip("repost", "a repost: the words are another's")
            return
        whole = post.part_or_none("extended_tweet")
        text = whole.given(as_text, "full_text") if whole else post.given(as_text, "full_text")
        cut = text is None and bool(post.get(as_flag, "truncated"))
        if cut:
            self.want("post", post_id)
        # Not spared: in what can't be read may stand that the account is protected.
        user = post.part("user") if "user" in post else None
        author_id = user.get(as_id, "id_str") if user else None
        handle = user.get(as_text, "screen_name") if user else None
        version = version_of(post_id, history.index(post_id))
        holder = whole or post
        self.mention(
            history[0],
            self.readable(text or post.given(as_text, "text") or "", holder.part_or_none("entities")),
            author=author_of(user, author_id, as_old_time),
            created_at=post.given(as_old_time, "created_at") or written_at(history[0]),
            # A step older than its whole words, which are asked for: they must win.
            version=version - 1 if cut and version is not None else version,
            url=address_of(handle, post_id),
            language=language_of(post.get(as_text, "lang")),
            parent=post.get(as_post_id, "in_reply_to_status_id_str"),
            engagement=sum(post.get(as_count, name) or 0 for name in ("favorite_count", *METRICS[1:])),
            reposts=post.get(as_count, "retweet_count"),
            media=self._older_media(holder),
            public=not (user and user.given(as_flag, "protected")),
            from_staff=author_id is not None and author_id == ours,
            truncated=cut,
        )

    def message(self, event: Fields, users: Fields | None, ours: str | None) -> None:
        """A direct message: never public. The same in both APIs."""
        if event.given(as_text, "type") != "message_create":
            self.skip("message", "no new message, but news of one")
            return
        sender = event.need(as_id, "message_create", "sender_id")
        receiver = event.get(as_id, "message_create", "target", "recipient_id")
        user = self._account(users, sender) if users else None
        self.mention(
            f"dm/{event.need(as_post_id, 'id')}",
            self.readable(
                event.given(as_text, "message_create", "message_data", "text") or "",
                event.part_or_none("message_create", "message_data", "entities"),
            ),
            author=author_of(user, sender, as_instant),
            created_at=event.given(as_milliseconds, "created_timestamp"),
            thread="dm/" + "-".join(sorted((sender, receiver))) if receiver else None,
            public=False,
            from_staff=sender == ours,
        )

    def _account(self, users: Fields, account: str) -> Fields | None:
        """That account's part of them. Its id, a person's, has no place in a fault."""
        found = Fields({"account": users.value.get(account)}, users.where, self.faults).part_or_none("account")
        return found.part_or_none("data") if found and "data" in found else found

    def _older_media(self, post: Fields) -> tuple[Media, ...]:
        found: list[Media] = []

        def take(one: Fields) -> None:
            kind = KINDS.get(one.get(as_text, "type") or "", "file")
            found.extend(pictures(kind, [one.get(as_text, "media_url_https")]))

        self.try_(lambda: self.each(post.parts("extended_entities", "media"), take))
        return tuple(found)


def _versions(post: Fields) -> tuple[str, tuple[str, ...]]:
    """A post's id, and those of all its versions, itself among them
    (docs.x.com/x-api/enterprise-gnip-2.0/fundamentals/edit-tweets).
    """
    post_id, first = post.need(as_post_id, "id_str"), post.given(as_post_id, "edit_history", "initial_tweet_id")
    others = post.given(as_history, "edit_history", "edit_tweet_ids") or ()
    return post_id, tuple(sorted({*others, *filter(None, [first]), post_id}, key=int))
