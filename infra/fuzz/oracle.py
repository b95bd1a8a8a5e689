"""What must hold of whatever was read, from whatever bytes."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from functions.ingest.reading import told
from infra.bench.ears_bodies import TEXT
from shared.codec import encode
from shared.delivery import Parsed
from shared.inbox import as_delivery, to_message
from shared.mention import (
    FIRST_WEB_PAGE,
    MAX_CLOCK_LEAD,
    MAX_TEXT_CHARACTERS,
    Mention,
    milliseconds,
    settled,
    settled_id,
)

#: In every body that the fuzzing begins with, and in nothing that we say.
MARKED = TEXT.split()[2]
#: DynamoDB takes items of 400 KB, and keys of 2,048 bytes; SQS messages of 1 MiB.
MOST_ITEM, MOST_KEY, MOST_MESSAGE = 380_000, 2_048, 1_000_000
MOST_FAULT, MOST_REASON, MOST_ID = 200, 120, 2_000
_EARLIEST = milliseconds(FIRST_WEB_PAGE.replace(year=1))


class BrokenError(AssertionError):
    """Something that must hold does not."""


def holds(found: Parsed) -> None:
    """Raises BrokenError where something was read that can't be kept, or told to people."""
    for mention in found.mentions:
        _mention(settled(mention))
    for grave in found.tombstones:
        kept = replace(grave, native_id=settled_id(grave.native_id))
        _must(0 < len(kept.id.encode()) <= MOST_KEY, "a tombstone's key")
        _must(bool(grave.native_id), "a tombstone without an id")
        encode(kept)
    for wanted in found.wanted:
        _must(bool(wanted.kind and wanted.ids) and all(wanted.ids), "something wanted without a name")
        _must(all(len(id_) <= MOST_ID for id_ in wanted.ids), "something wanted has an endless name")
        _must(len(to_message(as_delivery(wanted)).encode()) <= MOST_MESSAGE, "something wanted fits no message")
    _told(found)


def _mention(mention: Mention) -> None:
    _must(bool(mention.native_id) and len(mention.id.encode()) <= MOST_KEY, "a mention's key")
    _must(
        bool(mention.text.strip()) or mention.rating is not None or bool(mention.media), "a mention that says nothing"
    )
    _must(len(mention.text) <= MAX_TEXT_CHARACTERS, "a text too long")
    _must(len(encode(mention).encode()) <= MOST_ITEM, "a mention fits no item")
    _must(FIRST_WEB_PAGE <= mention.created_at <= mention.seen_at + MAX_CLOCK_LEAD, "a time that can't be")
    _must(_EARLIEST <= mention.version <= milliseconds(mention.seen_at + MAX_CLOCK_LEAD), "a version that can't be")
    _must(mention.rating is None or 1 <= mention.rating <= 5, "a rating that nobody gave")
    counts = (mention.engagement, mention.reposts, mention.author.followers)
    _must(all(count is None or count >= 0 for count in counts), "less than nobody")
    addresses = [mention.url, *(media.url for media in mention.media)]
    _must(
        all(one is None or urlsplit(one).scheme in ("https", "http") for one in addresses), "an address that is no link"
    )
    _must(all(media.kind in ("image", "video", "audio", "file") for media in mention.media), "a kind of media")


def _told(found: Parsed) -> None:
    for fault in found.faults:
        _must(bool(fault.where and fault.what), "a fault that doesn't say where or what")
        _must(len(fault.what) <= MOST_FAULT, "an endless fault")
    for skipped in found.skipped:
        _must(0 < len(skipped.reason) <= MOST_REASON and len(skipped.what) <= MOST_REASON, "an endless reason")
        encode(skipped)
    said = [*((one.where, one.what) for one in found.faults), *((one.what, one.reason) for one in found.skipped)]
    _must(not any(MARKED in part for pair in said for part in pair), "a customer's words in a reason")
    _must(not any(MARKED in grave.reason for grave in found.tombstones), "a customer's words in a tombstone")
    if found.faults:
        told(found).encode("utf-8")


def _must(true: bool, what: str) -> None:
    if not true:
        raise BrokenError(what)
