"""Presses as Slack sends them: a form around JSON, signed as Slack signs."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from tests.functions.told import CASE, LATER

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
RESPONSE = "https://hooks.slack.com/actions/T111/111/random-value"


def a_payload(
    verb: str = "acknowledge",
    *,
    user: str = "U0ADA",
    value: str = f"{CASE}:1",
    response_url: str = RESPONSE,
    said: str | None = None,
    **more: Any,
) -> dict[str, Any]:
    """The fields of Slack's own example, with a button of ours."""
    payload: dict[str, Any] = {
        "type": "block_actions",
        "user": {"id": user, "username": "somebody", "name": "somebody", "team_id": "T111"},
        "api_app_id": "A111",
        "token": "verification_token",
        "container": {"type": "message", "message_ts": "111.222", "channel_id": "C111", "is_ephemeral": False},
        "trigger_id": "111.222.valid",
        "team": {"id": "T111", "domain": "workspace-domain"},
        "channel": {"id": "C111", "name": "test-channel"},
        "response_url": response_url,
        "actions": [
            {
                "action_id": f"firebreak:{verb}",
                "block_id": "b",
                "text": {"type": "plain_text", "text": "Button", "emoji": True},
                "value": value,
                "type": "button",
                "action_ts": "1596530385.194939",
            }
        ],
        **more,
    }
    if said is not None:
        payload["state"] = {"values": {"firebreak_cause": {"cause": {"type": "plain_text_input", "value": said}}}}
    return payload


def a_form(payload: object) -> bytes:
    return urlencode({"payload": json.dumps(payload)}).encode()


def signed(body: bytes, at: datetime = LATER, secret: str = SECRET) -> dict[str, str]:
    seconds = str(int(at.timestamp()))
    signature = hmac.new(secret.encode(), f"v0:{seconds}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": seconds, "X-Slack-Signature": f"v0={signature}"}


def a_call(body: bytes, headers: dict[str, str]) -> dict[str, Any]:
    """As API Gateway hands a form on: in base64."""
    return {
        "version": "2.0",
        "rawPath": "/slack/interactions",
        "requestContext": {"http": {"method": "POST", "path": "/slack/interactions"}},
        "headers": {"content-type": "application/x-www-form-urlencoded", **headers},
        "body": base64.b64encode(body).decode(),
        "isBase64Encoded": True,
    }
