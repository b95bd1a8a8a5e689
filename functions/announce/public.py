"""What the page says of a word: that it is there, and since when. Nothing is announced that is not public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from botocore.exceptions import ClientError

from shared import aws
from shared.codec import decode


class NotPublicError(Exception):
    """The page does not hold this word (yet); the message names it. The retry of the event looks again."""


@dataclass(frozen=True, slots=True)
class Update:
    id: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Incident:
    incident_updates: tuple[Update, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """`incidents/<statement>.json`, of which only this is read; other keys may be there."""

    incident: Incident


def spoken_at(bucket: str, statement_id: str, word: str) -> datetime:
    """When that word became public. Raises NotPublicError where the page has no such word."""
    try:
        body = aws.s3().get_object(Bucket=bucket, Key=f"incidents/{statement_id}.json")["Body"].read()
    except ClientError as error:
        # Without the right to list the bucket, a key that is not there is refused instead of missed.
        if error.response.get("Error", {}).get("Code") in ("NoSuchKey", "AccessDenied"):
            raise NotPublicError(f"{statement_id} is not on the page; it is looked for again") from None
        raise
    for update in decode(Page, body).incident.incident_updates:
        if update.id == word:
            return update.created_at
    raise NotPublicError(f"{word} is not on the page; it is looked for again")
