"""A platform's call, as API Gateway's HTTP API hands it over (payload format 2.0)."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Request:
    """`body` is what the platform signed, byte for byte; `headers` has lower-case names."""

    method: str
    source: str
    headers: dict[str, str]
    body: bytes


def read_request(event: dict[str, Any]) -> Request:
    """The call in an HTTP API event. A signature covers the bytes before API Gateway's base64, so that goes first."""
    body: str = event.get("body") or ""
    return Request(
        method=event["requestContext"]["http"]["method"],
        source=event["pathParameters"]["source"],
        headers={name.lower(): value for name, value in event.get("headers", {}).items()},
        body=_bytes(body) if event.get("isBase64Encoded") else body.encode("utf-8", "surrogatepass"),
    )


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        # API Gateway never does this; whoever does gets a body that no signature fits.
        return b""
