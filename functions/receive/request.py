"""A platform's call, as API Gateway's HTTP API hands it over (payload format 2.0)."""

from __future__ import annotations

import base64
import binascii
from typing import Any
from urllib.parse import parse_qsl

from shared.ears.request import Request


def read_request(event: dict[str, Any]) -> Request:
    """The call in an HTTP API event. A signature covers the bytes before API Gateway's base64, so that goes first."""
    body: str = event.get("body") or ""
    parameters = event["pathParameters"]
    return Request(
        method=event["requestContext"]["http"]["method"],
        source=parameters["source"],
        headers={name.lower(): value for name, value in event.get("headers", {}).items()},
        body=_bytes(body) if event.get("isBase64Encoded") else body.encode("utf-8", "surrogatepass"),
        # Not `queryStringParameters`: API Gateway joins the values of one name with commas there.
        query=dict(parse_qsl(event.get("rawQueryString") or "", keep_blank_values=True)),
        key=parameters.get("key") or "",
    )


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        # API Gateway never does this; whoever does gets a body that no signature fits.
        return b""
