"""What Facebook, Instagram and WhatsApp share: Meta's door, the shape of its deliveries, its conversations.

Handshake, signature and batches: developers.facebook.com/docs/graph-api/webhooks/getting-started. The signature is over
the bytes as sent, with their `\\u00fc` and `\\/`. One delivery holds up to 1,000 changes, and comes again for 36 hours.
"""

from __future__ import annotations

import re
from datetime import datetime

from shared.ears.fields import (
    Fields,
    as_instant,
    as_milliseconds,
    as_seconds,
    as_text,
)
from shared.ears.links import web_link
from shared.ears.platform import Credential, Door, Keys, Round
from shared.ears.request import Greeted, Request
from shared.ears.signing import among, signed_body
from shared.plan import Source

_NAME = re.compile(r"[a-z_]{1,40}")
_NUMBER = re.compile(r"-?[0-9]{1,20}")
#: A number above this counts milliseconds: as seconds it would lie in the year 5138.
_MILLISECONDS = 100_000_000_000


def greeted(request: Request, keys: Keys, _source: Source, _now: datetime) -> Greeted | None:
    """Meta's question, when the address is entered, whether we know the word that was entered beside it."""
    if request.method != "GET" or "hub.mode" not in request.query:
        return None
    if request.query["hub.mode"] == "subscribe" and among(
        [request.query.get("hub.verify_token", "")], keys.all("verify")
    ):
        return Greeted(200, request.query.get("hub.challenge", ""))
    return Greeted(403, "the verify token is another one")


def door(*setup: str, token: Credential, whose: str = "the app") -> Door:
    """Meta's door; `setup` is what there is to do beyond entering the address, `whose` secret it signs with."""
    return Door(
        refused=signed_body("x-hub-signature-256", prefix="sha256="),
        greeted=greeted,
        credentials=(
            Credential("secret", f"the secret of {whose}", "developers.facebook.com, your app, App settings, Basic"),
            Credential("verify", "the verify token", "you choose it: any long word"),
            token,
        ),
        setup=("In the app's Webhooks, enter the callback URL {address} and the verify token", *setup),
    )


def me(_round: Round) -> str:
    """The path of whoever the token belongs to."""
    return "me"


def as_moment(value: object) -> datetime:
    """A time as Meta writes it: seconds in feeds, milliseconds in conversations, digits in a string, ISO in answers."""
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        return as_instant(value)
    number = int(value) if isinstance(value, str) else value
    far = isinstance(number, int | float) and number > _MILLISECONDS
    return as_milliseconds(number) if far else as_seconds(number)


def named(word: str) -> str:
    """A word of Meta's for a reason that we tell; "event" for what may be anything."""
    return word if _NAME.fullmatch(word) else "event"


def web_address(fields: Fields, *path: str) -> str | None:
    """An address that may be shown as a link; None for anything else."""
    return web_link(fields.get(as_text, *path))
