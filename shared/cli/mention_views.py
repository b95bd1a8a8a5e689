"""A mention on screen: who wrote what, when and where, and whether others may read it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from shared.cli.moments import ago, clock, when
from shared.cli.tables import Cell, colored
from shared.mention import Author, Media, Mention, mention_id

if TYPE_CHECKING:
    from shared.correction import Correction
    from shared.store.doubts import Doubt
    from shared.verdict import Known, Verdict


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


def doubts_table(doubts: list[Doubt], now: datetime) -> tuple[tuple[str, ...], list[list[Cell]]]:
    """What we think of each, and why we are unsure."""
    headings = ("mention", "seen", "priority", "we think", "but it", "words")
    return headings, [
        [
            one.known.mention.id,
            ago(one.known.mention.seen_at, now),
            colored(one.known.verdict.priority if one.known.verdict else "-"),
            _thought(one.known.verdict) if one.known.verdict else "-",
            one.why,
            f"{_marks(one.known.mention)}{_name(one.known.mention.author)}: {one.known.mention.text}",
        ]
        for one in doubts
    ]


def moved(before: Verdict, after: Verdict) -> list[tuple[str, Cell]]:
    """Each part as it was and as it is."""
    parts = [
        ("kind", before.kind, after.kind),
        ("instance", before.instance or "none", after.instance or "none"),
        ("severity", f"{before.severity} of 4", f"{after.severity} of 4"),
        ("sentiment", before.sentiment, after.sentiment),
        ("priority", before.priority, after.priority),
    ]
    return [(name, old if old == new else f"{old} -> {new}") for name, old, new in parts]


def said_so(corrections: Sequence[Correction], now: datetime) -> list[tuple[str, Cell]]:
    """What people said of it, the newest first."""
    return [(one.by, f"{when(one.at, now)}: {_word(one)}") for one in corrections]


def _word(said: Correction) -> str:
    parts = (
        said.kind or "",
        "no instance of the plan's" if said.no_instance else said.instance or "",
        "" if said.severity is None else f"severity {said.severity}",
        said.sentiment or "",
    )
    was = f"{said.was.kind}, {said.was.instance or 'no instance'}, severity {said.was.severity}"
    word = "it is as was thought" if said.confirms else ", ".join(part for part in parts if part)
    return f"{word} (we thought: {was})"


def _thought(verdict: Verdict) -> str:
    return f"{verdict.kind}, {verdict.instance or 'no instance'}"


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
