"""Calls at a platform's door: what it says of one, and the signatures that every door must refuse."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime

from shared.ears.known import platform
from shared.ears.platform import Keys, Reason
from shared.ears.request import Request
from shared.plan import Source
from tests.builders import NOON

SECRET, OLD = "a-secret-of-tests", "the-secret-before"


def knock(
    source: Source,
    body: bytes = b"{}",
    headers: Mapping[str, str] | None = None,
    *,
    key: str = "",
    query: Mapping[str, str] | None = None,
    secrets: tuple[str, ...] = (SECRET,),
    at: datetime = NOON,
) -> Reason | None:
    """Why the source's platform does not believe this call; None where it does."""
    found = platform(source.platform)
    assert found is not None
    assert found.door is not None
    request = Request("POST", source.name, headers or {}, body, query or {}, key)
    return found.door.refused(request, Keys({"secret": secrets}), source, at)


def hex_of(message: bytes, secret: str = SECRET) -> str:
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def base64_of(message: bytes, secret: str = SECRET) -> str:
    return base64.b64encode(hmac.new(secret.encode(), message, hashlib.sha256).digest()).decode()
