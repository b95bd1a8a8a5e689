"""A webhook of the company's own, signed by Standard Webhooks: what PagerDuty or a desk's own program is told.

An address is a URL and one or more secrets, the newest first; each of them signs, so that one can be changed at ease.
https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any, Literal

from shared.address import webhook_address
from shared.channels.fitting import fitted
from shared.channels.message import Message
from shared.channels.posting import LIMITS, Limits, encoded, post, require, wrong_url

Kind = Literal["case.acknowledged", "case.resolved"]

#: The specification asks for less than 20 kB.
MOST_BYTES = 20_000
#: A secret's length in bytes, from the specification.
LEAST_SECRET, MOST_SECRET = 24, 64
_PREFIX = "whsec_"


def check(address: str) -> str | None:
    """What is wrong with an address and its secrets; None where they are usable."""
    url, *secrets = address.split() or [""]
    wrong = wrong_url(url)
    if wrong is not None:
        return f"webhook: {wrong}"
    if webhook_address(url, allow_loopback=True) is None:
        return "webhook: the address is no public one, or longer than 1,000 characters; give one that can be reached"
    if not secrets:
        return "webhook: the secret is missing; give the address, a space, and the secret that begins with whsec_"
    for number, secret in enumerate(secrets, 1):
        if not LEAST_SECRET <= len(_bytes(secret)) <= MOST_SECRET:
            return f"webhook: secret {number} is none; it is whsec_ and then 24 to 64 bytes in base64"
    return None


def send(address: str, message: Message, limits: Limits = LIMITS) -> None:
    """Posts one notice, as `case.notice`. The same notice has the same webhook-id, whenever. Raises ChannelError."""
    require(check(address))
    now = datetime.now(UTC)
    fit = fitted(message, lambda shorter: len(body("case.notice", now, notice(shorter))) < MOST_BYTES)
    told = body("case.notice", now, notice(fit))
    # Links are signed anew each time, and what is told stays the same.
    same = replace(message, links=(), buttons=())
    _post(address, _id(message.thread or "", json.dumps(asdict(same), sort_keys=True)), now, told, limits)


def tell(address: str, kind: Kind, key: str, now: datetime, fields: Mapping[str, str], limits: Limits = LIMITS) -> None:
    """Tells what became of a case; `key` is its messages' `thread`. Without `now`, the id is the same each time."""
    require(check(address))
    told = body(kind, now, {"thread": key, **fields})
    if len(told) >= MOST_BYTES:
        told = body(kind, now, {"thread": key})
    _post(address, _id(kind, key, json.dumps(dict(fields), sort_keys=True)), now, told, limits)


def notice(message: Message) -> dict[str, Any]:
    """A message's parts by their own names. A button's value is for the channel that shows it, and not sent."""
    return {
        "thread": message.thread,
        "priority": message.priority,
        "subject": message.subject,
        "lines": list(message.lines),
        "facts": [{"name": name, "value": said} for name, said in message.facts],
        "quote": message.quote,
        "commands": list(message.commands),
        "links": [{"name": name, "url": url} for name, url in message.links],
        "buttons": [
            {"deed": button.deed, "label": button.label, "url": button.url} for button in message.buttons if button.url
        ],
    }


def body(kind: str, now: datetime, fields: Mapping[str, Any]) -> bytes:
    """The event as it is sent and signed."""
    stamp = now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return encoded({"type": kind, "timestamp": stamp, "data": fields})


def signature(secret: str, message_id: str, now: datetime, body: bytes) -> str:
    """`v1`: HMAC-SHA256 of id, time and body, as the specification has it."""
    signed = b".".join((message_id.encode(), str(int(now.timestamp())).encode(), body))
    return f"v1,{base64.b64encode(hmac.new(_bytes(secret), signed, hashlib.sha256).digest()).decode()}"


def _post(address: str, message_id: str, now: datetime, body: bytes, limits: Limits) -> None:
    url, *secrets = address.split()
    headers = {
        "User-Agent": "Firebreak (notices)",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signature(secret, message_id, now, body) for secret in secrets),
    }
    post("the webhook", url, body, limits, headers)


def _id(*parts: str) -> str:
    return f"msg_{hashlib.sha256(chr(0).join(parts).encode('utf-8', 'replace')).hexdigest()[:32]}"


def _bytes(secret: str) -> bytes:
    """The secret's bytes; none where it isn't one."""
    try:
        return base64.b64decode(secret.removeprefix(_PREFIX), validate=True) if secret.startswith(_PREFIX) else b""
    except (binascii.Error, ValueError):
        return b""
