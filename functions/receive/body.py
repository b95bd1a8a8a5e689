"""What can be said of a body without knowing any platform's shape: whether it is whole, and readable JSON or XML."""

from __future__ import annotations

import codecs
import json
import math
import re
from collections.abc import Mapping
from typing import Literal

from functions.receive.answer import Answer, refusal

#: Deeper JSON than this is an attack on whoever reads it; no platform goes beyond twenty.
MAX_DEPTH = 100

# A string (also one that never ends, so that no byte is looked at twice), or a bracket.
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+\\?"?|[\[{]|[\]}]', re.DOTALL)


def unreadable(body: bytes, headers: Mapping[str, str], kind: Literal["json", "xml"] = "json") -> Answer | None:
    """Why this body can't be read by anybody; None where it can. XML says itself in what it is encoded."""
    content_coding = headers.get("content-encoding", "identity").lower()
    if content_coding != "identity":
        return _no("encoded", "the body is compressed", "send it without a content-encoding", 415)
    if not body.strip():
        return _no("empty", "the body is empty", f"send the event as {kind.upper()} in the body")
    if kind == "xml":
        return None
    if body.startswith(codecs.BOM_UTF8):
        return _no("byte_order_mark", "the body begins with a byte order mark", "send UTF-8 without one")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return _no("not_utf8", f"the body is not UTF-8: byte {error.start} can't be read", "send it encoded as UTF-8")
    if too_deep(body):
        return _no("too_deep", f"the body is nested more than {MAX_DEPTH} deep", "send a flatter event")
    return _not_json(text, headers)


def too_deep(body: bytes, most: int = MAX_DEPTH) -> bool:
    """Whether brackets outside strings are nested deeper than that; cheap, and itself not recursive."""
    depth = 0
    for token in _TOKEN.finditer(body):
        first = body[token.start()]
        if first in b"[{":
            depth += 1
            if depth > most:
                return True
        elif first in b"]}":
            depth -= 1
    return False


def _not_json(text: str, headers: Mapping[str, str]) -> Answer | None:
    try:
        json.loads(text, parse_constant=_refuse, parse_float=_finite)
    except json.JSONDecodeError as error:
        told = f"the body is not JSON: line {error.lineno}, column {error.colno}"
        if "json" in headers.get("content-type", "json").lower():
            return _no("not_json", told, "send the event as JSON")
        # It is what it says to be, and nothing that we read: RFC 9110, 15.5.16.
        return _no("not_json", told, "set the webhook's content type to application/json", 415)
    except ValueError:
        # NaN, Infinity, 1e999, or an integer of thousands of digits: Python reads some of them, no store takes them.
        return _no("not_a_number", "the body holds a number that JSON does not have", "send finite numbers, or strings")
    return None


def _refuse(_constant: str) -> float:
    raise ValueError


def _finite(text: str) -> float:
    value = float(text)
    return value if math.isfinite(value) else _refuse(text)


def _no(reason: str, error: str, mend: str, status: int = 400) -> Answer:
    return refusal(status, reason, error, mend)
