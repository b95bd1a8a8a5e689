"""The form that a page behind a signed link sends back, read with care: anybody may send anything."""

from __future__ import annotations

import base64
import unicodedata
from typing import Any
from urllib.parse import parse_qsl

#: A root cause of 2,000 characters, each of four bytes, percent-encoded and then in base64; more is no form of ours.
MOST_BODY = 40_000
_KEPT = "\n\t"


def field(event: dict[str, Any], name: str) -> str:
    """That field's text, with plain line ends and without control characters; empty where there is no such form."""
    body: str = event.get("body") or ""
    if len(body) > MOST_BODY:
        return ""
    try:
        text = base64.b64decode(body).decode() if event.get("isBase64Encoded") else body
        given = dict(parse_qsl(text, max_num_fields=5)).get(name, "")
    except ValueError:
        return ""
    # A browser sends each line end as two characters, and counts it as one.
    lines = given.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one for one in lines if one in _KEPT or unicodedata.category(one) not in ("Cc", "Cs")).strip()
