"""Signed calls, as API Gateway hands them to `receive`."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from standardwebhooks import Webhook

from tests.functions.ears import FORUM_SECRET, STREAM_SECRET


def a_call(
    body: bytes | str,
    headers: Mapping[str, str] | None = None,
    *,
    source: str = "forum",
    method: str = "POST",
    as_base64: bool = False,
) -> dict[str, Any]:
    raw = body.encode() if isinstance(body, str) else body
    text = base64.b64encode(raw).decode() if as_base64 else raw.decode()
    return {
        "version": "2.0",
        "rawPath": f"/webhooks/{source}",
        "requestContext": {"http": {"method": method, "path": f"/webhooks/{source}"}},
        "pathParameters": {"source": source},
        "headers": {"content-type": "application/json", **(headers or {})},
        "body": text,
        "isBase64Encoded": as_base64,
    }


def signed_by_discourse(body: bytes, secret: str = FORUM_SECRET, event: str = "post_created") -> dict[str, str]:
    """The headers that Discourse sends with that body (API Gateway gives them in lower case)."""
    return {
        "x-discourse-instance": "https://forum.example.com",
        "x-discourse-event-type": event.split("_")[0],
        "x-discourse-event": event,
        "x-discourse-event-id": "47",
        "x-discourse-event-signature": "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest(),
    }


def signed_by_standard_webhooks(
    body: bytes, secret: str = STREAM_SECRET, at: datetime | None = None, message_id: str = "msg_1"
) -> dict[str, str]:
    """Headers by the spec's own Python library."""
    at = at or datetime.now(UTC)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": _signature(body, secret, at, message_id),
    }


def _signature(body: bytes, secret: str, at: datetime, message_id: str) -> str:
    # The library signs text only; a body that isn't UTF-8 is signed by hand.
    try:
        return str(Webhook(secret).sign(message_id, at, body.decode()))
    except UnicodeDecodeError:
        key = base64.b64decode(secret.removeprefix("whsec_") + "==")
        signed = f"{message_id}.{int(at.timestamp())}.".encode() + body
        return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
