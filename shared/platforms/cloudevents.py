"""Mentions in CloudEvents 1.0, structured, batched or binary, from any system that can send them.

Formats: https://github.com/cloudevents/spec/blob/main/cloudevents/spec.md, formats/json-format.md and
bindings/http-protocol-binding.md. Handshake and token: http-webhook.md there; the token comes as a bearer token or as
the query's `access_token`, or, where a sender has no way to add one, as the last part of the address.

An event's id names the event, and not the post: that is named by `id` in its data, or where the settings say
(shared/ears/mapping.py); where there is none by the event's subject, and last of all by the event's id.
"""

from __future__ import annotations

import base64
import binascii
import re
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from shared.delivery import Delivery, Fault, Parsed
from shared.ears import mapping
from shared.ears.fields import FieldError, Fields, Value, as_any, as_instant, as_text, as_word, read_value
from shared.ears.platform import Credential, Door, Keys, Platform, Reason, Setting
from shared.ears.reading import Reading
from shared.ears.request import Greeted, Request
from shared.ears.signing import among, either, secret_address, shown_secret
from shared.plan import Source

_ATTRIBUTES = ("specversion", "id", "source", "type", "time", "subject")
_ORIGIN = re.compile(r"[A-Za-z0-9.:_*-]{1,253}")
_JSON = re.compile(r"(?:[a-z]+/)?(?:[a-z0-9.+-]+\+)?json", re.ASCII)
_DELETED = "deleted"


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The mentions and tombstones in one event, or in a batch of them."""
    reading = _Reading(delivery, source)
    if "ce-id" in delivery.headers or "ce-specversion" in delivery.headers:
        reading.try_(reading.binary)
        return reading.parsed()
    body = read_value(delivery.body)
    if isinstance(body, Fault):
        return Parsed(faults=(body,))
    for number, event in enumerate(body if isinstance(body, list) else [body]):
        reading.try_(reading.event, event, f"events.{number}" if isinstance(body, list) else "event")
    if body == []:
        reading.skip("batch", "no event in it")
    return reading.parsed()


class _Reading(Reading):
    """The events of one sender."""

    def binary(self) -> None:
        """One event with its attributes in the headers, percent-encoded, and its data as the body."""
        headers = self.delivery.headers
        event: Value = {name: unquote(headers[f"ce-{name}"]) for name in _ATTRIBUTES if f"ce-{name}" in headers}
        event["datacontenttype"] = headers.get("content-type", "")
        event["data_base64"] = base64.b64encode(self.delivery.body).decode("ascii")
        self.event(event, "event")

    def event(self, value: object, where: str) -> None:
        event = self.fields(value, where)
        if not event.need(as_word, "specversion").startswith("1."):
            self.skip(where, "a CloudEvents version other than 1")
            return
        kind, context = event.need(as_word, "type"), self._context(event)
        if not self._is_post(kind):
            self.skip(where, "its type is none that the setting types names")
            return
        content = self._content(event)
        if any(word in kind.lower() for word in _words(self.source.settings.get("deleted_types", "") or _DELETED)):
            self._gone(content, where, context)
        elif isinstance(content, dict):
            mapping.tell(self, content, f"{where}.data", context)
        elif isinstance(content, str):
            mapping.tell(self, {"text": content}, f"{where}.data", context)
        else:
            self.skip(where, "its data is neither an object nor a text")

    def _gone(self, content: Any, where: str, context: mapping.Context) -> None:
        found = mapping.native_id(self, content if isinstance(content, dict) else {}, f"{where}.data", context)
        self.gone(found or context.prefix, "deleted by the sender", context.updated_at)

    def _context(self, event: Fields) -> mapping.Context:
        at: datetime | None = event.get(as_instant, "time")
        subject = event.get(as_text, "subject") or event.need(as_word, "id")
        # A subject or an event's id means something only beside the event's source.
        return mapping.Context(
            prefix=f"{self.source.name}/",
            public=not mapping.said_yes(self.source.settings, "private"),
            id=f"{event.need(as_word, 'source')}/{subject}",
            created_at=at,
            updated_at=at,
        )

    def _is_post(self, kind: str) -> bool:
        wanted = _words(self.source.settings.get("types", ""))
        return not wanted or kind.lower() in wanted

    def _content(self, event: Fields) -> Any:
        """The event's data; None where there is none, or bytes that are no JSON and no text."""
        if "data_base64" not in event:
            return event.given(as_any, "data")
        media_type = (event.get(as_text, "datacontenttype") or "application/json").partition(";")[0].strip().lower()
        if not _JSON.fullmatch(media_type) and not media_type.startswith("text/"):
            return None
        raw = event.need(as_bytes, "data_base64")
        if media_type.startswith("text/"):
            return raw.decode("utf-8", "replace")
        found = read_value(raw)
        if isinstance(found, Fault):
            raise FieldError(Fault(f"{event.where}.data_base64", "holds no JSON, though its datacontenttype says so"))
        return found


def as_bytes(value: object) -> bytes:
    try:
        return base64.b64decode(as_text(value), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("is not base64") from None


def _words(setting: str) -> tuple[str, ...]:
    return tuple(word.strip().lower() for word in setting.split(",") if word.strip())


# ---------------------------------------------------------------- the door
def greeted(request: Request, _keys: Keys, source: Source, _now: datetime) -> Greeted | None:
    """Yes to a sender that asks whether it may send, unless the plan names another. It proves nothing: calls do."""
    origin = request.headers.get("webhook-request-origin", "")
    expected = source.settings.get("origin", "").strip()
    if request.method != "OPTIONS" or not _ORIGIN.fullmatch(origin) or (expected and origin != expected):
        return None
    return Greeted(
        200, headers={"WebHook-Allowed-Origin": origin, "WebHook-Allowed-Rate": "*", "Allow": "POST, OPTIONS"}
    )


def _token_or_address(request: Request, keys: Keys, source: Source, now: datetime) -> Reason | None:
    token = request.query.get("access_token", "")
    if not token or not keys.all():
        return secret_address(request, keys, source, now)
    return None if among([token], keys.all()) else "signature_wrong"


PLATFORM = Platform(
    name="cloudevents",
    title="CloudEvents",
    parse=parse,
    door=Door(
        refused=either(shown_secret("authorization", prefix="Bearer "), "authorization", _token_or_address),
        greeted=greeted,
        secret_path=True,
        headers=("content-type", *(f"ce-{name}" for name in _ATTRIBUTES)),
        credentials=(Credential("secret", "a bearer token", "make up a long one, and give it to the sender"),),
        setup=(
            "Have the sender post CloudEvents 1.0 as JSON (structured, batched or binary) to {address}",
            "Have it send `Authorization: Bearer SECRET`, or else end the address with the secret",
            "Its data has id, text, author, created_at and url, or the settings field_... say where they stand",
        ),
    ),
    settings=(
        Setting("types", "event types that are posts, with commas between; without it, all are"),
        Setting("deleted_types", "words in an event's type that say that a post is gone; else `deleted`"),
        Setting("private", "yes, where its posts are not for all to read"),
        Setting("origin", "the only sender (WebHook-Request-Origin) that is told that it may send"),
        *mapping.SETTINGS,
    ),
)
