"""Messages on Telegram that a bot is sent: in groups and channels where it is a member, and to itself.

https://core.telegram.org/bots/api#update. In groups a bot hears commands and replies to it only, unless its privacy
mode is off or it is an administrator (https://core.telegram.org/bots/features#privacy-mode). Deletions are told of
business chats only. Pictures have no address that could be shown: it would hold the bot's token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from shared.delivery import Delivery, Fault, Parsed
from shared.ears.fields import (
    FieldError,
    Fields,
    as_any,
    as_count,
    as_flag,
    as_id,
    as_seconds,
    as_text,
    as_word,
    read_object,
)
from shared.ears.links import Span, with_links
from shared.ears.parts import parts_or_none
from shared.ears.platform import Credential, Door, Platform
from shared.ears.reading import Reading
from shared.ears.signing import shown_secret
from shared.mention import Author
from shared.plan import Source

_CHANNEL = ("channel_post", "edited_channel_post")
_BUSINESS = ("business_message", "edited_business_message")
_KINDS = ("message", "edited_message", *_CHANNEL, *_BUSINESS)
_DELETED = "deleted_business_messages"
#: Only these number their messages themselves; in other chats, each account that takes part counts its own
#: (docs of pyrogram, "Message identifiers").
_OWN_NUMBERS = ("supergroup", "channel")
_NUMBER = re.compile(r"-?[0-9]{1,20}", re.ASCII)
_USERNAME = re.compile(r"[A-Za-z0-9_]{4,32}", re.ASCII)
#: What the id of a supergroup or channel begins with in the Bot API, and not in a link.
_MARK = "-100"


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The message in an update."""
    body = read_object(delivery.body)
    if isinstance(body, Fault):
        return Parsed(faults=(body,))
    reading = _Reading(delivery, source)
    kinds = [kind for kind in _KINDS if body.get(kind) is not None]
    for kind in kinds:
        reading.try_(reading.message, body[kind], kind)
    if body.get(_DELETED) is not None:
        reading.try_(reading.deleted, body[_DELETED])
    elif not kinds:
        reading.skip("update", "no message in it")
    return reading.parsed()


class _Reading(Reading):
    def message(self, value: object, kind: str) -> None:
        message = self.fields(value, kind)
        chat = message.part("chat")
        ids = _Ids(chat, message.given(as_id, "business_connection_id"), self.source.name)
        number, text = message.need(_as_number, "message_id"), _text(message)
        why = _passed_over(message, kind, text)
        if why is not None:
            self.skip("message", why)
            return
        thread, answered = _thread(message)
        # A person has a username too: only what says that it is a group or a channel is public by it.
        public = ids.username is not None and ids.type in _OWN_NUMBERS
        self.mention(
            ids.of(number),
            text,
            author=_author(message, chat if kind in _CHANNEL else None),
            created_at=message.given(as_seconds, "date"),
            edited_at=message.given(as_seconds, "edit_date"),
            url=ids.url(number),
            # A private chat is one conversation. Elsewhere, the message that began it stands for it.
            thread=ids.chat if ids.type == "private" else ids.of(thread or answered or number),
            parent=ids.of(answered) if answered else None,
            public=public,
            from_staff=_from_staff(message, chat, kind),
        )

    def deleted(self, value: object) -> None:
        deleted = self.fields(value, _DELETED)
        ids = _Ids(deleted.part("chat"), deleted.need(as_id, "business_connection_id"), self.source.name)
        numbers = deleted.need(as_any, "message_ids")
        if not isinstance(numbers, list) or not numbers:
            raise FieldError(Fault(f"{_DELETED}.message_ids", "is not a list of ids"))
        for number in numbers:
            self.try_(self._gone, ids, number)

    def _gone(self, ids: _Ids, number: object) -> None:
        one = self.fields({"message_id": number}, _DELETED)
        self.gone(ids.of(one.need(_as_number, "message_id")), "deleted in the chat")


class _Ids:
    """A chat's messages by name. Where numbers are an account's own, so are the names (a source's, a connection's)."""

    def __init__(self, chat: Fields, connection: str | None, source: str) -> None:
        number = chat.need(_as_number, "id")
        self.type = chat.given(as_word, "type")
        name = chat.get(as_text, "username")
        self.username = name if name and _USERNAME.fullmatch(name) else None
        self.chat = number if self.type in _OWN_NUMBERS and not connection else f"{connection or source}/{number}"

    def of(self, number: str) -> str:
        return f"{self.chat}/{number}"

    def url(self, number: str) -> str | None:
        """The message's address; of a chat without a public name, it opens for members only."""
        if self.type not in _OWN_NUMBERS:
            return None
        if self.username is not None:
            return f"https://t.me/{self.username}/{number}"
        return f"https://t.me/c/{self.chat.removeprefix(_MARK)}/{number}" if self.chat.startswith(_MARK) else None


def _as_number(value: object) -> str:
    number = as_id(value)
    if not _NUMBER.fullmatch(number):
        raise ValueError("is not a number")
    return number


def _text(message: Fields) -> str:
    """The words of a message or under its picture, with the addresses that are hidden behind some of them."""
    for words, entities in (("text", "entities"), ("caption", "caption_entities")):
        text = message.given(as_text, words)
        if text:
            return with_links(text, _links(message, entities), "utf-16-le")
    return ""


def _links(message: Fields, entities: str) -> Iterator[Span]:
    for one in parts_or_none(message, entities):
        address = one.get(as_text, "url")
        offset, length = one.get(as_count, "offset"), one.get(as_count, "length")
        if address and offset is not None and length is not None:
            # Counted in units of UTF-16, of two bytes each.
            yield Span(offset * 2, (offset + length) * 2, address)


def _passed_over(message: Fields, kind: str, text: str) -> str | None:
    # A bot that writes for a chat or a channel is Telegram's stand-in for an administrator, who stays unnamed.
    by_bot = message.given(as_flag, "from", "is_bot") and "sender_chat" not in message
    if message.given(as_flag, "is_automatic_forward"):
        return "a copy of a post in the linked channel, where it is counted"
    if by_bot and kind not in (*_CHANNEL, *_BUSINESS):
        return "written by a bot"
    if not text.strip():
        return "no words: a picture, or a note of the chat's own"
    if text.startswith("/") and len(text.split()) == 1:
        return "a command to a bot"
    return None


def _from_staff(message: Fields, chat: Fields, kind: str) -> bool:
    """What Telegram itself says is ours: a channel that made our bot an administrator, an administrator who writes as
    the group, and in a business chat everybody but the one whose chat it is.
    """
    own = chat.need(_as_number, "id")
    if kind in _BUSINESS:
        return message.get(as_id, "from", "id") != own
    return kind in _CHANNEL or message.get(as_id, "sender_chat", "id") == own


def _author(message: Fields, channel: Fields | None) -> Author:
    chat = message.part_or_none("sender_chat") or channel
    if chat is not None:
        return Author(chat.get(as_id, "id"), chat.get(as_text, "title"), chat.get(as_text, "username"))
    person = message.part_or_none("from")
    if person is None:
        return Author()
    names = [person.get(as_text, name) for name in ("first_name", "last_name")]
    return Author(
        id=person.get(as_id, "id"),
        name=" ".join(name for name in names if name) or None,
        handle=person.get(as_text, "username"),
    )


def _thread(message: Fields) -> tuple[str | None, str | None]:
    """The message that began the thread, and the one that is answered. In a forum, every message "answers" the note
    that opened its topic (tdlib/telegram-bot-api#356): that is no answer.
    """
    thread = message.get(_as_number, "message_thread_id")
    answered = message.get(_as_number, "reply_to_message", "message_id")
    return thread, None if answered == thread and message.get(as_flag, "is_topic_message") else answered


PLATFORM = Platform(
    name="telegram",
    title="Telegram",
    parse=parse,
    door=Door(
        refused=shown_secret("x-telegram-bot-api-secret-token"),
        credentials=(
            Credential(
                "secret", "the webhook's secret token", "you choose it: 1 to 256 of A to Z, a to z, 0 to 9, _ and -"
            ),
        ),
        setup=(
            "Make a bot with @BotFather, and add it to the group or channel; in a group, turn its privacy mode off "
            "(/setprivacy) before it is added: else it hears only what is said to it",
            "Call its method setWebhook with url={address}, secret_token=the secret, and allowed_updates="
            '["message", "edited_message", "channel_post", "edited_channel_post", "business_message", '
            '"edited_business_message", "deleted_business_messages"]',
            "Its method getWebhookInfo tells the last error, where nothing comes",
        ),
    ),
)
