"""A mention on screen: who wrote what, when and where, and whether others may read it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from shared.cli.moments import ago, clock, when
from shared.cli.tables import Cell, colored
from shared.mention import Author, Media, Mention, mention_id

if TYPE_CHECKING:
    from shared.verdict import Known


def mentions_table(known: list[Known], now: datetime) -> tuple[tuple[str, ...], list[list[Cell]]]:
    headings = ("mention", "seen", "priority", "kind", "words")
    return headings, [
        [
            one.mention.id,
            ago(one.mention.seen_at, now),
            colored(one.verdict.priority if one.verdict else "-"),
            colored(one.verdict.kind if one.verdict else "no verdict yet"),
            f"{_marks(one.mention)}{_name(one.mention.author)}: {one.mention.text}",
        ]
        for one in known
    ]


def circumstances(said: Mention, now: datetime) -> list[tuple[str, Cell]]:
    """All that is known of a mention but its words; what the platform doesn't say is left out."""
    claimed = f"; the platform says {clock(said.claimed_at)}, which can't be" if said.claimed_at else ""
    facts: list[tuple[str, Cell]] = [
        ("author", _whole_name(said.author)),
        ("", _standing(said.author)),
        ("", "ours: one of our own accounts, or our staff" if said.from_staff else ""),
        ("brand", said.brand),
        ("source", f"{said.source} ({said.platform}){'' if said.public else ', private'}"),
        ("written", f"{when(said.created_at, now)}{claimed}"),
        ("seen", when(said.seen_at, now)),
        ("language", said.language or ""),
        ("rating", "" if said.rating is None else f"{said.rating} of 5"),
        ("where", said.url or ""),
        ("in the thread", said.thread or ""),
        ("answers", "" if said.parent is None else mention_id(said.platform, said.parent)),
        ("response", _response(said)),
        *(("beside it", _media(one)) for one in said.media),
    ]
    return [(name, words) for name, words in facts if words]


def _marks(said: Mention) -> str:
    """What keeps a text from being taken for a customer's public word."""
    return f"{'ours, ' if said.from_staff else ''}{'' if said.public else 'private, '}"


def _name(author: Author) -> str:
    return author.handle or author.name or author.id or "unknown"


def _whole_name(author: Author) -> str:
    beside = f" ({author.name})" if author.handle and author.name and author.name != author.handle else ""
    known_by = f", id {author.id}" if author.id and author.id != _name(author) else ""
    return f"{_name(author)}{beside}{known_by}"


def _standing(author: Author) -> str:
    told = (
        "" if author.followers is None else f"{author.followers:,} follow them",
        "" if author.joined_at is None else f"an account since {author.joined_at:%Y-%m-%d}",
    )
    return ", ".join(one for one in told if one)


def _response(said: Mention) -> str:
    passed_on = "" if said.reposts is None else f", {said.reposts:,} of them passed it on"
    return f"{said.engagement:,} answered, liked or passed it on{passed_on}" if said.engagement or said.reposts else ""


def _media(media: Media) -> str:
    return f"{media.kind} {media.url}{f' ({media.text})' if media.text else ''}"
