"""Stands in for Teams' flows, PagerDuty and a company's webhooks: answers as they do, and keeps what it was sent."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import threading
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from infra.local.exchange import Request, Response, plain
from infra.local.outbox import Sent, payload_of

KEPT_MESSAGES = 1000
#: The ways that are caught here, each below its own path.
CAUGHT = ("teams", "pagerduty", "webhook")
_ROUTING_KEY = re.compile(r"[A-Za-z0-9]{32}")


def local_address(way: str, name: str, url: str) -> str:
    """The value of that channel secret which leads here; `url` is the front door's. Keys are made from the name."""
    here = f"{url}/outbox/{way}/{name}"
    made = hashlib.sha256(name.encode())
    if way == "pagerduty":
        return f"{made.hexdigest()[:32]} {here}"
    return f"{here} whsec_{base64.b64encode(made.digest()).decode()}" if way == "webhook" else here


class OtherChannels:
    """The last messages of all of them, by the path `/outbox/{way}/{name}`. Thread-safe."""

    def __init__(self) -> None:
        self._kept: deque[Sent] = deque(maxlen=KEPT_MESSAGES)
        self._lock = threading.Lock()

    def answer(self, request: Request) -> Response:
        """What the real one says, or 400 with its own words."""
        if request.method != "POST":
            return Response(HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": "POST"})
        way, _, name = request.path.removeprefix("/outbox/").partition("/")
        message = payload_of(request) or {}
        if way == "teams":
            found, answer = _card(message), Response(HTTPStatus.ACCEPTED)
        elif way == "pagerduty":
            found, answer = _event(message), _json(HTTPStatus.ACCEPTED, status="success", message="Event processed")
        else:
            found, answer = _notice(message, request), Response(HTTPStatus.NO_CONTENT)
        if found is None:
            return _refusal(way)
        with self._lock:
            self._kept.append(Sent(way, datetime.now(UTC), "", (f"#{name}",), *found))
        return answer

    def sent(self) -> list[Sent]:
        """The kept messages, oldest first."""
        with self._lock:
            return list(self._kept)


#: What was told: its subject and its text; None where the real one would refuse it.
Told = tuple[str, str] | None


def _card(message: dict[str, Any]) -> Told:
    """A Workflows envelope's first card, as its lines and its links."""
    try:
        card = message["attachments"][0]["content"]
        lines = [*_lines(card["body"]), *(f"{action['title']}: {action['url']}" for action in card.get("actions", []))]
    except (KeyError, IndexError, TypeError, RecursionError):
        return None
    return ("", "\n".join(lines)) if message.get("type") == "message" and lines else None


def _lines(blocks: list[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        if "inlines" in block:
            yield "".join(run["text"] for run in block["inlines"])
        elif isinstance(block.get("text"), str):
            yield block["text"]
        yield from _lines(block.get("items", []))


def _event(message: dict[str, Any]) -> Told:
    """An event of the Events API v2: what was triggered, or what became of it."""
    action, key, payload = message.get("event_action"), str(message.get("routing_key")), message.get("payload")
    if _ROUTING_KEY.fullmatch(key) is None:
        return None
    if action in ("acknowledge", "resolve") and message.get("dedup_key"):
        return f"{action} {message['dedup_key']}", ""
    if action != "trigger" or not isinstance(payload, dict) or not payload.get("summary"):
        return None
    try:
        details = [f"{name}: {said}" for name, said in payload.get("custom_details", {}).items()]
        links = [f"{link['text']}: {link['href']}" for link in message.get("links", [])]
    except (KeyError, TypeError, AttributeError):
        return None
    return f"[{payload.get('severity')}] {payload['summary']}", "\n".join([*details, *links])


def _notice(message: dict[str, Any], request: Request) -> Told:
    """A webhook by Standard Webhooks; whose signature it is, is for its receiver to see."""
    signed = all(request.header(f"webhook-{part}") for part in ("id", "timestamp", "signature"))
    said = message.get("data")
    if not signed or not isinstance(said, dict):
        return None
    return str(message.get("type")), json.dumps(said, ensure_ascii=False, indent=1)


def _refusal(way: str) -> Response:
    if way == "pagerduty":
        return _json(HTTPStatus.BAD_REQUEST, status="invalid event", message="Event object is invalid")
    return plain(HTTPStatus.BAD_REQUEST, "invalid_payload")


def _json(code: HTTPStatus, **said: str) -> Response:
    return Response(code, {"Content-Type": "application/json"}, json.dumps(said).encode())
