"""Reading what Meta delivers and answers: batches of changes, conversations, pages of objects.

The events of a conversation are alike in Messenger and Instagram (developers.facebook.com/docs/messenger-platform/
reference/webhook-events, .../instagram-messaging/webhooks).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from shared.delivery import Fault, Parsed
from shared.ears.fields import (
    Fields,
    as_any,
    as_count,
    as_flag,
    as_id,
    as_text,
    as_word,
    read_object,
    read_value,
)
from shared.ears.parts import parts_or_none
from shared.ears.reading import Reading, pictures
from shared.mention import Author, Media, milliseconds
from shared.platforms.parts.meta import as_moment, named, web_address

_SAID = ("message", "message_edit", "postback")
#: The attachments that are pictures and the like themselves; the others are links, templates, places.
_KINDS = {"image": "image", "video": "video", "audio": "audio", "file": "file", "ig_reel": "video", "reel": "video"}
_CONVERSATIONS = ("messages", "message_echoes", "message_edits", "message_edit", "messaging_postbacks", "standby")


class MetaReading(Reading):
    """A delivery of Meta's, which must be about the `object` that `about` names, or an answer of its Graph API."""

    about = ""
    #: The fields whose changes are events of a conversation.
    conversations: tuple[str, ...] = _CONVERSATIONS

    def changed(self, entry: Fields, field: str, value: Fields) -> None:
        """Reads one change; each product has its own."""
        raise NotImplementedError

    def webhook(self) -> Parsed:
        """Reads a delivery: one, or a list of them as in the examples of Instagram's own login."""
        body = read_value(self.delivery.body)
        if isinstance(body, Fault):
            return Parsed(faults=(body,))
        for number, one in enumerate(body if isinstance(body, list) else [body]):
            self.try_(self._delivered, one, f"body.{number}" if isinstance(body, list) else "body")
        return self._ended("delivery")

    def answer(self, read: Callable[[Fields], None]) -> Parsed:
        """Reads each object of an answer: of a list, or the one that was asked for by its id."""
        body = read_object(self.delivery.body)
        headers = self.delivery.headers
        if headers.get("firebreak-status") in ("404", "410") and headers.get("firebreak-asked"):
            self.gone(headers["firebreak-asked"], "not there any more")
        elif isinstance(body, Fault):
            self.faults.append(body)
        elif "error" in body:
            self.skip("answer", "a refusal of the Graph API")
        elif "data" in body:
            self.try_(lambda: self.each(self.fields(body).parts("data"), read))
        else:
            self.try_(lambda: read(self.fields(body)))
        return self._ended("answer")

    def _ended(self, what: str) -> Parsed:
        if self.parsed() == Parsed():
            self.skip(what, "nothing in it")
        return self.parsed()

    def _delivered(self, value: object, where: str) -> None:
        delivery = self.fields(value, where)
        if delivery.need(as_word, "object") != self.about:
            self.skip("delivery", f"not about {self.about}; subscribe this address for that alone")
            return
        delivery.need(as_any, "entry")
        self.each(delivery.parts("entry"), self._entry)

    def _entry(self, entry: Fields) -> None:
        if "changes" in entry:
            self.each(entry.parts("changes"), lambda change: self._change(entry, change))
        for name in ("messaging", "standby"):
            self.each(entry.parts(name), lambda event: self.said(entry, event))
        if "field" in entry:  # flat, without a list of changes
            self._change(entry, entry)

    def _change(self, entry: Fields, change: Fields) -> None:
        field = change.need(as_word, "field")
        if "value" not in change:
            self.skip(named(field), "no value")
        elif field in self.conversations:
            self.said(entry, change.part("value"))
        else:
            self.changed(entry, field, change.part("value"))

    def said(self, entry: Fields, event: Fields) -> None:
        """One event of a conversation in Messenger or Instagram: never public."""
        kind = next((name for name in _SAID if name in event), None)
        if kind is None:
            self.skip("conversation", "a reaction, a receipt or the like")
            return
        message = event.part(kind)
        if kind == "postback" and not ("mid" in message and "title" in message):
            self.skip("postback", "a button without words")
            return
        at = event.given(as_moment, "timestamp") or entry.get(as_moment, "time") or self.delivery.received_at
        if message.given(as_flag, "is_deleted"):
            self.gone(message.need(as_id, "mid"), "taken back by its author", at)
            return
        self._told(entry, event, message, at)

    def _told(self, entry: Fields, event: Fields, message: Fields, at: datetime) -> None:
        account, sender = entry.get(as_id, "id"), event.get(as_id, "sender", "id")
        ours = bool(message.given(as_flag, "is_echo")) or (sender is not None and sender == account)
        customer = event.get(as_id, "recipient", "id") if sender == account else sender
        text = message.given(as_text, "text") or message.given(as_text, "title") or ""
        self.mention(
            message.need(as_id, "mid"),
            text,
            author=Author(id=sender),
            created_at=at,
            # An edit may come with the time of the message itself: the count of edits puts them in order.
            version=milliseconds(at) + (message.get(as_count, "num_edit") or 0),
            thread=f"{account}/{customer}" if account and customer else None,
            parent=message.get(as_word, "reply_to", "mid"),
            media=tuple(_attached(message)),
            public=False,
            from_staff=ours,
        )


def _attached(message: Fields) -> Iterator[Media]:
    for attachment in parts_or_none(message, "attachments"):
        kind = _KINDS.get(attachment.get(as_text, "type") or "")
        if kind:
            yield from pictures(kind, [web_address(attachment, "payload", "url")])
