"""What the page says of a word: that it is there, and by when it could be read. Only what is public is announced."""

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
    """By when that word could be read. Raises NotPublicError where the page has no such word.

    Between its publication and the page, which may take a while, people subscribe who have not read it.
    """
    try:
        answer = aws.s3().get_object(Bucket=bucket, Key=f"incidents/{statement_id}.json")
    except ClientError as error:
        # Without the right to list the bucket, a key that is not there is refused instead of missed.
        if error.response.get("Error", {}).get("Code") in ("NoSuchKey", "AccessDenied"):
            raise NotPublicError(f"{statement_id} is not on the page; it is looked for again") from None
        raise
    for update in decode(Page, answer["Body"].read()).incident.incident_updates:
        if update.id == word:
            return max(update.created_at, answer["LastModified"])
    raise NotPublicError(f"{word} is not on the page; it is looked for again")
