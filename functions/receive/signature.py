"""Who sent this: each platform's signature over the raw bytes, compared in constant time.

Discourse: https://meta.discourse.org/t/49045 (`sha256=` and the HMAC in lower-case hex).
Standard Webhooks: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Literal

#: How far a sender's clock may be from ours, either way; the spec's libraries use the same.
TOLERANCE = timedelta(minutes=5)

Reason = Literal[
    "signature_missing",
    "signature_malformed",
    "signature_wrong",
    "timestamp_malformed",
    "timestamp_stale",
    "secret_malformed",
]
Scheme = Callable[[Mapping[str, str], bytes, tuple[str, ...], datetime], Reason | None]

_SECONDS = re.compile(r"[0-9]{1,12}", re.ASCII)
# The signed text is `id.timestamp.body`. An id with JSON in it could move a part of a customer's words to the front of
# the body, with a timestamp of the customer's choice; no sender has such an id.
_MESSAGE_ID = re.compile(r"[A-Za-z0-9._~:/+=@-]{1,256}", re.ASCII)


def refused(
    platform: str, headers: Mapping[str, str], body: bytes, secrets: tuple[str, ...], now: datetime
) -> Reason | None:
    """Why this was not sent by somebody who knows one of the secrets; None where it was."""
    return SCHEMES[platform](headers, body, secrets, now)


def _discourse(headers: Mapping[str, str], body: bytes, secrets: tuple[str, ...], _now: datetime) -> Reason | None:
    keys = [secret.encode() for secret in secrets if secret]
    given = headers.get("x-discourse-event-signature", "")
    if not keys:
        return "secret_malformed"
    if not given:
        return "signature_missing"
    if not given.startswith("sha256="):
        return "signature_malformed"
    wanted = ["sha256=" + hmac.new(key, body, hashlib.sha256).hexdigest() for key in keys]
    return None if _among([given], wanted) else "signature_wrong"


def _standard_webhooks(
    headers: Mapping[str, str], body: bytes, secrets: tuple[str, ...], now: datetime
) -> Reason | None:
    keys = [key for key in map(_standard_key, secrets) if key]
    message_id, seconds = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    signatures = headers.get("webhook-signature", "").split()
    if not keys:
        return "secret_malformed"
    if not (message_id and seconds and signatures):
        return "signature_missing"
    if not _SECONDS.fullmatch(seconds):
        return "timestamp_malformed"
    if abs(int(seconds) - now.timestamp()) > TOLERANCE.total_seconds():
        return "timestamp_stale"
    given = [signature for signature in signatures if signature.startswith("v1,")]
    if not given or not _MESSAGE_ID.fullmatch(message_id):
        return "signature_malformed"
    signed = f"{message_id}.{seconds}.".encode() + body
    wanted = ["v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode("ascii") for key in keys]
    return None if _among(given, wanted) else "signature_wrong"


def _standard_key(secret: str) -> bytes:
    """The key in `whsec_` and base64, padded or not; empty where it isn't that."""
    text = secret.removeprefix("whsec_").rstrip("=")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _among(given: list[str], wanted: list[str]) -> bool:
    # All are compared, whichever fits: the time taken tells nothing. Bytes, as a header may hold any character.
    fits = [
        hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("ascii"))
        for one in given
        for other in wanted
    ]
    return any(fits)


#: The scheme of each platform that may call us.
SCHEMES: dict[str, Scheme] = {"discourse": _discourse, "standard_webhooks": _standard_webhooks}
