"""A recorded stream of mentions, posted to the webhooks as its platforms would have: signed, in order, on time.

A line of the file is a JSON object with `id`, `author`, `text`, `created_at`, `brand`; optional are `via` (the source
that it arrives by: `stream` or `forum`), `edited_at` and `deleted`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from standardwebhooks import Webhook

#: The two sources of the sample plan that take webhooks.
STREAM, FORUM = "stream", "forum"
FORUM_URL = "https://forum.example.com"


class ReplayError(Exception):
    """A file that can't be replayed; the message names the line and the field."""


class Line(msgspec.Struct, frozen=True):
    """One delivery in the recording."""

    id: str
    author: str
    text: str
    created_at: datetime
    brand: str
    via: str = STREAM
    edited_at: datetime | None = None
    deleted: bool = False

    @property
    def at(self) -> datetime:
        """When it was delivered."""
        return self.edited_at or self.created_at


@dataclass(frozen=True, slots=True)
class Post:
    """One HTTP request to `/webhooks/{source}`."""

    source: str
    headers: dict[str, str]
    body: bytes


def read_lines(path: Path) -> list[Line]:
    """The recording, in its order of delivery. Raises ReplayError at the first line that isn't one."""
    decoder = msgspec.json.Decoder(Line)
    lines = []
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReplayError(f"{path} can't be read: {error}") from error
    for number, row in enumerate(text.split("\n"), start=1):
        if not row.strip():
            continue
        try:
            line = decoder.decode(row)
        except msgspec.MsgspecError as error:
            raise ReplayError(
                f"{path}, line {number}: {error}. A line needs id, author, text, created_at, brand."
            ) from error
        if line.via not in (STREAM, FORUM):
            raise ReplayError(f"{path}, line {number}: via is {line.via!r}; it may be {STREAM} or {FORUM}")
        if line.at.tzinfo is None:
            raise ReplayError(f"{path}, line {number}: created_at needs its offset from UTC, such as a Z at the end")
        lines.append(line)
    if not lines:
        raise ReplayError(f"{path} holds no mentions")
    return sorted(lines, key=lambda line: line.at)


def shifted(lines: list[Line], end: datetime) -> list[Line]:
    """The same stream, moved so that its last delivery is at `end`."""
    by = end - lines[-1].at
    return [
        msgspec.structs.replace(
            line, created_at=line.created_at + by, edited_at=line.edited_at + by if line.edited_at else None
        )
        for line in lines
    ]


def span(lines: list[Line]) -> timedelta:
    return lines[-1].at - lines[0].at


def post_of(line: Line, secrets: dict[str, str], now: datetime) -> Post:
    """The request that the line's platform would send now."""
    if line.via == FORUM:
        return _discourse(line, secrets[FORUM])
    return _standard_webhook(line, secrets[STREAM], now)


def _standard_webhook(line: Line, secret: str, now: datetime) -> Post:
    kind = "deleted" if line.deleted else "updated" if line.edited_at else "created"
    body = json.dumps(
        {
            "type": f"mention.{kind}",
            "timestamp": _stamp(line.at),
            "data": {
                "id": line.id,
                "text": line.text,
                "created_at": _stamp(line.created_at),
                "updated_at": _stamp(line.at),
                "author": {"id": line.author, "handle": line.author},
                "brand": line.brand,
            },
        }
    )
    message_id = f"msg_{hashlib.sha256(body.encode()).hexdigest()[:20]}"
    return Post(
        STREAM,
        {
            "content-type": "application/json",
            "webhook-id": message_id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(secret).sign(message_id, now, body),
        },
        body.encode(),
    )


def _discourse(line: Line, secret: str) -> Post:
    """Shaped as Discourse's emit_web_hook_event job does (fields that a reader of posts needs)."""
    event = "post_destroyed" if line.deleted else "post_edited" if line.edited_at else "post_created"
    number = int(line.id) if line.id.isdecimal() else int(hashlib.sha256(line.id.encode()).hexdigest()[:8], 16)
    post = {
        "id": number,
        "user_id": int(hashlib.sha256(line.author.encode()).hexdigest()[:6], 16),
        "username": line.author,
        "raw": line.text,
        "created_at": _stamp(line.created_at),
        "updated_at": _stamp(line.at),
        "deleted_at": _stamp(line.at) if line.deleted else None,
        "topic_id": number,
        "topic_slug": "talk",
        "post_number": 1,
        "post_type": 1,
        "topic_archetype": "regular",
        "post_url": f"/t/talk/{number}/1",
        "hidden": False,
        "staff": False,
    }
    body = json.dumps({"post": post}).encode()
    return Post(
        FORUM,
        {
            "content-type": "application/json",
            "x-discourse-instance": FORUM_URL,
            "x-discourse-event-type": "post",
            "x-discourse-event": event,
            "x-discourse-event-id": str(number),
            "x-discourse-event-signature": "sha256=" + hmac.new(secret.encode(), body, "sha256").hexdigest(),
        },
        body,
    )


def mention_id_of(line: Line) -> str:
    """The id that the line's mention has in the store."""
    if line.via == FORUM:
        number = int(line.id) if line.id.isdecimal() else int(hashlib.sha256(line.id.encode()).hexdigest()[:8], 16)
        return f"discourse:forum.example.com/p/{number}"
    return f"standard_webhooks:{STREAM}/{line.id}"


def paced(lines: Sequence[Line], speed: float, start: datetime) -> Iterator[tuple[datetime, Line]]:
    """Each line with the time (our clock) at which it is to be posted."""
    first = lines[0].at
    for line in lines:
        yield start + (line.at - first) / speed, line


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
