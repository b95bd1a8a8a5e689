"""Posts in a shape that the sender made up: the plan's settings say where in it each field stands.

A setting `field_text: ticket.comment` is a dotted path into the sender's object; `field_text: none` passes it over.
Where the plan says nothing, the names are those of our own envelope (shared/platforms/standard_webhooks.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from shared.ears.fields import Fields, Kind, Value, as_count, as_id, as_instant, as_text
from shared.ears.html import plain_text
from shared.ears.platform import Setting
from shared.ears.reading import Reading
from shared.mention import Author

T = TypeVar("T")
Path = tuple[str, ...]

#: Where each field stands unless the plan says otherwise.
PATHS: Mapping[str, str] = {
    "id": "id",
    "text": "text",
    "title": "title",
    "author": "author.id",
    "author_name": "author.name",
    "author_handle": "author.handle",
    "created": "created_at",
    "updated": "updated_at",
    "url": "url",
    "thread": "thread",
    "parent": "parent",
    "language": "language",
    "rating": "rating",
    "engagement": "engagement",
    "public": "public",
    "from_staff": "from_staff",
}
_WHAT = {
    "id": "the post's own id",
    "text": "what somebody wrote",
    "title": "its heading, put before the text",
    "created": "when it was written (ISO 8601)",
    "updated": "when it was last changed (ISO 8601); else the newest to arrive counts",
    "thread": "the id of what it belongs to",
    "parent": "the id of the post that it answers",
    "rating": "1 to 5 stars",
    "public": "true where all the world may read it",
    "from_staff": "true where our own people wrote it",
}
_FORM = Setting("text_form", "html, where texts and titles come as HTML; else they are taken as they are")
#: What the plan may set for a platform whose senders make up their own shape.
SETTINGS: tuple[Setting, ...] = (
    *(
        Setting(f"field_{name}", f"dotted path to {_WHAT.get(name, 'its ' + name.replace('_', ' '))}; else `{path}`")
        for name, path in PATHS.items()
    ),
    _FORM,
)
_NO_SCHEME = re.compile(r"[a-z0-9.-]+\.[a-z]{2,}(?:[/?#].*)?", re.IGNORECASE | re.ASCII)
_MOST_STARS = 5


@dataclass(frozen=True, slots=True)
class Context:
    """What a delivery says around the object: a prefix that makes ids unique, and what counts where it is silent."""

    prefix: str
    public: bool
    id: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None


class Mapped:
    """An object whose fields stand where the settings say."""

    def __init__(self, fields: Fields, settings: Mapping[str, str]) -> None:
        self._fields = fields
        self._html = settings.get("text_form", "").strip().lower() == "html"
        self._paths = dict(_paths(settings))
        if "author" in fields and not isinstance(fields.value["author"], dict):
            self._paths |= {"author": (), "author_name": ("author",), "author_handle": ()} if _usual(settings) else {}

    def get(self, kind: Kind[T], name: str) -> T | None:
        """The field's value; None where it is missing or, with a fault noted, where it can't be read."""
        path = self._paths[name]
        return self._fields.get(kind, *path) if path else None

    def given(self, kind: Kind[T], name: str) -> T | None:
        """The field's value; None where it is missing. Raises FieldError where it can't be read."""
        path = self._paths[name]
        return self._fields.given(kind, *path) if path else None

    def unsaid(self, name: str) -> bool:
        """Whether the sender says nothing at all of it: a null, there or on the way there, is a word."""
        found: object = self._fields.value
        for step in self._paths[name]:
            if not isinstance(found, dict):
                return False
            if step not in found:
                return True
            found = found[step]
        return not self._paths[name]

    def place(self, name: str) -> str:
        """Where the field is looked for, for people."""
        return ".".join(self._paths[name]) or "nowhere"

    def words(self) -> str:
        """Title and text as a person reads them. Raises FieldError where the text can't be read."""
        parts = [self.get(as_text, "title") or "", self.given(as_text, "text") or ""]
        return "\n\n".join(part for part in (self._plain(part) for part in parts) if part)

    def _plain(self, text: str) -> str:
        return (plain_text(text) if self._html else text).strip()


def tell(reading: Reading, value: Value, where: str, context: Context) -> None:
    """Keeps the mention in a sender's object, or notes why there is none.

    Raises FieldError where one can't be read without which the mention would be wrong.
    """
    found = Mapped(reading.fields(value, where), reading.source.settings)
    text, own_id = found.words(), found.given(as_id, "id") or context.id
    if own_id is None:
        reading.skip(where, f"no id at `{found.place('id')}`; name its place with the setting field_id"[:119])
    elif not text and found.get(as_rating, "rating") is None:
        reading.skip(where, f"no text at `{found.place('text')}`; name its place with the setting field_text"[:119])
    else:
        _mention(reading, found, text, own_id, context)


def native_id(reading: Reading, value: Value, where: str, context: Context) -> str | None:
    """The id under which `tell` keeps that object. Raises FieldError where it can't be read."""
    own_id = Mapped(reading.fields(value, where), reading.source.settings).given(as_id, "id") or context.id
    return context.prefix + own_id if own_id else None


def _mention(reading: Reading, found: Mapped, text: str, own_id: str, context: Context) -> None:
    public = found.given(as_spoken_flag, "public")
    thread, parent = (found.get(as_id, name) for name in ("thread", "parent"))
    reading.mention(
        context.prefix + own_id,
        text,
        author=Author(
            found.get(as_id, "author"), found.get(as_text, "author_name"), found.get(as_text, "author_handle")
        ),
        created_at=found.get(as_instant, "created") or context.created_at,
        # Not when it was written: of two words about one post, each might be the newer.
        edited_at=found.get(as_instant, "updated") or context.updated_at or reading.delivery.received_at,
        url=web_address(found.get(as_text, "url")),
        thread=context.prefix + thread if thread else None,
        parent=context.prefix + parent if parent else None,
        language=found.get(as_text, "language"),
        rating=found.get(as_rating, "rating"),
        engagement=found.get(as_count, "engagement") or 0,
        # Said as null, it may be private.
        public=context.public and found.unsaid("public") if public is None else public,
        from_staff=found.get(as_spoken_flag, "from_staff") or False,
    )


def as_spoken_flag(value: object) -> bool:
    """True or false, also in words: a template writes nothing else."""
    if isinstance(value, bool):
        return value
    word = value.strip().lower() if isinstance(value, str) else ""
    if word not in ("true", "false", "yes", "no"):
        raise ValueError("is neither true nor false")
    return word in ("true", "yes")


def as_rating(value: object) -> int:
    """Stars, 1 to 5."""
    stars = as_count(value)
    if not 1 <= stars <= _MOST_STARS:
        raise ValueError("is not 1 to 5 stars")
    return stars


def web_address(text: str | None) -> str | None:
    """An address that a person can open; one without its scheme gets it, one of another scheme is none."""
    text = (text or "").strip()
    if text.startswith(("https://", "http://")):
        return text
    return f"https://{text}" if _NO_SCHEME.fullmatch(text) else None


def said_yes(settings: Mapping[str, str], name: str) -> bool:
    """Whether the plan sets that to yes."""
    return settings.get(name, "").strip().lower() in ("yes", "true")


def _paths(settings: Mapping[str, str]) -> Iterator[tuple[str, Path]]:
    for name, usual in PATHS.items():
        path = settings.get(f"field_{name}", "").strip() or usual
        yield name, () if path.lower() == "none" else tuple(path.split("."))


def _usual(settings: Mapping[str, str]) -> bool:
    """Whether the plan leaves the author where our own envelope has it: there, a mere name will do."""
    return not any(settings.get(f"field_{name}") for name in ("author", "author_name", "author_handle"))
