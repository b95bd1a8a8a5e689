"""Messages in a Chatwoot inbox, from an account's webhook (events message_created and message_updated).

Fields: chatwoot/chatwoot app/models/message.rb (`webhook_data`). `message_type` is a word outside and a number inside.
Signature: `sha256=` and the HMAC over TIMESTAMP.BODY in newer versions; older ones sign nothing, and their address ends
with the secret instead. A deleted message is an update whose `content_attributes` say so, with other words in it.

A conversation is between the customer and the desk, and so private, but in the inboxes that the setting names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from shared.delivery import Delivery, Fault, Parsed
from shared.ears.fields import Fields, Value, as_flag, as_id, as_instant, as_seconds, as_text, as_word, read_object
from shared.ears.platform import Credential, Door, Platform, Setting
from shared.ears.reading import Reading
from shared.ears.signing import either, epoch_seconds, secret_address, signed_body_and_time
from shared.mention import Author, Media
from shared.plan import Source

_EVENT = re.compile(r"[a-z_.]{1,40}")
_MESSAGE_EVENTS = ("message_created", "message_updated")
_INCOMING, _OUTGOING = ("incoming", "0"), ("outgoing", "1")
_MEDIA = ("image", "video", "audio")


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The mention or the tombstone in one message's event."""
    body = read_object(delivery.body)
    if isinstance(body, Fault):
        return Parsed(faults=(body,))
    reading = _Reading(delivery, source)
    event = body.get("event")
    if event in _MESSAGE_EVENTS:
        reading.try_(reading.message, body, event == "message_updated")
    else:
        known = isinstance(event, str) and _EVENT.fullmatch(event)
        reading.skip(str(event) if known else "event", "no message's words")
    return reading.parsed()


class _Reading(Reading):
    """One message, under the ids of its own installation and account."""

    def message(self, body: Value, updated: bool) -> None:
        message = self.fields(body, "message")
        own_id, kind = message.need(as_id, "id"), message.need(as_id, "message_type")
        prefix = f"{self._host()}/{message.need(as_id, 'account', 'id')}"
        native_id = f"{prefix}/m/{own_id}"
        inside = self._inside(message, own_id)
        if message.given(as_flag, "content_attributes", "deleted"):
            self.gone(native_id, "deleted in the inbox")
        elif kind not in (*_INCOMING, *_OUTGOING):
            self.skip("message", "the inbox's own, no person's words")
        elif _private(message, inside):
            self.skip("message", "an internal note")
        elif kind in _OUTGOING and _private(message, inside) is None:
            self.skip("message", "perhaps an internal note: it doesn't say")
        else:
            self._tell(message, native_id, prefix, self._version(inside, updated), kind in _OUTGOING)

    def _tell(self, message: Fields, native_id: str, prefix: str, edited_at: datetime | None, ours: bool) -> None:
        conversation = message.get(as_id, "conversation", "id")
        sender = message.get(as_id, "sender", "id")
        inbox = message.get(as_id, "inbox", "id")
        desk = (self.source.url or "").rstrip("/")
        account = message.need(as_id, "account", "id")
        self.mention(
            native_id,
            message.given(as_text, "content") or "",
            author=Author(
                # Contacts and agents are counted apart: both may have the number 3.
                id=f"{prefix}/{'agent' if ours else 'contact'}/{sender}" if sender else None,
                name=message.get(as_text, "sender", "name") or None,
            ),
            created_at=message.given(as_time, "created_at"),
            edited_at=edited_at,
            url=f"{desk}/app/accounts/{account}/conversations/{conversation}" if desk and conversation else None,
            thread=f"{prefix}/c/{conversation}" if conversation else None,
            media=tuple(_media(message)),
            public=inbox is not None and inbox in _listed(self.source.settings.get("public_inboxes", "")),
            from_staff=ours,
        )

    def _version(self, inside: Fields | None, updated: bool) -> datetime | None:
        """When it was last changed. Only the copy inside the conversation says; else the newest to come counts."""
        at = inside.given(as_time, "updated_at") if inside is not None else None
        if at is not None or not updated:
            return at
        return self.delivery.received_at

    def _inside(self, message: Fields, own_id: str) -> Fields | None:
        """The same message as its conversation shows it, with more about it; None where another is the last."""
        conversation = message.part_or_none("conversation")
        if conversation is None:
            return None
        return next((one for one in conversation.parts("messages") if one.get(as_id, "id") == own_id), None)

    def _host(self) -> str:
        """The installation, as far as the plan says: no delivery names it."""
        try:
            return urlsplit(self.source.url or "").netloc.lower() or self.source.name
        except ValueError:
            return self.source.name


def as_time(value: object) -> datetime:
    """A time as Chatwoot writes it: ISO 8601 outside, seconds since 1970 inside."""
    return as_seconds(value) if isinstance(value, int) else as_instant(value)


def _private(message: Fields, inside: Fields | None) -> bool | None:
    told = message.given(as_flag, "private")
    return told if told is not None or inside is None else inside.given(as_flag, "private")


def _media(message: Fields) -> Iterator[Media]:
    for one in message.parts("attachments"):
        address, kind = one.get(as_word, "data_url"), one.get(as_text, "file_type")
        if address is not None and address.startswith(("https://", "http://")):
            yield Media(kind if kind in _MEDIA else "file", address)


def _listed(words: str) -> list[str]:
    return [word.strip() for word in words.split(",")]


_SIGNATURE = "x-chatwoot-signature"
PLATFORM = Platform(
    name="chatwoot",
    title="Chatwoot",
    parse=parse,
    door=Door(
        refused=either(
            signed_body_and_time(
                _SIGNATURE,
                "x-chatwoot-timestamp",
                lambda time, body: time.encode() + b"." + body,
                prefix="sha256=",
                clock=epoch_seconds,
            ),
            _SIGNATURE,
            secret_address,
        ),
        secret_path=True,
        credentials=(
            Credential(
                "secret",
                "the webhook's secret",
                "Settings, Integrations, Webhooks; with an older Chatwoot, "
                "make up a long one: the address ends with it",
            ),
        ),
        setup=(
            "In Chatwoot's Settings, Integrations, Webhooks, add one with the URL {address}",
            "Choose the events Message created and Message updated",
            "Write the installation's address as the source's `url`: mentions are linked by it",
        ),
    ),
    settings=(
        Setting("public_inboxes", "ids of the inboxes whose messages all the world can read, with commas between"),
    ),
)
