"""A list that shows the newest first and has no word for "since": read page by page until what was known before."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from shared.delivery import Fault
from shared.ears.fields import read_value
from shared.ears.platform import Ask, Heard

_Time = TypeVar("_Time", float, datetime)

#: What is changed or indexed late stands a little below its place.
OVERLAP = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Page:
    """What is told of one page: the times of what stands on it, and the word for the next one ("": the last).

    `missing`: there is no such list.
    """

    times: tuple[datetime, ...]
    next: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """How far a list was read: its newest time, and whether there was more than the pages that may be asked for."""

    newest: datetime | None
    cut: bool = False
    missing: bool = False


def read_newest(
    known: datetime | None, ask: Callable[[str, int], Ask], page_of: Callable[[Heard], Page], most: int
) -> Generator[Ask, Heard, Read]:
    """Asks for page after page until one reaches what is `known`: the first time for one, later for at most so many.

    `ask` takes the word for a page ("" for the first), and its number from 1.
    """
    word, newest = "", known
    for number in range(1, most + 1):
        heard = yield ask(word, number)
        page = page_of(heard)
        # What was not read to its end counts as not begun: or what stands below it would be lost.
        if page.missing or isinstance(read_value(heard.body), Fault):
            return Read(known, missing=page.missing)
        newest = max((at for at in (newest, *page.times) if at is not None), default=None)
        # By half of what stands on it: an old one may be pinned on top.
        reached = known is None or not page.times or middle(page.times) <= known - OVERLAP
        if reached or not page.next:
            return Read(newest)
        word = page.next
    return Read(newest, cut=True)


def middle(times: Sequence[_Time]) -> _Time:
    """The one that has as many before it as after it, or one less. Not the median of `statistics`: that takes 16 ms to
    import, which a cold `receive` would pay for.
    """
    return sorted(times)[(len(times) - 1) // 2]


def word_of(value: object) -> str:
    """The word for the next page that an answer gives; "" where it gives none that could be written into an address."""
    return value if isinstance(value, str) and value.isprintable() else ""


def known_until(cursor: Mapping[str, Any], key: str) -> datetime | None:
    """Until when a list was read, by the cursor; None where it never was."""
    newest = cursor.get("newest")
    text = newest.get(key) if isinstance(newest, dict) else None
    try:
        at = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return at if at is not None and at.tzinfo is not None else None


def read_until(cursor: Mapping[str, Any], key: str, newest: datetime | None, now: datetime) -> dict[str, Any]:
    """The cursor with how far that list was read; never beyond now, or a time from the future would hide all else.

    One on which nothing stands yet was read until now: what comes from then on must not be taken for its past.
    """
    held = cursor.get("newest")
    times = dict(held) if isinstance(held, dict) else {}
    times[key] = min(newest or now, now).isoformat()
    return {**cursor, "newest": times}
