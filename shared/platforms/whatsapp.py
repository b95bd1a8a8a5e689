"""What customers write to a WhatsApp business number (Cloud API): all of it private.

Shapes: developers.facebook.com/docs/whatsapp/cloud-api/webhooks, and the deliveries that david-lev/pywa keeps for its
tests (commit 0bcf2f1; edits and taken-back messages among them). There is nothing to sweep: the API tells no history.
"""

from __future__ import annotations

from shared.delivery import Delivery, Parsed
from shared.ears.fields import Fields, as_id, as_text, as_word
from shared.ears.parts import parts_or_none
from shared.ears.platform import Platform
from shared.ears.reading import pictures
from shared.mention import Author, Media, milliseconds
from shared.plan import Source
from shared.platforms.parts.graph import APP, GRAPH, TOKEN_IF_ANY, check, renew
from shared.platforms.parts.meta import as_moment, door, me, named
from shared.platforms.parts.meta_reading import MetaReading

#: Where the words are, by the type of a message; a type that isn't here says nothing in words.
_WORDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "text": (("text", "body"),),
    "image": (("image", "caption"),),
    "video": (("video", "caption"),),
    "audio": (),
    "document": (("document", "caption"), ("document", "filename")),
    "button": (("button", "text"),),
    "interactive": (("interactive", "button_reply", "title"), ("interactive", "list_reply", "title")),
    "location": (("location", "name"), ("location", "address")),
    "order": (("order", "text"),),
}
_MEDIA = {"image": "image", "video": "video", "audio": "audio", "document": "file"}
_NOT_SAID = {
    "reaction": "a reaction to another message",
    "sticker": "a sticker",
    "system": "WhatsApp's own note",
    "unsupported": "of a type that WhatsApp doesn't hand on",
    "unknown": "of a type that WhatsApp doesn't hand on",
}


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The messages of a delivery, and those that were taken back."""
    return _Reading(delivery, source).webhook()


class _Reading(MetaReading):
    about = "whatsapp_business_account"
    conversations = ()

    def changed(self, entry: Fields, field: str, value: Fields) -> None:  # noqa: ARG002  # what `MetaReading` calls
        found = False
        for name, ours in (("messages", False), ("message_echoes", True)):
            if name in value:
                found = True
                for message in value.parts(name):
                    self.try_(self._message, value, message, ours)
        if "statuses" in value:
            found = True
            self.skip("statuses", "how far our own messages have come")
        if not found:
            self.skip(named(field), "no messages")

    def _message(self, value: Fields, message: Fields, ours: bool) -> None:
        kind = message.need(as_word, "type")
        if kind == "revoke":
            at = message.given(as_moment, "timestamp")
            self.gone(message.need(as_id, "revoke", "original_message_id"), "taken back by its author", at)
        elif kind == "edit":
            edit = message.part("edit")
            self._words(value, message, edit.part("message"), edit.need(as_id, "original_message_id"), ours, True)
        else:
            self._words(value, message, message, message.need(as_id, "id"), ours, False)

    def _words(self, value: Fields, message: Fields, words: Fields, wamid: str, ours: bool, edited: bool) -> None:
        """One message; `words` is the part that says something: the message itself, or what it was edited to."""
        kind = words.need(as_word, "type")
        if kind not in _WORDS:
            self.skip(named(kind), _NOT_SAID.get(kind, "a type without words"))
            return
        author, account = self._author(value, message), value.get(as_id, "metadata", "phone_number_id")
        customer = message.get(as_id, "to") if ours else author.id
        at = message.given(as_moment, "timestamp") or self.delivery.received_at
        said = (words.given(as_text, *path) for path in _WORDS[kind])
        self.mention(
            wamid,
            "\n".join(part for part in said if part),
            author=Author(id=account) if ours else author,
            created_at=at,
            # Told in whole seconds: an edit within the same one is the newer.
            version=milliseconds(at) + edited,
            thread=f"{account}/{customer}" if account and customer else None,
            parent=message.get(as_id, "context", "id"),
            media=_media(words, kind),
            public=False,
            from_staff=ours,
        )

    def _author(self, value: Fields, message: Fields) -> Author:
        """Who wrote it: by phone number, or where WhatsApp withholds that by its own id of the person."""
        number = message.get(as_id, "from") or message.get(as_id, "from_user_id")
        contacts = parts_or_none(value, "contacts")
        known = [one for one in contacts if number and number in (one.get(as_id, "wa_id"), one.get(as_id, "user_id"))]
        contact = next(iter(known or (contacts if len(contacts) == 1 else [])), None)
        if contact is None:
            return Author(id=number)
        number = number or contact.get(as_id, "wa_id") or contact.get(as_id, "user_id")
        return Author(id=number, name=contact.get(as_text, "profile", "name"))


def _media(words: Fields, kind: str) -> tuple[Media, ...]:
    """Where the Graph API tells of the file, with the token: WhatsApp gives only its id."""
    found = words.get(as_id, kind, "id") if kind in _MEDIA else None
    return pictures(_MEDIA.get(kind, ""), [f"{GRAPH}/{found}" if found and found.isalnum() else None])


PLATFORM = Platform(
    name="whatsapp",
    title="WhatsApp",
    parse=parse,
    door=door(
        "Choose the product WhatsApp Business Account there, and subscribe the field messages",
        "For each business account: POST /{its id}/subscribed_apps with the token; without that nothing comes",
        token=TOKEN_IF_ANY,
    ),
    check=check(me, "id,name"),
    renew=renew,
    settings=(APP,),
)
