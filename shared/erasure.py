"""An author's erasure: whose posts are meant, and what is told of it afterwards. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.mention import Author, Mention
from shared.statement_moves import Refused

REASON = "erased at the author's request"
#: DynamoDB's point-in-time recovery goes back so far; its streams hold a change for a day, a queue a message for 14.
BACKUPS, STREAMS, QUEUES = timedelta(days=35), timedelta(days=1), timedelta(days=14)
#: Unicode's categories of what a terminal doesn't show: controls and formats.
_UNSEEN = ("Cc", "Cf")
#: Counters name posts by id and authors by a mark of a few characters (shared/store/tally.py).
COUNTERS = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Told:
    """A notice that went out, and may hold words of the author's: it can't be taken back."""

    case_id: str
    person: str
    way: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Remains:
    """What is left, where, and until when; None where it stays."""

    what: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Place:
    """So many posts came by one source."""

    source: str
    posts: int


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was erased (or, in a dry run, would be), without a word or a name of the author's.

    `cases` gathered one of the posts; in those `noted`, a person's own note names the author. `named_only`: the
    platform gave no id or handle of some posts, so people of one name can't be told apart.
    """

    platform: str
    posts: int
    places: tuple[Place, ...]
    cases: tuple[str, ...]
    noted: tuple[str, ...]
    told: tuple[Told, ...]
    remains: tuple[Remains, ...]
    erased_at: datetime | None
    named_only: bool = False


@dataclass(frozen=True, slots=True)
class Whose:
    """One account on one platform; `id` is None where the platform gives none.

    `also` are the names under which it wrote where no id came along.
    """

    platform: str
    id: str | None
    posts: int
    also: tuple[str, ...] = ()


def shown_as(author: Author, name: str) -> bool:
    """Whether people see that author under this name: by id, by handle (with @ or without), or else by name."""
    if author.id == name:
        return True
    shown = _name(author)
    return shown != "" and shown == _plain(name)


def is_of(mention: Mention, whose: Whose) -> bool:
    who = mention.author
    mine = _name(who) in whose.also if who.id is None else who.id == whose.id
    return mention.platform == whose.platform and mine


def account(found: Iterable[Mention], author: str) -> Whose | Refused:
    """The one account that is meant. Refused where there is none, or where several people may be."""
    by_platform: dict[str, list[Author]] = {}
    for mention in found:
        if shown_as(mention.author, author):
            by_platform.setdefault(mention.platform, []).append(mention.author)
    if not by_platform:
        return Refused("no post by that author is kept; write the handle or id as `firebreak mentions` shows it")
    if len(by_platform) > 1:
        several = ", ".join(sorted(by_platform))
        return Refused(f"accounts of that name wrote on {several}, and may be different people; say --platform NAME")
    [(platform, authors)] = by_platform.items()
    ids = sorted({one.id for one in authors if one.id is not None})
    if author in ids:
        # An id means one account, whoever else has it as a handle.
        return Whose(platform, author, sum(one.id == author for one in authors))
    if len(ids) > 1:
        return Refused(f"several accounts on {platform} have that name; give the id of the one: {', '.join(ids)}")
    names = tuple(sorted({_name(one) for one in authors if one.id is None}))
    return Whose(platform, ids[0] if ids else None, len(authors), names)


def places(posts: Sequence[Mention]) -> tuple[Place, ...]:
    sources = sorted({post.source for post in posts})
    return tuple(Place(source, sum(post.source == source for post in posts)) for source in sources)


def remains(now: datetime, tombstones: timedelta) -> tuple[Remains, ...]:
    """What an erasure leaves, the soonest gone first. Hashes can be held against a known account, not read back."""
    return (
        Remains("changes of the Mentions table in its stream, which nobody reads back", now + STREAMS),
        Remains("the counters of storms: ids of the posts, and a short mark of the author", now + COUNTERS),
        Remains("raw deliveries that wait in the inbox or in dead letters; after a redrive, forget anew", now + QUEUES),
        Remains("the tables' backups (point-in-time recovery)", now + BACKUPS),
        Remains("a tombstone with the id of each post, which keeps it out when it comes again", now + tombstones),
        Remains("the ids of posts in cases and storms; on Bluesky the id of a post holds that of its account", None),
        Remains("what others wrote about the author, which is theirs", None),
        Remains("sums and figures without a name, and phrases that three people or more wrote", None),
    )


def _name(author: Author) -> str:
    """As what people see the author."""
    return _plain(author.handle or author.name or "")


def _plain(name: str) -> str:
    """A name as it is shown and typed: in one way to write each letter, without what takes no room."""
    shown = (" " if one.isspace() else one for one in unicodedata.normalize("NFKC", name))
    kept = "".join(one for one in shown if unicodedata.category(one) not in _UNSEEN)
    return " ".join(kept.split()).removeprefix("@").casefold()
