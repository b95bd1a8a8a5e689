"""A mention: one public post, comment, review or question, in one shape for all platforms."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

#: A text longer than this (characters) is cut and flagged, so that an item stays far below DynamoDB's 400 KB.
MAX_TEXT_CHARACTERS = 20_000
#: A platform whose clock runs further ahead of ours than this is not believed.
MAX_CLOCK_LEAD = timedelta(minutes=5)
#: Nor is a post from before the Web: a creation time of zero is a missing one.
FIRST_WEB_PAGE = datetime(1991, 1, 1, tzinfo=UTC)
#: DynamoDB takes keys of up to 2,048 bytes; a longer id (some feeds put whole texts there) is replaced by its hash.
MAX_ID_BYTES = 480
#: Names and the like are cut to this many characters. A longer address than this is dropped: half of one leads nowhere.
MAX_NAME_CHARACTERS = 200
MAX_URL_CHARACTERS = 2_000
#: More pictures than this are an album.
MOST_MEDIA = 10
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote it, as far as the platform says; `id` is its own, stable one, `joined_at` when the account was made."""

    id: str | None = None
    name: str | None = None
    handle: str | None = None
    followers: int | None = None
    joined_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or the like beside the text: what kind ("image", "video", "audio", "file"), and where it is."""

    kind: str
    url: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One version of one public post.

    `native_id` is unique within its platform (where the platform's ids are local to one host, it holds the host).
    `version` orders the versions of one post: milliseconds since the epoch of the platform's own edit (or creation)
    time. `parent` is the native id of the post that it answers, or that post's `place`: what answers call it where that
    is not its id. `engagement` is how many answered, liked or passed it on, `reposts` how many of them passed it on,
    None where the platform doesn't say. `claimed_at` is kept when the platform's creation time was not believed;
    `created_at` is then `seen_at`.
    """

    source: str
    platform: str
    native_id: str
    brand: str
    version: int
    author: Author
    text: str
    created_at: datetime
    seen_at: datetime
    claimed_at: datetime | None = None
    language: str | None = None
    url: str | None = None
    thread: str | None = None
    parent: str | None = None
    place: str | None = None
    engagement: int = 0
    reposts: int | None = None
    rating: int | None = None
    media: tuple[Media, ...] = ()
    public: bool = True
    from_staff: bool = False
    truncated: bool = False

    @property
    def id(self) -> str:
        return mention_id(self.platform, self.native_id)

    @property
    def content_hash(self) -> str:
        """The same for the same words by the same author, whatever the delivery: a repeat adds nothing."""
        words = f"{self.text}\x00{self.author.id or self.author.handle or ''}\x00{self.rating}\x00{self.public}"
        return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:16]

    @property
    def author_key(self) -> str:
        """A pseudonym for counting distinct authors; a mention without an author counts as its own."""
        who = self.author.id or self.author.handle or self.author.name or self.native_id
        return hashlib.sha256(f"{self.platform}\x00{who}".encode("utf-8", "replace")).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Tombstone:
    """The word that a post is gone. It beats every version, also one that comes after it.

    `heard_at`: when we were told, where that may be long after it was deleted.
    """

    source: str
    platform: str
    native_id: str
    reason: str
    deleted_at: datetime
    heard_at: datetime | None = field(default=None, compare=False)

    @property
    def id(self) -> str:
        return mention_id(self.platform, self.native_id)


def mention_id(platform: str, native_id: str) -> str:
    """The key of a mention: what the world gives, so that every write can be repeated."""
    return f"{platform}:{native_id}"


def settled(mention: Mention) -> Mention:
    """The mention with its words bounded and well-formed, and with times that can't lie in the future.

    A version from the future would shut out every later edit: it becomes the time at which it was seen.
    """
    text = well_formed(mention.text)
    latest = mention.seen_at + MAX_CLOCK_LEAD
    believed = FIRST_WEB_PAGE <= mention.created_at <= latest
    return replace(
        mention,
        native_id=settled_id(mention.native_id),
        # Never empty, as it is a key.
        brand=well_formed(mention.brand)[:MAX_NAME_CHARACTERS] or mention.source,
        version=mention.version if mention.version <= milliseconds(latest) else milliseconds(mention.seen_at),
        text=text[:MAX_TEXT_CHARACTERS],
        truncated=mention.truncated or len(text) > MAX_TEXT_CHARACTERS,
        author=Author(
            id=_id_or_none(mention.author.id),
            name=_name(mention.author.name),
            handle=_name(mention.author.handle),
            followers=_count(mention.author.followers),
            joined_at=_joined(mention.author.joined_at, latest),
        ),
        created_at=mention.created_at if believed else mention.seen_at,
        claimed_at=mention.claimed_at if believed else mention.created_at,
        language=_name(mention.language),
        url=_address(mention.url),
        thread=_id_or_none(mention.thread),
        parent=_id_or_none(mention.parent),
        place=_id_or_none(mention.place),
        engagement=_count(mention.engagement) or 0,
        reposts=_count(mention.reposts),
        media=tuple(_media(one) for one in mention.media[:MOST_MEDIA] if _address(one.url)),
    )


def settled_id(native_id: str) -> str:
    """A native id that can be a key: well-formed, and its hash where it is too long for one."""
    clean = well_formed(native_id)
    return clean if len(clean.encode()) <= MAX_ID_BYTES else hashlib.sha256(clean.encode()).hexdigest()


def milliseconds(instant: datetime) -> int:
    """Milliseconds since the epoch: how versions are counted."""
    return (instant - _EPOCH) // timedelta(milliseconds=1)


def well_formed(text: str) -> str:
    """The text without lone surrogates (they can't be written as UTF-8) and without NUL and its like."""
    # By way of UTF-16, where each half of a pair counts: two that belong together are joined, one alone is U+FFFD.
    encodable = text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(c for c in encodable if c >= " " or c in "\n\t") if not encodable.isprintable() else encodable


def _count(count: int | None) -> int | None:
    # Less than nobody is nobody's count: it would take from that of others.
    return count if count is not None and count >= 0 else None


def _id_or_none(text: str | None) -> str | None:
    return None if text is None else settled_id(text)


def _joined(at: datetime | None, latest: datetime) -> datetime | None:
    return at if at is not None and FIRST_WEB_PAGE <= at <= latest else None


def _name(text: str | None) -> str | None:
    return None if text is None else well_formed(text)[:MAX_NAME_CHARACTERS]


def _media(media: Media) -> Media:
    return Media(media.kind, well_formed(media.url), _name(media.text))


def _address(text: str | None) -> str | None:
    return None if text is None or len(text) > MAX_URL_CHARACTERS else well_formed(text)
