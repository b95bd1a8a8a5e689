"""One delivery as it is read: what it held so far, and the few rules that all platforms share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any

from shared.delivery import Delivery, Fault, Parsed, Skipped, Wanted
from shared.ears.fields import FieldError, Fields, Value, read_object
from shared.ears.links import web_link
from shared.mention import Author, Media, Mention, Tombstone, milliseconds, settled_id, well_formed
from shared.plan import Source

#: So many posts don't vanish together between two looks, with none left among those that were asked for.
TOO_MANY_TO_VANISH = 10


class Reading:
    """Gathers mentions, tombstones, what is wanted, what is passed over and what can't be read of one delivery."""

    def __init__(self, delivery: Delivery, source: Source) -> None:
        self.delivery = delivery
        self.source = source
        self.faults: list[Fault] = []
        self._mentions: list[Mention] = []
        self._tombstones: list[Tombstone] = []
        self._skipped: list[Skipped] = []
        self._wanted: list[Wanted] = []

    def fields(self, value: object, where: str = "body") -> Fields:
        """An object of the delivery. Raises FieldError where the value is none."""
        return Fields(value, where, self.faults)

    def each(self, parts: Iterable[Fields], read: Callable[[Fields], None]) -> None:
        """Reads each part. One that can't be read is told as a fault, and costs no other."""
        for part in parts:
            self.try_(read, part)

    def whole(self, read: Callable[[Value], None]) -> Parsed:
        """All that the delivery holds, as one JSON object; the fault that it is none, where it is none."""
        body = read_object(self.delivery.body)
        if isinstance(body, Fault):
            return Parsed(faults=(body,))
        self.try_(read, body)
        return self.parsed()

    def try_(self, read: Callable[..., None], *arguments: object) -> None:
        """Reads a part, or notes the fault because of which it can't be read."""
        try:
            read(*arguments)
        except FieldError as error:
            self.faults.append(error.fault)

    def mention(
        self,
        native_id: str,
        text: str,
        *,
        author: Author | None = None,
        created_at: datetime | None = None,
        edited_at: datetime | None = None,
        version: int | None = None,
        brand: str | None = None,
        url: str | None = None,
        media: Iterable[Media] = (),
        **rest: Any,
    ) -> None:
        """Keeps one version of a post; `rest` are further fields of Mention.

        Its version is when it was edited, else when it was written, else (told neither) when it came.
        One without a word, a rating or a picture is passed over. Addresses are shown as links: none but the web's stay.
        """
        seen_at = self.delivery.received_at
        shown = tuple(one for one in media if web_link(one.url))
        # As it would be kept: control characters are no words.
        if not well_formed(text).strip() and rest.get("rating") is None and not shown:
            self.skip("post", "no text and no rating")
            return
        self._mentions.append(
            Mention(
                source=self.source.name,
                platform=self.delivery.platform,
                native_id=native_id,
                brand=brand or self.source.brand,
                version=milliseconds(edited_at or created_at or seen_at) if version is None else version,
                author=author or Author(),
                text=text,
                created_at=created_at or edited_at or seen_at,
                seen_at=seen_at,
                url=web_link(url),
                media=shown,
                **rest,
            )
        )

    def gone(self, native_id: str, reason: str, at: datetime | None = None) -> None:
        """Notes that a post is gone; `reason` in our own words, "deleted by its author"."""
        heard_at = self.delivery.received_at
        deleted_at = min(at or heard_at, heard_at)
        self._tombstones.append(
            Tombstone(self.source.name, self.delivery.platform, native_id, reason, deleted_at, heard_at)
        )

    def absent(self, asked: Collection[str], there: Collection[str], reason: str) -> None:
        """Buries those that were asked for and that a whole answer lacks.

        One that lacks all of many is taken for an outage that answers with nothing: it is told, and buries none.
        """
        missing = [one for one in asked if one not in there]
        if len(missing) == len(asked) >= TOO_MANY_TO_VANISH:
            what = f"lacks all {len(asked)} posts that were asked for, which is no proof; they are asked for again"
            self.faults.append(Fault("answer", what))
            return
        for one in missing:
            self.gone(one, reason)

    def want(self, kind: str, *ids: str) -> None:
        """Asks for what this delivery only names, to be fetched later by the platform's `fetch`.

        What can't be an id (endless, or no well-formed text) is told as a fault: no platform could be asked for it.
        """
        named = tuple(id_ for id_ in ids if id_ and settled_id(id_) == id_)
        if len(named) < len(ids):
            self.faults.append(Fault(kind, "is named by what can't be an id"))
        if named:
            self._wanted.append(
                Wanted(self.source.name, self.delivery.platform, kind, named, self.delivery.received_at)
            )

    def skip(self, what: str, reason: str) -> None:
        """Notes a part that is no mention, and why, in words without a customer's."""
        self._skipped.append(Skipped(what, reason))

    def parsed(self) -> Parsed:
        return Parsed(
            tuple(self._mentions),
            tuple(self._tombstones),
            tuple(self._skipped),
            tuple(self.faults),
            tuple(self._wanted),
        )


def pictures(kind: str, addresses: Iterable[str | None]) -> tuple[Media, ...]:
    """Media of one kind ("image", "video", "audio", "file"), of those addresses that are there."""
    return tuple(Media(kind, address) for address in addresses if address)
