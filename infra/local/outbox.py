"""Everything that was sent to people: the engine's captured mail and SMS, and Slack messages posted here."""

import html.parser
import json
import threading
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from infra.local.exchange import Request, Response, plain

KEPT_SLACK_MESSAGES = 1000
LONGEST_SLACK_TEXT = 40_000  # characters; Slack cuts there (chat.postMessage, "truncating content")


@dataclass(frozen=True, slots=True)
class Sent:
    """One message to people; `by` is `mail`, `slack`, `teams`, `pagerduty`, `sms` or `webhook`, `sent_at` aware UTC."""

    by: str
    sent_at: datetime
    sender: str
    to: tuple[str, ...]
    subject: str
    text: str

    def as_dict(self) -> dict[str, object]:
        """For machines, with the instant in ISO 8601."""
        return {
            "by": self.by,
            "sent_at": self.sent_at.isoformat().replace("+00:00", "Z"),
            "from": self.sender,
            "to": list(self.to),
            "subject": self.subject,
            "text": self.text,
        }


def mails(captured: dict[str, Any]) -> list[Sent]:
    """What the engine answers at /_ministack/ses/messages, as messages."""
    return [
        Sent(
            "mail",
            datetime.fromtimestamp(mail["Timestamp"], UTC),
            mail.get("Source") or "",
            (*mail.get("To", []), *mail.get("CC", []), *mail.get("BCC", [])),
            mail.get("Subject") or "",
            mail.get("BodyText") or text_of(mail.get("BodyHtml") or ""),
        )
        for of_account in captured.get("messages", {}).values()
        for mail in of_account
    ]


class Phones:
    """The SMS that the engine captured. It keeps no times, so each has the one at which it was first seen here."""

    def __init__(self) -> None:
        self._seen: dict[str, datetime] = {}

    def sent(self, captured: dict[str, Any]) -> list[Sent]:
        """What the engine answers at /_ministack/sns/sms-messages, as messages."""
        now = datetime.now(UTC)
        return [
            Sent("sms", self._seen.setdefault(sms["MessageId"], now), "", (number,), "", sms.get("Message") or "")
            for number, to_it in captured.get("sms_messages", {}).items()
            for sms in to_it
        ]


class SlackChannels:
    """Stands in for Slack's incoming webhooks: keeps the last messages of all channels. Thread-safe."""

    def __init__(self) -> None:
        self._kept: deque[Sent] = deque(maxlen=KEPT_SLACK_MESSAGES)
        self._lock = threading.Lock()

    def answer(self, request: Request) -> Response:
        """`ok`, or 400 with Slack's own words (Slack, "Sending messages using incoming webhooks")."""
        if request.method != "POST":
            return Response(HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": "POST"})
        channel = request.path.removeprefix("/outbox/slack/")
        message = payload_of(request)
        if message is None:
            return plain(HTTPStatus.BAD_REQUEST, "invalid_payload")
        text = _words(message)
        if not text:
            return plain(HTTPStatus.BAD_REQUEST, "no_text")
        sender = message.get("username")
        sent = Sent("slack", datetime.now(UTC), sender if isinstance(sender, str) else "", (f"#{channel}",), "", text)
        with self._lock:
            self._kept.append(sent)
        return plain(HTTPStatus.OK, "ok")

    def sent(self) -> list[Sent]:
        """The kept messages, oldest first."""
        with self._lock:
            return list(self._kept)


def text_of(markup: str) -> str:
    """The words of an HTML mail."""
    reader = _Words()
    reader.feed(markup)
    reader.close()
    return " ".join("".join(reader.words).split())


class _Words(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def payload_of(request: Request) -> dict[str, Any] | None:
    """The JSON object that was posted, as such or as Slack's form; None where there is none."""
    try:
        raw = request.body.decode()
        if request.header("content-type").startswith("application/x-www-form-urlencoded") and "payload=" in raw:
            raw = parse_qs(raw)["payload"][0]
        message = json.loads(raw)
    except (ValueError, KeyError, RecursionError):
        return None
    return message if isinstance(message, dict) else None


def _words(message: dict[str, Any]) -> str:
    text = message.get("text")
    said = [text] if isinstance(text, str) else []
    for section in ("blocks", "attachments"):
        said.extend(_texts(message.get(section), depth=0))
    return "\n".join(dict.fromkeys(line for line in said if line.strip()))[:LONGEST_SLACK_TEXT]


def _texts(part: object, depth: int) -> list[str]:
    if depth > 20:
        return []
    if isinstance(part, list):
        return [text for each in part for text in _texts(each, depth + 1)]
    if isinstance(part, dict):
        own = [part["text"]] if isinstance(part.get("text"), str) else []
        url = [part["url"]] if isinstance(part.get("url"), str) else []
        # What a button asks once it is pressed has not been said yet.
        inner = [
            text for name, each in part.items() if name not in ("url", "confirm") for text in _texts(each, depth + 1)
        ]
        return own + inner + url
    return []
