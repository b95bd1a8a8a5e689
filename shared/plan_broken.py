"""A rule that a plan breaks: where, in what way, and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import available_timezones

#: The words and positions that lead to a value of the plan's file.
Place = tuple[str | int, ...]

_ID = re.compile(r"[a-z0-9_-]+")


class Broken(NamedTuple):
    """One rule that the plan breaks."""

    place: Place
    what: str
    mend: str


@cache
def time_zones() -> frozenset[str]:
    """The names in the tz database, which takes 15 ms to list."""
    return frozenset(available_timezones())


def doubles(part: str, ids: Iterable[str], word: str = "id") -> Iterator[Broken]:
    seen: set[str] = set()
    for position, id_ in enumerate(ids):
        if id_ in seen:
            yield Broken((part, position, word), f"`{id_}` stands twice under `{part}`", "give each its own")
        elif word == "id" and not _ID.fullmatch(id_):
            mend = "use only a to z, 0 to 9, `-` and `_`"
            yield Broken((part, position, word), f"`{id_}` can't be an id", mend)
        seen.add(id_)


def empties(place: Place, word: str, texts: Iterable[str]) -> Iterator[Broken]:
    for position, text in enumerate(texts):
        if not text.strip():
            yield Broken((*place, word, position), f"an empty text under `{word}` fits nothing", "remove it")


def unknown(place: Place, noun: str, name: str, part: str) -> Broken:
    return Broken(place, f"no {noun} `{name}` in the plan", f"correct the name, or add `{name}` under `{part}`")


def out_of_bounds(place: Place, span: timedelta, least: timedelta, most: timedelta) -> Iterator[Broken]:
    if not least <= span <= most:
        what = f"`{place[-1]}` is too short or too long"
        yield Broken(place, what, f"write from {_as_written(least)} to {_as_written(most)}")


def _as_written(span: timedelta) -> str:
    """As in the file, in the largest unit that leaves nothing over."""
    for unit, length in (("d", timedelta(days=1)), ("h", timedelta(hours=1)), ("m", timedelta(minutes=1))):
        if not span % length:
            return f"{span // length}{unit}"
    return f"{span.seconds}s"
