"""Where the last round of a source ended, as it lies in the ledger."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shared.codec import CodecError, decode
from shared.plan import Source


@dataclass(frozen=True, slots=True)
class Cursor:
    """`about` says of what the rest is; `known` is the platform's own part. `more`: the last round was not the whole.

    `not_before` is what the server, or its module, asked for.
    """

    about: str = ""
    tried_at: datetime | None = None
    not_before: datetime | None = None
    more: bool = False
    known: dict[str, Any] = field(default_factory=dict)


def read_cursor(text: str | None, source: Source) -> Cursor:
    """The cursor of that source; a new one where there is none, it can't be read, or the source is elsewhere now."""
    new = Cursor(about(source))
    try:
        known = new if text is None else decode(Cursor, text)
    except CodecError:
        return new  # asking anew costs a page that is known already, and nothing else
    return known if known.about == new.about else new


def about(source: Source) -> str:
    """The same as long as it is the same place. What is looked for there may change: what was spent on it, is spent."""
    return f"{source.platform} {source.url or ''}"
