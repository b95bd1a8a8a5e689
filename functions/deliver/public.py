"""What is public of a statement and of the page: all that is ever said to a subscriber is read from here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from botocore.exceptions import ClientError

from shared import aws
from shared.codec import decode

Sort = Literal["published", "updated", "corrected", "resolved", "retracted"]

_OVER = {"resolved", "postmortem", "completed"}


class NotPublicError(Exception):
    """The page does not hold what is to be said; the message names it. It is looked for again."""


@dataclass(frozen=True, slots=True)
class Page:
    id: str
    name: str
    url: str
    time_zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Status:
    indicator: str
    description: str


@dataclass(frozen=True, slots=True)
class Promise:
    """`answered_at` is when the next word came."""

    next_update_at: datetime
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    name: str
    body: str


@dataclass(frozen=True, slots=True)
class UpdatePlus:
    """`retracted`: this was said, and has been taken back since. `corrects` tells which update this one puts right,
    `because` what was wrong there, and `corrected_by` which one puts this one right.
    """

    promise: Promise | None = None
    retracted: bool = False
    corrects: int | str | None = None
    corrected_by: int | str | None = None
    because: str | None = None
    translations: Mapping[str, Translation] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Update:
    id: str
    status: str
    body: str
    created_at: datetime
    firebreak: UpdatePlus = UpdatePlus()


@dataclass(frozen=True, slots=True)
class IncidentPlus:
    """`retracted` is there once the whole statement was taken back."""

    retracted: Any = None


@dataclass(frozen=True, slots=True)
class Incident:
    """`incident_updates` are newest first."""

    id: str
    name: str
    shortlink: str
    incident_updates: tuple[Update, ...]
    firebreak: IncidentPlus = IncidentPlus()


@dataclass(frozen=True, slots=True)
class _Shown:
    page: Page
    status: Status


@dataclass(frozen=True, slots=True)
class _Told:
    page: Page
    status: Status
    incident: Incident


@dataclass(frozen=True, slots=True)
class Word:
    """One update of a statement with what stands around it. `raw` is the incident as the page has it."""

    page: Page
    status: Status
    incident: Incident
    update: Update
    raw: Mapping[str, Any]

    @property
    def sort(self) -> Sort:
        first = self.update is self.incident.incident_updates[-1]
        # What was said before is marked as taken back; the word that takes it back is not.
        if self.incident.firebreak.retracted is not None and not self.update.firebreak.retracted:
            return "retracted"
        if self.update.firebreak.corrects is not None:
            return "corrected"
        if self.update.status in _OVER:
            return "resolved"
        return "published" if first else "updated"


class Public:
    """The site's bucket, read at most once a statement; again where a word is newer than what was read."""

    def __init__(self, bucket: str) -> None:
        self._bucket = bucket
        self._read: dict[str, bytes] = {}

    def word(self, ref: str) -> Word:
        """The word of that id (`st-0a1b2c3d4e-2`). Raises NotPublicError where the page has none."""
        key = f"incidents/{ref.rpartition('-')[0]}.json"
        found = _find(self._read.get(key) or self._fetch(key), ref) or _find(self._fetch(key), ref)
        if found is None:
            raise NotPublicError(f"{ref} is not on the page")
        return found

    def page(self) -> Page:
        """The page itself. Raises NotPublicError where none was ever written."""
        key = "api/v2/status.json"
        return decode(_Shown, self._read.get(key) or self._fetch(key)).page

    def _fetch(self, key: str) -> bytes:
        try:
            body = aws.s3().get_object(Bucket=self._bucket, Key=key)["Body"].read()
        except ClientError as error:
            # Without the right to list the bucket, a key that is not there is refused instead of missed.
            if error.response.get("Error", {}).get("Code") in ("NoSuchKey", "AccessDenied"):
                raise NotPublicError(f"{key} is not there") from None
            raise
        self._read[key] = body
        return body


def _find(body: bytes, ref: str) -> Word | None:
    told = decode(_Told, body)
    for update in told.incident.incident_updates:
        if update.id == ref:
            return Word(told.page, told.status, told.incident, update, json.loads(body)["incident"])
    return None
