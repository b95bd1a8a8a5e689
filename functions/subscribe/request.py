"""A call to `/subscribers...`, read with care: anybody may send anything."""

from __future__ import annotations

import base64
import ipaddress
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

#: A sign-up is an address and a language. More than this is no sign-up.
MOST_BYTES = 4096
MOST_FIELDS = 20


@dataclass(frozen=True, slots=True)
class Request:
    """`fields` are those of the query and the body together, the query's first. `as_json`: a machine asks. `caller` is
    an address, or the network of one.
    """

    method: str
    path: str
    fields: Mapping[str, str]
    caller: str
    as_json: bool
    readable: bool = True

    def field(self, name: str) -> str:
        return self.fields.get(name, "").strip()


def read_request(event: dict[str, Any]) -> Request:
    """The call in an HTTP API event (payload format 2.0). A body that is too large or can't be read has no fields."""
    headers = {name.lower(): value for name, value in event.get("headers", {}).items()}
    http = event["requestContext"]["http"]
    as_json = headers.get("content-type", "").lower().startswith("application/json")
    body = _body(event)
    sent = None if body is None else _json(body) if as_json else _form(body)
    return Request(
        method=http["method"],
        path="/" + event.get("rawPath", http["path"]).strip("/").rpartition("subscribers")[2].strip("/"),
        fields={**(sent or {}), **(_form(event.get("rawQueryString", "")) or {})},
        caller=network_of(http.get("sourceIp", "")),
        as_json=as_json or "application/json" in headers.get("accept", "").lower(),
        readable=sent is not None,
    )


def _body(event: dict[str, Any]) -> str | None:
    body: str = event.get("body") or ""
    if len(body) > 2 * MOST_BYTES:
        return None
    try:
        raw = base64.b64decode(body) if event.get("isBase64Encoded") else body.encode()
        return raw.decode() if len(raw) <= MOST_BYTES else None
    except ValueError:
        return None


def _form(text: str) -> dict[str, str] | None:
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        return None


def _json(text: str) -> dict[str, str] | None:
    try:
        sent = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(sent, dict):
        return None
    # Half a surrogate pair is a letter in JSON, and nothing that could be kept or called.
    return {name: value for name, value in sent.items() if isinstance(value, str) and _is_text(value)}


def _is_text(value: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in value)


def network_of(ip: str) -> str:
    """Who has one IPv6 address has 2**64 of them (RFC 4291, 2.5.4): they are one caller. Anything else is as given."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return ip
    return str(ipaddress.ip_network((ip, 64), strict=False)) if address.version == 6 else ip
