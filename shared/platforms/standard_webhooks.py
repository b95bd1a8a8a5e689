"""Mentions in Firebreak's own envelope, for any listening service that can sign as Standard Webhooks describes.

    {
      "type": "mention.created",              or "mention.updated", "mention.deleted"; any other type is passed over
      "timestamp": "2026-03-01T10:00:00Z",    when it happened; the time of an update or deletion
      "data": {
        "id": "post-1",                       needed: the post's id, the same in all three types
        "text": "My sailing was cancelled",   needed, but for a deletion; may be "" where there is a rating
        "created_at": "2026-03-01T09:59:00Z", where missing, the timestamp counts
        "updated_at": null,                   orders the versions of a post; where missing, the timestamp does
        "author": {"id": "u1", "name": "Mia", "handle": "mia", "followers": 12,    or just a name
                   "joined_at": "2019-05-04T00:00:00Z"},                           when the account was made
        "brand": "acme",                      where missing, the source's brand
        "url": "https://example.com/p/1",
        "thread": "t1", "parent": "post-0",   ids of yours, as "id" is; the parent is the post that this one answers
        "language": "en",
        "rating": 1, "engagement": 3,
        "public": true                        false: never answered in public
      }
    }

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md (payload and signature)
"""

from __future__ import annotations

import re
from datetime import datetime

from shared.delivery import Delivery, Parsed
from shared.ears.fields import (
    Fields,
    Value,
    as_count,
    as_flag,
    as_id,
    as_instant,
    as_milliseconds,
    as_seconds,
    as_text,
)
from shared.ears.links import web_link
from shared.ears.platform import Credential, Door, Keys, Platform, Reason
from shared.ears.reading import Reading
from shared.ears.request import Request
from shared.ears.signing import TOLERANCE, among, digest, epoch_seconds, unpadded_base64
from shared.mention import Author
from shared.plan import Source

_TYPE = re.compile(r"[a-z0-9_.-]{1,60}", re.IGNORECASE)
#: A number larger than this counts milliseconds: as seconds it would be the year 2603.
_MOST_SECONDS = 20_000_000_000
# The signed text is `id.timestamp.body`. An id with JSON in it could move a part of a customer's words to the front of
# the body, with a timestamp of the customer's choice; no sender has such an id.
_MESSAGE_ID = re.compile(r"[A-Za-z0-9._~:/+=@-]{1,256}", re.ASCII)


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The mention, or the tombstone, in one envelope."""
    reading = _Reading(delivery, source)
    return reading.whole(reading.envelope)


def as_written_time(value: object) -> datetime:
    """ISO 8601, or seconds or milliseconds since 1970: listening services write any of them."""
    digits = value.strip() if isinstance(value, str) else ""
    number = int(digits) if digits.isdecimal() and len(digits) < 20 else value
    if isinstance(number, str):
        return as_instant(number)
    large = isinstance(number, int | float) and abs(number) > _MOST_SECONDS
    return as_milliseconds(number) if large else as_seconds(number)


class _Reading(Reading):
    """One envelope. What only decorates a mention does not cost it; nobody may take a private word for a public one."""

    def envelope(self, body: Value) -> None:
        envelope = self.fields(body, "")
        kind = envelope.given(as_text, "type")
        if kind not in ("mention.created", "mention.updated", "mention.deleted"):
            self.skip(kind if kind and _TYPE.fullmatch(kind) else "event", "its type is none of ours")
            return
        happened_at = envelope.get(as_written_time, "timestamp")
        post = envelope.part("data")
        if kind == "mention.deleted":
            self.gone(self._id(post.need(as_id, "id")), "deleted by the sender", happened_at)
        else:
            self._post(post, happened_at)

    def _post(self, post: Fields, happened_at: datetime | None) -> None:
        created_at = post.given(as_written_time, "created_at")
        updated_at = post.given(as_written_time, "updated_at")
        self.mention(
            self._id(post.need(as_id, "id")),
            post.need(as_text, "text"),
            author=_author(post),
            created_at=created_at or happened_at,
            edited_at=updated_at or happened_at or created_at,
            brand=post.get(as_text, "brand"),
            language=post.get(as_text, "language"),
            url=web_link(post.get(as_text, "url")),
            thread=self._id_or_none(post, "thread"),
            parent=self._id_or_none(post, "parent"),
            engagement=post.get(as_count, "engagement") or 0,
            rating=post.get(as_count, "rating"),
            # Said as null, it may be private: only what is not said at all is public.
            public="public" not in post.value or post.need(as_flag, "public"),
        )

    def _id(self, id_: str) -> str:
        return f"{self.source.name}/{id_}"

    def _id_or_none(self, post: Fields, name: str) -> str | None:
        id_ = post.get(as_id, name)
        return None if id_ is None else self._id(id_)


def _author(post: Fields) -> Author:
    if isinstance(post.value.get("author"), str):
        return Author(name=post.get(as_text, "author"))
    author = post.part_or_none("author")
    if author is None:
        return Author()
    return Author(
        id=author.get(as_id, "id"),
        name=author.get(as_text, "name"),
        handle=author.get(as_text, "handle"),
        followers=author.get(as_count, "followers"),
        joined_at=author.get(as_written_time, "joined_at"),
    )


def _refused(request: Request, keys: Keys, _source: Source, now: datetime) -> Reason | None:
    secrets = [key for key in map(_key, keys.all()) if key]
    message_id, seconds = request.headers.get("webhook-id", ""), request.headers.get("webhook-timestamp", "")
    signatures = request.headers.get("webhook-signature", "").split()
    if not secrets:
        return "secret_malformed"
    if not (message_id and seconds and signatures):
        return "signature_missing"
    sent_at = epoch_seconds(seconds)
    if sent_at is None:
        return "timestamp_malformed"
    if abs(sent_at - now) > TOLERANCE:
        return "timestamp_stale"
    given = [signature for signature in signatures if signature.startswith("v1,")]
    if not given or not _MESSAGE_ID.fullmatch(message_id):
        return "signature_malformed"
    signed = f"{message_id}.{seconds}.".encode() + request.body
    return None if among(given, ["v1," + digest(key, signed, "base64") for key in secrets]) else "signature_wrong"


def _key(secret: str) -> bytes:
    """The key in `whsec_` and base64, padded or not; empty where it isn't that."""
    return unpadded_base64(secret.removeprefix("whsec_"))


PLATFORM = Platform(
    name="standard_webhooks",
    title="Standard Webhooks",
    parse=parse,
    door=Door(
        refused=_refused,
        headers=("content-type", "webhook-id", "webhook-timestamp"),
        credentials=(
            Credential("secret", "the signing secret", "your listening service shows it (whsec_...), or you choose it"),
        ),
        setup=(
            "In your listening service, add a webhook (as https://www.standardwebhooks.com says) to {address}",
            "Let it send the envelope that shared/platforms/standard_webhooks.py begins with",
        ),
    ),
)
