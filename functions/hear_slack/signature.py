"""Who called: Slack's signature over the raw bytes.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

#: A request older than this may be somebody's copy of it.
TOLERANCE = timedelta(minutes=5)
Reason = Literal["no_secret", "signature_missing", "timestamp_malformed", "timestamp_stale", "signature_wrong"]
_SECONDS = re.compile(r"[0-9]{1,12}", re.ASCII)


def refused(headers: Mapping[str, str], body: bytes, secrets: tuple[str, ...], now: datetime) -> Reason | None:
    """Why this did not come from Slack; None where it did. Any of the secrets will do, while one is rotated."""
    keys = [secret.encode() for secret in secrets if secret]
    given, seconds = headers.get("x-slack-signature", ""), headers.get("x-slack-request-timestamp", "")
    if not keys:
        return "no_secret"
    if not (given and seconds):
        return "signature_missing"
    if not _SECONDS.fullmatch(seconds):
        return "timestamp_malformed"
    if abs(int(seconds) - now.timestamp()) > TOLERANCE.total_seconds():
        return "timestamp_stale"
    signed = f"v0:{seconds}:".encode() + body
    # All are compared, whichever fits: the time taken tells nothing. Bytes, as a header may hold any character.
    there = given.encode("utf-8", "surrogatepass")
    fits = [hmac.compare_digest(there, _wanted(key, signed)) for key in keys]
    return None if any(fits) else "signature_wrong"


def _wanted(key: bytes, signed: bytes) -> bytes:
    return b"v0=" + hmac.new(key, signed, hashlib.sha256).hexdigest().encode()
