"""A rule that a plan breaks: where, in what way, and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import NamedTuple
from zoneinfo import available_timezones

from shared.plan_values import as_written

#: The words and positions that lead to a value of the plan's file.
Place = tuple[str | int, ...]

#: A signed link holds an id, and is no longer than an address may be.
_ID = re.compile(r"[a-z0-9_-]{1,64}")
#: From here on two ids are one and a slip of the pen: `maet` and `mate`, but not `freight-lead` and `care-lead`.
_ALIKE = 0.75


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
            mend = "use only a to z, 0 to 9, `-` and `_`, and at most 64 of them"
            yield Broken((part, position, word), f"`{id_}` can't be an id", mend)
        seen.add(id_)


def empties(place: Place, word: str, texts: Iterable[str]) -> Iterator[Broken]:
    for position, text in enumerate(texts):
        if not text.strip():
            yield Broken((*place, word, position), f"an empty text under `{word}` fits nothing", "remove it")


def unknown(place: Place, noun: str, name: str, part: str, known: Iterable[str] = ()) -> Broken:
    """A name that the plan doesn't have; `known` are those that may have been meant."""
    near = _near(name, known if isinstance(known, frozenset) else frozenset(known))
    # It may just as well be somebody who was taken out of the plan, and is still named here.
    mend = f"did you mean `{near}`? If not," if near else "correct the name, or"
    mend = f"{mend} add `{name}` under `{part}`"
    return Broken(place, f"no {noun} `{name}` in the plan", mend)


@lru_cache(maxsize=1000)  # one slip of the pen is often copied
def _near(name: str, known: frozenset[str]) -> str | None:
    return next(iter(get_close_matches(name, sorted(known), n=1, cutoff=_ALIKE)), None)


def out_of_bounds(place: Place, span: timedelta | None, least: timedelta, most: timedelta) -> Iterator[Broken]:
    if span is not None and not least <= span <= most:
        what = f"`{place[-1]}` is too short or too long"
        yield Broken(place, what, f"write from {as_written(least)} to {as_written(most)}")


def not_from_to(place: Place, number: int, least: int, most: int, otherwise: str) -> Iterator[Broken]:
    if not least <= number <= most:
        yield Broken(place, f"`{place[-1]}` is not from {least:,} to {most:,}", otherwise)


def too_many(place: Place, noun: str, count: int, most: int, mend: str) -> Iterator[Broken]:
    if count > most:
        yield Broken(place, f"{count} {noun}, and no more than {most} are allowed", mend)


def named(ids: Iterable[str], most: int = 3) -> str:
    """Some ids in words, the rest as a number."""
    every = list(dict.fromkeys(ids))
    first = ", ".join(f"`{one}`" for one in every[:most])
    return f"{first} and {len(every) - most} more" if len(every) > most else first
